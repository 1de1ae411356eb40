"""What all parts of a ledger share: the connection, the remembered values, the lists' numbers."""

from __future__ import annotations

import sqlite3


class Base:
    """A connection and what is known of the lists in it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database
        self._lists: dict[str, int] = {}
        """Numbers of the lists that were asked for; all would be thousands."""

    def meta(self, key: str) -> str:
        """A remembered value; empty when there is none."""
        row = self._db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return row[0] if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Remembers a value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, value))

    def _list_id(self, name: str) -> int:
        known = self._lists.get(name)
        if known is not None:
            return known
        row = self._db.execute("SELECT id FROM list WHERE name=?", (name,)).fetchone()
        if row is not None:
            self._lists[name] = int(row[0])
            return self._lists[name]
        parent = name.rpartition("/")[0]
        cursor = self._db.execute("INSERT INTO list(name, parent) VALUES (?,?)", (name, parent))
        self._lists[name] = int(cursor.lastrowid or 0)
        return self._lists[name]
