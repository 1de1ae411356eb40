"""What lies in the content folder: a walk that never leaves it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_RACY_NS = 2_000_000_000
"""A file changed this shortly before it was seen may change again without its stamp changing (the
granularity of some file systems is two seconds).
"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What `stat` says of a file: equal stamps mean an unchanged file."""

    mtime_ns: int
    ctime_ns: int
    size: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """The stamp of a file's status."""
        return cls(status.st_mtime_ns, status.st_ctime_ns, status.st_size)

    def settled(self, now_ns: int) -> bool:
        """Whether the stamp can be trusted later: git's «racily clean» rule."""
        return max(self.mtime_ns, self.ctime_ns) < now_ns - _RACY_NS


@dataclass(frozen=True, slots=True)
class Found:
    """A source file, or something in its place that must not be read."""

    path: str
    stamp: Stamp
    outside: bool = False
    """A symbolic link that leads out of the content folder."""


def sources(root: Path) -> Iterator[Found]:
    """Every Markdown file below `root`, in no particular order.

    Hidden files and folders are passed over. A symbolic link is followed only while it stays
    inside; one that leads out is reported, not read. Anything but a regular file is passed over.
    """
    yield from _walk(str(root), "", os.path.realpath(root), frozenset())


def _walk(folder: str, prefix: str, real_root: str, above: frozenset[str]) -> Iterator[Found]:
    real = os.path.realpath(folder) if above else real_root
    if real in above:
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = prefix + entry.name
            if entry.is_symlink() and not _inside(entry.path, real_root):
                if entry.name.endswith(".md") or entry.is_dir():
                    yield Found(path, Stamp(0, 0, 0), outside=True)
                continue
            if entry.is_dir():
                yield from _walk(entry.path, path + "/", real_root, above | {real})
            elif entry.name.endswith(".md"):
                status = entry.stat()
                if stat.S_ISREG(status.st_mode):
                    yield Found(path, Stamp.of(status))


def _inside(path: str, real_root: str) -> bool:
    real = os.path.realpath(path)
    return real == real_root or real.startswith(real_root + os.sep)
