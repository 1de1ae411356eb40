// Puts the rows that were found into the table of the page, which has a template of one row.

import { start as giveRoles } from "../act-table/roles.js";
import { dayInWords } from "./query.js";

// `entries` are [row, [title, address]].
export function show({ results }, entries) {
  const template = results.querySelector("template[data-row]");
  const body = results.querySelector("tbody");
  const table = results.querySelector("table");
  body.replaceChildren(...entries.map((entry) => rowOf(template, ...entry)));
  giveRoles(table);
  table.hidden = entries.length === 0;
}

function rowOf(template, row, [title, address]) {
  const made = template.content.cloneNode(true);
  const part = (name) => made.querySelector(`[data-part="${name}"]`);
  part("kind").textContent = row.kind[1];
  part("number").textContent = numbered(row.number, row.key);
  part("date").textContent = dayInWords(row.day);
  part("date").dateTime = row.day;
  part("title").textContent = title;
  part("title").href = address;
  part("issuer").textContent = row.issuer[1];
  const status = part("status");
  status.textContent = row.status[1];
  if (row.status[2]) status.classList.add(`tag--${row.status[2]}`);
  return made;
}

// «№ 375», «б/н», never broken at a line's end.
function numbered(number, key) {
  const text = number.replaceAll(" ", "\u00a0");
  return key === "б/н" ? text : `№\u00a0${text}`;
}

// Links to the pages of what was found: the first, the last and those around this one.
export function pageItems({ results }, page, last, addressOf) {
  const nav = results.querySelector("nav");
  const list = nav.querySelector("ul");
  const template = nav.querySelector("template");
  nav.hidden = last < 2;
  const items = [];
  let before = 0;
  for (const number of pagesAround(page, last)) {
    if (number > before + 1) items.push(gap());
    const item = template.content.cloneNode(true);
    const link = item.querySelector("a");
    link.href = addressOf(number);
    link.dataset.page = number;
    link.append(String(number));
    if (number === page) link.setAttribute("aria-current", "page");
    items.push(item);
    before = number;
  }
  list.replaceChildren(...items);
}

export function pagesAround(page, last) {
  const wanted = [1, page - 1, page, page + 1, last];
  return [...new Set(wanted.filter((number) => number >= 1 && number <= last))].sort((a, b) => a - b);
}

function gap() {
  const item = document.createElement("li");
  item.textContent = "…";
  item.setAttribute("aria-hidden", "true");
  return item;
}
