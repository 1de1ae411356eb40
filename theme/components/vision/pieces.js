// A text in pieces that a voice reads in one go: sentences, long ones by their commas and spaces. Some voices fall
// silent after fifteen seconds; a piece is therefore short, and stopping after one loses little.

export const LONGEST = 220;

/** Pieces of a text, none longer than LONGEST; together they are the text with single spaces. */
export function pieces(text) {
  const whole = text.replace(/\s+/g, " ").trim();
  if (!whole) return [];
  const sentences = whole.match(/.+?(?:[.!?…]+["»)]*(?= [«"(]?[\p{Lu}\d])|$)/gu) ?? [];
  return sentences.flatMap((sentence) => cut(sentence.trim()));
}

function cut(sentence) {
  const parts = [];
  let rest = sentence;
  while (rest.length > LONGEST) {
    const head = rest.slice(0, LONGEST);
    const at = Math.max(head.lastIndexOf(", "), head.lastIndexOf("; "), head.lastIndexOf(": ")) + 1;
    const end = at > LONGEST / 3 ? at : head.lastIndexOf(" ") > 0 ? head.lastIndexOf(" ") : LONGEST;
    parts.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return rest ? [...parts, rest] : parts;
}
