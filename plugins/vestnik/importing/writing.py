"""Turns what was read into sources: where each goes, what it may replace, which old addresses it
takes over.

What is to be written is planned first, so that the journal can note it before it is done: an import
killed in between finds a note without a source, and writes the source again.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vestnik.core.corpus import check_source
from vestnik.core.model import Document
from vestnik.core.portal import Portal
from vestnik.importing.act_table import Row
from vestnik.importing.copies import Content, files_behind, place_files
from vestnik.importing.journal import Entry, Outcome
from vestnik.importing.page import Page, ReferenceKind
from vestnik.importing.placing import path_of
from vestnik.importing.recognition import Item
from vestnik.importing.relations import KnownActs, relation_lines
from vestnik.importing.relinking import UNKNOWN_HOST, old_key, same_host
from vestnik.importing.source_text import Placed, source_text
from vestnik.importing.tasks import Outcome as Read
from vestnik.importing.tasks import Task, why


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to become of a page."""

    entry: Entry
    text: str = ""
    """Of the source; empty where nothing is written."""
    copies: Mapping[str, Content] = field(default_factory=dict)


class Writer:
    """Plans sources one after the other; what it has planned counts as taken."""

    def __init__(
        self,
        content: Path,
        portal: Portal,
        today: date,
        *,
        force: bool,
        known: Iterable[Document],
        done: Mapping[str, Entry],
    ) -> None:
        self._content = content
        self._portal = portal
        self._today = today
        self._force = force
        self.done = done
        self._acts = KnownActs()
        self._addresses: dict[str, str] = {}
        self._old: dict[str, str] = {}
        self._taken: set[str] = set()
        for document in known:
            self._note(document)
            old = (document.address, *document.redirect_from)
            self._old.update(dict.fromkeys(old, document.path))

    def _note(self, document: Document) -> None:
        self._addresses[document.address] = document.path
        self._taken.update((document.path, *document.redirect_from))
        self._acts.add(document)

    def plan(self, task: Task, read: Read) -> Planned:
        """What to write, and what to say of it."""
        if not isinstance(read, Item):
            return _skipped(task, why(read))
        item = read
        own = _own_address(task, item)
        there = self._there(task, own)
        if there and not self._force:
            return _skipped(task, f"уже перенесено: «{there}»; чтобы заменить — --force")
        files = files_behind(item.page, task.file, task.mirror)
        mine = {there} if there else set()
        old = (
            [*_addresses_of(task)]
            if task.part is not None
            else list(task.mirror.old_addresses(task.file, item.page))
        )
        old += task.mirror.paths_of(_file_addresses(task, item, files))
        redirects = tuple(
            one for one in old if one not in self._taken or self._old.get(one) in mine
        )
        path = there or self._path(item, folder=bool(files))
        if (self._content / path).exists() and not self._force:
            return _skipped(task, f"«{path}» уже есть; чтобы заменить — --force")
        placed, copies, notes = place_files(item.page, task.file, task.mirror, files)
        draft = _Draft(self, item, placed, redirects)
        if isinstance(task.part, Row) and notes:  # the file is the act: a title alone is none
            draft.doubt(f"файл документа не найден: {', '.join(notes)}; приложите его")
        document = draft.document(path)
        if document is not None and document.address in self._addresses:
            other = self._addresses[document.address]
            if other != path and self._is_same_act(document):
                return _skipped(task, f"такой документ уже есть: «{other}»")
            if other != path:
                draft.doubt(f"по этому адресу уже есть «{other}»: возможно, это повтор")
                path = self._renamed(path)
                draft.slug = (
                    Path(path).parent.name if path.endswith("/index.md") else Path(path).stem
                )
                document = draft.document(path)
        if document is not None:
            draft.redirects = tuple(one for one in draft.redirects if one != document.address)
            if item.act:
                draft.relate(document, path)
            self._note(document)
        self._taken.update((path, *draft.redirects))
        full = task.mirror.base_of(task.file, item.page)
        return Planned(
            Entry(
                source=task.source,
                digest=task.digest,
                outcome=Outcome.DOUBTFUL if draft.item.doubts else Outcome.IMPORTED,
                target=path,
                title=item.title,
                old=draft.redirects,
                reasons=(*draft.item.doubts, *draft.item.remarks),
                notes=tuple(notes),
                files=tuple(str(one.resolve()) for one in copies.values() if isinstance(one, Path)),
                names=_names(task, item),
                links=tuple(_inner_links(item.page, placed, full)),
            ),
            draft.text(),
            copies,
        )

    def write(self, planned: Planned) -> None:
        """Files first, the source last: a source never stands without its files."""
        if not planned.text:
            return
        target = self._content / planned.entry.target
        target.parent.mkdir(parents=True, exist_ok=True)
        for name, file in planned.copies.items():
            place = target.parent / name
            if place.exists() and not self._force:
                continue
            part = place.with_name(f".{name}.part")
            if isinstance(file, bytes):
                part.write_bytes(file)
            else:
                shutil.copyfile(file, part)
            part.replace(place)
        part = target.with_name(f".{target.name}.part")
        part.write_text(planned.text, encoding="utf-8", newline="\n")
        part.replace(target)

    @property
    def portal(self) -> Portal:
        """The settings of the site."""
        return self._portal

    @property
    def today(self) -> date:
        """The day of the import."""
        return self._today

    @property
    def acts(self) -> KnownActs:
        """The acts that are there so far."""
        return self._acts

    def _is_same_act(self, document: Document) -> bool:
        """Whether the register has this very act; another of that number is of another day."""
        act = document.act
        return act is not None and self._acts.is_taken(act)

    def _there(self, task: Task, own: str) -> str:
        """The source that this page became before, by the journal or by its old address."""
        before = self.done.get(task.source)
        if before and before.target and (self._content / before.target).is_file():
            return before.target
        path = self._old.get(own, "") if own else ""
        return path if path and (self._content / path).is_file() else ""

    def _path(self, item: Item, *, folder: bool) -> str:
        found = item.page.date or (item.act.adopted if item.act else None)
        year = int(found.value[:4]) if found else self._today.year
        if item.act and item.act.adopted:
            year = int(item.act.adopted.value[:4])
        return path_of(item, year, lambda path: path in self._taken, folder=folder)

    def _renamed(self, path: str) -> str:
        ending = "/index.md" if path.endswith("/index.md") else ".md"
        base, number = path.removesuffix(ending), 2
        while (
            f"{base}-{number}{ending}" in self._taken
            or (self._content / f"{base}-{number}{ending}").exists()
        ):
            number += 1
        return f"{base}-{number}{ending}"


