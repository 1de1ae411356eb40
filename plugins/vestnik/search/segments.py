"""Segments: what a month's documents contribute to the browser index.

Each document goes by its number in the month (`numbering.py`), so that a segment differs from the
one before a change in little more than the words of the documents that are others. Words lie apart
by their first letter: who merges months need not hold all words of all of them at once.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Sequence

import msgspec

from vestnik.search.browser_records import Indexed, record
from vestnik.search.numbering import Layout, numbered
from vestnik.search.packing import number, prose, read_number
from vestnik.search.weights import LOUD, TITLE_LEVEL

_SPOT = struct.Struct("<II")
"""Number of a document, number of its piece that says a stem best."""


class Said(msgspec.Struct, frozen=True, array_like=True):
    """What a month says of a stem."""

    postings: bytes
    """How many documents have it, then for each the distance of its number from the one before and
    its level: distance × 8 + level.
    """
    titled: bytes = b""
    """Where the documents show it that have it in their title: `spots`."""
    loud: bytes = b""
    """Where the other documents show it that have it on level `LOUD` or above."""

    def levels(self) -> Iterator[tuple[int, int]]:
        """The documents that have it, by their numbers, each with its level."""
        count, at = read_number(self.postings, 0)
        own = 0
        for _ in range(count):
            value, at = read_number(self.postings, at)
            own += value >> 3
            yield own, value & 7

    @property
    def count(self) -> int:
        """How many documents have it."""
        first = self.postings[0]
        return first if first < 0x80 else read_number(self.postings, 0)[0]


def spots(data: bytes) -> Iterator[tuple[int, int]]:
    """Numbers of documents, each with the number of its piece that says a stem best."""
    return _SPOT.iter_unpack(data)


def count_spots(data: bytes) -> int:
    """How many documents they are."""
    return len(data) // _SPOT.size


class Shown(msgspec.Struct, frozen=True, array_like=True):
    """What results may show of a document."""

    record: bytes
    pieces: dict[int, bytes]
    """Passages by a number that follows from record and passage: so a spot is another when what it
    shows is. One is empty, for a document whose text says nothing of a word in its title.
    """


class Segment(msgspec.Struct, frozen=True):
    """What one month's documents contribute to a tier."""

    month: int
    """Months since the year 0: 12 × year + month − 1."""
    layout: Layout
    shown: dict[int, Shown]
    """By the numbers of the documents, in their order."""
    ended: list[int]
    """Numbers of the acts that are no longer in force."""
    related: list[str]
    """Stems that are one word, of all the month's documents, sorted."""
    words: dict[str, bytes]
    """First letter → the stems that begin with it: what the month says of them, encoded."""

    def said(self, letter: str) -> dict[str, Said]:
        """What the month says of the stems that begin with a letter."""
        return decode_words(self.words.get(letter, b""))


_encode = msgspec.msgpack.Encoder().encode
_words = msgspec.msgpack.Decoder(dict[str, Said]).decode
decode_segment = msgspec.msgpack.Decoder(Segment).decode


def decode_words(data: bytes) -> dict[str, Said]:
    """What `Segment.words` has encoded; nothing of nothing."""
    return _words(data) if data else {}


def encode_segment(one: Segment) -> bytes:
    """The bytes of a segment: same documents, same bytes."""
    return _encode(one)


def segment(month: int, documents: Sequence[Indexed]) -> Segment:
    """The segment of a month, whatever the order of its documents."""
    layout, found = numbered(documents)
    places: dict[str, list[int]] = {}
    titled: dict[str, bytes] = {}
    loud: dict[str, bytes] = {}
    related: set[str] = set()
    shown: dict[int, Shown] = {}
    for place, document in found:
        related.update(document.related)
        shown[place], pieces = _shown(document)
        best = document.gist.spots
        usual = best.get("", -1)
        for stem, level in document.levels.items():
            places.setdefault(stem, []).append(place << 3 | level)
            if level >= TITLE_LEVEL:
                spot = _SPOT.pack(place, pieces[best.get(stem, usual)])
                titled[stem] = titled.get(stem, b"") + spot
            elif level >= LOUD:
                spot = _SPOT.pack(place, pieces[best.get(stem, -1)])
                loud[stem] = loud.get(stem, b"") + spot
    words: dict[str, dict[str, Said]] = {}
    for stem, postings in sorted(places.items()):
        said = Said(_postings(postings), titled.get(stem, b""), loud.get(stem, b""))
        words.setdefault(stem[0], {})[stem] = said
    return Segment(
        month=month,
        layout=layout,
        shown=shown,
        ended=[place for place, document in found if document.repealed],
        related=sorted(related),
        words={letter: _encode(stems) for letter, stems in words.items()},
    )


def _shown(document: Indexed) -> tuple[Shown, list[int]]:
    """What may be shown of a document, and the numbers of its pieces; the last is the empty one."""
    said = record(document)
    pieces: dict[int, bytes] = {}
    numbers = []
    for piece in (*map(prose, document.gist.pieces), b""):
        place = int.from_bytes(hashlib.blake2b(said + piece, digest_size=4).digest())
        while place in pieces:
            place = (place + 1) % (1 << 32)
        pieces[place] = piece
        numbers.append(place)
    return Shown(said, pieces), numbers


def _postings(places: list[int]) -> bytes:
    """`places` are number × 8 + level, growing."""
    out = number(len(places))
    before = 0
    for place in places:
        out += number(place - before)
        before = place & ~7
    return out
