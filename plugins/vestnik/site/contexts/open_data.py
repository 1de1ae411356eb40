"""Pages about the register as data: the data sets, its log, its figures."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from vestnik.site.contexts.frame import Page
from vestnik.site.contexts.lists import YearMonths
from vestnik.site.contexts.parts import Term


class DataSet(Struct, frozen=True, kw_only=True):
    """Files of open data that belong together."""

    title: str
    files: tuple[Term, ...] = ()
    years: tuple[tuple[int, tuple[Term, ...]], ...] = ()
    """The same by year, the latest first."""


class OpenDataPage(Page, frozen=True, kw_only=True):
    """opendata.html"""

    sets: tuple[DataSet, ...] = ()
    passport: tuple[tuple[str, str], ...] = ()
    """Names and values; a value may be an address, or empty."""
    statistics_url: str = ""


class LogRow(Struct, frozen=True, kw_only=True):
    """A line of the log of the register."""

    deed: str
    """«Опубликован»."""
    name: str
    """«Приказ от 23.05.2023 № 375»."""
    title: str
    url: str
    note: str = ""
    tone: str = ""
    """`active`, `ended` or plain."""


class LogDay(Struct, frozen=True, kw_only=True):
    """What happened on a day."""

    day: date
    rows: tuple[LogRow, ...]


class LogPage(Page, frozen=True, kw_only=True):
    """log.html"""

    days: tuple[LogDay, ...] = ()
    archive: tuple[YearMonths, ...] = ()
    """The address of a year is its table."""


class Bar(Struct, frozen=True, kw_only=True):
    """A part of a year's bar."""

    place: int
    """Of its kind among the kinds, from 0."""
    start: str
    """In percent of the longest bar, with the sign."""
    width: str


class StatisticsRow(Struct, frozen=True, kw_only=True):
    """The acts of a year by kind."""

    year: int
    url: str
    counts: tuple[int, ...]
    total: int
    bars: tuple[Bar, ...]


class StatisticsPage(Page, frozen=True, kw_only=True):
    """statistics.html"""

    kinds: tuple[Term, ...] = ()
    rows: tuple[StatisticsRow, ...] = ()
    """The latest year first."""
    totals: tuple[int, ...] = ()
