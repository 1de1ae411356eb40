// The script of the search: suggestions in the head of every page, and everything on the search page. All modules
// of this folder travel as one file, which the head's field loads when somebody goes there.

import { combobox } from "./combobox.js";
import { overhear } from "./foresight.js";
import { openIndex } from "./network.js";
import { SearchPage } from "./screen.js";
import { suggest } from "./suggest.js";
import { Sentences } from "./sentences.js";

const index = openIndex();

// Makes the field of a search form a combobox. What is said stands in the form's `data-` attributes.
export function enhance(form) {
  const { section, one, few, many, other } = form.dataset;
  const words = new Sentences(document.documentElement.lang, { suggested: { one, few, many, other } });
  const found = async (text) => (await suggest(index, text)).map((one) => shown(one, section, words));
  combobox(form.elements.q, found, (count) => words.count("suggested", count));
  form.elements.q.addEventListener("input", (event) => { if (!event.isComposing) overhear(index, form.elements.q.value); });
  index.open().catch(() => {}); // the query will tell
}

function shown(one, section, words) {
  if (one.sort === "section") return { title: one.title, note: section, url: `/sections/${one.key}/` };
  const act = index.settings.acts?.[one.act];
  const note = [act && `${act} № ${one.number}`, one.kind !== "page" && words.day(one.date)].filter(Boolean).join(", ");
  return { title: one.title, note, url: one.address };
}

const place = document.querySelector("[data-search]");
if (place) {
  new SearchPage(place, index).start();
  enhance(place.querySelector("form"));
}
