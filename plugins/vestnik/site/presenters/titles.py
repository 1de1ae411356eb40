"""What lists are called: their pages, the steps that lead to them, their emptiness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.core.addresses import slug
from vestnik.site.presenters.listings import sibling
from vestnik.site.presenters.pages import listing_title
from vestnik.site.presenters.places import SECTIONS, TAGS
from vestnik.site.presenters.shelf import shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vestnik.core.model import Document
    from vestnik.site.presenters.listings import Listing
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View


def base_title(view: View, listing: Listing, members: Sequence[Document]) -> str:
    """Title of the whole list, of which `members` are some."""
    return listing_title(view, listing, _tag(listing, members))


def _tag(listing: Listing, members: Sequence[Document]) -> str:
    """A tag as its newest item writes it; addresses know only the slug."""
    if listing.family != "tag":
        return ""
    return tag_of(listing.key, members)


def tag_of(key: str, members: Iterable[Document]) -> str:
    """The words of the tag with that slug, as the first of its members writes them."""
    written = (tag for document in members for tag in document.tags if slug(tag) == key)
    return next(written, key)


def year_title(listing: Listing, base: str, _: Words) -> str:
    """«Приказы 2023 года»."""
    match listing.family:
        case "section" | "status":
            return _("{list}, {year}", list=base, year=listing.year)
        case "kind" | "documents":
            return _("{list} of {year}", list=base, year=listing.year)
        case _:
            return _("{list} for {year}", list=base, year=listing.year)


def month_title(listing: Listing, base: str, _: Words) -> str:
    """«Новости за ноябрь 2026 года»."""
    month = _.month(listing.month)
    if listing.family in ("section", "status"):
        return _("{list}, {month} {year}", list=base, month=month, year=listing.year)
    return _("{list} for {month} {year}", list=base, month=month, year=listing.year)


def description_of(view: View, title: str) -> str:
    """A sentence for search engines."""
    return f"{title}. {view.portal.name}."


def nothing_yet(listing: Listing, _: Words) -> str:
    """What an empty list says."""
    match listing.family:
        case "news":
            return _("There is no news yet.")
        case "documents" | "kind" | "issuer" | "status":
            return _("There are no documents yet.")
        case "reports":
            return _("There are no reports yet.")
        case _:
            return _("Nothing has been published here yet.")


def parents(listing: Listing, _: Words) -> tuple[tuple[str, str], ...]:
    """Steps of the breadcrumbs between home and the front page of a list."""
    home = sibling(listing, "all").url
    match listing.family:
        case "section":
            return ((_("Sections"), home + SECTIONS),)
        case "tag":
            return ((_("Tags"), home + TAGS),)
        case "kind" | "issuer" | "status":
            return ((_("Documents"), sibling(listing, "documents").url),)
        case _:
            return ()


def step_name(view: View, listing: Listing, title: str) -> str:
    """How the list is called among the breadcrumbs, without what its parents say already."""
    known = shelf(view.portal)
    match listing.family:
        case "section":
            return known.section_title(listing.key, listing.lang)
        case "issuer":
            return known.issuer_short(listing.key)
        case _:
            return title
