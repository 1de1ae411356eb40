"""Making what is marked: segments of the search, pages, files; and removing what is gone."""

from __future__ import annotations

import contextlib
import sqlite3
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from msgspec import structs

from vestnik.output import Output
from vestnik.site.asset_names import SEARCH_SCRIPT, plain_name
from vestnik.site.executors import Crew
from vestnik.site.ledger import Ledger, Marked
from vestnik.site.plan import Plan, Rendered
from vestnik.site.request import Progress, Report
from vestnik.site.search_state import (
    ARCHIVE,
    BEFORE,
    SEARCH_FILES,
    own_synonyms,
    search_state,
)
from vestnik.site.targets import ASSEMBLED, is_part

_LATE = frozenset({*SEARCH_FILES, *ASSEMBLED})
"""Kinds of targets that follow from what is made before them: by the search, or other files."""
_AHEAD = 100
"""Pieces of work that each process may have done by the time that the search index is there. What
came of them waits in memory, about 150 kB each.
"""


class Maker:
    """Brings the files of one output in line with its ledger."""

    def __init__(self, ledger: Ledger, output: Output, crew: Crew, progress: Progress) -> None:
        self._ledger = ledger
        self._output = output
        self._crew = crew
        self._progress = progress
        self._strays: list[str] = []

    def heal(self) -> None:
        """After an interrupted build, or in a folder that somebody else has touched: trusts
        nothing.
        """
        known = {path: digest for path, digest, _ in self._ledger.manifest()}
        there = set()
        for path in self._output.files():
            there.add(path)
            if path not in known:
                self._strays.append(path)
            elif self._output.digest(path) != known[path]:
                self._ledger.mark_output(path)
        for path in known.keys() - there:
            self._ledger.mark_output(path)
        self._output.drop_empty_folders()
        self._ledger.set_meta("running", "verified")
        self._ledger.commit()

    def make_segments(self, plan: Plan) -> None:
        """Makes the segments that are marked: what the search index is made of."""
        marked = self._ledger.marked(inner=True)
        names = {item.id: item.target.output for item in marked}
        rendered = self._rendered(plan, marked, weight=20)
        for number, done in enumerate(rendered, 1):
            self._progress("Поиск", number, len(marked))
            if names[done.id].endswith(ARCHIVE):  # the recent tier is made anew as a whole
                self._ledger.set_aside(names[done.id], BEFORE, done.kept)
            self._ledger.keep(names[done.id], done.kept)
            self._ledger.settle(done.id, done.written, done.reads)
        self._ledger.commit()

    def render(self, plan: Plan, report: Report, *, search: bool) -> None:
        """Makes every marked file, and removes what nobody owns any more. With `search` the index
        is brought up to date as well: by this process, while others are at work on the pages.
        """
        pages = [item for item in self._ledger.marked() if item.target.kind not in _LATE]
        self._make_room(pages)
        rendered = self._rendered(plan, pages, ahead=_AHEAD)
        if search:
            self.index(plan)
        self._settle(rendered, pages, report)
        late, gone = self._ledger.marked(), self._ledger.gone()
        if not (pages or late or gone or self._ledger.meta("running")):
            return
        self._make_room(late)
        files = [item for item in late if item.target.kind not in ASSEMBLED]
        self._settle(self._rendered(plan, files), files, report)
        if any(is_part(path) for path in (*report.written, *gone)):
            self._ledger.mark_kinds(ASSEMBLED)
            self._ledger.commit()  # what is put together looks at what is settled
        for kind in ASSEMBLED:
            last = [item for item in self._ledger.marked() if item.target.kind == kind]
            self._settle(self._rendered(plan, last), last, report)
        for path in (*gone, *self._strays):
            self._output.remove(path)
        if self._crew.has_gone_far:  # a machine may have been lost in the middle of a file
            self._output.sweep()
        self._ledger.drop_gone()
        self._ledger.set_meta("top", "\n".join(self._output.top()))
        self._ledger.set_meta("running", "")
        self._ledger.commit()
        report.removed = gone

    def index(self, plan: Plan) -> None:
        """Plans the files of the search index, where it is made of something else by now."""
        synonyms = own_synonyms(plan.override)
        state = search_state(self._ledger, synonyms)
        if state == self._ledger.meta("search-state"):
            return
        from vestnik.site.searching import bring_up

        script = next(name for name, _ in plan.files if plain_name(name) == SEARCH_SCRIPT)
        bring_up(self._ledger, plan.portal, synonyms, script)
        self._ledger.set_meta("search-state", state)
        self._ledger.commit()

    def _make_room(self, marked: list[Marked]) -> None:
        """Notes that files are about to be made, and removes what is in their way."""
        if not marked:
            return
        self._ledger.set_meta("running", datetime.now(UTC).isoformat())
        self._ledger.commit()
        wanted = {item.target.output for item in marked}
        self._strays = [path for path in self._strays if path not in wanted]
        for path in _in_the_way([*self._ledger.gone(), *self._strays], wanted):
            self._output.remove(path)

    def _settle(self, rendered: Iterator[Rendered], marked: list[Marked], report: Report) -> None:
        """Notes what came of targets."""
        outputs = {item.id: item.target.output for item in marked}
        for number, done in enumerate(rendered, 1):
            self._progress("Страницы", number, len(marked))
            if self._ledger.settle(done.id, done.written, done.reads):
                report.written.append(outputs[done.id])
        report.rendered += len(marked)

    def _rendered(
        self, plan: Plan, marked: list[Marked], weight: int = 1, ahead: int = 0
    ) -> Iterator[Rendered]:
        """Renders targets. `ahead`: see `Crew.spread`."""
        if not marked:
            return iter(())
        from vestnik.site.render import render_all  # here, since templates cost time

        if self._crew.far and self._crew.is_worth_it(marked, weight):
            return self._rendered_far(plan, marked, weight)
        return self._crew.spread(partial(render_all, plan), marked, weight, ahead)

    def _rendered_far(self, plan: Plan, marked: list[Marked], weight: int) -> Iterator[Rendered]:
        """Other machines get copies of the databases: those in use are for one machine alone
        (https://sqlite.org/wal.html, «all processes must be on the same host»).
        """
        import tempfile

        from vestnik.site.render import render_all

        with tempfile.TemporaryDirectory(prefix="copy-", dir=plan.media) as folder:
            copied = structs.replace(
                plan,
                build=uuid.uuid4().hex,
                learnt=None,
                ledger=_copied(plan.ledger, Path(folder)),
                catalogue=_copied(plan.catalogue, Path(folder)),
            )
            yield from self._crew.spread(partial(render_all, copied), marked, weight)


def _copied(database: Path, folder: Path) -> Path:
    """A copy of a database without its log, which processes of any machine can read."""
    copy = folder / database.name
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    return copy


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
