// Text typed in the wrong keyboard layout: «ghbrfp» is «приказ», «пщщпду» is «google».

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё";
const SHIFTED = { "{": "х", "}": "ъ", ":": "ж", '"': "э", "<": "б", ">": "ю", "~": "ё", "#": "№" };

const TO_RUSSIAN = new Map([...LATIN].map((char, place) => [char, RUSSIAN[place]]));
for (const [from, to] of Object.entries(SHIFTED)) TO_RUSSIAN.set(from, to);
const TO_LATIN = new Map([...RUSSIAN].map((char, place) => [char, LATIN[place]]));

export function toRussian(text) {
  return [...text.toLowerCase()].map((char) => TO_RUSSIAN.get(char) ?? char).join("");
}

export function toLatin(text) {
  return [...text.toLowerCase()].map((char) => TO_LATIN.get(char) ?? char).join("");
}

// Whether a text may have been meant in Russian: it has Latin letters and no others.
export function maybeRussian(text) {
  return /[a-z]/i.test(text) && !/[а-яё]/i.test(text);
}

const ROWS = ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"];

// Whether two Russian letters lie side by side on the keyboard.
export function adjacent(one, other) {
  for (const [number, row] of ROWS.entries()) {
    const place = row.indexOf(one);
    if (place < 0) continue;
    const near = [row[place - 1], row[place + 1]];
    for (const next of [ROWS[number - 1], ROWS[number + 1]]) near.push(next?.[place], next?.[place - 1]);
    return near.includes(other);
  }
  return false;
}
