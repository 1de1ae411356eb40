"""A build: from a folder of sources to an output that shows them at a given moment.

    refresh the catalogue ─▶ judge ─▶ apply to the ledger ─▶ plan ─▶ render what is marked ─▶ settle
                               │
                               └─ an error: report everything, change nothing

Each step asks only for what changed since it was last done.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from vestnik.catalogue.records import Record, decode_document, read_record
from vestnik.catalogue.store import Catalogue, FileRecord, FileRequest, Wanted
from vestnik.core.addresses import file_address
from vestnik.core.portal import Portal
from vestnik.core.problems import Problem
from vestnik.output import BUILD, PREVIEW, RELEASE, Output, OutputError, build_lock
from vestnik.settings import Places, code_digest, portal_digest, reading_digest
from vestnik.site import counting, searching
from vestnik.site.citing import with_citations
from vestnik.site.executors import Crew
from vestnik.site.holding import Holder, present_version
from vestnik.site.judge import Verdict, judge
from vestnik.site.ledger import Ledger, Marked, Presence, moment_text
from vestnik.site.lists import crossings, keys_of, lists_of, lookup_keys, visible
from vestnik.site.made import make_files
from vestnik.site.render import Plan, Rendered, close_workshop, render_all
from vestnik.site.statuses import infer_statuses
from vestnik.site.targets import (
    ASSEMBLED,
    ASSEMBLED_FROM,
    SITE,
    TEMPLATES,
    always_listed,
    file_targets,
    item_targets,
    list_targets,
    site_targets,
)
from vestnik.site.themes import template_digests

SEARCH_FOLDER = "whoosh"
"""Index of `vestnik search`, beside the ledger."""
Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done and how much there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build."""

    portal: Portal
    places: Places
    output: Path
    now: datetime
    """The moment at which the site is shown; an input, never the clock's own word."""
    preview: bool = False
    """Show drafts and what is under embargo, marked as such."""
    workers: int = 0
    verify: bool = False
    """Compare every file of the output with its digest, and write anew what differs."""
    hold_faulty: bool = False
    """Publish the rest; faulty items keep their last good version."""
    state: Path | None = None
    """Folder of the ledger; beside the catalogue where not given."""
    archive: Path | None = None
    """Folder that keeps every replaced or removed file, named by its digest."""
    sibling: Path | None = None
    """Another output of the site, in which files of held items may still be."""
    dry: bool = False
    """Only judge."""


@dataclass(slots=True)
class Report:
    """What a build did."""

    verdict: Verdict
    applied: bool = False
    """The output was brought up to date; False when the build only judged or was refused."""
    sources: int = 0
    read: int = 0
    rendered: int = 0
    written: list[str] = field(default_factory=list)
    """Output paths whose bytes are new."""
    removed: list[str] = field(default_factory=list)
    next_due: tuple[str, str] | None = None
    """Moment (UTC) and source of the next embargo, expiry or other date that the clock will cross.
    """
    held: list[str] = field(default_factory=list)
    """Sources with errors that are shown as they were last published."""
    absent: list[str] = field(default_factory=list)
    """Sources with errors that are not shown at all: new ones, and withdrawn ones that clash."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Where the time went, by step."""

    @property
    def problems(self) -> list[Problem]:
        """Everything that was found wrong."""
        return self.verdict.problems

    @property
    def refused(self) -> bool:
        """Whether the build stopped before changing anything."""
        return self.verdict.blocking


def build(request: Request, progress: Progress | None = None) -> Report:
    """Brings the output up to date with the sources.

    Raises OutputError when the output folder cannot be used or another build is running.
    """
    with build_lock(request.places.cache / "lock"):
        try:
            return _build(request, progress or _silent)
        except (OSError, sqlite3.OperationalError, BrokenExecutor) as error:
            raise OutputError(f"сборка прервана системой: {error}") from error
        except sqlite3.DatabaseError:
            for database in (_catalogue_path(request), _state(request) / "ledger.sqlite"):
                for suffix in ("", "-wal", "-shm"):
                    database.with_name(database.name + suffix).unlink(missing_ok=True)
            return _build(request, progress or _silent)


def _build(request: Request, progress: Progress) -> Report:
    with Crew(request.workers) as crew:
        return _Build(request, crew, progress).run()


def _silent(_what: str, _done: int, _total: int) -> None:
    pass


