// What must be there before the first paint: a plain script in the head, the only one that the page waits for.

// The low-vision mode. What the reader chose is one text, "on;size=150;scheme=black", kept in localStorage, or where
// that is blocked in the name of the window, which lives as long as the visit. Here it becomes attributes of <html>,
// which the style sheet knows; the panel (components/vision) changes it through `vestnikVision`.

(() => {
  const KEY = "vestnik-vision";
  const PAIR = /^([a-z])([a-z]*)=([a-z0-9]+)$/;
  const root = document.documentElement;
  let watcher = null;

  function saved() {
    try {
      const kept = localStorage.getItem(KEY);
      if (kept !== null) return kept;
    } catch {
      // Storage is blocked.
    }
    return window.name.startsWith(`${KEY}:`) ? window.name.slice(KEY.length + 1) : "";
  }

  function keep(text) {
    try {
      localStorage.setItem(KEY, text);
    } catch {
      window.name = `${KEY}:${text}`;
    }
  }

  function apply(text) {
    for (const name of Object.keys(root.dataset)) {
      if (name.startsWith("vision")) delete root.dataset[name];
    }
    const [state, ...pairs] = text.split(";");
    if (state === "on") {
      root.dataset.vision = "on";
      for (const pair of pairs) {
        const parts = PAIR.exec(pair);
        if (parts) root.dataset[`vision${parts[1].toUpperCase()}${parts[2]}`] = parts[3];
      }
    }
    describePictures(root.dataset.visionPictures === "off");
  }

  // In place of each picture its description; decorative ones have none.
  function describePictures(wanted) {
    watcher?.disconnect();
    watcher = null;
    for (const words of document.querySelectorAll(".picture-words")) words.remove();
    if (!wanted) return;
    document.querySelectorAll("img").forEach(describe);
    watcher = new MutationObserver((records) => {
      for (const node of records.flatMap((record) => [...record.addedNodes])) {
        if (node.nodeType === Node.ELEMENT_NODE) [node, ...node.querySelectorAll("img")].forEach(describe);
      }
    });
    watcher.observe(root, { childList: true, subtree: true });
  }

  function describe(image) {
    if (image.localName !== "img" || !image.alt) return;
    const picture = image.closest("picture") ?? image;
    if (picture.nextElementSibling?.className === "picture-words") return;
    const words = document.createElement("span");
    words.className = "picture-words";
    words.setAttribute("role", "img");
    words.setAttribute("aria-label", image.alt);
    words.textContent = image.alt;
    picture.after(words);
  }

  window.vestnikVision = { saved, keep, apply };
  apply(saved());
  // Another tab has changed the settings; the browser shows a page that it had put by.
  window.addEventListener("storage", (event) => {
    if (event.key === KEY) apply(saved());
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) apply(saved());
  });
})();

// A warning comes after the first paint (components/alert). Once a page of this visit has shown one, the next pages keep
// its place, so that nobody's line jumps away.
try {
  const [height, width] = (sessionStorage.getItem("vestnik-alert") ?? "").split(" ").map(Number);
  if (height && width === innerWidth) document.documentElement.style.setProperty("--alert-height", `${height}px`);
} catch {
  // Storage is blocked.
}
