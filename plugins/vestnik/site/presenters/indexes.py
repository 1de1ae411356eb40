"""Pages made from the site alone: sections, tags, the site map for people, «Подписки», low vision,
404.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from vestnik.site.contexts import (
    FeedLink,
    FeedsPage,
    IndexPage,
    LowVisionPage,
    Page,
    SitemapPage,
    Term,
    TreeNode,
)
from vestnik.site.presenters import tree
from vestnik.site.presenters.listings import home_url, listing, listing_in
from vestnik.site.presenters.pages import (
    announced,
    basics,
    feed_links,
    trail,
    translated_home,
)
from vestnik.site.presenters.places import (
    FEEDS,
    LOG,
    LOW_VISION,
    NOT_FOUND,
    OPEN_DATA,
    SEARCH,
    SECTIONS,
    SITEMAP,
    STATISTICS,
    TAGS,
    has_page,
)
from vestnik.site.presenters.status_words import STATUSES, status_title
from vestnik.site.presenters.titles import tag_of
from vestnik.site.presenters.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vestnik.site.presenters.listings import Listing
    from vestnik.site.presenters.pages import Basics
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View


def sections(view: View, lang: str) -> IndexPage:
    """All sections that the site has, in the order of its settings."""
    _ = words(lang)
    return IndexPage(
        **_basics(view, lang, _("Sections"), SECTIONS),
        crumbs=trail(view, lang, _("Sections")),
        feeds=announced(view, lang),
        translations=translated_home(view, lang, SECTIONS),
        groups=(("", tuple(_section_terms(view, lang))),),
    )


def _section_terms(view: View, lang: str) -> Iterable[Term]:
    first = view.portal.lang
    for section in view.portal.sections:
        own = listing_in(lang, first, "section", section.key)
        if has_page(view, own):
            said = section.named(lang)
            yield Term(title=said.title, url=own.url, note=said.description)


def tags(view: View, lang: str) -> IndexPage:
    """All tags by their first letter."""
    _ = words(lang)
    terms = sorted(_tag_terms(view, lang), key=lambda term: (term.title.casefold(), term.url))
    groups = groupby(terms, key=lambda term: term.title[:1].upper())
    return IndexPage(
        **_basics(view, lang, _("Tags"), TAGS),
        crumbs=trail(view, lang, _("Tags")),
        feeds=announced(view, lang),
        translations=translated_home(view, lang, TAGS),
        groups=tuple((letter, tuple(members)) for letter, members in groups),
    )


def _tag_terms(view: View, lang: str) -> Iterable[Term]:
    first = view.portal.lang
    parent = listing_in(lang, first, "tag").name
    for name in view.lists(parent):
        own = listing(name, first)
        yield Term(title=tag_of(own.key, view.newest(name, 1)), url=own.url)


# --- site map -------------------------------------------------------------------------------


def sitemap(view: View, lang: str) -> SitemapPage:
    """The site map for people: the tree of pages, then what is listed by section, kind and year."""
    _ = words(lang)
    pages = view.all("pages" if lang == view.portal.lang else f"{lang}:pages")
    groups = ((_("Pages"), tree.forest(pages, _)), *_listed(view, lang), _helpers(view, lang))
    return SitemapPage(
        **_basics(view, lang, _("Site map"), SITEMAP),
        crumbs=trail(view, lang, _("Site map")),
        feeds=announced(view, lang),
        translations=translated_home(view, lang, SITEMAP),
        groups=tuple(group for group in groups if group[1]),
    )


def _listed(view: View, lang: str) -> tuple[tuple[str, tuple[TreeNode, ...]], ...]:
    """What is listed, in groups with their titles."""
    _ = words(lang)
    first = view.portal.lang
    sections = tuple(
        TreeNode(title=term.title, url=term.url) for term in _section_terms(view, lang)
    )
    return (
        (_("News"), _years(view, listing_in(lang, first, "news"), _("All news"))),
        (_("Sections"), sections),
        (_("Documents"), tuple(_register(view, lang, _))),
        (_("Reports"), _years(view, listing_in(lang, first, "reports"), _("All reports"))),
        (_("More"), _rest(view, lang, _)),
    )


def _helpers(view: View, lang: str) -> tuple[str, tuple[TreeNode, ...]]:
    """Pages that help people to find and to read; machines are not sent there."""
    _ = words(lang)
    home = home_url(lang, view.portal.lang)
    search = (TreeNode(title=_("Search"), url=home + SEARCH),) if view.portal.search else ()
    vision = TreeNode(title=_("Low-vision version"), url=home + LOW_VISION)
    return _("Help with the site"), (*search, vision)


def standing_pages(view: View) -> set[str]:
    """Addresses of the pages that are no items: home, lists with their years, sections, tags, in
    every language of the site.
    """
    addresses: set[str] = set()
    for lang in view.portal.languages:
        home = home_url(lang, view.portal.lang)
        addresses |= {home, *(home + below for below in (SECTIONS, SITEMAP, TAGS, FEEDS))}
        addresses.update(term.url for term in _tag_terms(view, lang))
        for _title, nodes in _listed(view, lang):
            addresses.update(url for node in nodes for url in _urls(node))
    return addresses


def _urls(node: TreeNode) -> Iterable[str]:
    yield node.url
    for child in node.children:
        yield from _urls(child)


def _years(view: View, own: Listing, title: str) -> tuple[TreeNode, ...]:
    """A list with its years; nothing while it has no members."""
    years = sorted({year for year, _month in view.months(own.name)}, reverse=True)
    below = tuple(TreeNode(title=str(year), url=own.of_year(year).url) for year in years)
    return (TreeNode(title=title, url=own.url, children=below),) if years else ()


def _register(view: View, lang: str, _: Words) -> Iterable[TreeNode]:
    """All documents, each kind with its years, each issuer."""
    first = view.portal.lang
    yield from _years(view, listing_in(lang, first, "documents"), _("All documents"))
    for kind in view.portal.act_kinds:
        yield from _years(view, listing_in(lang, first, "kind", kind.key), kind.plural)
    for issuer in view.portal.issuers:
        own = listing_in(lang, first, "issuer", issuer.key)
        if has_page(view, own):
            yield TreeNode(title=issuer.title, url=own.url)
    for key in STATUSES:
        own = listing_in(lang, first, "status", key)
        if has_page(view, own):
            yield TreeNode(title=status_title(key, _), url=own.url)


def _rest(view: View, lang: str, _: Words) -> tuple[TreeNode, ...]:
    home = home_url(lang, view.portal.lang)
    data = TreeNode(
        title=_("Open data"),
        url=OPEN_DATA,
        children=(
            TreeNode(title=_("Log of publications and changes"), url=LOG),
            TreeNode(title=_("The register in figures"), url=STATISTICS),
        ),
    )
    return (
        TreeNode(title=_("Tags"), url=home + TAGS),
        TreeNode(title=_("Subscriptions"), url=home + FEEDS),
        *((data,) if lang == view.portal.lang else ()),  # in the first language alone
    )


# --- subscriptions --------------------------------------------------------------------------


def feeds(view: View, lang: str) -> FeedsPage:
    """«Подписки»: every feed of the site, grouped."""
    _ = words(lang)
    first = view.portal.lang
    lists = [listing_in(lang, first, family) for family in ("all", "news", "documents", "reports")]
    sections = [listing_in(lang, first, "section", section.key) for section in view.portal.sections]
    kinds = [listing_in(lang, first, "kind", kind.key) for kind in view.portal.act_kinds]
    groups = (
        (_("The whole site"), _all_feeds(view, lists)),
        (_("Sections"), _all_feeds(view, sections)),
        (_("Kinds of documents"), _all_feeds(view, kinds)),
    )
    return FeedsPage(
        **_basics(view, lang, _("Subscriptions"), FEEDS),
        crumbs=trail(view, lang, _("Subscriptions")),
        description=_("How to get news and documents of this site without visiting it."),
        feeds=announced(view, lang),
        translations=translated_home(view, lang, FEEDS),
        groups=tuple(group for group in groups if group[1]),
    )


def _all_feeds(view: View, lists: Iterable[Listing]) -> tuple[FeedLink, ...]:
    """The feeds of those lists that have some; the first language has them from the start."""
    return tuple(link for own in lists if has_page(view, own) for link in feed_links(view, own))


# --- low vision -----------------------------------------------------------------------------


def low_vision(view: View, lang: str) -> LowVisionPage:
    """The settings of the low-vision mode, and what to do in the browser where they do not work."""
    _ = words(lang)
    title = _("Low-vision version")
    return LowVisionPage(
        **_basics(view, lang, title, LOW_VISION),
        crumbs=trail(view, lang, title),
        description=_("How to make the text larger, change colours and have the page read aloud."),
        feeds=announced(view, lang),
        translations=translated_home(view, lang, LOW_VISION),
    )


# --- not found ------------------------------------------------------------------------------


def not_found(view: View) -> Page:
    """404: what happened and where to look, which its template says."""
    lang = view.portal.lang
    _ = words(lang)
    title = _("Page not found")
    return Page(
        **basics(view, lang, title, NOT_FOUND), crumbs=trail(view, lang, title), noindex=True
    )


def _basics(view: View, lang: str, title: str, below: str) -> Basics:
    return basics(view, lang, title, home_url(lang, view.portal.lang) + below)
