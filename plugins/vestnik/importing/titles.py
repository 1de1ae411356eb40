"""The title of a page: among all headings the one that names this page, not its site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vestnik.importing.dom import HEADINGS, Element, squeezed, tag_of, text_of, words_of
from vestnik.importing.furniture import Furniture
from vestnik.importing.page import Found

_PARTS = re.compile(r"\s+(?:[|»•·>]+|::+|//|[-–—])\s+|\s*\|\s*")
_TITLE_WORDS = frozenset(
    (
        *("title", "heading", "zagolovok", "headline", "entrytitle", "posttitle", "pagetitle"),
        *("contentheading", "etitle", "newstitle", "itemtitle"),
    )
)
_MAX = 400
_FIRST_WORDS = 160
"""Characters of text that may stand before a heading which names the page."""


def same(one: str, other: str) -> bool:
    """Whether two headings say the same, whatever their case and signs."""
    return _bare(one) == _bare(other) != ""


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def window_title(root: Element) -> str:
    """What stands in `<title>`; the longest where a page has several."""
    texts = [squeezed(one.text) for one in root.iter("title") if tag_of(one.getparent()) != "svg"]
    return texts[0] if texts else ""


def heading_of_title(root: Element, furniture: Furniture) -> Element | None:
    """The heading that the window's title repeats, wherever it stands; `None` where none does."""
    window = window_title(root)
    social = meta(root, "property", "og:title")
    for heading in sorted(root.iter(*HEADINGS), key=lambda one: str(one.tag)):
        text = text_of(heading)
        if not text or len(text) > _MAX:
            continue
        bare = _bare(text)
        named = [part for part in (window, *_PARTS.split(window), social) if part]
        if bare and any(_bare(part) == bare for part in named):
            return heading
        if len(bare) > 12 and bare in _bare(window) and not furniture.holds(heading):
            return heading
    return None


def meta(root: Element, attribute: str, value: str) -> str:
    """The content of a `<meta>`."""
    found = root.xpath(f"//meta[@{attribute}=$value]/@content", value=value)
    return squeezed(str(found[0])) if found else ""


def find_title(
    root: Element, main: Element, furniture: Furniture, named: Element | None, *, listing: bool
) -> Found | None:
    """The title and how certain it is."""
    candidates = _candidates(root, main, furniture, named, listing=listing)
    return max(candidates, key=lambda found: found.certainty, default=None)


def _candidates(
    root: Element, main: Element, furniture: Furniture, named: Element | None, *, listing: bool
) -> Iterator[Found]:
    """Everything that may be the title, with how certain each is."""
    if named is not None:
        yield Found(text_of(named), 1.0, "заголовок, он же в названии окна")
    window = _from_window(root)
    if window and same(_last_crumb(root), window):
        yield Found(window, 0.94, "название окна, оно же в пути к странице")
    alone = [one for one in root.iter("h1") if _may_name(one, furniture)]
    if not listing:
        marked = _marked(root, furniture)
        if marked is not None:
            yield Found(text_of(marked), 0.95, "заголовок в разметке")
        if len(alone) == 1 and any(one is alone[0] for one in main.iter("h1")):
            yield Found(text_of(alone[0]), 0.9, "единственный заголовок первого уровня")
        inner = next(_inner(main, furniture), None)
        if inner is not None:
            yield Found(text_of(inner), 0.81, "первый заголовок в тексте")
    if window:
        yield Found(window, 0.8 if listing or not alone else 0.6, "название окна")
    if alone:
        yield Found(text_of(alone[0]), 0.5, "заголовок первого уровня вне текста")


def _may_name(heading: Element, furniture: Furniture) -> bool:
    return 0 < len(text_of(heading)) <= _MAX and not furniture.holds(heading)


def _marked(root: Element, furniture: Furniture) -> Element | None:
    for place in (
        "//*[@itemprop='headline']",
        "//h1[contains(@class, 'entry-title')]",
        "//*[contains(concat(' ', @class, ' '), ' eTitle ')]",
        "//h1[contains(@class, 'title')]",
    ):
        found = [one for one in root.xpath(place) if text_of(one) and not furniture.holds(one)]
        if len(found) == 1 and len(text_of(found[0])) <= _MAX:
            return found[0]
    return None


def _from_window(root: Element) -> str:
    """The part of the window's title that is the page's, not the site's."""
    window = window_title(root)
    parts = [part.strip() for part in _PARTS.split(window) if part.strip()]
    if not parts or (len(parts) > 1 and len({_bare(part) for part in parts}) == 1):
        return ""
    site = meta(root, "property", "og:site_name")
    own = [part for part in parts if not same(part, site)]
    return own[0] if own else ""


def _inner(main: Element, furniture: Furniture) -> Iterator[Element]:
    """Headings with which the text begins."""
    seen = 0
    for element in main.iter():
        tag = tag_of(element)
        if not tag or furniture.holds(element):
            continue
        is_heading = tag in HEADINGS or bool(words_of(element) & _TITLE_WORDS)
        text = text_of(element) if is_heading else ""
        if is_heading and 3 <= len(text) <= 250:
            yield element
        if not is_heading:
            seen += len(squeezed(element.text))
        if seen > _FIRST_WORDS:
            return


def _last_crumb(root: Element) -> str:
    for element in root.iter():
        if tag_of(element) and words_of(element) & {
            "breadcrumb",
            "breadcrumbs",
            "bread",
            "crumbs",
            "pathway",
        }:
            ends = [squeezed(piece) for piece in element.itertext() if squeezed(piece)]
            if ends:
                return ends[-1]
    return ""