@dataclass(slots=True)
class _Draft:
    """A source while it is still being made up."""

    writer: Writer
    item: Item
    placed: Mapping[int, Placed]
    redirects: tuple[str, ...]
    slug: str = ""
    relations: str = ""

    def text(self) -> str:
        """The source as it stands."""
        return source_text(
            self.item,
            self.writer.portal,
            today=self.writer.today,
            placed=self.placed,
            redirects=self.redirects,
            relations=self.relations + (f"slug: {self.slug}\n" if self.slug else ""),
        )

    def document(self, path: str) -> Document | None:
        """What Vestnik makes of it."""
        return check_source(self.text().encode(), path, self.writer.portal)[0]

    def doubt(self, doubt: str) -> None:
        """One doubt more."""
        self.item = dataclasses.replace(self.item, doubts=(*self.item.doubts, doubt))

    def relate(self, document: Document, path: str) -> None:
        """Adds the acts that this one amends, repeals and rests on."""
        body = check_source(self.text().encode(), path, self.writer.portal)[1]
        self.relations = relation_lines(document, body, self.writer.portal, self.writer.acts)


def _skipped(task: Task, reason: str) -> Planned:
    return Planned(
        Entry(source=task.source, digest=task.digest, outcome=Outcome.SKIPPED, reasons=(reason,))
    )


def _addresses_of(task: Task) -> Iterable[str]:
    """Old addresses of a part of an export: path and query."""
    return task.mirror.paths_of(getattr(task.part, "addresses", ()))


def _file_addresses(task: Task, item: Item, found: Iterable[int]) -> Iterable[str]:
    """Where the attachments stood: acts are cited by the addresses of their files."""
    base = task.mirror.base_of(task.file, item.page)
    for index in found:
        reference = item.page.references[index]
        if reference.kind is ReferenceKind.FILE:
            full = task.mirror.link_to(task.file, item.page, reference.address)
            if same_host(full, base) and not full.startswith(f"http://{UNKNOWN_HOST}/"):
                yield full


def _own_address(task: Task, item: Item) -> str:
    """The one old address that no other page can have; what a page says of itself may be wrong."""
    if task.part is None:
        return task.mirror.address_of(task.file)
    return next(iter(_addresses_of(task)), item.page.address)


def _names(task: Task, item: Item) -> tuple[str, ...]:
    """Every full address under which other pages may link to this one."""
    full = list(getattr(task.part, "addresses", ()))
    if task.part is None:
        full.append(task.mirror.full_address_of(task.file))
    if item.page.address.startswith(("http://", "https://")):
        full.append(item.page.address)
    return tuple(dict.fromkeys(old_key(one) for one in full if one))


def _inner_links(page: Page, placed: Mapping[int, Placed], base: str) -> Iterable[str]:
    """Links to pages of the old site."""
    pages = (n for n, one in enumerate(page.references) if one.kind is ReferenceKind.PAGE)
    found = (placed[index].target for index in pages if index in placed)
    return dict.fromkeys(
        one for one in found if one.startswith(("http://", "https://")) and same_host(one, base)
    )
