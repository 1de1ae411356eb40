"""The file that a ledger lies in: its tables, and how it is opened or made anew."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from vestnik.catalogue.database import open_whole
from vestnik.site.ledger.agreement import NOTES

_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE item(
    id INTEGER PRIMARY KEY, path TEXT UNIQUE, facts BLOB, body TEXT, visible INTEGER, held INTEGER);
CREATE INDEX item_held ON item(path) WHERE held;
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
CREATE TABLE kept(name TEXT PRIMARY KEY, data BLOB);
CREATE TABLE key_read(key INTEGER, target INTEGER, PRIMARY KEY(key, target)) WITHOUT ROWID;
CREATE INDEX key_read_target ON key_read(target);
CREATE TABLE range_read(list INTEGER, high INTEGER, low INTEGER, target INTEGER);
CREATE INDEX range_read_list ON range_read(list, high, low, target);
CREATE INDEX range_read_target ON range_read(target);
"""
_VERSION = "7"
# In `key_read` and `range_read` an item that stands in lists for what others say of it is a reader
# like a target, under the negative of its number.


def open_ledger(database: Path) -> sqlite3.Connection:
    """Opens the file if it is a whole ledger of this version, or makes a new one."""
    return open_whole(database, _SCHEMA + NOTES, _VERSION)


def owner_of(database: Path, output: str) -> str:
    """Whose file of the output that is, `item:news/a.md` or `list:news`; empty where there is no
    such file. The ledger is only read.
    """
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as ledger:
        query = "SELECT owner FROM target WHERE output=? AND NOT gone"
        row = ledger.execute(query, (output,)).fetchone()
        return row[0] if row else ""


def vacuum(database: sqlite3.Connection) -> None:
    """Writes a database anew, so that nothing of deleted rows is left in its files."""
    database.execute("VACUUM")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
