"""Terms of the browser index: what all months of a tier say of a stem, and the files of stems.

A *bucket* is a file for a range of stems: for every stem the bytes of all its months one behind the
other. So merging never looks at a single posting, and a document that changes its month's segment
changes, of the buckets, only those of the stems that it says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from vestnik.search.packing import letters, number, numbers, sorted_strings
from vestnik.search.segments import Said, Segment, count_spots

BUCKET_BYTES = 4_000
"""A bucket with more bytes of postings, before compression, is divided."""

Month = tuple[int, Said]
"""Month, and what it says."""


class Term(msgspec.Struct, array_like=True):
    """What a tier says of a stem."""

    months: list[Month] = []
    """From the oldest on."""
    groups: dict[str, int] = {}
    """The words that it is a stem of, as `Words.groups`, and how many months have each."""
    count: int = 0
    """How many documents have it."""
    titled: int = 0
    """In the title."""
    loud: int = 0
    """Otherwise on level `LOUD` or above."""

    @property
    def empty(self) -> bool:
        """Nothing is said of it any more."""
        return not (self.months or self.groups)

    def postings(self) -> bytes:
        """For each month that has it: distance of the month from the one before, its postings."""
        out: list[bytes] = []
        before = 0
        for month, said in self.months:
            out += (number(month - before), said.postings)
            before = month
        return b"".join(out)

    def related(self, stem: str) -> list[str]:
        """The other stems of its words, sorted."""
        if not self.groups:
            return []
        return sorted({other for group in self.groups for other in group.split()} - {stem})

    def weight(self, stem: str) -> int:
        """Bytes that it takes of a bucket, about; none when nothing is said of it."""
        if self.empty:
            return 0
        size = len(stem) + 3 + 2 * len(self.related(stem)) + 2 * len(self.months)
        return size + sum(len(said.postings) for _, said in self.months)

    def change(self, months: Mapping[int, Said | None], groups: Mapping[str, int]) -> Term:
        """The term with other things said by some months (None: nothing any more), and with groups
        of so many months more or less.
        """
        said = dict(self.months)
        count, titled, loud = self.count, self.titled, self.loud
        for month, new in months.items():
            for one, sign in ((said.pop(month, None), -1), (new, 1)):
                if one is not None:
                    count += sign * one.count
                    titled += sign * count_spots(one.titled)
                    loud += sign * count_spots(one.loud)
            if new is not None:
                said[month] = new
        counts = dict(self.groups)
        for group, more in groups.items():
            counts[group] = counts.get(group, 0) + more
            if not counts[group]:
                del counts[group]
        known = dict(sorted(counts.items())) if groups else counts
        return Term(sorted(said.items()), known, count, titled, loud)


decode_term = msgspec.msgpack.Decoder(Term).decode
encode_term = msgspec.msgpack.Encoder().encode


def merged(segments: Iterable[Segment]) -> dict[str, Term]:
    """The terms of a few months."""
    months: dict[str, dict[int, Said | None]] = {}
    groups: dict[str, dict[str, int]] = {}
    for one in segments:
        for letter in one.words:
            for stem, said in one.said(letter).items():
                months.setdefault(stem, {})[one.month] = said
        for group in one.related:
            for stem in group.split():
                groups.setdefault(stem, {})[group] = 1
    return {
        stem: Term().change(months.get(stem, {}), groups.get(stem, {}))
        for stem in months.keys() | groups.keys()
    }


def bucket_bytes(
    own: Sequence[str],
    terms: Mapping[str, Term],
    cards: Callable[[str, Term], Sequence[bytes]] = lambda _stem, _term: (b"", b""),
) -> bytes:
    """How many stems, the stems, for each how many others it expands to, which, the sizes of the
    postings, the postings, the digests of files of cards, for each lot of cards and each stem which
    of them, from 1.

    A bucket also holds a copy of every stem that its own expand to, so that all forms of a word are
    found with one request: `terms` has those, too, where anything is said of them. `cards` gives
    the digests of the files of cards beside a stem, one for each lot; nothing where it has none.
    """
    expansions = {stem: terms[stem].related(stem) for stem in own}
    stems = sorted({*own, *(other for row in expansions.values() for other in row)}, key=letters)
    place = {stem: index for index, stem in enumerate(stems)}
    expanded = [[place[other] for other in expansions.get(stem, ())] for stem in stems]
    said = [terms.get(stem, _NOTHING) for stem in stems]
    data = [term.postings() for term in said]
    named = [cards(stem, term) for stem, term in zip(stems, said, strict=True)]
    lots = list(zip(*named, strict=True))
    files = list(dict.fromkeys(name for lot in lots for name in lot if name))
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
            *(numbers(files.index(name) + 1 if name else 0 for name in lot) for lot in lots),
        )
    )


_NOTHING = Term()
