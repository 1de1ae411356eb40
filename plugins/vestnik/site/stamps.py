"""The state of folders by the stamps of their files: cheap enough for every build."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

_DEEP = 8
"""Folders within folders that are looked into: a link may lead round in a circle."""


class State(Struct, frozen=True):
    """Of some folders."""

    digest: str
    """Names it: another one where a file was changed, came or went."""
    youngest: int
    """When the last of the files was changed, in nanoseconds; 0 where there is none."""


def state_of(folders: Iterable[Path]) -> State:
    """Of all files below the folders; those that are not there have none."""
    found = sorted(one for folder in folders for one in _files(str(folder)))
    digest = hashlib.sha256(repr(found).encode("utf-8", "surrogateescape"))
    youngest = max((max(changed, seen) for _, changed, seen, _ in found), default=0)
    return State(digest.hexdigest(), youngest)


def _files(folder: str, deep: int = _DEEP) -> Iterator[tuple[str, int, int, int]]:
    """Path, moments of the last change of content and of anything, size."""
    try:
        entries = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    with entries:
        for entry in entries:
            if entry.is_dir():
                if deep:
                    yield from _files(entry.path, deep - 1)
                continue
            try:
                status = entry.stat()
            except FileNotFoundError:  # a link to nothing, as editors make them
                continue
            yield entry.path, status.st_mtime_ns, status.st_ctime_ns, status.st_size
