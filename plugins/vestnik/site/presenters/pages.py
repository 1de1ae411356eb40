"""What every page has: names and address, its place, the feeds it announces, other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from vestnik.feeds.entries import absolute
from vestnik.site.contexts import Crumb, FeedLink, Term
from vestnik.site.presenters.listings import home_url, listing_in, own_listing
from vestnik.site.presenters.places import has_members
from vestnik.site.presenters.shelf import shelf
from vestnik.site.presenters.status_words import status_title
from vestnik.site.presenters.wording import words
from vestnik.site.wording import language_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vestnik.core.model import Document
    from vestnik.core.portal import Portal
    from vestnik.site.presenters.listings import Listing
    from vestnik.site.view import View

RSS = "application/rss+xml"
ATOM = "application/atom+xml"


class Basics(TypedDict):
    """The fields of a page that follow from its title and address."""

    title: str
    url: str
    canonical: str
    lang: str
    head_title: str
    age: str


def basics(view: View, lang: str, title: str, url: str, *, head_title: str = "") -> Basics:
    """Names and address of a page. `head_title` where the tab says more than the heading."""
    portal = view.portal
    return Basics(
        title=title,
        url=url,
        canonical=absolute(portal.url, url),
        lang=lang,
        head_title=f"{head_title or title} — {portal.short_name or portal.name}",
        age=portal.age,
    )


def trail(view: View, lang: str, *steps: tuple[str, str] | str) -> tuple[Crumb, ...]:
    """Breadcrumbs from the home page over (title, address) to the title of the page itself."""
    _ = words(lang)
    crumbs = [Crumb(title=_("Home"), url=home_url(lang, view.portal.lang))]
    crumbs += [
        Crumb(title=step) if isinstance(step, str) else Crumb(title=step[0], url=step[1])
        for step in steps
    ]
    return tuple(crumbs)


# --- feeds ----------------------------------------------------------------------------------


def announced(view: View, lang: str, listing: Listing | None = None) -> tuple[FeedLink, ...]:
    """The feeds that a page tells of: those of its own list first, then those of the whole site."""
    site = listing_in(lang, view.portal.lang, "all")
    links = feed_links(view, site)
    if listing is not None and listing.base.has_feed:
        return (*feed_links(view, listing.base), *links)
    return links


def feed_links(view: View, listing: Listing) -> tuple[FeedLink, ...]:
    """Both feeds of a list. Every page asks, so the answers are kept."""
    kept = shelf(view.portal).feeds
    place = (words(listing.lang), listing)
    if place not in kept:
        kept[place] = _feed_links(view, listing)
    return kept[place]


def _feed_links(view: View, listing: Listing) -> tuple[FeedLink, ...]:
    title = feed_title(view, listing)
    return (
        FeedLink(title=f"{title} (RSS)", url=f"{listing.url}rss.xml", media_type=RSS),
        FeedLink(title=f"{title} (Atom)", url=f"{listing.url}atom.xml", media_type=ATOM),
    )


def feed_title(view: View, listing: Listing) -> str:
    """What a feed brings: «Весь сайт», «Новости», «Приказы», «Раздел «Образование»»."""
    _ = words(listing.lang)
    if listing.family == "all":
        return _("The whole site")
    return listing_title(view, listing)


def listing_title(view: View, listing: Listing, tag: str = "") -> str:
    """Title of a base list; `tag` is how people write the tag whose list it is."""
    _ = words(listing.lang)
    known = shelf(view.portal)
    match listing.family:
        case "kind":
            return known.kind_plural(listing.key)
        case "section":
            return _("Section “{title}”", title=known.section_title(listing.key, listing.lang))
        case "issuer":
            return _("Documents: {issuer}", issuer=known.issuer_title(listing.key))
        case "status":
            return status_title(listing.key, _)
        case "tag":
            return _("Items tagged “{tag}”", tag=tag or listing.key)
    return {"news": _("News"), "documents": _("Documents"), "reports": _("Reports")}[listing.family]


# --- languages ------------------------------------------------------------------------------


def translations_of(view: View, document: Document) -> tuple[Term, ...]:
    """The same item in other languages, whichever of them names the other."""
    if len(view.portal.languages) < 2:
        return ()
    found = [view.document(reference) for reference in document.translations]
    for name in (document.address, document.path):
        found += view.all(f"translation/{name}")
    places = {other.lang: other.address for other in found if other and other.lang != document.lang}
    return language_terms(sorted(places.items()))


def translated_home(view: View, lang: str, below: str = "") -> tuple[Term, ...]:
    """A page that every language has, such as the site map, in the other languages."""
    first = view.portal.lang
    return language_terms(
        (other, home_url(other, first) + below) for other in view.portal.languages if other != lang
    )


def translated_listing(view: View, listing: Listing) -> tuple[Term, ...]:
    """The same list in those languages in which it has members."""
    found = []
    for lang in view.portal.languages:
        other = listing_in(lang, view.portal.lang, listing.family, listing.key)
        if lang != listing.lang and has_members(view, other):
            found.append((lang, other.url))
    return language_terms(found)


def language_terms(places: Iterable[tuple[str, str]]) -> tuple[Term, ...]:
    """(language, address) as links, each called by the language's own name."""
    return tuple(Term(title=language_name(lang), url=url, lang=lang) for lang, url in places)


# --- names with addresses -------------------------------------------------------------------


def section_term(portal: Portal, document: Document) -> Term | None:
    """The section of an item."""
    if not document.section or own_listing(document, portal.lang) is None:
        return None  # pages stand in no section's list, so that list might not exist
    listing = listing_in(document.lang, portal.lang, "section", document.section)
    title = shelf(portal).section_title(document.section, document.lang)
    return Term(title=title, url=listing.url)
