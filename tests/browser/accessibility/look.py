"""Looking at pages in their states: what Chromium, axe and the probes find wrong with them."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

import setup_tests
from tests.browser.accessibility.states import LARGE, State

AXE_RULES = {
    "target-size": {"enabled": True},
    # Asks for 7:1, and is silent below 4.5:1, where the usual rule of contrast speaks: both it is.
    "color-contrast-enhanced": {"enabled": True},
}
IN_GALLERY = {"landmark-unique": {"enabled": False}}
"""The gallery shows a landmark several times on one page; pages must not."""
BY_AXE = {"axe", "colours"}
UNSTYLED = {name: {"enabled": False} for name in ("color-contrast", "color-contrast-enhanced")}
DOUBTS = tomllib.loads((Path(__file__).parent / "doubts.toml").read_text("utf-8"))["doubts"]
"""Where axe cannot tell, and why nothing is wrong there."""
MOST_STOPS = 400
"""Tabs after which a page is taken for a trap."""


@cache
def _source(name: str) -> str:
    if name == "axe":
        return (setup_tests.NODE_MODULES / "axe-core/axe.min.js").read_text(encoding="utf-8")
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


@dataclass(slots=True)
class Lens:
    """A window of the browser, and the state that it shows a page in."""

    page: Page
    keys: CDPSession
    """A way to press keys that costs one message for each."""
    state: State
    url: str = ""

    @property
    def within(self) -> str:
        """The part that is looked at: the frame around a component is that of the pages, where it
        is looked at.
        """
        return "main" if "/gallery/" in self.url else "body"

    def show(self, url: str) -> None:
        """Load a page and wait until it holds still."""
        self.url = url
        self.page.goto(url, wait_until="load")
        if not self.state.scripts:  # … nor do those run that were given to the window
            self.page.evaluate(_source("probes.js"))
        self.page.evaluate("scripts => probes.ready(scripts)", self.state.scripts)

    def faults(self, state: State) -> list[str]:
        """What is wrong with the page in a state; nothing where the state does not apply."""
        page, self.state = self.page, state
        wanted = [one for one in (state.open, state.press) if one]
        if wanted and not page.evaluate(
            "wanted => wanted.every((one) => document.querySelector(one))", wanted
        ):
            return []
        self._dress()
        asked = [one for one in state.probes if one not in CHECKS]
        found: list[str] = page.evaluate("asked => probes.ask(...asked)", [asked, self._given()])
        for name in state.probes:
            if check := CHECKS.get(name):
                found += check(self)
        return found

    def _given(self) -> dict[str, Any]:
        """What the probes cannot know: rules of axe, and which controls must be large."""
        gallery = self.within == "main"
        rules: dict[str, Any] = AXE_RULES | (IN_GALLERY if gallery else {})
        if "stylesheet" in self.state.without:
            rules |= UNSTYLED
        return {
            "large": list(LARGE),
            "rules": rules,
            "doubts": DOUBTS,
            "within": self.within if gallery else "",
        }

    def _dress(self) -> None:
        """Put the state on, and off what the one before has put on."""
        page, state = self.page, self.state
        if page.viewport_size != state.options["viewport"]:
            page.set_viewport_size(state.options["viewport"])
        page.emulate_media(**state.media)
        page.evaluate("asked => probes.dress(...asked)", [dict(state.marks), state.css, state.open])
        if state.press and page.locator(state.press).first.is_visible():
            page.locator(state.press).first.click()
            page.locator(state.shows).first.wait_for()
        if state.path:
            page.locator(state.shows).first.wait_for()
            self._see_all()

    def _see_all(self) -> None:
        """Waits for what is brought only when it comes in sight: the page must hold still."""
        page, place = self.page, 0
        while place < page.evaluate("document.body.scrollHeight"):
            page.evaluate(f"scrollTo(0, {place})")
            page.wait_for_timeout(60)
            place += 500
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(100)
        page.evaluate("scrollTo(0, 0)")


def look(
    browser: Browser,
    base: str,
    asked: Iterable[tuple[State, Sequence[str]]],
    *,
    enough: bool = False,
) -> dict[str, list[str]]:
    """Faults of pages by address, each behind the name of its state: of every state those pages
    that it is asked for, or only the first faulty ones.
    """
    windows: dict[str, list[tuple[State, Sequence[str]]]] = {}
    for state, addresses in asked:
        windows.setdefault(state.window, []).append((state, addresses))
    found: dict[str, list[str]] = {}
    for shown in windows.values():
        for address, faults in _through(browser, base, shown):
            found.setdefault(address, []).extend(faults)
            if enough:
                return found
    return found


def _through(
    browser: Browser, base: str, shown: list[tuple[State, Sequence[str]]]
) -> Iterator[tuple[str, list[str]]]:
    """One window: every page once, in all states that are asked for it."""
    context = _context(browser, [state for state, _ in shown])
    try:
        page = context.new_page()
        lens = Lens(page, context.new_cdp_session(page), shown[0][0])
        for address in dict.fromkeys(one for _, addresses in shown for one in addresses):
            gallery = address.startswith("/gallery/")
            states = [state for state, addresses in shown if address in addresses]
            states = [state for state in states if not (state.pages_only and gallery)]
            states.sort(key=lambda state: -state.options["viewport"]["width"])  # each once
            if states:
                lens.show(base + address)
            for state in states:
                if faults := lens.faults(state):
                    yield address, [f"{state.name}: {fault}" for fault in faults]
    finally:
        context.close()


def _context(browser: Browser, states: list[State]) -> BrowserContext:
    usual = {"locale": "ru-RU", "timezone_id": "Europe/Moscow", "bypass_csp": True}
    state = states[0]
    context = browser.new_context(**(usual | dict(state.options)))
    context.add_init_script(_source("probes.js"))
    if any(BY_AXE & set(one.probes) for one in states):  # half a megabyte for every page
        context.add_init_script(_source("axe"))
    if state.without:
        context.route(
            "**/*",
            lambda route: (
                route.abort() if route.request.resource_type in state.without else route.continue_()
            ),
        )
    return context


# --- what needs more than one question -----------------------------------------------------------


def walk(lens: Lens) -> list[str]:
    """Tab: every control once, in the order of the text and of the eye, each seen and marked."""
    page = lens.page
    wanted = page.evaluate("within => probes.start(within)", lens.within)
    stops: list[dict[str, Any]] = []
    while len(stops) < min(wanted, MOST_STOPS):
        for _ in range(min(wanted, MOST_STOPS) - len(stops)):
            _tab(lens.keys)
        walked, wanted = page.evaluate("within => probes.walked(within)", lens.within)
        if len(walked) == len(stops):  # the focus has gone back to the window's own controls
            break
        stops = walked  # scripts may have brought more meanwhile
    found = [f"the focus is not marked: {stop['html']}" for stop in stops if not stop["ring"]]
    found += [f"the focus is out of sight: {s['html']}" for s in stops if s["outside"]]
    found += [f"the focus is covered: {s['html']}" for s in stops if s["covered"]]
    places = [stop["place"] for stop in stops]
    left = len(stops) < wanted  # the focus has gone back to the window's own controls
    if len(set(places)) != wanted:
        found.append(f"Tab reaches {len(set(places))} of {wanted} controls")
    if stops and places != sorted(places):
        odd = next(b for a, b in pairwise(stops) if a["place"] > b["place"])
        found.append(f"out of the order of the text: {odd['html']}")
    for before, after in pairwise(stops):
        same = before["list"] == after["list"] != -1
        above = after["bottom"] <= before["top"] + 1 and after["left"] <= before["left"] + 1
        leftwards = abs(after["top"] - before["top"]) < 2 and after["left"] < before["left"] - 1
        if same and (above or leftwards):
            found.append(f"out of the order of the eye: {after['html']}")
    page.keyboard.press("Shift+Tab")
    if len(stops) > 1 and not left and page.evaluate("probes.focused()?.place") == places[-1]:
        found.append(f"a trap for the keyboard: {stops[-1]['html']}")
    return found


def _tab(keys: CDPSession) -> None:
    """The key goes down; `probes.js` notes at the next one where the focus was."""
    tab = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
    keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown"} | tab)


def escape(lens: Lens) -> list[str]:
    """Esc closes what was opened over the page, and gives the focus back."""
    page = lens.page
    found = []
    summaries = f"{lens.within} details[data-module=disclosure] > summary"
    for element in page.locator(summaries).all():
        if not element.is_visible():
            continue
        element.evaluate("e => { e.parentElement.open = false; e.focus(); }")
        page.keyboard.press("Enter")
        opened = element.evaluate("e => e.parentElement.open")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        closed = element.evaluate("e => !e.parentElement.open && document.activeElement === e")
        if not opened or not closed:
            name = element.inner_text()
            found.append(f"«{name}»: opened by Enter: {opened}, closed by Esc with focus: {closed}")
    return found


CHECKS: dict[str, Callable[[Lens], list[str]]] = {
    "walk": walk,
    "escape": escape,
}
