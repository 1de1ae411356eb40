"""What a ledger keeps between builds for other targets to be made of."""

from __future__ import annotations

from collections.abc import Iterable

from vestnik.site.ledger.base import Base

_AT_ONCE = 500
"""Names in a query."""


class Kept(Base):
    """Bytes under names: segments of the search index, its files, and what they are made of."""

    def keep(self, name: str, data: bytes) -> None:
        """Keeps bytes under a name, in place of others."""
        self._db.execute("INSERT OR REPLACE INTO kept VALUES (?,?)", (name, data))

    def keep_all(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """Keeps bytes under several names."""
        self._db.executemany("INSERT OR REPLACE INTO kept VALUES (?,?)", rows)

    def set_aside(self, name: str, prefix: str, data: bytes) -> None:
        """Before other `data` are kept under a name: keeps what is there under another one too,
        which begins with `prefix`. What was set aside before stays.
        """
        self._db.execute(
            "INSERT OR IGNORE INTO kept SELECT ? || name, data FROM kept WHERE name=? AND data<>?",
            (prefix, name, data),
        )

    def kept(self, name: str) -> bytes:
        """The bytes under a name. Raises KeyError when there are none."""
        row = self._db.execute("SELECT data FROM kept WHERE name=?", (name,)).fetchone()
        if row is None:
            raise KeyError(name)
        return bytes(row[0])

    def kept_of(self, names: Iterable[str]) -> dict[str, bytes]:
        """The bytes under those of the names that there are."""
        found: dict[str, bytes] = {}
        left = list(names)
        while left:
            some, left = left[:_AT_ONCE], left[_AT_ONCE:]
            query = f"SELECT name, data FROM kept WHERE name IN ({','.join('?' * len(some))})"
            found.update(self._db.execute(query, some).fetchall())
        return found

    def kept_between(self, first: str, last: str) -> list[tuple[str, bytes]]:
        """(name, bytes) from a name on, up to another, sorted."""
        query = "SELECT name, data FROM kept WHERE name>=? AND name<? ORDER BY name"
        return self._db.execute(query, (first, last)).fetchall()

    def forget_kept(self, names: Iterable[str]) -> None:
        """Forgets what is kept under these names."""
        self._db.executemany("DELETE FROM kept WHERE name=?", [(name,) for name in names])

    def keep_only(self, prefix: str, names: Iterable[str]) -> None:
        """Forgets what is kept under other names that begin with `prefix`."""
        below = (prefix, prefix + "\U0010ffff")
        wanted = set(names)
        if not wanted:
            self._db.execute("DELETE FROM kept WHERE name>=? AND name<?", below)
            return
        rows = self._db.execute("SELECT name FROM kept WHERE name>=? AND name<?", below)
        self.forget_kept([name for (name,) in rows if name not in wanted])

    def inner(self, prefix: str) -> list[tuple[str, str]]:
        """(name, digest) of the targets below `prefix` that are no files, sorted."""
        return self._db.execute(
            "SELECT output, digest FROM target WHERE output>=? AND output<? AND NOT gone"
            " ORDER BY output",
            (prefix, prefix + "\U0010ffff"),
        ).fetchall()
