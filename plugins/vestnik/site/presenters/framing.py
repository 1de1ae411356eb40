"""What is the same on every page of one language and part of the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.site.asset_names import EARLY_SCRIPT, PRELOADED_FONT
from vestnik.site.contexts import Frame, Term
from vestnik.site.presenters import tree
from vestnik.site.presenters.listings import home_url, listing_in
from vestnik.site.presenters.pages import translated_home
from vestnik.site.presenters.places import (
    ACCESSIBILITY,
    ALERT_FRAGMENT,
    ALERTS,
    CONTACTS,
    FEEDS,
    LOW_VISION,
    OPEN_DATA,
    SEARCH,
    SEARCH_CLIENT,
    SITEMAP,
    has_members,
)
from vestnik.site.presenters.search_pages import service_url
from vestnik.site.presenters.shelf import shelf
from vestnik.site.presenters.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vestnik.core.portal import Link, Portal
    from vestnik.site.view import View


def frame(view: View, lang: str, active: str) -> Frame:
    """The frame of the pages below the menu's address `active`; empty for pages below none."""
    portal = view.portal
    home = home_url(lang, portal.lang)
    return Frame(
        lang=lang,
        home_url=home,
        menu=tuple(
            Term(title=title, url=url, current=url == active) for title, url in _menu(view, lang)
        ),
        languages=translated_home(view, lang),
        stylesheet=view.asset("site.css"),
        scripts=(view.asset("main.js"),),
        early_script=view.asset(EARLY_SCRIPT),
        emblem=view.asset(portal.emblem.rpartition("/")[2]) if portal.emblem else "",
        preload_font=view.asset(f"{PRELOADED_FONT}.woff2"),
        alert_url=ALERT_FRAGMENT,
        alert_page_url=ALERTS,
        low_vision_url=home + LOW_VISION,
        contacts_url=_first_page(view, home, CONTACTS),
        accessibility_url=_first_page(view, home, ACCESSIBILITY),
        search_url=home + SEARCH if portal.search else "",
        search_script=SEARCH_CLIENT if portal.search else "",
        search_service_url=service_url(portal, lang) if portal.search else "",
        sitemap_url=home + SITEMAP,
        feeds_url=home + FEEDS,
        open_data_url=OPEN_DATA if lang == portal.lang else "",
        preview=view.preview,
    )


def menu_place(portal: Portal, lang: str, url: str) -> str:
    """The address of the menu's entry under which a page stands, which `frame` calls `active`.

    Empty below none. Asks the settings alone; entries of a menu made from pages have one step.
    """
    home = home_url(lang, portal.lang)
    known = shelf(portal).menus
    if lang not in known:
        known[lang] = _entries(portal, lang)
    entries = known[lang]
    if not entries and url != home:
        return home + url.removeprefix(home).partition("/")[0] + "/"
    return next((entry for below, entry in entries if url.startswith(below)), "")


def _entries(portal: Portal, lang: str) -> tuple[tuple[str, str], ...]:
    """(address, the menu's entry that it belongs to), the longest address first."""
    home = home_url(lang, portal.lang)
    found = [
        (below, entry.url)
        for entry in links_in(portal, lang, portal.menu)
        for below in (entry.url, *(child.url for child in entry.children))
        if below != home
    ]
    return tuple(sorted(found, key=lambda pair: len(pair[0]), reverse=True))


def links_in(portal: Portal, lang: str, links: Iterable[Link]) -> tuple[Link, ...]:
    """The links of the settings for a language: all but the first have their address in them."""
    others = tuple(
        home_url(other, portal.lang) for other in portal.languages if other != portal.lang
    )
    if lang == portal.lang:
        return tuple(link for link in links if not link.url.startswith(others))
    home = home_url(lang, portal.lang)
    return tuple(link for link in links if link.url.startswith(home))


def _menu(view: View, lang: str) -> list[tuple[str, str]]:
    """The menu of the settings; a language that has none there gets its lists and topmost pages."""
    portal = view.portal
    typed = [(link.title, link.url) for link in links_in(portal, lang, portal.menu)]
    if typed:
        return typed
    _ = words(lang)
    titles = {"news": _("News"), "documents": _("Documents"), "reports": _("Reports")}
    made = []
    for family, title in titles.items():
        listing = listing_in(lang, portal.lang, family)
        if has_members(view, listing):
            made.append((title, listing.url))
    topmost = tree.child_documents(view, home_url(lang, portal.lang), lang)
    return made + [(tree.short_title(page), page.address) for page in topmost]


def _first_page(view: View, home: str, names: Iterable[str]) -> str:
    pages = (view.document(home + name) for name in names)
    return next((page.address for page in pages if page), "")
