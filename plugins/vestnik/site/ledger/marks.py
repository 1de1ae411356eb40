"""Marks: which targets, and which conclusions, have read what has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from vestnik.site.ledger.base import Base
from vestnik.site.ledger.values import key_number
from vestnik.site.view import Reads


class Marks(Base):
    """Who has read what, and who has to be looked at again for it.

    In `key_read` and `range_read` an item that stands in lists for what others say of it is a
    reader like a target, under the negative of its number.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__(database)
        self._touched: set[str] = set()
        self._marking = True

    def mark_key(self, key: str) -> None:
        """Marks every target that has looked up `key`."""
        if not self._marking:
            return
        self._db.execute(
            "UPDATE target SET dirty=1 WHERE NOT dirty AND id IN"
            " (SELECT target FROM key_read WHERE key=?)",
            (key_number(key),),
        )
        self._db.execute(
            "UPDATE inferred SET dirty=1 WHERE NOT dirty AND item IN"
            " (SELECT -target FROM key_read WHERE key=? AND target<0)",
            (key_number(key),),
        )

    def _mark_range(self, name: str, place: int) -> None:
        if not self._marking:
            return
        where = (self._list_id(name), place, place)
        self._db.execute(
            "UPDATE target SET dirty=1 WHERE NOT dirty AND id IN"
            " (SELECT target FROM range_read WHERE list=? AND high>=? AND low<=?)",
            where,
        )
        self._db.execute(
            "UPDATE inferred SET dirty=1 WHERE NOT dirty AND item IN"
            " (SELECT -target FROM range_read WHERE list=? AND high>=? AND low<=? AND target<0)",
            where,
        )

    def mark_kinds(self, kinds: Iterable[str]) -> None:
        """Marks every target of these kinds."""
        self._db.executemany("UPDATE target SET dirty=1 WHERE kind=?", [(kind,) for kind in kinds])

    def mark_all(self) -> None:
        """Marks everything."""
        self._db.execute("UPDATE target SET dirty=1")
        self._db.execute("UPDATE inferred SET dirty=1")

    def mark_output(self, output: str) -> None:
        """Marks the target of one file."""
        self._db.execute("UPDATE target SET dirty=1 WHERE output=?", (output,))

    def touched(self) -> set[str]:
        """Owners (`item:…`, `list:…`, `file:…`) to be planned anew; empties the note."""
        touched, self._touched = self._touched, set()
        return touched

    def touch(self, owner: str) -> None:
        """Asks for the targets of an owner to be planned anew."""
        self._touched.add(owner)

    def _note_reads(self, reader: int, reads: Reads) -> None:
        """What a target, or under a negative number an item, has asked for; forgets the former."""
        self._db.execute("DELETE FROM key_read WHERE target=?", (reader,))
        self._db.execute("DELETE FROM range_read WHERE target=?", (reader,))
        self._db.executemany(
            "INSERT INTO key_read VALUES (?,?)",
            {(key_number(key), reader) for key in reads.keys},
        )
        self._db.executemany(
            "INSERT INTO range_read VALUES (?,?,?,?)",
            [(self._list_id(name), high, low, reader) for name, low, high in reads.ranges],
        )
