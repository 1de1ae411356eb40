"""The log of a published site: what each release changed, and the bytes for the way back.

releases/000042.json  a release: which files it changed, from which bytes to which
archive/<sha256>      the bytes of files that releases have replaced
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of the site that a release changed."""

    path: str
    old: str
    """SHA-256 before; empty for a new file."""
    new: str
    """SHA-256 after; empty for a removed file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One line of the publication log."""

    number: int
    moment: str
    """When it was published: UTC, ISO form."""
    tree: str
    """Which of the trees held it when it was made."""
    changes: tuple[FileChange, ...]
    """Against the release before."""
    rollback_to: int = 0
    """The number of the release that this one brought back; 0 for an ordinary one."""

    @property
    def content(self) -> int:
        """The number of the release that first showed what this one shows."""
        return self.rollback_to or self.number


class Head(Struct, frozen=True):
    """What is asked of a release most often; the rest of its record is passed over."""

    number: int
    tree: str


_decode = msgspec.json.Decoder(Release).decode
_decode_head = msgspec.json.Decoder(Head).decode


def compare(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[FileChange, ...]:
    """What makes `new` of `old`; both give the digest of every file by its path."""
    return tuple(
        FileChange(path, old.get(path, ""), new.get(path, ""))
        for path in sorted(old.keys() | new.keys())
        if old.get(path) != new.get(path)
    )


class ReleaseLog:
    """The records of the releases of one site, and the archive."""

    def __init__(self, folder: Path, archive: Path) -> None:
        self.folder = folder
        self.archive = archive

    def entries(self) -> list[Release]:
        """The kept releases, oldest first: as far back as the records are whole."""
        found: list[Release] = []
        for path in sorted(self.folder.glob("*.json"), reverse=True):
            try:
                release = _decode(path.read_bytes())
            except (msgspec.DecodeError, OSError):
                break
            if found and release.number != found[-1].number - 1:
                break
            found.append(release)
        return found[::-1]

    def heads(self) -> Iterator[Head]:
        """What `entries` gives without the changes, newest first: a first release has all files."""
        last = 0
        for path in sorted(self.folder.glob("*.json"), reverse=True):
            try:
                head = _decode_head(path.read_bytes())
            except (msgspec.DecodeError, OSError):
                return
            if last and head.number != last - 1:
                return
            last = head.number
            yield head

    def _changes(self, number: int) -> tuple[FileChange, ...]:
        try:
            return _decode(self._record(number).read_bytes()).changes
        except (msgspec.DecodeError, OSError):
            return ()

    def next_number(self) -> int:
        """The number of the next release."""
        numbers = [int(path.stem) for path in self.folder.glob("*.json")]
        return max(numbers, default=0) + 1

    def add(self, release: Release) -> None:
        """Adds a release to the log, so that it outlives a power failure."""
        path = self._record(release.number)
        temporary = path.with_suffix(".tmp")
        with temporary.open("wb") as stream:
            stream.write(msgspec.json.encode(release))
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)

    def drop(self, number: int) -> None:
        """Takes a release out of the log: one that was never served."""
        self._record(number).unlink()

    def _record(self, number: int) -> Path:
        return self.folder / f"{number:06}.json"

    def forget(self) -> int:
        """Drops everything that earlier releases showed; returns how many kept files that were."""
        entries = self.entries()
        count = self.prune(1)
        if entries:
            self.add(dataclasses.replace(entries[-1], changes=()))
        return count

    def prune(self, keep: int) -> int:
        """Forgets all but the newest `keep` releases, with the bytes that only they need; returns
        how many files that were.

        The bytes for going back from release N to N-1 are the `old` ones of N, so those of the
        oldest kept release go as well.
        """
        kept = [head.number for head in islice(self.heads(), max(1, keep))]
        records = {self._record(number) for number in kept}
        for path in {*self.folder.iterdir()} - records:
            path.unlink()
        needed = {change.old for number in kept[:-1] for change in self._changes(number)}
        count = 0
        for path in self.archive.iterdir():
            if path.name not in needed:
                path.unlink()
                count += 1
        return count
