"""Remembers between builds what the analysis has found: which stems the lexemes of a form have,
since asking the dictionary costs most and every text of a town consists of the same words; and the
words of attachments by the digest of their text.

One SQLite file beside the catalogue. It only saves work: it may be deleted at any time, a damaged
one is made anew, one of another dictionary or stemmer is emptied.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from vestnik.search import analysis, lexemes, stemmer, tokens
from vestnik.search.lexemes import Group, Lexemes

FILE = "forms.sqlite"
"""Its name in the cache of a site."""


@cache
def _key() -> str:
    """Names the code and the dictionary that an answer depends on."""
    digest = hashlib.sha256()
    for module in (analysis, lexemes, stemmer, tokens):
        digest.update(Path(str(module.__file__)).read_bytes())
    for library in ("pymorphy3", "pymorphy3_dicts_ru"):
        digest.update(_release(library).encode())
    return digest.hexdigest()


def _release(package: str) -> str:
    """What pip calls the installed package, with its version: the folder of its notes. Reading them
    (`importlib.metadata`) brings a third as many modules as a whole build.
    """
    spec = find_spec(package)
    assert spec is not None
    folder = Path(str(spec.origin)).parents[1]
    return repr(sorted(one.name for one in folder.glob(f"{package}-*.dist-info")))


class KnownLexemes(Lexemes):
    """`Lexemes` that looks into the file first. Several processes may use one file at once."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._learnt: dict[str, tuple[Group, ...]] = {}
        self._texts: dict[bytes, bytes] = {}
        self._db = _open(file)

    def groups(self, form: str) -> tuple[Group, ...]:
        """See `Lexemes.groups`."""
        row = None
        if self._db is not None:
            try:
                query = "SELECT stems FROM form WHERE form=?"
                row = self._db.execute(query, (form,)).fetchone()
            except sqlite3.DatabaseError:
                self._give_up()
        if row is not None:
            return tuple(tuple(group.split()) for group in row[0].split(",") if group)
        found = self._learnt[form] = super().groups(form)
        return found

    def recall(self, digest: bytes) -> bytes | None:
        """What was kept of a text; None when there is nothing."""
        if self._db is None:
            return None
        try:
            query = "SELECT words FROM text WHERE digest=?"
            row = self._db.execute(query, (digest,)).fetchone()
        except sqlite3.DatabaseError:
            self._give_up()
            return None
        return bytes(row[0]) if row else None

    def remember(self, digest: bytes, words: bytes) -> None:
        """Keeps what was made of a text."""
        self._texts[digest] = words

    def flush(self) -> None:
        """Writes what has been learnt."""
        if self._db is None or not (self._learnt or self._texts):
            return
        rows = [(form, ",".join(map(" ".join, found))) for form, found in self._learnt.items()]
        try:
            with self._db:
                self._db.executemany("INSERT OR IGNORE INTO form VALUES (?,?)", rows)
                self._db.executemany(
                    "INSERT OR IGNORE INTO text VALUES (?,?)", list(self._texts.items())
                )
        except sqlite3.OperationalError:  # another process is writing: these cost no error
            return
        except sqlite3.DatabaseError:
            self._give_up()
        self._learnt.clear()
        self._texts.clear()

    def close(self) -> None:
        """Writes what has been learnt and lets the file go."""
        self.flush()
        if self._db is not None:
            self._db.close()
            self._db = None

    def _give_up(self) -> None:
        """The file is damaged: goes on without it, so that the next build makes a new one."""
        if self._db is not None:
            self._db.close()
        self._db = None
        remove(self._file)


def remove(file: Path) -> None:
    """Deletes the file: with personal data that are erased, the words of a name must go too."""
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _open(file: Path) -> sqlite3.Connection | None:
    file.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        with contextlib.suppress(sqlite3.DatabaseError):
            return _prepared(sqlite3.connect(file, timeout=20))
        remove(file)
    return None


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE IF NOT EXISTS meta(key TEXT)")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS form(form TEXT PRIMARY KEY, stems TEXT) WITHOUT ROWID"
            )
            connection.execute(
                "CREATE TABLE IF NOT EXISTS text(digest BLOB PRIMARY KEY, words BLOB) WITHOUT ROWID"
            )
            if connection.execute("SELECT key FROM meta").fetchone() != (_key(),):
                connection.execute("DELETE FROM form")
                connection.execute("DELETE FROM text")
                connection.execute("DELETE FROM meta")
                connection.execute("INSERT INTO meta VALUES (?)", (_key(),))
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
