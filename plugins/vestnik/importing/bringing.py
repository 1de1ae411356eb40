"""The import itself: reads every page in workers, writes sources and their files, keeps a journal.

The one module of this package that writes. A source is written beside its place and renamed; what
stands there already is left alone, unless `force` says otherwise.
"""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vestnik.attachments.workers import Failure, FailureKind, Workers
from vestnik.core.corpus import check_source
from vestnik.core.model import Document, Kind
from vestnik.core.portal import Portal
from vestnik.importing.copies import files_behind, place_files
from vestnik.importing.journal import Entry, Journal, Outcome
from vestnik.importing.mirror import Mirror, pages_in
from vestnik.importing.placing import path_of
from vestnik.importing.reading import Refused, read_item
from vestnik.importing.recognition import Item
from vestnik.importing.relations import KnownActs, relation_lines
from vestnik.importing.source_text import Placed, source_text

SECONDS = 60.0
"""For one page: a good one takes a twentieth of a second."""
_CHUNK = 500
"""Pages read before the first of them is written."""
Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it, and of how much."""

_FAILURES = {
    FailureKind.TIMEOUT: f"страница читается дольше {SECONDS:g} с",
    FailureKind.MEMORY: "странице не хватило памяти",
    FailureKind.CRASH: "чтение страницы прервалось",
    FailureKind.ERROR: "страницу не удалось прочесть",
}


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
    selectors: Mapping[str, str] = field(default_factory=dict)
    force: bool = False
    dry: bool = False
    """Nothing is written."""
    workers: int = 2


@dataclass(frozen=True, slots=True)
class _Job:
    file: Path
    mirror: Mirror
    digest: str


def bring(
    order: Order, known: Iterable[Document] = (), progress: Progress | None = None
) -> list[Entry]:
    """Carries out an import; `known` are the documents that the site has. An entry for each page.

    What an earlier run of the same import has done is not done again.
    """
    journal = Journal(order.journal)
    done = journal.read()
    entries: list[Entry] = []
    jobs: list[_Job] = []
    for file, mirror in _files(order):
        job = _Job(file, mirror, _digest(file))
        before = done.get(str(file))
        if before and _still_done(before, job, order):
            entries.append(before)
        else:
            jobs.append(job)
    writer = _Writer(order, done, known)
    total, count = len(jobs) + len(entries), len(entries)
    with Workers(order.workers, seconds=SECONDS) as workers:
        for start in range(0, len(jobs), _CHUNK):
            chunk = jobs[start : start + _CHUNK]
            calls = [
                (
                    str(job.file),
                    job.mirror.address_of(job.file),
                    dict(order.selectors),
                    order.portal,
                    order.kind,
                )
                for job in chunk
            ]
            read: list[tuple[_Job, Item | Refused | Failure]] = []
            for job, outcome in zip(chunk, workers.run(read_item, calls), strict=True):
                read.append((job, outcome))
                count += 1
                if progress:
                    progress("Чтение страниц", count, total)
            for job, outcome in sorted(read, key=_age):
                entry = writer.take(job, outcome)
                if not order.dry:
                    journal.add(entry)
                entries.append(entry)
    return entries


def _files(order: Order) -> Iterator[tuple[Path, Mirror]]:
    for source in order.sources:
        root = source if source.is_dir() else source.parent
        mirror = Mirror(root.resolve(), order.site.rstrip("/"))
        for file in pages_in(source.resolve()):
            yield file, mirror


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def _still_done(before: Entry, job: _Job, order: Order) -> bool:
    """Whether an earlier run has done this very page, and its source is where it put it."""
    if order.force or before.digest != job.digest:
        return False
    return bool(before.target) and (order.content / before.target).is_file()


def _age(read: tuple[_Job, Item | Refused | Failure]) -> tuple[str, str]:
    """Older acts first: the younger ones name them."""
    job, outcome = read
    adopted = outcome.act.adopted if isinstance(outcome, Item) and outcome.act else None
    return (adopted.value if adopted else "", str(job.file))


class _Writer:
    """Turns items into sources."""

    def __init__(self, order: Order, done: Mapping[str, Entry], known: Iterable[Document]) -> None:
        self._order = order
        self._done = done
        self._acts = KnownActs()
        self._addresses: dict[str, str] = {}
        self._taken: set[str] = set()
        for document in known:
            self._note(document)

    def _is_same_act(self, document: Document) -> bool:
        """Whether the register has this very act; another of that number is of another day."""
        act = document.act
        return act is not None and self._acts.is_taken(act)

    def _note(self, document: Document) -> None:
        self._addresses[document.address] = document.path
        self._taken.update((document.path, *document.redirect_from))
        self._acts.add(document)

    def take(self, job: _Job, outcome: Item | Refused | Failure) -> Entry:
        """Writes what was read; says what became of it."""
        if not isinstance(outcome, Item):
            return _skipped(job, _why(outcome))
        item = outcome
        files = files_behind(item.page, job.file, job.mirror)
        redirects = tuple(
            one for one in job.mirror.old_addresses(job.file, item.page) if one not in self._taken
        )
        before = self._done.get(str(job.file))
        path = self._path(item, before, folder=bool(files))
        target = self._order.content / path
        if target.exists() and not (self._order.force and before and before.target == path):
            return _skipped(job, f"«{path}» уже есть; чтобы заменить — --force")
        placed, copies, notes = place_files(item.page, job.file, job.mirror, files)
        text = self._text(item, placed, redirects)
        document, _, _ = check_source(text.encode(), path, self._order.portal)
        if document is not None and document.address in self._addresses:
            there = self._addresses[document.address]
            if there != path and self._is_same_act(document):
                return _skipped(job, f"такой документ уже есть: «{there}»")
            if there != path:
                item = _doubting(item, f"по этому адресу уже есть «{there}»: возможно, это повтор")
                path = self._renamed(path)
                target = self._order.content / path
                text = self._text(item, placed, redirects, slug=Path(path).stem)
                document, _, _ = check_source(text.encode(), path, self._order.portal)
        if document is not None and document.address in redirects:
            redirects = tuple(one for one in redirects if one != document.address)
            text = self._text(item, placed, redirects)
        if document is not None and item.act:
            body = check_source(text.encode(), path, self._order.portal)[1]
            relations = relation_lines(document, body, self._order.portal, self._acts)
            text = self._text(item, placed, redirects, relations=relations)
            document = check_source(text.encode(), path, self._order.portal)[0] or document
        if not self._order.dry:
            _write(target, text, copies)
        if document is not None:
            self._note(document)
        self._taken.update((path, *redirects))
        return Entry(
            source=str(job.file),
            digest=job.digest,
            outcome=Outcome.DOUBTFUL if item.doubts else Outcome.IMPORTED,
            target=path,
            title=item.title,
            old=redirects,
            reasons=item.doubts,
            notes=tuple(notes),
        )

    def _text(
        self,
        item: Item,
        placed: Mapping[int, Placed],
        redirects: Iterable[str],
        *,
        relations: str = "",
        slug: str = "",
    ) -> str:
        more = relations + (f"slug: {slug}\n" if slug else "")
        return source_text(
            item,
            self._order.portal,
            today=self._order.today,
            placed=placed,
            redirects=redirects,
            relations=more,
        )

    def _path(self, item: Item, before: Entry | None, *, folder: bool) -> str:
        if before and before.target and self._order.force:
            return before.target
        date = item.page.date or (item.act.adopted if item.act else None)
        year = int(date.value[:4]) if date else self._order.today.year
        if item.act and item.act.adopted:
            year = int(item.act.adopted.value[:4])
        return path_of(item, year, self._is_taken, folder=folder)

    def _is_taken(self, path: str) -> bool:
        return path in self._taken

    def _renamed(self, path: str) -> str:
        base, ending = (
            (path.removesuffix("/index.md"), "/index.md")
            if path.endswith("/index.md")
            else (path.removesuffix(".md"), ".md")
        )
        number = 2
        while (
            f"{base}-{number}{ending}" in self._taken
            or (self._order.content / f"{base}-{number}{ending}").exists()
        ):
            number += 1
        return f"{base}-{number}{ending}"


def _why(outcome: Refused | Failure) -> str:
    return outcome.reason if isinstance(outcome, Refused) else _FAILURES[outcome.kind]


def _doubting(item: Item, doubt: str) -> Item:
    return dataclasses.replace(item, doubts=(*item.doubts, doubt))


def _skipped(job: _Job, reason: str) -> Entry:
    return Entry(
        source=str(job.file), digest=job.digest, outcome=Outcome.SKIPPED, reasons=(reason,)
    )


def _write(target: Path, text: str, copies: Mapping[str, Path | bytes]) -> None:
    """Files first, the source last: a source never stands without its files."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for name, file in copies.items():
        place = target.parent / name
        if not place.exists():
            part = place.with_name(f".{name}.part")
            if isinstance(file, bytes):
                part.write_bytes(file)
            else:
                shutil.copyfile(file, part)
            part.replace(place)
    part = target.with_name(f".{target.name}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(target)
