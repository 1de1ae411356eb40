"""The ledger of one output: which targets it has, what each has read, and what the last build knew.

The catalogue says what the sources *are*; the ledger says what this output *shows* of them, at the
moment of its last build. Bringing an output up to date is three steps: `apply` what changed in the
catalogue or was crossed by the clock (this only marks targets), render what is marked, `settle`
each rendered target. The marks are kept on disk, so a build that is killed between the steps is
simply continued by the next one.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from vestnik.core.portal import Portal
from vestnik.output import Written
from vestnik.site.lists import Membership, month_of
from vestnik.site.reading import LedgerView
from vestnik.site.view import Reads

_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE item(
    id INTEGER PRIMARY KEY, path TEXT UNIQUE, facts BLOB, body TEXT, visible INTEGER, held INTEGER);
CREATE TABLE name(key TEXT, item INTEGER, PRIMARY KEY(key, item)) WITHOUT ROWID;
CREATE INDEX name_item ON name(item);
CREATE TABLE list(id INTEGER PRIMARY KEY, name TEXT UNIQUE, parent TEXT);
CREATE INDEX list_parent ON list(parent);
CREATE TABLE member(list INTEGER, position INTEGER, item INTEGER,
    PRIMARY KEY(list, position, item)) WITHOUT ROWID;
CREATE INDEX member_item ON member(item);
CREATE TABLE inferred(item INTEGER PRIMARY KEY, dirty INTEGER DEFAULT 1);
CREATE INDEX inferred_dirty ON inferred(dirty) WHERE dirty;
CREATE TABLE inferred_member(item INTEGER, list INTEGER, position INTEGER,
    PRIMARY KEY(item, list)) WITHOUT ROWID;
CREATE TABLE due(moment TEXT, item INTEGER, PRIMARY KEY(moment, item)) WITHOUT ROWID;
CREATE INDEX due_item ON due(item);
CREATE TABLE use(item INTEGER, file TEXT, PRIMARY KEY(item, file)) WITHOUT ROWID;
CREATE INDEX use_file ON use(file);
CREATE TABLE target(
    id INTEGER PRIMARY KEY, output TEXT UNIQUE, owner TEXT, kind TEXT, arguments TEXT,
    dirty INTEGER, gone INTEGER DEFAULT 0, digest TEXT DEFAULT '', size INTEGER DEFAULT 0);
CREATE INDEX target_owner ON target(owner);
CREATE INDEX target_dirty ON target(dirty) WHERE dirty;
CREATE INDEX target_gone ON target(gone) WHERE gone;
CREATE TABLE kept(name TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE key_read(key INTEGER, target INTEGER, PRIMARY KEY(key, target)) WITHOUT ROWID;
CREATE INDEX key_read_target ON key_read(target);
CREATE TABLE range_read(list INTEGER, high INTEGER, low INTEGER, target INTEGER);
CREATE INDEX range_read_list ON range_read(list, high, low, target);
CREATE INDEX range_read_target ON range_read(target);
"""
_VERSION = "3"
# In `key_read` and `range_read` an item that stands in lists for what others say of it is a reader
# like a target, under the negative of its number.
INNER = ":"
"""Begins the name of a target that is no file: what it yields is kept in the ledger (`keep`), for
other targets to be made of.
"""

_encode = msgspec.json.Encoder().encode
_decode_arguments = msgspec.json.Decoder(tuple[str, ...]).decode


@dataclass(frozen=True, slots=True)
class Target:
    """A file of the output: where it goes, which function makes it, and from what."""

    output: str
    """Path below the output root."""
    kind: str
    """Name of the function that renders it."""
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A target that has to be rendered."""

    id: int
    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """What one source contributes to an output at one moment."""

    path: str
    facts: bytes
    """Encoded document; empty when it is not visible."""
    body: str = ""
    """Digest of the source: changes with the text."""
    keys: tuple[str, ...] = ()
    members: tuple[Membership, ...] = ()
    inferring: bool = False
    """It stands in further lists for what others say of it: see `uninferred`."""
    due: tuple[str, ...] = ()
    """Moments in UTC, ISO form, at which the clock may change it, past and future."""
    files: tuple[str, ...] = ()
    held: bool = False


def key_number(key: str) -> int:
    """A key as a signed 64-bit number. Two keys with one number cost a needless rendering."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), signed=True)


