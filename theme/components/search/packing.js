// Reads the bytes that plugins/vestnik/search/packing.py writes. The files are deflated by Vestnik itself, since many
// static hosts compress no `.bin`; they are inflated here, in any browser, without WebAssembly.

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
    return Array.from({ length: count }, () => this.number());
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

// --- Inflate (RFC 1951) ---

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

export function inflate(input) {
  const bits = new Bits(input);
  const out = new Growing(input.length * 3);
  let last = false;
  while (!last) {
    last = bits.take(1) === 1;
    const type = bits.take(2);
    if (type === 0) bits.copy(out);
    else if (type === 1) block(bits, out, FIXED, FIXED_DISTANCES);
    else if (type === 2) block(bits, out, ...codes(bits));
    else throw new RangeError("the file is damaged");
  }
  return out.bytes.subarray(0, out.size);
}

class Growing {
  constructor(size) {
    this.bytes = new Uint8Array(Math.max(size, 1024));
    this.size = 0;
  }

  room(more) {
    if (this.size + more <= this.bytes.length) return;
    const larger = new Uint8Array((this.size + more) * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

class Bits {
  constructor(bytes) {
    Object.assign(this, { bytes, place: 0, held: 0, count: 0 });
  }

  take(count) {
    while (this.count < count) {
      if (this.place >= this.bytes.length) throw new RangeError("the file ends too early");
      this.held |= this.bytes[this.place++] << this.count;
      this.count += 8;
    }
    const value = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.count -= count;
    return value;
  }

  copy(out) {
    this.held = this.count = 0;
    const size = this.bytes[this.place] | (this.bytes[this.place + 1] << 8);
    this.place += 4;
    out.room(size);
    out.bytes.set(this.bytes.subarray(this.place, this.place + size), out.size);
    out.size += size;
    this.place += size;
  }

  symbol(tree) {
    let [code, first, index] = [0, 0, 0];
    for (let size = 1; size < 16; size++) {
      code |= this.take(1);
      const count = tree.counts[size];
      if (code - count < first) return tree.symbols[index + code - first];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new RangeError("the file is damaged");
  }
}

function tree(sizes) {
  const counts = new Uint16Array(16);
  for (const size of sizes) counts[size]++;
  counts[0] = 0;
  const offsets = new Uint16Array(17);
  for (let size = 1; size < 16; size++) offsets[size + 1] = offsets[size] + counts[size];
  const symbols = new Uint16Array(sizes.length);
  sizes.forEach((size, symbol) => {
    if (size) symbols[offsets[size]++] = symbol;
  });
  return { counts, symbols };
}

const FIXED = tree(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)));
const FIXED_DISTANCES = tree(new Array(30).fill(5));

function codes(bits) {
  const [literals, distances, lengths] = [bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4];
  const small = new Array(19).fill(0);
  for (let i = 0; i < lengths; i++) small[ORDER[i]] = bits.take(3);
  const sizes = [];
  const coded = tree(small);
  while (sizes.length < literals + distances) {
    const symbol = bits.symbol(coded);
    if (symbol < 16) sizes.push(symbol);
    else if (symbol === 16) repeat(sizes, sizes.at(-1), 3 + bits.take(2));
    else repeat(sizes, 0, symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7));
  }
  return [tree(sizes.slice(0, literals)), tree(sizes.slice(literals))];
}

function repeat(sizes, value, count) {
  for (let i = 0; i < count; i++) sizes.push(value);
}

function block(bits, out, literals, distances) {
  for (let symbol = bits.symbol(literals); symbol !== 256; symbol = bits.symbol(literals)) {
    out.room(258);
    if (symbol < 256) {
      out.bytes[out.size++] = symbol;
      continue;
    }
    const length = LENGTHS[symbol - 257] + bits.take(LENGTH_BITS[symbol - 257]);
    const code = bits.symbol(distances);
    const distance = DISTANCES[code] + bits.take(code < 2 ? 0 : (code >> 1) - 1);
    for (let end = out.size + length; out.size < end; out.size++) out.bytes[out.size] = out.bytes[out.size - distance];
  }
}
