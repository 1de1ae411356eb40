"""The folder that a web server serves, and its releases.

    DIR/current            ─▶ trees/a or trees/b: what the server serves
    DIR/trees/a, trees/b      two whole sites; they take turns
    DIR/state/a, state/b      their ledgers; state/cache: the catalogue; state/sent: see upload.py
    DIR/releases, DIR/archive what each release changed, the bytes for the way back: release_log.py

A release is made by bringing the tree that is not served up to date and switching the link, so a
visitor sees one release or the other and never a mixture. What a tree loses goes to the archive,
named by digest: together with the release records that is enough to bring any kept release back.

The link decides what is published. A release is recorded before the link is switched, and a record
whose tree is not served is that of an interrupted publication: it is dropped by the next one.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from vestnik.output import RELEASE, Output, OutputError, build_lock
from vestnik.publishing.release_log import ReleaseLog
from vestnik.site.ledger import Ledger

TREES = ("a", "b")
_PRIVATE = 0o700
"""Folders that a visitor must not reach, even if the server is set up to serve all of DIR."""


class Releases:
    """The releases of one published site."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.archive = self.root / "archive"
        self.log = ReleaseLog(self.root / "releases", self.archive)
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
            for head in self.log.heads():
                if head.tree == served:
                    break
                self.log.drop(head.number)
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
        for folder in (self.root / "state", self.log.folder, self.archive):
            folder.mkdir(mode=_PRIVATE, exist_ok=True)

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
