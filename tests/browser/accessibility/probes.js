// What a page is asked in the browser. Each probe returns sentences about what is wrong; none means all is well.
// `tests/browser/accessibility/states.py` says which page is asked what, and in which state.

const probes = (() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const seen = (e) => e.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true, opacityProperty: true });
  const say = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const reachable = (e) => seen(e) && !e.disabled && e.closest("[inert]") === null;
  // Of radio buttons with one name Tab reaches the chosen one, else the first.
  const stops = (within = "body") => all(CONTROLS, document.querySelector(within)).filter(reachable).filter((e) => {
    if (e.type !== "radio") return true;
    const group = all(`input[type=radio][name="${CSS.escape(e.name)}"]`).filter((one) => one.form === e.form);
    return e === (group.find((one) => one.checked) ?? group[0]);
  });

  // --- colours ---

  const rgba = (text) => {
    const [r = 0, g = 0, b = 0, a = 1] = ((text.match(/\(([^)]*)\)/)?.[1] ?? "").match(/[\d.]+/g) ?? []).map(Number);
    return { r, g, b, a: text === "transparent" ? 0 : a };
  };
  const linear = (channel) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ({ r, g, b }) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour.a > 0.5) return colour;
    }
    return { r: 255, g: 255, b: 255, a: 1 };
  };

  // --- layout ---

  function wide() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = all("body *").filter((e) => e.getBoundingClientRect().right > width + 0.5 && !e.closest(".table-scroll"));
    return [`sideways scroll of ${document.documentElement.scrollWidth - width} px`, ...out.slice(0, 3).map(say)];
  }

  function cut() {
    const boxes = all("body *:not(.visually-hidden):not(input):not(textarea):not(svg *)").filter(seen).filter((e) => {
      const style = getComputedStyle(e);
      const clips = [style.overflowX, style.overflowY].some((one) => one === "hidden" || one === "clip");
      const lost = e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1;
      return clips && e.clientHeight > 2 && lost;
    });
    return boxes.map((e) => `cut off: ${say(e)}`);
  }

  // Large text may break long words of a text, but what one presses must be read at a glance.
  function broken() {
    const range = document.createRange();
    const lines = (node, from, to) => {
      range.setStart(node, from);
      range.setEnd(node, to);
      return new Set([...range.getClientRects()].filter((box) => box.width > 0).map((box) => Math.round(box.top))).size;
    };
    return all("button, .button").filter(seen).filter((e) => {
      const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const node = texts.currentNode;
        if ([...node.data.matchAll(/[^\s-]{2,12}(?=\s|$)/gu)].some((word) => lines(node, word.index, word.index + word[0].length) > 1)) return true;
      }
      return false;
    }).map((e) => `a word of a button is broken: ${say(e)}`);
  }

  function overlap() {
    const links = all("main a[href], nav a[href], header a[href], footer a[href]").filter(seen);
    const boxes = links.map((e) => [e, e.getClientRects()[0]]).filter(([, box]) => box && box.width > 1);
    const found = [];
    for (let i = 1; i < boxes.length; i++) {
      const [[one, a], [other, b]] = [boxes[i - 1], boxes[i]];
      if (one.contains(other) || other.contains(one)) continue;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 4 && down > Math.min(a.height, b.height) / 2) found.push(`one over the other: ${say(one)} ${say(other)}`);
    }
    return found;
  }

  // --- keyboard ---

  function focusRing(e) {
    const style = getComputedStyle(e);
    const under = ground(e.parentElement ?? e);
    const rings = [];
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) rings.push(rgba(style.outlineColor));
    const shadow = style.boxShadow.match(/rgba?\([^)]+\)[^,]*/);
    if (shadow && Math.max(...(shadow[0].replace(/rgba?\([^)]+\)/, "").match(/[\d.]+(?=px)/g) ?? ["0"]).map(Number)) >= 2) {
      rings.push(rgba(shadow[0]));
    }
    return rings.some((ring) => ring.a > 0.5 && contrast(ring, under) >= 3);
  }

  function focused() {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const box = e.getBoundingClientRect();
    const first = e.getClientRects()[0] ?? box; // of a link that runs over two lines
    const [x, y] = [box.left + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height / 2, innerHeight / 2)];
    const rects = [...e.getClientRects()].map((one) => [one.left + one.width / 2, one.top + one.height / 2]);
    const tops = [[x, y], ...rects].map(([left, top]) => document.elementFromPoint(left, top)).filter(Boolean);
    const list = e.closest("ul, ol, dl, table, form, nav");
    return {
      html: say(e),
      place: all("*").indexOf(e),
      list: list ? all("*").indexOf(list) : -1,
      left: first.left,
      top: first.top + scrollY,
      bottom: box.bottom + scrollY,
      ring: focusRing(e),
      outside: box.width === 0 || box.bottom <= 0 || box.top >= innerHeight,
      covered: tops.length > 0 && tops.every((top) => !e.contains(top) && !top.contains(e)),
    };
  }

  // Where the focus went since `start`. It is noted when the next Tab comes: what the last one moved lies still by then.
  let walk = { stops: [], pressed: false, left: false };
  const note = () => {
    if (!walk.pressed || walk.left) return;
    const stop = focused();
    walk.pressed = false;
    if (stop) walk.stops.push(stop);
    else walk.left = true;
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey) return;
    note();
    walk.pressed = true;
  }, { capture: true });

  // From here Tab goes on: a part of the page, wherever the focus was before.
  function start(within) {
    const part = document.querySelector(within);
    const own = part.getAttribute("tabindex");
    part.setAttribute("tabindex", "-1");
    part.focus();
    if (own === null) part.removeAttribute("tabindex");
    scrollTo(0, 0);
    walk = { stops: [], pressed: false, left: false };
    return stops(within).length;
  }

  // The stops so far, and how many there must be: scripts may have brought more meanwhile.
  function walked(within) {
    note();
    return [walk.stops, stops(within).length];
  }

  // --- targets ---

  function targets({ large }) {
    const [found, wanted] = [[], large.join(", ")];
    for (const e of stops().filter((one) => wanted && one.matches(wanted))) {
      const box = e.getBoundingClientRect();
      if (box.height < 43.5 || box.width < 43.5) found.push(`smaller than 44 px: ${Math.round(box.width)} × ${Math.round(box.height)} ${say(e)}`);
    }
    for (const e of stops().filter((one) => !one.matches(".skip-link"))) {
      const box = e.getBoundingClientRect();
      const inText = e.matches("a") && getComputedStyle(e).display === "inline";
      if (!inText && (box.height < 23.5 || box.width < 23.5) && !(e.labels?.length)) {
        found.push(`smaller than 24 px: ${Math.round(box.width)} × ${Math.round(box.height)} ${say(e)}`);
      }
    }
    return found;
  }

  // --- what colour alone must not say ---

  function underlined() {
    const texts = "main p a[href], main dd a[href], main .text a[href], main td a[href], footer p a[href]";
    return all(texts).filter(seen).filter((e) => !e.matches(".button, .chip, .clause-number, [class*=pager], [class*=neighbours], [class*=share], [class*=button]"))
      .filter((e) => !getComputedStyle(e).textDecorationLine.includes("underline"))
      .map((e) => `a link that only its colour tells: ${say(e)}`);
  }

  // Chromium gives what the reader's own colours leave of these: no shadow, and grounds of the system.
  const LOOK = ["outlineStyle", "textDecorationLine", "fontWeight", "backgroundColor", "boxShadow"];
  const look = (e) => {
    const style = getComputedStyle(e);
    const edges = ["Top", "Bottom", "Left"].map((side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Color`]);
    return [...LOOK.map((name) => style[name]), ...edges].join();
  };

  function current() {
    const found = [];
    for (const e of all("[aria-current], [aria-pressed=true], [aria-selected=true]").filter(seen)) {
      if (e.matches("span")) continue;
      const other = all(e.className ? `.${CSS.escape(e.classList[0])}` : e.localName)
        .find((one) => one !== e && seen(one) && !one.hasAttribute("aria-current") && one.localName === e.localName);
      if (other && look(e) === look(other)) found.push(`the current one looks like the others: ${say(e)}`);
    }
    return found;
  }

  function forced() {
    const found = current();
    for (const e of all("button, input:not([type=hidden]), select, textarea, .button").filter(seen)) {
      const style = getComputedStyle(e);
      const native = style.appearance !== "none" && e.matches("input[type=radio], input[type=checkbox], input[type=range]");
      const edge = parseFloat(style.borderTopWidth) >= 1 && style.borderTopStyle !== "none";
      if (!native && !edge && !style.textDecorationLine.includes("underline")) found.push(`a control without an edge: ${say(e)}`);
    }
    for (const e of all("svg").filter(seen)) {
      const drawn = e.querySelector("path, circle, rect, line, use") ?? e;
      const style = getComputedStyle(drawn);
      const inks = [style.stroke, style.fill].filter((ink) => ink !== "none");
      if (inks.length && inks.every((ink) => contrast(rgba(ink), ground(e)) < 3)) found.push(`an icon that cannot be seen: ${say(e)}`);
    }
    for (const e of all("body *:not(mark)").filter((one) => getComputedStyle(one).forcedColorAdjust === "none")) found.push(`keeps its own colours: ${say(e)}`);
    return found;
  }

  // --- motion ---

  function moving() {
    const found = all("*").filter((e) => {
      const style = getComputedStyle(e);
      return style.animationName !== "none" || style.transitionDuration.split(",").some((one) => parseFloat(one) > 0);
    }).map((e) => `moves: ${say(e)}`);
    if (getComputedStyle(document.documentElement).scrollBehavior === "smooth") found.push("scrolls smoothly");
    if (all("video[autoplay], audio[autoplay], marquee, blink").length) found.push("something plays by itself");
    return found.slice(0, 5);
  }

  // --- paper ---

  function printed() {
    const found = all("nav:not(.contents), header.header, footer.footer, button, form, .skip-link, [role=search], .share").filter(seen)
      .map((e) => `is printed though there is nothing to click on paper: ${say(e)}`);
    if (!all(".print-head").some(seen)) found.push("the name of the body and the address are not printed");
    const [ink, paper] = [rgba(getComputedStyle(document.body).color), ground(document.body)];
    if (contrast(ink, paper) < 15 || luminance(paper) < 0.9) found.push("is not printed black on white");
    for (const e of all(".text a[href^='http'], .text a[href^='/'], .relations a, .attachments a, .video a").filter(seen)) {
      if (!getComputedStyle(e, "::after").content.includes("attr") && !getComputedStyle(e, "::after").content.includes(e.getAttribute("href"))) found.push(`the address is not printed: ${say(e)}`);
    }
    if (all("h1").filter(seen).length !== 1) found.push("the title is not printed");
    return found;
  }

  // --- without style or script ---

  function bare() {
    // A figure says in its attributes how large it is; an icon relies on styles unless it does too.
    const found = all("svg:not([role=img], [role=img] svg)").filter((e) => e.getBoundingClientRect().width > 100).map((e) => `a drawing of any size without styles: ${say(e)}`);
    const text = document.body.innerText;
    for (const e of all("h1, h2, main p")) {
      if (seen(e) && e.textContent.trim() && !text.includes(e.innerText.trim().slice(0, 40))) found.push(`not shown without styles: ${say(e)}`);
    }
    const order = ["header", "main", "footer"].map((name) => document.body.querySelector(name)?.getBoundingClientRect().top ?? 0);
    if (order[0] > order[1] || order[1] > order[2]) found.push("header, content and footer are out of order without styles");
    return found;
  }

  // A control that only a script makes work must not be there while no script has started it.
  function dead() {
    return all("button[type=button], button:not([type]):not(form *)").filter(seen)
      .map((e) => `a button that does nothing without a script: ${say(e)}`);
  }

  function scriptless() {
    const found = dead();
    const warnings = document.querySelector("[data-module=alert]");
    if (warnings && !all("noscript a, a[href^='/alert']").some(seen) && !all("main .alert, .alert__list").length) found.push("no way to the warnings without a script");
    for (const e of all("main").filter((one) => !seen(one) || one.innerText.trim().length < 10)) found.push(`nothing to read without a script: ${say(e)}`);
    for (const e of all("summary").filter((one) => !seen(one) && !one.closest("[hidden], .wide-open"))) found.push(`a disclosure that cannot be opened: ${say(e)}`);
    return found;
  }

  // --- hidden things ---

  function hidden() {
    return all(".visually-hidden").filter((e) => e.checkVisibility()).filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width > 2 || box.height > 2;
    }).map((e) => `meant for the ear alone, and shown: ${say(e)}`);
  }

  function skips() {
    const link = document.querySelector(".skip-link");
    if (!link) return ["no link past the menu"];
    link.focus();
    const box = link.getBoundingClientRect();
    const found = box.top < 0 || box.width < 10 ? ["the link past the menu stays unseen when it has the focus"] : [];
    link.click();
    const target = document.querySelector(link.getAttribute("href"));
    if (!target || (document.activeElement !== target && !target.contains(document.activeElement))) found.push("the link past the menu does not take the focus there");
    link.blur();
    return found;
  }

  // --- being asked ---

  // Waits until the warnings have come, or will not.
  async function ready(scripts) {
    const come = () => performance.now() > 400 || all("[data-module=alert]").every((e) => e.dataset.done !== undefined || e.childElementCount > 0);
    while (scripts && all("[role=status]").length && !come()) await new Promise((done) => setTimeout(done, 5));
  }

  // What a state puts on is taken off before the next one.
  let worn = {};
  let opened = [];

  async function dress(marks, css, open) {
    const html = document.documentElement;
    for (const [name, value] of Object.entries(worn)) value === null ? html.removeAttribute(name) : html.setAttribute(name, value);
    worn = Object.fromEntries(Object.keys(marks).map((name) => [name, html.getAttribute(name)]));
    for (const [name, value] of Object.entries(marks)) html.setAttribute(name, value);
    // As a reader's choice comes: what pictures show is more than an attribute.
    const chosen = Object.entries(marks).filter(([name]) => name.startsWith("data-vision-"))
      .map(([name, value]) => `${name.slice("data-vision-".length)}=${value}`);
    globalThis.vestnikVision?.apply(chosen.length ? ["on", ...chosen].join(";") : "");
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = css ? [sheet] : [];
    for (const e of opened) e.open = false;
    opened = open ? all(open) : [];
    for (const e of opened) e.open = true;
    document.activeElement?.blur();
    scrollTo(0, 0);
    // Another typeface comes when it is first needed, and moves all that is measured.
    if (html.offsetHeight && Object.keys(marks).length) await document.fonts.ready;
  }

  // An element under something that was opened over it is judged while that is closed.
  function excuses({ where, under }, element) {
    if (where) return element.closest(where);
    const box = element.getBoundingClientRect();
    return all(under).some((e) => {
      const cover = e.getBoundingClientRect();
      return cover.left < box.right && box.left < cover.right && cover.top < box.bottom && box.top < cover.bottom;
    });
  }

  // Violations of the rules of axe-core, its best practices included, and where it cannot tell: each such place has a
  // reason in `doubts.toml`, or is a fault.
  async function axe({ within, rules, doubts, only }) {
    const options = { rules, resultTypes: ["violations", "incomplete"], preload: false, elementRef: true };
    if (only) Object.assign(options, { runOnly: { type: "rule", values: only }, rules: {} });
    const { violations, incomplete } = await globalThis.axe.run(within ? document.querySelector(within) : document, options);
    const wrong = violations.flatMap(({ id, nodes }) => nodes.map((node) => `axe ${id}: ${node.html.slice(0, 160)} — ${node.failureSummary.slice(0, 300)}`));
    const unclear = incomplete.flatMap(({ id, nodes }) => nodes.flatMap((node) => {
      return [...node.any, ...node.all, ...node.none]
        .map((check) => ({ check: check.id, why: check.data?.messageKey ?? "" }))
        .filter(({ check, why }) => !doubts.some((one) => one.check === check && one.why === why && excuses(one, node.element)))
        .map(({ check, why }) => `axe cannot tell ${id} (${check} ${why}): ${node.html.slice(0, 160)}`);
    }));
    return [...wrong, ...unclear];
  }

  // What a change of colours alone can break.
  const colours = (given) => axe({ ...given, only: ["color-contrast", "color-contrast-enhanced", "link-in-text-block"] });

  const known = { axe, colours, wide, cut, broken, overlap, targets, underlined, current, forced, moving, printed, bare, scriptless, hidden, skips };

  // All that is asked in one journey; `given` is what the tests know: rules of axe, which controls must be large.
  async function ask(names, given) {
    const found = [];
    for (const name of names) found.push(...await known[name](given));
    return found;
  }

  return { ask, dress, focused, ready, start, walked };
})();
globalThis.probes = probes;
