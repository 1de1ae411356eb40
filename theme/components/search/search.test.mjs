import assert from "node:assert/strict";
import test from "node:test";
import { deflateRawSync } from "node:zlib";

import { maybeRussian, toLatin, toRussian } from "./keyboard.js";
import { Reader, fileName, inflate } from "./packing.js";
import { parse } from "./query.js";
import { rank, rarity, strongest } from "./rank.js";
import { Records } from "./records.js";
import { meant } from "./spelling.js";

const terms = (query) => query.parts.map((part) => part.term);

test("a query is words, phrases in quotation marks and words that must not stand", () => {
  const query = parse("ремонт «детских садов» -зима");
  assert.deepEqual(terms(query), ["детск", "сад", "ремонт"]);
  assert.deepEqual(query.phrases, [["детск", "сад"]]);
  assert.deepEqual(query.excluded, ["зим"]);
});

test("numbers and dates are one word each", () => {
  const query = parse("приказ № 123-п от «5» марта 2016 г.");
  assert.deepEqual(query.parts.map((part) => [part.term, part.kind]), [
    ["приказ", "word"],
    ["123п", "number"],
    ["2016-03-05", "date"],
  ]);
});

test("a hyphen inside a word excludes nothing", () => {
  assert.deepEqual(parse("социально-экономический").excluded, []);
});

test("a query of hostile length is cut", () => {
  assert.ok(parse("слово ".repeat(10000)).parts.length <= 12);
  assert.ok(parse(Array.from({ length: 100 }, (_, i) => `с${i}`).join(" ")).parts.length <= 12);
});

test("a synonym stands in for the words that the query has of its group", () => {
  const synonyms = [[["жкх"], ["коммунальн", "хозяйств"]]];
  assert.deepEqual(parse("тарифы ЖКХ", synonyms).parts[1].others, [["коммунальн", "хозяйств"]]);
  assert.equal(parse("тарифы", synonyms).parts[0].others, undefined);
});

test("the other layout is undone, signs included", () => {
  assert.equal(toRussian("GHBRFP #"), "приказ №");
  assert.equal(toLatin("пщщпду"), "google");
  assert.equal(maybeRussian("приказ pdf"), false);
});

test("one mistake in a word is corrected to the likelier word", () => {
  const dictionary = new Map([["дорог", 8], ["порог", 3], ["вод", 9]]);
  const correct = (word, known) => meant(word, known)[0]?.form ?? "";
  assert.equal(correct("дарога", dictionary), "дорога");
  assert.equal(correct("доорога", dictionary), "дорога");
  assert.equal(correct("дорго", new Map([["дорог", 8]])), "дорог");
  assert.equal(correct("вда", dictionary), "");
  assert.equal(correct("qwerty", dictionary), "");
});

test("all words come before rare ones, an exact number before everything", () => {
  const facts = () => ({ news: false, age: 0, repealed: false });
  const common = { values: new Map([[1, 0.2], [2, 0.2]]), exact: null };
  const rare = { values: new Map([[3, 1], [2, 0.2]]), exact: null };
  assert.deepEqual(rank([common, rare], 1000, facts).map((one) => one.id), [2, 3, 1]);
  const number = { values: new Map([[1, 1], [2, 0.2]]), exact: new Set([1]) };
  assert.equal(rank([common, rare, number], 1000, facts)[0].id, 1);
});

test("a rarer word says more, and none says nothing", () => {
  assert.ok(rarity(3, 1000) > rarity(300, 1000));
  assert.ok(rarity(1000, 1000) > 0);
});

test("another form of a word counts a little less than the word", () => {
  const best = strongest([
    { postings: new Map([[1, 3]]), factor: 1 },
    { postings: new Map([[2, 3]]), factor: 0.97 },
  ]);
  assert.ok(best.get(1) > best.get(2));
});

test("what zlib has deflated is inflated, stored, fixed and dynamic", () => {
  for (const size of [0, 1, 100, 70000]) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => (i * i * 7 + (i >> 3)) % 97);
    for (const options of [{ level: 0 }, { level: 1 }, { level: 9 }, { strategy: 4 }]) {
      assert.deepEqual(Buffer.from(inflate(deflateRawSync(bytes, options))), Buffer.from(bytes));
    }
  }
});

test("a damaged file is an error, not an endless loop", () => {
  const good = deflateRawSync(Buffer.from("постановление ".repeat(50)));
  assert.throws(() => inflate(good.subarray(0, good.length - 3)), RangeError);
  assert.throws(() => inflate(Uint8Array.of(7)), RangeError);
});

test("a file's name is its digest in base 32", () => {
  assert.equal(fileName(Uint8Array.of(0, 68, 50, 20, 199)), "abcdefgh.bin");
});

test("of a file of cards only what is shown is read, and two files may say pieces of one text", () => {
  const text = (value) => { const bytes = new TextEncoder().encode(value); return [bytes.length, ...bytes]; };
  const prose = (value) => { const [size, ...bytes] = text(value); return [size * 2 + 1, ...bytes]; };
  const card = (title, ...said) => [1 | (7 << 2), ...text(title), ...text("5"), ...text("/a/"), said.length, ...said.flatMap(prose)];
  const records = new Records(() => 2024 * 12);
  const reader = new Reader(Uint8Array.from([...card("Мост", "Мост открыт."), ...card("Парк")]));
  records.card(1, reader);
  records.card(2, reader);
  assert.ok(reader.done);
  records.card(1, new Reader(Uint8Array.from(card("Мост", "Мост открыт.", "Он новый."))));
  assert.deepEqual(records.get(1), { id: 1, title: "Мост", number: "5", address: "/a/most/", date: "2024-01-07", files: false });
  assert.deepEqual(records.pieces(1), ["Мост открыт.", "Он новый."]);
  assert.deepEqual([records.has(2), records.has(3), records.get(3), records.pieces(3)], [true, false, undefined, []]);
});
