// Runs the search client over a built index, under Node: `node scripts/search_client.mjs FOLDER < queries > answers`.
// A query is a line of JSON, {text}; its answer {addresses, corrected, unused, near, first, next, silent, ms}: the ten
// addresses, how the query was understood, the requests and bytes that the query costs alone, and after the one before it in the same page, and how many of the
// first five have no passage yet, so that their text costs a request more.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { join } from "node:path";

import { Index } from "../theme/components/search/index.js";
import { isTold } from "../theme/components/search/passage.js";
import { search } from "../theme/components/search/search.js";

const folder = process.argv[2];
const EARLY = 5; // results that a screen shows at first

class Meter {
  constructor() {
    this.sizes = [];
  }

  load = async (name) => {
    const bytes = await readFile(join(folder, name));
    this.sizes.push(bytes.length);
    return new Uint8Array(bytes);
  };

  taken() {
    const taken = { requests: this.sizes.length, bytes: this.sizes.reduce((sum, size) => sum + size, 0) };
    this.sizes = [];
    return taken;
  }
}

async function ask(index, meter, text) {
  meter.taken();
  const started = performance.now();
  const found = await search(index, text);
  const ids = found.results.slice(0, 10).map((result) => result.id);
  await index.shown(ids.slice(0, EARLY), found.told);
  const early = meter.taken();
  const records = await index.shown(ids, found.told);
  const silent = ids.slice(0, EARLY).filter((id) => !isTold(index.records.get(id).title, index.records.pieces(id), found.groups)).length;
  return { found, records, early, silent, rest: meter.taken(), ms: performance.now() - started };
}

let before = "город";
for await (const line of createInterface({ input: process.stdin })) {
  const { text } = JSON.parse(line);
  const meter = new Meter();
  const cold = await ask(new Index(meter.load), meter, text);
  const index = new Index(meter.load);
  await ask(index, meter, before);
  const again = await ask(index, meter, text);
  before = text;
  const answer = {
    addresses: cold.records.map((record) => record.address),
    corrected: cold.found.corrected ? cold.found.query : "",
    unused: cold.found.unused,
    near: cold.found.near,
    first: { early: cold.early, rest: cold.rest },
    next: { early: again.early, rest: again.rest },
    silent: cold.silent,
    ms: cold.ms,
  };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
