"""One citation: the words of a text that name a legal act."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from vestnik.core.addresses import number_slug

Day = date


class Citation(Struct, frozen=True, kw_only=True):
    """An act as a text names it: by its kind and a number, a date or (a code) its name."""

    start: int
    """Where the words to be linked begin: the word of the kind, or where a list gives the kind for
    all its items, the item's own «от» or «№».
    """
    end: int
    """Behind the number or the date."""
    kind: str
    """Key of the site's kind (`postanovlenie`), or the words where it has none («федеральный
    закон»).
    """
    kind_text: str = ""
    """As typed: «постановлением», «пост.»; of the heading, for an item of a list."""
    number: str = ""
    """As typed, without «№» and the spaces around its signs: `3/650`, `131-ФЗ`, `б/н`."""
    date: Day | None = None
    issuer: str = ""
    """As typed: «администрации МО ГО «Сыктывкар»»; empty where not named."""
    title: str = ""
    """Without the outer quotation marks; of a code its full name."""
    scope: str = ""
    """Clauses, as typed before the kind: «пункта 2.1»."""
    relation: str = ""
    """What the words do to the act: `amends`, `repeals`, `suspends`, `based_on`, or nothing."""
    outside: bool = False
    """Federal or regional: not an act of a municipality."""
    quoted: bool = False
    """Stands within the title of another act or within a text to be inserted."""

    @property
    def number_key(self) -> str:
        """The number as addresses and look-ups spell it: `3-650`."""
        return number_slug(self.number) if self.number else ""


class FileCitation(Struct, frozen=True):
    """A citation in the text of a file."""

    page: int
    """On which it begins, counted from 1: where the act is named first."""
    citation: Citation
    """Its places are those of the text of all pages, a line end between them."""
