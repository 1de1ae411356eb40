"""What lists are made of: cards, days, months, pages of an archive, branches of a tree."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from vestnik.core.model import Kind
from vestnik.site.contexts.acts import ActFacts
from vestnik.site.contexts.parts import PictureView, Term


class Card(Struct, frozen=True, kw_only=True):
    """An item in a list."""

    kind: Kind
    title: str
    url: str
    date: datetime
    updated: datetime
    lead: str = ""
    section: Term | None = None
    picture: PictureView | None = None
    act: ActFacts | None = None
    important: bool = False
    withdrawn: bool = False
    lang: str = ""
    """Only where it differs from the page's."""
    draft: bool = False
    """Only ever true in a preview."""


class DayGroup(Struct, frozen=True, kw_only=True):
    """Items of one day."""

    day: date
    cards: tuple[Card, ...]


class MonthLink(Struct, frozen=True, kw_only=True):
    """A month of an archive."""

    year: int
    month: int
    url: str
    current: bool = False


class YearMonths(Struct, frozen=True, kw_only=True):
    """The months of one year that have items, January first."""

    year: int
    url: str
    months: tuple[MonthLink, ...]


class Pager(Struct, frozen=True, kw_only=True):
    """Pages of one month, and the neighbouring months."""

    number: int
    total: int
    pages: tuple[Term, ...] = ()
    newer: Term | None = None
    older: Term | None = None


class TreeNode(Struct, frozen=True, kw_only=True):
    """A page in the tree of pages, or a project."""

    title: str
    url: str
    note: str = ""
    level: str = ""
    """Of a project: «Национальный проект»."""
    years: str = ""
    """Of a project: «2019–2024»."""
    children: tuple[TreeNode, ...] = ()
    current: bool = False
