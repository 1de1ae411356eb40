"""Items as others show them: in lists, on the home page, beside a text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vestnik.site.contexts import Card, DayGroup, EventView
from vestnik.site.presenters.acts import brief_facts, row_facts
from vestnik.site.presenters.media import picture
from vestnik.site.presenters.pages import section_term

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from vestnik.core.model import Document, Event
    from vestnik.site.contexts import ActFacts, PictureView
    from vestnik.site.presenters.listings import Listing
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View


def card(view: View, document: Document, lang: str) -> Card:
    """An item with its lead and picture."""
    image = None
    if document.image and not document.withdrawn:
        image = picture(view, document.image)
    return _card(view, document, lang, image, _brief_act(view, document))


def link_card(view: View, document: Document, lang: str) -> Card:
    """An item of which only title and date are shown."""
    return _card(view, document, lang, None, _brief_act(view, document))


def act_card(view: View, document: Document, _: Words) -> Card:
    """An act in a table, with its status."""
    facts = row_facts(view, document, _) if document.act else None
    return _card(view, document, _.lang, None, facts)


def _brief_act(view: View, document: Document) -> ActFacts | None:
    return brief_facts(view, document) if document.act else None


def _card(
    view: View,
    document: Document,
    lang: str,
    image: PictureView | None,
    facts: ActFacts | None,
) -> Card:
    return Card(
        kind=document.kind,
        title=document.title,
        url=document.address,
        date=document.date,
        updated=document.updated,
        lead="" if document.withdrawn else document.lead,
        section=section_term(view.portal, document),
        picture=image,
        act=facts,
        important=document.important,
        withdrawn=document.withdrawn is not None,
        lang="" if document.lang == lang else document.lang,
        draft=is_unpublished(view, document),
    )


def is_unpublished(view: View, document: Document) -> bool:
    """A draft, or under embargo: only a preview shows it."""
    return view.preview and view.count(f"unpublished{document.address}") > 0


def by_day(
    view: View, listing: Listing, documents: Iterable[Document], _: Words
) -> tuple[DayGroup, ...]:
    """News-like items, newest first, in groups of one day each."""
    return tuple(
        DayGroup(
            day=day, cards=tuple(_row(view, listing, document, _.lang) for document in members)
        )
        for day, members in groupby(documents, listing.day_of)
    )


def _row(view: View, listing: Listing, document: Document, lang: str) -> Card:
    """An item in a list, which does not say of each item what it says in its title."""
    row = card(view, document, lang)
    return replace(row, section=None) if listing.family == "section" else row


def table(
    view: View, listing: Listing, documents: Iterable[Document], _: Words
) -> tuple[Card, ...]:
    """Acts as rows, reports as plain cards."""
    if listing.of_acts:
        return tuple(act_card(view, document, _) for document in documents)
    return tuple(card(view, document, _.lang) for document in documents)


# --- events ---------------------------------------------------------------------------------


def event_view(document: Document, event: Event) -> EventView:
    """An event of an item."""
    return EventView(
        title=event.title or document.title,
        url=document.address,
        start=event.start,
        end=event.end,
        place=event.place,
        deadline=event.deadline,
        all_day=_whole_days(event),
    )


def _whole_days(event: Event) -> bool:
    """Typed as dates without a time; an end typed so is read as the last second of its day."""
    return _midnight(event.start) and (
        event.end is None or _midnight(event.end) or _last_second(event.end)
    )


def _midnight(moment: datetime) -> bool:
    return not (moment.hour or moment.minute or moment.second)


def _last_second(moment: datetime) -> bool:
    return (moment.hour, moment.minute) == (23, 59)


def coming_event_views(view: View, document: Document) -> tuple[EventView, ...]:
    """Those events of an item that are still to come.

    A view has no clock: for each of them the engine keeps a list `coming<address><number>`.
    """
    return tuple(
        event_view(document, event)
        for number, event in enumerate(document.events)
        if view.all(f"coming{document.address}{number}")
    )


def soonest_events(view: View, name: str, count: int) -> tuple[EventView, ...]:
    """The first `count` of what is still to come by the items of the list of that name, soonest
    first. As each of those items has such an event, the first `count` of them are enough.
    """
    found = [event for document in view.newest(name, count) for event in _coming(view, document)]
    return tuple(sorted(found, key=lambda event: (event.start, event.title)))[:count]


def _coming(view: View, document: Document) -> tuple[EventView, ...]:
    """An item stands in the list because something of it is to come: with one event, that one."""
    if len(document.events) == 1:
        return (event_view(document, document.events[0]),)
    return coming_event_views(view, document)


def alert_views(view: View) -> tuple[EventView, ...]:
    """The warnings in force, newest first."""
    return tuple(
        EventView(
            title=document.alert.text or document.title,
            url=document.address,
            start=document.date,
            end=document.alert.until,
        )
        for document in view.all("alerts")
        if document.alert is not None
    )
