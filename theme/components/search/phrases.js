// Which documents hold the phrases of a query: the index keeps no positions, so their texts are read, in the order of the
// results and only as many as are shown.

import { filesOf, textOf } from "./network.js";
import { hasPhrase } from "./passage.js";

const TOGETHER = 10; // texts that are asked for at once
const MOST = 60; // texts that are read before the reader is asked whether to go on

export class Phrases {
  // `ids` are the documents that have all the words, the best first.
  constructor(index, ids, found) {
    Object.assign(this, { index, all: found, candidates: ids, place: 0, ids: [] });
  }

  // Whether there are documents that nobody has looked into.
  get left() {
    return this.place < this.candidates.length;
  }

  // Looks until `count` documents are found, or `MOST` more have been read.
  async look(count) {
    const end = this.place + MOST;
    while (this.left && this.place < end && this.ids.length < count) {
      const some = this.candidates.slice(this.place, this.place + TOGETHER);
      this.place += some.length;
      const records = await this.index.shown(some, this.all.told);
      const has = await Promise.all(records.map((record) => this.holds(record)));
      this.ids.push(...some.filter((_, place) => has[place]));
    }
  }

  async holds({ id, address, title, files }) {
    const known = this.index.records.pieces(id);
    const wanted = new Set(this.all.phrases);
    const search = (texts) => { for (const one of wanted) if (texts.some((text) => hasPhrase(text, one))) wanted.delete(one); };
    search([title, ...known]);
    if (wanted.size) search([await textOf(address).catch(() => "")]);
    if (wanted.size && files) search((await filesOf(address).catch(() => [])).flatMap((file) => file.pages));
    return !wanted.size;
  }

  // What `search` would give of the documents found so far.
  found() {
    const has = new Set(this.ids);
    return { ...this.all, results: this.all.results.filter(({ id }) => has.has(id)) };
  }

  // `before` is the outcome by words alone, `own` that of the documents found. Counts are known once all were read.
  outcome(before, own) {
    if (!this.left) return { ...own, partial: 0 };
    const facets = Object.fromEntries(Object.entries(before.facets).map(([name, values]) =>
      [name, values.map(({ value, chosen }) => ({ value, chosen }))]));
    const looked = this.ids.length ? 0 : this.place;
    return { ...own, facets, partial: 0, least: true, looked, candidates: this.candidates.length };
  }
}
