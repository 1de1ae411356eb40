"""Where the archive of the browser index keeps what it is made of: rows under sorted names.

A build keeps them in its ledger; `MemoryShelf` is for whoever makes an index once.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

END = "\U0010ffff"
"""Sorts behind every name."""


_FEW = 10
"""New names that are put among the sorted ones, instead of sorting all."""


class Shelf(Protocol):
    """Bytes under names, which sort like Python's strings."""

    def many(self, names: Iterable[str]) -> dict[str, bytes]:
        """Those of the rows that there are."""

    def between(self, first: str, last: str) -> Iterable[tuple[str, bytes]]:
        """The rows from a name on, up to another, sorted."""

    def put(self, rows: Mapping[str, bytes]) -> None:
        """Keeps rows, in place of others."""

    def drop(self, names: Iterable[str]) -> None:
        """Forgets rows."""


class MemoryShelf:
    """A shelf in memory."""

    def __init__(self) -> None:
        self.rows: dict[str, bytes] = {}
        self._sorted: list[str] | None = None

    def many(self, names: Iterable[str]) -> dict[str, bytes]:
        """See `Shelf`."""
        return {name: self.rows[name] for name in names if name in self.rows}

    def between(self, first: str, last: str) -> Iterator[tuple[str, bytes]]:
        """See `Shelf`."""
        if self._sorted is None:
            self._sorted = sorted(self.rows)
        names = self._sorted
        for name in names[bisect_left(names, first) : bisect_left(names, last)]:
            yield name, self.rows[name]

    def put(self, rows: Mapping[str, bytes]) -> None:
        """See `Shelf`."""
        fresh = rows.keys() - self.rows.keys()
        if self._sorted is not None and len(fresh) < _FEW:
            for name in fresh:
                insort(self._sorted, name)
        elif fresh:
            self._sorted = None
        self.rows.update(rows)

    def drop(self, names: Iterable[str]) -> None:
        """See `Shelf`."""
        for name in names:
            self.rows.pop(name, None)
        self._sorted = None
