// Elements from values; texts are put in as texts, never as markup.

// element("a", {class: "x", href: "/"}, "text", other element)
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== "") made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

// A text with the words found marked, from the pieces of `passage.js`.
export function pieces(list) {
  return list.map(({ text, found }) => (found ? element("mark", {}, text) : document.createTextNode(text)));
}
