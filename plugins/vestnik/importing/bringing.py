"""The import itself: reads every page in workers, writes sources and their files, keeps a journal.

    find_tasks ─▶ read_all (workers) ─▶ Writer.plan ─▶ journal ─▶ Writer.write ─▶ relink

A source is written beside its place and renamed; what stands there already is left alone, unless
`force` says otherwise. The links between the pages are turned to the new places at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vestnik.attachments.workers import Workers
from vestnik.core.model import Document, Kind
from vestnik.core.portal import Portal
from vestnik.importing.journal import Entry, Journal
from vestnik.importing.mirror import is_document
from vestnik.importing.recognition import Item
from vestnik.importing.relinking import relink
from vestnik.importing.tasks import SECONDS, Manner, Outcome, Task, find_tasks, read_all
from vestnik.importing.writing import Writer

_CHUNK = 500
"""Pages read before the first of them is written."""
Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it, and of how much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to import, and how."""

    sources: tuple[Path, ...]
    """Files and folders."""
    content: Path
    portal: Portal
    journal: Path
    today: date
    site: str = ""
    kind: Kind | None = None
    issuer: str = ""
    """Key of the body whose acts these are; empty where the pages tell."""
    selectors: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    """Heads of a table's columns by field, see `act_table`."""
    files: tuple[Path, ...] = ()
    """Folders with files of the old site, besides the sources themselves."""
    force: bool = False
    dry: bool = False
    """Nothing is written."""
    workers: int = 2


def bring(
    order: Order, known: Iterable[Document] = (), progress: Progress | None = None
) -> list[Entry]:
    """Carries out an import; `known` are the documents that the site has. An entry for each page.

    What an earlier run of the same import has done is not done again. Raises Unusable for an
    export or a table that cannot be taken apart, before anything is written.
    """
    journal = Journal(order.journal)
    done = journal.read()
    known = list(known)
    manner = Manner(
        portal=order.portal,
        today=order.today,
        kind=order.kind,
        issuer=order.issuer,
        selectors=dict(order.selectors),
        columns=dict(order.columns),
    )
    tasks = list(find_tasks(order.sources, order.site, order.files, manner))
    writer = Writer(
        order.content, order.portal, order.today, force=order.force, known=known, done=done
    )
    run = _Run(order, journal, manner, writer, len(tasks), progress)
    with Workers(order.workers, seconds=SECONDS) as workers:
        # Pages first: a PDF or Word file that one of them offers comes along with it.
        run.carry_out([one for one in tasks if not _is_file(one)], workers)
        run.carry_out([one for one in tasks if _is_file(one)], workers)
    entries = run.entries
    if order.dry:
        return entries
    old = {address: one.path for one in known for address in one.redirect_from}
    return relink(
        entries,
        order.content,
        old,
        (lambda number: progress("Ссылки между страницами", number, len(entries)))
        if progress
        else None,
    )


@dataclass(slots=True)
class _Run:
    """An import under way."""

    order: Order
    journal: Journal
    manner: Manner
    writer: Writer
    total: int
    progress: Progress | None
    entries: list[Entry] = field(default_factory=list)
    _count: int = 0
    _offered: set[str] = field(default_factory=set)
    """Files that came along with a page."""

    def carry_out(self, tasks: Iterable[Task], workers: Workers) -> None:
        """Reads and writes these pages, but for those that are done."""
        waiting: list[Task] = []
        for task in tasks:
            before = self.writer.done.get(task.source)
            if before and _still_done(before, task, self.order):
                self._add(before)
            elif _is_file(task) and str(task.file) in self._offered:
                self._step()
            else:
                waiting.append(task)
        for start in range(0, len(waiting), _CHUNK):
            read: list[tuple[Task, Outcome]] = []
            for pair in read_all(waiting[start : start + _CHUNK], self.manner, workers):
                read.append(pair)
                self._step()
            for task, outcome in sorted(read, key=_age):
                planned = self.writer.plan(task, outcome)
                if not self.order.dry:
                    if planned.text:
                        self.journal.add(planned.entry)
                    self.writer.write(planned)
                self._add(planned.entry, counted=True)

    def _add(self, entry: Entry, *, counted: bool = False) -> None:
        self.entries.append(entry)
        self._offered.update(entry.files)
        if not counted:
            self._step()

    def _step(self) -> None:
        self._count += 1
        if self.progress:
            self.progress("Чтение страниц", self._count, self.total)


def _is_file(task: Task) -> bool:
    return task.part is None and is_document(task.file)


def _still_done(before: Entry, task: Task, order: Order) -> bool:
    """Whether an earlier run has done this very page, and its source is where it put it."""
    if order.force or before.digest != task.digest:
        return False
    return bool(before.target) and (order.content / before.target).is_file()


def _age(read: tuple[Task, Outcome]) -> tuple[str, str]:
    """Older acts first: the younger ones name them."""
    task, outcome = read
    adopted = outcome.act.adopted if isinstance(outcome, Item) and outcome.act else None
    return (adopted.value if adopted else "", task.source)
