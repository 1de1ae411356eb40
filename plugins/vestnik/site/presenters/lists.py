"""Listings: the newest of a list, its years, its months.

The front of a list shows its newest items and links to all its months; a month is paged within
itself and leads to its nearest months; a year shows its months, of reports, which are few, the
newest as well. So a new item changes a front and a month of each of its lists, and leaves the rest
of the archive as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.site.contexts import ArchivePage, ListPage
from vestnik.site.presenters.cards import by_day, table
from vestnik.site.presenters.filters import filter_rows
from vestnik.site.presenters.listings import listing as parsed
from vestnik.site.presenters.pages import announced, basics, trail, translated_listing
from vestnik.site.presenters.paging import archive, months_of_year, pager
from vestnik.site.presenters.register import register_form
from vestnik.site.presenters.shelf import shelf
from vestnik.site.presenters.titles import (
    base_title,
    description_of,
    month_title,
    nothing_yet,
    parents,
    step_name,
    year_title,
)
from vestnik.site.presenters.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vestnik.core.model import Document
    from vestnik.site.presenters.listings import Listing
    from vestnik.site.view import View


def front(view: View, name: str) -> ListPage:
    """The front page of a list."""
    listing = parsed(name, view.portal.lang)
    _ = words(listing.lang)
    documents = view.newest(name, view.portal.per_page)
    title = base_title(view, listing, documents)
    section = shelf(view.portal).sections.get(listing.key) if listing.family == "section" else None
    intro = section.named(listing.lang).description if section else ""
    return ListPage(
        **basics(view, listing.lang, title, listing.url),
        crumbs=trail(view, listing.lang, *parents(listing, _), step_name(view, listing, title)),
        description=intro or description_of(view, title),
        feeds=announced(view, listing.lang, listing),
        translations=() if listing.family == "tag" else translated_listing(view, listing),
        intro=intro,
        groups=by_day(view, listing, documents, _) if listing.by_day else (),
        cards=() if listing.by_day else table(view, listing, documents, _),
        acts=listing.of_acts,
        filters=filter_rows(view, listing, _),
        register=register_form(view, listing, _),
        archive=archive(listing, view.months(name)),
        empty="" if documents else nothing_yet(listing, _),
    )


def year(view: View, name: str) -> ListPage | ArchivePage:
    """A year of a list: its months, and of reports its newest."""
    listing = parsed(name, view.portal.lang)
    _ = words(listing.lang)
    months = months_of_year(view, listing)
    documents = _shown_in_year(view, listing)
    base = base_title(view, listing, documents)
    title = year_title(listing, base, _)
    facts = basics(view, listing.lang, title, listing.url)
    steps = (*parents(listing, _), (step_name(view, listing, base), listing.base.url))
    crumbs = trail(view, listing.lang, *steps, str(listing.year))
    feeds = announced(view, listing.lang, listing)
    if listing.by_day or listing.of_acts:
        return ArchivePage(
            **facts,
            crumbs=crumbs,
            description=description_of(view, title),
            feeds=feeds,
            filters=filter_rows(view, listing, _) if listing.of_acts else (),
            years=months,
        )
    return ListPage(
        **facts,
        crumbs=crumbs,
        description=description_of(view, title),
        feeds=feeds,
        cards=table(view, listing, documents, _),
        archive=months,
    )


def _shown_in_year(view: View, listing: Listing) -> Sequence[Document]:
    """The newest reports of a year; of a tag one item, which knows the tag's spelling."""
    if listing.family == "reports":
        return view.newest(listing.name, view.portal.per_page)
    return view.newest(listing.name, 1) if listing.family == "tag" else ()


def month(view: View, name: str, page: int) -> ListPage:
    """A page of a month of a list; pages count from 1."""
    listing = parsed(name, view.portal.lang)
    _ = words(listing.lang)
    documents = view.all(name)
    size = view.portal.per_month_page
    shown = documents[(page - 1) * size : page * size]
    base = base_title(view, listing, documents)
    title = month_title(listing, base, _)
    if page > 1:
        title = _("{title}, page {number}", title=title, number=page)
    steps = (
        *parents(listing, _),
        (step_name(view, listing, base), listing.base.url),
        (str(listing.year), listing.of_year(listing.year).url),
    )
    return ListPage(
        **basics(view, listing.lang, title, listing.page(page)),
        crumbs=trail(view, listing.lang, *steps, _.wording.month_name(listing.month)),
        description=description_of(view, title),
        feeds=announced(view, listing.lang, listing),
        groups=by_day(view, listing, shown, _) if listing.by_day else (),
        cards=() if listing.by_day else table(view, listing, shown, _),
        acts=listing.of_acts,
        pager=pager(view, listing, documents, page, _),
        total=len(documents) if listing.of_acts else None,
    )
