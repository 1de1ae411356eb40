// Numbers of acts as people type them: the same as plugins/vestnik/core/numbers.py, which explains the rules.
// tests/register/fixtures/numbers.json holds both alike.

export const NUMBERLESS = "б/н";

const LOOK_ALIKE = letters("abcehkmnoptxy", "авсенкмнортху");
const SOUND_ALIKE = letters("abcdefghijklmnoprstuvxyz", "абцдефгхийклмнопрстувхйз");
const SIGN = /^(?:№+|номер(?=[\s0-9])|no?[.:]?(?=[\s0-9]))/;
const DASH = /[‐‑‒–—−]/g;
const SILENT = /[\u00ad\u0301\u200b\s]/g;
// Without looking behind: older Safari reads no file that does.
const HYPHEN_BEFORE_LETTER = /([0-9])-(?=[a-zа-я])/g;
const HYPHEN_BEFORE_DIGIT = /([a-zа-я])-(?=[0-9])/g;
const BETWEEN_DIGITS = /([0-9])[-\\/]+(?=[0-9])/g;
const RUNS = /[0-9]+|[^0-9]+/g;
const DIGITS = /^[0-9]+$/;
const NO_NUMBER = /^(?:б[/\\.-]?н\.?|безномера)$/;
const LONGEST = 60;

export function numberKey(number) {
  return keyOf(bare(number), LOOK_ALIKE);
}

// What somebody may mean who types this, the likeliest first.
export function typedKeys(typed) {
  const text = bare(typed);
  if (!text.replace(/^[-/\\.]+/, "")) return [];
  const keys = [keyOf(text, LOOK_ALIKE)];
  if (/[a-z]/.test(text)) keys.push(keyOf(text, SOUND_ALIKE));
  return [...new Set(keys)];
}

// Digits alone also mean a part of a number: «650» is № 3/650.
export function isNumber(key, wanted) {
  return wanted.some((one) => key === one || (DIGITS.test(one) && (key.match(RUNS) ?? []).includes(one)));
}

// A text by whose order numbers are sorted: 9 before 10, «б/н» last.
export function numberOrder(key) {
  if (key === "" || key === NUMBERLESS) return "2";
  const order = (run) => (DIGITS.test(run) ? `0${run.replace(/^0+/, "").padStart(20, "0")}` : `1${run}`);
  return key.match(RUNS).map(order).join("\u0000");
}

function bare(text) {
  const lower = [...text].slice(0, LONGEST).join("").normalize("NFC").toLowerCase().replaceAll("ё", "е").trim();
  return lower.replace(SIGN, "").replace(SILENT, "").replace(DASH, "-");
}

function keyOf(text, alike) {
  const key = [...text].map((char) => alike.get(char) ?? char).join("");
  if (!key || NO_NUMBER.test(key)) return NUMBERLESS;
  const joined = key.replace(HYPHEN_BEFORE_LETTER, "$1").replace(HYPHEN_BEFORE_DIGIT, "$1");
  return joined.replace(BETWEEN_DIGITS, "$1/");
}

function letters(latin, cyrillic) {
  return new Map([...latin].map((letter, place) => [letter, [...cyrillic][place]]));
}
