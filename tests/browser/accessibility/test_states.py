"""Pages and components in every state that a reader may meet them in: nothing is wrong.

`states.py` is the table of states, `look.py` says what is asked. Here each state sees the pages and
components that tell most; `make test-deep` shows everything to all.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from built_site import addresses_of, some_of_each_kind
from tests.browser.accessibility.look import DOUBTS, look
from tests.browser.accessibility.states import IN_SITE, ORDINARY, State, schemes
from tests.theme.gallery import THEME

CHOSEN = schemes(THEME)
STATES = [*ORDINARY, *CHOSEN]
OFTEN = [*ORDINARY, *(state for state in CHOSEN if "scheme" in state.name)]
WIDE, DARK = ORDINARY[:2]
BY_AXE = [replace(state, probes=("axe",)) for state in (WIDE, DARK)]
EVERYTHING = {WIDE.name, DARK.name}
"""States that every component and page is seen in at every run."""
KEY_PAGES = ("/", "/news/", "/news/2026/11/17/most/", "/documents/uo/prikaz/2023/375/")
KEY_COMPONENTS = ("act-table", "filters", "menu", "notice", "pager", "search-slot", "share")
HALVES = (0, 1)
"""Two workers share what takes long."""

pytestmark = pytest.mark.node


def _windows(states: list[State]) -> dict[str, list[State]]:
    """States that one window can show in turn, by its name."""
    windows: dict[str, list[State]] = {}
    for state in states:
        windows.setdefault(state.window, []).append(state)
    return windows


def _few(gallery, state: State) -> list[str]:
    if state.name in EVERYTHING:
        return [*gallery.pages, *gallery.components]
    if state.marks or state.press:
        return list(KEY_PAGES[2:3])
    if state.pages_only:
        return list(KEY_PAGES)
    return [*KEY_PAGES, *(f"/gallery/{name}/" for name in KEY_COMPONENTS)]


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("window", _windows(OFTEN))
def test_nothing_is_wrong(browser, gallery, window, half):
    """No violation of axe, nothing cut or hidden, every control reached, marked and large enough:
    whatever the states ask.
    """
    asked = [(state, _few(gallery, state)[half::2]) for state in _windows(OFTEN)[window]]
    assert look(browser, gallery.base, asked) == {}


@pytest.mark.deep
@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("window", _windows(STATES))
def test_nothing_is_wrong_anywhere(browser, gallery, window, half, record_property):
    """The same for every page and every component in every state."""
    addresses = [*gallery.pages, *gallery.components][half::2]
    states = _windows(STATES)[window]
    record_property("pages and components", len(addresses))
    record_property("states", len(states))
    assert look(browser, gallery.base, [(state, addresses) for state in states]) == {}


@pytest.mark.deep
@pytest.mark.parametrize("window", _windows(STATES))
def test_nothing_is_wrong_in_the_demo(browser, demo_site, site_url, window, record_property):
    """The same for one page of every kind of the demo portal, as Vestnik built it."""
    addresses = addresses_of(demo_site)
    states = _windows(STATES)[window]
    record_property("pages", len(addresses))
    record_property("states", len(states))
    assert look(browser, site_url, [(state, addresses) for state in states]) == {}


@pytest.mark.parametrize(
    "doubt",
    DOUBTS,
    ids=lambda one: f"{one['check']} {one['why']} {one.get('where') or one['under']}",
)
def test_doubts_are_still_said(browser, gallery, site_url, monkeypatch, doubt):
    """An explanation that axe no longer needs excuses nothing any more; each has its reason."""
    assert doubt["reason"]
    monkeypatch.setattr("tests.browser.accessibility.look.DOUBTS", [])
    base = {"gallery": gallery.base, "demo": site_url}[doubt["site"]]
    opened = next(state for state in ORDINARY if state.open)
    asked = [*BY_AXE, replace(opened, probes=("axe",))]
    found = look(browser, base, [(state, [doubt["seen_on"]]) for state in asked])
    said = f"({doubt['check']} {doubt['why']})"
    assert any(said in one for one in found.get(doubt["seen_on"], []))


@pytest.mark.parametrize("state", IN_SITE, ids=lambda state: state.name)
def test_nothing_is_wrong_with_what_is_found(browser, demo_site, site_url, state):
    """The register filtered, the search with and without results: as sound as the page before."""
    page = demo_site / state.path.partition("?")[0].strip("/") / "index.html"
    if not page.is_file():
        pytest.skip(f"no page at {state.path}")
    assert look(browser, site_url, [(state, [state.path])]) == {}


def test_the_demo_passes_axe(browser, demo_site, site_url):
    """One page of every kind of the built demo portal, on a phone."""
    assert look(browser, site_url, [(DARK, addresses_of(demo_site))]) == {}


@pytest.mark.deep
@pytest.mark.parametrize("half", HALVES)
def test_the_whole_demo_passes(browser, demo_site, site_url, half, record_property):
    """Every page of the built demo portal, wide and by day, narrow and by night: axe alone."""
    addresses = [_address(demo_site, folder) for folder in _folders(demo_site)][half::2]
    record_property("pages", len(addresses))
    assert look(browser, site_url, [(state, addresses) for state in BY_AXE]) == {}


@pytest.mark.deep
def test_a_large_site_passes(browser, large_site, serve, record_property):
    """Some pages of every kind of a town with 3,000 documents, the same two ways."""
    addresses = [_address(large_site, folder) for folder in some_of_each_kind(large_site)]
    record_property("pages", len(addresses))
    assert look(browser, serve(large_site), [(state, addresses) for state in BY_AXE]) == {}


def _folders(site: Path) -> list[Path]:
    """Of all pages but those that only lead to another."""
    pages = sorted(site.rglob("index.html"))
    return [page.parent for page in pages if b'http-equiv="refresh"' not in page.read_bytes()]


def _address(site: Path, folder: Path) -> str:
    path = folder.relative_to(site).as_posix()
    return "/" if path == "." else f"/{path}/"
