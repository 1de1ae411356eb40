"""What a ledger keeps between builds for other targets to be made of."""

from __future__ import annotations

from collections.abc import Iterable

from vestnik.site.ledger.base import Base


class Kept(Base):
    """Bytes under names: segments and files of the search index."""

    def keep(self, name: str, data: bytes) -> None:
        """Keeps bytes under a name, in place of others."""
        self._db.execute("INSERT OR REPLACE INTO kept VALUES (?,?)", (name, data))

    def kept(self, name: str) -> bytes:
        """The bytes under a name. Raises KeyError when there are none."""
        row = self._db.execute("SELECT data FROM kept WHERE name=?", (name,)).fetchone()
        if row is None:
            raise KeyError(name)
        return bytes(row[0])

    def keep_only(self, prefix: str, names: Iterable[str]) -> None:
        """Forgets what is kept under other names that begin with `prefix`."""
        known = "SELECT name FROM kept WHERE name>=? AND name<?"
        rows = self._db.execute(known, (prefix, prefix + "\U0010ffff"))
        gone = {row[0] for row in rows} - set(names)
        self._db.executemany("DELETE FROM kept WHERE name=?", [(name,) for name in gone])

    def inner(self, prefix: str) -> list[tuple[str, str]]:
        """(name, digest) of the targets below `prefix` that are no files, sorted."""
        return self._db.execute(
            "SELECT output, digest FROM target WHERE output>=? AND output<? AND NOT gone"
            " ORDER BY output",
            (prefix, prefix + "\U0010ffff"),
        ).fetchall()
