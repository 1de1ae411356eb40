"""The catalogue: one SQLite file that remembers what every source and attachment is.

It is keyed by what the reading depends on (the sources' bytes, the code and the settings that read
them) and by nothing else: no clock, no output. Deleting it costs time only. Each change of a row
gets the next number of a growing *revision*; whoever has seen revision N asks for what came after.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable
from pathlib import Path

from vestnik.catalogue.database import open_catalogue
from vestnik.catalogue.refresh import Refresh
from vestnik.catalogue.rows import Describer, NameKeys, Reader, Tally
from vestnik.catalogue.versions import Versions


class Catalogue(Versions):
    """One content folder as Vestnik knows it. Opened for writing by one build at a time."""

    def __init__(self, database: Path, *, key: str) -> None:
        """Opens or makes the catalogue. `key` names the code and settings that read the sources:
        rows made under another key are read anew. A damaged or foreign file is replaced.
        """
        database.parent.mkdir(parents=True, exist_ok=True)
        self.path = database
        super().__init__(open_catalogue(database))
        self._key = key
        self._stale = self._meta("key") != key

    def close(self) -> None:
        """Lets the file go; what was not committed is undone."""
        self._db.close()

    @property
    def identity(self) -> str:
        """Changes when the catalogue is made anew: its revisions cannot be compared with others."""
        return self._meta("identity") or ""

    @property
    def revision(self) -> int:
        """Number of the newest change."""
        return int(self._meta("revision") or 0)

    def refresh(self, root: Path, read: Reader, describe: Describer, name_keys: NameKeys) -> Tally:
        """Takes up every change below `root` since the last time.

        Files are compared by stamp first, by digest next, and only what is really new is read.
        """
        revision = self.revision + 1
        refresh = Refresh(
            self._db, root, revision=revision, stale=self._stale, started=time.time_ns()
        )
        tally = refresh.run(read, describe, name_keys)
        if tally.removed or tally.read or tally.files:
            self._set_meta("revision", str(revision))
        self._set_meta("key", self._key)
        self._stale = False
        self._db.commit()
        return tally

    def commit(self) -> None:
        """Makes what `hold` has kept visible to the processes that render."""
        self._db.commit()

    def put_findings(self, found: Iterable[tuple[str, bytes, str, str]]) -> None:
        """Keeps what was found of acts that were to be rechecked: path, encoded problems, and the
        moments from and until which that stands; nothing found and nothing to come leaves no row.
        """
        for path, problems, since, until in found:
            self._db.execute("DELETE FROM finding WHERE path=?", (path,))
            if problems or until:
                self._db.execute(
                    "INSERT INTO finding VALUES (?,?,?,?)", (path, problems, since, until)
                )
        self._db.execute("DELETE FROM recheck")

    def remembered(self, key: str) -> bytes:
        """A value kept with `remember` for the present state of the sources; empty when there is
        none.
        """
        row = self._db.execute("SELECT key, value FROM memory").fetchone()
        return row[1] if row and row[0] == f"{self.revision}|{key}" else b""

    def remember(self, key: str, value: bytes) -> None:
        """Keeps one value until the sources, or the `key`, are others."""
        self._db.execute("DELETE FROM memory")
        self._db.execute("INSERT INTO memory VALUES (?,?)", (f"{self.revision}|{key}", value))
        self._db.commit()

    def purge(self) -> None:
        """Removes every trace of what is no longer there from the file itself. Ledgers then compare
        all sources: the revisions that they know are void.
        """
        self._db.execute("DELETE FROM removed")
        self._db.execute("DELETE FROM memory")
        self._db.execute("DELETE FROM recheck")  # it may hold names of what is gone
        self._db.execute("INSERT INTO recheck SELECT DISTINCT key FROM name")
        self._set_meta("identity", uuid.uuid4().hex)
        self._db.commit()
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _meta(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return row[0] if row else None

    def _set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, value))
