"""Postings of the browser index: months, and the buckets of terms that they are merged into.

A *segment* holds what one month's documents say: for every stem the documents that have it, each by
its rank in that month. A *bucket* is a file for a range of stems: for every stem the bytes of all
its months one behind the other. So a document changes its month's segment, and of the buckets only
those whose bytes really differ; and merging never looks at a single posting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from vestnik.search.analysis import expansions
from vestnik.search.browser_records import Group, Indexed, ranked, read_record, record, runs
from vestnik.search.packing import letters, number, numbers, read_number, sorted_strings
from vestnik.search.weights import LOUD, TITLE_LEVEL

BUCKET_BYTES = 8_000
"""A bucket with more bytes of postings, before compression, is divided."""
_DEEPEST = 12
"""Letters after which buckets are not divided further."""


Spot = tuple[int, int]
"""Rank of a document, and which of its pieces says a stem best, counted from 1; 0 for none."""


@dataclass(frozen=True, slots=True)
class Segment:
    """What one month's documents contribute to a tier."""

    month: int
    """Months since the year 0: 12 × year + month − 1."""
    postings: dict[str, bytes]
    """Stem → number of documents, then for each the distance of its rank from the one before and
    its level: distance × 8 + level.
    """
    counts: dict[str, int]
    """Stem → number of documents."""
    titled: dict[str, list[Spot]]
    """Stem → where the documents show it that have it in their title."""
    loud: dict[str, list[Spot]]
    """Stem → where the other documents show it that have it on level `LOUD` or above."""
    pieces: list[list[str]]
    """What results may show of each document, `Gist.pieces`."""
    related: frozenset[str]
    """Stems that are one word, of all the month's documents."""
    runs: list[tuple[str, int]]
    """(group, how many) in the order of the ranks."""
    records: list[bytes]
    repealed: list[int]
    """Ranks of the acts that are no longer in force."""


def segment(month: int, documents: Sequence[Indexed]) -> Segment:
    """The segment of a month, whatever the order of its documents."""
    documents = ranked(documents)
    places: dict[str, list[int]] = {}
    titled: dict[str, list[Spot]] = {}
    loud: dict[str, list[Spot]] = {}
    related: set[str] = set()
    for rank, document in enumerate(documents):
        related.update(document.related)
        spots = document.gist.spots
        usual = spots.get("", -1)
        for stem, level in document.levels.items():
            places.setdefault(stem, []).append(rank << 3 | level)
            if level >= TITLE_LEVEL:
                titled.setdefault(stem, []).append((rank, spots.get(stem, usual) + 1))
            elif level >= LOUD:
                loud.setdefault(stem, []).append((rank, spots.get(stem, -1) + 1))
    return Segment(
        month=month,
        postings={stem: _postings(found) for stem, found in sorted(places.items())},
        counts={stem: len(found) for stem, found in places.items()},
        titled=titled,
        loud=loud,
        pieces=[list(document.gist.pieces) for document in documents],
        related=frozenset(related),
        runs=runs(documents),
        records=[record(document) for document in documents],
        repealed=[rank for rank, document in enumerate(documents) if document.repealed],
    )


def _postings(places: list[int]) -> bytes:
    """`places` are rank × 8 + level, growing."""
    out = number(len(places))
    before = 0
    for place in places:
        out += number(place - before)
        before = place & ~7
    return out


