"""The log of the site as pages, as a table and as a feed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from vestnik.core.model import Kind
from vestnik.feeds.entries import FeedEntry, FeedInfo, absolute, feed_info
from vestnik.register.log import Deed, LogEntry, in_order
from vestnik.register.opendata import csv_table
from vestnik.site.contexts import FeedLink, LogDay, LogPage, LogRow, MonthLink, YearMonths
from vestnik.site.presenters.acts import full_name
from vestnik.site.presenters.heads import item_name
from vestnik.site.presenters.pages import ATOM, RSS, basics, trail
from vestnik.site.presenters.places import LOG, OPEN_DATA
from vestnik.site.presenters.titles import description_of
from vestnik.site.presenters.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vestnik.core.model import Document
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View

_ON_FRONT = 40


def deed_in_words(deed: Deed, _: Words) -> str:
    """«Опубликован»."""
    words_of = {
        Deed.PUBLISHED: _("Was published"),
        Deed.CHANGED: _("Was changed"),
        Deed.WITHDRAWN: _("Was withdrawn"),
    }
    return words_of[deed]


def _named(view: View, document: Document, _: Words) -> str:
    """What it is: «Приказ от 23.05.2023 № 375», «Новость»."""
    if document.act is not None:
        return full_name(view, document, _)
    names = {
        Kind.REPORT: _("A report"),
        Kind.NEWS: _("A news item"),
        Kind.PAGE: _("A page"),
    }
    return names[document.kind]


# --- pages ----------------------------------------------------------------------------------


def log(view: View) -> LogPage:
    """The latest of the log, and its months."""
    _ = words(view.portal.lang)
    # Of the latest lines each belongs to one of as many items that were touched last.
    found = in_order(view.newest("log", _ON_FRONT))[:_ON_FRONT]
    years: dict[int, list[int]] = {}
    for year, month in view.months("log"):
        years.setdefault(year, []).append(month)
    archive = tuple(_year(year, years[year]) for year in sorted(years, reverse=True))
    return _page(view, LOG, _("Log of publications and changes"), found, archive, _)


def log_month(view: View, name: str) -> LogPage:
    """A month of the log."""
    _ = words(view.portal.lang)
    _log, year, month = name.split("/")
    found = in_order(view.all(name), f"{year}-{month}")
    title = _(
        "{list} for {month} {year}",
        list=_("Log of publications and changes"),
        month=_.month(int(month)),
        year=int(year),
    )
    # Its year alone: a page that named the others would be another whenever a month begins. All of
    # them stand on the front, which is a step up.
    archive = (_year(int(year), [int(month)], int(month)),)
    return _page(view, f"{LOG}{year}/{month}/", title, found, archive, _)


def _page(
    view: View,
    url: str,
    title: str,
    entries: Sequence[LogEntry],
    archive: tuple[YearMonths, ...],
    _: Words,
) -> LogPage:
    steps: tuple[tuple[str, str] | str, ...] = ((_("Open data"), OPEN_DATA), title)
    if url != LOG:
        steps = (steps[0], (_("Log of publications and changes"), LOG), title)
    name = _("Log of publications and changes")
    return LogPage(
        **basics(view, _.lang, title, url),
        crumbs=trail(view, _.lang, *steps),
        description=description_of(view, title),
        feeds=(
            FeedLink(title=f"{name} (RSS)", url=f"{LOG}rss.xml", media_type=RSS),
            FeedLink(title=f"{name} (Atom)", url=f"{LOG}atom.xml", media_type=ATOM),
        ),
        days=tuple(
            LogDay(day=day, rows=tuple(_row(view, one, _) for one in members))
            for day, members in groupby(entries, lambda one: one.day)
        ),
        archive=archive,
    )


def _row(view: View, entry: LogEntry, _: Words) -> LogRow:
    document = entry.document
    return LogRow(
        deed=deed_in_words(entry.deed, _),
        tone={Deed.PUBLISHED: "active", Deed.WITHDRAWN: "ended"}.get(entry.deed, ""),
        name=_named(view, document, _),
        title=document.title,
        url=document.address,
        note=entry.note,
    )


def _year(year: int, months: Sequence[int], current: int = 0) -> YearMonths:
    return YearMonths(
        year=year,
        url=f"{OPEN_DATA}log-{year}.csv",
        months=tuple(
            MonthLink(
                year=year, month=month, url=f"{LOG}{year}/{month:02}/", current=month == current
            )
            for month in sorted(months)
        ),
    )


# --- table and feed -------------------------------------------------------------------------


def log_csv(view: View, year: str) -> bytes:
    """A year of the log."""
    _ = words(view.portal.lang)
    rows = (
        (
            one.day,
            deed_in_words(one.deed, _),
            _named(view, one.document, _),
            one.document.title,
            one.note,
            absolute(view.portal.url, one.document.address),
        )
        for one in in_order(view.all(f"log/{year}"), year)
    )
    return csv_table(("Дата", "Что произошло", "Что это", "Название", "Примечание", "Адрес"), rows)


def log_feed(view: View) -> tuple[FeedInfo, Sequence[FeedEntry]]:
    """The latest of the log as a feed."""
    portal = view.portal
    _ = words(portal.lang)
    found = in_order(view.newest("log", portal.feed_items))[: portal.feed_items]
    info = feed_info(portal, LOG, _("Log of publications and changes"), lang=portal.lang)
    entries: list[FeedEntry] = []
    taken: set[datetime] = set()
    for one in reversed(
        found
    ):  # readers want a moment for each: a day's second comes a second later
        moment = _moment(view, one)
        while moment in taken:
            moment += timedelta(seconds=1)
        taken.add(moment)
        entries.insert(0, _feed_entry(view, one, moment, _))
    return info, entries


def _moment(view: View, entry: LogEntry) -> datetime:
    """When it happened: of changes and withdrawals the day alone is known."""
    if entry.deed is Deed.PUBLISHED:
        return view.portal.local(entry.document.date)
    return view.portal.local(datetime.combine(entry.day, time()))


def _feed_entry(view: View, entry: LogEntry, moment: datetime, _: Words) -> FeedEntry:
    document, portal = entry.document, view.portal
    link = absolute(portal.url, document.address)
    name = item_name(view, document, _)
    note = f"{deed_in_words(entry.deed, _)}: {name}"
    text = "".join(f"<p>{escape(part)}</p>" for part in (note, entry.note) if part)
    return FeedEntry(
        guid=f"{link}#{entry.deed}-{entry.day}-{entry.place}",
        link=link,
        title=note,
        html=f'{text}<p><a href="{escape(link)}">{escape(link)}</a></p>',
        summary=entry.note or note,
        published=moment,
        updated=moment,
    )
