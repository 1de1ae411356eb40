"""A build: from a folder of sources to an output that shows them at a given moment.

    refresh the catalogue ─▶ judge ─▶ apply to the ledger ─▶ plan ─▶ render what is marked ─▶ settle
                               │
                               └─ an error: report everything, change nothing

Each step asks only for what changed since it was last done.
"""

from __future__ import annotations

import contextlib
import sqlite3
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from vestnik.catalogue.records import Record, decode_document, read_record
from vestnik.catalogue.rows import FileRecord, FileRequest, Wanted
from vestnik.catalogue.store import Catalogue
from vestnik.core.model import Body, Document
from vestnik.core.portal import Portal
from vestnik.output import BUILD, PREVIEW, RELEASE, Output, OutputError, build_lock
from vestnik.settings import Places, code_digest, reading_digest
from vestnik.site.citing import with_citations
from vestnik.site.executors import Crew, crew_of
from vestnik.site.ledger import Ledger, moment_text
from vestnik.site.lists import keys_of
from vestnik.site.made import Made, make_files
from vestnik.site.making import Maker
from vestnik.site.plan import Plan
from vestnik.site.request import Progress, Report, Request, catalogue_path, state_folder
from vestnik.site.uptake import Uptake
from vestnik.site.verdict import judge


def build(request: Request, progress: Progress | None = None) -> Report:
    """Brings the output up to date with the sources.

    Raises OutputError when the output folder cannot be used or another build is running.
    """
    with build_lock(request.places.cache / "lock"):
        try:
            return _build(request, progress or _silent)
        except (OSError, sqlite3.OperationalError) as error:
            raise OutputError(f"сборка прервана системой: {error}") from error
        except sqlite3.DatabaseError:
            for database in (catalogue_path(request), state_folder(request) / "ledger.sqlite"):
                for suffix in ("", "-wal", "-shm"):
                    database.with_name(database.name + suffix).unlink(missing_ok=True)
            return _build(request, progress or _silent)
        except RuntimeError as error:
            if not _is_of_workers(error):
                raise
            raise OutputError(f"сборка прервана системой: {error}") from error


def _build(request: Request, progress: Progress) -> Report:
    with crew_of(request.workers, request.executor, request.places.cache) as crew:
        return _Build(request, crew, progress).run()


def _is_of_workers(error: RuntimeError) -> bool:
    from concurrent.futures import BrokenExecutor  # here, since most builds hire nobody

    return isinstance(error, BrokenExecutor)


def _silent(_what: str, _done: int, _total: int) -> None:
    pass


def _read_all(
    places: Places, portal: Portal, learnt: Path | None, wanted: list[Wanted]
) -> list[tuple[str, Record | None]]:
    found = []
    count = partial(_count, portal, learnt) if portal.search else None
    for one in wanted:
        with contextlib.suppress(FileNotFoundError):
            record = read_record(places.content, one.path, portal, one.known, with_citations, count)
            found.append((one.path, record))
    _if_loaded("vestnik.site.counting", "write_down")
    return found


def _count(portal: Portal, learnt: Path | None, document: Document, body: Body) -> bytes:
    from vestnik.site import counting  # here, since most builds read nothing

    return counting.words_of(portal, learnt)(document, body)


def _if_loaded(module: str, function: str) -> None:
    """Lets a module of this process write down or close what it holds, if it was ever needed."""
    if module in sys.modules:
        getattr(sys.modules[module], function)()


def _names(facts: bytes) -> Sequence[str]:
    return keys_of(decode_document(facts))


