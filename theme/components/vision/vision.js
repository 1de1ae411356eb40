// The settings of the low-vision mode. `static/early.js` keeps and applies them; here they are shown and changed.
//
// The form comes from the page that tells readers without script what to do, so that no other page carries it. On that
// page it stands in its place; on others it is brought when it is first opened.

import { start as aloud } from "./aloud.js";
import { CHOICES, FIRST, PRESETS, format, parse, value } from "./choices.js";

export function start(panel) {
  const early = window.vestnikVision;
  const header = panel.closest("header");
  if (!early || !header) return;
  const said = document.getElementById("v_vision-said");
  const links = {
    on: header.querySelector(".vision-link--on"),
    off: header.querySelector(".vision-link--off"),
  };
  const summary = panel.querySelector("summary");
  const inPage = document.querySelector("main .vision-settings");
  let state = parse(early.saved());
  let form = null;
  let coming = null;
  let reader = null;

  function say(text) {
    said.textContent = "";
    window.setTimeout(() => {
      said.textContent = text;
    }, 50);
  }

  function show() {
    links.on.hidden = state.on;
    links.off.hidden = !state.on;
    panel.hidden = Boolean(inPage) || !state.on;
    if (form) fill(form, state.chosen);
  }

  function commit(next) {
    state = next;
    early.keep(format(state));
    early.apply(format(state));
    show();
  }

  function choose(chosen, words) {
    commit({ on: true, chosen });
    say(words);
  }

  function adopt(found) {
    form = found;
    form.hidden = false;
    fill(form, state.chosen);
    reader = aloud(form.querySelector(".vision-aloud"), () => value(state.chosen, "rate"), say);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", (event) => {
      const { name, value: wanted } = event.target;
      choose({ ...state.chosen, [name]: wanted }, wordsOf(event.target));
      if (name === "rate") reader?.again();
    });
    form.addEventListener("click", (event) => {
      const { preset, reset } = event.target.closest("button")?.dataset ?? {};
      if (preset) choose({ ...PRESETS[preset] }, event.target.closest("button").textContent.trim());
      if (reset !== undefined) choose({ ...FIRST }, form.dataset.saidReset);
    });
    return form;
  }

  /** The form; a page that cannot get it goes where the link leads without script, once, and never answers. */
  function brought() {
    coming ??= inPage ? Promise.resolve(adopt(inPage)) : bring(panel).then(adopt).catch(leave);
    return coming;
  }

  function leave() {
    window.location.assign(links.on.href);
    return new Promise(() => {});
  }

  links.on.addEventListener("click", async (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    commit({ on: true, chosen: Object.keys(state.chosen).length ? state.chosen : { ...FIRST } });
    say(panel.dataset.saidOn);
    panel.open = true;
    if (!inPage) summary.focus();
    await brought();
    if (inPage) form.querySelector("input:checked, button").focus();
  });
  links.off.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    panel.open = false;
    reader?.stop();
    commit({ ...state, on: false });
    links.on.focus();
    say(panel.dataset.saidOff);
  });
  panel.addEventListener("toggle", () => {
    if (panel.open) brought();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.open) return;
    panel.open = false;
    summary.focus();
  });
  const follow = () => {
    state = parse(early.saved());
    show();
  };
  window.addEventListener("storage", follow);
  window.addEventListener("pageshow", follow);
  show();
  if (inPage) brought();
}

/** The form of the page that has it, put into the panel. */
async function bring(panel) {
  const response = await fetch(panel.dataset.url, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${panel.dataset.url}: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const form = document.importNode(page.querySelector(".vision-settings"), true);
  panel.querySelector(".vision__body").replaceChildren(form);
  return form;
}

function fill(form, chosen) {
  for (const name of Object.keys(CHOICES)) {
    const field = form.querySelector(`input[name="${name}"][value="${value(chosen, name)}"]`);
    if (field) field.checked = true;
  }
}

/** «Размер текста: 200 %» */
function wordsOf(field) {
  const group = field.closest("fieldset").querySelector("legend").textContent.trim();
  return `${group}: ${field.closest("label").textContent.trim()}`;
}
