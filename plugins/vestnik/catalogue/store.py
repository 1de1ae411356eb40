"""The catalogue: one SQLite file that remembers what every source and attachment is.

It is keyed by what the reading depends on (the sources' bytes, the code and the settings that read
them) and by nothing else: no clock, no output. Deleting it costs time only. Each change of a row
gets the next number of a growing *revision*; whoever has seen revision N asks for what came after.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from vestnik.catalogue.records import Record, Use, encode, faulty_record
from vestnik.catalogue.scan import Found, Stamp, sources
from vestnik.core.filetext import unpack
from vestnik.core.model import Derived, FileFacts

_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE source(
    path TEXT PRIMARY KEY, mtime INTEGER, ctime INTEGER, size INTEGER, digest TEXT,
    revision INTEGER, faulty INTEGER, fault TEXT, published INTEGER DEFAULT 0);
CREATE INDEX source_revision ON source(revision);
CREATE INDEX source_new ON source(path) WHERE published=0;
CREATE TABLE record(path TEXT PRIMARY KEY, facts BLOB, body BLOB, anchors BLOB);
CREATE TABLE words(path TEXT PRIMARY KEY, words BLOB);
CREATE TABLE accepted(path TEXT PRIMARY KEY, digest TEXT, facts BLOB, body BLOB, uses BLOB);
CREATE TABLE accepted_file(path TEXT PRIMARY KEY, facts BLOB, derived BLOB, text BLOB);
CREATE TABLE problem(path TEXT PRIMARY KEY, problems BLOB) WITHOUT ROWID;
CREATE TABLE removed(path TEXT PRIMARY KEY, revision INTEGER) WITHOUT ROWID;
CREATE INDEX removed_revision ON removed(revision);
CREATE TABLE use(path TEXT, file TEXT, line INTEGER, field TEXT, picture INTEGER);
CREATE INDEX use_path ON use(path);
CREATE INDEX use_file ON use(file);
CREATE TABLE link(path TEXT, target TEXT, anchor TEXT, line INTEGER, field TEXT, text TEXT);
CREATE INDEX link_path ON link(path);
CREATE TABLE file(
    path TEXT PRIMARY KEY, mtime INTEGER, ctime INTEGER, size INTEGER, picture INTEGER,
    revision INTEGER, facts BLOB, derived BLOB, faulty INTEGER, published INTEGER DEFAULT 0);
CREATE INDEX file_revision ON file(revision);
CREATE INDEX file_new ON file(path) WHERE published=0;
CREATE TABLE file_text(path TEXT PRIMARY KEY, text BLOB);
CREATE TABLE trait(trait TEXT, path TEXT, PRIMARY KEY(trait, path)) WITHOUT ROWID;
CREATE INDEX trait_path ON trait(path);
CREATE TABLE relation(path TEXT, key TEXT, PRIMARY KEY(path, key)) WITHOUT ROWID;
CREATE INDEX relation_key ON relation(key);
CREATE TABLE recheck(key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE finding(path TEXT PRIMARY KEY, problems BLOB, since TEXT, until TEXT) WITHOUT ROWID;
CREATE TABLE memory(key TEXT, value BLOB);
CREATE TABLE name(key TEXT, path TEXT, PRIMARY KEY(key, path)) WITHOUT ROWID;
CREATE INDEX name_path ON name(path);
"""
_VERSION = "5"
_OF_A_SOURCE = (
    *("source", "record", "accepted", "problem", "use", "link", "name", "trait", "words"),
    *("relation", "finding"),
)

decode_facts = msgspec.json.Decoder(FileFacts).decode
decode_derived = msgspec.json.Decoder(tuple[Derived, ...]).decode
_decode_uses = msgspec.json.Decoder(tuple[Use, ...]).decode
_decode_anchors = msgspec.json.Decoder(tuple[str, ...]).decode

_NO_FILE = Stamp(0, 0, -1)

Reader = Callable[[list["Wanted"]], Iterable[tuple[str, Record | None]]]
"""Reads sources; gives the path of each that is there, with its record where the bytes are new."""
Describer = Callable[[list["FileRequest"]], Iterable["FileRecord"]]
"""Describes files and makes what is derived from them."""
NameKeys = Callable[[bytes], Iterable[str]]
"""The names of an encoded document by which others look it up."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source to read."""

    path: str
    known: str
    """Digest of the bytes that need not be read again; empty for none."""


