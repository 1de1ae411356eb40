"""The log of the site: what was published, changed and withdrawn, from the content alone.

Acts and reports stand in it from their publication. News and pages come and go by the dozen, and
their lists tell of that: the log holds what was changed in them afterwards, and what was taken
back.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from vestnik.core.model import Document, Kind

_FROM_THE_START = frozenset({Kind.DOCUMENT, Kind.REPORT})


class Deed(enum.StrEnum):
    """What happened to an item on the site."""

    PUBLISHED = "published"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class LogEntry(Struct, frozen=True):
    """One line of the log."""

    day: date
    deed: Deed
    document: Document
    note: str = ""
    """What changed, or why it was withdrawn."""
    place: int = 0
    """Which of its changes, from 0."""


def entries_of(document: Document) -> Iterator[LogEntry]:
    """What has happened to a document, as its front matter tells it."""
    if document.kind in _FROM_THE_START:
        yield LogEntry(document.date.date(), Deed.PUBLISHED, document)
    for place, change in enumerate(document.changes):
        yield LogEntry(change.date, Deed.CHANGED, document, change.note, place)
    if document.withdrawn is not None:
        withdrawn = document.withdrawn
        yield LogEntry(withdrawn.date, Deed.WITHDRAWN, document, withdrawn.reason)


def in_order(documents: Iterable[Document], period: str = "") -> list[LogEntry]:
    """What happened in a period (`2026`, `2026-11`; empty for ever), the latest first."""
    found = [
        entry
        for document in documents
        for entry in entries_of(document)
        if entry.day.isoformat().startswith(period)
    ]
    order = list(Deed)
    found.sort(key=lambda one: (one.document.address, -one.place))
    found.sort(key=lambda one: (one.day, order.index(one.deed)), reverse=True)
    return found


def log_days(document: Document) -> dict[str, date]:
    """Period → the latest day in it on which something happened: `2026-11`, `2026` and ever."""
    latest: dict[str, date] = {}
    for entry in entries_of(document):
        text = entry.day.isoformat()
        for period in ("", text[:4], text[:7]):
            latest[period] = max(latest.get(period, entry.day), entry.day)
    return latest
