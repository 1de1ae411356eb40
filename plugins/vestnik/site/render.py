"""Rendering: from a target to its bytes, in whatever process.

A `Workshop` is all that a process needs to render targets of one build. It is made from a picklable
`Plan`, so that the same code runs in this process for a small change and in several for a big one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from vestnik.output import Output, OutputError, Written
from vestnik.site import presenters
from vestnik.site.data_files import DATA
from vestnik.site.ledger import INNER, Marked, Target
from vestnik.site.plan import Plan, Rendered
from vestnik.site.reading import open_view
from vestnik.site.theming import (
    ThemeEnvironment,
    load_translations,
    make_environment,
    render_fragment,
    render_page,
    template_fault,
)
from vestnik.site.view import Reads

if TYPE_CHECKING:
    from vestnik.printing.sheet import Printed, Sheet
    from vestnik.site.contexts import Frame, Page
    from vestnik.site.press import Press
    from vestnik.site.view import View


class MissingFileError(OutputError):
    """A file vanished between the check and the rendering; the message is for the officer."""


def render_all(plan: Plan, marked: list[Marked]) -> list[Rendered]:
    """Renders and writes targets. Runs in worker processes."""
    workshop = _workshop(plan)
    return [workshop.make(item) for item in marked]


_open: list[Workshop] = []
"""The workshop of the build that this process works for."""


def _workshop(plan: Plan) -> Workshop:
    if not _open or _open[0].plan.build != plan.build:
        close_workshop()
        _open.append(Workshop(plan))
    return _open[0]


def close_workshop() -> None:
    """Lets the databases go that this process has open for rendering."""
    while _open:
        _open.pop().close()


class Workshop:
    """Renders targets of one build."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.output = Output(plan.output, plan.archive)
        self._press: Press | None = None
        self.view = open_view(
            plan.ledger,
            plan.catalogue,
            plan.portal,
            dict(plan.assets),
            preview=plan.preview,
            press=self._print,
        )
        presenters.speak(lambda lang: load_translations(plan.theme, lang, plan.override))
        self._files: Mapping[str, Path] = dict(plan.files)
        self._environments: dict[str, ThemeEnvironment] = {}
        self._frames: dict[tuple[str, str], tuple[Frame, Reads]] = {}

    def close(self) -> None:
        """Lets the databases go, and ends the worker that makes PDFs."""
        self.view.close()
        if self._press is not None:
            self._press.close()

    def _print(self, sheet: Sheet) -> Printed:
        if self._press is None:
            from vestnik.site.press import Press  # here, since few builds make a PDF

            self._press = Press(self.plan.media)
        return self._press.printed(sheet)

    def make(self, marked: Marked) -> Rendered:
        """Renders one target and puts it in its place."""
        self.view.begin()
        target = marked.target
        if target.output.startswith(INNER):
            data = self._rendered(target)
            written = Written(hashlib.sha256(data).hexdigest(), len(data))
            return Rendered(marked.id, written, self.view.reads, data)
        copy = _COPIES.get(target.kind)
        if copy is not None:
            written = self._copy(target, *copy(self, *target.arguments))
        else:
            written = self.output.write(target.output, self._rendered(target))
        return Rendered(marked.id, written, self.view.reads)

    def _rendered(self, target: Target) -> bytes:
        """Raises OutputError for a fault of a town's own template: it is no fault of the code."""
        try:
            return self.render(target)
        except OutputError:
            raise
        except Exception as error:
            fault = template_fault(error, self.plan.override)
            if not fault:
                raise
            raise OutputError(fault) from error

    def render(self, target: Target) -> bytes:
        """The bytes of a target that is not a copy."""
        data = DATA.get(target.kind)
        if data is not None:
            return data(self, *target.arguments)
        page = _PAGES[target.kind](self.view, *target.arguments)
        return self._page(presenters.template_of(page), page)

    def _page(self, template: str, page: Page) -> bytes:
        portal = self.plan.portal
        frame = self._frame(page.lang, presenters.menu_place(portal, page.lang, page.url))
        environment = self._environment(page.lang)
        return render_page(environment, template, page, frame, portal).encode()

    def alert(self) -> bytes:
        """The shared fragment: no page of its own."""
        environment = self._environment(self.plan.portal.lang)
        fragment = presenters.alert_fragment(self.view)
        return render_fragment(environment, presenters.template_of(fragment), fragment).encode()

    def _frame(self, lang: str, active: str) -> Frame:
        """The frame of a page. What it has read was read for every page that shows it."""
        known = self._frames.get((lang, active))
        if known is None:
            own = self.view.reads
            self.view.begin()
            frame = presenters.frame(self.view, lang, active)
            known = self._frames[lang, active] = (frame, self.view.reads)
            self.view.reads = own
        frame, reads = known
        self.view.reads.keys |= reads.keys
        self.view.reads.ranges |= reads.ranges
        return frame

    def _environment(self, lang: str) -> ThemeEnvironment:
        known = self._environments.get(lang)
        if known is None:
            plan = self.plan
            known = self._environments[lang] = make_environment(
                plan.theme, lang, override=plan.override, cache=plan.templates_cache
            )
        return known

    def _copy(self, target: Target, source: Path, digest: str) -> Written:
        """Puts a file with that digest in its place: from where it lies, else from another output.

        Raises MissingFileError where the file is another by now and the old one is nowhere.
        """
        trees = (self.plan.output, self.plan.sibling) if digest else ()
        reason = ""
        for place in (source, *(tree / target.output for tree in trees if tree)):
            try:
                return self.output.copy(target.output, place, digest)
            except OSError as error:
                reason = reason or error.strerror or str(error)
        raise MissingFileError(
            f"{target.arguments[0]}: файл изменился или исчез, пока собирался сайт ({reason});"
            " повторите команду"
        )

    # --- copies -----------------------------------------------------------------------------

    def original(self, path: str) -> tuple[Path, str]:
        """Where a used file lies, and its digest."""
        file = self.view.file(path)
        if file is None:
            raise MissingFileError(f"{path}: файл больше не читается")
        place = (self.plan.content / path).resolve()
        if not place.is_relative_to(self.plan.content.resolve()):
            raise OutputError(f"{path}: файл лежит вне папки с материалами")
        return place, file.facts.digest

    def derived(self, path: str, suffix: str) -> tuple[Path, str]:
        """Where a file made from a picture or PDF is kept, and its digest."""
        file = self.view.file(path)
        made = next((d for d in file.derived if d.suffix == suffix), None) if file else None
        if made is None:
            raise MissingFileError(f"{path}: нет производного файла {suffix}")
        return self.plan.media / made.cached, made.digest

    def printed(self, path: str) -> tuple[Path, str]:
        """Where the PDF is kept that was made of an item, and its digest."""
        document = self.view.document(path)
        assert document is not None, path
        made = self.view.printed(presenters.sheet(self.view, document, self.view.body(path)))
        return self.plan.media / made.path, made.digest

    def made(self, name: str) -> tuple[Path, str]:
        """Where an asset or a social picture is kept."""
        return self._files[name], ""


