"""Published files that were replaced while the readers are told nothing of it.

A citizen who has downloaded an order must be able to learn that it is another one now. The
catalogue keeps the last published facts of the files that have changed since, so only these are
looked at, and their items; a catalogue without a past has nothing to say. What a build has
published becomes the version to compare with: each replacement is told of until then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

import msgspec

from vestnik.catalogue.records import decode_document
from vestnik.catalogue.rows import Replaced
from vestnik.catalogue.store import Catalogue
from vestnik.core.crosschecks import Place, file_replaced
from vestnik.core.model import Document
from vestnik.core.problems import Problem
from vestnik.site.lists import visible

PlaceOf = Callable[[str, str, int], Place]


def replaced_files(
    catalogue: Catalogue, now: datetime, shown: Callable[[str], Document | None], place: PlaceOf
) -> Iterator[Problem]:
    """A warning for each file that a visible item offers and that has other bytes than published,
    unless the item has got an entry in `changes` since. `shown` gives the document of a source that
    is public now; `place` tells where a field of a source stands.
    """
    told: set[tuple[str, str]] = set()
    for row in catalogue.replaced_files():
        one = row.path, row.use.file
        document = shown(row.path)
        if one in told or document is None or document.withdrawn is not None:
            continue
        if _was_offered(catalogue, row, document, now):
            told.add(one)
            yield _problem(row, document, now.date(), place)


def _was_offered(catalogue: Catalogue, row: Replaced, document: Document, now: datetime) -> bool:
    """Whether the item was public with this file and has no new change."""
    version = catalogue.published_version(row.path)
    if version is None or all(use.file != row.use.file or use.picture for use in version.uses):
        return False
    try:
        old = decode_document(version.facts)
    except msgspec.DecodeError:
        return False  # kept by another version of Vestnik
    public = visible(old, now) and old.withdrawn is None
    return public and set(document.changes) <= set(old.changes)


def _problem(row: Replaced, document: Document, day: date, place: PlaceOf) -> Problem:
    file = row.use.file
    name = file.rpartition("/")[2]
    titles = [one.title for one in document.attachments if one.file == file and one.title]
    return file_replaced(
        place(row.path, row.use.field.removesuffix(".waived"), row.use.line),
        name,
        titles[0] if titles else name,
        day,
        first=not document.changes,
    )
