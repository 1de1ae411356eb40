import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

import { CHOICES, FIRST, PRESETS, format, parse, value } from "./choices.js";

const EARLY = readFileSync(new URL("../../static/early.js", import.meta.url), "utf8");

/** The early script on a page of its own: the attributes of <html> and what it exposes. */
function early({ kept = null, blocked = false, name = "" }) {
  const store = { kept };
  const refuse = () => {
    throw new Error("SecurityError");
  };
  const window = { name, addEventListener() {} };
  const dataset = {};
  const context = {
    window,
    document: { documentElement: { dataset }, querySelectorAll: () => [] },
    localStorage: {
      getItem: () => (blocked ? refuse() : store.kept),
      setItem: (_key, text) => (blocked ? refuse() : (store.kept = text)),
    },
    MutationObserver: class {
      observe() {}
      disconnect() {}
    },
    Node: { ELEMENT_NODE: 1 },
  };
  vm.runInNewContext(EARLY, context);
  return { dataset, window, store, vision: window.vestnikVision };
}

test("what is written is read again", () => {
  for (const chosen of [{}, FIRST, ...Object.values(PRESETS)]) {
    for (const on of [true, false]) assert.deepEqual(parse(format({ on, chosen })), { on, chosen });
  }
});

test("presets choose only what there is", () => {
  for (const preset of [FIRST, ...Object.values(PRESETS)]) {
    for (const [name, chosen] of Object.entries(preset)) assert.ok(CHOICES[name].includes(chosen), name);
  }
});

test("foreign and damaged texts choose nothing", () => {
  for (const text of ["", "on", "on;", "on;size", "on;size=17", "on;constructor=x", "on;__proto__=y", "on;size=100"]) {
    assert.deepEqual(parse(text).chosen, {});
  }
  assert.equal(parse("").on, false);
  assert.equal(parse("once;size=200").on, false);
});

test("a group without a choice stands on the ordinary one", () => {
  assert.equal(value({}, "size"), "100");
  assert.equal(value({ size: "300" }, "size"), "300");
});

test("before the first paint the choices are attributes of the page", () => {
  const { dataset } = early({ kept: "on;size=200;scheme=black" });
  assert.deepEqual({ ...dataset }, { vision: "on", visionSize: "200", visionScheme: "black" });
});

test("a mode that is off, absent or damaged leaves the page as it is", () => {
  for (const kept of [null, "", "off;size=200", "{}", "on;size=<b>;=;x"]) {
    const { dataset } = early({ kept });
    const names = Object.keys(dataset).filter((name) => name !== "vision");
    assert.deepEqual(names, []);
  }
});

test("where storage is blocked the name of the window remembers", () => {
  const first = early({ blocked: true });
  first.vision.keep("on;size=175");
  const second = early({ blocked: true, name: first.window.name });
  assert.equal(second.dataset.visionSize, "175");
  assert.deepEqual({ ...early({ blocked: true, name: "a page's own name" }).dataset }, {});
});

test("what is turned off leaves no attribute behind", () => {
  const { dataset, vision } = early({ kept: "on;size=200" });
  vision.apply("off;size=200");
  assert.deepEqual({ ...dataset }, {});
});
