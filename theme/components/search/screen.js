// The search page: the address says what is shown, the history where the reader was.

import { FACETS, read, write } from "./address.js";
import { element } from "./elements.js";
import { facets } from "./facets.js";
import { foresee } from "./foresight.js";
import { filesOf, openIndex, textOf } from "./network.js";
import { newestFirst, outcome, wholeMonths } from "./outcome.js";
import { Phrases } from "./phrases.js";
import { result, tellMore, tellOfFile } from "./result.js";
import { STEP, search } from "./search.js";
import { Sentences } from "./sentences.js";

const FIRST = 5; // of which a screen shows so many at first

export class SearchPage {
  constructor(place, index) {
    this.place = place;
    this.index = index;
    this.form = place.querySelector("form");
    this.words = new Sentences(document.documentElement.lang, JSON.parse(place.querySelector("[data-sentences]").textContent));
    this.part = (name) => place.querySelector(`#search-${name}`);
    this.list = this.part("results");
    this.run = 0;
    this.title = document.title;
    this.watch = new IntersectionObserver((seen) => seen.filter((one) => one.isIntersecting).forEach(({ target }) => this.tell(target)), { rootMargin: "100px" });
    this.waiting = new Map();
  }

  start() {
    this.form.hidden = false;
    history.scrollRestoration = "manual";
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go({ ...read(location.search), q: this.form.elements.q.value.trim(), exact: false });
    });
    this.place.addEventListener("click", (event) => {
      const link = event.target.closest('a[href^="?"]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      this.go(read(link.getAttribute("href")), link.dataset.key ?? "");
    });
    addEventListener("popstate", () => this.show());
    addEventListener("pagehide", () => this.remember());
    this.show();
  }

  go(state, chosen = "") {
    foresee(this.index, state.q, state.exact); // the network need not wait until the history is written
    this.remember();
    history.pushState(null, "", location.pathname + write(state));
    return this.show(chosen);
  }

  remember() {
    history.replaceState({ count: this.list.childElementCount, y: scrollY }, "");
  }

  // Shows what the address says. `chosen` is the key of the facet that led here: the focus goes there again.
  async show(chosen = "") {
    const [run, state, before] = [++this.run, read(location.search), history.state];
    this.form.elements.q.value = state.q;
    document.title = state.q ? `${state.q} — ${this.title}` : this.title;
    this.list.setAttribute("aria-busy", "true");
    try {
      if (state.q) await this.answer(state, run, before?.count ?? STEP);
      else this.clear();
    } catch (error) {
      console.error(error);
      if (run === this.run) this.fail();
    }
    if (run !== this.run) return;
    this.list.removeAttribute("aria-busy");
    if (before) scrollTo(0, before.y);
    if (chosen) this.focusFacet(chosen);
  }

  clear() {
    this.waiting.clear();
    this.list.replaceChildren();
    for (const name of ["note", "facets", "more", "help"]) this.part(name).replaceChildren();
    this.part("status").textContent = "";
  }

  fail() {
    this.clear();
    this.part("status").textContent = this.words.say("failed");
  }

  async answer(state, run, count) {
    const found = await this.look(state);
    const facts = this.facts();
    let out = outcome(found, facts, state);
    const newest = state.sort === "newest";
    let ids = newest ? newestFirst(out.shown, facts) : out.shown;
    if (newest) ids = await this.byDay(ids, facts, found, count);
    this.phrases = found.phrases.length ? new Phrases(this.index, ids, found) : null;
    if (this.phrases) {
      await this.phrases.look(count);
      ids = this.phrases.ids;
      out = this.phrases.outcome(out, outcome(this.phrases.found(), facts, state));
    }
    const first = await this.index.shown(ids.slice(0, Math.min(FIRST, count)), found.told);
    if (run !== this.run) return;
    this.found = found;
    this.clear();
    this.say(state, found, out);
    this.append(first);
    await this.fill(ids, count, run);
  }

  // What `index.facts` gives, of texts in the site's language with it; the same object for those that share it.
  facts() {
    const made = new Map();
    return (id) => {
      const own = this.index.facts(id);
      if (!made.has(own)) made.set(own, { ...own, lang: own.lang || this.place.dataset.lang });
      return made.get(own);
    };
  }

  // The index may have been replaced since it was opened: then everything is asked for once more.
  async look(state) {
    const whole = state.sort !== "newest" && !FACETS.some((name) => state[name]);
    const options = { literal: state.exact, first: whole ? STEP : 0 };
    try {
      return await search(this.index, state.q, options);
    } catch (error) {
      console.warn(error);
      this.index = openIndex(true);
      return search(this.index, state.q, options);
    }
  }

  async byDay(ids, facts, found, count) {
    const end = wholeMonths(ids, facts, count);
    const days = new Map((await this.index.shown(ids.slice(0, end), found.told)).map(({ id, date }) => [id, date]));
    const sorted = ids.slice(0, end).sort((a, b) => days.get(b).localeCompare(days.get(a)) || b - a);
    return [...sorted, ...ids.slice(end)];
  }

  // Status, remarks, facets: all that says how the query was understood.
  say(state, found, out) {
    const { words } = this;
    const quoted = words.say("quoted", { text: found.query });
    const count = out.total ? words.count(out.least ? "least" : "found", out.total) : words.say("nothing");
    this.part("status").textContent = found.corrected ? words.say("for", { count, query: quoted }) : count;
    const notes = [];
    if (found.corrected) {
      const typed = words.say("quoted", { text: state.q });
      notes.push(element("p", {}, `${words.say("corrected", { query: quoted })} `,
        element("a", { href: write({ ...state, exact: true }) }, words.say("literally", { query: typed }))));
    }
    for (const word of found.unused) notes.push(element("p", {}, words.say("unused", { word: words.say("quoted", { text: word }) })));
    if (found.near) {
      const near = words.say("near", { query: words.say("quoted", { text: found.near }) });
      notes.push(element("p", {}, element("a", { href: write({ ...state, q: found.near, exact: false }) }, near)));
    }
    if (out.total && !out.whole) notes.push(element("p", {}, words.say("most_words")));
    if (out.partial) notes.push(element("p", {}, words.count("partial", out.partial)));
    if (out.total || Object.values(out.facets).flat().some(({ chosen }) => chosen)) {
      const made = facets(out.facets, state, this.titles(), words);
      this.part("facets").replaceChildren(...(made ? [made] : []));
    }
    if (out.looked) notes.push(element("p", {}, words.say("looked", { count: out.looked, total: out.candidates })));
    this.part("note").replaceChildren(...notes);
    if (!out.total) this.help(state);
  }

  titles() {
    return this.index.settings;
  }

  help(state) {
    const { words } = this;
    const advice = ["check", "fewer", "others"].map((name) => element("li", {}, words.say(name)));
    if (write({ q: state.q }) !== write({ ...state, sort: "", exact: false })) {
      advice.unshift(element("li", {}, element("a", { href: write({ q: state.q }) }, words.say("everywhere"))));
    }
    this.part("help").replaceChildren(element("ul", { class: "search-page__advice" }, ...advice));
  }

  append(records) {
    for (const record of records) {
      const item = result(record, this.index.records.pieces(record.id), this.found, this.titles(), this.words);
      this.list.append(item);
      if (!item.querySelector("[data-waits]")) continue;
      this.waiting.set(item, record);
      this.watch.observe(item);
    }
  }

  // The results after those of the first screen, up to `count`, and the button for more.
  async fill(ids, count, run) {
    const before = this.list.childElementCount;
    if (this.phrases && ids.length < count) await this.phrases.look(count);
    const records = await this.index.shown(ids.slice(before, count), this.found.told);
    if (run !== this.run) return;
    this.append(records);
    const left = this.phrases?.left ? STEP : ids.length - this.list.childElementCount;
    const label = this.phrases?.left ? this.words.say("further") : this.words.count("more", Math.min(left, STEP));
    const button = element("button", { class: "button search-page__more", type: "button" }, label);
    button.addEventListener("click", async () => {
      const place = this.list.childElementCount;
      await this.fill(ids, place + STEP, run);
      this.list.children[place]?.querySelector("a").focus();
    });
    this.part("more").replaceChildren(...(left > 0 ? [button] : []));
  }

  // Loads the text of a result that has come into sight, and that of its files where the text says too little.
  async tell(item) {
    const [record, found] = [this.waiting.get(item), this.found];
    this.watch.unobserve(item);
    if (!this.waiting.delete(item)) return;
    const text = await textOf(record.address).catch(() => "");
    const said = tellMore(item, text, found);
    if (!record.files || said === found.groups.length) return;
    tellOfFile(item, await filesOf(record.address).catch(() => []), found, said, this.words);
  }

  focusFacet(key) {
    [...this.part("facets").querySelectorAll("a")].find((link) => link.dataset.key === key)?.focus();
  }
}
