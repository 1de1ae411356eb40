"""Which files two outputs of a site differ in, and why: what a target has read is in the ledger.

The ledgers of both outputs say which items, files, templates and foundations differ; a page that
differs has read some of these, and they are its reasons. Where a ledger is missing (the folder was
copied or comes from elsewhere), files are still compared, without reasons.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from vestnik.output import Output, OutputError
from vestnik.site.ledger import key_number
from vestnik.site.targets import ASSEMBLED, TEMPLATES

_GROUND = ("обновлён «Вестник»", "изменены настройки", "изменено оформление", "режим просмотра")
"""What the parts of a ledger's ground stand for, see `Uptake`."""
_JOINED = {"shard", "search-files", *ASSEMBLED}
"""Kinds of targets that are made of other files, and so have no reason of their own."""


class Change(StrEnum):
    """What became of a file."""

    NEW = "новый"
    GONE = "убран"
    CHANGED = "изменён"


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not the same in both outputs."""

    path: str
    """Below the output root."""
    change: Change
    reasons: tuple[str, ...]
    """In Russian, the most particular first; none where no ledger tells."""


@dataclass(frozen=True, slots=True)
class Built:
    """An output folder and the ledger that knows how it came to be; None where there is none."""

    folder: Path
    ledger: Path | None


@dataclass(frozen=True, slots=True)
class _Causes:
    """Everything that differs, by how a target may have come upon it."""

    keys: Mapping[int, Sequence[str]]
    places: Mapping[str, Sequence[tuple[int, str]]]
    """List → positions at which something differs, and what."""
    kinds: Mapping[str, str]
    """Kind of target → its template."""
    ground: Sequence[str]


def find_built(folder: Path, ledgers: Sequence[Path]) -> Built:
    """The output folder with that of the ledgers which its marker names.

    Raises OutputError where there is no output of Vestnik.
    """
    identity = Output(folder).marker().partition(" ")[2]
    if not identity:
        raise OutputError(f"{folder}: это не собранный сайт; назовите папку, куда его собирали")
    for ledger in ledgers:
        with contextlib.suppress(sqlite3.DatabaseError), _reading(ledger) as database:
            meta = dict(database.execute("SELECT key, value FROM meta"))
            if meta.get("identity") == identity and meta.get("output") == str(folder.resolve()):
                return Built(folder, ledger)
    return Built(folder, None)


def compare(old: Built, new: Built) -> list[Difference]:
    """What differs between two outputs, sorted by path."""
    before, after = _digests(old.folder), _digests(new.folder)
    changes = {
        path: _change(before.get(path), after.get(path))
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    }
    if old.ledger is None or new.ledger is None:
        return [Difference(path, change, ()) for path, change in changes.items()]
    with _reading(new.ledger) as database:
        database.execute("ATTACH ? AS old", (f"file:{old.ledger}?mode=ro",))
        causes = _causes(database)
        return [
            Difference(path, change, _reasons(database, path, change, causes))
            for path, change in changes.items()
        ]


def _reading(ledger: Path) -> contextlib.closing[sqlite3.Connection]:
    return contextlib.closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True))


def _digests(folder: Path) -> dict[str, str]:
    output = Output(folder)
    return {path: output.digest(path) for path in output.files()}


def _change(before: str | None, after: str | None) -> Change:
    if before is None:
        return Change.NEW
    return Change.GONE if after is None else Change.CHANGED


# --- what differs -------------------------------------------------------------------------------


def _causes(database: sqlite3.Connection) -> _Causes:
    keys: dict[int, list[str]] = defaultdict(list)
    places: dict[str, list[tuple[int, str]]] = defaultdict(list)
    items = dict(_items(database))
    for path, what in items.items():
        keys[key_number(f"body:{path}")].append(what)
        for key in _names(database, path):
            keys[key_number(key)].append(what)
        for name, position in _members(database, path):
            places[name].append((position, what))
    for name, position, path in _moved(database):
        if path not in items:
            places[name].append((position, f"{path}: другое место в списках"))
    for file, what in _files(database):
        keys[key_number(f"file:{file}")].append(what)
    old, new = _meta(database, "old"), _meta(database, "main")
    kinds = {
        kind: f"шаблон {template}"
        for kind, templates in TEMPLATES.items()
        for template in templates
        if old.get(f"template:{template}") != new.get(f"template:{template}")
    }
    pairs = zip(old.get("ground", "").split("|"), new.get("ground", "").split("|"), strict=False)
    ground = [text for text, (a, b) in zip(_GROUND, pairs, strict=False) if a != b]
    return _Causes(keys, places, kinds, ground)


def _items(database: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Sources that the outputs do not show alike, with what is different."""
    rows = database.execute(
        "SELECT path, a.visible, b.visible, a.facts<>b.facts FROM old.item a"
        " JOIN main.item b USING(path) WHERE a.facts<>b.facts OR (a.visible AND a.body<>b.body)"
        " UNION ALL SELECT path, 0, visible, 1 FROM main.item"
        " WHERE visible AND path NOT IN (SELECT path FROM old.item)"
        " UNION ALL SELECT path, visible, 0, 1 FROM old.item"
        " WHERE visible AND path NOT IN (SELECT path FROM main.item)"
    )
    for path, before, after, facts in rows:
        if not before:
            yield path, f"{path}: появился"
        elif not after:
            yield path, f"{path}: больше не показан"
        else:
            yield path, f"{path}: {'изменены поля' if facts else 'изменён текст'}"


