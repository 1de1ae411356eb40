"""The last good versions: what was published of sources and files that have changed since.

A source or file keeps its former version from the moment it changes until the new one is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from vestnik.catalogue.questions import Questions
from vestnik.catalogue.records import Use, encode
from vestnik.catalogue.rows import (
    Accepted,
    FileRecord,
    Replaced,
    decode_derived,
    decode_facts,
)

_decode_uses = msgspec.json.Decoder(tuple[Use, ...]).decode


class Versions(Questions):
    """What was last published, beside what is there now."""

    def accept(self, held: Iterable[str]) -> None:
        """Notes that all sources but those `held` back have been published as they are now."""
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS held(path TEXT PRIMARY KEY)")
        self._db.execute("DELETE FROM held")
        self._db.executemany("INSERT INTO held VALUES (?)", [(path,) for path in held])
        self._db.execute("DELETE FROM accepted WHERE path NOT IN (SELECT path FROM held)")
        self._db.execute(
            "UPDATE source SET published=1 WHERE published=0"
            " AND path NOT IN (SELECT path FROM held)"
        )
        self._db.execute("UPDATE file SET published=1 WHERE published=0 AND NOT faulty")
        settled = self._db.execute(
            "DELETE FROM accepted_file WHERE path IN (SELECT path FROM file WHERE published)"
        )
        if settled.rowcount:  # what was remembered may speak of replaced files
            self._db.execute("DELETE FROM memory")
        self._db.commit()

    def hold(self, path: str) -> Accepted | None:
        """Keeps a source as it was last published, and gives it; None when it never was."""
        self.keep_accepted(path)
        row = self._db.execute(
            "SELECT digest, facts, body, uses FROM accepted WHERE path=?", (path,)
        ).fetchone()
        return Accepted(row[0], row[1], row[2], _decode_uses(row[3])) if row else None

    def disown(self, path: str) -> None:
        """Forgets the last good version of a source: it must not be shown again."""
        self._db.execute("DELETE FROM accepted WHERE path=?", (path,))
        self._db.execute("UPDATE source SET published=0 WHERE path=?", (path,))
        self._db.commit()

    def file_digests(self) -> set[str]:
        """SHA-256 of every file that is used, or was by a version that is kept."""
        rows = self._db.execute("SELECT facts FROM file UNION SELECT facts FROM accepted_file")
        return {decode_facts(row[0]).digest for row in rows}

    def keep_accepted(self, path: str) -> None:
        """Before a record is replaced: keeps it if it was published."""
        self._db.execute(
            "INSERT OR IGNORE INTO accepted SELECT record.path, digest, facts, body, ? FROM record"
            " JOIN source USING (path) WHERE record.path=? AND source.published",
            (encode(self.uses(path)), path),
        )

    def keep_accepted_file(self, path: str) -> None:
        """Before what is known of a file is replaced: keeps it if it was published."""
        self._db.execute(
            "INSERT OR IGNORE INTO accepted_file SELECT path, facts, derived, text, citations"
            " FROM file LEFT JOIN file_text USING (path) WHERE path=? AND published",
            (path,),
        )

    def accepted_files(self) -> set[str]:
        """Files that a kept version of a source uses."""
        rows = self._db.execute("SELECT uses FROM accepted")
        return {use.file for row in rows for use in _decode_uses(row[0])}

    def accepted_file(self, path: str) -> FileRecord | None:
        """A file as it was last published, if it has changed since."""
        row = self._db.execute(
            "SELECT facts, derived FROM accepted_file WHERE path=?", (path,)
        ).fetchone()
        return FileRecord(path, decode_facts(row[0]), decode_derived(row[1])) if row else None

    def replaced_files(self) -> Iterator[Replaced]:
        """Uses, other than as pictures, of files that were published with other bytes. Looks only
        at what has changed since.
        """
        rows = self._db.execute(
            "SELECT use.path, use.file, use.line, use.field, accepted_file.facts, file.facts"
            " FROM accepted_file CROSS JOIN file ON file.path=accepted_file.path"
            " CROSS JOIN use ON use.file=file.path WHERE NOT use.picture AND NOT file.faulty"
            " ORDER BY use.path, use.line, use.field"
        ).fetchall()
        for path, file, line, field, before, after in rows:
            if decode_facts(before).digest != decode_facts(after).digest:
                yield Replaced(path, Use(file=file, line=line, field=field, picture=False))

    def published_version(self, path: str) -> Accepted | None:
        """A source as it was last published, changed since or not; None when it never was."""
        row = self._db.execute(
            "SELECT digest, facts, body, uses FROM accepted WHERE path=?", (path,)
        ).fetchone()
        if row:
            return Accepted(row[0], row[1], row[2], _decode_uses(row[3]))
        row = self._db.execute(
            "SELECT digest, facts, body FROM record JOIN source USING (path)"
            " WHERE record.path=? AND source.published",
            (path,),
        ).fetchone()
        return Accepted(row[0], row[1], row[2], tuple(self.uses(path))) if row else None
