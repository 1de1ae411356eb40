// The tokens of a Russian text and the terms that they are found by: the same as plugins/vestnik/search/tokens.py,
// which explains the rules. The first term of a token is the one that a query asks for.

import { stem } from "./stemmer.js";

const MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" ");

export const STOP_WORDS = new Set(
  ("а без бы в во вот для до его ее если же за и из или им их к как ко ли между на над не него нее" +
    " ни них но о об он она они оно от по под при про с со так также то тот у что чтобы это этот г гг n no").split(" "),
);

// \w of Python, in any script; a word ends where no such letter follows.
const W = "[\\p{L}\\p{N}_]";
const END = `(?!${W})`;
const LAW = `\\s?[-–—]\\s?(?:фз|фкз|оз|кз|рз)${END}`;
const TAIL = `(?:\\s?[-–—]\\s?(?:па|рп|п|р|н)${END}|${LAW}|[-–/.]?${W}+)`;
const PATTERN = new RegExp(
  [
    `n\\s\\d+${TAIL}*`,
    `\\p{L}${W}*(?:[-–/]${W}+)*`,
    `[«"“„]?\\d{1,2}[»"”“]?\\s+(?:${MONTHS.join("|")})\\s+\\d{4}(?!\\d)`,
    "\\d{1,2}\\.\\s?\\d{1,2}\\.\\s?(?:\\d{4}|\\d\\d)(?!\\d)",
    `\\d{4}-\\d\\d-\\d\\d${END}`,
    `№+\\s?\\d+${TAIL}*`,
    `\\d+(?:[-–/.,]?${W}+)*(?:${LAW})?`,
  ].join("|"),
  "gu",
);

const DATE_WORDS = /^[«"“„]?(\d{1,2})[»"”“]?\s+([а-я]+)\s+(\d{4})$/;
const DATE_DIGITS = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)$/;
const DATE_ISO = /^(\d{4})-(\d\d)-(\d\d)$/;
const ISO = /^\d{4}-\d\d-\d\d$/;
const YEAR = /^(?:19|20)\d\d$/;
const NEAR = 4;
const BEHIND_DATES = "год";
const MARK = /№+|^n\s/g;
const PARTS = /[\p{L}\p{N}]+/gu;
const RUNS = /\d+|\p{L}+/gu;
const LATIN = "abcehkmnoptxy";
const CYRILLIC = "авсенкмнортху";

export function clean(text) {
  return text.normalize("NFC").toLowerCase().replaceAll("ё", "е").replace(/[\u00ad\u0301\u200b]/g, "");
}

// The tokens of a clean text: {text, start, end, terms}.
export function* tokens(text) {
  for (const found of text.matchAll(PATTERN)) {
    yield new Token(found[0], found.index);
  }
}

// Its terms are made when they are asked for: of a passage most words are looked at and not meant.
class Token {
  constructor(text, start) {
    Object.assign(this, { text, start, end: start + text.length });
  }

  get terms() {
    return (this.made ??= terms(this.text));
  }
}

export function terms(raw) {
  if (/^\p{L}+$/u.test(raw)) return STOP_WORDS.has(raw) ? [] : [stem(raw)];
  const day = date(raw);
  if (day) return day;
  if (/\p{N}/u.test(raw)) return numberTerms(raw);
  return raw.match(PARTS).filter((part) => !STOP_WORDS.has(part)).map(stem);
}

// "word", "number" or "date".
export function kindOf(term) {
  if (ISO.test(term)) return "date";
  return /\p{N}/u.test(term) ? "number" : "word";
}

// Where a number and a day stand side by side among tokens, and the term that means both: {first, last, term}.
export function* references(found) {
  let before = null;
  for (const [place, { terms: [term = ""] }] of found.entries()) {
    const kind = kindOf(term);
    if (kind === "word" || YEAR.test(term)) continue;
    if (before && before.kind !== kind && place - before.place <= NEAR && sayNothing(found.slice(before.place + 1, place))) {
      const [number, day] = kind === "date" ? [before.term, term] : [term, before.term];
      yield { first: before.place, last: place, term: `${number}@${day}` };
    }
    before = { place, term, kind };
  }
}

function sayNothing(between) {
  return between.every((token) => token.terms.every((term) => term === BEHIND_DATES));
}

function date(raw) {
  let found = DATE_DIGITS.exec(raw);
  if (found) {
    const short = found[3].length === 2;
    const year = Number(found[3]) + (short ? (Number(found[3]) < 50 ? 2000 : 1900) : 0);
    return dateTerms(year, Number(found[2]), Number(found[1]));
  }
  if ((found = DATE_ISO.exec(raw))) return dateTerms(Number(found[1]), Number(found[2]), Number(found[3]));
  if ((found = DATE_WORDS.exec(raw))) {
    const month = MONTHS.indexOf(found[2]) + 1;
    return dateTerms(Number(found[3]), month, Number(found[1]), [stem(found[2])]);
  }
  return null;
}

function dateTerms(year, month, day, others = []) {
  const last = new Date(Date.UTC(2000, month, 0));
  last.setUTCFullYear(year, month, 0);
  if (!year || month < 1 || month > 12 || day < 1 || day > last.getUTCDate()) return null;
  const [yyyy, mm, dd] = [String(year).padStart(4, "0"), pad(month), pad(day)];
  return [`${yyyy}-${mm}-${dd}`, yyyy, ...others];
}

const pad = (value) => String(value).padStart(2, "0");

export function numberTerms(raw) {
  const pieces = [...raw.replace(MARK, " ")].map(lookAlike).join("");
  const runs = pieces.match(RUNS) ?? [];
  const whole = joined(pieces);
  if (runs.length === 1 || whole.includes(".")) return [whole];
  return [whole, ...new Set(runs.filter((run) => /^\d{2,}$/.test(run)))];
}

function lookAlike(char) {
  const place = LATIN.indexOf(char);
  return place < 0 ? char : CYRILLIC[place];
}

function joined(raw) {
  let result = "";
  for (const found of raw.matchAll(PARTS)) {
    const part = found[0];
    if (result) {
      const [before, after] = [/\d$/.test(result), /^\d/.test(part)];
      if (before && after) result += /[.,]/.test(raw[found.index - 1]) ? "." : "/";
      else if (!before && !after) result += "-";
    }
    result += part;
  }
  return result;
}
