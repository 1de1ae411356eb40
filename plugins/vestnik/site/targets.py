"""Which files the output has.

Every file of the output is a target with one owner: an item, a list, a used file, or the site
itself. These are pure functions from an owner's state to its targets; the ledger compares their
answer with what is there.
"""

from __future__ import annotations

from collections.abc import Iterable

from vestnik.catalogue.rows import FileRecord
from vestnik.core.addresses import language_prefix, list_address
from vestnik.core.model import Document
from vestnik.core.portal import Portal
from vestnik.output import output_path
from vestnik.site.asset_names import SEARCH_SCRIPT, plain_name
from vestnik.site.ledger import Target
from vestnik.site.lists import month_of, split_language, year_of
from vestnik.site.offered import files_of
from vestnik.site.printed import is_print_path, is_printed, print_address
from vestnik.site.redirects import page_path
from vestnik.site.view import published_url

SITE = "site"
"""Owner of what exists once."""

_SHOWN = ("all", "news", "documents", "reports", "section/", "tag/", "kind/", "issuer/", "status/")
"""Lists with a front page, pages for years and months. Other lists answer questions of pages."""
_WITH_FEEDS = ("all", "news", "documents", "reports", "section/", "kind/")

TEMPLATES: dict[str, tuple[str, ...]] = {
    "home": ("home.html",),
    "front": ("list.html",),
    "year": ("list.html", "archive.html"),
    "month": ("list.html",),
    "news": ("news.html",),
    "document": ("document.html",),
    "report": ("report.html",),
    "page": ("page.html",),
    "sections": ("index.html",),
    "tags": ("index.html",),
    "sitemap": ("sitemap.html",),
    "feeds": ("feeds.html",),
    "low-vision": ("low-vision.html",),
    "search": ("search.html",),
    "opendata": ("opendata.html",),
    "log": ("log.html",),
    "log-month": ("log.html",),
    "statistics": ("statistics.html",),
    "alert": ("alert.html",),
    "alerts": ("alert-page.html",),
    "missing": ("404.html",),
    "redirect": ("redirect.html",),
}
"""Templates that a kind of target may use."""


ASSEMBLED = ("data-whole", "data-pdfs", "data-sums")
"""Kinds of targets that are put together from other files of the output, in the order in which
they are made: after all others, when one that `is_part` is new or gone.
"""


def is_part(path: str) -> bool:
    """Whether something is put together of a file of the output: open data, made PDFs."""
    return path.startswith("opendata/") or is_print_path(path)


def always_listed(portal: Portal) -> tuple[str, ...]:
    """Lists whose pages exist even while nothing stands in them: menus lead there."""
    others = (f"{lang}:all" for lang in portal.languages if lang != portal.lang)
    sections = (f"section/{section.key}" for section in portal.sections)
    return ("news", "documents", "reports", "all", *others, *sections)


def site_targets(portal: Portal, assets: Iterable[str], social: Iterable[str]) -> list[Target]:
    """What exists once: `assets` are the theme's files, `social` the made preview pictures."""
    targets = [
        Target("404.html", "missing"),
        Target("robots.txt", "robots"),
        Target("sitemap.xml", "sitemap-index"),
        Target("sitemap-lists.xml", "sitemap-lists"),
        Target(output_path("/alert/fragment.html"), "alert"),
        Target(output_path("/alert/"), "alerts"),
        *(Target(f"redirects/{name}", "redirect-map", (name,)) for name in
          ("nginx.map", "apache.conf", "caddy.conf")),
        Target(output_path("/opendata/"), "opendata"),
        Target(output_path("/opendata/log/"), "log"),
        Target(output_path("/opendata/statistics/"), "statistics"),
        *(Target(f"opendata/{name}", "data-about", (name,)) for name in
          ("register.schema.json", "structure.csv", "meta.csv", "list.csv")),
        *(Target(f"opendata/{name}", "data-whole", (name,)) for name in
          ("register.csv", "register.json")),
        Target("opendata/pdf-sha256.txt", "data-pdfs"),
        Target("opendata/SHA256SUMS", "data-sums"),
        *(Target(name, "asset", (name,)) for name in assets if plain_name(name) != SEARCH_SCRIPT),
        *(Target(name, "social", (name,)) for name in social),
    ]  # fmt: skip
    for lang in portal.languages:
        prefix = "" if lang == portal.lang else f"/{lang}"
        targets += [
            Target(output_path(f"{prefix}/"), "home", (lang,)),
            Target(output_path(f"{prefix}/sitemap/"), "sitemap", (lang,)),
            Target(output_path(f"{prefix}/feeds/"), "feeds", (lang,)),
            Target(output_path(f"{prefix}/low-vision/"), "low-vision", (lang,)),
            Target(output_path(f"{prefix}/sections/"), "sections", (lang,)),
            Target(output_path(f"{prefix}/tags/"), "tags", (lang,)),
        ]
        if portal.search:
            targets.append(Target(output_path(f"{prefix}/search/"), "search", (lang,)))
    return targets


