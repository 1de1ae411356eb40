// What results can be narrowed to, as links with their counts.

import { write } from "./address.js";
import { element } from "./elements.js";

const MOST = 12; // values of one facet

// The element, or nothing where there is nothing to choose between.
export function facets(counted, state, titles, words) {
  const rows = Object.entries(counted).map(([name, values]) => row(name, values, state, titles, words)).filter(Boolean);
  if (state.q) rows.push(sorting(state, words));
  if (!rows.length) return null;
  const body = element("div", { class: "narrow__rows" }, ...rows);
  const details = element("details", { class: "narrow wide-open" },
    element("summary", { class: "narrow__summary" }, words.say("narrow")), body);
  details.open = !CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60rem)").matches;
  return element("nav", { "aria-label": words.say("narrow") }, details);
}

function row(name, values, state, titles, words) {
  if (values.length < 2 && !values.some(({ chosen }) => chosen)) return null;
  const links = values.slice(0, MOST).map(({ value, count, chosen }) =>
    link({ ...state, [name]: chosen ? "" : value }, titleOf(name, value, titles, words), chosen, words, `${name}:${value}`, count));
  return group(words.say(`by_${name}`), links);
}

function sorting(state, words) {
  return group(words.say("by_sort"), ["relevance", "newest"].map((sort) =>
    link({ ...state, sort }, words.say(sort), state.sort === sort, words, `sort:${sort}`)));
}

function group(title, links) {
  return element("div", { class: "narrow__row" }, element("h2", { class: "narrow__title" }, title),
    element("ul", { class: "narrow__list" }, ...links.map((one) => element("li", {}, one))));
}

function link(state, title, chosen, words, key, count) {
  const number = count === undefined ? null : element("span", { class: "narrow__count" }, ` ${count}`);
  const undo = chosen && count !== undefined ? element("span", { class: "visually-hidden" }, `, ${words.say("undo")}`) : null;
  return element("a", { class: "chip", href: write(state) || "?", "data-key": key, "aria-current": chosen ? "true" : undefined }, title, number, undo);
}

function titleOf(name, value, titles, words) {
  if (name === "section") return titles.sections?.[value] ?? value;
  if (name === "issuer") return titles.issuers?.[value] ?? value;
  if (name === "kind") return titles.acts?.[value] ?? words.say(`all_${value}`);
  if (name === "lang") return new Intl.DisplayNames([words.lang], { type: "language" }).of(value);
  return name === "year" ? value : words.say(`all_${value}`);
}
