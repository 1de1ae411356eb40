// Which words there are, beside those that the site uses: the sets of plugins/vestnik/search/realwords.py. A reader who
// types one of them has made no mistake.

const BITS = 9; // realwords.BITS

// `words` are the index's settings: {name: what the files' names begin with, sets: how many there are}.
export function placeOf(stem, { name, sets }) {
  const hash = hashed(stem);
  return { file: `${name}-${hash % sets}.bin`, fingerprint: Math.floor(hash / sets) };
}

// Whether a set, of which `reader` reads the file, has a fingerprint.
export function holds(reader, fingerprint) {
  reader.place = 0;
  const [stems, count] = [reader.number(), reader.number()];
  const wanted = fingerprint % (Math.max(stems, 1) * 2 ** BITS);
  const bits = new Bits(reader);
  let place = 0;
  for (let left = count; left > 0 && place <= wanted; left--) {
    while (bits.next()) place += 2 ** BITS;
    let low = 0;
    for (let size = 0; size < BITS; size++) low = low * 2 + bits.next();
    place += low;
    if (place === wanted) return true;
  }
  return false;
}

// The highest bit of a byte comes first.
class Bits {
  constructor(reader) {
    Object.assign(this, { reader, byte: 0, left: 0 });
  }

  next() {
    if (!this.left) [this.byte, this.left] = [this.reader.take(1)[0], 8];
    return (this.byte >> --this.left) & 1;
  }
}

function hashed(text) {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ char.codePointAt(0), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
