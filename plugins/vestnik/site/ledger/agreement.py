"""Which files of an output may differ from those of its sibling.

Two outputs that are brought up to date in turn (`publishing`) hold nearly the same. At some moment
both are compared, and the same word is noted in both ledgers, here with the files that differ. From
then on the database itself notes each file whose digest changes, whoever changes it. As long as
both remember the same word, no other files can differ.
"""

from __future__ import annotations

from collections.abc import Iterable

from vestnik.site.ledger.base import Base
from vestnik.site.ledger.values import INNER

NOTES = """
CREATE TABLE moved(output TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER moved_by_change AFTER UPDATE OF digest ON target
    WHEN old.digest<>new.digest AND EXISTS (SELECT 1 FROM meta WHERE key='agreed')
    BEGIN INSERT OR IGNORE INTO moved VALUES (new.output); END;
CREATE TRIGGER moved_by_coming AFTER INSERT ON target
    WHEN new.digest<>'' AND EXISTS (SELECT 1 FROM meta WHERE key='agreed')
    BEGIN INSERT OR IGNORE INTO moved VALUES (new.output); END;
CREATE TRIGGER moved_by_going AFTER DELETE ON target
    WHEN old.digest<>'' AND EXISTS (SELECT 1 FROM meta WHERE key='agreed')
    BEGIN INSERT OR IGNORE INTO moved VALUES (old.output); END;
"""
"""Tables and triggers. Nothing is noted while there is no sibling."""


class Agreement(Base):
    """The part of a ledger that knows of a sibling."""

    def agreed(self) -> str:
        """The word that was noted at the last comparison; empty where there was none."""
        return self.meta("agreed")

    def agree(self, word: str, differing: Iterable[str] = ()) -> None:
        """Notes a word and the files that differ at this moment (they may stand in one of both
        ledgers).
        """
        self.disagree()
        self.set_meta("agreed", word)
        self._db.executemany("INSERT INTO moved VALUES (?)", [(path,) for path in differing])

    def disagree(self) -> None:
        """Forgets the sibling: the next comparison is of all files."""
        self._db.execute("DELETE FROM meta WHERE key='agreed'")
        self._db.execute("DELETE FROM moved")

    def moved(self) -> set[str]:
        """The files that may differ from those of the sibling that has the same word."""
        query = "SELECT output FROM moved WHERE substr(output, 1, 1)<>?"
        return {row[0] for row in self._db.execute(query, (INNER,))}

    def standing_of(self, outputs: Iterable[str]) -> dict[str, str]:
        """{output path: SHA-256} of those of the files that lie in the output."""
        query = "SELECT digest FROM target WHERE output=? AND digest<>''"
        rows = ((path, self._db.execute(query, (path,)).fetchone()) for path in outputs)
        return {path: row[0] for path, row in rows if row}
