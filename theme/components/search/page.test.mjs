import assert from "node:assert/strict";
import test from "node:test";

import { read, write } from "./address.js";
import { outcome, newestFirst, wholeMonths } from "./outcome.js";
import { hasPhrase, isTold, marked, passage, shownOf } from "./passage.js";
import { Sentences } from "./sentences.js";

test("an address says what is shown, and is the same for the same search", () => {
  const address = "?q=%D1%81%D0%BD%D0%B5%D0%B3&kind=prikaz&year=2026&sort=newest&exact=1";
  assert.equal(write(read(address)), address);
  assert.equal(write(read("?sort=wrong&year=2026&q=a&other=1")), "?q=a&year=2026");
  assert.equal(write(read("")), "");
});

test("a query of hostile length is cut in the address too", () => {
  assert.equal(read(`?q=${"я".repeat(5000)}`).q.length, 200);
});

const FACTS = {
  1: { kind: "news", act: "", section: "sport", issuer: "", lang: "ru", month: 2026 * 12, repealed: false },
  2: { kind: "document", act: "prikaz", section: "", issuer: "adm", lang: "ru", month: 2025 * 12 + 3, repealed: true },
  3: { kind: "document", act: "reshenie", section: "sport", issuer: "adm", lang: "ru", month: 2025 * 12, repealed: false },
};
const facts = (id) => FACTS[id];
const found = (words, ...results) => ({ words, results: results.map(([id, had]) => ({ id, words: had, exact: 0 })) });
const state = (values) => ({ ...read("?q=x"), ...values });

test("documents with all words are shown, those that lack one only behind them", () => {
  const out = outcome(found(3, [1, 3], [2, 2], [3, 1]), facts, state({}));
  assert.deepEqual([out.shown, out.total, out.partial, out.whole], [[1, 2], 1, 1, true]);
});

test("when none has all words, those that have most are shown", () => {
  const out = outcome(found(3, [1, 2], [2, 2], [3, 1]), facts, state({}));
  assert.deepEqual([out.shown, out.total, out.whole], [[1, 2], 2, false]);
});

test("two words are few: one alone is no result beside both", () => {
  assert.deepEqual(outcome(found(2, [1, 2], [2, 1]), facts, state({})).shown, [1]);
});

test("a facet counts what choosing it would leave", () => {
  const all = found(1, [1, 1], [2, 1], [3, 1]);
  const out = outcome(all, facts, state({ year: "2025" }));
  assert.deepEqual(out.shown, [2, 3]);
  const counts = (name) => Object.fromEntries(out.facets[name].map(({ value, count }) => [value, count]));
  assert.deepEqual(counts("year"), { 2026: 1, 2025: 2 });
  assert.deepEqual(counts("kind"), { document: 2, prikaz: 1, reshenie: 1 });
  assert.deepEqual(counts("status"), { ended: 1, active: 1 });
});

test("a chosen value without results stays, so that it can be undone", () => {
  const out = outcome(found(1, [1, 1]), facts, state({ kind: "report" }));
  assert.deepEqual([out.total, out.facets.kind.find(({ chosen }) => chosen)], [0, { value: "report", count: 0, chosen: true }]);
});

test("the newest month comes first, and a month is never torn", () => {
  assert.deepEqual(newestFirst([3, 1, 2], facts), [1, 2, 3]);
  const same = () => ({ month: 5 });
  assert.equal(wholeMonths([1, 2, 3], same, 1), 3);
  assert.equal(wholeMonths([1, 2, 3], facts, 1), 1);
});

const GROUPS = [new Set(["ремонт"]), new Set(["дорог"])];

test("the passage is where most of the words stand together", () => {
  const text = `Ремонт школы. ${"Лес шумел. ".repeat(60)}Начался ремонт дороги у парка.${" Ветер стих.".repeat(40)}`;
  const best = passage(text, GROUPS);
  assert.equal(best.words, 2);
  assert.match(best.text, /^… .*ремонт дороги у парка.* …$/);
  assert.ok(best.text.length < 240);
});

test("a piece from the middle of a sentence says so", () => {
  assert.equal(shownOf(["целях ремонта дорог"], GROUPS).text, "… целях ремонта дорог …");
  assert.equal(shownOf(["Ремонт дорог."], GROUPS).text, "Ремонт дорог. …");
});

test("a result whose title says why it was found asks for no text", () => {
  const groups = [new Set(["каток"])];
  assert.equal(isTold("Каток открыт", ["Лёд залит."], groups), true);
  assert.equal(isTold("На пруду", ["Каток залит."], groups), true);
  assert.equal(isTold("На пруду", ["Лёд залит."], groups), false);
  assert.equal(isTold("Каток открыт", [], groups), false);
});

test("without a word found the passage is the beginning", () => {
  assert.deepEqual(passage("Лес шумел.\nВетер стих.", GROUPS), { text: "Лес шумел. Ветер стих.", words: 0 });
});

test("words found are marked in whatever form, in the text's own letters", () => {
  const parts = marked("Ремонта\u00a0ДОРОГ и ёлок", new Set(["ремонт", "дорог", "елок"]));
  assert.deepEqual(parts.filter(({ found: hit }) => hit).map(({ text }) => text), ["Ремонта", "ДОРОГ", "ёлок"]);
  assert.equal(parts.map(({ text }) => text).join(""), "Ремонта\u00a0ДОРОГ и ёлок");
});

test("signs that the search passes over move no mark", () => {
  const parts = marked("Со\u00adгласован ре\u00adмонт моста", new Set(["мост"]));
  assert.deepEqual(parts.filter(({ found: hit }) => hit).map(({ text }) => text), ["моста"]);
});

test("a phrase is words side by side, little words between them aside", () => {
  const phrase = [new Set(["детск"]), new Set(["сад"])];
  assert.ok(hasPhrase("В детском саду", phrase));
  assert.ok(!hasPhrase("Сад для детских игр", phrase));
});

test("numbers take the right plural, dates the words of the language", () => {
  const words = new Sentences("ru", { found: { one: "{count} дом", few: "{count} дома", many: "{count} домов", other: "{count} дома" } });
  const said = [0, 1, 2, 5, 11, 21, 101, 112].map((count) => words.count("found", count));
  assert.deepEqual(said, ["0 домов", "1 дом", "2 дома", "5 домов", "11 домов", "21 дом", "101 дом", "112 домов"]);
  assert.equal(words.day("2023-05-23"), "23 мая 2023");
  assert.equal(new Sentences("en", {}).day("2023-05-23"), "23 May 2023");
});
