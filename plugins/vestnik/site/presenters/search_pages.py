"""The search page, and the words of documents that its results show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from vestnik.attachments.media import PDF
from vestnik.site.contexts import SearchPage, Term
from vestnik.site.offered import files_of
from vestnik.site.presenters.listings import home_url, listing_in
from vestnik.site.presenters.media import file_view
from vestnik.site.presenters.pages import announced, basics, trail, translated_home
from vestnik.site.presenters.places import SEARCH, SEARCH_CLIENT, SECTIONS, SITEMAP, has_page
from vestnik.site.presenters.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vestnik.core.portal import Portal
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View


def search(view: View, lang: str) -> SearchPage:
    """The search page of a language."""
    _ = words(lang)
    url = home_url(lang, view.portal.lang) + SEARCH
    return SearchPage(
        **basics(view, lang, _("Search"), url),
        crumbs=trail(view, lang, _("Search")),
        feeds=announced(view, lang),
        translations=translated_home(view, lang, SEARCH),
        noindex=True,
        script=SEARCH_CLIENT,
        sentences=_json(sentences(_)),
        ways=tuple(_ways(view, lang, _)),
        service_url=service_url(view.portal, lang),
    )


def service_url(portal: Portal, lang: str) -> str:
    """Where the search service answers in a language; empty where there is none."""
    base = portal.search_service.rstrip("/")
    return f"{base}{home_url(lang, portal.lang)}" if base else ""


def _ways(view: View, lang: str, _: Words) -> Iterator[Term]:
    """Where one finds things without a search."""
    first = view.portal.lang
    home = home_url(lang, first)
    lists = {
        "documents": _("All documents"),
        "news": _("All news"),
        "reports": _("All reports"),
    }
    for family, title in lists.items():
        own = listing_in(lang, first, family)
        if has_page(view, own):
            yield Term(title=title, url=own.url)
    yield Term(title=_("Sections"), url=home + SECTIONS)
    yield Term(title=_("Site map"), url=home + SITEMAP)


def sentences(_: Words) -> dict[str, str | dict[str, str]]:
    """What the page says of an answer; its script says it, or the search service."""
    return {
        "found": _.plurals("{count} result found", "{count} results found"),
        "least": _.plurals("At least {count} result found", "At least {count} results found"),
        "looked": _(
            "The phrase was looked for in the best {count} of {total} texts that have its words."
        ),
        "further": _("Look for the phrase further"),
        "more": _.plurals("Show {count} more", "Show {count} more"),
        "nothing": _("Nothing was found"),
        "failed": _(
            "The search could not be loaded. Check the connection and press “Find” once more."
        ),
        "for": _("{count} for {query}"),
        "quoted": _("“{text}”"),
        "corrected": _("Results for {query} are shown."),
        "literally": _("Search for {query} exactly as typed"),
        "unused": _("No document has the word {word}."),
        "near": _("Did you mean {query}?"),
        "most_words": _("No document has all the words. These have most of them."),
        "partial": _.plurals(
            "{count} more result, in which a word is missing, is at the end of the list.",
            "{count} more results, in which a word is missing, are at the end of the list.",
        ),
        "missing": _("Without the words:"),
        "check": _("Check that the words are spelt correctly."),
        "fewer": _("Leave out some of the words."),
        "others": _("Put it in other words: road repair, not asphalt."),
        "everywhere": _("Search everywhere, without the chosen filters"),
        "narrow": _("Narrow the results"),
        "undo": _("chosen; follow the link to undo"),
        "by_kind": _("Kind"),
        "by_section": _("Section"),
        "by_year": _("Year"),
        "by_issuer": _("Adopted by"),
        "by_status": _("Status"),
        "by_lang": _("Language"),
        "by_sort": _("Order"),
        "relevance": _("Best match first"),
        "newest": _("Newest first"),
        "all_active": _("In force"),
        "all_ended": _("Out of force"),
        "ended": _("No longer in force"),
        "news": _("News item"),
        "document": _("Document"),
        "report": _("Report"),
        "page": _("Page"),
        "all_news": _("News"),
        "all_document": _("Documents"),
        "all_report": _("Reports"),
        "all_page": _("Pages"),
        "file_page": _("{title}, page {page}"),
    }


# --- the words of a document ----------------------------------------------------------------


def search_files(view: View, path: str) -> bytes:
    """`files.json` of an item: the words of its attachments by page, or as a `whole`."""
    document = view.document(path)
    if document is None:
        return _bytes([])
    found = []
    for file, title in files_of(document):
        pages, shown = view.file_text(file), file_view(view, file, title)
        if shown and any(pages):
            said: dict[str, object] = {"title": shown.title, "url": shown.url, "pages": pages}
            known = view.file(file)
            if known is not None and known.facts.media_type != PDF:
                said["whole"] = True
            found.append(said)
    return _bytes(found)


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _json(value: object) -> Markup:
    """JSON for an element `<script type="application/json">`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - it cannot end the element
