"""Looking for what should be gone: words, addresses and files, in every file of some folders."""

from __future__ import annotations

import contextlib
import html
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vestnik.output import file_digest

_NOT_LETTERS = re.compile(r"[\W_]+")
_SHORTEST = 6
"""Letters of a phrase below which it would be found everywhere."""
_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for."""

    addresses: frozenset[str] = frozenset()
    """Addresses of pages: found in texts and in paths, but not as the beginning of another page's.
    """
    phrases: frozenset[str] = frozenset()
    """Words, whatever stands between them and however they are capitalised: typography changes
    spaces and quotation marks.
    """
    digests: frozenset[str] = frozenset()
    """SHA-256 of files."""


@dataclass(frozen=True, slots=True, order=True)
class Trace:
    """Something that is still there."""

    place: Path
    what: str
    """In Russian."""


def traces(folders: Iterable[Path], wanted: Wanted) -> list[Trace]:
    """Everything that is found, sorted. Files that cannot be read are named too."""
    searcher = _Searcher(wanted)
    found = {
        Trace(path, what)
        for folder in folders
        for path in _files(folder)
        for what in searcher.look_at(path)
    }
    return sorted(found)


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path


class _Searcher:
    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._phrases = {
            phrase: (_longest_word(phrase), letters)
            for phrase in sorted(wanted.phrases)
            if len(letters := _letters(phrase)) >= _SHORTEST
        }

    def look_at(self, path: Path) -> set[str]:
        found = set(self._addresses_in(path.as_posix()))
        try:
            if file_digest(path) in self._wanted.digests:
                found.add("сам файл")
            for text in _texts(path):
                found.update(self._within(text))
        except (OSError, sqlite3.Error) as error:
            found.add(f"файл не читается: {error}")
        return found

    def _within(self, text: str) -> Iterator[str]:
        yield from self._addresses_in(text)
        lowered = text.casefold()
        for phrase, (word, letters) in self._phrases.items():
            if word in lowered and letters in _letters(html.unescape(text)):
                yield f"слова «{phrase}»"

    def _addresses_in(self, text: str) -> Iterator[str]:
        for address in self._wanted.addresses:
            place = re.escape(address.lstrip("/"))
            if re.search(rf"(?:/|(?<![\w/-])){place}(?![\w-]+/)", text):
                yield f"адрес {address}"


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())


def _longest_word(phrase: str) -> str:
    return max(_NOT_LETTERS.split(phrase.casefold()), key=len)


def _texts(path: Path) -> Iterator[str]:
    """The text of a file; of a database, that of every row."""
    data = path.read_bytes()
    if not data.startswith(_SQLITE):
        yield data.decode("utf-8", "ignore")
        return
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        for (table,) in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):
                yield " ".join(_as_text(value) for value in row)


def _as_text(value: object) -> str:
    return value.decode("utf-8", "ignore") if isinstance(value, bytes) else str(value)
