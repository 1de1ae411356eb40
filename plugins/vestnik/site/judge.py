"""The verdict on a whole content folder: every problem of every source, before anything is
published.

A source's own problems were found when it was read. Here come those that need the others: names
claimed twice, links that lead nowhere or to something that is not public, files that are missing or
damaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import cache

from msgspec import structs

from vestnik.attachments.problems import Use as FileUse
from vestnik.attachments.problems import file_problems
from vestnik.catalogue.records import Use, decode_document, decode_problems
from vestnik.catalogue.rows import LinkRow, UseRow
from vestnik.catalogue.store import Catalogue
from vestnik.core import baseline, crosschecks
from vestnik.core.addresses import file_address, number_slug
from vestnik.core.corpus import line_of, official_phones
from vestnik.core.crosschecks import Place
from vestnik.core.model import Document, FileFacts
from vestnik.core.portal import Portal
from vestnik.core.problems import Problem
from vestnik.core.report import in_order
from vestnik.settings import Places
from vestnik.site import redirects
from vestnik.site.act_checks import ActChecks
from vestnik.site.lists import visible
from vestnik.site.replaced import replaced_files
from vestnik.site.reserved import is_generated, reserved_folders
from vestnik.site.targets import file_targets
from vestnik.site.unread import unread_source
from vestnik.site.verdict import Verdict


class Judge:
    """One look at all sources."""

    def __init__(self, catalogue: Catalogue, places: Places, portal: Portal, now: datetime) -> None:
        self._catalogue = catalogue
        self._places = places
        self._portal = portal
        self._now = now
        self._valid_until = ""
        self._clashing: set[str] = set()
        self._bare: frozenset[str] = frozenset()
        self._document = cache(self._read_document)
        self._unread = cache(catalogue.unread_paths)

    def verdict(self, baseline_text: str, known: list[Problem]) -> Verdict:
        """Everything that is wrong, in order; `known` was found beside the sources."""
        problems = [*known]
        for _, blob in self._catalogue.problem_rows():
            problems += decode_problems(blob)
        problems += self._names()
        problems += self._links()
        problems += self._files()
        problems += self._replaced()
        problems += self._relations()
        problems += self._redirects()
        forgiven, faults = baseline.read(baseline_text) if baseline_text else (None, [])
        notes: list[str] = []
        spared: list[Problem] = []
        if forgiven is not None:
            digests = {path: self._catalogue.digest(path) for path in self._catalogue.paths()}
            applied = baseline.apply(problems, forgiven, digests)
            problems = applied.problems + faults
            notes = [applied.note] if applied.note else []
            spared = applied.forgiven
        return Verdict(in_order(problems), notes, spared, self._valid_until, sorted(self._clashing))

    def _read_document(self, path: str) -> Document | None:
        facts = self._catalogue.facts(path)
        return decode_document(facts) if facts else None

    def _visible(self, path: str) -> bool:
        document = self._document(path)
        if document is None:
            return False
        for moment in (document.date, document.expires):
            if moment is not None and moment > self._now and not document.draft:
                text = moment.isoformat()
                self._valid_until = min(self._valid_until or text, text)
        return visible(document, self._now)

    def _place(self, path: str, field: str, line: int = 0) -> Place:
        """Where a field of the front matter stands: read again, since a fault is rare."""
        if not line:
            try:
                line = line_of((self._places.content / path).read_bytes(), path, field)
            except OSError:
                line = 1
        return Place(path, line, _field(field))

    # --- names ------------------------------------------------------------------------------

    def _names(self) -> Iterator[Problem]:
        shared = self._catalogue.shared_names()
        same_acts = [paths for key, paths in shared if key.startswith("act:")]
        for key, paths in shared:
            first = paths[0]
            self._clashing.update(paths)
            if paths in same_acts and not key.startswith("act:"):
                continue  # one act in two files has one address, of course
            for path in paths[1:]:
                document = self._document(path)
                if document is None:
                    continue
                if key.startswith("act:") and document.act is not None:
                    kind = self._portal.act_kind(document.act.kind)
                    yield crosschecks.duplicate_act(
                        self._place(path, "number"),
                        kind.title if kind else document.act.kind,
                        document.act.number,
                        document.act.adopted,
                        first,
                    )
                elif self._stands_at(path, key) and self._stands_at(first, key):
                    yield crosschecks.duplicate_address(self._place(path, "slug"), key, first)

        for folder in reserved_folders(self._portal):
            for address, path in self._catalogue.pages_below(folder):
                if self._stands_at(path, address):  # an old address may lie anywhere
                    yield crosschecks.reserved_address(self._place(path, "slug"), address, folder)

    # --- links ------------------------------------------------------------------------------

    def _links(self) -> Iterator[Problem]:
        for link, targets in self._catalogue.links():
            if targets:
                yield from self._to_source(link, targets[0])
            elif not is_generated(link.target, self._portal):
                place = self._place(link.path, link.field, link.line)
                yield self._nowhere(place, link)

    def _to_source(self, link: LinkRow, target: str) -> Iterator[Problem]:
        if target == link.path:
            return  # the source's own check has seen it
        if not self._visible(target) and self._visible(link.path):
            place = self._place(link.path, link.field, link.line)
            yield crosschecks.link_to_hidden(place, link.target, link.text)
        if link.anchor and link.anchor not in (anchors := self._catalogue.anchors(target)):
            place = self._place(link.path, link.field, link.line)
            near = _near(link.anchor, anchors)
            yield crosschecks.broken_anchor(place, link.target, link.anchor, link.text, near)

    def _nowhere(self, place: Place, link: LinkRow) -> Problem:
        names = self._catalogue.names()
        same = next((name for name in names if name.lower() == link.target.lower()), "")
        if same:
            return crosschecks.address_case(place, link.target, same, link.text)
        if unread := unread_source(link.target, self._unread()):
            return crosschecks.link_to_unread(place, link.target, unread, link.text)
        return crosschecks.broken_link(place, link.target, link.text, _near(link.target, names))

    # --- files ------------------------------------------------------------------------------

    def _files(self) -> Iterator[Problem]:
        self._bare = frozenset(self._catalogue.sources_without_text())
        owners: dict[str, str] = {}
        for row, record in self._catalogue.uses_of_files():
            yield from self._use(row, record.facts)
            file = record.path
            for target in file_targets(record, self._file_address(file)):
                other = owners.setdefault(target.output, file)
                if other != file:
                    place = self._place(row.path, row.use.field, row.use.line)
                    address = self._file_address(file)
                    yield crosschecks.duplicate_file(place, address, file, other)
                    self._clashing.update(self._catalogue.users_of(file, other))
                    break

    def _file_address(self, file: str) -> str:
        owner = self._document(f"{file.rpartition('/')[0]}/index.md")
        return file_address(file, owner.address if owner else None)

    def _use(self, row: UseRow, facts: FileFacts) -> Iterator[Problem]:
        use = row.use
        found = file_problems(
            facts,
            path=row.path,
            line=use.line,
            field=_field(use.field),
            used_as=_used_as(use, bare=row.path in self._bare),
            beside=self._beside(use.file) if facts.fault == "missing" else (),
            official_phones=official_phones(self._portal) if facts.personal else frozenset(),
        )
        if found and not use.line:
            line = self._place(row.path, use.field).line
            found = [structs.replace(problem, line=line) for problem in found]
        yield from found
        yield from self._other_act(row, facts)
        owner = self._keeper(use.file)
        if owner not in ("", row.path) and not self._visible(owner) and self._visible(row.path):
            place = self._place(row.path, use.field, use.line)
            yield crosschecks.file_of_draft(place, use.file, owner)

    def _other_act(self, row: UseRow, facts: FileFacts) -> Iterator[Problem]:
        """The head of an act's own PDF says another kind, number or date than its page."""
        stated, field = facts.stated, row.use.field.removesuffix(".waived")
        if stated is None or field not in _OF_ACT_ITSELF:
            return
        document = self._document(row.path)
        act = document.act if document else None
        if act is None or act.project:
            return
        kind = self._portal.act_kind(act.kind)
        title = kind.title if kind else act.kind
        same = (
            title.lower() == stated.kind
            and number_slug(act.number) == number_slug(stated.number)
            and act.adopted == stated.date
        )
        if not same:
            yield crosschecks.file_states_other_act(
                self._place(row.path, row.use.field, row.use.line),
                row.use.file.rpartition("/")[2],
                f"{stated.kind} от {stated.date:%d.%m.%Y} № {stated.number}",
                f"{title.lower()} от {act.adopted:%d.%m.%Y} № {act.number}",
            )

    def _replaced(self) -> list[Problem]:
        """Files replaced after publication. The line to paste names today: it stands for a day."""
        found = list(replaced_files(self._catalogue, self._now, self._shown, self._place))
        if found:
            midnight = datetime.combine(
                self._now.date() + timedelta(days=1), time(), self._now.tzinfo
            ).isoformat()
            self._valid_until = min(self._valid_until or midnight, midnight)
        return found

    def _shown(self, path: str) -> Document | None:
        return self._document(path) if self._visible(path) else None

    def _keeper(self, file: str) -> str:
        """The nearest `index.md` in whose folder, at whatever depth, the file lies."""
        folder = file.rpartition("/")[0]
        while folder:
            if self._document(f"{folder}/index.md"):
                return f"{folder}/index.md"
            folder = folder.rpartition("/")[0]
        return ""

    def _beside(self, file: str) -> list[str]:
        folder = self._places.content / file.rpartition("/")[0]
        if not folder.is_dir():
            return []
        prefix = file.rpartition("/")[0]
        files = (path for path in folder.iterdir() if path.suffix != ".md")
        names = [path.name for path in files if path.is_file()]
        return sorted(f"{prefix}/{name}" if prefix else name for name in names)

    # --- acts -------------------------------------------------------------------------------

    def _relations(self) -> Iterator[Problem]:
        ActChecks(self._catalogue, self._portal, self._now, self._place).bring_up()
        for problems, until in self._catalogue.findings():
            if until > "0":
                self._valid_until = min(self._valid_until or until, until)
            if problems:
                yield from decode_problems(problems)

    # --- old addresses ----------------------------------------------------------------------

    def _redirects(self) -> Iterator[Problem]:
        owners: dict[tuple[str, str], tuple[str, int]] = {}
        for path in self._catalogue.sources_with_redirects():
            document = self._document(path)
            if document is not None:
                for number, old in enumerate(document.redirect_from, 1):
                    owners[old, document.address] = (path, number)
        for conflict in redirects.plan(owners, self._lives).conflicts:
            path, number = owners[conflict.old, conflict.target]
            place = self._place(path, f"redirect_from[{number}]")
            page = self._lives(conflict.taken_by)
            taken_by = conflict.taken_by or conflict.old
            self._clashing.update((path, *self._catalogue.named(taken_by)))
            yield crosschecks.redirect_conflict(place, conflict.old, taken_by, page=page)

    def _lives(self, address: str) -> bool:
        here = any(self._stands_at(path, address) for path in self._catalogue.named(address))
        return here or is_generated(address, self._portal)

    def _stands_at(self, path: str, address: str) -> bool:
        document = self._document(path)
        return document is not None and document.address == address


_OF_ACT_ITSELF = frozenset({"signed_copy", "attachments[1].file"})
"""Where the act itself is expected; other files are annexes, and may be other acts."""


def _field(typed: str) -> str:
    """`attachments[2].file` → `attachments`: what an officer calls the field."""
    return typed.partition("[")[0].partition(".")[0]


def _used_as(use: Use, *, bare: bool) -> FileUse:
    if use.picture:
        return FileUse.PICTURE
    if use.field == "signed_copy":
        return FileUse.ONLY_SIGNED_COPY if bare else FileUse.SIGNED_COPY
    return FileUse.WAIVED if use.field.endswith(".waived") else FileUse.ATTACHMENT


def _near(name: str, names: Iterable[str]) -> str:
    import difflib  # here, since most names are right

    close = difflib.get_close_matches(name, names, 1, 0.8)
    return close[0] if close else ""
