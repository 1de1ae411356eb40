"""Rendering: from a target to its bytes, in whatever process.

A `Workshop` is all that a process needs to render targets of one build. It is made from a picklable
`Plan`, so that the same code runs in this process for a small change and in several for a big one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from vestnik.core.portal import Portal
from vestnik.feeds.entries import absolute
from vestnik.output import Output, OutputError, Written
from vestnik.register.opendata import csv_whole, json_whole
from vestnik.register.passport import structure_csv
from vestnik.site import presenters
from vestnik.site.contexts import Frame, Page
from vestnik.site.discovery import SitemapUrl, robots, sitemap_index, sitemap_urls
from vestnik.site.ledger import INNER, Marked, Target
from vestnik.site.presenters import menu_place, template_of
from vestnik.site.press import Press
from vestnik.site.reading import open_view
from vestnik.site.redirects import redirect_map
from vestnik.site.searching import make_segment
from vestnik.site.theming import (
    ThemeEnvironment,
    load_translations,
    make_environment,
    render_fragment,
    render_page,
    template_fault,
)
from vestnik.site.view import Reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a process must know to render targets."""

    build: str
    """Differs from build to build: what a process remembers of another one is void."""
    portal: Portal
    content: Path
    output: Path
    ledger: Path
    catalogue: Path
    media: Path
    theme: Path
    override: Path | None
    templates_cache: Path
    assets: tuple[tuple[str, str], ...]
    """Plain name of a theme asset → its address."""
    files: tuple[tuple[str, Path], ...]
    """Output path of a made file (an asset, a social picture) → where its bytes are."""
    preview: bool = False
    archive: Path | None = None
    """Where replaced files are kept."""
    sibling: Path | None = None
    """Another output of the same site, in which a file that has left the sources may still be."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A target that stands in the output."""

    id: int
    written: Written
    reads: Reads
    kept: bytes = b""
    """What a target that is no file yields."""


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
        self._press = Press(plan.media)
        self.view = open_view(
            plan.ledger,
            plan.catalogue,
            plan.portal,
            dict(plan.assets),
            preview=plan.preview,
            press=self._press,
        )
        presenters.speak(lambda lang: load_translations(plan.theme, lang, plan.override))
        self._files: Mapping[str, Path] = dict(plan.files)
        self._environments: dict[str, ThemeEnvironment] = {}
        self._frames: dict[tuple[str, str], tuple[Frame, Reads]] = {}

    def close(self) -> None:
        """Lets the databases go, and ends the worker that makes PDFs."""
        self.view.close()
        self._press.close()

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
        data = _DATA.get(target.kind)
        if data is not None:
            return data(self, *target.arguments)
        page = _PAGES[target.kind](self.view, *target.arguments)
        return self._page(template_of(page), page)

    def _page(self, template: str, page: Page) -> bytes:
        portal = self.plan.portal
        frame = self._frame(page.lang, menu_place(portal, page.lang, page.url))
        environment = self._environment(page.lang)
        return render_page(environment, template, page, frame, portal).encode()

    def alert(self) -> bytes:
        """The shared fragment: no page of its own."""
        environment = self._environment(self.plan.portal.lang)
        fragment = presenters.alert_fragment(self.view)
        return render_fragment(environment, template_of(fragment), fragment).encode()

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


_PAGES: dict[str, Callable[..., Page]] = {
    "home": presenters.home,
    "front": presenters.front,
    "year": presenters.year,
    "month": lambda view, name, page: presenters.month(view, name, int(page)),
    "news": presenters.item,
    "document": presenters.item,
    "report": presenters.item,
    "page": presenters.item,
    "sections": presenters.sections,
    "tags": presenters.tags,
    "sitemap": presenters.sitemap,
    "feeds": presenters.feeds,
    "low-vision": presenters.low_vision,
    "search": presenters.search,
    "alerts": presenters.alert_page,
    "missing": presenters.not_found,
    "redirect": presenters.redirect,
    "opendata": presenters.opendata,
    "log": presenters.log,
    "log-month": presenters.log_month,
    "statistics": presenters.statistics,
}


