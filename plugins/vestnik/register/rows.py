"""What the register says of an act in one row: the same for its pages, its data and its search."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from vestnik.core.patterns import regex


class Status(Struct, frozen=True, kw_only=True):
    """Where an act stands in law."""

    key: str
    """Stands in addresses: `in-force`."""
    words: str
    """«действует»."""
    tone: str = ""
    """How it is shown beside its words: `active`, `pending`, `ended` or plain."""


class Row(Struct, frozen=True, kw_only=True):
    """An act of the register."""

    kind: str
    """Key of the site's list of kinds."""
    kind_title: str
    """«Приказ»."""
    number: str
    """As typed, without «№»."""
    adopted: date
    issuer: str
    issuer_title: str
    title: str
    address: str
    status: Status
    section: str = ""


_NOT_LETTERS = regex(r"^[\W_]+")


def title_order(title: str) -> str:
    """By this titles are sorted: without case, «ё» as «е», without quotation marks before them.

    >>> title_order("«Ёлка» в парке")
    'елка» в парке'
    """
    return _NOT_LETTERS.sub("", title.lower().replace("ё", "е"))
