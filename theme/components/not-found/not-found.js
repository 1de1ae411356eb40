// On the page for missing addresses: looks which of the places above it exist, and names the two nearest.

import { near } from "./near.js";

const MOST = 2;

export async function start(box) {
  const list = box.querySelector("ul");
  for (const place of near(location.pathname)) {
    const title = await titleOf(place);
    if (!title) continue;
    list.append(entry(place, title));
    box.hidden = false;
    if (list.childElementCount === MOST) return;
  }
}

async function titleOf(place) {
  const response = await fetch(place, { credentials: "same-origin" });
  if (!response.ok) return "";
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector("h1")?.textContent.trim() ?? "";
}

function entry(place, title) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = place;
  link.textContent = title;
  item.append(link);
  return item;
}
