"""Which template arranges which page."""

from __future__ import annotations

from vestnik.site import contexts
from vestnik.site.contexts import AlertFragment, ItemPage, Page

_BY_CLASS: dict[type[Page | AlertFragment], str] = {
    contexts.HomePage: "home.html",
    contexts.ListPage: "list.html",
    contexts.ArchivePage: "archive.html",
    contexts.IndexPage: "index.html",
    contexts.SitemapPage: "sitemap.html",
    contexts.FeedsPage: "feeds.html",
    contexts.LowVisionPage: "low-vision.html",
    contexts.SearchPage: "search.html",
    contexts.OpenDataPage: "opendata.html",
    contexts.LogPage: "log.html",
    contexts.StatisticsPage: "statistics.html",
    contexts.AlertFragment: "alert.html",
    contexts.AlertPage: "alert-page.html",
    contexts.RedirectPage: "redirect.html",
    contexts.Page: "404.html",
}


def template_of(page: Page | AlertFragment) -> str:
    """Name of the template: `news.html` for the page of a news item, `list.html` for a list."""
    if isinstance(page, ItemPage):
        return f"{page.kind.value}.html"
    return _BY_CLASS[type(page)]
