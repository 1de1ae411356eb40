// Reading aloud, where the browser has a voice for the language of the page. Nothing of the page is changed but the
// mark on what is being read; links stay links.

import { pieces } from "./pieces.js";

const RATES = { slow: 0.7, usual: 1, fast: 1.4 };
const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, th, td, caption, figcaption, blockquote, summary";
const MARK = "is-read";

/** Shows the controls in `box` as soon as there is a voice; `rate()` tells the chosen speed, `say` a sentence. */
export function start(box, rate, say) {
  const speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance) return null;
  const lang = document.documentElement.lang.slice(0, 2);
  const voiceFor = (wanted) => speech.getVoices().find((voice) => voice.lang.slice(0, 2).toLowerCase() === wanted);
  const show = () => {
    box.hidden = !voiceFor(lang);
  };
  show();
  speech.addEventListener?.("voiceschanged", show);
  const reader = new Reader(speech, voiceFor, rate, () => turned(box, reader));
  let selection = "";
  document.addEventListener("selectionchange", () => {
    selection = String(document.getSelection()).trim() || selection;
  });
  box.addEventListener("click", (event) => {
    const deed = event.target.closest("button")?.dataset.aloud;
    if (deed === "page") reader.read(pagePieces());
    if (deed === "selection" && selection) reader.read(pieces(selection).map((text) => ({ text, lang })));
    if (deed === "selection" && !selection) say(box.dataset.saidNothing);
    if (deed === "pause") reader.toggle();
    if (deed === "stop") reader.stop();
  });
  window.addEventListener("pagehide", () => reader.stop());
  return reader;
}

/** What there is to read on the page, in order, from its title on: { text, lang, element }. */
function pagePieces() {
  const main = document.querySelector("main");
  const title = main.querySelector("h1");
  const blocks = [...main.querySelectorAll(BLOCKS)].filter(
    (block) =>
      !block.closest(".vision-settings") &&
      block.checkVisibility?.() !== false &&
      !(title && block.compareDocumentPosition(title) & Node.DOCUMENT_POSITION_FOLLOWING),
  );
  return blocks.flatMap((element) => {
    const lang = element.closest("[lang]").lang.slice(0, 2);
    return pieces(ownText(element)).map((text) => ({ text, lang, element }));
  });
}

/** What a block says itself: of a list item with a list in it, what stands before that list. */
function ownText(block) {
  if (!block.querySelector(BLOCKS)) return block.innerText;
  const parts = [...block.childNodes];
  const inner = parts.findIndex((part) => part.nodeType === Node.ELEMENT_NODE && (part.matches(BLOCKS) || part.querySelector(BLOCKS)));
  return parts.slice(0, inner).map((part) => part.innerText ?? (part.nodeType === Node.TEXT_NODE ? part.data : "")).join("");
}

/** The buttons that only make sense while something is read. */
function turned(box, reader) {
  for (const button of box.querySelectorAll("[data-aloud=pause], [data-aloud=stop]")) button.hidden = !reader.busy;
  const pause = box.querySelector("[data-aloud=pause]");
  pause.textContent = reader.paused ? pause.dataset.goOn : pause.dataset.pause;
}

class Reader {
  constructor(speech, voiceFor, rate, changed) {
    Object.assign(this, { speech, voiceFor, rate, changed, queue: [], at: 0, busy: false, paused: false, turn: 0 });
  }

  read(queue) {
    this.stop();
    Object.assign(this, { queue, at: 0, busy: queue.length > 0 });
    this.next();
  }

  // A pause forgets the piece half read and begins it anew: pausing itself does not work on many phones.
  toggle() {
    this.paused = !this.paused;
    this.hush();
    this.next();
  }

  again() {
    if (!this.busy || this.paused) return;
    this.hush();
    this.next();
  }

  stop() {
    this.hush();
    Object.assign(this, { busy: false, paused: false });
    this.changed();
  }

  hush() {
    this.turn += 1;
    this.speech.cancel();
    for (const element of document.querySelectorAll(`.${MARK}`)) element.classList.remove(MARK);
  }

  next() {
    this.changed();
    if (!this.busy || this.paused) return;
    const piece = this.queue[this.at];
    if (!piece) {
      this.stop();
      return;
    }
    const words = new SpeechSynthesisUtterance(piece.text);
    words.lang = piece.lang;
    words.voice = this.voiceFor(piece.lang) ?? null;
    words.rate = RATES[this.rate()];
    const turn = this.turn;
    const goOn = () => {
      if (turn !== this.turn) return;
      piece.element?.classList.remove(MARK);
      this.at += 1;
      this.next();
    };
    words.addEventListener("end", goOn);
    words.addEventListener("error", goOn);
    piece.element?.classList.add(MARK);
    piece.element?.scrollIntoView({ block: "nearest" });
    this.speech.speak(words);
  }
}
