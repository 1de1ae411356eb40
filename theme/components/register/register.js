// The filter of the register of acts: a form whose every state has an address. Without this script the form stays
// hidden, and the ready-made lists below it lead to the same acts.

import { files } from "./files.js";
import { pageItems, show } from "./results.js";
import { dayInWords, FIELDS, fromAddress, toAddress, understood } from "./query.js";
import { select, sorted, yearsFor } from "./table.js";

export function start(box) {
  const form = box.querySelector("form");
  const register = files(box.dataset.files);
  const years = box.dataset.years.split(" ").filter(Boolean).map(Number);
  const size = Number(box.dataset.size);
  const parts = {
    box,
    found: box.querySelector("[data-found]"),
    results: box.querySelector("[data-results]"),
    lists: document.querySelectorAll("[data-register-lists]"),
  };
  const words = messages(box);
  let latest = 0; // answers to earlier questions that come late are dropped

  box.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const state = fromForm(form);
    if (!check(state)) return;
    go(state, { focus: true });
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    go({}, { focus: true });
  });
  parts.results.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.dataset.page) {
      event.preventDefault();
      go({ ...fromAddress(location.search), page: link.dataset.page }, { focus: true });
    } else {
      remember({ link: link.getAttribute("href") });
    }
  });
  addEventListener("popstate", () => answer({ place: history.state }));
  addEventListener("pagehide", () => remember({}));
  answer({ place: history.state });

  function go(state, choices) {
    remember({});
    history.pushState(null, "", location.pathname + toAddress(state));
    answer(choices);
  }

  // Where the reader was, for the way back.
  function remember(more) {
    if (location.search) history.replaceState({ ...history.state, top: scrollY, ...more }, "");
  }

  async function answer({ focus = false, place = null }) {
    const state = fromAddress(location.search);
    toForm(form, state);
    const asked = Object.keys(state).length > 0;
    history.scrollRestoration = asked ? "manual" : "auto";
    const turn = (latest += 1);
    if (!asked) {
      switchTo(false);
      parts.found.textContent = "";
      if (focus) form.elements.number.focus();
      return;
    }
    if (!check(state, { focus })) return switchTo(false);
    const { query } = understood(state);
    form.setAttribute("aria-busy", "true");
    try {
      const rows = select(await register.rows(yearsFor(query, years)), query);
      const last = Math.max(1, Math.ceil(rows.length / size));
      const page = Math.min(query.page, last);
      const titleOf = async (row) => (await register.texts(row))[0];
      const shown = (await sorted(rows, query.sort, page * size, titleOf)).slice((page - 1) * size);
      const texts = await Promise.all(shown.map(register.texts));
      if (turn !== latest) return;
      switchTo(true);
      show(parts, shown.map((row, index) => [row, texts[index]]));
      const addressOf = (number) => location.pathname + toAddress({ ...state, page: number });
      pageItems(parts, page, last, addressOf);
      say(words.found(rows.length) + (last > 1 ? `. ${words.page(page, last)}` : ""));
      if (focus) parts.found.focus();
      else if (place) restore(place);
    } catch (error) {
      if (turn !== latest) return;
      switchTo(false);
      say(words.failed);
      throw error;
    } finally {
      form.removeAttribute("aria-busy");
    }
  }

  function switchTo(asked) {
    parts.results.hidden = !asked;
    for (const list of parts.lists) list.hidden = asked;
  }

  function say(text) {
    parts.found.textContent = text;
  }

  function restore({ top = 0, link = "" }) {
    scrollTo({ top, behavior: "instant" });
    const last = [...parts.results.querySelectorAll("a")].find((one) => link && one.getAttribute("href") === link);
    last?.focus({ preventScroll: true });
  }

  // Says at each field what is wrong with it, and goes to the first.
  function check(state, { focus = true } = {}) {
    const { errors } = understood(state);
    for (const name of ["from", "to"]) {
      const field = form.elements[name];
      const note = box.querySelector(`#${field.id}-error`);
      note.textContent = errors[name] ? words.error(errors[name], state[name]) : "";
      note.hidden = !errors[name];
      if (errors[name]) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    const wrong = Object.keys(errors)[0];
    if (wrong && focus) form.elements[wrong].focus();
    if (wrong) say("");
    return !wrong;
  }
}

function fromForm(form) {
  const state = {};
  for (const name of FIELDS) {
    const value = form.elements[name]?.value.trim() ?? "";
    if (value) state[name] = value;
  }
  return state;
}

function toForm(form, state) {
  for (const name of FIELDS) {
    const field = form.elements[name];
    if (!field) continue;
    const value = state[name] ?? "";
    field.value = /^(?:from|to)$/.test(name) && /^\d{4}-\d\d-\d\d$/.test(value) ? dayInWords(value) : value;
    if (field.selectedIndex === -1) field.value = "";
  }
  // What was asked for is seen, not folded away.
  const folded = form.querySelector("details");
  const within = [...folded.querySelectorAll("[name]")];
  if (within.some((field) => field.value && field.name in state)) folded.open = true;
}

// The sentences of the page; numbers in them stand for the number to be said.
function messages(box) {
  const text = (name) => box.querySelector("template[data-words]").content.querySelector(`[data-say="${name}"]`).textContent.trim();
  const rules = new Intl.PluralRules(box.closest("[lang]").lang);
  const forms = new Map();
  for (const number of [1, 2, 5]) forms.set(rules.select(number), text(`found-${number}`).replace(/\d+/, "#"));
  const digits = new Intl.NumberFormat(box.closest("[lang]").lang);
  return {
    found: (number) =>
      number
        ? (forms.get(rules.select(number)) ?? forms.get(rules.select(5))).replace("#", digits.format(number))
        : text("found-none"),
    page: (number, last) => text("page").replace("1", number).replace("2", last),
    error: (code, typed) => text(code).replace("*", typed),
    failed: text("failed"),
  };
}

for (const box of document.querySelectorAll('[data-module="register"]')) start(box);
