"""Pages and components in every state that a reader may meet them in: nothing is wrong.

`states.py` is the table of states, `look.py` says what is asked. Here each state sees the pages and
components that tell most; `make test-deep` shows everything to all.
"""

import pytest

from built_site import addresses_of
from tests.browser.accessibility.look import look
from tests.browser.accessibility.states import IN_SITE, ORDINARY, State, schemes
from tests.theme.gallery import THEME

CHOSEN = schemes(THEME)
STATES = [*ORDINARY, *CHOSEN]
OFTEN = [*ORDINARY, *(state for state in CHOSEN if "scheme" in state.name)]
EVERYTHING = {"wide", "narrow, dark"}
"""States that every component and page is seen in at every run."""
KEY_PAGES = ("/", "/news/", "/news/2026/11/17/most/", "/documents/uo/prikaz/2023/375/")
KEY_COMPONENTS = ("act-table", "filters", "menu", "notice", "pager", "search-slot", "share")
HALVES = (0, 1)
"""Two workers share what one window shows."""

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


@pytest.mark.parametrize("state", IN_SITE, ids=lambda state: state.name)
def test_nothing_is_wrong_with_what_is_found(browser, demo_site, site_url, state):
    """The register filtered, the search with and without results: as sound as the page before."""
    page = demo_site / state.path.partition("?")[0].strip("/") / "index.html"
    if not page.is_file():
        pytest.skip(f"no page at {state.path}")
    assert look(browser, site_url, [(state, [state.path])]) == {}


def test_the_demo_passes_axe(browser, demo_site, site_url):
    """One page of every kind of the built demo portal, on a phone."""
    narrow = next(state for state in STATES if state.name == "narrow, dark")
    assert look(browser, site_url, [(narrow, addresses_of(demo_site))]) == {}