def documents_of(one: Segment) -> list[Indexed]:
    """The documents that a segment was made of, in the order of their ranks; what is common to the
    month (`related`) stands with none of them.
    """
    levels: list[dict[str, int]] = [{} for _ in one.records]
    for stem, data in one.postings.items():
        count, place = read_number(data, 0)
        rank = 0
        for _ in range(count):
            value, place = read_number(data, place)
            rank += value >> 3
            levels[rank][stem] = value & 7
    groups = [Group(*key.split("|")) for key, count in one.runs for _ in range(count)]
    ended = set(one.repealed)
    found = []
    for rank, data in enumerate(one.records):
        shown = read_record(data)
        found.append(
            Indexed(
                address=shown.address,
                title=shown.title,
                day=date(one.month // 12, one.month % 12 + 1, shown.day),
                position=rank,
                group=groups[rank],
                number=shown.number,
                files=shown.files,
                repealed=rank in ended,
                levels=levels[rank],
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Merged:
    """The terms of a tier."""

    postings: dict[str, bytes]
    """Stem → for each month that has it: distance of the month from the one before, its postings.
    """
    counts: dict[str, int]
    related: dict[str, tuple[str, ...]]
    """Stem → the stems that it expands to."""
    titled: frozenset[str]
    """Stems of titles."""

    def stems(self) -> list[str]:
        """Every stem that can be asked for."""
        return sorted(self.postings.keys() | self.related.keys())


def merge(segments: Sequence[Segment]) -> Merged:
    """The terms of several months, given from the oldest on."""
    parts: dict[str, list[bytes]] = {}
    counts: dict[str, int] = {}
    before: dict[str, int] = {}
    for one in segments:
        for stem, data in one.postings.items():
            parts.setdefault(stem, []).append(number(one.month - before.get(stem, 0)) + data)
            before[stem] = one.month
            counts[stem] = counts.get(stem, 0) + one.counts[stem]
    return Merged(
        postings={stem: b"".join(parts[stem]) for stem in sorted(parts)},
        counts=counts,
        related=expansions({group for one in segments for group in one.related}),
        titled=frozenset(stem for one in segments for stem in one.titled),
    )


@dataclass(frozen=True, slots=True)
class Bucket:
    """A file of terms."""

    start: str
    """The bucket holds the stems from here on, up to the start of the next one."""
    data: bytes


def buckets(
    merged: Merged, cards: Mapping[str, bytes] = MappingProxyType({}), limit: int = BUCKET_BYTES
) -> list[Bucket]:
    """The buckets of a tier, sorted by their start. `cards` are the digests of the files of cards
    by stem.

    A bucket also holds a copy of every stem that its own expand to, so that all forms of a word are
    found with one request.
    """
    own = merged.stems()
    sizes = [
        len(stem) + 3 + len(merged.postings.get(stem, b"")) + 2 * len(merged.related.get(stem, ()))
        for stem in own
    ]
    return [
        Bucket(start, bucket_bytes(own[first:last], merged, cards))
        for start, first, last in divide(own, sizes, limit)
    ]


def divide(stems: Sequence[str], sizes: Sequence[int], limit: int) -> list[tuple[str, int, int]]:
    """Ranges (start, first, last) of sorted stems that have about `limit` bytes each.

    A range with more is divided by its next letter; small neighbours below one prefix are joined.
    So a stem more or less moves borders within its prefix at most.
    """
    total = [0]
    for size in sizes:
        total.append(total[-1] + size)
    return _divide(stems, total, limit, ("", 0, len(stems)), 0)


Range = tuple[str, int, int]


def _divide(
    stems: Sequence[str], total: Sequence[int], limit: int, whole: Range, depth: int
) -> list[Range]:
    start, first, last = whole
    if total[last] - total[first] <= limit or depth >= _DEEPEST or last - first < 2:
        return [whole]
    pieces: list[Range] = []
    for child in _children(stems, first, last, depth):
        inner = _divide(stems, total, limit, child, depth + 1)
        if len(inner) == 1 and pieces and _fits(pieces[-1], inner[0], total, limit):
            pieces[-1] = (pieces[-1][0], pieces[-1][1], inner[0][2])
        else:
            pieces += inner
    return [(start, *pieces[0][1:]), *pieces[1:]]


def _fits(left: Range, right: Range, total: Sequence[int], limit: int) -> bool:
    return total[right[2]] - total[left[1]] <= limit


def _children(stems: Sequence[str], first: int, last: int, depth: int) -> list[Range]:
    """Ranges of the stems that have one letter at `depth` in common."""
    found: list[Range] = []
    begin = first
    for place in range(first + 1, last + 1):
        if place == last or stems[place][: depth + 1] != stems[begin][: depth + 1]:
            found.append((stems[begin][: depth + 1], begin, place))
            begin = place
    return found


def bucket_bytes(own: Sequence[str], merged: Merged, cards: Mapping[str, bytes]) -> bytes:
    """How many stems, the stems, for each how many others it expands to, which, the sizes of the
    postings, the postings, the digests of files of cards, for each stem which of them, from 1.
    """
    related = merged.related
    stems = sorted({*own, *(other for stem in own for other in related.get(stem, ()))}, key=letters)
    place = {stem: index for index, stem in enumerate(stems)}
    inside = set(own)
    expanded = [
        [place[other] for other in related.get(stem, ())] if stem in inside else []
        for stem in stems
    ]
    data = [merged.postings.get(stem, b"") for stem in stems]
    files = list(dict.fromkeys(cards[stem] for stem in stems if stem in cards))
    return b"".join(
        (
            number(len(stems)),
            sorted_strings([letters(stem) for stem in stems]),
            numbers(map(len, expanded)),
            numbers(index for row in expanded for index in row),
            numbers(map(len, data)),
            *data,
            number(len(files)),
            *files,
            numbers(files.index(cards[stem]) + 1 if stem in cards else 0 for stem in stems),
        )
    )
