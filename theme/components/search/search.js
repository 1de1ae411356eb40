// A query from what was typed to what is shown. Knows no page: `index` is all it asks.

import { maybeRussian, toRussian } from "./keyboard.js";
import { parse } from "./query.js";
import { OWN_NUMBER, WEIGHTS, fit, rank, strongest, together } from "./rank.js";
import { isCorrectable, meant } from "./spelling.js";
import { clean, tokens } from "./tokens.js";

export const STEP = 10; // results that are shown at once

// {results: [{id, words, score, exact}], words: how many are looked for, query: as understood, corrected: whether
// that is another than typed, unused: the words that no text has, near: the query with words of the site that are like them,
// groups: the stems of each word, phrases: the stems of the words of each, missing(id): the words that a document lacks,
// told: what `index.shown` must know of the words}. With `literal` nothing is corrected; what the `first` results show is
// loaded with them.
export async function search(index, typed, { literal = false, first = STEP } = {}) {
  await index.open();
  const synonyms = index.settings.synonyms ?? [];
  const layout = !literal && maybeRussian(typed) ? await swapped(index, typed, synonyms) : null;
  const query = layout ?? { ...parse(typed, synonyms), text: typed, corrected: false };
  const found = (await Promise.all(query.parts.map((part) => resolved(index, part)))).flat();
  await mend(index, query, found, literal);
  const excluded = await Promise.all(query.excluded.map((term) => index.postings(term)));
  const barred = new Set(excluded.flat().flatMap(({ postings }) => [...postings.keys()]));
  const results = ranked(index, found, (id) => !barred.has(id));
  const told = found.flatMap((one) => one.told);
  await index.tell(results.slice(0, first).map(({ id }) => id), told, first);
  return answer(index, query, found, exactTitleFirst(index, query, results), told);
}

// The query as typed in the other layout, if that makes known words.
async function swapped(index, typed, synonyms) {
  const text = toRussian(typed);
  const query = { ...parse(text, synonyms), text, corrected: true };
  const words = query.parts.filter((part) => part.kind === "word");
  const found = await Promise.all(words.map((part) => index.postings(part.term)));
  const known = found.filter((lists) => lists.some((list) => list.postings.size)).length;
  return known > 0 && known * 2 >= words.length ? query : null;
}

// A part; a number with its day that no text says together is looked for apart.
async function resolved(index, part) {
  const one = await resolve(index, part);
  return part.apart && !one.values.size ? Promise.all(part.apart.map((own) => resolve(index, own))) : [one];
}

async function resolve(index, part) {
  const [own, ...others] = await Promise.all(
    [[part.term], ...(part.others ?? [])].map((terms) => phrase(index, terms)),
  );
  const lists = [{ ...own, factor: 1 }, ...others.map((other) => ({ ...other, factor: WEIGHTS.synonym }))];
  const apart = (part.apart ?? []).map(({ term }) => term);
  return { part, values: others.length ? highest(lists) : own.postings, stems: [...lists.flatMap((list) => list.stems), ...apart], exact: identifies(part) ? own.exact() : null, told: lists.flatMap((list) => list.told) };
}

function highest(lists) {
  const values = new Map();
  for (const { postings, factor } of lists) {
    for (const [id, value] of postings) values.set(id, Math.max(value * factor, values.get(id) ?? 0));
  }
  return values;
}

async function phrase(index, terms) {
  const words = await Promise.all(terms.map((term) => index.postings(term)));
  const values = words.map((lists, place) =>
    strongest(lists.map(({ stem: one, postings }) => ({
      postings,
      factor: one === terms[place] ? 1 : WEIGHTS.otherForm,
    })), lists.every((list) => list.stem === terms[place])), // of one stem each tier has its own documents
  );
  const told = words.flat();
  const exact = () => new Set(told.flatMap(({ postings }) => [...postings].filter(([, level]) => level === OWN_NUMBER).map(([id]) => id)));
  return { postings: together(values), stems: told.map((list) => list.stem), exact, told };
}

// Corrects words that no text has, unless they are real ones: those are left out, and what is like them is offered.
async function mend(index, query, found, literal) {
  const unknown = found.filter(({ part, values }) => part.kind === "word" && !values.size);
  const known = found.filter(({ values }) => values.size);
  const answers = await Promise.all(unknown.map(({ part }) => (literal ? { one: null } : meaning(index, part, known))));
  query.near = query.text;
  for (const [place, one] of unknown.entries()) {
    const [{ part }, { one: other, real }] = [one, answers[place]];
    one.unused = real || !other;
    if (other) query.near = clean(query.near).replace(part.text, other.part.text);
    if (one.unused) continue;
    query.text = clean(query.text).replace(part.text, other.part.text);
    query.corrected = true;
    found[found.indexOf(one)] = other;
  }
}

// {one: what the word of the site says that a word is like, null where there is none, real: whether it is a word all the
// same}. Of several words like it that one is meant which stands in texts with the `known` words of the query.
async function meaning(index, part, known) {
  if (!isCorrectable(part.text)) return { one: null, real: false };
  const [dictionary, real] = await Promise.all([index.dictionary(part.term), index.isReal(part.term)]);
  const likely = meant(part.text, dictionary);
  const all = await Promise.all(likely.map(({ form, stem }) => resolve(index, { ...part, text: form, term: stem, was: part.term })));
  const values = all.map((one, place) => likely[place].value + WEIGHTS.company * fit([one, ...known], index.size));
  const place = values.indexOf(Math.max(...values));
  return { one: all[place] ?? null, real };
}

function ranked(index, found, allowed) {
  return rank(found, index.size, (id) => index.facts(id), allowed);
}

function answer(index, query, found, results, told) {
  const used = found.filter((one) => !one.unused);
  const unused = found.filter((one) => one.unused).map((one) => one.part);
  const hopeless = query.phrases.some((terms) => unused.some(({ term }) => terms.includes(term)));
  return {
    results: hopeless ? [] : results,
    told,
    words: used.length,
    query: query.text,
    corrected: query.corrected,
    unused: [...new Set(unused.map(({ text }) => text))],
    near: query.near === query.text ? "" : query.near,
    groups: used.map((one) => new Set([one.part.term, ...one.stems])),
    phrases: query.phrases.map((terms) => terms.map((term) => formsOf(found, term))),
    missing: (id) => [...new Set(used.filter((one) => !one.values.has(id)).map((one) => one.part.text))],
  };
}

// The stems that a word of a phrase may have.
function formsOf(found, term) {
  return new Set(found.filter(({ part }) => part.term === term || part.was === term).flatMap((one) => [term, ...one.stems]));
}

// A number that names an act; a year alone does not.
function identifies(part) {
  return part.kind === "date" || part.kind === "reference" || (part.kind === "number" && !/^(19|20)\d\d$/.test(part.term));
}

// Of the first results, one whose title is just the query comes first.
function exactTitleFirst(index, query, results) {
  const asked = [...firstTerms(query.text)];
  if (!asked.length || !results.length || results[0].exact) return results;
  const place = results.slice(0, 20).findIndex(({ id, words }) => words === results[0].words && isTitle(index.records.get(id)?.title ?? "", asked));
  if (place <= 0) return results;
  return [results[place], ...results.slice(0, place), ...results.slice(place + 1)];
}

// Whether a title says these terms and no others; mostly the first tells.
function isTitle(title, asked) {
  let place = 0;
  for (const term of firstTerms(title)) if (term !== asked[place++]) return false;
  return place === asked.length;
}

function* firstTerms(text) {
  for (const { terms: [term] } of tokens(clean(text))) if (term) yield term;
}