def _names(database: sqlite3.Connection, path: str) -> set[str]:
    return {
        row[0]
        for base in ("old", "main")
        for row in database.execute(
            f"SELECT key FROM {base}.name JOIN {base}.item ON item.id=name.item WHERE path=?",
            (path,),
        )
    }


def _members(database: sqlite3.Connection, path: str) -> set[tuple[str, int]]:
    return {
        (name, position)
        for base in ("old", "main")
        for name, position in database.execute(
            f"SELECT list.name, position FROM {base}.member JOIN {base}.list ON list.id=list"
            f" JOIN {base}.item ON item.id=item WHERE path=?",
            (path,),
        )
    }


def _moved(database: sqlite3.Connection) -> Iterator[tuple[str, int, str]]:
    """Places of sources in lists that only one of the outputs has: conclusions from other items,
    and what the clock alone has done.
    """
    query = (
        "SELECT list.name, position, path FROM {0}.member JOIN {0}.list ON list.id=list"
        " JOIN {0}.item ON item.id=item"
    )
    old, new = query.format("old"), query.format("main")
    yield from database.execute(f"SELECT * FROM ({old} EXCEPT {new})")
    yield from database.execute(f"SELECT * FROM ({new} EXCEPT {old})")


def _files(database: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Attachments and pictures that are published otherwise, with what is different."""
    query = "SELECT owner, output, digest FROM {}.target WHERE owner GLOB 'file:*' AND digest<>''"
    old, new = query.format("old"), query.format("main")
    before = {owner for owner, _, _ in database.execute(f"{old} EXCEPT {new}")}
    after = {owner for owner, _, _ in database.execute(f"{new} EXCEPT {old}")}
    for owner in sorted(before | after):
        file = owner.partition(":")[2]
        if owner not in before:
            yield file, f"{file}: файл добавлен"
        elif owner not in after:
            yield file, f"{file}: файл убран"
        else:
            yield file, f"{file}: другой файл"


def _meta(database: sqlite3.Connection, base: str) -> dict[str, str]:
    return dict(database.execute(f"SELECT key, value FROM {base}.meta"))


# --- who has read it ----------------------------------------------------------------------------


def _reasons(
    database: sqlite3.Connection, path: str, change: Change, causes: _Causes
) -> tuple[str, ...]:
    base = "old" if change is Change.GONE else "main"
    row = database.execute(
        f"SELECT id, owner, kind FROM {base}.target WHERE output=? AND digest<>''", (path,)
    ).fetchone()
    if row is None:
        return ("не из этой сборки",)
    target, owner, kind = row
    found: dict[str, None] = {}
    sort, _, name = owner.partition(":")
    own = key_number(f"body:{name}") if sort == "item" else key_number(owner)
    found |= dict.fromkeys(causes.keys.get(own, ()))
    for (key,) in database.execute(f"SELECT key FROM {base}.key_read WHERE target=?", (target,)):
        found |= dict.fromkeys(causes.keys.get(key, ()))
    ranges = database.execute(
        f"SELECT name, low, high FROM {base}.range_read JOIN {base}.list ON id=list WHERE target=?",
        (target,),
    )
    for listed, low, high in ranges:
        for position, what in causes.places.get(listed, ()):
            if low <= position <= high:
                found[what] = None
    if sort == "list":
        found |= dict.fromkeys(what for _, what in causes.places.get(name, ()))
    if kind in causes.kinds:
        found[causes.kinds[kind]] = None
    found |= dict.fromkeys(causes.ground)
    if not found and kind in _JOINED:
        return ("составлен из других файлов сайта",)
    return tuple(found)
