"""The folder that a web server serves, and its releases.

    DIR/current            ─▶ trees/a or trees/b: what the server serves
    DIR/trees/a, trees/b      two whole sites; they take turns
    DIR/state/a, state/b      their ledgers; state/cache: the catalogue; state/sent: see upload.py
    DIR/releases/000042.json  a release: which files it changed, from which bytes to which
    DIR/archive/<sha256>      the bytes of files that releases have replaced

A release is made by bringing the tree that is not served up to date and switching the link, so a
visitor sees one release or the other and never a mixture. What a tree loses goes to the archive,
named by digest: together with the release records that is enough to bring any kept release back.

The link decides what is published. A release is recorded before the link is switched, and a record
whose tree is not served is that of an interrupted publication: it is dropped by the next one.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from vestnik.output import RELEASE, Output, OutputError, build_lock
from vestnik.site.ledger import Ledger

TREES = ("a", "b")
_PRIVATE = 0o700
"""Folders that a visitor must not reach, even if the server is set up to serve all of DIR."""


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


class _Head(Struct, frozen=True):
    """What is asked of a release most often; the rest of its record is passed over."""

    number: int
    tree: str


_decode = msgspec.json.Decoder(Release).decode
_decode_head = msgspec.json.Decoder(_Head).decode


def compare(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[FileChange, ...]:
    """What makes `new` of `old`; both give the digest of every file by its path."""
    return tuple(
        FileChange(path, old.get(path, ""), new.get(path, ""))
        for path in sorted(old.keys() | new.keys())
        if old.get(path) != new.get(path)
    )


class Releases:
    """The releases of one published site."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.archive = self.root / "archive"
        self.cache = self.root / "state" / "cache"
        self.sent = self.root / "state" / "sent"

    @contextlib.contextmanager
    def locked(self, *, new: bool = False) -> Iterator[None]:
        """Nobody else publishes here meanwhile; what an interrupted publication left is undone.
        `new`: the folder may be made.

        Raises OutputError where nothing was published yet, where something else lives in the
        folder, or somebody is publishing.
        """
        if not new and not (self.root / "trees").is_dir():
            raise OutputError(f"в папке «{self.root}» ещё ничего не публиковали")
        self._claim()
        with build_lock(self.root / "state" / "lock"):
            served = self.served
            for head in self._heads():
                if head.tree == served:
                    break
                self._record(head.number).unlink()
            yield

    def _claim(self) -> None:
        if self.root.exists() and not self._is_ours():
            if Output(self.root).marker():
                raise OutputError(
                    f"в папке «{self.root}» собран сайт для просмотра, из неё не публикуют; "
                    "укажите для публикации отдельную папку"
                )
            raise OutputError(
                f"в папке «{self.root}» лежат чужие файлы; укажите для публикации пустую папку"
            )
        current = self.root / "current"
        if current.exists() and not current.is_symlink():
            raise OutputError(
                f"«{current}» — не ссылка на выпуск, а папка или файл: уберите её и повторите"
            )
        (self.root / "trees").mkdir(parents=True, exist_ok=True)
        for folder in ("state", "releases", "archive"):
            (self.root / folder).mkdir(mode=_PRIVATE, exist_ok=True)

    def _is_ours(self) -> bool:
        if not self.root.is_dir():
            return False
        names = {path.name for path in self.root.iterdir()}
        return not names or "state" in names or {"trees", "releases"} <= names

    def claim_for(self, url: str) -> None:
        """Notes whose site this is. Raises OutputError when another one is published here."""
        note = self.root / "state" / "site"
        known = note.read_text("utf-8").strip() if note.is_file() else ""
        if known not in ("", url):
            raise OutputError(
                f"в папке «{self.root}» публикуется сайт {known}, а в настройках —"
                f" {url or 'без адреса'}; укажите другую папку,"
                f" а если адрес сайта сменился, удалите файл «{note}»"
            )
        if not known and url:
            note.write_text(url + "\n", "utf-8")

    # --- trees ------------------------------------------------------------------------------

    @property
    def served(self) -> str:
        """The tree that the server serves; empty before the first release."""
        try:
            name = (self.root / "current").readlink().name
        except OSError:
            pointer = self.root / "current.txt"
            name = pointer.read_text("utf-8").strip() if pointer.is_file() else ""
        return name if name in TREES and self.tree(name).is_dir() else ""

    @property
    def waiting(self) -> str:
        """The tree to bring up to date next."""
        return TREES[1] if self.served == TREES[0] else TREES[0]

    def tree(self, name: str) -> Path:
        """Folder of a tree."""
        return self.root / "trees" / name

    def state(self, name: str) -> Path:
        """Folder of a tree's ledger."""
        return self.root / "state" / name

    def adopt(self, name: str) -> None:
        """Marks a tree that has lost its marker: what lies in this place was ours."""
        output = Output(self.tree(name))
        if output.root.is_dir() and not output.marker():
            output.mark("unknown", RELEASE)

    @contextlib.contextmanager
    def ledger(self, name: str) -> Iterator[Ledger]:
        """The ledger of a tree."""
        ledger = Ledger(self.state(name) / "ledger.sqlite")
        try:
            yield ledger
        finally:
            ledger.close()

    def standing(self, name: str) -> dict[str, str]:
        """{path: SHA-256} of the files of a tree: by its ledger where that can be trusted, else by
        looking at each of them.
        """
        output = Output(self.tree(name))
        if self.has_ledger(name):
            with contextlib.suppress(sqlite3.DatabaseError), self.ledger(name) as ledger:
                if self.is_true(name, ledger):
                    return ledger.standing()
        digests = {path: output.digest(path) for path in output.files()}
        return {path: digest for path, digest in digests.items() if digest}

    def has_ledger(self, name: str) -> bool:
        """Whether a tree has one; opening it would make one."""
        return (self.state(name) / "ledger.sqlite").is_file()

    def is_true(self, name: str, ledger: Ledger) -> bool:
        """Whether the ledger of a tree can be trusted to say what lies there."""
        marker = f"{RELEASE} {ledger.meta('identity')}"
        return Output(self.tree(name)).marker() == marker and not ledger.meta("running")

    def switch(self, name: str) -> None:
        """Serves the other tree from now on: one rename, so that no request falls between.

        Where symbolic links need rights that the user has not (Windows), the name of the tree is
        written to `current.txt` for the server's own script.
        """
        temporary = self.root / ".current-new"
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        try:
            temporary.symlink_to(Path("trees") / name, target_is_directory=True)
            temporary.replace(self.root / "current")
        except (OSError, NotImplementedError):
            if os.name != "nt":
                raise
            temporary = self.root / ".current-new.txt"
            temporary.write_text(name + "\n", "utf-8")
            temporary.replace(self.root / "current.txt")

    # --- the log ----------------------------------------------------------------------------

    def log(self) -> list[Release]:
        """The kept releases, oldest first: as far back as the records are whole."""
        found: list[Release] = []
        for path in sorted((self.root / "releases").glob("*.json"), reverse=True):
            try:
                release = _decode(path.read_bytes())
            except (msgspec.DecodeError, OSError):
                break
            if found and release.number != found[-1].number - 1:
                break
            found.append(release)
        return found[::-1]

    def _heads(self) -> Iterator[_Head]:
        """What `log` gives, newest first, without the changes: a first release has all files."""
        last = 0
        for path in sorted((self.root / "releases").glob("*.json"), reverse=True):
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
        numbers = [int(path.stem) for path in (self.root / "releases").glob("*.json")]
        return max(numbers, default=0) + 1

    def record(self, release: Release) -> None:
        """Adds a release to the log, so that it outlives a power failure."""
        path = self._record(release.number)
        temporary = path.with_suffix(".tmp")
        with temporary.open("wb") as stream:
            stream.write(msgspec.json.encode(release))
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)

    def _record(self, number: int) -> Path:
        return self.root / "releases" / f"{number:06}.json"

    def forget(self) -> int:
        """Drops everything that earlier releases showed; returns how many kept files that were."""
        log = self.log()
        count = self.prune(1)
        if log:
            self.record(dataclasses.replace(log[-1], changes=()))
        return count

    def prune(self, keep: int) -> int:
        """Forgets all but the newest `keep` releases, with the bytes that only they need; returns
        how many files that were.

        The bytes for going back from release N to N-1 are the `old` ones of N, so those of the
        oldest kept release go as well.
        """
        kept = [head.number for head in islice(self._heads(), max(1, keep))]
        records = {self._record(number) for number in kept}
        for path in {*(self.root / "releases").iterdir()} - records:
            path.unlink()
        needed = {change.old for number in kept[:-1] for change in self._changes(number)}
        count = 0
        for path in self.archive.iterdir():
            if path.name not in needed:
                path.unlink()
                count += 1
        return count
