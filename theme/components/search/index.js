// Reads the browser index: plugins/vestnik/search/browser_index.py says what the files hold.
// `load(name)` gives the bytes of a file; it is the only way to the network.

import { Bucket } from "./bucket.js";
import { inflated } from "./inflate.js";
import { Tier, last } from "./numbering.js";
import { Reader, fileName } from "./packing.js";
import { holds, placeOf } from "./realwords.js";
import { Records } from "./records.js";

export const MANIFEST = "now.bin";
const VERSION = 4;
const TITLE_LEVEL = 4; // weights.TITLE_LEVEL
const REQUEST = 12000; // bytes that a request is worth
const CARD = 68; // bytes of a card, compressed
const FILE = 7000; // bytes of a file of them, at least about
const UNTOLD = 24000; // what a document without a card costs: its record, and for its passage mostly its page

export class Index {
  constructor(load) {
    this.load = load;
    this.opened = null;
    this.files = new Map();
    this.records = new Records((id) => this.tier(id).place(id).month);
    this.told = new Set(); // files of cards that have been read
    this.alike = new Map(); // facts that many documents share
    this.lots = new WeakMap(); // words → the files of cards beside them
  }

  open() {
    this.opened ??= this.load(MANIFEST).then(inflated).then((bytes) => this.read(bytes));
    this.opened.catch(() => { this.opened = null; }); // a later query may try again
    return this.opened;
  }

  read(bytes) {
    const reader = new Reader(bytes);
    const part = () => new Reader(reader.part());
    this.settings = JSON.parse(new TextDecoder().decode(reader.part()));
    if (this.settings.version !== VERSION) throw new Error("the index is of another version");
    this.groups = this.settings.groups.map((group) => group.split("|"));
    this.archive = new Tier(part(), 0);
    const repealed = part();
    this.buckets = table(part());
    this.spelling = [table(part()), table(part())];
    this.batches = digests(reader.part());
    this.recent = new Tier(part(), this.archive.end);
    this.repealed = new Set([...gaps(repealed, 0), ...gaps(part(), this.archive.end)]);
    this.recentBucket = new Bucket(part());
    this.readRecent(part());
    this.size = this.archive.size + this.recent.size;
    this.newest = Math.max(this.archive.newest, this.recent.newest);
    return this;
  }

  readRecent(reader) {
    for (let id = this.archive.end; !reader.done; ) {
      id += reader.number();
      this.records.card(id, reader);
    }
  }

  file(digest) {
    return this.named(fileName(digest));
  }

  // Once loaded, a file is kept, since its name is its content.
  named(name) {
    if (!this.files.has(name)) {
      const loading = this.load(name).then(inflated).then((bytes) => new Reader(bytes));
      loading.catch(() => this.files.delete(name)); // a later query may try again
      this.files.set(name, loading);
    }
    return this.files.get(name);
  }

  // The postings of a stem and of the other stems of its word: [{stem, postings: Map id → level, cards}]; `cards` names
  // the files of cards beside a stem of the archive, where there are: of documents with it in the title, of others.
  async postings(stem) {
    const [archive, recent] = [await this.bucket(stem), this.recentBucket];
    const own = archive ? archive.word(stem, this.archive) : [];
    return [...own, ...recent.word(stem, this.recent)];
  }

  // The same for the stems that begin with some letters, and for one stem. Of a beginning that stands in several files the first counts: more letters will be typed.
  async beginning(letters, stem) {
    const [archive, recent] = [await this.bucket(letters), this.recentBucket];
    const found = archive ? archive.beginning(letters, stem, this.archive) : [];
    return [...found, ...recent.beginning(letters, stem, this.recent)];
  }

  async bucket(stem) {
    const digest = find(this.buckets, stem);
    if (!digest) return null;
    const reader = await this.file(digest);
    if (reader.bucket) return reader.bucket;
    reader.bucket = new Bucket(reader);
    return reader.bucket;
  }

  // Asks for the files of words that will be looked for, so that they are there by then.
  expect(terms) {
    if (!this.buckets) return;
    for (const term of terms) this.bucket(term).catch(() => {}); // the query will ask again, and tell
  }

  // The same of a word of which some letters are typed, once all words that begin so stand in one file. `least` is what
  // its stem begins with, which may be less.
  expectBeginning(letters, least) {
    if (!this.buckets) return;
    if (find(this.buckets, least) === find(this.buckets, `${letters}\uffff`)) this.expect([letters]);
  }

  // Stem → class of frequency, of the words that a misspelt stem may have been meant for.
  async dictionary(stem) {
    const words = new Map(this.recentBucket.frequencies());
    const backwards = [...stem].reverse().join("");
    const digests = [find(this.spelling[0], stem), find(this.spelling[1], backwards)];
    const files = await Promise.all(digests.map((digest) => (digest ? this.file(digest) : null)));
    files.forEach((file, turned) => {
      if (!file) return;
      file.words ??= dictionary(file);
      for (const [word, common] of file.words) {
        const key = turned ? [...word].reverse().join("") : word;
        words.set(key, Math.max(common, words.get(key) ?? 0));
      }
    });
    return words;
  }

