// What a person has typed: words, numbers, dates, «phrases», -excluded words.

import { clean, kindOf, references, tokens } from "./tokens.js";

const QUOTED = /"([^"]*)"|«([^»]*)»|“([^”]*)”|„([^“”]*)[“”]/g;
const LONGEST = 200; // characters that are looked at
const MOST = 12; // words that are looked for

// {parts: [{text, term, kind}], phrases: [[term]], excluded: [term]}; kind is "word", "number", "date" or "reference": a
// number with its day, which has both `apart`, for texts that say them apart.
// `synonyms` are groups of phrases that mean the same: a part may have `others`, lists of terms any of which does.
export function parse(typed, synonyms = []) {
  const query = { parts: [], phrases: [], excluded: [] };
  const rest = clean(typed.slice(0, LONGEST)).replace(QUOTED, (whole, ...found) => {
    const inside = found.slice(0, 4).find((text) => text !== undefined) ?? "";
    // «5» марта 2016 is a date, not a phrase
    if (/^\s*\d{1,2}\s*$/.test(inside)) return whole;
    const parts = partsOf(inside);
    if (parts.length > 1) query.phrases.push(parts.map((part) => part.term));
    query.parts.push(...parts);
    return " ";
  });
  const plain = rest.replace(/(^|\s)[-–](?=[\p{L}\p{N}])(\S+)/gu, (_, space, word) => {
    query.excluded.push(...partsOf(word).map((part) => part.term));
    return space;
  });
  query.parts.push(...joined(plain));
  query.parts = unique(query.parts).slice(0, MOST);
  addSynonyms(query.parts, synonyms);
  return query;
}

// The parts, a number and its day as one.
function joined(text) {
  const found = [...tokens(text)];
  const parts = [];
  let start = 0;
  for (const { first, last, term } of references(found)) {
    if (first < start) continue; // the number belongs to the day before
    const said = text.slice(found[first].start, found[last].end);
    const apart = partsOf(said).filter((part) => part.kind !== "word");
    parts.push(...partsOf(text.slice(found[start].start, found[first].start)), { text: said, term, kind: "reference", apart });
    start = last + 1;
  }
  if (start < found.length) parts.push(...partsOf(text.slice(found[start].start)));
  return parts;
}

function partsOf(text) {
  const parts = [];
  for (const token of tokens(text)) {
    const [first, ...others] = token.terms;
    if (first === undefined) continue;
    const kind = kindOf(first);
    parts.push({ text: token.text, term: first, kind });
    // words with hyphens are all looked for; the parts of a number or date are not
    if (kind === "word") parts.push(...others.map((term) => ({ text: token.text, term, kind })));
  }
  return parts;
}

function unique(parts) {
  const seen = new Map(parts.map((part) => [part.term, part]));
  return [...seen.values()];
}

// A synonym is a list of terms. Where the query holds all terms of one, the others of its group count as well.
function addSynonyms(parts, synonyms) {
  for (const group of synonyms) {
    const met = group.find((phrase) => phrase.every((term) => parts.some((part) => part.term === term)));
    if (!met) continue;
    const others = group.filter((phrase) => phrase !== met);
    const own = parts.filter((part) => met.includes(part.term));
    for (const part of own) (part.others ??= []).push(...others);
  }
}
