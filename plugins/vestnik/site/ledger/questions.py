"""What a ledger can be asked; nothing here changes it."""

from __future__ import annotations

from vestnik.site.ledger.base import Base


class Questions(Base):
    """Small questions of the planner and of those who publish."""

    def crossed(self, since: str, until: str) -> list[str]:
        """Paths of the sources with a moment in (since, until], or, when the clock went back, the
        reverse.
        """
        low, high = sorted((since, until))
        rows = self._db.execute(
            "SELECT DISTINCT path FROM due JOIN item ON item.id=due.item"
            " WHERE moment>? AND moment<=?",
            (low, high),
        )
        return [row[0] for row in rows]

    def next_due(self, now: str) -> tuple[str, str] | None:
        """(moment, path) of the next crossing after `now`."""
        row = self._db.execute(
            "SELECT moment, path FROM due JOIN item ON item.id=due.item WHERE moment>?"
            " ORDER BY moment, path LIMIT 1",
            (now,),
        ).fetchone()
        return (row[0], row[1]) if row else None

    def known_paths(self) -> set[str]:
        """Every source that the output knows of, visible or not."""
        return {row[0] for row in self._db.execute("SELECT path FROM item")}

    def held_paths(self) -> list[str]:
        """Sources shown in their last good version."""
        return [row[0] for row in self._db.execute("SELECT path FROM item WHERE held ORDER BY 1")]

    def extents(self, prefix: str) -> list[tuple[str, int, int]]:
        """(name, members, highest position) of the lists below `prefix` that have members."""
        return self._db.execute(
            "SELECT name, count(*), max(position) FROM list JOIN member ON member.list=list.id"
            " WHERE name>=? AND name<? GROUP BY list.id ORDER BY name",
            (prefix, prefix + "\U0010ffff"),
        ).fetchall()

    def count(self, name: str) -> int:
        """How many members a list has."""
        row = self._db.execute(
            "SELECT count(*) FROM member JOIN list ON list.id=member.list WHERE name=?", (name,)
        ).fetchone()
        return int(row[0])

    def facts(self, path: str) -> bytes:
        """The encoded document shown for a source; empty when it is not visible."""
        row = self._db.execute("SELECT facts FROM item WHERE path=?", (path,)).fetchone()
        return row[0] if row else b""

    def is_used(self, file: str) -> bool:
        """Whether a visible document uses the file."""
        query = "SELECT 1 FROM use WHERE file=? LIMIT 1"
        return self._db.execute(query, (file,)).fetchone() is not None

    def is_held(self, file: str) -> bool:
        """Whether a document that is shown in its last good version uses the file."""
        query = "SELECT 1 FROM use JOIN item ON item.id=use.item WHERE file=? AND held LIMIT 1"
        return self._db.execute(query, (file,)).fetchone() is not None

    def files_in(self, folder: str) -> list[str]:
        """Used files that lie right in a content folder (`documents/2023/prikaz-375/`)."""
        rows = self._db.execute(
            "SELECT DISTINCT file FROM use WHERE file>=? AND file<?",
            (folder, folder + "\U0010ffff"),
        )
        return [row[0] for row in rows if "/" not in row[0][len(folder) :]]

    def named(self, key: str) -> list[str]:
        """Sources that are shown under a name: an address, a path, an act's key."""
        query = "SELECT path FROM name JOIN item ON item.id=name.item WHERE key=?"
        return [row[0] for row in self._db.execute(query, (key,))]

    def digests_of(self, path: str) -> list[str]:
        """SHA-256 of what is published of a source alone: its page, files that only it uses."""
        rows = self._db.execute(
            "SELECT digest FROM target WHERE owner=? OR owner IN ("
            " SELECT 'file:' || file FROM use GROUP BY file HAVING count(*)=1"
            " AND max(item)=(SELECT id FROM item WHERE path=?))",
            (f"item:{path}", path),
        )
        return [row[0] for row in rows if row[0]]

    def list_names(self) -> list[str]:
        """Every list that has members."""
        rows = self._db.execute(
            "SELECT name FROM list WHERE EXISTS (SELECT 1 FROM member WHERE list=list.id)"
        )
        return [row[0] for row in rows]
