// Which part of a text shows best what was found, and where in it the words stand.

import { clean, tokens } from "./tokens.js";

const WIDTH = 220; // characters of a passage
const BEFORE = 60; // of which stand before the first word found
const PLAIN = /^[а-я]+$/;
const MIDDLE = /^[\p{Ll},;:)»–—]/u; // a piece that is not the beginning of a sentence

// Pieces of a text, {text, found}: `found` where a word is one of the stems.
export function marked(text, stems) {
  const pieces = [];
  let end = 0;
  for (const hit of hits(text, stems)) {
    if (hit.start > end) pieces.push({ text: text.slice(end, hit.start), found: false });
    pieces.push({ text: text.slice(hit.start, hit.end), found: true });
    end = hit.end;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), found: false });
  return pieces;
}

// The passage with most of the words asked for: {text, words}; `words` is how many different ones it has.
// `groups` are the stems of each word of the query.
export function passage(text, groups) {
  const all = hits(text, allOf(groups));
  let best = { start: 0, words: 0, density: 0 };
  for (const [place, first] of all.entries()) {
    const inside = [];
    for (let next = place; next < all.length && all[next].end - first.start <= WIDTH - BEFORE; next++) {
      inside.push(all[next]);
    }
    const words = groups.filter((group) => inside.some(({ terms }) => terms.some((term) => group.has(term)))).length;
    const density = Math.min(inside.length, 6);
    if (words > best.words || (words === best.words && density > best.density)) {
      best = { start: first.start, words, density };
    }
  }
  return { text: cut(text, best.start), words: best.words };
}

// What is known of a text without a request: {text, words}, of its pieces that which has most of the words asked for,
// and another that has words which it lacks.
export function shownOf(pieces, groups) {
  const stems = allOf(groups);
  const has = pieces.map((text) => {
    const found = new Set(hits(text, stems).flatMap(({ terms }) => terms));
    return groups.map((group) => [...group].some((stem) => found.has(stem)));
  });
  const count = (one, known = []) => one.filter((yes, place) => yes && !known[place]).length;
  const best = (known) => has.reduce((top, one, place) => (count(one, known) > count(has[top], known) ? place : top), 0);
  if (!has.length) return { text: "", words: 0 };
  const first = best([]);
  const second = best(has[first]);
  const more = count(has[second], has[first]);
  const places = more ? [first, second].sort((a, b) => a - b) : [first];
  const text = places.map((place) => `${pieces[place]} …`).join(" ");
  return { text: MIDDLE.test(text) ? `… ${text}` : text, words: count(has[first]) + more };
}

// Whether a result can be shown as it is: its title or a piece of its text says why it was found.
export function isTold(title, pieces, groups) {
  const stems = allOf(groups);
  return pieces.length > 0 && [title, ...pieces].some((text) => hits(text, stems).length > 0);
}

// Whether the words of a phrase stand side by side in a text; `phrase` is the stems of each of them.
export function hasPhrase(text, phrase) {
  const spoken = [...tokens(sameLength(text))].filter(({ terms }) => terms.length);
  return spoken.some((_, place) =>
    phrase.every((group, step) => spoken[place + step]?.terms.some((term) => group.has(term))),
  );
}

// Words of a text that have one of the stems, as they stand in it: {start, end, terms}.
function hits(text, stems) {
  const beginnings = [...stems];
  const found = [];
  for (const token of tokens(sameLength(text))) {
    // a stem is what a word begins with; to find that of each word would cost most of what a page of results costs
    if (PLAIN.test(token.text) && !beginnings.some((stem) => token.text.startsWith(stem))) continue;
    if (token.terms.some((term) => stems.has(term))) found.push(token);
  }
  return found;
}

function allOf(groups) {
  return new Set(groups.flatMap((group) => [...group]));
}

// As `clean` makes it, but letter for letter, so that places in it are places in the text.
function sameLength(text) {
  const plain = clean(text);
  if (plain.length === text.length) return plain;
  return [...text].map((char) => { const one = clean(char); return one.length === char.length ? one : char; }).join("");
}

// About `WIDTH` characters around a place, between words, never across more than three blocks.
function cut(text, place) {
  let start = Math.max(0, place - BEFORE);
  const block = text.lastIndexOf("\n", place - 1) + 1;
  if (block > start) start = block;
  else if (start > 0) start = nextWord(text, start);
  let end = Math.min(text.length, start + WIDTH);
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + WIDTH / 2);
  const inner = text.slice(start, end).replaceAll(/([.!?:;,…]?)\s*\n\s*/g, (_, end) => (end ? `${end} ` : " · ")).replace(/[\s·]+$/, "");
  return `${start > block ? "… " : ""}${inner}${end < text.length ? " …" : ""}`;
}

function nextWord(text, place) {
  const space = text.slice(place, place + 30).search(/\s/);
  return space < 0 ? place : place + space + 1;
}