def moment_text(moment: datetime) -> str:
    """A moment as text that sorts by time: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Ledger:
    """The state of one output, in one SQLite file."""

    def __init__(self, database: Path) -> None:
        database.parent.mkdir(parents=True, exist_ok=True)
        self.path = database
        self._db = _open(database)
        self._touched: set[str] = set()
        self._lists = self._list_ids()
        self._filled: set[int] = set()
        self._marking = True
        self._contested: list[tuple[str, str]] = []

    def close(self) -> None:
        """Lets the file go; what was not committed is undone."""
        self._db.close()

    def commit(self) -> None:
        """Makes everything since the last commit lasting."""
        self._db.commit()

    def rollback(self) -> None:
        """Undoes everything since the last commit."""
        self._db.rollback()
        self._lists = self._list_ids()
        self._filled.clear()
        self._touched.clear()

    def meta(self, key: str) -> str:
        """A remembered value; empty when there is none."""
        row = self._db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return row[0] if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Remembers a value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, value))

    def _list_ids(self) -> dict[str, int]:
        return dict(self._db.execute("SELECT name, id FROM list").fetchall())

    # --- what has changed -------------------------------------------------------------------

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

    def apply(self, presences: Iterable[Presence], removed: Iterable[str]) -> None:
        """Takes up what sources contribute now; marks every target that has read what changed."""
        clean = "SELECT 1 FROM {} WHERE NOT dirty LIMIT 1"
        self._marking = any(
            self._db.execute(clean.format(table)).fetchone() for table in ("target", "inferred")
        )
        for path in removed:
            self._forget(path)
        for presence in presences:
            self._replace(presence)

    def _forget(self, path: str) -> None:
        row = self._db.execute("SELECT id FROM item WHERE path=?", (path,)).fetchone()
        if row is None:
            return
        self._withdraw(row[0], path)
        self._db.execute("DELETE FROM due WHERE item=?", row)
        self._db.execute("DELETE FROM item WHERE id=?", row)

    def _withdraw(self, item: int, path: str) -> None:
        """Takes an item out of every list and name, marking whoever saw it there."""
        for name, place in (*self._members(item), *self._inferred_members(item)):
            self._mark_range(name, place)
            self._leave(name, place, item)
        self._replace_inferred(item, inferring=False, same=True)
        for (key,) in self._db.execute("SELECT key FROM name WHERE item=?", (item,)).fetchall():
            self.mark_key(key)
        self._db.execute("DELETE FROM name WHERE item=?", (item,))
        self.mark_key(f"body:{path}")
        for file in self._files(item):
            self._touched.add(f"file:{file}")
        self._db.execute("DELETE FROM use WHERE item=?", (item,))
        self._touched.add(f"item:{path}")

    def _replace(self, new: Presence) -> None:
        row = self._db.execute(
            "SELECT id, facts, body, held FROM item WHERE path=?", (new.path,)
        ).fetchone()
        if row is None:
            cursor = self._db.execute(
                "INSERT INTO item(path, facts, body, visible, held) VALUES (?,?,?,?,?)",
                (new.path, new.facts, new.body, bool(new.facts), new.held),
            )
            item = int(cursor.lastrowid or 0)
            same_facts = not new.facts
            same_body = not new.facts
        else:
            item = row[0]
            same_facts, same_body = bytes(row[1]) == new.facts, row[2] == new.body
            self._db.execute(
                "UPDATE item SET facts=?, body=?, visible=?, held=? WHERE id=?",
                (new.facts, new.body, bool(new.facts), new.held, item),
            )
        self._replace_due(item, new.due)
        self._replace_members(item, new.members, same=same_facts)
        self._replace_inferred(item, inferring=new.inferring, same=same_facts)
        self._replace_keys(item, new.keys, same=same_facts)
        if not same_body:
            self.mark_key(f"body:{new.path}")
        if not same_facts:
            self._touched.add(f"item:{new.path}")
        self._replace_files(item, new.files, same=row is None or bool(row[3]) == new.held)

    def _replace_due(self, item: int, due: Sequence[str]) -> None:
        self._db.execute("DELETE FROM due WHERE item=?", (item,))
        self._db.executemany("INSERT OR IGNORE INTO due VALUES (?,?)", [(m, item) for m in due])

    def _replace_members(self, item: int, members: Sequence[Membership], *, same: bool) -> None:
        old = set(self._members(item))
        new = {(member.name, member.position) for member in members}
        for name, place in old - new:
            self._mark_range(name, place)
            self._leave(name, place, item)
        for name, place in new - old:
            self._enter(name, place, item)
            self._mark_range(name, place)
        if not same:
            for name, place in old & new:
                self._mark_range(name, place)

    def _replace_keys(self, item: int, keys: Sequence[str], *, same: bool) -> None:
        old = {r[0] for r in self._db.execute("SELECT key FROM name WHERE item=?", (item,))}
        new = set(keys)
        for key in old - new:
            self._db.execute("DELETE FROM name WHERE key=? AND item=?", (key, item))
            self.mark_key(key)
        for key in new - old:
            self._db.execute("INSERT INTO name VALUES (?,?)", (key, item))
            self.mark_key(key)
        if not same:
            for key in old & new:
                self.mark_key(key)

    def _replace_files(self, item: int, files: Sequence[str], *, same: bool) -> None:
        """`same`: the item is shown in its present version as before, or in its last good one."""
        old, new = set(self._files(item)), set(files)
        for file in old - new:
            self._db.execute("DELETE FROM use WHERE item=? AND file=?", (item, file))
        for file in new - old:
            self._db.execute("INSERT INTO use VALUES (?,?)", (item, file))
        for file in old ^ new if same else old | new:
            self._touched.add(f"file:{file}")
            self.mark_key(f"file:{file}")

    def _members(self, item: int) -> list[tuple[str, int]]:
        return self._db.execute(
            "SELECT list.name, position FROM member JOIN list ON list.id=member.list WHERE item=?1"
            " AND member.list NOT IN (SELECT list FROM inferred_member WHERE item=?1)",
            (item,),
        ).fetchall()

    def _files(self, item: int) -> list[str]:
        return [r[0] for r in self._db.execute("SELECT file FROM use WHERE item=?", (item,))]

    def _list_id(self, name: str) -> int:
        known = self._lists.get(name)
        if known is not None:
            return known
        parent = name.rpartition("/")[0]
        cursor = self._db.execute("INSERT INTO list(name, parent) VALUES (?,?)", (name, parent))
        self._lists[name] = int(cursor.lastrowid or 0)
        return self._lists[name]

    def _is_empty(self, list_id: int) -> bool:
        if list_id in self._filled:
            return False
        query = "SELECT 1 FROM member WHERE list=? LIMIT 1"
        return self._db.execute(query, (list_id,)).fetchone() is None

    def _enter(self, name: str, place: int, item: int) -> None:
        list_id = self._list_id(name)
        if self._is_empty(list_id):
            self._mark_existence(name)
        self._touched.add(f"list:{name}")
        self._db.execute("INSERT OR IGNORE INTO member VALUES (?,?,?)", (list_id, place, item))
        self._filled.add(list_id)

    def _leave(self, name: str, place: int, item: int) -> None:
        list_id = self._list_id(name)
        self._db.execute(
            "DELETE FROM member WHERE list=? AND position=? AND item=?", (list_id, place, item)
        )
        self._touched.add(f"list:{name}")
        self._filled.discard(list_id)
        if self._is_empty(list_id):
            self._mark_existence(name)

    def _mark_existence(self, name: str) -> None:
        """A list has appeared or vanished: marks who asked which lists there are."""
        self.mark_key(f"lists:{name.rpartition('/')[0]}")
        month = month_of(name)
        if month is not None:
            self.mark_key(f"months:{month[0]}")

    # --- places that follow from what others say ----------------------------------------------

    def uninferred(self) -> list[tuple[int, bytes]]:
        """(number, encoded document) of the items of which something has changed that their further
        lists depend on. Each is to be given back to `infer`.
        """
        return self._db.execute(
            "SELECT id, facts FROM inferred JOIN item ON item.id=inferred.item"
            " WHERE dirty ORDER BY id"
        ).fetchall()

    def infer(self, item: int, members: Sequence[Membership], reads: Reads) -> None:
        """Notes in which further lists an item stands, and what that was concluded from."""
        old = set(self._inferred_members(item))
        new = {(member.name, member.position) for member in members}
        for name, place in old - new:
            self._mark_range(name, place)
            self._leave(name, place, item)
            self._db.execute(
                "DELETE FROM inferred_member WHERE item=? AND list=?", (item, self._list_id(name))
            )
        for name, place in new - old:
            self._enter(name, place, item)
            self._mark_range(name, place)
            self._db.execute(
                "INSERT INTO inferred_member VALUES (?,?,?)", (item, self._list_id(name), place)
            )
        self._db.execute("UPDATE inferred SET dirty=0 WHERE item=?", (item,))
        self._note_reads(-item, reads)

    def _inferred_members(self, item: int) -> list[tuple[str, int]]:
        return self._db.execute(
            "SELECT list.name, position FROM inferred_member JOIN list"
            " ON list.id=inferred_member.list WHERE item=?",
            (item,),
        ).fetchall()

    def _replace_inferred(self, item: int, *, inferring: bool, same: bool) -> None:
        if not inferring:
            members = self._inferred_members(item)
            for name, place in members:
                self._mark_range(name, place)
                self._leave(name, place, item)
            if self._db.execute("DELETE FROM inferred WHERE item=?", (item,)).rowcount:
                self._db.execute("DELETE FROM inferred_member WHERE item=?", (item,))
                self._note_reads(-item, Reads())
            return
        self._db.execute("INSERT OR IGNORE INTO inferred(item) VALUES (?)", (item,))
        if not same:
            self._db.execute("UPDATE inferred SET dirty=1 WHERE item=?", (item,))
            for name, place in self._inferred_members(item):
                self._mark_range(name, place)

    # --- marks ------------------------------------------------------------------------------

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

    # --- targets ----------------------------------------------------------------------------

    def touched(self) -> set[str]:
        """Owners (`item:…`, `list:…`, `file:…`) to be planned anew; empties the note."""
        touched, self._touched = self._touched, set()
        return touched

    def touch(self, owner: str) -> None:
        """Asks for the targets of an owner to be planned anew."""
        self._touched.add(owner)

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

    # --- what is kept between builds --------------------------------------------------------

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

    def extents(self, prefix: str) -> list[tuple[str, int, int]]:
        """(name, members, highest position) of the lists below `prefix` that have members."""
        return self._db.execute(
            "SELECT name, count(*), max(position) FROM list JOIN member ON member.list=list.id"
            " WHERE name>=? AND name<? GROUP BY list.id ORDER BY name",
            (prefix, prefix + "\U0010ffff"),
        ).fetchall()

    # --- small questions of the planner -----------------------------------------------------

    def view(self, portal: Portal, *, preview: bool = False) -> LedgerView:
        """A view of what was applied, before it is committed; it knows no texts and no files."""
        return LedgerView(self._db, portal, {}, preview=preview)

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

    def purge(self) -> None:
        """Removes every trace of what is not shown any more from the file itself."""
        self._db.execute(
            "DELETE FROM list WHERE NOT EXISTS (SELECT 1 FROM member WHERE list=list.id)"
            " AND NOT EXISTS (SELECT 1 FROM range_read WHERE list=list.id)"
        )
        self._db.commit()
        vacuum(self._db)
        self._lists = self._list_ids()

    def list_names(self) -> list[str]:
        """Every list that has members."""
        rows = self._db.execute(
            "SELECT name FROM list WHERE EXISTS (SELECT 1 FROM member WHERE list=list.id)"
        )
        return [row[0] for row in rows]


def _open(database: Path) -> sqlite3.Connection:
    """Opens the file if it is a whole ledger of this version, or makes a new one."""
    with contextlib.suppress(sqlite3.DatabaseError):
        connection = connect(database)
        row = connection.execute("SELECT value FROM meta WHERE key='version'").fetchone()
        if row and row[0] == _VERSION:
            return connection
        connection.close()
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    connection = connect(database)
    connection.executescript(_SCHEMA)
    connection.executemany(
        "INSERT INTO meta VALUES (?,?)", [("version", _VERSION), ("identity", uuid.uuid4().hex)]
    )
    connection.commit()
    return connection


def vacuum(database: sqlite3.Connection) -> None:
    """Writes a database anew, so that nothing of deleted rows is left in its files."""
    database.execute("VACUUM")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def connect(database: Path) -> sqlite3.Connection:
    """A connection with the settings that the ledger relies on."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    return connection
