// The form asks a public server for its Russian words and for newer versions of itself: it gets the
// words from this site, and no answer about versions.
"use strict";
{
  const home = "https://unpkg.com/@sveltia/cms";
  const ask = globalThis.fetch.bind(globalThis);
  globalThis.fetch = (what, options) => {
    const address = String(what?.url ?? what);
    if (!address.startsWith(home)) return ask(what, options);
    if (address === `${home}@VERSION/locales/ru.json`) return ask("ru.json");
    return Promise.resolve(new Response("", { status: 404 }));
  };
  try {
    const kept = JSON.parse(localStorage.getItem("sveltia-cms.prefs") ?? "{}");
    if (!kept.locale) localStorage.setItem("sveltia-cms.prefs", JSON.stringify({ ...kept, locale: "ru" }));
  } catch {
    // Without a store the browser's own language counts.
  }
}
