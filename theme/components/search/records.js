// What is shown of documents, out of the files that hold it: plugins/vestnik/search/browser_records.py. A file of cards
// has hundreds of which a page shows ten, so where each begins is noted, and it is read when it is asked for.

import { Reader } from "./packing.js";
import { slug } from "./slug.js";

export class Records {
  // `monthOf(id)` gives the month of a document, counted from the year 0.
  constructor(monthOf) {
    this.monthOf = monthOf;
    this.places = new Map(); // id → where its record begins
    this.cards = new Map(); // id → where the pieces of its text begin, in each file that has some
    this.read = new Map();
  }

  // Takes up the record at which a reader stands, and passes by it.
  record(id, reader) {
    this.places.set(id, [reader.bytes, reader.place]);
    reader.number();
    for (let parts = 3; parts > 0; parts--) reader.part();
  }

  // The same for a card: a record with pieces of the text.
  card(id, reader) {
    this.record(id, reader);
    const place = [reader.bytes, reader.place];
    if (this.cards.has(id)) this.cards.get(id).push(place);
    else this.cards.set(id, [place]);
    for (let left = reader.number(); left > 0; left--) reader.take(reader.number() >> 1);
  }

  has(id) {
    return this.places.has(id);
  }

  // {id, title, number, address, date, files}, nothing where it is not known.
  get(id) {
    if (!this.read.has(id) && this.has(id)) this.read.set(id, this.decode(id, new Reader(...this.places.get(id))));
    return this.read.get(id);
  }

  decode(id, reader) {
    const flags = reader.number();
    const [title, number, address] = [reader.string(), reader.string(), reader.string()];
    const made = flags & 1 ? `${address}${slug(title)}/` : address;
    const month = this.monthOf(id);
    const pad = (value) => String(value).padStart(2, "0");
    const date = `${Math.floor(month / 12)}-${pad((month % 12) + 1)}-${pad(flags >> 2)}`;
    return { id, title, number, address: made, date, files: (flags & 2) > 0 };
  }

  // What may be shown of a text: [string].
  pieces(id) {
    const found = new Set();
    for (const place of this.cards.get(id) ?? []) {
      const reader = new Reader(...place);
      for (let left = reader.number(); left > 0; left--) found.add(reader.prose());
    }
    return [...found];
  }
}
