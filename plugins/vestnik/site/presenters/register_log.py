"""The log of the register as pages, as a table and as a feed."""

from __future__ import annotations

from datetime import datetime, time
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from vestnik.feeds.entries import FeedEntry, FeedInfo, absolute, feed_info
from vestnik.register.log import Deed, LogEntry, in_order
from vestnik.register.opendata import csv_table
from vestnik.site.contexts import FeedLink, LogDay, LogPage, LogRow, MonthLink, YearMonths
from vestnik.site.presenters.acts import full_name, titled
from vestnik.site.presenters.pages import ATOM, RSS, basics, trail
from vestnik.site.presenters.places import LOG, OPEN_DATA
from vestnik.site.presenters.titles import description_of
from vestnik.site.presenters.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

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


# --- pages ----------------------------------------------------------------------------------


def log(view: View) -> LogPage:
    """The latest of the log, and its months."""
    _ = words(view.portal.lang)
    # Of the latest lines each belongs to one of as many acts that were touched last.
    found = in_order(view.newest("log", _ON_FRONT))[:_ON_FRONT]
    years: dict[int, list[int]] = {}
    for year, month in view.months("log"):
        years.setdefault(year, []).append(month)
    archive = tuple(_year(year, years[year]) for year in sorted(years, reverse=True))
    return _page(view, LOG, _("Log of the register"), found, archive, _)


def log_month(view: View, name: str) -> LogPage:
    """A month of the log."""
    _ = words(view.portal.lang)
    _log, year, month = name.split("/")
    found = in_order(view.all(name), f"{year}-{month}")
    months = [int(one.rpartition("/")[2]) for one in view.lists(f"log/{year}")]
    title = _(
        "{list} for {month} {year}",
        list=_("Log of the register"),
        month=_.month(int(month)),
        year=int(year),
    )
    archive = (_year(int(year), months, int(month)),)
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
        steps = (steps[0], (_("Log of the register"), LOG), title)
    name = _("Log of the register")
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
        name=full_name(view, document, _),
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
            full_name(view, one.document, _),
            one.document.title,
            one.note,
            absolute(view.portal.url, one.document.address),
        )
        for one in in_order(view.all(f"log/{year}"), year)
    )
    return csv_table(("Дата", "Что произошло", "Документ", "Название", "Примечание", "Адрес"), rows)


def log_feed(view: View) -> tuple[FeedInfo, Sequence[FeedEntry]]:
    """The latest of the log as a feed."""
    portal = view.portal
    _ = words(portal.lang)
    found = in_order(view.newest("log", portal.feed_items))[: portal.feed_items]
    info = feed_info(portal, LOG, _("Log of the register"), lang=portal.lang)
    return info, [_feed_entry(view, one, _) for one in found]


def _feed_entry(view: View, entry: LogEntry, _: Words) -> FeedEntry:
    document, portal = entry.document, view.portal
    link = absolute(portal.url, document.address)
    name = titled(full_name(view, document, _), document.title, _)
    moment = portal.local(datetime.combine(entry.day, time()))
    if entry.deed is Deed.PUBLISHED:
        moment = portal.local(document.date)
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
