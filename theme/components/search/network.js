// The only way of the search to the network. The index lies in one folder for all languages of the site.

import { Index, MANIFEST as NAME } from "./index.js";

const CLIENT = "/search/now.js"; // this script itself: its first line holds the manifest, `site/searching.py`
const SHARDS = "/search/shards/";
const HELD = /^const MANIFEST = "([\w+/=]*)"/;

export function openIndex(fresh = false) {
  return new Index(async (name) => {
    if (name !== NAME) return new Uint8Array(await (await get(SHARDS + name)).arrayBuffer());
    return decoded(fresh ? HELD.exec(await (await get(CLIENT, "reload")).text())[1] : MANIFEST);
  });
}

async function get(address, cache = "default") {
  const response = await fetch(address, { credentials: "same-origin", cache });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

function decoded(text) {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

// The words of a document, for the passages that results show: those of its page.
export function textOf(address) {
  return asked(address, async (response) => {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return [...page.querySelectorAll(".article .lead, .article .text")].map((part) => part.textContent.trim()).join("\n");
  });
}

// The words of its files: [{title, url, pages: [text]}], `whole` where pages have no numbers.
export function filesOf(address) {
  return asked(`${address}files.json`, (response) => response.json());
}

const kept = new Map();

// Asked for once; a later query may try again what has failed.
function asked(address, read) {
  if (!kept.has(address)) {
    const loading = get(address).then(read);
    loading.catch(() => kept.delete(address));
    kept.set(address, loading);
  }
  return kept.get(address);
}
