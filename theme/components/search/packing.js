// Reads the bytes that plugins/vestnik/search/packing.py writes.

const FIRST = "а".charCodeAt(0);
const OTHER = 0xa0;
const UTF_8 = new TextDecoder();
const ONE_BYTE = new TextDecoder("windows-1251");

export class Reader {
  constructor(bytes, place = 0) {
    this.bytes = bytes;
    this.place = place;
  }

  get done() {
    return this.place >= this.bytes.length;
  }

  number() {
    let value = 0;
    for (let weight = 1; ; weight *= 128) {
      const byte = this.bytes[this.place++];
      if (byte === undefined) throw new RangeError("the file ends too early");
      value += (byte & 127) * weight;
      if (byte < 128) return value;
    }
  }

  numbers(count) {
    const list = new Array(count);
    for (let place = 0; place < count; place++) list[place] = this.number();
    return list;
  }

  take(size) {
    const part = this.bytes.subarray(this.place, this.place + size);
    if (part.length < size) throw new RangeError("the file ends too early");
    this.place += size;
    return part;
  }

  part() {
    return this.take(this.number());
  }

  string() {
    return UTF_8.decode(this.part());
  }

  // A passage: in one byte a letter, or in UTF-8.
  prose() {
    const size = this.number();
    return (size & 1 ? UTF_8 : ONE_BYTE).decode(this.take(size >> 1));
  }

  // Sorted strings: for each what it shares with the one before, then the sizes of the rests, then the rests.
  sortedStrings(count) {
    const shared = this.numbers(count);
    const sizes = this.numbers(count);
    const strings = [];
    let before = new Uint8Array();
    for (let index = 0; index < count; index++) {
      const one = new Uint8Array(shared[index] + sizes[index]);
      one.set(before.subarray(0, shared[index]));
      one.set(this.take(sizes[index]), shared[index]);
      strings.push(word(one));
      before = one;
    }
    return strings;
  }
}

function word(bytes) {
  let text = "";
  const reader = new Reader(bytes);
  while (!reader.done) {
    const byte = bytes[reader.place++];
    if (byte < 0x80) text += String.fromCharCode(byte);
    else if (byte === OTHER) text += String.fromCodePoint(reader.number());
    else text += String.fromCharCode(byte - 0x80 + FIRST);
  }
  return text;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

// The name of the file whose digest is these five bytes.
export function fileName(digest) {
  let [bits, size, name] = [0, 0, ""];
  for (const byte of digest) {
    bits = (bits << 8) | byte;
    size += 8;
    for (; size >= 5; size -= 5) name += ALPHABET[(bits >> (size - 5)) & 31];
    bits &= (1 << size) - 1;
  }
  return `${name}.bin`;
}
