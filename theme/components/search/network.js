// The only way of the search to the network. The index lies in one folder for all languages of the site.

import { Index } from "./index.js";

const FOLDER = "/search/";
const SHARDS = `${FOLDER}shards/`;
const MANIFEST = "now.bin";

export function openIndex(fresh = false) {
  return new Index(async (name) => {
    const address = name === MANIFEST ? FOLDER + name : SHARDS + name;
    const response = await fetch(address, { credentials: "same-origin", cache: fresh && name === MANIFEST ? "reload" : "default" });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  });
}

// The words of a document, for the passages that results show: {text, files: whether its files have words too}.
export function textOf(address) {
  return json(`${address}text.json`);
}

// The words of its files: [{title, url, pages: [text]}].
export function filesOf(address) {
  return json(`${address}files.json`);
}

const kept = new Map();

// Asked for once; a later query may try again what has failed.
function json(address) {
  if (!kept.has(address)) {
    const loading = fetch(address, { credentials: "same-origin" }).then((response) => {
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      return response.json();
    });
    loading.catch(() => kept.delete(address));
    kept.set(address, loading);
  }
  return kept.get(address);
}
