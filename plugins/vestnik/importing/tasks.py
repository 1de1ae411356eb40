"""What is read, one page at a time: files of a folder, parts of an export, rows of a table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vestnik.attachments.workers import Failure, FailureKind, Workers
from vestnik.core.model import Kind
from vestnik.core.portal import Portal
from vestnik.importing.act_rows import read_row
from vestnik.importing.act_table import Row, read_table
from vestnik.importing.decoding import Unreadable
from vestnik.importing.exports import is_export, read_export
from vestnik.importing.mirror import Mirror, pages_in
from vestnik.importing.parcels import Parcel, Unusable, read_parcel
from vestnik.importing.reading import Refused, read_item
from vestnik.importing.recognition import Item

SECONDS = 60.0
"""For one page: a good one takes a twentieth of a second."""
_EXPORT_SECONDS = 600.0
MAX_EXPORT = 300_000_000
"""Bytes of an export; it is read by one process as a whole."""
_TABLES = frozenset({".csv", ".tsv"})
_FAILURES = {
    FailureKind.TIMEOUT: f"страница читается дольше {SECONDS:g} с",
    FailureKind.MEMORY: "странице не хватило памяти",
    FailureKind.CRASH: "чтение страницы прервалось",
    FailureKind.ERROR: "страницу не удалось прочесть",
}

Outcome = Item | Refused | Failure


@dataclass(frozen=True, slots=True)
class Task:
    """One page to be read."""

    file: Path
    mirror: Mirror
    digest: str
    """Changes when the page would be read otherwise."""
    part: Parcel | Row | None = None
    """What of the file; all of it where there is none."""

    @property
    def source(self) -> str:
        """How the journal and the report call it."""
        return str(self.file) if self.part is None else f"{self.file}#{self.part.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How pages are read."""

    portal: Portal
    today: date
    kind: Kind | None
    issuer: str
    """Key of the body whose acts these are; empty where the pages tell."""
    selectors: Mapping[str, str]
    columns: Mapping[str, str]


def find_tasks(
    sources: Iterable[Path], site: str, files: tuple[Path, ...], manner: Manner
) -> Iterator[Task]:
    """Every page of the sources. Exports and tables are taken where somebody names them: within a
    mirror they repeat its pages. Raises Unusable for one that cannot be taken apart.
    """
    for source in sources:
        root = source if source.is_dir() else source.parent
        mirror = Mirror(root.resolve(), site.rstrip("/"), tuple(one.resolve() for one in files))
        if source.is_file() and _holds_many(source):
            yield from _parts(source.resolve(), mirror, manner)
            continue
        for file in pages_in(source.resolve()):
            yield Task(file, mirror, _digest(file))


def _holds_many(source: Path) -> bool:
    if source.suffix.lower() in _TABLES:
        return True
    with source.open("rb") as opened:
        return is_export(opened.read(4096))


def _parts(source: Path, mirror: Mirror, manner: Manner) -> Iterator[Task]:
    with Workers(1, seconds=_EXPORT_SECONDS) as workers:
        found = next(workers.run(take_apart, [(str(source), dict(manner.columns))]))
    if isinstance(found, Failure):
        raise Unusable(f"{source}: не удалось прочесть выгрузку ({_FAILURES[found.kind]})")
    if isinstance(found, Refused):
        raise Unusable(f"{source}: {found.reason}")
    for part in found:
        digest = hashlib.sha256(repr(part).encode()).hexdigest()
        yield Task(source, mirror, digest, part)


def take_apart(path: str, columns: Mapping[str, str]) -> list[Parcel] | list[Row] | Refused:
    """The parts of an export or a table, for a worker."""
    file = Path(path)
    try:
        if file.stat().st_size > MAX_EXPORT:
            return Refused(f"файл больше {MAX_EXPORT // 1_000_000} МБ: выгрузите сайт по частям")
        data = file.read_bytes()
        if is_export(data):
            return read_export(data)
        return read_table(data, columns)
    except (Unusable, Unreadable) as fault:
        return Refused(str(fault))
    except OSError:
        return Refused("файл не читается")


def read_all(
    tasks: Iterable[Task], manner: Manner, workers: Workers
) -> Iterator[tuple[Task, Outcome]]:
    """Each task with what came of it, in their order."""
    tasks = list(tasks)
    calls = [
        (str(task.file), task.mirror.address_of(task.file), task.part, manner) for task in tasks
    ]
    yield from zip(tasks, workers.run(read_task, calls), strict=True)


def read_task(path: str, address: str, part: Parcel | Row | None, manner: Manner) -> Item | Refused:
    """The item of one task, for a worker."""
    if part is None:
        return read_item(path, address, manner.selectors, manner.portal, manner.kind, manner.issuer)
    if isinstance(part, Row):
        return read_row(part, manner.portal, manner.today, manner.issuer)
    try:
        found = read_parcel(part, manner.portal, manner.kind, manner.issuer)
    except (ValueError, RecursionError):
        return Refused("разметка записи не читается")
    return Refused(found) if isinstance(found, str) else found


def why(outcome: Refused | Failure) -> str:
    """The reason for which there is no item, in Russian."""
    return outcome.reason if isinstance(outcome, Refused) else _FAILURES[outcome.kind]


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""
