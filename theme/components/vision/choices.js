// What can be chosen in the low-vision mode, and how it is written down: "on;size=150;scheme=black".

export const CHOICES = {
  size: ["100", "125", "150", "175", "200", "250", "300"],
  scheme: ["site", "black", "white", "blue", "brown", "green", "system"],
  type: ["site", "sans", "serif", "legible"],
  letters: ["usual", "wide", "wider"],
  words: ["usual", "wide", "wider"],
  lines: ["usual", "wide", "wider"],
  pictures: ["colour", "grey", "off"],
  hyphens: ["off", "on"],
  rate: ["usual", "slow", "fast"],
}; // The first of each is the ordinary one.

export const FIRST = { size: "150" }; // What the mode begins with, and returns to.

export const PRESETS = {
  sight: { size: "200", scheme: "black", letters: "wide", lines: "wide" },
  dyslexia: { size: "125", scheme: "brown", type: "legible", letters: "wider", words: "wider", lines: "wider" },
};

/** { on, chosen } from a text; what is unknown or ordinary is left out. */
export function parse(text) {
  const [state, ...pairs] = text.split(";");
  const chosen = {};
  for (const pair of pairs) {
    const [name, value] = pair.split("=");
    if (Object.hasOwn(CHOICES, name) && CHOICES[name].indexOf(value) > 0) chosen[name] = value;
  }
  return { on: state === "on", chosen };
}

/** The text of what was chosen, names in a fixed order; `parse` reads it. */
export function format({ on, chosen }) {
  const pairs = Object.keys(CHOICES)
    .filter((name) => CHOICES[name].indexOf(chosen[name]) > 0)
    .map((name) => `${name}=${chosen[name]}`);
  return [on ? "on" : "off", ...pairs].join(";");
}

/** What stands in a group: the choice, or the ordinary one. */
export function value(chosen, name) {
  return chosen[name] ?? CHOICES[name][0];
}
