"""«По этой теме»: what the author names, then what is kindred among earlier items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.site.presenters.cards import link_card
from vestnik.site.presenters.listings import listing_in, own_listing
from vestnik.site.related import related

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vestnik.core.model import Document
    from vestnik.site.contexts import Card
    from vestnik.site.view import View

COUNT = 4
LOOKED_AT = 60
"""Earlier items of the section among which kindred ones are looked for."""


def related_cards(view: View, document: Document) -> tuple[Card, ...]:
    """Up to four items beside a text, each once, never the item itself."""
    chosen: dict[str, Document] = {}
    for reference in document.related:
        other = view.document(reference)
        if other is not None:
            _take(chosen, document, other)
    if len(chosen) < COUNT:
        for other in _kindred(view, document):
            _take(chosen, document, other)
    return tuple(link_card(view, other, document.lang) for other in list(chosen.values())[:COUNT])


def _take(chosen: dict[str, Document], document: Document, other: Document) -> None:
    if other.path != document.path and other.withdrawn is None:
        chosen.setdefault(other.path, other)


def _kindred(view: View, document: Document) -> Sequence[Document]:
    """Earlier items of the section, or of the item's own list where it has none; nearest first."""
    first = view.portal.lang
    listing = own_listing(document, first)
    if listing is None:
        return ()
    if document.section:
        listing = listing_in(document.lang, first, "section", document.section)
    earlier = view.before(listing.name, document, LOOKED_AT)
    return related(document, earlier, COUNT)
