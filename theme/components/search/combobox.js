// A text field with suggestions, after the pattern of the ARIA authoring practices: a combobox with a list, the focus
// stays in the field. Arrows choose, Enter opens, Escape closes and then clears.

import { element } from "./elements.js";

const WAIT = 120; // ms without a letter before suggestions are looked for

// `suggestions(text)` gives [{title, note, url}]; `says(count)` what a screen reader hears of how many there are.
export function combobox(field, suggestions, says) {
  const id = `${field.id}-list`;
  const list = element("ul", { class: "suggestions", id, role: "listbox", hidden: true, "aria-label": field.labels[0]?.textContent });
  const heard = element("span", { class: "visually-hidden", role: "status" });
  field.closest("form").append(list, heard);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", id]]) {
    field.setAttribute(name, value);
  }
  let [timer, asked, active] = [0, 0, -1];

  function close() {
    asked += 1;
    clearTimeout(timer);
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(place) {
    const options = [...list.children];
    options[active]?.removeAttribute("aria-selected");
    active = place;
    const option = options[place];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  async function open() {
    const mine = (asked += 1);
    const found = field.value.trim() ? await suggestions(field.value).catch(() => []) : [];
    if (mine !== asked || document.activeElement !== field) return;
    list.replaceChildren(...found.map((one, place) => option(one, `${id}-${place}`)));
    choose(-1);
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(found.length > 0));
    heard.textContent = found.length ? says(found.length) : "";
  }

  function option({ title, note, url }, name) {
    const made = element("li", { class: "suggestions__option", id: name, role: "option", "data-url": url },
      element("span", { class: "suggestions__title" }, title), note ? element("span", { class: "suggestions__note" }, ` ${note}`) : null);
    made.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the field
    made.addEventListener("click", () => location.assign(url));
    return made;
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(open, WAIT);
  });
  field.addEventListener("blur", close);
  field.form.addEventListener("submit", close);
  field.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!count) open();
      else if (event.altKey && event.key === "ArrowUp") close();
      else choose(event.key === "ArrowDown" ? (active + 1) % count : (active <= 0 ? count : active) - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(list.children[active].dataset.url);
    } else if (event.key === "Escape" && count) {
      event.preventDefault();
      close();
    } else if (event.key === "Escape" && field.value) {
      event.preventDefault();
      field.value = "";
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      choose(-1);
    }
  });
}
