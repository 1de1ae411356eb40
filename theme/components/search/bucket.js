// A file of terms: plugins/vestnik/search/browser_terms.py.

import { Reader } from "./packing.js";

export class Bucket {
  constructor(reader) {
    const count = reader.done ? 0 : reader.number();
    const stems = reader.sortedStrings(count);
    this.stems = stems;
    this.places = new Map(stems.map((stem, place) => [stem, place]));
    const sizes = reader.numbers(count);
    this.others = sizes.map((size) => reader.numbers(size));
    this.data = reader.numbers(count).map((size) => reader.take(size));
    this.files = reader.done ? [] : Array.from({ length: reader.number() }, () => reader.take(5));
    this.cards = reader.done ? [[], []] : [reader.numbers(count), reader.numbers(count)];
    this.decoded = new Map();
  }

  word(stem, tier) {
    const place = this.places.get(stem);
    if (place === undefined) return [];
    return [place, ...this.others[place]].map((one) => this.entry(one, tier));
  }

  entry(place, tier) {
    return { stem: this.stems[place], postings: this.decode(place, tier), cards: this.cards.map((lot) => this.files[lot[place] - 1]) };
  }

  beginning(letters, stem, tier) {
    return this.stems.flatMap((one, place) =>
      one === stem || one.startsWith(letters) ? [this.entry(place, tier)] : [],
    );
  }

  decode(place, tier) {
    if (this.decoded.has(place)) return this.decoded.get(place);
    const postings = new Map();
    const reader = new Reader(this.data[place]);
    for (let month = 0; !reader.done; ) {
      month += reader.number();
      let id = tier.id(month, 0);
      for (let left = reader.number(); left > 0; left--) {
        const value = reader.number();
        id += value >> 3;
        postings.set(id, value & 7);
      }
    }
    this.decoded.set(place, postings);
    return postings;
  }

  frequencies() {
    return this.stems.map((stem, place) => [stem, this.data[place].length]).filter(([, size]) => size)
      .map(([stem, size]) => [stem, Math.max(1, Math.floor(Math.log2(size)))]);
  }
}
