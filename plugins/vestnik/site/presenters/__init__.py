"""Presenters: from documents to what templates see, one function for every kind of page.

All are pure functions of a `View`. Each page names its template by its class, `template_of`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vestnik.site.presenters.feeding import feed, sitemap_year
    from vestnik.site.presenters.figures import statistics
    from vestnik.site.presenters.framing import frame, menu_place
    from vestnik.site.presenters.home_page import home
    from vestnik.site.presenters.indexes import (
        feeds,
        low_vision,
        not_found,
        sections,
        sitemap,
        standing_pages,
        tags,
    )
    from vestnik.site.presenters.items import item
    from vestnik.site.presenters.lists import front, month, year
    from vestnik.site.presenters.notices import alert_fragment, alert_page, redirect
    from vestnik.site.presenters.open_data import (
        SCHEMA,
        data_csv,
        data_files,
        data_json,
        data_list,
        data_news,
        data_passport,
        data_schema,
        opendata,
    )
    from vestnik.site.presenters.printing import sheet
    from vestnik.site.presenters.references import resolve
    from vestnik.site.presenters.register import register_month, register_year
    from vestnik.site.presenters.register_log import log, log_csv, log_feed, log_month
    from vestnik.site.presenters.search_pages import search, search_files
    from vestnik.site.presenters.templates import template_of
    from vestnik.site.presenters.wording import speak

__all__ = [
    "SCHEMA",
    "alert_fragment",
    "alert_page",
    "data_csv",
    "data_files",
    "data_json",
    "data_list",
    "data_news",
    "data_passport",
    "data_schema",
    "feed",
    "feeds",
    "frame",
    "front",
    "home",
    "item",
    "log",
    "log_csv",
    "log_feed",
    "log_month",
    "low_vision",
    "menu_place",
    "month",
    "not_found",
    "opendata",
    "redirect",
    "register_month",
    "register_year",
    "resolve",
    "search",
    "search_files",
    "sections",
    "sheet",
    "sitemap",
    "sitemap_year",
    "speak",
    "standing_pages",
    "statistics",
    "tags",
    "template_of",
    "year",
]

_HOMES = {
    "feed": "feeding",
    "sitemap_year": "feeding",
    "frame": "framing",
    "menu_place": "framing",
    "home": "home_page",
    "feeds": "indexes",
    "low_vision": "indexes",
    "not_found": "indexes",
    "sections": "indexes",
    "sitemap": "indexes",
    "standing_pages": "indexes",
    "tags": "indexes",
    "item": "items",
    "front": "lists",
    "month": "lists",
    "year": "lists",
    "alert_fragment": "notices",
    "alert_page": "notices",
    "redirect": "notices",
    "SCHEMA": "open_data",
    "data_csv": "open_data",
    "data_files": "open_data",
    "data_json": "open_data",
    "data_list": "open_data",
    "data_news": "open_data",
    "data_passport": "open_data",
    "data_schema": "open_data",
    "opendata": "open_data",
    "sheet": "printing",
    "resolve": "references",
    "register_month": "register",
    "register_year": "register",
    "log": "register_log",
    "log_csv": "register_log",
    "log_feed": "register_log",
    "log_month": "register_log",
    "search": "search_pages",
    "search_files": "search_pages",
    "statistics": "figures",
    "template_of": "templates",
    "speak": "wording",
}


def __getattr__(name: str) -> Any:
    """Brings a presenter from its module when it is first asked for: a build of one change needs
    few of them.
    """
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return found
