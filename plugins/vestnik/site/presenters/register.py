"""The register of acts: its rows, the files that the browser filters, the form of the filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.register.browser import month_texts, year_columns
from vestnik.register.rows import Row, Status
from vestnik.site.contexts import Choice, RegisterForm
from vestnik.site.lists import split_language
from vestnik.site.presenters.listings import listing as parsed
from vestnik.site.presenters.listings import sibling
from vestnik.site.presenters.places import register_files
from vestnik.site.presenters.shelf import shelf
from vestnik.site.presenters.standing import act_of
from vestnik.site.presenters.status_words import STATUSES, status_in, status_short
from vestnik.site.presenters.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vestnik.core.model import Document
    from vestnik.site.presenters.listings import Listing
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View


# --- rows -----------------------------------------------------------------------------------


def rows(view: View, name: str) -> list[Row]:
    """The acts of a year's list (`documents/2023`), newest first."""
    lang, _plain = split_language(name)
    _ = words(lang or view.portal.lang)
    statuses = _statuses_of(view, name)
    return [_row(view, one, statuses.get(one.path, "other"), _) for one in view.all(name)]


def _statuses_of(view: View, name: str) -> Mapping[str, str]:
    """Path → key of the status, of the acts of a year.

    The lists of statuses are asked, not the relations of each act: a range each instead of
    thousands.
    """
    lang, plain = split_language(name)
    year = plain.rpartition("/")[2]
    parent = f"{lang}:status" if lang else "status"
    return {
        document.path: base.rpartition("/")[2]
        for base in view.lists(parent)
        for document in view.all(f"{base}/{year}")
    }


def _row(view: View, document: Document, status: str, _: Words) -> Row:
    act = act_of(document)
    known = shelf(view.portal)
    text, tone = status_in(status, document, _)
    return Row(
        kind=act.kind,
        kind_title=known.kind_title(act.kind),
        number=act.number,
        adopted=act.adopted,
        issuer=act.issuer,
        issuer_title=known.issuer_title(act.issuer),
        title=document.title,
        address=document.address,
        status=Status(key=status, words=text, tone=tone),
        section=document.section,
    )


# --- files for the browser ------------------------------------------------------------------


def register_year(view: View, name: str) -> bytes:
    """The columns of a year."""
    return year_columns(rows(view, name))


def register_month(view: View, name: str) -> bytes:
    """Titles and addresses of a month of the list."""
    return month_texts([(one.title, one.address) for one in view.all(name)])


# --- the form -------------------------------------------------------------------------------


def register_form(view: View, listing: Listing, _: Words) -> RegisterForm | None:
    """The filter at the head of all documents; nothing while there are none."""
    years = _years(view, listing)
    if listing.family != "documents" or not years:
        return None
    portal = view.portal
    return RegisterForm(
        url=listing.url,
        files=register_files(listing),
        script=view.asset("register.js"),
        size=portal.per_page,
        years=years,
        kinds=_present(view, listing, "kind", ((one.key, one.title) for one in portal.act_kinds)),
        issuers=_present(
            view,
            listing,
            "issuer",
            ((one.key, one.short or one.title) for one in portal.issuers),
        ),
        sections=_present(
            view,
            listing,
            "section",
            ((one.key, one.named(listing.lang).title) for one in portal.sections),
        ),
        statuses=_present(
            view, listing, "status", ((key, status_short(key, _)) for key in STATUSES)
        ),
    )


def _years(view: View, listing: Listing) -> tuple[int, ...]:
    found = (parsed(name, view.portal.lang).year for name in view.lists(listing.name))
    return tuple(sorted((year for year in found if year), reverse=True))


def _present(
    view: View, listing: Listing, family: str, all_of: Iterable[tuple[str, str]]
) -> tuple[Choice, ...]:
    """Those of a family that have members; none where there is nothing to choose from."""
    parent = sibling(listing, family).name
    keys = {name.rpartition("/")[2] for name in view.lists(parent)}
    found = tuple(Choice(value=key, title=title) for key, title in all_of if key in keys)
    return found if len(found) > 1 else ()
