import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { isNumber, numberKey, numberOrder, typedKeys } from "./number.js";
import { day, dayInWords, fromAddress, toAddress, understood } from "./query.js";
import { pagesAround } from "./results.js";
import { rowsOf, select, sorted, yearsFor } from "./table.js";

const golden = new URL("../../../tests/register/fixtures/numbers.json", import.meta.url);
const cases = JSON.parse(readFileSync(golden, "utf8"));

test("numbers are read as Python reads them", () => {
  for (const [typed, key] of cases.keys) assert.equal(numberKey(typed), key, typed);
  for (const [typed, keys] of cases.typed) assert.deepEqual(typedKeys(typed), keys, typed);
  for (const [typed, number, found] of cases.found) {
    assert.equal(isNumber(numberKey(number), typedKeys(typed)), found, `${typed} and ${number}`);
  }
});

test("numbers stand in their order", () => {
  const order = (number) => numberOrder(numberKey(number));
  const found = [...cases.order].reverse().sort((a, b) => (order(a) < order(b) ? -1 : 1));
  assert.deepEqual(found, cases.order);
});

test("a day is typed with points or with hyphens", () => {
  for (const typed of ["23.05.2023", " 23.5.2023 г.", "2023-05-23", "23/05/2023", "23. 05. 2023"]) {
    assert.equal(day(typed), "2023-05-23", typed);
  }
  for (const typed of ["31.02.2023", "2023-13-01", "23 мая", "2023", "05.2023", "0.1.2023"]) {
    assert.equal(day(typed), null, typed);
  }
  assert.equal(day("29.02.2024"), "2024-02-29");
  assert.equal(dayInWords("2023-05-23"), "23.05.2023");
});

test("what is wrong with a day is said of its field", () => {
  assert.deepEqual(understood({ from: "вчера", to: "31.02.2023" }).errors, { from: "date", to: "no-day" });
  assert.deepEqual(understood({ from: "02.01.2023", to: "2023-01-01" }).errors, { to: "order" });
  assert.deepEqual(understood({ from: "01.01.2023", to: "2023-01-01" }).errors, {});
});

test("every state has one address, and the address gives the state back", () => {
  const state = { number: "№ 3/650", from: "23.05.2023", kind: "prikaz", sort: "title", page: "2" };
  const address = toAddress(state);
  assert.equal(address, "?number=%E2%84%96+3/650&from=23.05.2023&kind=prikaz&sort=title&page=2");
  assert.deepEqual(fromAddress(address), state);
  assert.equal(toAddress({ page: 1 }), "");
  assert.deepEqual(fromAddress("?utm_source=x&kind=%20"), {});
});

test("a page that is none is the first", () => {
  for (const page of ["0", "-3", "два", "1.7", undefined]) assert.equal(understood({ page }).query.page, 1);
});

const columns = {
  kinds: [["prikaz", "Приказ"], ["reshenie", "Решение"]],
  issuers: [["adm", "Администрация"]],
  sections: ["", "sport"],
  statuses: [["in-force", "действует", "active"], ["repealed", "утратил силу", "ended"]],
  months: [[5, 2, "a"], [1, 1, "b"]],
  day: [23, 2, 11],
  kind: [0, 1, 0],
  issuer: [0, 0, 0],
  section: [0, 1, 0],
  status: [0, 0, 1],
  number: ["375", "3/650", "9"],
  title: [2, 0, 1],
};
const rows = rowsOf(2023, columns);
const numbers = (found) => found.map((row) => row.number);

test("columns become rows", () => {
  assert.deepEqual(rows.map((row) => row.day), ["2023-05-23", "2023-05-02", "2023-01-11"]);
  assert.deepEqual(rows.map((row) => row.inMonth), [0, 1, 0]);
});

test("conditions are joined", () => {
  assert.deepEqual(numbers(select(rows, { kind: "prikaz", status: "in-force" })), ["375"]);
  assert.deepEqual(numbers(select(rows, { from: "2023-01-11", to: "2023-05-02" })), ["3/650", "9"]);
  assert.deepEqual(numbers(select(rows, { number: "650", section: "sport" })), ["3/650"]);
  assert.deepEqual(numbers(select(rows, { year: "2022" })), []);
});

test("only the years that can hold an answer are fetched", () => {
  const years = [2026, 2025, 2023];
  assert.deepEqual(yearsFor({ from: "2025-02-01" }, years), [2026, 2025]);
  assert.deepEqual(yearsFor({ year: "2023", to: "2024-01-01" }, years), [2023]);
  assert.deepEqual(yearsFor({}, years), years);
});

test("by title the years are merged as far as is shown", async () => {
  const other = rowsOf(2022, { ...columns, title: [0, 1, 2] });
  const titles = { 2023: ["Ярмарка", "«Ёлка»", "О мосте"], 2022: ["Баня", "елка", "Яма"] };
  const asked = new Set();
  const titleOf = async (row) => {
    asked.add(`${row.year} ${row.day}`);
    return titles[row.year][row.month === 1 ? 2 : row.inMonth];
  };
  const found = await sorted([...rows, ...other], "title", 2, titleOf);
  assert.deepEqual(found.map((row) => row.year), [2022, 2022]);
  const all = await sorted([...rows, ...other], "title", 9, titleOf);
  const shown = await Promise.all(all.map(titleOf));
  assert.deepEqual(shown, ["Баня", "елка", "«Ёлка»", "О мосте", "Яма", "Ярмарка"]);
});

test("other orders", async () => {
  assert.deepEqual(numbers(await sorted(rows, "number", 9)), ["3/650", "9", "375"]);
  assert.deepEqual(numbers(await sorted(rows, "oldest", 2)), ["9", "3/650"]);
  assert.deepEqual(numbers(await sorted(rows, "", 1)), ["375"]);
});

test("the first and the last page can always be reached", () => {
  assert.deepEqual(pagesAround(1, 1), [1]);
  assert.deepEqual(pagesAround(1, 9), [1, 2, 9]);
  assert.deepEqual(pagesAround(5, 9), [1, 4, 5, 6, 9]);
});