_COPIES: dict[str, Callable[..., tuple[Path, str]]] = {
    "file": Workshop.original,
    "derived": Workshop.derived,
    "printed": Workshop.printed,
    "asset": Workshop.made,
    "social": Workshop.made,
}


def _present(name: str) -> Callable[..., Page]:
    """A presenter by its name, brought when it is first needed."""

    def page(view: View, *arguments: str) -> Page:
        made: Page = getattr(presenters, name)(view, *arguments)
        return made

    return page


_PAGES: dict[str, Callable[..., Page]] = {
    "home": _present("home"),
    "front": _present("front"),
    "year": _present("year"),
    "month": lambda view, name, page: presenters.month(view, name, int(page)),
    "news": _present("item"),
    "document": _present("item"),
    "report": _present("item"),
    "page": _present("item"),
    "sections": _present("sections"),
    "tags": _present("tags"),
    "sitemap": _present("sitemap"),
    "feeds": _present("feeds"),
    "low-vision": _present("low_vision"),
    "search": _present("search"),
    "alerts": _present("alert_page"),
    "missing": _present("not_found"),
    "redirect": _present("redirect"),
    "opendata": _present("opendata"),
    "log": _present("log"),
    "log-month": _present("log_month"),
    "statistics": _present("statistics"),
}
