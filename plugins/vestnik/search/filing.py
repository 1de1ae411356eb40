"""Immutable files under the names of their contents, one for each range of sorted keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

import msgspec

from vestnik.search.division import Division, Weighed, place_of
from vestnik.search.packing import (
    digest,
    file_name,
    letters,
    number,
    sorted_strings,
    squeezed,
    unsqueezed,
)
from vestnik.search.shelf import END, Shelf

FILE = "file/"
"""Begins the name of a file on a shelf."""


class Files:
    """Puts files on a shelf; one that is there already costs nothing more."""

    def __init__(self, shelf: Shelf, known: Iterable[bytes]) -> None:
        """`known` are the digests of the files that are there."""
        self._shelf = shelf
        self._known = set(known)
        self._made: dict[bytes, bytes] = {}

    def put(self, data: bytes) -> bytes:
        """Adds a file; returns the digest that names it. Raises ValueError where another content
        has that name.
        """
        key = digest(data)
        small = squeezed(data)
        name = FILE + file_name(key)
        if key in self._known or key in self._made:
            there = self._shelf.many([name]).get(name)
            if there is not None and there != small:
                raise ValueError(f"two contents are named {file_name(key)}")
        self._made[key] = b""
        self._shelf.put({name: small})
        return key

    def content(self, key: bytes) -> bytes:
        """What is in a file; nothing where it is not there."""
        small = self._shelf.many([name := FILE + file_name(key)]).get(name)
        return unsqueezed(small) if small else b""

    def keep_only(self, used: set[bytes]) -> None:
        """Drops the files that nobody names any more."""
        gone = (self._known | self._made.keys()) - used
        self._shelf.drop(FILE + file_name(key) for key in gone)


class Filed(msgspec.Struct, array_like=True):
    """Keys in files."""

    division: Division
    files: dict[str, bytes] = {}
    """Where each range begins, sorted → the digest that names its file."""

    def renew(
        self,
        deltas: Mapping[str, int],
        dirty: Iterable[str],
        load: Callable[[str], Weighed],
        make: Callable[[str, str, bytes], bytes],
    ) -> list[tuple[str, str]]:
        """Takes up other weights of keys (`Division.change`), and makes anew the files of ranges
        that are others, and of the `dirty` keys. `make` puts one on the shelf and gives its digest;
        it is told where the range begins and ends, and the digest of its file before, if there was
        one. Returns the ranges whose files are others.
        """
        before = self.files
        known = set(_ranges(list(before)))
        if deltas:
            self.division.change(deltas, load)
        starts = self.division.starts() if deltas else list(before)
        touched = {starts[place_of(starts, key)] for key in dirty} if starts else set()
        after: dict[str, bytes] = {}
        changed = []
        for start, end in _ranges(starts):
            own = before.get(start, b"") if (start, end) in known else b""
            if own and start not in touched:
                after[start] = own
                continue
            after[start] = make(start, end, own)
            if after[start] != own:
                changed.append((start, end))
        self.files = after
        return changed

    def table(self) -> bytes:
        """How many files, where each begins, the digests that name them."""
        starts = sorted_strings([letters(start) for start in self.files])
        return number(len(self.files)) + starts + b"".join(self.files.values())


def _ranges(starts: list[str]) -> list[tuple[str, str]]:
    """Where ranges begin and end."""
    return list(pairwise([*starts, END])) if starts else []
