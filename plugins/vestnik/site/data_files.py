"""Files of the site that are no pages: feeds, site maps, open data, parts of the search index.

What each is made with is imported when the first of its kind is made: a build of one change makes
few of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from vestnik.site import presenters

if TYPE_CHECKING:
    from vestnik.site.render import Workshop


def _rss(shop: Workshop, name: str) -> bytes:
    from vestnik.feeds.xml import rss

    return rss(*presenters.feed(shop.view, name))


def _atom(shop: Workshop, name: str) -> bytes:
    from vestnik.feeds.xml import atom

    return atom(*presenters.feed(shop.view, name))


def _robots(shop: Workshop) -> bytes:
    from vestnik.site.discovery import robots

    return robots(shop.plan.portal)


def _sitemap_index(shop: Workshop) -> bytes:
    """The site maps of the years. When each last changed they say themselves: asking here would
    mean to look at every item for every change.
    """
    from vestnik.feeds.entries import absolute
    from vestnik.site.discovery import SitemapUrl, sitemap_index

    url = shop.plan.portal.url
    years = [name.removeprefix("sitemap/") for name in shop.view.lists("sitemap")]
    return sitemap_index(
        SitemapUrl(absolute(url, f"/sitemap-{part}.xml")) for part in ("lists", *years)
    )


def _sitemap_lists(shop: Workshop) -> bytes:
    """Pages that are no items. When they last changed is not said: a list changes with every item
    in it, and this file shall not.
    """
    from vestnik.feeds.entries import absolute
    from vestnik.site.discovery import SitemapUrl, sitemap_urls

    url = shop.plan.portal.url
    addresses = presenters.standing_pages(shop.view)
    return sitemap_urls(SitemapUrl(absolute(url, address)) for address in addresses)


def _sitemap_year(shop: Workshop, year: str) -> bytes:
    from vestnik.site.discovery import sitemap_urls

    return sitemap_urls(presenters.sitemap_year(shop.view, int(year)))


def _redirect_map(shop: Workshop, name: str) -> bytes:
    from vestnik.site.redirects import redirect_map

    documents = shop.view.all("redirects")
    pairs = [(old, one.address) for one in documents for old in one.redirect_from]
    return redirect_map(name, pairs)


def _log_rss(shop: Workshop) -> bytes:
    from vestnik.feeds.xml import rss

    return rss(*presenters.log_feed(shop.view))


def _log_atom(shop: Workshop) -> bytes:
    from vestnik.feeds.xml import atom

    return atom(*presenters.log_feed(shop.view))


def _data_about(shop: Workshop, name: str) -> bytes:
    if name == "structure.csv":
        from vestnik.register.passport import structure_csv

        return structure_csv()
    made = {
        "register.schema.json": presenters.data_schema,
        "meta.csv": presenters.data_passport,
        "list.csv": presenters.data_list,
    }
    return made[name](shop.view)


def _data_whole(shop: Workshop, name: str) -> bytes:
    """The whole register from the files of its years, the latest first."""
    from vestnik.feeds.entries import absolute
    from vestnik.register.opendata import csv_whole, json_whole

    kind = name.rpartition(".")[2]
    years = sorted((one.rpartition("/")[2] for one in shop.view.lists("documents")), reverse=True)
    folder = shop.output.root / "opendata"
    parts = [(folder / f"register-{year}.{kind}").read_bytes() for year in years]
    if kind == "csv":
        return csv_whole(parts)
    return json_whole(parts, absolute(shop.plan.portal.url, presenters.SCHEMA))


def _data_pdfs(shop: Workshop) -> bytes:
    """Checksums of the PDFs that the site makes, by their paths below its root."""
    return "".join(f"{digest}  {path}\n" for path, digest in shop.view.made_pdfs()).encode()


def _data_sums(shop: Workshop) -> bytes:
    """Checksums as `sha256sum --check` reads them."""
    names = presenters.data_files(shop.view)
    lines = (f"{shop.output.digest(f'opendata/{name}')}  {name}\n" for name in names)
    return "".join(lines).encode()


def _segment(shop: Workshop, *part: str) -> bytes:
    from vestnik.site.segments import make_segment

    return make_segment(shop.view, shop.plan.learnt, *part)


def _real_words(_shop: Workshop, name: str) -> bytes:
    from vestnik.search.realwords import published

    return published(name)


def _search_client(shop: Workshop, place: str, _digest: str, script: str) -> bytes:
    from vestnik.site.searching import client

    return client(shop.made(script)[0].read_bytes(), shop.view.kept(place))


DATA: dict[str, Callable[..., bytes]] = {
    "alert": lambda shop: shop.alert(),
    "rss": _rss,
    "atom": _atom,
    "register-year": lambda shop, name: presenters.register_year(shop.view, name),
    "register-month": lambda shop, name: presenters.register_month(shop.view, name),
    "data-csv": lambda shop, year: presenters.data_csv(shop.view, year),
    "data-json": lambda shop, year: presenters.data_json(shop.view, year),
    "data-news": lambda shop, year: presenters.data_news(shop.view, year),
    "data-about": _data_about,
    "data-whole": _data_whole,
    "data-pdfs": _data_pdfs,
    "data-sums": _data_sums,
    "log-csv": lambda shop, year: presenters.log_csv(shop.view, year),
    "log-rss": _log_rss,
    "log-atom": _log_atom,
    "robots": _robots,
    "segment": _segment,
    "shard": lambda shop, name, _digest: shop.view.kept(name),
    "search-client": _search_client,
    "search-files": lambda shop, path: presenters.search_files(shop.view, path),
    "sitemap-index": _sitemap_index,
    "sitemap-lists": _sitemap_lists,
    "sitemap-year": _sitemap_year,
    "redirect-map": _redirect_map,
    "real-words": _real_words,
}
"""By the kind of a target, what makes its bytes."""
