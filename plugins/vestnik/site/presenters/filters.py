"""Cuts of a list as rows of links: other sections, other kinds, other years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.site.contexts import Term
from vestnik.site.lists import year_of
from vestnik.site.presenters.listings import sibling
from vestnik.site.presenters.places import has_members
from vestnik.site.presenters.shelf import shelf
from vestnik.site.presenters.status_words import STATUSES, status_short

if TYPE_CHECKING:
    from vestnik.site.presenters.listings import Listing
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View

Row = tuple[str, tuple[Term, ...]]


def filter_rows(view: View, listing: Listing, _: Words) -> tuple[Row, ...]:
    """The rows of a list's front page or year; a row with one link is none."""
    match listing.family:
        case "news" | "section":
            rows = [_sections(view, listing, _)]
        case "documents":
            rows = [
                _kinds(view, listing, _),
                _issuers(view, listing, _),
                _statuses(view, listing, _),
                _years(view, listing, _),
            ]
        case "kind":
            rows = [_kinds(view, listing, _), _years(view, listing, _)]
        case "issuer":
            rows = [_issuers(view, listing, _), _years(view, listing, _)]
        case "status":
            rows = [_statuses(view, listing, _), _years(view, listing, _)]
        case _:
            rows = []
    return tuple(row for row in rows if len(row[1]) > 1)


def _sections(view: View, listing: Listing, _: Words) -> Row:
    keys = _keys(view, sibling(listing, "section"))
    terms = (
        Term(
            title=section.named(listing.lang).title,
            url=sibling(listing, "section", section.key).url,
            current=listing.key == section.key,
        )
        for section in view.portal.sections
        if section.key in keys
    )
    return _("Section"), tuple(terms)


def _kinds(view: View, listing: Listing, _: Words) -> Row:
    titles = [(kind.key, kind.plural) for kind in view.portal.act_kinds]
    return _("Kind"), _cuts(view, listing, "kind", titles, _)


def _issuers(view: View, listing: Listing, _: Words) -> Row:
    titles = [(issuer.key, issuer.short or issuer.title) for issuer in view.portal.issuers]
    terms = _cuts(view, listing, "issuer", titles, _)
    # «Все» and a single issuer are the same list.
    return _("Adopted by"), terms if len(shelf(view.portal).issuers) > 1 else ()


def _statuses(view: View, listing: Listing, _: Words) -> Row:
    titles = [(key, status_short(key, _)) for key in STATUSES]
    terms = _cuts(view, listing, "status", titles, _)
    # «Все» and a single status are the same list.
    return _("Status"), terms if len(terms) > 2 or listing.family == "status" else ()


def _cuts(
    view: View, listing: Listing, family: str, titles: list[tuple[str, str]], _: Words
) -> tuple[Term, ...]:
    """All acts, then those of each kind or issuer, in the same year."""
    whole = sibling(listing, "documents").of_year(listing.year)
    keys = _keys(view, sibling(listing, family))
    cuts = [Term(title=_("All"), url=whole.url, current=not listing.key)]
    for key, title in titles:
        cut = sibling(listing, family, key).of_year(listing.year)
        if key in keys and (not listing.year or has_members(view, cut)):
            current = (listing.family, listing.key) == (family, key)
            cuts.append(Term(title=title, url=cut.url, current=current))
    return tuple(cuts)


def _years(view: View, listing: Listing, _: Words) -> Row:
    base = listing.base
    found = [year_of(name) for name in view.lists(base.name)]
    years = sorted((year for _name, year in filter(None, found)), reverse=True)
    terms = [Term(title=_("All years"), url=base.url, current=not listing.year)]
    terms += [
        Term(title=str(year), url=base.of_year(year).url, current=year == listing.year)
        for year in years
    ]
    return _("Year"), tuple(terms)


def _keys(view: View, parent: Listing) -> set[str]:
    """Keys of the lists of a family that have members."""
    return {name.rpartition("/")[2] for name in view.lists(parent.name)}
