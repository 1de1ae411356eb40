// Reads pages as a screen reader would: `node speak.mjs < {"name": "path of the page", …}` prints {"name": [spoken, …]}.
// The virtual screen reader follows the rules of ARIA and of accessible names; real ones differ in words, not in order.

import { readFileSync } from "node:fs";
import { JSDOM, VirtualConsole } from "jsdom";

const asked = JSON.parse(readFileSync(0, "utf-8"));
const LONGEST = 3000;
// jsdom reads no style sheet of the site; these hide what every sheet hides.
const STYLE = ".print-only, noscript { display: none }";

const { window } = new JSDOM("<!doctype html><title></title>", { url: "https://example.invalid/", pretendToBeVisual: true, virtualConsole: new VirtualConsole() });
window.CSS ??= {};
window.CSS.escape ??= (text) => String(text).replace(/[^\w-]/g, (char) => `\\${char}`);
const own = (name, value) => Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
for (const name of Object.getOwnPropertyNames(window)) if (!(name in globalThis)) own(name, window[name]);
own("window", window);
own("document", window.document);
own("CSS", window.CSS);
const { virtual } = await import("@guidepup/virtual-screen-reader");

const said = {};
for (const [name, path] of Object.entries(asked)) {
  const page = new JSDOM(readFileSync(path, "utf-8")).window.document;
  document.documentElement.lang = page.documentElement.lang;
  document.body.innerHTML = `<style>${STYLE}</style>${page.body.innerHTML}`;
  await virtual.start({ container: document.body });
  for (let step = 0; step < LONGEST; step++) {
    if ((await virtual.lastSpokenPhrase()) === "end of document") break;
    await virtual.next();
  }
  said[name] = (await virtual.spokenPhraseLog()).slice();
  await virtual.stop();
}
process.stdout.write(JSON.stringify(said), () => process.exit(0));
