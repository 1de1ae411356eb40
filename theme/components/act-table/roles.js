// Some browsers forget that a table is one when its rows are laid out as cards. The roles say it again; in the markup
// they would only be what it says already.

const ROLES = { thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell" };

export function start(table) {
  table.setAttribute("role", "table");
  for (const part of table.querySelectorAll("thead, tbody, tr, td, th")) {
    const heads = part.scope === "row" ? "rowheader" : "columnheader";
    part.setAttribute("role", ROLES[part.localName] ?? heads);
  }
}
