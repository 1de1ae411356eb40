"""Feeds and site maps for machines: which items they hold, and their whole text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.attachments.media import RASTER
from vestnik.feeds.entries import Enclosure, FeedEntry, FeedInfo, feed_entry, feed_info
from vestnik.site.discovery import SitemapUrl, sitemap_entry
from vestnik.site.presenters.heads import item_name
from vestnik.site.presenters.listings import listing
from vestnik.site.presenters.media import fallback, published
from vestnik.site.presenters.pages import feed_title
from vestnik.site.presenters.references import resolve
from vestnik.site.presenters.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vestnik.core.model import Document
    from vestnik.site.view import View


def feed(view: View, name: str) -> tuple[FeedInfo, Sequence[FeedEntry]]:
    """The feed of a list as values, newest first: RSS and Atom are both made of them."""
    portal = view.portal
    own = listing(name, portal.lang)
    title = "" if own.family == "all" else feed_title(view, own)
    section = portal.section(own.key) if own.family == "section" else None
    info = feed_info(
        portal,
        own.url,
        title,
        description=section.named(own.lang).description if section else "",
        lang=own.lang,
    )
    return info, [_entry(view, document) for document in view.newest(name, portal.feed_items)]


def _entry(view: View, document: Document) -> FeedEntry:
    _ = words(document.lang)
    title = item_name(view, document, _)
    if document.withdrawn is not None:
        return feed_entry(document, "", view.portal, title=title)
    html = resolve(view, document, view.body(document.path), _)
    enclosures = tuple(_enclosures(view, document))
    return feed_entry(document, html, view.portal, enclosures, title=title)


def _enclosures(view: View, document: Document) -> Iterable[Enclosure]:
    """The picture in middle size, then the files."""
    files = [(one.file, one.title) for one in document.attachments]
    if document.act and document.act.signed_copy:
        files.append((document.act.signed_copy, ""))
    if document.image:
        files.insert(0, (document.image.file, document.image.alt))
    for path, title in files:
        file = view.file(path)
        if file is None:
            continue
        shown = fallback(file) if file.facts.media_type in RASTER else None
        whole = shown or published(file)
        yield Enclosure(
            url=file.derived_url(shown) if shown else file.url,
            media_type=whole.media_type,
            length=whole.size,
            title=title,
        )


def sitemap_year(view: View, year: int) -> list[SitemapUrl]:
    """The items published in a year, newest first, each with its last change."""
    return [
        sitemap_entry(document, view.portal)
        for document in view.all(f"sitemap/{year:04}")
        if document.withdrawn is None and not document.draft
    ]