@dataclass(frozen=True, slots=True)
class FileRequest:
    """A file to describe."""

    path: str
    picture: bool
    """Used as a picture somewhere: variants are wanted."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What was found of a file."""

    path: str
    facts: FileFacts
    derived: tuple[Derived, ...] = ()
    text: bytes = b""
    """Its text by page, packed, where it was just described; `Catalogue.file_text` has it later."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a refresh did."""

    sources: int
    read: int
    removed: int
    files: int


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link of a text or of the front matter to something of the site."""

    path: str
    target: str
    anchor: str
    line: int
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A source as it was last published."""

    digest: str
    """SHA-256 of its bytes."""
    facts: bytes
    """Encoded document."""
    body: bytes
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class UseRow:
    """A file that a source uses."""

    path: str
    use: Use


@dataclass(frozen=True, slots=True)
class Replaced:
    """A use of a file that has other bytes than were last published."""

    path: str
    use: Use


class Catalogue:
    """One content folder as Vestnik knows it. Opened for writing by one build at a time."""

    def __init__(self, database: Path, *, key: str) -> None:
        """Opens or makes the catalogue. `key` names the code and settings that read the sources:
        rows made under another key are read anew. A damaged or foreign file is replaced.
        """
        database.parent.mkdir(parents=True, exist_ok=True)
        self.path = database
        self._db = _open(database)
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

    # --- bringing it up to date -------------------------------------------------------------

    def refresh(self, root: Path, read: Reader, describe: Describer, name_keys: NameKeys) -> Tally:
        """Takes up every change below `root` since the last time.

        Files are compared by stamp first, by digest next, and only what is really new is read.
        """
        started = time.time_ns()
        rows = self._db.execute("SELECT path, mtime, ctime, size, fault, digest FROM source")
        known = {row[0]: row[1:] for row in rows}
        total = 0
        to_read: dict[str, tuple[Found, str]] = {}
        for found in sources(root):
            total += 1
            *row, digest = known.pop(found.path, (None, ""))
            stamp = found.stamp
            same = row == [stamp.mtime_ns, stamp.ctime_ns, stamp.size, found.fault]
            if self._stale or not same:
                to_read[found.path] = found, "" if self._stale else digest
        revision = self.revision + 1
        for path in known:
            self._forget(path, revision)
        read_count = self._read(to_read, read, name_keys, revision, started)
        files = self._refresh_files(root, describe, revision, started)
        if known or read_count or files:
            self._set_meta("revision", str(revision))
        self._set_meta("key", self._key)
        self._stale = False
        self._db.commit()
        return Tally(sources=total, read=read_count, removed=len(known), files=files)

    def _read(
        self,
        to_read: dict[str, tuple[Found, str]],
        read: Reader,
        name_keys: NameKeys,
        revision: int,
        started: int,
    ) -> int:
        count = 0
        wanted = []
        for path, (found, known) in sorted(to_read.items()):
            if found.fault:
                self._put_record(faulty_record(path, found.fault), found, name_keys, revision)
                count += 1
            else:
                wanted.append(Wanted(path, known))
        missing = {one.path for one in wanted}
        for path, record in read(wanted):
            missing.discard(path)
            found = to_read[path][0]
            if record is not None:
                count += 1
                self._put_record(record, found, name_keys, revision)
            if record is None or record.digest:
                self._put_stamp(path, found.stamp, started)
        for path in missing:  # vanished between the walk and the reading
            self._forget(path, revision)
        return count + len(missing)

    def _put_stamp(self, path: str, stamp: Stamp, started: int) -> None:
        """Remembers the stamp, unless the file may still change under it."""
        if stamp.settled(started):
            self._db.execute(
                "UPDATE source SET mtime=?, ctime=?, size=? WHERE path=?",
                (stamp.mtime_ns, stamp.ctime_ns, stamp.size, path),
            )

    def _put_record(self, record: Record, found: Found, name_keys: NameKeys, revision: int) -> None:
        path = record.path
        old = self._db.execute(
            "SELECT published, digest FROM source WHERE path=?", (path,)
        ).fetchone()
        published = old == (1, record.digest) and not record.faulty  # read anew by other code
        if not published:
            self._keep_accepted(path)
        self._db.execute("DELETE FROM removed WHERE path=?", (path,))
        self._db.execute(
            "INSERT OR REPLACE INTO source VALUES (?,0,0,0,?,?,?,?,?)",
            (path, record.digest, revision, record.faulty, found.fault, published),
        )
        self._note_for_recheck(path)
        for table in ("problem", "use", "link", "name", "trait", "words", "relation", "finding"):
            self._db.execute(f"DELETE FROM {table} WHERE path=?", (path,))
        self._db.execute(
            "INSERT OR REPLACE INTO record VALUES (?,?,?,?)",
            (path, record.facts, record.body, encode(record.anchors) if record.anchors else b""),
        )
        if record.words:
            self._db.execute("INSERT INTO words VALUES (?,?)", (path, record.words))
        if record.problems:
            self._db.execute("INSERT INTO problem VALUES (?,?)", (path, record.problems))
        self._db.executemany(
            "INSERT INTO use VALUES (?,?,?,?,?)",
            [(path, u.file, u.line, u.field, u.picture) for u in record.uses],
        )
        self._db.executemany(
            "INSERT INTO link VALUES (?,?,?,?,?,?)",
            [(path, r.target, r.anchor, r.line, "текст", r.text) for r in record.links]
            + [(path, target, "", 0, field, "") for field, target in record.named],
        )
        self._db.executemany(
            "INSERT INTO trait VALUES (?,?)", [(trait, path) for trait in record.traits]
        )
        if record.facts:
            self._db.executemany(
                "INSERT OR IGNORE INTO name VALUES (?,?)",
                [(key, path) for key in name_keys(record.facts)],
            )
        self._db.executemany(
            "INSERT INTO relation VALUES (?,?)", [(path, key) for key in record.relations]
        )
        self._note_for_recheck(path)

    def _note_for_recheck(self, path: str) -> None:
        """Notes the names of a source, and those of the acts it names, before and after a change:
        whatever bears one of them, or names one, is to be checked again.
        """
        self._db.execute(
            "INSERT OR IGNORE INTO recheck SELECT key FROM name WHERE path=?1"
            " UNION SELECT key FROM relation WHERE path=?1",
            (path,),
        )

    def _forget(self, path: str, revision: int) -> None:
        self._note_for_recheck(path)
        for table in _OF_A_SOURCE:
            self._db.execute(f"DELETE FROM {table} WHERE path=?", (path,))
        self._db.execute("INSERT OR REPLACE INTO removed VALUES (?,?)", (path, revision))

    # --- files ------------------------------------------------------------------------------

    def _refresh_files(self, root: Path, describe: Describer, revision: int, started: int) -> int:
        known = {
            row[0]: row[1:]
            for row in self._db.execute("SELECT path, mtime, ctime, size, picture FROM file")
        }
        requests: list[FileRequest] = []
        stamps: dict[str, Stamp] = {}
        wanted = self._db.execute("SELECT file, max(picture) FROM use GROUP BY file").fetchall()
        for path, picture in wanted:
            row = known.pop(path, None)
            stamp = _file_stamp(root / path)
            seen = (stamp.mtime_ns, stamp.ctime_ns, stamp.size, picture)
            if not self._stale and row == seen and stamp != _NO_FILE:
                continue
            if row and row[3] == picture and not self._stale and self._is_same(root, path, stamp):
                if stamp.settled(started):
                    self._put_file_stamp(path, stamp)
                continue
            requests.append(FileRequest(path, bool(picture)))
            stamps[path] = stamp
        for path in known.keys() - self._accepted_files():
            for table in ("file", "file_text", "accepted_file"):
                self._db.execute(f"DELETE FROM {table} WHERE path=?", (path,))
        changed = 0
        wants_picture = {request.path: request.picture for request in requests}
        for record in describe(requests):
            facts, derived = encode(record.facts), encode(record.derived)
            old = self._db.execute(
                "SELECT facts, derived FROM file WHERE path=?", (record.path,)
            ).fetchone()
            same = old is not None and (bytes(old[0]), bytes(old[1])) == (facts, derived)
            changed += not same
            stamp = stamps[record.path]
            if not stamp.settled(started):
                stamp = Stamp(-1, 0, 0)
            picture = wants_picture[record.path]
            if same:
                self._put_file_stamp(record.path, stamp)
                self._db.execute("UPDATE file SET picture=? WHERE path=?", (picture, record.path))
                self._put_file_text(record)  # other code may find other words in the same bytes
                continue
            self._keep_accepted_file(record.path)
            self._put_file_text(record)
            self._db.execute(
                "INSERT OR REPLACE INTO file(path, mtime, ctime, size, picture, revision, facts,"
                " derived, faulty) VALUES (?,?,?,?,?,?,?,?,?)",
                (record.path, stamp.mtime_ns, stamp.ctime_ns, stamp.size, picture, revision, facts,
                 derived, bool(record.facts.fault)),
            )  # fmt: skip
        return changed

    def _put_file_text(self, record: FileRecord) -> None:
        self._db.execute("DELETE FROM file_text WHERE path=?", (record.path,))
        if record.text:
            self._db.execute("INSERT INTO file_text VALUES (?,?)", (record.path, record.text))

    def _put_file_stamp(self, path: str, stamp: Stamp) -> None:
        self._db.execute(
            "UPDATE file SET mtime=?, ctime=?, size=? WHERE path=?",
            (stamp.mtime_ns, stamp.ctime_ns, stamp.size, path),
        )

    def _is_same(self, root: Path, path: str, stamp: Stamp) -> bool:
        """Whether a sound file still has the bytes that were described: a fresh check-out changes
        all stamps.
        """
        record = self.file(path)
        if record is None or record.facts.fault or record.facts.size != stamp.size:
            return False
        place = (root / path).resolve()
        if not place.is_relative_to(root.resolve()) or not place.is_file():
            return False
        try:
            with place.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest() == record.facts.digest
        except OSError:
            return False

    # --- asking it --------------------------------------------------------------------------

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
        marks = ",".join("?" * len(files))
        rows = self._db.execute(f"SELECT DISTINCT path FROM use WHERE file IN ({marks})", files)
        return [row[0] for row in rows]

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

    # --- the last good versions -------------------------------------------------------------

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
        self._keep_accepted(path)
        row = self._db.execute(
            "SELECT digest, facts, body, uses FROM accepted WHERE path=?", (path,)
        ).fetchone()
        return Accepted(row[0], row[1], row[2], _decode_uses(row[3])) if row else None

    def disown(self, path: str) -> None:
        """Forgets the last good version of a source: it must not be shown again."""
        self._db.execute("DELETE FROM accepted WHERE path=?", (path,))
        self._db.execute("UPDATE source SET published=0 WHERE path=?", (path,))
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

    def file_digests(self) -> set[str]:
        """SHA-256 of every file that is used, or was by a version that is kept."""
        rows = self._db.execute("SELECT facts FROM file UNION SELECT facts FROM accepted_file")
        return {decode_facts(row[0]).digest for row in rows}

    def commit(self) -> None:
        """Makes what `hold` has kept visible to the processes that render."""
        self._db.commit()

    def _keep_accepted(self, path: str) -> None:
        """Before a record is replaced: keeps it if it was published."""
        self._db.execute(
            "INSERT OR IGNORE INTO accepted SELECT record.path, digest, facts, body, ? FROM record"
            " JOIN source USING (path) WHERE record.path=? AND source.published",
            (encode(self.uses(path)), path),
        )

    def _keep_accepted_file(self, path: str) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO accepted_file SELECT path, facts, derived, text FROM file"
            " LEFT JOIN file_text USING (path) WHERE path=? AND published",
            (path,),
        )

    def _accepted_files(self) -> set[str]:
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

    # --- meta -------------------------------------------------------------------------------

    def _meta(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return row[0] if row else None

    def _set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, value))


def _file_stamp(path: Path) -> Stamp:
    try:
        return Stamp.of(path.stat())
    except OSError:
        return _NO_FILE


def _open(database: Path) -> sqlite3.Connection:
    """Opens the file if it is a whole catalogue of this version, or makes a new one."""
    with contextlib.suppress(sqlite3.DatabaseError):
        connection = _connect(database)
        row = connection.execute("SELECT value FROM meta WHERE key='version'").fetchone()
        if row and row[0] == _VERSION:
            return connection
        connection.close()
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    connection = _connect(database)
    connection.executescript(_SCHEMA)
    connection.executemany(
        "INSERT INTO meta VALUES (?,?)",
        [("version", _VERSION), ("identity", uuid.uuid4().hex), ("revision", "0")],
    )
    connection.commit()
    return connection


def _connect(database: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    return connection
