"""The file that the catalogue lies in: its tables, and how it is opened or made anew."""

from __future__ import annotations

import contextlib
import sqlite3
import uuid
from pathlib import Path

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
CREATE TABLE accepted_file(path TEXT PRIMARY KEY, facts BLOB, derived BLOB, text BLOB,
    citations BLOB);
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
CREATE TABLE file_text(path TEXT PRIMARY KEY, text BLOB, citations BLOB);
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
_VERSION = "6"


def open_catalogue(database: Path) -> sqlite3.Connection:
    """Opens the file if it is a whole catalogue of this version, or makes a new one."""
    return open_whole(database, _SCHEMA, _VERSION, revision="0")


def open_whole(database: Path, schema: str, version: str, **meta: str) -> sqlite3.Connection:
    """Opens the file if it is whole and its table `meta` names this version, or makes a new one of
    `schema` with an `identity` of its own and the values of `meta`.
    """
    with contextlib.suppress(sqlite3.DatabaseError):
        connection = connect(database)
        row = connection.execute("SELECT value FROM meta WHERE key='version'").fetchone()
        if row and row[0] == version:
            return connection
        connection.close()
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    connection = connect(database)
    connection.executescript(schema)
    first = {"version": version, "identity": uuid.uuid4().hex, **meta}
    connection.executemany("INSERT INTO meta VALUES (?,?)", first.items())
    connection.commit()
    return connection


def connect(database: Path) -> sqlite3.Connection:
    """A connection with the settings that the catalogue and the ledgers rely on."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    return connection