def item_targets(document: Document, portal: Portal) -> list[Target]:
    """The page of an item, the PDF made of it, one for every old address that a static host can
    answer, and where the site has a search, the words of its files.
    """
    targets = [Target(output_path(document.address), document.kind.value, (document.path,))]
    if is_printed(document, portal):
        targets.append(Target(output_path(print_address(document)), "printed", (document.path,)))
    if portal.search and document.withdrawn is None and files_of(document):
        output = output_path(f"{document.address}files.json")
        targets.append(Target(output, "search-files", (document.path,)))
    for old in document.redirect_from:
        path = page_path(old)
        if path and path != document.address:
            targets.append(Target(output_path(path), "redirect", (document.path, old)))
    return targets


def list_targets(name: str, count: int, portal: Portal) -> list[Target]:
    """The pages and feeds of a list with `count` members."""
    _, plain = split_language(name)
    if not count and name not in always_listed(portal):
        return []
    head, _, period = plain.partition("/")
    if head == "sitemap":
        return [Target(f"sitemap-{period}.xml", "sitemap-year", (period,))]
    if head == "log":
        return _log_targets(name)
    return _shown_targets(name, plain, count, portal) if plain.startswith(_SHOWN) else []


def _shown_targets(name: str, plain: str, count: int, portal: Portal) -> list[Target]:
    if month_of(plain) is not None:
        return [*_month_targets(name, count, portal), *_register_targets(name)]
    if year_of(plain) is not None:
        page = Target(output_path(_address(name, portal)), "year", (name,))
        return [page, *_register_targets(name), *_data_targets(name)]
    return _front_targets(name, plain, portal)


def _month_targets(name: str, count: int, portal: Portal) -> list[Target]:
    pages = range(1, -(-count // portal.per_month_page) + 1)
    return [
        Target(output_path(_address(name, portal, page)), "month", (name, str(page)))
        for page in pages
    ]


def _data_targets(name: str) -> list[Target]:
    """A year of the register, or of the news, as open data."""
    base, _, year = name.partition("/")
    if base == "news":
        return [Target(f"opendata/news-{year}.json", "data-news", (year,))]
    if base != "documents":
        return []
    return [
        Target(f"opendata/register-{year}.{kind}", f"data-{kind}", (year,))
        for kind in ("csv", "json")
    ]


def _log_targets(name: str) -> list[Target]:
    """The log of the register: its feeds, a table for each year, a page for each month."""
    _, _, period = name.partition("/")
    if not period:
        return [Target(f"opendata/log/{kind}.xml", f"log-{kind}") for kind in ("rss", "atom")]
    if "/" in period:
        return [Target(output_path(f"/opendata/log/{period}/"), "log-month", (name,))]
    return [Target(f"opendata/log-{period}.csv", "log-csv", (period,))]


def _register_targets(name: str) -> list[Target]:
    """The files from which the browser filters the register: one for each year and month."""
    lang, plain = split_language(name)
    base, _, period = plain.partition("/")
    if base != "documents":
        return []
    folder = f"{lang}/documents/data" if lang else "documents/data"
    year, _, month = period.partition("/")
    if month:
        return [Target(f"{folder}/{year}-{month}.json", "register-month", (name,))]
    return [Target(f"{folder}/{year}.json", "register-year", (name,))]


def _front_targets(name: str, plain: str, portal: Portal) -> list[Target]:
    """The newest of a list as a page and as feeds; of everything together there are only feeds."""
    address = _address(name, portal)
    targets = [] if plain == "all" else [Target(output_path(address), "front", (name,))]
    if plain.startswith(_WITH_FEEDS):
        targets += [
            Target(output_path(f"{address}{kind}.xml"), kind, (name,)) for kind in ("rss", "atom")
        ]
    return targets


def _address(name: str, portal: Portal, page: int = 1) -> str:
    lang, plain = split_language(name)
    prefix = language_prefix(lang, portal.lang) if lang else ""
    return f"{prefix}/" if plain == "all" else list_address(plain, page, prefix)


def file_targets(record: FileRecord, url: str) -> list[Target]:
    """A used file and what is made from it. A picture itself is never published: its cleaned copy
    is.
    """
    if record.facts.fault:
        return []
    address = published_url(url, record.derived)
    stem = address.rpartition(".")[0]
    made = [
        Target(output_path(stem + derived.suffix), "derived", (record.path, derived.suffix))
        for derived in record.derived
    ]
    outputs = {target.output for target in made}
    if output_path(address) not in outputs:
        made.append(Target(output_path(address), "file", (record.path,)))
    return made
