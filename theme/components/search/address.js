// What the address of the search page says, and back: `/search/?q=…&kind=…&section=…&year=…&sort=…`.

export const FACETS = ["kind", "section", "year", "issuer", "status", "lang"];
const SORTS = ["relevance", "newest"];
const LONGEST = 200; // characters of a query, as in query.js

// {q, kind, section, year, issuer, status, lang, sort, exact}: everything a string, empty when not asked for;
// `exact` says that nothing is to be corrected.
export function read(search) {
  const given = new URLSearchParams(search);
  const state = { q: (given.get("q") ?? "").slice(0, LONGEST).trim() };
  for (const name of FACETS) state[name] = (given.get(name) ?? "").slice(0, 60);
  state.sort = SORTS.includes(given.get("sort")) ? given.get("sort") : SORTS[0];
  state.exact = given.get("exact") === "1";
  return state;
}

// The part of an address behind the path, in one order, without what is as usual: so one search has one address.
export function write(state) {
  const made = new URLSearchParams();
  if (state.q) made.set("q", state.q);
  for (const name of FACETS) if (state[name]) made.set(name, state[name]);
  if (state.sort && state.sort !== SORTS[0]) made.set("sort", state.sort);
  if (state.exact) made.set("exact", "1");
  const text = made.toString();
  return text ? `?${text}` : "";
}
