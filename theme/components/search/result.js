// One result as the page shows it.

import { element, pieces } from "./elements.js";
import { isTold, marked, passage, shownOf } from "./passage.js";

const NO_BREAK = "\u00a0";

// `record` is what `index.shown` gives, `pieces` what is known of its text, `found` what `search` gives, `titles` the names
// of kinds and sections. Where they say too little the passage waits for the text (`data-waits`).
export function result(record, pieces_, found, titles, words) {
  const stems = stemsOf(found);
  const missing = found.missing(record.id);
  const known = shownOf(pieces_, found.groups);
  const waits = !isTold(record.title, pieces_, found.groups) || (record.files && known.words < found.groups.length - missing.length);
  return element(
    "li",
    { class: "result" },
    element("h2", { class: "result__title", lang: record.lang },
      element("a", { class: "result__link", href: record.address }, ...pieces(marked(record.title, stems)))),
    element("p", { class: "result__facts" }, ...facts(record, titles, words, stems)),
    element("p", { class: "result__passage", "data-waits": waits, lang: record.lang }, ...(waits && !known.words ? [] : pieces(marked(known.text, stems)))),
    missing.length ? element("p", { class: "result__missing" }, `${words.say("missing")} ${missing.join(", ")}`) : null,
  );
}

function facts(record, titles, words, stems) {
  const act = titles.acts?.[record.act];
  const number = numbered(record.number);
  const name = act ? `${act} ${number}` : words.say(record.kind);
  const parts = [element("span", { class: "result__kind" }, ...pieces(marked(name, stems)))];
  if (record.kind !== "page") parts.push(element("time", { datetime: record.date }, words.day(record.date)));
  if (titles.sections?.[record.section]) parts.push(element("span", {}, titles.sections[record.section]));
  if (titles.issuers?.[record.issuer]) parts.push(element("span", {}, titles.issuers[record.issuer]));
  if (record.repealed) parts.push(element("strong", { class: "tag tag--ended" }, words.say("ended")));
  return parts.flatMap((part, place) => (place ? [element("span", { "aria-hidden": "true" }, " · "), part] : [part]));
}

// «№ 375», but «б/н».
function numbered(number) {
  const text = number.replaceAll(" ", NO_BREAK);
  return /^\D*$/.test(text) ? text : `№${NO_BREAK}${text}`;
}

// Puts the passage of the document's text into its result. Whether all words of the query stand in it.
export function tellMore(item, text, found) {
  const own = passage(text, found.groups);
  const place = item.querySelector("[data-waits]");
  place.removeAttribute("data-waits");
  place.replaceChildren(...pieces(marked(own.text, stemsOf(found))));
  place.hidden = !own.text;
  return own.words;
}

// The page of a file that has more words of the query than `least`, with its address.
export function tellOfFile(item, files, found, least, words) {
  let top = null;
  for (const file of files) {
    for (const [place, page] of file.pages.entries()) {
      const best = passage(page, found.groups);
      if (best.words > (top?.best.words ?? least)) top = { file, page: place + 1, best };
    }
  }
  if (!top) return;
  const { file, page, best } = top;
  const link = file.whole
    ? element("a", { href: file.url }, file.title)
    : element("a", { href: `${file.url}#page=${page}` }, words.say("file_page", { title: file.title, page }));
  item.append(element("p", { class: "result__file" }, link, ": ", ...pieces(marked(best.text, stemsOf(found)))));
}

function stemsOf(found) {
  return new Set(found.groups.flatMap((group) => [...group]));
}
