"""Presenters: from documents to what templates see, one function for every kind of page.

All are pure functions of a `View`. Each page names its template by its class, `template_of`.
"""

from __future__ import annotations

from vestnik.site.presenters.feeds import feed, sitemap_year
from vestnik.site.presenters.frame import frame, menu_place
from vestnik.site.presenters.home import home
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
from vestnik.site.presenters.opendata import (
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
from vestnik.site.presenters.search import search, search_files, search_text
from vestnik.site.presenters.statistics import statistics
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
    "search_text",
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
