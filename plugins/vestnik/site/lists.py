"""Which lists a document stands in, and where.

A *list* is a named ordered set of visible documents. Everything that shows several documents (a
listing, a feed, the home page, a year of the site map) shows a part of a list, so this module alone
decides what a new, changed or deleted document can touch. Membership is a pure function of one
document and the clock.

Names: a base list (`news`, `documents`, `reports`, `section/<key>`, `tag/<slug>`, `kind/<key>`,
`issuer/<key>`; `status/<key>` comes from `statuses.py`), its years (`kind/prikaz/2023`) and its
months (`news/2026/11`). Small lists answer questions: `important`, `alerts`, `events`,
`consultations`, `redirects`, `coming<address><n>` (the n-th event of an item is not over),
`children/<address>`, `project/<reference>`, `acts-on/<act>`, `ahead/<address>|<day>` (that day of
the act is still to come), `cites/<act>` (items that may mean the act in their text or files),
`cites-in-file/<act>` (in their files only), `translation/<reference>`, `log` with its years and
months, `act-log` (of acts alone). Only in a preview: `unpublished` (drafts and what is under
embargo), `unpublished<address>` (the item is one of these). A document in another language than the
site's first stands in the same lists of that language: `en:news`.
Months of everything in all languages feed the search: `search/2026/11`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from unicodedata import is_normalized, normalize

from msgspec import Struct

from vestnik.core.act_keys import any_issuer_key, is_any_issuer, own_key, reference_key
from vestnik.core.addresses import slug
from vestnik.core.citation import Citation
from vestnik.core.model import Document, Event, Kind
from vestnik.core.patterns import regex
from vestnik.core.portal import Portal
from vestnik.core.standing import days_of, references_of
from vestnik.register.log import log_days

_TIE_BITS = 20
"""Low bits of a position: they order what has the same moment."""
_IN_YEAR = (
    r"(?P<base>(?:\w\w:)?(?:news|documents|reports|log|(?:section|tag|kind|issuer|status)/[^/]+))"
    r"/(?P<year>\d{4})"
)
_YEAR = regex(_IN_YEAR)
_MONTH = regex(_IN_YEAR + r"/(?P<month>\d{2})")


class Membership(Struct, frozen=True):
    """A place in a list."""

    name: str
    position: int
    """Grows with time; documents of one moment follow each other in a fixed order."""


def keys_of(document: Document) -> tuple[str, ...]:
    """Every name that belongs to the document alone: its address, its source, its act key.

    macOS writes «й» in the name of a file as two signs; whoever types the name writes one.
    """
    path = document.path
    paths = (path,) if is_normalized("NFC", path) else (path, normalize("NFC", path))
    keys = (document.address, *paths, *document.redirect_from)
    if document.act is None or document.act.project:
        return keys
    act = document.act
    return (*keys, own_key(act))


def lookup_keys(document: Document) -> tuple[str, ...]:
    """Every name by which the document can be looked up: its own, and of an act the one that
    citations use which do not tell the issuer. That one may belong to several acts.
    """
    keys = keys_of(document)
    if document.act is None or document.act.project:
        return keys
    return (*keys, any_issuer_key(document.act))


def position(moment: datetime | date, tie: str) -> int:
    """Place in a list of something that happened at `moment`.

    Moments are compared to the second. Of two with the same moment the one with the greater number
    in `tie` (an act's number) comes later; ties without a number follow a digest of the text, so
    that the order is the same in every build.
    """
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    ordinal = moment.toordinal() * 86400 + moment.hour * 3600 + moment.minute * 60 + moment.second
    digits = re.match(r"\d+", tie)
    if digits and int(digits[0]) < 1 << _TIE_BITS:
        low = int(digits[0])
    else:
        low = int.from_bytes(hashlib.blake2b(tie.encode(), digest_size=4).digest()) >> (
            32 - _TIE_BITS
        )
    return ordinal << _TIE_BITS | low


def search_position(document: Document) -> int:
    """Where a document stands in the search index: by the adoption of an act, the publication of
    anything else.
    """
    if document.act is not None:
        return position(document.act.adopted, document.act.number)
    return position(document.date, document.address)


def day_start(day: date) -> int:
    """The lowest position of a day."""
    return day.toordinal() * 86400 << _TIE_BITS


def day_at(place: int) -> date:
    """The day of a position."""
    return date.fromordinal((place >> _TIE_BITS) // 86400)


def visible(document: Document, now: datetime, *, preview: bool = False) -> bool:
    """Whether the document is published at `now`. A preview shows drafts and what is to come."""
    if document.expires is not None and document.expires <= now:
        return False
    return preview or (not document.draft and document.date <= now)


def crossings(document: Document, portal: Portal) -> Iterator[datetime]:
    """The moments at which the clock alone changes what the site shows of the document."""
    yield document.date
    if document.expires is not None:
        yield document.expires
    if document.alert is not None:
        yield document.alert.until
    for event in document.events:
        yield event_end(event)
    act = document.act
    if act is None:
        return
    if not act.project:
        for day in sorted(days_of(act)):
            yield _beginning(day, portal)
    if act.consultation is not None:
        yield _day_after(act.consultation.until, portal)


def event_end(event: Event) -> datetime:
    """When an event is over. One that is given by its day alone lasts to the end of that day."""
    last = event.end or event.start
    return last + timedelta(days=1) if last.time() == time() else last


def _beginning(day: date, portal: Portal) -> datetime:
    return portal.local(datetime.combine(day, time()))


def _day_after(day: date, portal: Portal) -> datetime:
    return _beginning(day + timedelta(days=1), portal)


def base_lists(document: Document) -> list[str]:
    """The lists that have a front page, months and a feed of their own, in which the document
    stands.
    """
    names: list[str] = []
    match document.kind:
        case Kind.NEWS:
            names.append("news")
        case Kind.DOCUMENT if document.act is not None:
            names += ["documents", f"kind/{document.act.kind}", f"issuer/{document.act.issuer}"]
        case Kind.REPORT:
            names.append("reports")
        case _:
            return []
    if document.section:
        names.append(f"section/{document.section}")
    names += [f"tag/{slug(tag)}" for tag in document.tags]
    return names


def lists_of(
    document: Document,
    now: datetime,
    portal: Portal,
    citations: Sequence[Citation] = (),
    in_files: Sequence[Citation] = (),
) -> list[Membership]:
    """Every list in which a visible document stands at `now`, once each. `citations` are those of
    its text, `in_files` those of the texts of its files.
    """
    tie = document.act.number if document.act else document.address
    published = position(document.date, tie)
    prefix = "" if document.lang == portal.lang else f"{document.lang}:"
    found: dict[str, int] = {}
    for base in base_lists(document):
        by_adoption = document.act is not None and not base.startswith(("section/", "tag/"))
        day = document.act.adopted if document.act and by_adoption else document.date
        place = position(day, tie) if by_adoption else published
        found[base] = place
        found[f"{base}/{day.year:04}/{day.month:02}"] = place
        found[f"{base}/{day.year:04}"] = place
    if document.kind is Kind.PAGE:
        found |= _page_lists(document)
    else:
        found["all"] = published
    if portal.search:
        place = search_position(document)
        found[f"search/{day_at(place):%Y/%m}"] = place
    found[f"sitemap/{document.date.year:04}"] = published
    for reference in document.projects:
        found[f"project/{reference}"] = published
    for reference in document.translations:
        found[f"translation/{reference}"] = published
    if document.redirect_from:
        found["redirects"] = published
    if not visible(document, now):
        found["unpublished"] = found[f"unpublished{document.address}"] = published
    if document.important and not document.withdrawn:
        found["important"] = published
    found |= _log_lists(document)
    found |= _timely_lists(document, now, portal, published)
    found |= _relation_lists(document, now, portal)
    found |= _citing_lists(document, portal, citations, in_files)
    shared = (
        *("translation/", "acts-on/", "ahead/", "sitemap/", "project/", "redirects"),
        *(
            "alerts",
            "coming/",
            "log",
            "act-log",
            "cites/",
            "cites-in-file/",
            "search/",
            "unpublished",
        ),
    )
    return [
        Membership(name if name.startswith(shared) else prefix + name, place)
        for name, place in found.items()
    ]


def _log_lists(document: Document) -> dict[str, int]:
    """The log of the site and its years and months, at the last thing that happened in each."""
    days = log_days(document)
    lists = {
        "/".join(("log", *filter(None, period.split("-")))): position(day, document.address)
        for period, day in days.items()
    }
    if document.act is not None:
        lists["act-log"] = position(days[""], document.address)
    return lists


def _page_lists(document: Document) -> dict[str, int]:
    order = document.menu.order if document.menu else 1000
    place = (order << _TIE_BITS) | (position(date.min, document.address) & ((1 << _TIE_BITS) - 1))
    parent = document.address.rstrip("/").rpartition("/")[0] + "/"
    lists = {"pages": place, f"children{parent}": place}
    if document.project is not None:
        lists["projects"] = place
    return lists


def _timely_lists(
    document: Document, now: datetime, portal: Portal, published: int
) -> dict[str, int]:
    lists: dict[str, int] = {}
    if document.withdrawn:
        return lists
    if document.alert is not None and now < document.alert.until:
        lists["alerts"] = published
    coming = [event for event in document.events if now < event_end(event)]
    for number, event in enumerate(document.events):
        if event in coming:
            lists[f"coming{document.address}{number}"] = published
    if coming:
        # The soonest is the «newest», so that a page can ask for the first few alone.
        lists["events"] = -position(min(event.start for event in coming), document.address)
    consultation = document.act.consultation if document.act else None
    if consultation is not None and now < _day_after(consultation.until, portal):
        lists["consultations"] = published
    return lists


def _relation_lists(document: Document, now: datetime, portal: Portal) -> dict[str, int]:
    """`acts-on/<act>` for every act that this one names, and `ahead/<act>|<day>` until that day of
    its own begins.
    """
    act = document.act
    if act is None or act.project:
        return {}
    place = position(act.adopted, act.number)
    lists = {
        f"acts-on/{reference_key(reference, act.issuer)}": place
        for _, _, reference in references_of(act)
        if not reference.outside
    }
    lists |= {ahead(document, day): place for day in days_of(act) if now < _beginning(day, portal)}
    return lists


def ahead(document: Document, day: date) -> str:
    """Name of the list in which an act stands until one of its days begins: how a page learns
    whether it has begun.
    """
    return f"ahead/{document.address}|{day.isoformat()}"


def _citing_lists(
    document: Document,
    portal: Portal,
    citations: Sequence[Citation],
    in_files: Sequence[Citation],
) -> dict[str, int]:
    """`cites/<act>` for every act that the text or a file may mean, by its name for any issuer; and
    `cites-in-file/<act>` for those that the text does not name.
    """
    if not (citations or in_files) or document.withdrawn:
        return {}
    from vestnik.register import match_key  # here, since the patterns of its package cost time

    act = document.act
    day = act.adopted if act else document.date
    place = position(day, act.number if act else document.address)
    own = act.issuer if act else ""

    def meant(named: Sequence[Citation]) -> set[str]:
        keys = (key for citation in named for key in match_key(citation, portal, own))
        return {key for key in keys if is_any_issuer(key)}

    in_text, only_in_files = meant(citations), meant(in_files)
    only_in_files -= in_text
    lists = {f"cites/{key}": place for key in sorted(in_text | only_in_files)}
    return lists | {f"cites-in-file/{key}": place for key in sorted(only_in_files)}


def split_language(name: str) -> tuple[str, str]:
    """A list's language, empty for the site's first, and its name without it: `en:news` → `en`,
    `news`.
    """
    lang, colon, rest = name.partition(":")
    if colon and len(lang) == 2:
        return lang, rest
    return "", name


def month_of(name: str) -> tuple[str, int, int] | None:
    """Base list, year and month of a month's list.

    >>> month_of("section/kultura/2026/11")
    ('section/kultura', 2026, 11)
    """
    match = _MONTH.fullmatch(name)
    return (match["base"], int(match["year"]), int(match["month"])) if match else None


def year_of(name: str) -> tuple[str, int] | None:
    """Base list and year of a year's list, `kind/prikaz/2023`."""
    match = _YEAR.fullmatch(name)
    return (match["base"], int(match["year"])) if match else None
