"""Looking at pages in a state: what Chromium, axe and the probes find wrong with them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

import setup_tests
from tests.browser.accessibility.states import LARGE, State

AXE_RULES = {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": True}}
IN_GALLERY = {"landmark-unique": {"enabled": False}, "page-has-heading-one": {"enabled": True}}
"""The gallery shows a landmark several times on one page; pages must not."""
UNSTYLED = {"color-contrast": {"enabled": False}, "color-contrast-enhanced": {"enabled": False}}
MOST_STOPS = 400
"""Tabs after which a page is taken for a trap."""


@cache
def _source(name: str) -> str:
    if name == "axe":
        return (setup_tests.NODE_MODULES / "axe-core/axe.min.js").read_text(encoding="utf-8")
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Lens:
    """A state, with the browser's window that shows it."""

    state: State
    page: Page

    def faults(self, url: str) -> list[str]:
        """What is wrong with the page at `url`; nothing where the state does not apply."""
        page, state = self.page, self.state
        page.goto(url, wait_until="load")
        if any(one and not page.locator(one).count() for one in (state.open, state.press)):
            return []
        if state.options.get("java_script_enabled", True) and page.locator("[role=status]").count():
            page.wait_for_function(
                "() => [...document.querySelectorAll('[data-module=alert]')]"
                ".every((e) => e.dataset.done !== undefined || e.childElementCount > 0)"
                " || performance.now() > 400"
            )
        if state.path:
            page.locator(state.shows).first.wait_for()
            self._see_all()
        page.evaluate(_source("probes.js"))
        self._dress()
        found: list[str] = []
        for name in state.probes:
            check = CHECKS.get(name)
            found += check(self) if check else page.evaluate(f"probes.{name}()")
        return found

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

    def _dress(self) -> None:
        page, state = self.page, self.state
        if state.marks:
            page.evaluate(
                "marks => Object.entries(marks).forEach("
                "([name, value]) => document.documentElement.setAttribute(name, value))",
                dict(state.marks),
            )
        if state.css:
            page.evaluate(
                "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
                "document.adoptedStyleSheets = [sheet]; }",
                state.css,
            )
        if state.media:
            page.emulate_media(media="print")
        if state.press and page.locator(state.press).first.is_visible():
            page.locator(state.press).first.click()
            page.locator(state.shows).first.wait_for()
        if state.open:
            page.evaluate(
                "wanted => document.querySelectorAll(wanted).forEach((e) => { e.open = true; })",
                state.open,
            )


def look(
    browser: Browser,
    base: str,
    state: State,
    addresses: Iterable[str],
    *,
    enough: bool = False,
) -> dict[str, list[str]]:
    """Faults of pages in a state, by address; with `enough`, those of the first faulty page."""
    found: dict[str, list[str]] = {}
    context = _context(browser, state)
    try:
        lens = Lens(state, context.new_page())
        for address in addresses:
            if state.pages_only and address.startswith("/gallery/"):
                continue
            if faults := lens.faults(base + address):
                found[address] = faults
                if enough:
                    break
    finally:
        context.close()
    return found


def _context(browser: Browser, state: State) -> BrowserContext:
    usual = {"locale": "ru-RU", "timezone_id": "Europe/Moscow", "bypass_csp": True}
    context = browser.new_context(**(usual | dict(state.options)))
    if state.without:
        context.route(
            "**/*",
            lambda route: (
                route.abort() if route.request.resource_type in state.without else route.continue_()
            ),
        )
    return context


# --- what needs more than one question -----------------------------------------------------------


def axe(lens: Lens) -> list[str]:
    """Violations of the rules of axe-core, its best practices included."""
    rules: dict[str, Any] = dict(AXE_RULES)
    if "/gallery/" in lens.page.url:
        rules |= IN_GALLERY
    if "stylesheet" in lens.state.without:
        rules |= UNSTYLED
    lens.page.evaluate(_source("axe"))
    result = lens.page.evaluate(
        "rules => axe.run(document, {rules, resultTypes: ['violations']})", rules
    )
    return [
        f"axe {violation['id']}: {node['html'][:160]} — {node['failureSummary'][:300]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def walk(lens: Lens) -> list[str]:
    """Tab: every control once, in the order of the text and of the eye, each seen and marked."""
    page = lens.page
    # The frame around a component is that of the pages, where it is walked through.
    within = "main" if "/gallery/" in page.url else "body"
    page.evaluate(_source("start.js"), within)
    wanted = page.evaluate("name => probes.stops(name).length", within)
    stops: list[dict[str, Any]] = []
    while len(stops) < min(wanted, MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate("probes.focused()")
        if stop is None:
            break
        stops.append(stop)
        if len(stops) == wanted:  # scripts may have brought more meanwhile
            wanted = page.evaluate("name => probes.stops(name).length", within)
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


def targets(lens: Lens) -> list[str]:
    """At least 24 pixels, and 44 where a finger goes most."""
    return lens.page.evaluate("large => probes.targets(large)", list(LARGE))


def escape(lens: Lens) -> list[str]:
    """Esc closes what was opened over the page, and gives the focus back."""
    page = lens.page
    found = []
    for element in page.locator("details[data-module=disclosure] > summary").all():
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
    "axe": axe,
    "walk": walk,
    "targets": targets,
    "escape": escape,
}
