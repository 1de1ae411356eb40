"""Acts that git's history has published and the content no longer has.

A register that people rely on loses nothing: an act that should not be shown stays as a page that
says when and why it was withdrawn. Whoever deletes its file is told so by `vestnik check`.

Git is asked as a program, for a bounded time; without it, or outside a repository, nothing is said.
What the history tells is kept by its newest commit, since it cannot change otherwise.
"""

from __future__ import annotations

import hashlib
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from vestnik.core.act_keys import own_key
from vestnik.core.addresses import is_numberless
from vestnik.core.corpus import check_source
from vestnik.core.portal import Portal
from vestnik.core.problems import Problem, Severity

SECONDS = 10.0
"""How long git may take for all that is asked of it."""
_MOST = 2000
"""Deleted sources that are looked at, the latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """An act in a file that was deleted."""

    path: str
    """Where its source was, relative to the content folder."""
    commit: str
    """The one that deleted it; empty while the deletion is not committed."""
    key: str
    """The name by which it is looked up."""
    name: str
    """«приказ от 23.05.2023 № 375 «О порядке…»»."""
    date: datetime
    """When it was to be published."""


_decode = msgspec.json.Decoder(list[Lost]).decode


class _Unanswered(Exception):
    """Git is absent, slow or has no answer."""


def vanished_acts(
    content: Path, portal: Portal, cache: Path, now: datetime, is_there: Callable[[str], bool]
) -> list[Problem]:
    """A warning for each lost act; `is_there` tells whether the content has an act of that key."""
    try:
        lost = [*_deleted_now(content, portal), *_deleted_before(content, portal, cache)]
    except _Unanswered:
        return []
    first = {one.key: one for one in reversed(lost)}
    return [vanished(one) for one in first.values() if one.date <= now and not is_there(one.key)]


def vanished(one: Lost) -> Problem:
    """The warning of a lost act."""
    where, before = "файл удалён, но ещё есть в git", "HEAD"
    if one.commit:
        where, before = f"файл удалён в ревизии {one.commit[:10]}", f"{one.commit[:10]}^"
    return Problem(
        path=one.path,
        code="act-vanished",
        severity=Severity.WARNING,
        message=f"{one.name}: документ был опубликован, а теперь его нет, {where}",
        remedy=f"верните файл («git checkout {before} -- …») и укажите в нём"
        " withdrawn: {date: …, reason: …} — страница останется и скажет, когда и почему"
        " документ снят",
    )


# --- what git tells -------------------------------------------------------------------------


def _deleted_before(content: Path, portal: Portal, cache: Path) -> list[Lost]:
    """Acts that a commit has deleted, the latest first; kept by the newest commit."""
    git = _Git(content)
    head = git.ask("rev-parse", "HEAD", "--show-prefix").decode().split("\n")
    settings = hashlib.sha256(msgspec.json.encode(portal)).hexdigest()
    key = " ".join((*head, settings)).encode()
    place = cache / "vanished.json"
    if place.is_file():
        known, _, blob = place.read_bytes().partition(b"\n")
        if known == hashlib.sha256(key).hexdigest().encode():
            return _decode(blob)
    found = list(_acts(git, git.deleted(), head[1], portal))
    place.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(key).hexdigest().encode()
    place.write_bytes(digest + b"\n" + msgspec.json.encode(found))
    return found


def _deleted_now(content: Path, portal: Portal) -> list[Lost]:
    """Acts whose files are gone from the folder and not yet from git."""
    git = _Git(content)
    prefix = git.ask("rev-parse", "--show-prefix").decode().strip("\n")
    paths = git.ask("diff", "--name-only", "--no-renames", "--relative", "--diff-filter=D", "-z",
                    "HEAD", "--", "*.md")  # fmt: skip
    names = [path.decode("utf-8", "replace") for path in paths.split(b"\0") if path]
    return list(_acts(git, [("", name) for name in names[:_MOST]], prefix, portal))


def _acts(
    git: _Git, deleted: Sequence[tuple[str, str]], prefix: str, portal: Portal
) -> Iterator[Lost]:
    """The acts among deleted sources, as they were at last."""
    names = [f"{f'{commit}^' if commit else 'HEAD'}:{prefix}{path}" for commit, path in deleted]
    for (commit, path), data in zip(deleted, git.contents(names), strict=True):
        document = check_source(data, path, portal)[0] if data else None
        if document is None or document.act is None:
            continue
        act = document.act
        if document.draft or act.project or document.withdrawn is not None:
            continue
        kind = portal.act_kind(act.kind)
        number = act.number if is_numberless(act.number) else f"№ {act.number}"
        title = (kind.title if kind else act.kind).lower()
        yield Lost(
            path=path,
            commit=commit,
            key=own_key(act),
            name=f"{title} от {act.adopted:%d.%m.%Y} {number} «{document.title}»".replace(
                "\u00a0", " "
            ),
            date=portal.local(document.date),
        )


class _Git:
    """Git in one folder, with a deadline for all questions together."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._until = time.monotonic() + SECONDS

    def ask(self, *arguments: str, given: bytes = b"") -> bytes:
        """What git answers. Raises _Unanswered."""
        command = ["git", "-c", "core.quotePath=false", "-C", str(self._folder), *arguments]
        try:
            done = subprocess.run(
                command,
                input=given,
                capture_output=True,
                timeout=max(self._until - time.monotonic(), 0.1),
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise _Unanswered from error
        return done.stdout

    def deleted(self) -> list[tuple[str, str]]:
        """(commit, path) of every source that was deleted, the latest first, each path once."""
        answer = self.ask("log", "--diff-filter=D", "--no-renames", "--relative", "--name-only",
                          "-z", "--format=%x01%H", "HEAD", "--", "*.md")  # fmt: skip
        found: dict[str, str] = {}
        commit = ""
        for part in answer.decode("utf-8", "replace").split("\0"):
            text = part.strip("\n")
            if text.startswith("\1"):
                commit, _, text = text[1:].partition("\n")
            if text and len(found) < _MOST:
                found.setdefault(text, commit)
        return [(commit, path) for path, commit in found.items()]

    def contents(self, names: Sequence[str]) -> Iterator[bytes]:
        """The bytes of objects named `commit:path`; empty for what is not there."""
        if not names:
            return
        answer = self.ask("cat-file", "--batch", given="\n".join(names).encode() + b"\n")
        place = 0
        for _ in names:
            end = answer.index(b"\n", place)
            head = answer[place:end].rsplit(b" ", 2)
            place = end + 1
            if len(head) < 3 or not head[2].isdigit():
                yield b""  # «… missing»
                continue
            size = int(head[2])
            yield answer[place : place + size]
            place += size + 1
