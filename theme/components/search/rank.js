// The order of the results. Every number of the ranking that is not in plugins/vestnik/search/weights.py stands here.

export const WEIGHTS = {
  levels: [0.15, 0.3, 0.46, 0.65, 0.77, 0.83, 0.88, 1.0], // weights.LEVEL_VALUES
  otherForm: 0.97, // another stem of the same word: hardly less than the word itself
  synonym: 0.85,
  oldNews: 0.7, // what is left to a news item of long ago: this year's road repair comes before that of 2011
  newsHalfLife: 24, // months
  repealed: 0.6, // an act out of force comes after one in force that says the same
  rarest: 0.05, // no word counts for less, however common: all words of a query are meant
  company: 40, // what a text with all words of the query tells of a misspelt one, in doublings of a word's frequency
};
export const OWN_NUMBER = 7; // weights.OWN_NUMBER

// How much it says that a text has a word which `count` of `total` texts have.
export function rarity(count, total) {
  return Math.max(Math.log(1 + (total - count + 0.5) / (count + 0.5)), WEIGHTS.rarest);
}

// Combines postings, Maps of document → level: for each document the highest value. Of postings that are `apart`, no
// document in two of them, no Map is made: a common word has thousands of documents, and few are asked about.
export function strongest(lists, apart = false) {
  if (apart) return new Apart(lists);
  const best = new Map();
  for (const { postings, factor } of lists) {
    for (const [id, level] of postings) {
      const value = WEIGHTS.levels[level] * factor;
      if (value > (best.get(id) ?? 0)) best.set(id, value);
    }
  }
  return best;
}

// What is asked of a Map of document → value.
class Apart {
  constructor(lists) {
    this.lists = lists;
    this.size = lists.reduce((sum, { postings }) => sum + postings.size, 0);
  }

  has(id) {
    return this.lists.some(({ postings }) => postings.has(id));
  }

  get(id) {
    for (const { postings, factor } of this.lists) {
      const level = postings.get(id);
      if (level !== undefined) return WEIGHTS.levels[level] * factor;
    }
    return undefined;
  }

  *keys() {
    for (const { postings } of this.lists) yield* postings.keys();
  }

  *[Symbol.iterator]() {
    for (const id of this.keys()) yield [id, this.get(id)];
  }
}

// All terms at once: a synonym of several words counts only where all of them stand.
export function together(lists) {
  const [first, ...rest] = lists;
  if (first && !rest.length) return first;
  const common = new Map();
  for (const [id, value] of first ?? []) {
    if (rest.every((list) => list.has(id))) {
      common.set(id, rest.reduce((least, list) => Math.min(least, list.get(id)), value));
    }
  }
  return common;
}

// How much of some words the text says that says most of them: from 0 to 1. `parts` are as for `rank`; the text has the first.
export function fit(parts, total) {
  const weighed = weigh(parts, total);
  const whole = weighed.reduce((sum, { weight }) => sum + weight, 0);
  let most = 0;
  for (const id of parts[0].values.keys()) most = Math.max(most, score(weighed, id));
  return most / whole;
}

// parts: [{values: Map id → value, exact: Set of ids | null}]; facts(id) → {kind, age in months, repealed}.
// Documents that have all words first, then those that have most; an exact number before everything. Those that lack two
// words of the most that any has are left out.
export function rank(parts, total, facts, allowed = () => true) {
  const weighed = weigh(parts, total);
  const numbers = parts.filter((part) => part.exact).map((part) => part.exact);
  const isExact = (id) => numbers.length > 0 && numbers.every((ids) => ids.has(id));
  const { words, most } = counted(parts.map(({ values }) => values), numbers[0] ?? new Set(), allowed);
  const factors = new Map(); // many documents share their facts
  const results = [];
  for (const [id, count] of words) {
    const exact = isExact(id) ? 1 : 0;
    if (count < most - 1 && !exact) continue;
    const own = facts(id);
    if (!factors.has(own)) factors.set(own, factor(own));
    results.push({ id, words: count, score: score(weighed, id) * factors.get(own), exact });
  }
  results.sort((a, b) => b.exact - a.exact || b.words - a.words || b.score - a.score || b.id - a.id);
  return results;
}

// {words: Map id → how many it has, most: the most that any has}, of all documents that have that or one less, and of some
// others. Looks among those with the rarest words: what has none of them lacks as many.
function counted(lists, others, allowed) {
  const rarest = lists.filter(({ size }) => size).sort((a, b) => a.size - b.size);
  const words = new Map();
  let most = 0;
  const count = (id) => {
    if (words.has(id) || !allowed(id)) return;
    let own = 0;
    for (const list of rarest) if (list.has(id)) own += 1;
    words.set(id, own);
    most = Math.max(most, own);
  };
  for (const id of others) count(id);
  for (const [place, list] of rarest.entries()) {
    if (rarest.length - place < most - 1) break;
    for (const id of list.keys()) count(id);
  }
  return { words, most };
}

function weigh(parts, total) {
  return parts.map(({ values }) => ({ values, weight: rarity(values.size, total) }));
}

function score(weighed, id) {
  let sum = 0;
  for (const { values, weight } of weighed) sum += weight * (values.get(id) ?? 0);
  return sum;
}

function factor({ kind, age, repealed }) {
  const fresh = kind === "news" ? WEIGHTS.oldNews + (1 - WEIGHTS.oldNews) * 2 ** (-age / WEIGHTS.newsHalfLife) : 1;
  return repealed ? fresh * WEIGHTS.repealed : fresh;
}
