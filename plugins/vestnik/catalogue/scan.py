"""What lies in the content folder: a walk that never leaves it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from msgspec import Struct

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

_ALMOST = (".md", ".markdown", ".txt")


class Stamp(Struct, frozen=True):
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


class Found(Struct, frozen=True):
    """A source file, or something in its place that must not be read."""

    path: str
    stamp: Stamp
    fault: str = ""
    """Why it must not or cannot be read: `OUTSIDE`, `UNREADABLE`…"""


def sources(root: Path) -> list[Found]:
    """Every Markdown file below `root`, in no particular order.

    Hidden files and folders are passed over. A symbolic link is followed only while it stays
    inside. What cannot be read, be it a file or a folder, comes with its fault. Anything but a
    regular file is passed over.
    """
    real = os.path.realpath(root)
    found: list[Found] = []
    _walk(str(root), "", _Branch(real, real, frozenset()), found)
    return found


class _Branch(Struct, frozen=True):
    """Where in the tree the walk is."""

    root: str
    """Real path of the content folder."""
    real: str
    """Real path of this folder."""
    above: frozenset[str]
    """Real paths of the folders above: a link to one of them would lead round in a circle."""

    def below(self, entry: os.DirEntry[str]) -> _Branch:
        real = os.path.realpath(entry.path) if entry.is_symlink() else f"{self.real}/{entry.name}"
        return _Branch(self.root, real, self.above | {self.real})


def _walk(folder: str, prefix: str, branch: _Branch, found: list[Found]) -> None:
    if branch.real in branch.above:
        return
    try:
        with os.scandir(folder) as listing:
            entries = list(listing)
    except OSError:
        found.append(Found(prefix.rstrip("/"), NO_STAMP, UNREADABLE_FOLDER))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir():
                _folder(entry, prefix + entry.name, branch, found)
            else:
                _file(entry, prefix + entry.name, branch, found)
        except FileNotFoundError:  # gone since it was listed
            continue
        except OSError:
            if entry.name.endswith(".md"):
                found.append(Found(prefix + entry.name, NO_STAMP, UNREADABLE))


def _folder(entry: os.DirEntry[str], path: str, branch: _Branch, found: list[Found]) -> None:
    if fault := _fault(entry, branch.root):
        found.append(Found(_legible(path), NO_STAMP, fault))
    else:
        _walk(entry.path, path + "/", branch.below(entry), found)


def _file(entry: os.DirEntry[str], path: str, branch: _Branch, found: list[Found]) -> None:
    if entry.name.endswith(".md"):
        _source(entry, path, branch, found)
    elif _meant_as_source(entry):
        found.append(Found(_legible(path), NO_STAMP, WRONG_ENDING))


def _source(entry: os.DirEntry[str], path: str, branch: _Branch, found: list[Found]) -> None:
    if fault := _fault(entry, branch.root):
        found.append(Found(_legible(path), NO_STAMP, fault))
        return
    try:
        status = entry.stat()
    except FileNotFoundError:
        if entry.is_symlink():  # to nothing
            found.append(Found(path, NO_STAMP, UNREADABLE))
        return
    if stat.S_ISREG(status.st_mode):
        found.append(Found(path, Stamp.of(status)))


def _meant_as_source(entry: os.DirEntry[str]) -> bool:
    """Whether a text was saved under a name that would silently keep it off the site: Notepad adds
    «.txt», and Windows hides that it did.
    """
    name = entry.name.lower()
    if not name.endswith(_ALMOST):
        return False
    if not name.endswith(".txt") or name.endswith(".md.txt"):
        return True
    if not entry.is_file(follow_symlinks=False):
        return False
    with Path(entry.path).open("rb") as stream:
        return stream.read(6).removeprefix(b"\xef\xbb\xbf").startswith(b"---")


def _fault(entry: os.DirEntry[str], real_root: str) -> str:
    if not entry.name.isascii() and _legible(entry.name) != entry.name:
        return BAD_NAME  # Python keeps bytes that are not UTF-8 as lone surrogates
    if entry.is_symlink() and not _inside(entry.path, real_root):
        return OUTSIDE
    return ""


def _legible(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


def _inside(path: str, real_root: str) -> bool:
    real = os.path.realpath(path)
    return real == real_root or real.startswith(real_root + os.sep)
