"""What can be asked of the catalogue; nothing here changes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from vestnik.catalogue.records import Use
from vestnik.catalogue.rows import (
    FileRecord,
    LinkRow,
    UseRow,
    decode_derived,
    decode_facts,
)
from vestnik.core.filetext import unpack

_decode_anchors = msgspec.json.Decoder(tuple[str, ...]).decode


class Questions:
    """The questions, answered from the tables."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    def changed_since(self, revision: int) -> tuple[list[str], list[str], list[str]]:
        """Paths of sources changed, sources removed and files changed after `revision`."""
        after = (revision,)
        return (
            [r[0] for r in self._db.execute("SELECT path FROM source WHERE revision>?", after)],
            [r[0] for r in self._db.execute("SELECT path FROM removed WHERE revision>?", after)],
            [r[0] for r in self._db.execute("SELECT path FROM file WHERE revision>?", after)],
        )

    def paths(self) -> list[str]:
        """Every source."""
        return [row[0] for row in self._db.execute("SELECT path FROM source ORDER BY path")]

    def unread_paths(self) -> list[str]:
        """Sources of which no document could be made."""
        return [path for path in self.paths() if self.facts(path) is None]

    def digest(self, path: str) -> str:
        """SHA-256 of a source as last read; empty for an unknown one."""
        row = self._db.execute("SELECT digest FROM source WHERE path=?", (path,)).fetchone()
        return row[0] if row else ""

    def facts(self, path: str) -> bytes | None:
        """The encoded document of a source; None when it could not be read."""
        row = self._db.execute("SELECT facts FROM record WHERE path=?", (path,)).fetchone()
        return row[0] or None if row else None

    def uses(self, path: str) -> list[Use]:
        """The files that a source uses."""
        rows = self._db.execute("SELECT file, line, field, picture FROM use WHERE path=?", (path,))
        return [
            Use(file=file, line=line, field=field, picture=bool(picture))
            for file, line, field, picture in rows
        ]

    def file(self, path: str) -> FileRecord | None:
        """What is known of a file that some source uses."""
        row = self._db.execute("SELECT facts, derived FROM file WHERE path=?", (path,)).fetchone()
        return FileRecord(path, decode_facts(row[0]), decode_derived(row[1])) if row else None

    def file_text(self, path: str) -> tuple[str, ...]:
        """The text of a file by page; nothing where it holds none."""
        row = self._db.execute("SELECT text FROM file_text WHERE path=?", (path,)).fetchone()
        return unpack(row[0]) if row else ()

    def file_citations(self, path: str) -> bytes:
        """The acts that the text of a file cites, of one with a fault as it was last published."""
        row = self._db.execute(
            "SELECT coalesce(file_text.citations, accepted_file.citations) FROM file"
            " LEFT JOIN file_text ON file_text.path=file.path AND NOT file.faulty"
            " LEFT JOIN accepted_file ON accepted_file.path=file.path AND file.faulty"
            " WHERE file.path=?",
            (path,),
        ).fetchone()
        return row[0] or b"" if row else b""

    def problem_rows(self) -> list[tuple[str, bytes]]:
        """(path, encoded problems) of every source that has any."""
        return self._db.execute("SELECT path, problems FROM problem ORDER BY path").fetchall()

    def uses_of_files(self) -> Iterator[tuple[UseRow, FileRecord]]:
        """Every use of a file with what is known of it."""
        rows = self._db.execute(
            "SELECT use.path, use.file, use.line, use.field, use.picture, facts, derived FROM file"
            " JOIN use ON use.file=file.path ORDER BY use.path, use.line, use.file"
        )
        for path, file, line, field, picture, facts, derived in rows:
            use = Use(file=file, line=line, field=field, picture=bool(picture))
            record = FileRecord(file, decode_facts(facts), decode_derived(derived))
            yield UseRow(path, use), record

    def users_of(self, *files: str) -> list[str]:
        """Sources that use one of these files."""
        found: dict[str, None] = {}
        for file in files:
            rows = self._db.execute("SELECT DISTINCT path FROM use WHERE file=?", (file,))
            found |= dict.fromkeys(row[0] for row in rows)
        return list(found)

    def links(self) -> Iterator[tuple[LinkRow, list[str]]]:
        """Every link within the site, with the paths of the sources that it may lead to."""
        rows = self._db.execute(
            "SELECT link.path, target, anchor, line, field, text, name.path FROM link"
            " LEFT JOIN name ON name.key=link.target"
            " ORDER BY link.path, line, target, link.rowid, name.path"
        )
        previous: LinkRow | None = None
        targets: list[str] = []
        for path, target, anchor, line, field, text, found in rows:
            link = LinkRow(path, target, anchor, line, field, text)
            if previous is not None and link != previous:
                yield previous, targets
                targets = []
            previous = link
            if found is not None:
                targets.append(found)
        if previous is not None:
            yield previous, targets

    def anchors(self, path: str) -> tuple[str, ...]:
        """The anchors of a source's text."""
        row = self._db.execute("SELECT anchors FROM record WHERE path=?", (path,)).fetchone()
        return _decode_anchors(row[0]) if row and row[0] else ()

    def shared_names(self) -> list[tuple[str, list[str]]]:
        """(name, paths) of the names that two or more sources claim."""
        rows = self._db.execute(
            "SELECT key, path FROM name WHERE key IN"
            " (SELECT key FROM name GROUP BY key HAVING count(*)>1) ORDER BY key, path"
        )
        shared: dict[str, list[str]] = {}
        for key, path in rows:
            shared.setdefault(key, []).append(path)
        return list(shared.items())

    def names(self) -> list[str]:
        """Every name that a link may use: addresses and paths."""
        rows = self._db.execute("SELECT DISTINCT key FROM name WHERE key NOT LIKE 'act:%'")
        return [row[0] for row in rows]

    def pages_below(self, folder: str) -> list[tuple[str, str]]:
        """(address, path) of pages of the tree whose address begins with `folder`."""
        return self._db.execute(
            "SELECT key, path FROM name"
            " WHERE key>=? AND key<? AND path>='pages/' AND path<'pages0'",
            (folder, folder + "\U0010ffff"),
        ).fetchall()

    def acts_to_recheck(self, moment: str) -> list[str]:
        """Sources whose relations may have to be judged anew: those that changed, those that they
        name or that name them, and what these name; and those whose last judgement did not stand
        for this `moment`.
        """
        rows = self._db.execute(
            "WITH near(path) AS (SELECT path FROM name WHERE key IN (SELECT key FROM recheck)),"
            " keys(key) AS (SELECT key FROM recheck"
            "  UNION SELECT key FROM name WHERE path IN (SELECT path FROM near)),"
            " further(path) AS (SELECT name.path FROM relation JOIN name USING (key)"
            "  WHERE relation.path IN (SELECT path FROM near))"
            " SELECT path FROM near UNION SELECT path FROM further"
            " UNION SELECT path FROM relation WHERE key IN (SELECT key FROM keys)"
            " UNION SELECT path FROM finding WHERE NOT (since<=?1 AND (until='' OR ?1<until))",
            (moment,),
        )
        return sorted(row[0] for row in rows)

    def findings(self) -> list[tuple[bytes, str]]:
        """(encoded problems, moment until which they stand) of every act that has any."""
        return self._db.execute("SELECT problems, until FROM finding ORDER BY path").fetchall()

    def relating(self, key: str) -> list[str]:
        """Sources that name an act by this name."""
        rows = self._db.execute("SELECT path FROM relation WHERE key=? ORDER BY path", (key,))
        return [row[0] for row in rows]

    def act_names(self) -> list[str]:
        """The names of all acts by issuer, kind, number and date."""
        return [row[0] for row in self._db.execute("SELECT key FROM name WHERE key LIKE 'act:%'")]

    def sources_with_redirects(self) -> list[str]:
        """Sources that answer for old addresses."""
        return self._paths_with("redirects")

    def citing_body(self, path: str) -> bytes:
        """The encoded body of a source whose text cites acts; empty for one that cites none."""
        row = self._db.execute(
            "SELECT body FROM record WHERE path=?"
            " AND EXISTS (SELECT 1 FROM trait WHERE trait='citations' AND path=?)",
            (path, path),
        ).fetchone()
        return row[0] if row else b""

    def sources_without_text(self) -> list[str]:
        """Acts that are there as a scan alone."""
        return self._paths_with("bare")

    def _paths_with(self, trait: str) -> list[str]:
        rows = self._db.execute("SELECT path FROM trait WHERE trait=? ORDER BY path", (trait,))
        return [row[0] for row in rows]

    def named(self, key: str) -> list[str]:
        """Paths of the sources that a name belongs to."""
        return [r[0] for r in self._db.execute("SELECT path FROM name WHERE key=?", (key,))]
