// From ranked results to what a page shows of them: which ones, how many, and what else can be chosen.

import { FACETS } from "./address.js";

const ENOUGH = 10; // with fewer that have all words, those that lack one follow
const KINDS = new Set(["news", "document", "report", "page"]);
const LONG = 3; // words of a query that may miss one

// `found` is what `search` gives, `facts(id)` what is known of a document, `state` what the address says.
// {shown: ids in order, total: how many fit, partial: how many of `shown` lack a word, most: words the best have,
//  facets: {name: [{value, count, chosen}]}}
export function outcome(found, facts, state) {
  const most = found.results.reduce((best, one) => Math.max(best, one.words), 0);
  const sorts = new Map(); // the facts of documents, the same for many → {values, fits, count}
  const sortOf = (id) => {
    const own = facts(id);
    if (!sorts.has(own)) sorts.set(own, sort(own, state));
    return sorts.get(own);
  };
  const chosen = [];
  for (const one of found.results) {
    if (one.words !== most && !one.exact) continue;
    const own = sortOf(one.id);
    own.count += 1;
    if (own.fits) chosen.push(one);
  }
  const whole = most === found.words;
  const others = [];
  if (whole && found.words >= LONG && chosen.length < ENOUGH) {
    for (const one of found.results) {
      if (others.length === ENOUGH - chosen.length) break;
      if (one.words === most - 1 && !one.exact && sortOf(one.id).fits) others.push(one);
    }
  }
  return {
    shown: [...chosen, ...others].map(({ id }) => id),
    total: chosen.length,
    partial: others.length,
    most,
    whole,
    facets: counted([...sorts.values()].filter(({ count }) => count), state),
  };
}

function sort(facts, state) {
  const values = valuesOf(facts);
  return { values, fits: FACETS.every((name) => !state[name] || values[name].includes(state[name])), count: 0 };
}

// The values by which a document can be chosen, from the facts that the index has without a request.
function valuesOf({ kind, act, section, issuer, lang, month, repealed }) {
  return {
    kind: act ? [kind, act] : [kind],
    section: section ? [section] : [],
    year: [String(Math.floor(month / 12))],
    issuer: issuer ? [issuer] : [],
    status: kind === "document" ? [repealed ? "ended" : "active"] : [],
    lang: [lang],
  };
}

// For each facet how many results a value would leave, the other facets being as they are.
function counted(sorts, state) {
  const facets = {};
  for (const name of FACETS) {
    const counts = new Map();
    for (const { values, count } of sorts) {
      if (!FACETS.every((other) => other === name || !state[other] || values[other].includes(state[other]))) continue;
      for (const value of values[name]) counts.set(value, (counts.get(value) ?? 0) + count);
    }
    if (name === "kind") dropSingle(counts, state);
    if (state[name] && !counts.has(state[name])) counts.set(state[name], 0);
    facets[name] = [...counts].map(([value, count]) => ({ value, count, chosen: value === state[name] }))
      .sort(name === "year" ? (a, b) => b.value.localeCompare(a.value) : (a, b) => b.count - a.count);
  }
  return facets;
}

// A kind of act that all documents are of says nothing beside «documents».
function dropSingle(counts, state) {
  for (const [value, count] of counts) {
    if (!KINDS.has(value) && count === counts.get("document") && value !== state.kind) counts.delete(value);
  }
}

// The ids with the newest month first. Days are known only with the records: `byDay` sorts what is loaded.
export function newestFirst(ids, facts) {
  return [...ids].sort((a, b) => facts(b).month - facts(a).month || b - a);
}

// How many of the first ids must be known by their day, so that the first `count` are right: whole months.
export function wholeMonths(ids, facts, count) {
  let end = Math.min(count, ids.length);
  while (end < ids.length && end > 0 && facts(ids[end]).month === facts(ids[end - 1]).month) end += 1;
  return end;
}