  // Whether a stem is one of a real word, though the site may never use it.
  async isReal(stem) {
    if (!this.settings.words) return false;
    const { file, fingerprint } = placeOf(stem, this.settings.words);
    return holds(await this.named(file), fingerprint);
  }

  tier(id) {
    return id < this.archive.end ? this.archive : this.recent;
  }

  // What is known of a document without a request, the same object for those that share it: {month, kind, act, issuer, section, lang, repealed}.
  facts(id) {
    const [{ month, group }, repealed] = [this.tier(id).place(id), this.repealed.has(id)];
    const key = (month * this.groups.length + group) * 2 + repealed;
    if (!this.alike.has(key)) {
      const [kind, act, issuer, section, lang] = this.groups[group];
      this.alike.set(key, { month, age: this.newest - month, kind, act, issuer, section, lang, repealed });
    }
    return this.alike.get(key);
  }

  // What is shown of documents, in their order. Loads the cards that lie beside the `words` that they were found by, and
  // the batches of those that have none.
  async shown(ids, words = []) {
    await this.tell(ids, words, ids.length);
    await Promise.all([...new Set(ids.filter((id) => !this.records.has(id)).map((id) => this.archive.batch(id)))]
      .map((batch) => this.loadBatch(batch)));
    return ids.map((id) => ({ ...this.facts(id), ...this.records.get(id) }));
  }

  // Loads cards of documents, `most` files of those beside `words` at most: again and again the one that saves most of
  // what the documents without a card would cost.
  async tell(ids, words, most) {
    const beside = this.beside(words);
    const told = beside.filter(({ cards }) => this.told.has(fileName(cards)));
    const loads = [];
    while (loads.length < most) {
      const left = ids.filter((id) => id < this.archive.end && !told.some(({ has }) => has(id)));
      const saved = ({ has, size }) => left.filter(has).length * UNTOLD - REQUEST - Math.max(size * CARD, FILE);
      const best = beside.reduce((top, one) => (saved(one) > (top ? saved(top) : 0) ? one : top), null);
      if (!best) break;
      loads.push(this.loadCards(best.cards));
      told.push(best);
    }
    await Promise.all(loads);
  }

  // The files of cards beside words, each with the documents of which it has a card for them.
  beside(words) {
    if (!this.lots.has(words)) this.lots.set(words, this.besides(words));
    return this.lots.get(words);
  }

  besides(words) {
    const files = new Map();
    for (const { cards, postings } of words) {
      for (const [place, lot] of cards.entries()) {
        if (!lot) continue;
        const name = fileName(lot);
        const file = files.get(name) ?? { cards: lot, size: 0, lots: [], has: (id) => file.lots.some((one) => one.has(id)) };
        const carried = this.carried(postings, place);
        file.lots.push(carried);
        file.size += carried.size;
        files.set(name, file);
      }
    }
    return [...files.values()];
  }

  // The documents that have a card beside a stem with these postings, in the first lot or the second: browser_cards.py.
  carried(postings, lot) {
    const [titles, rare, loud, common] = this.settings.cards;
    if (!lot) return newest(postings, TITLE_LEVEL, Infinity, titles);
    return postings.size > rare ? newest(postings, TITLE_LEVEL - 1, TITLE_LEVEL, common) : newest(postings, loud, TITLE_LEVEL);
  }

  async loadCards(digest) {
    const reader = await this.file(digest);
    if (this.told.has(fileName(digest))) return;
    this.told.add(fileName(digest));
    for (let left = reader.number(); left > 0; left--) {
      this.records.card(this.archive.id(reader.number(), reader.number()), reader);
    }
  }

  async loadBatch(batch) {
    const reader = await this.file(this.batches[batch]);
    const base = this.archive.baseOf(batch);
    reader.place = 0;
    while (!reader.done) {
      this.records.record(base + reader.number(), reader);
    }
  }
}

// Of postings in the order of the documents those with a level from `least` up to `end`, `most` of them: {size, has(id)}.
// A common word has thousands and a few are asked about, so no list of them is made.
function newest(postings, least, end, most = Infinity) {
  const fits = (level) => level >= least && level < end;
  let size = 0;
  for (const level of postings.values()) if (fits(level)) size += 1;
  let older = size - most;
  let first = 0;
  for (const [id, level] of postings) {
    if (!fits(level) || older-- > 0) continue;
    first = id;
    break;
  }
  return { size: Math.min(size, most), has: (id) => id >= first && fits(postings.get(id)) };
}

function table(reader) {
  if (reader.done) return { starts: [], digests: [] };
  const count = reader.number();
  const starts = reader.sortedStrings(count);
  return { starts, digests: digests(reader.take(count * 5)) };
}

function digests(bytes) {
  return Array.from({ length: bytes.length / 5 }, (_, place) => bytes.subarray(place * 5, place * 5 + 5));
}

// The file whose range a stem falls into.
function find({ starts, digests: names }, stem) {
  return names[Math.max(last(starts, (start) => start <= stem), 0)];
}

function* gaps(reader, base) {
  for (let id = base; !reader.done; ) {
    id += reader.number();
    yield id;
  }
}

function dictionary(reader) {
  const words = reader.sortedStrings(reader.number());
  return words.map((word, place) => [word, reader.bytes[reader.place + place]]);
}
