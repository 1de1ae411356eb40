"""Taking up what has changed below the content folder: stamp first, digest next, parse last."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from vestnik.catalogue.records import Record, encode, faulty_record
from vestnik.catalogue.rows import (
    Describer,
    FileRecord,
    FileRequest,
    NameKeys,
    Reader,
    Tally,
    Wanted,
)
from vestnik.catalogue.scan import Found, Stamp, sources
from vestnik.catalogue.versions import Versions

_OF_A_SOURCE = (
    *("source", "record", "accepted", "problem", "use", "link", "name", "trait", "words"),
    *("relation", "finding"),
)
_NO_FILE = Stamp(0, 0, -1)
_NOT_KNOWN = ("", -1, -1, -1, "", "")


class Refresh:
    """One round through the content folder; whatever it changes gets one number."""

    def __init__(
        self, database: sqlite3.Connection, root: Path, *, revision: int, stale: bool, started: int
    ) -> None:
        """`stale`: what is known was found by other code. `started`: in nanoseconds; a stamp that
        is hardly older is not trusted.
        """
        self._db = database
        self._versions = Versions(database)
        self._root = root
        self._revision = revision
        self._stale = stale
        self._started = started

    def run(self, read: Reader, describe: Describer, name_keys: NameKeys) -> Tally:
        """Takes up every change. Nothing is committed."""
        rows = self._db.execute("SELECT path, mtime, ctime, size, fault, digest FROM source")
        known = {row[0]: row for row in rows}
        total = 0
        to_read: dict[str, tuple[Found, str]] = {}
        for found in sources(self._root):
            total += 1
            row = known.pop(found.path, _NOT_KNOWN)
            stamp = found.stamp
            if (
                self._stale
                or row[1] != stamp.mtime_ns
                or row[2] != stamp.ctime_ns
                or row[3] != stamp.size
                or row[4] != found.fault
            ):
                to_read[found.path] = found, "" if self._stale else row[5]
        for path in known:
            self._forget(path)
        read_count = self._read(to_read, read, name_keys)
        files = self._refresh_files(describe)
        return Tally(sources=total, read=read_count, removed=len(known), files=files)

    # --- sources ----------------------------------------------------------------------------

    def _read(
        self, to_read: dict[str, tuple[Found, str]], read: Reader, name_keys: NameKeys
    ) -> int:
        count = 0
        wanted = []
        for path, (found, known) in sorted(to_read.items()):
            if found.fault:
                self._put_record(faulty_record(path, found.fault), found, name_keys)
                count += 1
            else:
                wanted.append(Wanted(path, known))
        missing = {one.path for one in wanted}
        for path, record in read(wanted):
            missing.discard(path)
            found = to_read[path][0]
            if record is not None:
                count += 1
                self._put_record(record, found, name_keys)
            if record is None or record.digest:
                self._put_stamp(path, found.stamp)
        for path in missing:  # vanished between the walk and the reading
            self._forget(path)
        return count + len(missing)

    def _put_stamp(self, path: str, stamp: Stamp) -> None:
        """Remembers the stamp, unless the file may still change under it."""
        if stamp.settled(self._started):
            self._db.execute(
                "UPDATE source SET mtime=?, ctime=?, size=? WHERE path=?",
                (stamp.mtime_ns, stamp.ctime_ns, stamp.size, path),
            )

    def _put_record(self, record: Record, found: Found, name_keys: NameKeys) -> None:
        path = record.path
        old = self._db.execute(
            "SELECT published, digest FROM source WHERE path=?", (path,)
        ).fetchone()
        published = old == (1, record.digest) and not record.faulty  # read anew by other code
        if not published:
            self._versions.keep_accepted(path)
        self._db.execute("DELETE FROM removed WHERE path=?", (path,))
        self._db.execute(
            "INSERT OR REPLACE INTO source VALUES (?,0,0,0,?,?,?,?,?)",
            (path, record.digest, self._revision, record.faulty, found.fault, published),
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

    def _forget(self, path: str) -> None:
        self._note_for_recheck(path)
        for table in _OF_A_SOURCE:
            self._db.execute(f"DELETE FROM {table} WHERE path=?", (path,))
        self._db.execute("INSERT OR REPLACE INTO removed VALUES (?,?)", (path, self._revision))

    # --- files ------------------------------------------------------------------------------

    def _refresh_files(self, describe: Describer) -> int:
        known = {
            row[0]: row[1:]
            for row in self._db.execute("SELECT path, mtime, ctime, size, picture FROM file")
        }
        requests: list[FileRequest] = []
        stamps: dict[str, Stamp] = {}
        wanted = self._db.execute("SELECT file, max(picture) FROM use GROUP BY file").fetchall()
        for path, picture in wanted:
            row = known.pop(path, None)
            stamp = _file_stamp(self._root / path)
            seen = (stamp.mtime_ns, stamp.ctime_ns, stamp.size, picture)
            if not self._stale and row == seen and stamp != _NO_FILE:
                continue
            if row and row[3] == picture and not self._stale and self._is_same(path, stamp):
                if stamp.settled(self._started):
                    self._put_file_stamp(path, stamp)
                continue
            requests.append(FileRequest(path, bool(picture)))
            stamps[path] = stamp
        for path in known.keys() - self._versions.accepted_files():
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
            if not stamp.settled(self._started):
                stamp = Stamp(-1, 0, 0)
            picture = wants_picture[record.path]
            if same:
                self._put_file_stamp(record.path, stamp)
                self._db.execute("UPDATE file SET picture=? WHERE path=?", (picture, record.path))
                self._put_file_text(record)  # other code may find other words in the same bytes
                continue
            self._versions.keep_accepted_file(record.path)
            self._put_file_text(record)
            self._db.execute(
                "INSERT OR REPLACE INTO file(path, mtime, ctime, size, picture, revision, facts,"
                " derived, faulty) VALUES (?,?,?,?,?,?,?,?,?)",
                (record.path, stamp.mtime_ns, stamp.ctime_ns, stamp.size, picture,
                 self._revision, facts, derived, bool(record.facts.fault)),
            )  # fmt: skip
        return changed

    def _put_file_text(self, record: FileRecord) -> None:
        self._db.execute("DELETE FROM file_text WHERE path=?", (record.path,))
        if record.text:
            self._db.execute(
                "INSERT INTO file_text VALUES (?,?,?)",
                (record.path, record.text, record.citations or None),
            )

    def _put_file_stamp(self, path: str, stamp: Stamp) -> None:
        self._db.execute(
            "UPDATE file SET mtime=?, ctime=?, size=? WHERE path=?",
            (stamp.mtime_ns, stamp.ctime_ns, stamp.size, path),
        )

    def _is_same(self, path: str, stamp: Stamp) -> bool:
        """Whether a sound file still has the bytes that were described: a fresh check-out changes
        all stamps.
        """
        record = self._versions.file(path)
        if record is None or record.facts.fault or record.facts.size != stamp.size:
            return False
        place = (self._root / path).resolve()
        if not place.is_relative_to(self._root.resolve()) or not place.is_file():
            return False
        try:
            with place.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest() == record.facts.digest
        except OSError:
            return False


def _file_stamp(path: Path) -> Stamp:
    try:
        return Stamp.of(path.stat())
    except OSError:
        return _NO_FILE
