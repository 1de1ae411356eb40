import assert from "node:assert/strict";
import test from "node:test";

import { isOver } from "./until.js";

const NOW = new Date("2026-11-17T12:00:00+03:00");

test("a warning is over at the moment it names, in any time zone", () => {
  assert.equal(isOver("2026-11-17T12:00+03:00", NOW), true);
  assert.equal(isOver("2026-11-17T14:01+05:00", NOW), false);
});

test("a warning whose end cannot be read stays", () => {
  assert.equal(isOver("завтра", NOW), false);
  assert.equal(isOver("", NOW), false);
});
