"""The browser index: small immutable files named by their content, and one that names them.

There are two tiers. The *archive* is everything before the present period; the *recent* tier is the
rest and travels whole inside `now.bin`, the one file with a lasting name. So a new document
rewrites `now.bin` alone, and a query needs one file a word. What a period is follows from the dates
of the documents (`recent_start`), never from the history of builds. `browser_archive` says how the
archive takes up what is other.

All functions are pure: same documents, same bytes. `docs/decisions/0005-search-shards.md` has the
figures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from vestnik.search.browser_archive import Archive, Month
from vestnik.search.browser_cards import RULE, with_pieces
from vestnik.search.browser_renewal import renew
from vestnik.search.browser_terms import bucket_bytes, merged
from vestnik.search.filing import FILE
from vestnik.search.numbering import LEAST, room_class
from vestnik.search.packing import number, squeezed
from vestnik.search.segments import Segment
from vestnik.search.shelf import END, MemoryShelf

MANIFEST = "now.bin"
"""The file that names the others and holds the recent tier."""
VERSION = 4
MONTHLY = 400
"""A site with more documents a year has weeks for periods, not months."""

Months = Sequence[tuple[int, Month]]


def recent_start(days_per_year: Mapping[int, int], newest: date) -> date:
    """The first day of the recent tier: the start of the newest document's month, or week where the
    year before had more than `MONTHLY` documents.
    """
    if days_per_year.get(newest.year - 1, 0) > MONTHLY:
        return newest - timedelta(days=newest.weekday())
    return newest.replace(day=1)


def make_manifest(archive: Archive, recent: Sequence[Segment], site: Mapping[str, object]) -> bytes:
    """`now.bin`: the names of the archive's files, and the recent tier itself.

    `site` is what the browser must know of the settings: titles of sections and kinds, synonyms
    (values that JSON can hold).
    """
    old = list(archive.months.items())
    new = [(one.month, Month(one.layout, len(one.shown), one.ended)) for one in recent]
    groups = sorted({run.group for _, month in (*old, *new) for run in month.layout.runs})
    numbers = {group: place for place, group in enumerate(groups)}
    fresh = merged(recent)
    settings = json.dumps(
        {**site, "version": VERSION, "groups": groups, "cards": RULE},
        ensure_ascii=False,
        sort_keys=True,
    ).encode()
    parts = (
        settings,
        _months(old, numbers),
        _gaps(_ended(old)),
        archive.buckets.table(),
        *(filed.table() for filed in archive.spelling),
        b"".join(key for _, month in old for key in month.batches),
        _months(new, numbers),
        _gaps(_ended(new)),
        bucket_bytes(sorted(fresh), fresh),
        _records(recent),
    )
    return squeezed(b"".join(number(len(part)) + part for part in parts), level=9)


def index(
    archive: Sequence[Segment], recent: Sequence[Segment], site: Mapping[str, object]
) -> dict[str, bytes]:
    """All files of the index under their names. Segments go from the oldest on; a month that the
    border of the tiers divides has one in each.
    """
    made, shelf = Archive(), MemoryShelf()
    renew(made, shelf, [(None, one) for one in archive])
    files = {name.removeprefix(FILE): data for name, data in shelf.between(FILE, FILE + END)}
    return {**files, MANIFEST: make_manifest(made, recent, site)}


def _months(months: Months, groups: Mapping[str, int]) -> bytes:
    """How many documents; for each month its distance from the one before, its space, how many
    files of records, how many runs; for each run its distance from the end of the one before, and
    its group × 8 + the class of its room. Spaces and distances are counted in the least room.
    """
    out = bytearray(number(sum(one.documents for _, one in months)))
    before = 0
    for month, one in months:
        out += number(month - before) + number(one.layout.space // LEAST)
        out += number(len(one.batches)) + number(len(one.layout.runs))
        before, end = month, 0
        for run in one.layout.runs:
            out += number((run.start - end) // LEAST)
            out += number(groups[run.group] << 3 | room_class(run.room))
            end = run.start + run.room
    return bytes(out)


def _ended(months: Months) -> Iterator[int]:
    """The acts out of force, counted through the spaces of all months."""
    base = 0
    for _, one in months:
        yield from (base + place for place in one.ended)
        base += one.layout.space


def _gaps(growing: Iterable[int]) -> bytes:
    """The distance of each from the one before."""
    out = bytearray()
    before = 0
    for value in growing:
        out += number(value - before)
        before = value
    return bytes(out)


def _records(recent: Sequence[Segment]) -> bytes:
    """The documents of the recent tier, each behind the distance of its number from the one before,
    counted through the spaces of all months.
    """
    out = bytearray()
    base = before = 0
    for one in recent:
        for place, data in with_pieces(one):
            out += number(base + place - before) + data
            before = base + place
        base += one.layout.space
    return bytes(out)
