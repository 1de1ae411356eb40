"""Where the text of a page stands: one element under which all of it is, and little else.

First the places that the known systems have for it, then the weight of the text: from the body
down, as long as one child holds nearly all of it. Side by side columns are told apart by the title.
"""

from __future__ import annotations

from dataclasses import dataclass

from vestnik.importing.dom import HEADINGS, Element, tag_of, words_of
from vestnik.importing.furniture import Furniture, own_text

_PLACES = (
    "//*[@itemprop='articleBody']",
    "//*[@itemprop='text']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' entry-content ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' post-content ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' article-content ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' news-detail ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' item-page ')]",
    "//*[starts-with(@id, 'news-id-')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' full-story ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' fullstory ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' eMessage ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' eText ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' field--name-body ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' field-name-body ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' node__content ')]",
    "//article",
    "//main",
    "//*[@role='main']",
    "//*[@id='content']",
)
"""Where Bitrix, Drupal, DLE, Joomla, uCoz, WordPress and HTML itself put the text, the narrowest
first.
"""
_ENOUGH = 0.55
"""Share of the text without furniture that such a place must hold."""
_ALONE = 120
"""… or so many characters, where it is the only one of the narrow places."""
_NARROW = 15
_DOWN = 0.8
"""Share of its parent's text that a child must hold to be looked into."""
_COLUMN_TAGS = frozenset({"td", "div", "section", "article", "main", "center", "table"})
_CLOSED_TAGS = frozenset(
    {"p", "ul", "ol", "dl", "pre", "a", "span", "b", "strong", "i", "em", "font", "li", "figure"}
)
"""Parts of a text, never the whole of it."""
_COLUMN_WORDS = frozenset(
    (
        *("col", "column", "left", "right", "center", "main", "content", "side", "wrapper"),
        *("span", "centercolumn", "leftblock", "rightblock", "block", "block_"),
    )
)
_HEAVY = 0.5
_LITTLE_MORE = 1.3


@dataclass(frozen=True, slots=True)
class MainPart:
    """The element of the text, and how it was found."""

    element: Element
    named: bool
    """A system's own place for the text, not a guess."""


def find_main(root: Element, furniture: Furniture, heading: Element | None = None) -> MainPart:
    """The element of the text; `heading` is where the page's title stands, if that is known."""
    weights = own_text(root, furniture.elements)
    total = max(1.0, weights.get(root, 0.0))
    for number, place in enumerate(_PLACES):
        found = [one for one in root.xpath(place) if weights.get(one)]
        if len(found) != 1:
            continue
        weight = weights[found[0]]
        if weight >= _ENOUGH * total or (number < _NARROW and weight >= _ALONE):
            return MainPart(found[0], named=True)
    return MainPart(_with_headings(_descend(root, weights, heading), weights), named=False)


def _with_headings(main: Element, weights: dict[Element, float]) -> Element:
    """One step up where a heading or a line of the text stands right before what was found."""
    parent = main.getparent()
    if parent is None or tag_of(parent) in ("body", "html", "tr", "tbody"):
        return main
    before = [one for one in main.itersiblings(preceding=True) if weights.get(one)]
    if not any(tag_of(one) in HEADINGS or tag_of(one) == "p" for one in before):
        return main
    return parent if weights[parent] <= _LITTLE_MORE * weights[main] else main


def _descend(root: Element, weights: dict[Element, float], heading: Element | None) -> Element:
    here = root
    while True:
        children = [child for child in here if weights.get(child, 0.0) > 0]
        if not children or not _may_enter(here):
            return here
        heaviest = max(children, key=lambda child: weights[child])
        if tag_of(heaviest) in _CLOSED_TAGS:
            return here
        own = weights[here]
        if weights[heaviest] >= _DOWN * own and _direct(here) < 0.1 * own:
            here = heaviest
            continue
        column = _column(children, weights, heading)
        if column is None:
            return here
        here = column


def _may_enter(element: Element) -> bool:
    return tag_of(element) not in ("p", "blockquote", "ul", "ol")


def _direct(element: Element) -> int:
    """Characters that stand in the element itself, not in one below it."""
    return len((element.text or "").strip()) + sum(
        len((child.tail or "").strip()) for child in element
    )


def _column(
    children: list[Element], weights: dict[Element, float], heading: Element | None
) -> Element | None:
    """Which of several columns is the text's; `None` where they are no columns but its parts."""
    if not all(tag_of(child) in _COLUMN_TAGS | {"tr"} for child in children):
        return None
    is_table = all(tag_of(child) in ("td", "tr") for child in children)
    if not is_table and not any(words_of(child) & _COLUMN_WORDS for child in children):
        return None
    whole = sum(weights[child] for child in children)
    if heading is not None:
        for child in children:
            if (
                any(one is heading for one in child.iter(*HEADINGS))
                and weights[child] > 0.15 * whole
            ):
                return child if weights[child] >= 0.3 * whole else None
    heaviest = max(children, key=lambda child: weights[child])
    return heaviest if weights[heaviest] >= _HEAVY * whole else None
