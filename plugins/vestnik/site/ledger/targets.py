"""Targets: the files of an output, who owns each, and what stands in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from vestnik.output import Written
from vestnik.site.ledger.marks import Marks
from vestnik.site.ledger.values import INNER, Marked, Target
from vestnik.site.view import Reads

_encode = msgspec.json.Encoder().encode
_decode_arguments = msgspec.json.Decoder(tuple[str, ...]).decode


class Targets(Marks):
    """Planning, rendering and removing of files, as far as it has to be remembered."""

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__(database)
        self._contested: list[tuple[str, str]] = []

    def owners(self) -> set[str]:
        """Everybody who owns a target."""
        return {r[0] for r in self._db.execute("SELECT DISTINCT owner FROM target WHERE NOT gone")}

    def plan(self, owner: str, targets: Sequence[Target]) -> None:
        """Sets the targets of an owner. New ones are marked; what is not named any more will be
        removed.
        """
        wanted = {target.output: target for target in targets}
        rows = self._db.execute(
            "SELECT output, kind, arguments, gone FROM target WHERE owner=?", (owner,)
        ).fetchall()
        for output, kind, arguments, gone in rows:
            target = wanted.pop(output, None)
            if target is None:
                self._db.execute("UPDATE target SET gone=1, dirty=0 WHERE output=?", (output,))
            elif gone or (kind, _decode_arguments(arguments)) != (target.kind, target.arguments):
                self._put_target(owner, target)
        for target in wanted.values():
            self._put_target(owner, target)

    def _put_target(self, owner: str, target: Target) -> None:
        arguments = _encode(target.arguments).decode()
        other = self.owner_of(target.output)
        if other not in ("", owner):
            self._contested.append((target.output, other))
        self._db.execute(
            "INSERT INTO target(output, owner, kind, arguments, dirty) VALUES (?,?,?,?,1)"
            " ON CONFLICT(output) DO UPDATE SET owner=excluded.owner, kind=excluded.kind,"
            " arguments=excluded.arguments, dirty=1, gone=0",
            (target.output, owner, target.kind, arguments),
        )

    def contested(self) -> list[tuple[str, str]]:
        """(output path, owner that has lost it) of what `plan` has given to another; empties the
        note. An owner that is planned anew and still wants its file takes it back.
        """
        contested, self._contested = self._contested, []
        return contested

    def owner_of(self, output: str) -> str:
        """Who owns a file of the output; empty when nobody does."""
        row = self._db.execute(
            "SELECT owner FROM target WHERE output=? AND NOT gone", (output,)
        ).fetchone()
        return row[0] if row else ""

    def marked(self, *, inner: bool = False) -> list[Marked]:
        """The targets to render, in a fixed order: files, or with `inner` those that are none."""
        rows = self._db.execute(
            "SELECT id, output, kind, arguments FROM target WHERE dirty AND NOT gone"
            " AND (substr(output, 1, 1)=?)=? ORDER BY kind, id",
            (INNER, inner),
        )
        return [
            Marked(number, Target(output, kind, _decode_arguments(arguments)))
            for number, output, kind, arguments in rows
        ]

    def gone(self) -> list[str]:
        """Files of the output that nobody owns any more."""
        rows = self._db.execute(
            "SELECT output FROM target WHERE gone AND substr(output, 1, 1)<>?", (INNER,)
        )
        return [row[0] for row in rows]

    def settle(self, target: int, written: Written, reads: Reads) -> bool:
        """Notes that a target is rendered, and what it read. Returns whether its bytes are new."""
        old = self._db.execute("SELECT digest FROM target WHERE id=?", (target,)).fetchone()
        self._db.execute(
            "UPDATE target SET dirty=0, digest=?, size=? WHERE id=?",
            (written.digest, written.size, target),
        )
        self._note_reads(target, reads)
        return old is None or old[0] != written.digest

    def drop_gone(self) -> None:
        """Forgets the targets whose files have been removed."""
        for table in ("key_read", "range_read"):
            self._db.execute(
                f"DELETE FROM {table} WHERE target IN (SELECT id FROM target WHERE gone)"
            )
        self._db.execute("DELETE FROM target WHERE gone")

    def manifest(self) -> Iterator[tuple[str, str, int]]:
        """(output path, SHA-256, size) of every file that should be there, sorted."""
        yield from self._db.execute(
            "SELECT output, digest, size FROM target WHERE NOT gone AND substr(output, 1, 1)<>?"
            " ORDER BY output",
            (INNER,),
        )

    def standing(self) -> dict[str, str]:
        """{output path: SHA-256} of every file that lies in the output since the last build."""
        rows = self._db.execute(
            "SELECT output, digest FROM target WHERE digest<>'' AND substr(output, 1, 1)<>?",
            (INNER,),
        )
        return dict(rows.fetchall())

    def correct(self, files: Mapping[str, str]) -> None:
        """Notes that the output now holds just these files ({path: SHA-256}), put there by somebody
        else: the next build makes what it would show differently, and removes what it does not
        know.
        """
        standing = self.standing()
        for path in standing.keys() | files.keys():
            digest = files.get(path, "")
            if standing.get(path, "") == digest:
                continue
            known = self._db.execute(
                "UPDATE target SET digest=?, dirty=1 WHERE output=?", (digest, path)
            )
            if not known.rowcount:
                self._db.execute(
                    "INSERT INTO target(output, owner, kind, arguments, dirty, gone, digest)"
                    " VALUES (?,'','','[]',0,1,?)",
                    (path, digest),
                )
