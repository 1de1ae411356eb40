// What may be meant while a query is still being typed: titles and numbers of documents, sections. Costs no request
// that the query itself would not cost: the files of its words, and one of cards.

import { maybeRussian, toRussian } from "./keyboard.js";
import { WEIGHTS } from "./rank.js";
import { stem } from "./stemmer.js";
import { clean, tokens } from "./tokens.js";

const TITLE_LEVEL = 4; // weights.TITLE_LEVEL
const MOST = 7; // suggestions
const SHORTEST = 2; // letters of a word that is not finished

// [{sort: "section" | "document", …}]: a section has {key, title}, a document what `index.shown` gives.
export async function suggest(index, typed) {
  await index.open();
  const own = await suggestFor(index, typed);
  if (own.length || !maybeRussian(typed)) return own;
  return suggestFor(index, toRussian(typed));
}

async function suggestFor(index, typed) {
  const text = clean(typed);
  const [whole, start] = split(text);
  if (!start && !whole.length) return [];
  const ids = await documents(index, whole, start);
  return [...sections(index, text.trim()), ...(await index.shown(ids)).map((one) => ({ sort: "document", ...one }))]
    .slice(0, MOST);
}

// The finished words as terms, and the beginning of the last one.
function split(text) {
  const all = [...tokens(text)];
  const last = all.at(-1);
  const open = last && last.end === text.length && last.terms.length <= 1 ? all.pop() : null;
  const whole = all.map((token) => token.terms[0]).filter(Boolean);
  const start = open && open.text.length >= SHORTEST ? open.text.replace(/^№+\s?/, "") : "";
  return [whole, start];
}

// Documents that have all words in their title; only those that the cards of one file tell.
async function documents(index, whole, start) {
  const words = await Promise.all(whole.map((term) => index.postings(term)));
  if (start) words.push(await index.beginning(start, stem(start)));
  const [first, ...rest] = words.map((entries) => best(entries.map((one) => one.postings)));
  const ids = [...(first ?? [])]
    .filter(([id]) => rest.every((list) => list.has(id)))
    .map(([id, level]) => ({ id, value: WEIGHTS.levels[level] - index.facts(id).age / 240 }))
    .sort((a, b) => b.value - a.value || b.id - a.id)
    .slice(0, MOST)
    .map(({ id }) => id);
  await index.tell(ids, words.flat(), 1);
  return ids.filter((id) => index.records.has(id));
}

// Document → level, of the documents that have one of the stems in their title or number.
function best(lists) {
  const found = new Map();
  for (const postings of lists) {
    for (const [id, level] of postings) if (level >= TITLE_LEVEL && level > (found.get(id) ?? 0)) found.set(id, level);
  }
  return found;
}

function sections(index, text) {
  if (text.length < SHORTEST) return [];
  return Object.entries(index.settings.sections ?? {})
    .filter(([, title]) => ` ${clean(title)}`.includes(` ${text}`))
    .slice(0, 2)
    .map(([key, title]) => ({ sort: "section", key, title }));
}
