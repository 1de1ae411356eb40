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

// Combines postings, Maps of document → level: for each document the highest value.
export function strongest(lists) {
  const best = new Map();
  for (const { postings, factor } of lists) {
    for (const [id, level] of postings) {
      const value = WEIGHTS.levels[level] * factor;
      if (value > (best.get(id) ?? 0)) best.set(id, value);
    }
  }
  return best;
}

// All terms at once: a synonym of several words counts only where all of them stand.
export function together(lists) {
  const [first, ...rest] = lists;
  const common = new Map();
  for (const [id, value] of first ?? []) {
    if (rest.every((list) => list.has(id))) {
      common.set(id, rest.reduce((least, list) => Math.min(least, list.get(id)), value));
    }
  }
  return common;
}

// How much of some words the text says that says most of them: from 0 to 1. `parts` are as for `rank`.
export function fit(parts, total) {
  const sums = new Map();
  let whole = 0;
  for (const { values } of parts) {
    const weight = rarity(values.size, total);
    whole += weight;
    for (const [id, value] of values) sums.set(id, (sums.get(id) ?? 0) + weight * value);
  }
  let most = 0;
  for (const id of parts[0].values.keys()) most = Math.max(most, sums.get(id));
  return most / whole;
}

// parts: [{values: Map id → value, exact: Set of ids | null}]; facts(id) → {news, age in months, repealed}.
// Documents that have all words first, then those that have most; an exact number before everything.
export function rank(parts, total, facts, allowed = () => true) {
  const found = new Map();
  for (const part of parts) {
    const weight = rarity(part.values.size, total);
    for (const [id, value] of part.values) {
      const one = found.get(id) ?? { id, words: 0, score: 0, exact: 0 };
      one.words += 1;
      one.score += weight * value;
      found.set(id, one);
    }
  }
  const numbers = parts.filter((part) => part.exact);
  const results = [];
  for (const one of found.values()) {
    if (!allowed(one.id)) continue;
    one.exact = numbers.length > 0 && numbers.every((part) => part.exact.has(one.id)) ? 1 : 0;
    one.score *= factor(facts(one.id));
    results.push(one);
  }
  results.sort((a, b) => b.exact - a.exact || b.words - a.words || b.score - a.score || b.id - a.id);
  return results;
}

function factor({ news, age, repealed }) {
  const fresh = news ? WEIGHTS.oldNews + (1 - WEIGHTS.oldNews) * 2 ** (-age / WEIGHTS.newsHalfLife) : 1;
  return repealed ? fresh * WEIGHTS.repealed : fresh;
}