class _Build:
    """One run; its methods are the steps, in order."""

    def __init__(self, request: Request, crew: Crew, progress: Progress) -> None:
        self.request = request
        self.portal = request.portal
        self.places = request.places
        self.crew = crew
        self.progress = progress
        self.now = self.portal.local(request.now)
        self.code = code_digest()
        self._clock = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def run(self) -> Report:
        key = reading_digest(self.portal, self.code)
        catalogue = Catalogue(catalogue_path(self.request), key=key)
        try:
            tally = catalogue.refresh(self.places.content, self._read, self._describe, _names)
            self._lap("read")
            verdict = judge(catalogue, self.places, self.portal, self.now)
            self._lap("judge")
            report = Report(verdict, sources=tally.sources, read=tally.read, seconds=self.seconds)
            # What a preview shows is seen by nobody else, and it shows no file of a faulty item.
            allowed = self.request.preview or not verdict.security
            hold = self.request.hold_faulty and allowed
            if self.request.dry or (verdict.blocking and not hold):
                return report
            self._bring_up(catalogue, report)
            report.applied = True
            return report
        finally:
            _if_loaded("vestnik.site.counting", "let_go")
            catalogue.close()

    def _lap(self, step: str) -> None:
        now = time.perf_counter()
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self._clock
        self._clock = now

    def _read(self, wanted: list[Wanted]) -> Iterator[tuple[str, Record | None]]:
        learnt = None if self.crew.far else self.places.cache
        work = partial(_read_all, self.places, self.portal, learnt)
        for number, found in enumerate(self.crew.spread(work, wanted), 1):
            self.progress("Чтение материалов", number, len(wanted))
            yield found

    def _describe(self, requests: list[FileRequest]) -> Iterator[FileRecord]:
        if not requests:
            return
        from vestnik.site.media import describe_all, describe_files

        if self.crew.far:
            work = partial(describe_all, self.places, self.portal)
            done = self.crew.spread(work, requests, weight=8)
        else:
            done = describe_files(self.places, self.portal, requests, self.crew.workers)
        for number, record in enumerate(done, 1):
            self.progress("Файлы и снимки", number, len(requests))
            yield record

    # --- the output -------------------------------------------------------------------------

    def _bring_up(self, catalogue: Catalogue, report: Report) -> None:
        output = Output(self.request.output, self.request.archive)
        ledger = Ledger(state_folder(self.request) / "ledger.sqlite")
        maker = Maker(ledger, output, self.crew, self.progress)
        try:
            trusted = output.claim(ledger.meta("identity"), self._use())
            emptied = set(ledger.meta("top").split("\n")) - {""} - set(output.top())
            whole = ledger.meta("running") == "" and trusted and not emptied
            if not whole or self.request.verify:
                maker.heal()
                self._lap("verify")
            made = make_files(self.places, self.portal)
            plan = self._plan(catalogue, ledger, output, made)
            uptake = Uptake(self.request, catalogue, ledger, made, self.code)
            holder = uptake.run(report.verdict)
            ledger.commit()
            self._lap("apply")
            search = not self.request.search_later
            if search:
                maker.make_segments(plan)
                self._lap("search")
            maker.render(plan, report, search=search)
            self._lap("render")
            report.next_due = ledger.next_due(moment_text(self.now))
            report.held = ledger.held_paths()
            report.absent = sorted(holder.absent)
            catalogue.accept(holder.paths)
        finally:
            _if_loaded("vestnik.site.render", "close_workshop")
            ledger.close()

    def _use(self) -> str:
        if self.request.state is not None:
            return RELEASE
        return PREVIEW if self.request.preview else BUILD

    def _plan(self, catalogue: Catalogue, ledger: Ledger, output: Output, made: Made) -> Plan:
        """What renderers must know."""
        return Plan(
            build=uuid.uuid4().hex,
            portal=self.portal,
            content=self.places.content,
            output=output.root,
            ledger=ledger.path,
            catalogue=catalogue.path,
            media=self.places.cache,
            learnt=self.places.cache,
            theme=self.places.theme,
            override=self.places.override,
            templates_cache=self.places.cache / "templates",
            assets=made.addresses,
            files=tuple((made.assets | made.cards).items()),
            preview=self.request.preview,
            archive=self.request.archive,
            sibling=self.request.sibling,
        )
