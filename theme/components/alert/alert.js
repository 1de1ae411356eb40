// Puts the warnings in force at the top of the page: one small file that all pages share, so that a storm warning
// rewrites none of them. The slot is a live region, so a screen reader says what comes into it.

import { isOver } from "./until.js";

export async function start(slot) {
  const giveBack = () => document.documentElement.style.removeProperty("--alert-height");
  if (document.querySelector("main .alert")) return giveBack(); // the page of warnings shows them itself
  const banner = await inForce(slot.dataset.url).finally(giveBack);
  if (banner) slot.append(banner);
  keepPlace(slot.offsetHeight);
}

async function inForce(url) {
  const response = await fetch(url, { credentials: "same-origin" });
  if (!response.ok) return null;
  const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
  const banner = parsed.querySelector("section.alert");
  if (!banner) return null;
  const now = new Date();
  for (const item of banner.querySelectorAll("[data-until]")) {
    if (isOver(item.dataset.until, now)) item.remove();
  }
  return banner.querySelector("li") && document.importNode(banner, true);
}

// For the next pages of the visit: `static/early.js` reads it.
function keepPlace(height) {
  try {
    sessionStorage.setItem("vestnik-alert", height ? `${height} ${innerWidth}` : "");
  } catch {
    // Storage is blocked: the next page moves as this one did.
  }
}
