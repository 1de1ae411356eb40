"""The months of a list, and the pages of a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.site.contexts import MonthLink, Pager, Term, YearMonths
from vestnik.site.presenters.listings import listing as parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vestnik.core.model import Document
    from vestnik.site.presenters.listings import Listing
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View


def archive(listing: Listing, months: Iterable[tuple[int, int]]) -> tuple[YearMonths, ...]:
    """Years, newest first, each with those of its months that have items."""
    years: dict[int, list[int]] = {}
    for year, month in months:
        years.setdefault(year, []).append(month)
    return tuple(
        YearMonths(
            year=year,
            url=listing.of_year(year).url,
            months=tuple(
                MonthLink(
                    year=year,
                    month=month,
                    url=listing.of_month(year, month).url,
                    current=(year, month) == (listing.year, listing.month),
                )
                for month in sorted(years[year])
            ),
        )
        for year in sorted(years, reverse=True)
    )


def months_of_year(view: View, listing: Listing) -> tuple[YearMonths, ...]:
    """The months of the year that a year's page is of."""
    year = listing.of_year(listing.year)
    found = [parsed(name, view.portal.lang).month for name in view.lists(year.name)]
    return archive(listing, [(listing.year, month) for month in found if month])


def pager(
    view: View, listing: Listing, documents: Sequence[Document], page: int, _: Words
) -> Pager:
    """Pages of the month, and the nearest months that have items."""
    total = -(-len(documents) // view.portal.per_month_page)
    base = listing.base
    newer = older = None
    if documents:
        newer, older = (
            view.neighbours(base.name, documents[0])[0],
            view.neighbours(base.name, documents[-1])[1],
        )
    return Pager(
        number=page,
        total=max(total, 1),
        pages=tuple(
            Term(title=str(number), url=listing.page(number), current=number == page)
            for number in range(1, total + 1)
        )
        if total > 1
        else (),
        newer=_month_term(base, newer, _),
        older=_month_term(base, older, _),
    )


def _month_term(base: Listing, document: Document | None, _: Words) -> Term | None:
    if document is None:
        return None
    day = base.day_of(document)
    return Term(
        title=_.wording.month_year(day.month, day.year), url=base.of_month(day.year, day.month).url
    )
