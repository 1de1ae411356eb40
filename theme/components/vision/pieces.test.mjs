import assert from "node:assert/strict";
import { test } from "node:test";

import { LONGEST, pieces } from "./pieces.js";

test("sentences are pieces, numbers and short words with dots are not cut", () => {
  assert.deepEqual(pieces("Мост открыт. Приказ № 375 от 23.05.2023 действует! «Да?» Да."), [
    "Мост открыт.",
    "Приказ № 375 от 23.05.2023 действует!",
    "«Да?»",
    "Да.",
  ]);
  assert.deepEqual(pieces("Цена 5 руб. за метр и т. д. по списку"), ["Цена 5 руб. за метр и т. д. по списку"]);
});

test("nothing gives nothing", () => {
  assert.deepEqual(pieces(" \n "), []);
});

test("long sentences are cut, and nothing of them is lost", () => {
  for (const text of ["слово, ".repeat(100), "слово ".repeat(100), "а".repeat(1000)]) {
    const found = pieces(text);
    assert.ok(found.every((piece) => piece.length <= LONGEST));
    assert.equal(found.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
  }
});
