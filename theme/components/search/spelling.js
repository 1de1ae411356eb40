// One mistake in a word: a letter too many, too few, another one, or two that have changed places.

import { adjacent } from "./keyboard.js";
import { stem } from "./stemmer.js";

const ALPHABET = "абвгдежзийклмнопрстуфхцчшщъыьэюя";
const SHORTEST = 4; // shorter words are too near to one another
const MOST = 4; // words that a misspelt one may be meant for: each is looked up, mostly in files that are there already
const COMMON = 0.6; // how much a class of frequency tells beside the kind of the mistake
const SOUND_ALIKE = ["оа", "еи", "ея", "тд", "сз", "гк", "бп", "вф", "жш", "шщ", "ыи", "ъь"];

// Whether a word is one that may be corrected.
export function isCorrectable(word) {
  return word.length >= SHORTEST && /^[а-я]+$/.test(word);
}

// What a misspelt word may have been meant for, as it would have been typed: [{form, stem, value}], the likeliest first,
// `MOST` stems at most. `dictionary` is a Map of stems to classes of frequency (the logarithm of the number of texts).
export function meant(word, dictionary) {
  if (!isCorrectable(word)) return [];
  const best = new Map();
  for (const [form, likely] of variants(word)) {
    const own = stem(form);
    const common = dictionary.get(own);
    if (common === undefined) continue;
    const value = common * COMMON + likely;
    if (value > (best.get(own)?.value ?? 0)) best.set(own, { form, stem: own, value });
  }
  return [...best.values()].sort((a, b) => b.value - a.value).slice(0, MOST);
}

// [form, how likely that mistake is, in classes of frequency]
export function* variants(word) {
  for (let place = 0; place <= word.length; place++) {
    const [before, after] = [word.slice(0, place), word.slice(place)];
    const first = place === 0 ? -1 : 0; // hardly anybody errs in the first letter
    if (after) yield [before + after.slice(1), first + (after[0] === before.at(-1) ? 3 : 1)];
    if (after.length > 1 && after[0] !== after[1]) yield [before + after[1] + after[0] + after.slice(2), first + 2.5];
    for (const letter of ALPHABET) {
      if (after && letter !== after[0]) yield [before + letter + after.slice(1), first + replaced(after[0], letter)];
      yield [before + letter + after, first + (letter === after[0] || letter === before.at(-1) ? 3 : 1.5)];
    }
  }
}

function replaced(typed, meant) {
  if (SOUND_ALIKE.some((pair) => pair.includes(typed) && pair.includes(meant))) return 3;
  return adjacent(typed, meant) ? 2.5 : 1;
}
