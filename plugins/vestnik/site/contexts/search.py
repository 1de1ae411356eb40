"""The page of the search, and an answer on it."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup
from msgspec import Struct

from vestnik.search.passages import Piece
from vestnik.site.contexts.frame import Page
from vestnik.site.contexts.lists import Pager
from vestnik.site.contexts.parts import Term


class Narrowing(Struct, frozen=True, kw_only=True):
    """A value by which results can be narrowed, or their order."""

    title: str
    url: str
    """Within the page: `?q=…`."""
    count: int | None = None
    chosen: bool = False


class FoundItem(Struct, frozen=True, kw_only=True):
    """A result of the search service."""

    heading: tuple[Piece, ...]
    url: str
    name: tuple[Piece, ...]
    """«Приказ № 375», «Новость»."""
    date: date | None = None
    places: tuple[str, ...] = ()
    """Section, issuer."""
    ended: bool = False
    passage: tuple[Piece, ...] = ()
    file: Term | None = None
    """The page of an attachment that the passage is from."""
    lang: str = ""
    """Only where it differs from the page's."""


class SearchAnswer(Struct, frozen=True, kw_only=True):
    """What the search service has found; everything empty where nothing was asked."""

    query: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    """Names and values that the form sends along: the chosen facets, the order."""
    status: str = ""
    corrected: str = ""
    literally: Term | None = None
    near: Term | None = None
    """The query with words of the site in place of those that no text has."""
    notes: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[Narrowing, ...]], ...] = ()
    items: tuple[FoundItem, ...] = ()
    first: int = 1
    """Number of the first of them."""
    everywhere: Term | None = None
    advice: tuple[str, ...] = ()
    pager: Pager | None = None


class SearchPage(Page, frozen=True, kw_only=True):
    """search.html: a field, and what the script puts there, or the answer of the search service."""

    script: str = ""
    sentences: Markup = Markup()
    """What the script says, as JSON for a `<script type="application/json">`."""
    ways: tuple[Term, ...] = ()
    """Where one finds things without a search."""
    service_url: str = ""
    """A service that answers without scripts, or empty."""
    answer: SearchAnswer | None = None
    """Only the service has one: then there is no script."""
