import assert from "node:assert/strict";
import test from "node:test";
import { deflateRawSync } from "node:zlib";

import { inflate, inflated } from "./inflate.js";
import { foresee, overhear } from "./foresight.js";
import { maybeRussian, toLatin, toRussian } from "./keyboard.js";
import { Reader, fileName } from "./packing.js";
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

test("numbers and dates are one word each, and both together one that can be taken apart", () => {
  const kinds = (typed) => parse(typed).parts.map((part) => [part.term, part.kind]);
  assert.deepEqual(kinds("приказ № 123-п"), [["приказ", "word"], ["123п", "number"]]);
  assert.deepEqual(kinds("приказ «5» марта 2016"), [["приказ", "word"], ["2016-03-05", "date"]]);
  const both = parse("приказ № 123-п от «5» марта 2016 г.").parts;
  assert.deepEqual(both.map(({ term, kind }) => [term, kind]), [["приказ", "word"], ["123п@2016-03-05", "reference"]]);
  assert.deepEqual(both[1].apart.map(({ term }) => term), ["123п", "2016-03-05"]);
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
  const facts = () => ({ kind: "report", age: 0, repealed: false });
  const common = { values: new Map([[1, 0.2], [2, 0.2]]), exact: null };
  const rare = { values: new Map([[3, 1], [2, 0.2]]), exact: null };
  assert.deepEqual(rank([common, rare], 1000, facts).map((one) => one.id), [2, 3, 1]);
  const number = { values: new Map([[1, 1], [2, 0.2]]), exact: new Set([1]) };
  assert.equal(rank([common, rare, number], 1000, facts)[0].id, 1);
});

test("what lacks two words of the most that any text has is left out, an exact number and what is barred apart", () => {
  const facts = () => ({ kind: "report", age: 0, repealed: false });
  const part = (...ids) => ({ values: new Map(ids.map((id) => [id, 1])), exact: null });
  const ids = (parts, allowed) => rank(parts, 1000, facts, allowed).map((one) => one.id).sort((a, b) => a - b);
  const parts = [part(1, 2), part(1, 2, 3), part(1, 3, 4, 5, 6, 7), part(2, 3, 4, 8, 9, 10, 11)];
  assert.deepEqual(ids(parts), [1, 2, 3, 4]);
  assert.deepEqual(ids(parts, (id) => id > 3), [4, 5, 6, 7, 8, 9, 10, 11]);
  assert.deepEqual(ids([...parts, { ...part(12), exact: new Set([12]) }]), [1, 2, 3, 4, 12]);
});

test("a word's postings in the archive and of late need not be one Map", () => {
  const lists = [{ postings: new Map([[1, 3], [2, 0]]), factor: 1 }, { postings: new Map([[7, 5]]), factor: 0.97 }];
  const apart = strongest(lists, true);
  assert.deepEqual([...apart], [...strongest(lists)]);
  assert.deepEqual([apart.size, apart.has(7), apart.has(3), apart.get(3)], [3, true, false, undefined]);
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

test("the browser's own means and ours inflate to the same", async () => {
  const bytes = Uint8Array.from({ length: 70000 }, (_, i) => (i * i * 7 + (i >> 3)) % 97);
  for (const one of [bytes, bytes.subarray(0, 0)]) {
    const packed = Uint8Array.from(deflateRawSync(one));
    assert.deepEqual(Buffer.from(await inflated(packed)), Buffer.from(one));
  }
  const native = globalThis.DecompressionStream;
  globalThis.DecompressionStream = class { constructor() { throw new TypeError("an older browser"); } };
  try {
    assert.deepEqual(Buffer.from(await inflated(Uint8Array.from(deflateRawSync(bytes)))), Buffer.from(bytes));
  } finally {
    globalThis.DecompressionStream = native;
  }
});

test("a damaged file is an error, not an endless loop", async () => {
  const good = deflateRawSync(Buffer.from("постановление ".repeat(50)));
  assert.throws(() => inflate(good.subarray(0, good.length - 3)), RangeError);
  assert.throws(() => inflate(Uint8Array.of(7)), RangeError);
  await assert.rejects(inflated(good.subarray(0, good.length - 3)));
  await assert.rejects(inflated(Uint8Array.of(7)));
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

// An index that writes down what is asked for; files begin at «а», «п», «проб» and «р».
function listening() {
  const asked = [];
  const file = (word) => ["а", "п", "проб", "р"].findLast((start) => start <= word);
  return {
    asked,
    settings: { synonyms: [[["жкх"], ["коммунальн", "хозяйств"]]] },
    expect: (terms) => asked.push(...terms),
    expectBeginning: (letters, least) => { if (file(least) === file(`${letters}\uffff`)) asked.push(`${letters}…`); },
  };
}

const heard = (typed) => { const index = listening(); overhear(index, typed); return index.asked; };

test("while a query is typed its finished words are asked for, and the last as soon as one file has all it may become", () => {
  assert.deepEqual(heard("ремонт дорог"), ["ремонт", "дорог…"]);
  assert.deepEqual(heard("ремонт дорог "), ["ремонт", "дорог"]);
  assert.deepEqual(heard("про"), []);
  assert.deepEqual(heard("прое"), []); // its stem may be «про»
  assert.deepEqual(heard("проек"), ["проек…"]);
  assert.deepEqual(heard("htvjyn "), ["ремонт"]);
  assert.deepEqual(heard("ЖКХ -зима"), ["жкх", "коммунальн", "хозяйств"]);
});

test("a number that is being typed is not asked for: with its day it will be another word", () => {
  assert.deepEqual(heard("приказ № 123-п от "), ["приказ"]);
});

test("a query that is sent asks for all its words at once", () => {
  const index = listening();
  foresee(index, "приказ № 123 от 05.03.2016 -зима");
  assert.deepEqual(index.asked, ["приказ", "123@2016-03-05", "зим"]);
});
