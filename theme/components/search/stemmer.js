// The Snowball stemmer for Russian, as plugins/vestnik/search/stemmer.py has it, with the words that are not left to it
// (tests/search/test_client.py holds both alike). https://snowballstem.org/algorithms/russian/stemmer.html

const START = /^[^аеиоуыэюя]*[аеиоуыэюя]/; // before RV, where endings are looked for
const SECOND_START = /^[^аеиоуыэюя]*[аеиоуыэюя]+[^аеиоуыэюя]+[аеиоуыэюя]+[^аеиоуыэюя]/; // before R2

// Ending → whether it counts only after «а» or «я».
function endings(free, afterA = "") {
  const table = new Map(free.split(" ").map((ending) => [ending, false]));
  for (const ending of afterA ? afterA.split(" ") : []) table.set(ending, true);
  return table;
}

const GERUND = endings("ив ыв ивши ывши ившись ывшись", "в вши вшись");
const REFLEXIVE = endings("ся сь");
const ADJECTIVE = endings(
  "ее ие ое ые ими ыми ей ий ой ый ем им ом ым его ого ему ому их ых ую юю ая яя ою ею",
);
const PARTICIPLE = endings("ивш ывш ующ", "ем нн вш ющ щ");
const VERB = endings(
  "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю",
  "ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно",
);
const NOUN = endings(
  "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я",
);
const DERIVED = endings("ост ость");
const KEPT = /^(?:актив|капитал|капитан|меню|правил|лице(?=[еийюя]))/; // what is left at least
const SUPERLATIVE = endings("ейш ейше");

export function stem(word) {
  const made = snowball(word);
  const kept = KEPT.exec(word)?.[0] ?? "";
  return kept.length > made.length ? kept : made;
}

function snowball(word) {
  const start = START.exec(word);
  if (!start) return word;
  const head = start[0];
  let tail = withoutInflection(word.slice(head.length));
  if (tail.endsWith("и")) tail = tail.slice(0, -1);
  const shorter = cut(tail, DERIVED);
  if (shorter !== tail) {
    const second = SECOND_START.exec(word);
    if (second && head.length + shorter.length >= second[0].length) tail = shorter;
  }
  return head + tidied(tail);
}

function withoutInflection(tail) {
  let shorter = cut(tail, GERUND);
  if (shorter !== tail) return shorter;
  tail = cut(tail, REFLEXIVE);
  shorter = cut(tail, ADJECTIVE);
  if (shorter !== tail) return cut(shorter, PARTICIPLE);
  shorter = cut(tail, VERB);
  return shorter !== tail ? shorter : cut(tail, NOUN);
}

function tidied(tail) {
  const shorter = cut(tail, SUPERLATIVE);
  if (shorter.endsWith("нн")) return shorter.slice(0, -1);
  return shorter === tail && tail.endsWith("ь") ? tail.slice(0, -1) : shorter;
}

// Without the longest ending of the table; nothing shorter is tried after that.
function cut(tail, table) {
  for (let size = Math.min(6, tail.length); size > 0; size--) {
    const afterA = table.get(tail.slice(-size));
    if (afterA === undefined) continue;
    const rest = tail.slice(0, -size);
    return !afterA || rest.endsWith("а") || rest.endsWith("я") ? rest : tail;
  }
  return tail;
}