def _read_all(
    places: Places, portal: Portal, wanted: list[Wanted]
) -> list[tuple[str, Record | None]]:
    found = []
    count = counting.words_of(portal, places.cache)
    for one in wanted:
        with contextlib.suppress(FileNotFoundError):
            record = read_record(places.content, one.path, portal, one.known, with_citations, count)
            found.append((one.path, record))
    counting.write_down()
    return found


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
        self._strays: list[str] = []
        self._clock = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def run(self) -> Report:
        key = reading_digest(self.portal, self.code)
        catalogue = Catalogue(_catalogue_path(self.request), key=key)
        try:
            tally = catalogue.refresh(self.places.content, self._read, self._describe, _names)
            self._lap("read")
            verdict = judge(catalogue, self.places, self.portal, self.now)
            self._lap("judge")
            report = Report(verdict, sources=tally.sources, read=tally.read, seconds=self.seconds)
            hold = self.request.hold_faulty and not verdict.security
            if self.request.dry or (verdict.blocking and not hold):
                return report
            self._bring_up(catalogue, report)
            report.applied = True
            return report
        finally:
            counting.let_go()
            catalogue.close()

    def _lap(self, step: str) -> None:
        now = time.perf_counter()
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self._clock
        self._clock = now

    def _read(self, wanted: list[Wanted]) -> Iterator[tuple[str, Record | None]]:
        work = partial(_read_all, self.places, self.portal)
        for number, found in enumerate(self.crew.spread(work, wanted), 1):
            self.progress("Чтение материалов", number, len(wanted))
            yield found

    def _describe(self, requests: list[FileRequest]) -> Iterator[FileRecord]:
        if not requests:
            return
        from vestnik.site.media import describe_files

        done = describe_files(self.places, requests, self.crew.workers)
        for number, record in enumerate(done, 1):
            self.progress("Файлы и снимки", number, len(requests))
            yield record

    # --- the output -------------------------------------------------------------------------

    def _bring_up(self, catalogue: Catalogue, report: Report) -> None:
        output = Output(self.request.output, self.request.archive)
        ledger = Ledger(_state(self.request) / "ledger.sqlite")
        try:
            trusted = output.claim(ledger.meta("identity"), self._use())
            emptied = set(ledger.meta("top").split("\n")) - {""} - set(output.top())
            whole = ledger.meta("running") == "" and trusted and not emptied
            if not whole or self.request.verify:
                self._heal(ledger, output)
            plan = self._plan(catalogue, ledger, output)
            self._apply(catalogue, ledger, report)
            ledger.commit()
            self._lap("apply")
            self._index(plan, ledger)
            self._lap("search")
            self._render(plan, ledger, output, report)
            self._lap("render")
            report.next_due = ledger.next_due(moment_text(self.now))
            report.held = ledger.held_paths()
            report.absent = sorted(self.holder.absent)
            catalogue.accept(self.holder.paths)
        finally:
            close_workshop()
            ledger.close()

    def _heal(self, ledger: Ledger, output: Output) -> None:
        """After an interrupted build, or in a folder that somebody else has touched: trusts
        nothing.
        """
        known = {path: digest for path, digest, _ in ledger.manifest()}
        there = set()
        for path in output.files():
            there.add(path)
            if path not in known:
                self._strays.append(path)
            elif output.digest(path) != known[path]:
                ledger.mark_output(path)
        for path in known.keys() - there:
            ledger.mark_output(path)
        output.drop_empty_folders()
        ledger.set_meta("running", "verified")
        ledger.commit()
        self._lap("verify")

    def _use(self) -> str:
        if self.request.state is not None:
            return RELEASE
        return PREVIEW if self.request.preview else BUILD

    def _plan(self, catalogue: Catalogue, ledger: Ledger, output: Output) -> Plan:
        """What renderers must know; marks everything when what all pages rest on has changed."""
        made = self.made = make_files(self.places, self.portal)
        return Plan(
            build=uuid.uuid4().hex,
            portal=self.portal,
            content=self.places.content,
            output=output.root,
            ledger=ledger.path,
            catalogue=catalogue.path,
            media=self.places.cache,
            theme=self.places.theme,
            override=self.places.override,
            templates_cache=self.places.cache / "templates",
            assets=made.addresses,
            files=tuple((made.assets | made.cards).items()),
            preview=self.request.preview,
            archive=self.request.archive,
            sibling=self.request.sibling,
        )

    def _apply(self, catalogue: Catalogue, ledger: Ledger, report: Report) -> None:
        """Takes up in the ledger what changed, and plans the targets of whoever was touched."""
        everything = self._mark_foundations(ledger)
        holder = self.holder = Holder(catalogue, self.places.content, report.verdict, self.now)
        sources, removed, files = self._changes(catalogue, ledger, everything=everything)
        ledger.apply((self._presence(catalogue, path) for path in sources), removed)
        infer_statuses(ledger, self.portal, preview=self.request.preview)
        catalogue.commit()
        for file in files:
            ledger.mark_key(f"file:{file}")
            ledger.touch(f"file:{file}")
        if everything:
            for name in (*always_listed(self.portal), *ledger.list_names()):
                ledger.touch(f"list:{name}")
            for owner in ledger.owners():
                ledger.touch(owner)
            ledger.plan(SITE, site_targets(self.portal, self.made.assets, self.made.cards))
        touched = ledger.touched()
        if everything or any(one.startswith(f"list:{searching.LISTS}") for one in touched):
            segments = searching.segment_targets(ledger.extents(searching.LISTS))
            ledger.plan("segments", segments)
        self._plan_owners(catalogue, ledger, touched)
        contested = ledger.contested()
        self._plan_owners(catalogue, ledger, {owner for _, owner in contested})
        lost = [(output, owner) for output, owner in contested if owner == SITE]
        for output, owner in (*lost, *ledger.contested()):
            raise OutputError(f"два материала дают один файл сайта: {output} ({owner})")
        ledger.set_meta("catalogue", catalogue.identity)
        ledger.set_meta("revision", str(catalogue.revision))
        ledger.set_meta("now", moment_text(self.now))
        ledger.set_meta("output", str(self.request.output.resolve()))
        ledger.set_meta("held", "\n".join(sorted(holder.paths)))

    def _mark_foundations(self, ledger: Ledger) -> bool:
        """Marks what a change of code, settings or templates concerns. True for the first two."""
        assets = hashlib.sha256(
            repr(sorted((self.made.assets | self.made.cards).items())).encode()
        ).hexdigest()
        ground = f"{self.code}|{portal_digest(self.portal)}|{assets}|{self.request.preview}"
        everything = ledger.meta("ground") != ground
        if everything:
            ledger.mark_all()
            ledger.set_meta("ground", ground)
        digests, signature = template_digests(
            self.places.theme, self.places.override, ledger.meta("theme")
        )
        if digests is not None:
            changed = [
                kind
                for kind, templates in TEMPLATES.items()
                if any(ledger.meta(f"template:{one}") != digests[one] for one in templates)
            ]
            ledger.mark_kinds(changed)
            for template, digest in digests.items():
                ledger.set_meta(f"template:{template}", digest)
            ledger.set_meta("theme", signature)
        return everything

    def _changes(
        self, catalogue: Catalogue, ledger: Ledger, *, everything: bool
    ) -> tuple[list[str], list[str], list[str]]:
        """Sources to look at again, sources that are gone, files that changed."""
        now, then = moment_text(self.now), ledger.meta("now")
        same = ledger.meta("catalogue") == catalogue.identity
        if everything or not same:
            paths = catalogue.paths()
            gone = sorted(ledger.known_paths() - set(paths))
            files = catalogue.changed_since(-1)[2]
            return paths, gone, files
        sources, removed, files = catalogue.changed_since(int(ledger.meta("revision") or 0))
        again = {*sources, *self.holder.paths, *ledger.meta("held").split("\n")} - {""}
        if now != then:
            again |= set(ledger.crossed(then, now))
        return sorted(again - set(removed)), sorted(removed), files

    def _presence(self, catalogue: Catalogue, path: str) -> Presence:
        """What a source contributes now."""
        if path in self.holder.paths:
            version = self.holder.version(path)
        else:
            version = present_version(catalogue, path)
        if version is None:
            return Presence(path=path, facts=b"")
        document = version.document
        moments = [] if document.draft else [*crossings(document, self.portal)]
        due = tuple(sorted({moment_text(self.portal.local(moment)) for moment in moments}))
        if not visible(document, self.now, preview=self.request.preview):
            return Presence(path=path, facts=b"", due=due)
        return Presence(
            path=path,
            facts=version.facts,
            body=version.digest,
            keys=lookup_keys(document),
            members=tuple(lists_of(document, self.now, self.portal, version.citations)),
            inferring=document.act is not None,
            due=due,
            files=version.files,
            held=version.held,
        )

    def _plan_owners(self, catalogue: Catalogue, ledger: Ledger, owners: set[str]) -> None:
        for owner in sorted(owners):
            sort, _, name = owner.partition(":")
            if sort == "list":
                ledger.plan(owner, list_targets(name, ledger.count(name), self.portal))
            elif sort == "item":
                facts = ledger.facts(name)
                document = decode_document(facts) if facts else None
                ledger.plan(owner, item_targets(document, self.portal) if document else ())
                if name.endswith("/index.md"):
                    owners_of_folder = ledger.files_in(name.removesuffix("index.md"))
                    for file in owners_of_folder:
                        self._plan_file(catalogue, ledger, file)
        for owner in sorted(owners):
            sort, _, name = owner.partition(":")
            if sort == "file":
                self._plan_file(catalogue, ledger, name)

    def _plan_file(self, catalogue: Catalogue, ledger: Ledger, file: str) -> None:
        record = catalogue.file(file) if ledger.is_used(file) else None
        if record is not None and record.facts.fault and ledger.is_held(file):
            record = catalogue.accepted_file(file)
        if record is None:
            ledger.plan(f"file:{file}", ())
            return
        folder = file.rpartition("/")[0]
        facts = ledger.facts(f"{folder}/index.md") if folder else b""
        address = decode_document(facts).address if facts else None
        ledger.plan(f"file:{file}", file_targets(record, file_address(file, address)))

    def _index(self, plan: Plan, ledger: Ledger) -> None:
        """Makes what the search index is made of, and plans its files."""
        marked = ledger.marked(inner=True)
        names = {item.id: item.target.output for item in marked}
        rendered = self.crew.spread(partial(render_all, plan), marked, weight=20)
        for number, done in enumerate(rendered, 1):
            self.progress("Поиск", number, len(marked))
            ledger.keep(names[done.id], done.kept)
            ledger.settle(done.id, done.written, done.reads)
        searching.bring_up(ledger, self.portal, searching.own_synonyms(self.places.override))
        ledger.commit()

    def _render(self, plan: Plan, ledger: Ledger, output: Output, report: Report) -> None:
        marked, gone = ledger.marked(), ledger.gone()
        assembled = [item for item in marked if item.target.kind in ASSEMBLED]
        marked = [item for item in marked if item.target.kind not in ASSEMBLED]
        if not (marked or assembled or gone or ledger.meta("running")):
            return
        ledger.set_meta("running", datetime.now(UTC).isoformat())
        ledger.commit()
        wanted = {item.target.output for item in (*marked, *assembled)}
        strays = [path for path in self._strays if path not in wanted]
        for path in _in_the_way([*gone, *strays], wanted):
            output.remove(path)
        self._make(plan, ledger, marked, report)
        if any(path.startswith(ASSEMBLED_FROM) for path in (*report.written, *gone)):
            ledger.mark_kinds(ASSEMBLED)
        for kind in ASSEMBLED:
            last = [item for item in ledger.marked() if item.target.kind == kind]
            self._make(plan, ledger, last, report)
        for path in (*gone, *strays):
            output.remove(path)
        ledger.drop_gone()
        ledger.set_meta("top", "\n".join(output.top()))
        ledger.set_meta("running", "")
        ledger.commit()
        report.removed = gone

    def _make(self, plan: Plan, ledger: Ledger, marked: list[Marked], report: Report) -> None:
        """Renders targets, and notes what came of them."""
        outputs = {item.id: item.target.output for item in marked}
        rendered: Iterable[Rendered] = self.crew.spread(partial(render_all, plan), marked)
        for number, done in enumerate(rendered, 1):
            self.progress("Страницы", number, len(marked))
            if ledger.settle(done.id, done.written, done.reads):
                report.written.append(outputs[done.id])
        report.rendered += len(marked)


def _in_the_way(gone: list[str], wanted: set[str]) -> list[str]:
    """Files to go that stand where a folder is wanted, or in a folder where a file is wanted."""
    if not gone:
        return []
    folders = {folder for path in wanted for folder in _folders_of(path)}
    return [path for path in gone if path in folders or not wanted.isdisjoint(_folders_of(path))]


def _folders_of(path: str) -> list[str]:
    """`a/b/c.html` → `a`, `a/b`."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]


def _catalogue_path(request: Request) -> Path:
    return request.places.cache / "catalogue.sqlite"


def site_of(request: Request) -> searching.Site:
    """Where the parts of the site lie that a request builds, for those who ask it."""
    state = _state(request)
    return searching.Site(
        portal=request.portal,
        ledger=state / "ledger.sqlite",
        catalogue=_catalogue_path(request),
        folder=state / SEARCH_FOLDER,
        lock=request.places.cache / "lock",
        override=request.places.override,
    )


def _state(request: Request) -> Path:
    """Where the ledger is: one for each output folder."""
    if request.state is not None:
        return request.state
    place = str(request.output.resolve())
    return request.places.cache / f"output-{hashlib.sha256(place.encode()).hexdigest()[:16]}"
