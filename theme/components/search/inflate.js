// Inflates (RFC 1951). Vestnik deflates the files of the index itself, since many static hosts compress no `.bin`. They are
// inflated by the browser where it can (since 2023), which takes a tenth of the time, and else here.

// The bytes that were deflated.
export async function inflated(bytes) {
  const stream = native();
  if (!stream) return inflate(bytes);
  const writer = stream.writable.getWriter();
  for (const written of [writer.write(bytes), writer.close()]) written.catch(() => {}); // the reader fails, too
  const parts = [];
  let size = 0;
  for (let reader = stream.readable.getReader(), one = await reader.read(); !one.done; one = await reader.read()) {
    parts.push(one.value);
    size += one.value.length;
  }
  return parts.length === 1 ? parts[0] : whole(parts, size);
}

function native() {
  try {
    return new DecompressionStream("deflate-raw");
  } catch {
    return null;
  }
}

function whole(parts, size) {
  const bytes = new Uint8Array(size);
  let place = 0;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.length;
  }
  return bytes;
}

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
