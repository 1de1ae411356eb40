// Asks for the files of a query's words before the query is looked for, so that they are there by then: while the next
// word is typed. No file is asked for that the query would not need.

import { maybeRussian, toRussian } from "./keyboard.js";
import { parse } from "./query.js";
import { stem } from "./stemmer.js";
import { clean } from "./tokens.js";

const OPEN = /[\p{L}\p{N}]+$/u; // a word that is not finished
const SHORTEST = 3; // letters of which it is asked for

// All words of a query that is about to be looked for; with `literal` as it was typed.
export function foresee(index, typed, literal = false) {
  index.expect(termsOf(index, layout(typed, literal)));
}

// What is certain of a query that is being typed: its finished words, and of the last one the file in which it stands
// whatever its end may be. Numbers wait, since a day behind a number makes both another word.
export function overhear(index, typed) {
  const text = layout(typed);
  const open = OPEN.exec(text)?.[0] ?? "";
  const finished = text.slice(0, text.length - open.length);
  index.expect(termsOf(index, finished, ({ kind }) => kind === "word"));
  const letters = clean(open);
  if (letters.length >= SHORTEST && /^[а-я]+$/.test(letters) && !/[-–/.]$/.test(finished)) {
    index.expectBeginning(letters, stem(letters));
  }
}

function layout(typed, literal = false) {
  return !literal && maybeRussian(typed) ? toRussian(typed) : typed;
}

function termsOf(index, text, wanted = () => true) {
  const { parts, excluded } = parse(text, index.settings?.synonyms);
  return [...parts.filter(wanted).flatMap(({ term, others = [] }) => [term, ...others.flat()]), ...excluded];
}
