"""Addresses that the site makes itself, judged from the settings alone.

A link to `/news/2026/11/` is right even while nothing is published in that month: the page of the
link then shows its words without a link. A link to the section `obrazovane` is wrong, since no
section is called so.
"""

from __future__ import annotations

from vestnik.core.portal import Portal
from vestnik.site.presenters.places import listing_at, split_home
from vestnik.site.presenters.status_words import STATUSES

_SINGLE = frozenset(
    {
        *("", "feeds/", "search/", "sections/", "tags/", "sitemap/", "alert/", "low-vision/"),
        *("opendata/", "opendata/log/", "opendata/statistics/"),
        *("rss.xml", "atom.xml", "sitemap.xml", "robots.txt"),
    }
)
_FEED_FILES = ("rss.xml", "atom.xml")
_FOLDERS = frozenset(
    {
        *("news", "documents", "reports", "sections", "tags", "feeds", "sitemap", "alert"),
        *("low-vision", "files", "theme", "redirects", "search", "opendata"),
    }
)


def is_generated(address: str, portal: Portal) -> bool:
    """Whether the site may make something at an address that is no item's."""
    lang, rest = split_home(address.partition("?")[0].partition("#")[0], portal)
    if rest in _SINGLE:
        return True
    for file in _FEED_FILES:
        rest = rest.removesuffix(file)
    listing = listing_at(rest.rstrip("/").split("/"), lang, portal)
    if listing is None:
        return False
    known = {
        "section": portal.section,
        "kind": portal.act_kind,
        "issuer": portal.issuer,
    }.get(listing.family)
    if listing.family == "status":
        return listing.key in STATUSES
    return known is None or known(listing.key) is not None


def reserved_folders(portal: Portal) -> list[str]:
    """Where no page of the tree may stand: the site, or items of other kinds, need the place."""
    homes = ["/", *(f"/{lang}/" for lang in portal.languages if lang != portal.lang)]
    own = ["/admin/"] if portal.admin else []
    return own + [f"{home}{folder}/" for home in homes for folder in sorted(_FOLDERS)]
