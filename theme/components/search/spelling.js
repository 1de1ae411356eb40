// One mistake in a word: a letter too many, too few, another one, or two that have changed places.

import { adjacent } from "./keyboard.js";
import { stem } from "./stemmer.js";

const ALPHABET = "абвгдежзийклмнопрстуфхцчшщъыьэюя";
const SHORTEST = 4; // shorter words are too near to one another
const SOUND_ALIKE = ["оа", "еи", "ея", "тд", "сз", "гк", "бп", "вф", "жш", "шщ", "ыи", "ъь"];

// Whether a word is one that may be corrected.
export function isCorrectable(word) {
  return word.length >= SHORTEST && /^[а-я]+$/.test(word);
}

// The word without its mistake, as it was typed otherwise; "" when nothing near is in the dictionary, a Map of
// stems to classes of frequency (the logarithm of the number of texts).
export function correct(word, dictionary) {
  if (!isCorrectable(word)) return "";
  let best = { form: "", value: 0 };
  for (const [form, likely] of variants(word)) {
    const common = dictionary.get(stem(form));
    if (common === undefined) continue;
    const value = common + likely;
    if (value > best.value) best = { form, value };
  }
  return best.form;
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
