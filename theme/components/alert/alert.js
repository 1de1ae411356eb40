// Puts the warnings in force at the top of the page: one small file that all pages share, so that a storm warning
// rewrites none of them. The slot is a live region, so a screen reader says what comes into it.

import { isOver } from "./until.js";

export async function start(slot) {
  if (document.querySelector("main .alert")) return; // the page of warnings shows them itself
  const response = await fetch(slot.dataset.url, { credentials: "same-origin" });
  if (!response.ok) return;
  const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
  const banner = parsed.querySelector("section.alert");
  if (!banner) return;
  const now = new Date();
  for (const item of banner.querySelectorAll("[data-until]")) {
    if (isOver(item.dataset.until, now)) item.remove();
  }
  if (banner.querySelector("li")) slot.append(document.importNode(banner, true));
}
