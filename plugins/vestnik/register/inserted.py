"""Texts that an act inserts into another: «изложить в следующей редакции: «…»»."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

_OPENS = re.compile(r"(?:редакции|содержания|слов(?:ами|а)?|абзац\w*)\s*+:?\s*+«")
_MARKS = re.compile("[«»]")
_LIMIT = 20_000
"""Characters of the longest."""
_UNCLOSED = 8
"""After so many that nobody has closed, the quotation marks of a document tell nothing."""


class Inserted:
    """The inserted parts of one text."""

    def __init__(self, text: str) -> None:
        self._parts = list(_parts(text))

    def holds(self, place: int) -> bool:
        """Whether `place` stands within one of them."""
        index = bisect_left(self._parts, (place, 0)) - 1
        return index >= 0 and place < self._parts[index][1]


def _parts(text: str) -> Iterator[tuple[int, int]]:
    end = unclosed = 0
    for found in _OPENS.finditer(text):
        start = found.end() - 1
        if start < end:
            continue
        end = _closing(text, start)
        if not end:
            unclosed += 1
            if unclosed > _UNCLOSED:
                return
            line = text.find("\n", start)
            end = line if line >= 0 else len(text)
        yield start, end


def _closing(text: str, start: int) -> int:
    """Behind the mark that closes the one at `start`; 0 where none does."""
    depth = 0
    for mark in _MARKS.finditer(text, start, start + _LIMIT):
        depth += 1 if mark[0] == "«" else -1
        if depth == 0:
            return mark.end()
    return 0