def _rss(shop: Workshop, name: str) -> bytes:
    from vestnik.feeds.xml import rss

    return rss(*presenters.feed(shop.view, name))


def _atom(shop: Workshop, name: str) -> bytes:
    from vestnik.feeds.xml import atom

    return atom(*presenters.feed(shop.view, name))


def _sitemap_index(shop: Workshop) -> bytes:
    """The site maps of the years. When each last changed they say themselves: asking here would
    mean to look at every item for every change.
    """
    url = shop.plan.portal.url
    years = [name.removeprefix("sitemap/") for name in shop.view.lists("sitemap")]
    return sitemap_index(
        SitemapUrl(absolute(url, f"/sitemap-{part}.xml")) for part in ("lists", *years)
    )


def _sitemap_lists(shop: Workshop) -> bytes:
    """Pages that are no items. When they last changed is not said: a list changes with every item
    in it, and this file shall not.
    """
    url = shop.plan.portal.url
    addresses = presenters.standing_pages(shop.view)
    return sitemap_urls(SitemapUrl(absolute(url, address)) for address in addresses)


def _sitemap_year(shop: Workshop, year: str) -> bytes:
    return sitemap_urls(presenters.sitemap_year(shop.view, int(year)))


def _redirect_map(shop: Workshop, name: str) -> bytes:
    documents = shop.view.all("redirects")
    pairs = [(old, one.address) for one in documents for old in one.redirect_from]
    return redirect_map(name, pairs)


def _log_rss(shop: Workshop) -> bytes:
    from vestnik.feeds.xml import rss

    return rss(*presenters.log_feed(shop.view))


def _log_atom(shop: Workshop) -> bytes:
    from vestnik.feeds.xml import atom

    return atom(*presenters.log_feed(shop.view))


def _data_about(shop: Workshop, name: str) -> bytes:
    if name == "structure.csv":
        return structure_csv()
    made = {
        "register.schema.json": presenters.data_schema,
        "meta.csv": presenters.data_passport,
        "list.csv": presenters.data_list,
    }
    return made[name](shop.view)


def _data_whole(shop: Workshop, name: str) -> bytes:
    """The whole register from the files of its years, the latest first."""
    kind = name.rpartition(".")[2]
    years = sorted((one.rpartition("/")[2] for one in shop.view.lists("documents")), reverse=True)
    folder = shop.output.root / "opendata"
    parts = [(folder / f"register-{year}.{kind}").read_bytes() for year in years]
    if kind == "csv":
        return csv_whole(parts)
    return json_whole(parts, absolute(shop.plan.portal.url, presenters.SCHEMA))


def _data_sums(shop: Workshop) -> bytes:
    """Checksums as `sha256sum --check` reads them."""
    names = presenters.data_files(shop.view)
    lines = (f"{shop.output.digest(f'opendata/{name}')}  {name}\n" for name in names)
    return "".join(lines).encode()


_DATA: dict[str, Callable[..., bytes]] = {
    "alert": Workshop.alert,
    "rss": _rss,
    "atom": _atom,
    "register-year": lambda shop, name: presenters.register_year(shop.view, name),
    "register-month": lambda shop, name: presenters.register_month(shop.view, name),
    "data-csv": lambda shop, year: presenters.data_csv(shop.view, year),
    "data-json": lambda shop, year: presenters.data_json(shop.view, year),
    "data-news": lambda shop, year: presenters.data_news(shop.view, year),
    "data-about": _data_about,
    "data-whole": _data_whole,
    "data-sums": _data_sums,
    "log-csv": lambda shop, year: presenters.log_csv(shop.view, year),
    "log-rss": _log_rss,
    "log-atom": _log_atom,
    "robots": lambda shop: robots(shop.plan.portal),
    "segment": lambda shop, *part: make_segment(shop.view, shop.plan.media, *part),
    "shard": lambda shop, name, _digest: shop.view.kept(name),
    "search-files": lambda shop, path: presenters.search_files(shop.view, path),
    "search-text": lambda shop, path: presenters.search_text(shop.view, path),
    "sitemap-index": _sitemap_index,
    "sitemap-lists": _sitemap_lists,
    "sitemap-year": _sitemap_year,
    "redirect-map": _redirect_map,
}
