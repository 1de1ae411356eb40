"""Entries as RSS 2.0 and Atom, the one module that knows feedgen.

feedgen writes the present time and its own version into a feed unless told otherwise. Here every
moment comes from the entries and the generator is named without a version, so that the same entries
are the same bytes in each build. Each feed has a generator of its own: feedgen keeps one set of
links and texts for both formats, but the formats want different ones.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from vestnik.core.patterns import regex
from vestnik.feeds.entries import Enclosure, FeedEntry, FeedInfo

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

RSS_TYPE = "application/rss+xml"
ATOM_TYPE = "application/atom+xml"
GENERATOR = "Vestnik"
NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)
"""When an empty feed was last updated: Atom demands a moment, and the clock must not give it."""

_FORBIDDEN = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
"""What XML 1.0 cannot hold, and besides it the C1 controls and U+FFFD, which are always damage.
What it can hold would be told as well, but takes twenty times as long to compile.
"""
_URI = regex(r"[A-Za-z][A-Za-z0-9+.-]+:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_EMAIL = regex(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PARSER = "dateutil.parser"
_RASTER = (".png", ".jpg", ".jpeg", ".gif")


def rss(info: FeedInfo, entries: Sequence[FeedEntry]) -> bytes:
    """The feed as RSS 2.0; `entries` newest first."""
    feed = _feed(info, entries, info.rss_url, RSS_TYPE)
    feed.description(_clean(info.description) or info.page)
    if entries:
        feed.pubDate(max(entry.published for entry in entries))
    if _EMAIL.fullmatch(info.email):
        # RSS wants an e-mail address of every author; the authors of items are names: dc:creator.
        name = re.sub(r"[()\\]", " ", _clean(info.author))
        feed.managingEditor(f"{info.email} ({name})")
    if info.logo.lower().endswith(_RASTER):
        feed.image(url=info.logo, title=_clean(info.title), link=info.page)
    if any(entry.author for entry in entries):
        feed.load_extension("dc", atom=False, rss=True)
    for guid, entry in _identified(entries, lambda entry: _clean(entry.guid)):
        _add_item(feed, entry, guid)
    written: bytes = feed.rss_str(pretty=True)
    return written


def atom(info: FeedInfo, entries: Sequence[FeedEntry]) -> bytes:
    """The feed as Atom; `entries` newest first."""
    feed = _feed(info, entries, info.atom_url, ATOM_TYPE)
    feed.id(info.atom_url)
    feed.subtitle(_clean(info.description) or info.page)
    author = {"name": _clean(info.author), "uri": info.home}
    if _EMAIL.fullmatch(info.email):
        author["email"] = info.email
    feed.author(author)
    if info.icon:
        feed.icon(info.icon)
    if info.logo:
        feed.logo(info.logo)
    for identifier, entry in _identified(entries, _atom_id):
        _add_entry(feed, entry, identifier)
    written: bytes = feed.atom_str(pretty=True)
    return written


def _feed(info: FeedInfo, entries: Sequence[FeedEntry], own: str, media_type: str) -> FeedGenerator:
    feed = _generator()()
    feed.title(_clean(info.title) or info.page)
    feed.link(href=own, rel="self", type=media_type)
    # The last link is the one that feedgen takes for RSS.
    feed.link(href=info.page, rel="alternate", type="text/html")
    feed.language(info.lang)
    feed.generator(GENERATOR)
    feed.updated(max((entry.updated for entry in entries), default=NOTHING_YET))
    if info.rights:
        feed.rights(_clean(info.rights))
    return feed


@cache
def _generator() -> type[FeedGenerator]:
    """Feedgen's class, brought with the first feed. It brings the parser of dateutil too, which it
    asks only for moments that are texts; ours are none, so something stands in its place until it
    is asked for anything.
    """
    if _PARSER not in sys.modules:
        stand_in = ModuleType(_PARSER)
        vars(stand_in)["__getattr__"] = _from_the_parser
        package: Any = import_module("dateutil")
        sys.modules[_PARSER] = package.parser = stand_in
    from feedgen.feed import FeedGenerator

    generator: type[FeedGenerator] = FeedGenerator
    return generator


def _from_the_parser(name: str) -> Any:
    sys.modules.pop(_PARSER, None)
    return getattr(import_module(_PARSER), name)


def _add_item(feed: FeedGenerator, entry: FeedEntry, guid: str) -> None:
    item = _common(feed, entry)
    item.guid(guid, permalink=guid == entry.link)
    # A description is HTML, unlike a title.
    summary = _clean(entry.summary) or _clean(entry.title) or entry.link
    item.description(html.escape(summary, quote=False))
    item.content(_clean(entry.html))
    if author := _clean(entry.author):
        item.dc.dc_creator(author)
    for file in entry.enclosures[:1]:
        _enclose(item, file)


def _add_entry(feed: FeedGenerator, entry: FeedEntry, identifier: str) -> None:
    item = _common(feed, entry)
    item.id(identifier)
    item.content(_clean(entry.html), type="html")
    if summary := _clean(entry.summary):
        item.summary(summary)
    if author := _clean(entry.author):
        item.author({"name": author})
    for file in entry.enclosures:
        _enclose(item, file)
    item.register_extension("whole_links", _WholeLinks, rss=False)
    item.whole_links.links = item.link()


def _common(feed: FeedGenerator, entry: FeedEntry) -> Any:
    item = feed.add_entry(order="append")
    item.title(_clean(entry.title) or entry.link)
    item.link(href=entry.link, rel="alternate", type="text/html")
    item.published(entry.published)
    item.updated(entry.updated)
    for category in entry.categories:
        if term := _clean(category.term):
            item.category(term=term, scheme=category.scheme, label=_clean(category.label) or term)
    return item


def _enclose(item: Any, file: Enclosure) -> None:
    title = {"title": name} if (name := _clean(file.title)) else {}
    length = str(file.length)
    item.link(href=file.url, rel="enclosure", type=file.media_type, length=length, **title)


class _WholeLinks:
    """Mends feedgen 1.0.0, whose entries' links have no `rel`, `type`, `length`."""

    links: Sequence[Mapping[str, str]] = ()

    def extend_atom(self, entry: Any) -> None:
        """Called with the element of the entry when it is complete."""
        for element, link in zip(entry.iterfind("link"), self.links, strict=True):
            for name, value in link.items():
                element.set(name, value)


def _identified(
    entries: Sequence[FeedEntry], identify: Callable[[FeedEntry], str]
) -> Iterator[tuple[str, FeedEntry]]:
    """Entries with identifiers all different: one typed twice counts for the newest entry."""
    known: set[str] = set()
    for entry in entries:
        identifier = identify(entry)
        if identifier in known:
            identifier = entry.link
        if identifier not in known:
            known.add(identifier)
            yield identifier, entry


def _atom_id(entry: FeedEntry) -> str:
    """The guid where it is a URI, as Atom demands; an old site's «375» is none."""
    guid = _clean(entry.guid)
    return guid if _URI.fullmatch(guid) else entry.link


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text).strip()
