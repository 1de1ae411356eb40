"""The browser index: small immutable files named by their content, and one that names them.

There are two tiers. The *archive* is everything before the present period; the *recent* tier is the
rest and travels whole inside `now.bin`, the one file with a lasting name. So a new document
rewrites `now.bin` alone, a query needs one file a word, and with the first document of a new period
the archive takes up the last one by merging bytes. What a period is follows from the dates of the
documents (`recent_start`), never from the history of builds.

All functions are pure: same documents, same bytes. `docs/decisions/0005-search-shards.md` has the
figures.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from vestnik.search.browser_cards import RULE, card_files, cards_of, with_pieces
from vestnik.search.browser_records import batches
from vestnik.search.browser_terms import Merged, Segment, bucket_bytes, buckets, divide, merge
from vestnik.search.packing import (
    digest,
    file_name,
    letters,
    number,
    numbers,
    sorted_strings,
    squeezed,
)

MANIFEST = "now.bin"
"""The file that names the others and holds the recent tier."""
VERSION = 2
SPELLING_BYTES = 20_000
"""A file of the spelling dictionary with more, before compression, is divided."""
MONTHLY = 400
"""A site with more documents a year has weeks for periods, not months."""


def recent_start(days_per_year: Mapping[int, int], newest: date) -> date:
    """The first day of the recent tier: the start of the newest document's month, or week where the
    year before had more than `MONTHLY` documents.
    """
    if days_per_year.get(newest.year - 1, 0) > MONTHLY:
        return newest - timedelta(days=newest.weekday())
    return newest.replace(day=1)


@dataclass(slots=True)
class Files:
    """Immutable files under the names of their contents."""

    files: dict[str, bytes] = field(default_factory=dict)
    _contents: dict[bytes, bytes] = field(default_factory=dict)

    def put(self, data: bytes) -> bytes:
        """Adds a file; returns the digest that names it."""
        key = digest(data)
        known = self._contents.setdefault(key, data)
        if known != data:
            raise ValueError(f"two contents are named {file_name(key)}")
        if known is data:
            self.files[file_name(key)] = squeezed(data)
        return key


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The archive's files, and what the manifest says of them. It changes with an old document and
    with the first one of a new period; until then the engine keeps it.
    """

    files: dict[str, bytes]
    buckets: bytes
    spelling: tuple[bytes, bytes]
    """Table of the dictionary, and of the same one read from behind."""
    batches: bytes
    """Digests of the records' files, month by month."""
    months: list[tuple[int, list[tuple[str, int]]]]
    """Month, and its runs (group, how many documents)."""
    repealed: bytes

    def without_files(self) -> Archive:
        """What the manifest needs of it."""
        return replace(self, files={})


def make_archive(segments: Sequence[Segment]) -> Archive:
    """The archive of these months, given from the oldest on."""
    out = Files()
    terms = merge(segments)
    cards: dict[str, bytes] = {}
    for stems, data in card_files(cards_of(segments, terms.counts)):
        cards |= dict.fromkeys(stems, out.put(data))
    return Archive(
        buckets=_table(out, [(one.start, one.data) for one in buckets(terms, cards)]),
        spelling=(
            _spelling(out, terms, backwards=False),
            _spelling(out, terms, backwards=True),
        ),
        batches=b"".join(out.put(batch) for one in segments for batch in batches(one.records)),
        months=[(one.month, one.runs) for one in segments],
        repealed=_repealed(segments),
        files=out.files,
    )


def make_manifest(archive: Archive, recent: Sequence[Segment], site: Mapping[str, object]) -> bytes:
    """`now.bin`: the names of the archive's files, and the recent tier itself.

    `site` is what the browser must know of the settings: titles of sections and kinds, synonyms
    (values that JSON can hold).
    """
    months = [(one.month, one.runs) for one in recent]
    groups = sorted({group for _, runs in (*archive.months, *months) for group, _ in runs})
    numbered = {group: place for place, group in enumerate(groups)}
    fresh = merge(recent)
    settings = json.dumps(
        {**site, "version": VERSION, "groups": groups, "cards": RULE},
        ensure_ascii=False,
        sort_keys=True,
    ).encode()
    parts = (
        settings,
        _months(archive.months, numbered),
        archive.repealed,
        archive.buckets,
        *archive.spelling,
        archive.batches,
        _months(months, numbered),
        _repealed(recent),
        bucket_bytes(fresh.stems(), fresh, {}),
        b"".join(with_pieces(one) for one in recent),
    )
    return squeezed(b"".join(number(len(part)) + part for part in parts))


def index(
    archive: Sequence[Segment], recent: Sequence[Segment], site: Mapping[str, object]
) -> dict[str, bytes]:
    """All files of the index under their names. Segments go from the oldest on; a month that the
    border of the tiers divides has one in each.
    """
    old = make_archive(archive)
    return {**old.files, MANIFEST: make_manifest(old, recent, site)}


def _months(
    months: Sequence[tuple[int, list[tuple[str, int]]]], groups: Mapping[str, int]
) -> bytes:
    """For each month: its distance from the one before, how many runs, (group, length) of each."""
    out = bytearray()
    before = 0
    for month, runs in months:
        out += number(month - before) + number(len(runs))
        out += numbers(value for group, count in runs for value in (groups[group], count))
        before = month
    return bytes(out)


def _repealed(segments: Sequence[Segment]) -> bytes:
    """Distances between the repealed acts, counted through all months."""
    out = bytearray()
    base = before = 0
    for one in segments:
        for rank in one.repealed:
            out += number(base + rank - before)
            before = base + rank
        base += len(one.records)
    return bytes(out)


def _table(out: Files, ranges: Sequence[tuple[str, bytes]]) -> bytes:
    """Where each file begins, and the digests that name them."""
    starts = sorted_strings([letters(start) for start, _ in ranges])
    return number(len(ranges)) + starts + b"".join(out.put(data) for _, data in ranges)


def _spelling(out: Files, terms: Merged, *, backwards: bool) -> bytes:
    """The dictionary against which a misspelt word is corrected: a file for a range of stems, and
    once more by the stems read from behind, for an error in the first letters.
    """
    words = {
        stem: count
        for stem, count in terms.counts.items()
        if len(stem) > 2 and stem.isalpha() and (count > 1 or stem in terms.titled)
    }
    keyed = sorted((stem[::-1] if backwards else stem, count) for stem, count in words.items())
    stems = [stem for stem, _ in keyed]
    ranges = divide(stems, [len(stem) // 2 + 3 for stem in stems], SPELLING_BYTES)
    files = []
    for start, first, last in ranges:
        inside = sorted(keyed[first:last], key=lambda one: letters(one[0]))
        rarity = bytes(min(count.bit_length(), 15) for _, count in inside)
        data = number(len(inside)) + sorted_strings([letters(stem) for stem, _ in inside]) + rarity
        files.append((start, data))
    return _table(out, files)
