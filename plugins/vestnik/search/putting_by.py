"""What all months say of stems, while an archive is made from nothing of them.

It is put by on the shelf in parts of some of the stems each, and taken up again a part at a time:
what ten thousand documents say is some hundred megabytes of small values, whatever the letters
their words begin with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from zlib import crc32

import msgspec

from vestnik.search.segments import Said, decode_words
from vestnik.search.shelf import END, Shelf

PARTS = 64
"""How many parts; with fifty thousand documents one has a few megabytes."""
_ROWS = "put-by/"
"""Begins the names of the rows; none is left afterwards."""

_encode = msgspec.msgpack.Encoder().encode


def part_of(stem: str) -> int:
    """The part in which a stem is."""
    return crc32(stem.encode()) % PARTS


class PutBy:
    """The parts on a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def add(self, month: int, words: Mapping[str, bytes]) -> None:
        """Puts by what a month says (`Segment.words`)."""
        parts: dict[int, dict[str, Said]] = {}
        for data in words.values():
            for stem, said in decode_words(data).items():
                parts.setdefault(part_of(stem), {})[stem] = said
        self._shelf.put({f"{_ROWS}{part}/{month}": _encode(own) for part, own in parts.items()})

    def take(self) -> Iterator[tuple[int, dict[str, dict[int, Said | None]]]]:
        """The parts one after the other, each with stem → month → what it says."""
        for part in range(PARTS):
            found: dict[str, dict[int, Said | None]] = {}
            rows = list(self._shelf.between(f"{_ROWS}{part}/", f"{_ROWS}{part}/{END}"))
            for name, data in rows:
                month = int(name.rpartition("/")[2])
                for stem, said in decode_words(data).items():
                    found.setdefault(stem, {})[month] = said
            self._shelf.drop(name for name, _ in rows)
            yield part, found
