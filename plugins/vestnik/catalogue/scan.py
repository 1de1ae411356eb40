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

OUTSIDE = "symlink-outside"
"""A symbolic link that leads out of the content folder."""
UNREADABLE = "unreadable-source"
"""A file without rights, a link to nothing or to itself."""
UNREADABLE_FOLDER = "unreadable-folder"
"""A folder without rights: nobody knows which sources are missing."""
BAD_NAME = "file-name-encoding"
"""A name that is not UTF-8: nobody could tell which file is meant."""
WRONG_ENDING = "file-name-ending"
"""A text for the site under a name that keeps it off."""


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


NO_STAMP = Stamp(0, 0, 0)
"""Equal to no file's."""


@dataclass(frozen=True, slots=True)
class Found:
    """A source file, or something in its place that must not be read."""

    path: str
    stamp: Stamp
    fault: str = ""
    """Why it must not or cannot be read: `OUTSIDE`, `UNREADABLE`…"""


def sources(root: Path) -> Iterator[Found]:
    """Every Markdown file below `root`, in no particular order.

    Hidden files and folders are passed over. A symbolic link is followed only while it stays
    inside. What cannot be read, be it a file or a folder, comes with its fault. Anything but a
    regular file is passed over.
    """
    yield from _walk(str(root), "", os.path.realpath(root), frozenset())


def _walk(folder: str, prefix: str, real_root: str, above: frozenset[str]) -> Iterator[Found]:
    real = os.path.realpath(folder) if above else real_root
    if real in above:
        return
    try:
        with os.scandir(folder) as listing:
            entries = list(listing)
    except OSError:
        yield Found(prefix.rstrip("/"), NO_STAMP, UNREADABLE_FOLDER)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            yield from _entry(entry, prefix + entry.name, real_root, above | {real})
        except FileNotFoundError:  # gone since it was listed, or a link to nothing
            if entry.is_symlink():
                yield Found(prefix + entry.name, NO_STAMP, UNREADABLE)
        except OSError:
            if entry.name.endswith(".md"):
                yield Found(prefix + entry.name, NO_STAMP, UNREADABLE)


def _entry(
    entry: os.DirEntry[str], path: str, real_root: str, above: frozenset[str]
) -> Iterator[Found]:
    is_folder = entry.is_dir()
    if not is_folder and not entry.name.endswith(".md"):
        if _meant_as_source(entry):
            yield Found(path, NO_STAMP, WRONG_ENDING)
        return
    if not _is_text(entry.name):
        yield Found(_legible(path), NO_STAMP, BAD_NAME)
    elif entry.is_symlink() and not _inside(entry.path, real_root):
        yield Found(path, NO_STAMP, OUTSIDE)
    elif is_folder:
        yield from _walk(entry.path, path + "/", real_root, above)
    else:
        status = entry.stat()
        if stat.S_ISREG(status.st_mode):
            yield Found(path, Stamp.of(status))


def _meant_as_source(entry: os.DirEntry[str]) -> bool:
    """Whether a text was saved under a name that would silently keep it off the site: Notepad adds
    «.txt», and Windows hides that it did.
    """
    name = entry.name.lower()
    if name.endswith((".md", ".markdown", ".md.txt")):
        return True
    if not name.endswith(".txt") or not entry.is_file():
        return False
    with Path(entry.path).open("rb") as stream:
        return stream.read(6).removeprefix(b"\xef\xbb\xbf").startswith(b"---")


def _is_text(name: str) -> bool:
    """Whether the name is UTF-8: Python keeps other bytes of it as lone surrogates."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def _legible(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


def _inside(path: str, real_root: str) -> bool:
    real = os.path.realpath(path)
    return real == real_root or real.startswith(real_root + os.sep)
