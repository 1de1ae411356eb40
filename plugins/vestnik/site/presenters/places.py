"""Addresses of what the site makes itself: lists, indexes, feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.site.presenters.listings import Listing

if TYPE_CHECKING:
    from vestnik.core.portal import Portal
    from vestnik.site.view import View

ALERT_FRAGMENT = "/alert/fragment.html"
ALERTS = "/alert/"
OPEN_DATA = "/opendata/"
LOG = "/opendata/log/"
STATISTICS = "/opendata/statistics/"
NOT_FOUND = "/404.html"
SITE_CARD = "/social/site.png"
"""Picture made for networks to show where a page has none of its own."""
ACCESSIBILITY = ("accessibility/", "dostupnost/")
"""Where the page about accessibility may stand; the first that is there."""
CONTACTS = ("contacts/", "kontakty/")
FEEDS = "feeds/"
LOW_VISION = "low-vision/"
SEARCH = "search/"
SEARCH_CLIENT = "/search/now.js"
"""The script of the search together with what it must know first."""
SECTIONS = "sections/"
SITEMAP = "sitemap/"
TAGS = "tags/"

"""Those without a first slash stand below the home page of each language."""

_IN_EVERY_LANGUAGE = {"", FEEDS, LOW_VISION, SEARCH, SECTIONS, SITEMAP, TAGS}
_ONCE = {ALERTS, OPEN_DATA, LOG, STATISTICS, "/robots.txt", "/sitemap.xml"}
_FEED_FILES = ("rss.xml", "atom.xml")
_FOLDERS = {
    ("news",): "news",
    ("reports",): "reports",
    ("documents",): "documents",
    ("documents", "year"): "documents",
    ("sections",): "section",
    ("tags",): "tag",
    ("documents", "kind"): "kind",
    ("documents", "issuer"): "issuer",
    ("documents", "status"): "status",
}
"""Folder of a family of lists; the longest that fits is meant."""
_KEYED = {"section", "tag", "kind", "issuer", "status"}


def register_files(listing: Listing) -> str:
    """Folder of the files from which the browser filters the register of a language."""
    return f"{listing.base.url}data/"


def section_card(section: str) -> str:
    """Address of the picture made for a section, which stands for its items without pictures."""
    return f"/social/section-{section}.png"


def generated(view: View, address: str) -> bool:
    """Whether the site makes something at an address that is no item's: a list, an index."""
    path = address.partition("?")[0].partition("#")[0]
    lang, rest = split_home(path, view.portal)
    for file in _FEED_FILES:
        rest = rest.removesuffix(file) if rest == file or rest.endswith("/" + file) else rest
    if path in _ONCE or rest in _IN_EVERY_LANGUAGE:
        return True
    found = listing_at(rest.rstrip("/").split("/"), lang, view.portal)
    return found is not None and has_page(view, found)


def split_home(address: str, portal: Portal) -> tuple[str, str]:
    """Language of an address, and the address below that language's home."""
    first, _, rest = address.lstrip("/").partition("/")
    if first != portal.lang and first in portal.languages:
        return first, rest
    return portal.lang, address.lstrip("/")


def listing_at(parts: list[str], lang: str, portal: Portal) -> Listing | None:
    """The list whose page stands at `parts` of an address, whether it has members or not."""
    folder = tuple(parts[:2]) if tuple(parts[:2]) in _FOLDERS else tuple(parts[:1])
    family = _FOLDERS.get(folder, "")
    rest = parts[len(folder) :]
    key = rest.pop(0) if family in _KEYED and rest else ""
    if not family or (family in _KEYED) != bool(key) or not _is_period(rest):
        return None
    year, month = (*(int(part) for part in rest), 0, 0)[:2]
    foreign = lang != portal.lang
    return Listing(family=family, key=key, lang=lang, foreign=foreign, year=year, month=month)


def _is_period(parts: list[str]) -> bool:
    """Nothing, a year, a month, or a page of a month: `2026`, `2026/11`, `2026/11/2`."""
    if len(parts) > 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return False
    return not parts or (len(parts[0]) == 4 and (len(parts) < 2 or 1 <= int(parts[1]) <= 12))


def has_page(view: View, listing: Listing) -> bool:
    """Whether the list is shown: it has members, or menus lead to it anyway."""
    return always_listed(view.portal, listing) or has_members(view, listing)


def has_members(view: View, listing: Listing) -> bool:
    """Whether the list has members.

    Asks for its years or months, which come and go seldom: whoever asked for the newest member
    would have to be made anew with every item.
    """
    if listing.month:
        return listing.name in view.lists(listing.of_year(listing.year).name)
    if listing.year:
        return listing.name in view.lists(listing.base.name)
    return bool(view.lists(listing.name))


def always_listed(portal: Portal, listing: Listing) -> bool:
    """Whether the list has its page from the start, while nothing stands in it."""
    if listing.family == "all":
        return True
    if listing.foreign or listing.year:
        return False
    if listing.family == "section":
        return portal.section(listing.key) is not None
    return listing.family in ("news", "documents", "reports")
