"""How many acts of which kind were adopted in which year, as a drawing and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.site.contexts import Bar, StatisticsPage, StatisticsRow, Term
from vestnik.site.presenters.listings import listing_in
from vestnik.site.presenters.pages import announced, basics, trail
from vestnik.site.presenters.places import OPEN_DATA, STATISTICS
from vestnik.site.presenters.titles import description_of
from vestnik.site.presenters.wording import words

if TYPE_CHECKING:
    from vestnik.site.view import View


def statistics(view: View) -> StatisticsPage:
    """The page counts the lists of kinds and years; it looks at no act."""
    lang = view.portal.lang
    _ = words(lang)
    title = _("The register in figures")
    years = sorted(
        (int(name.rpartition("/")[2]) for name in view.lists("documents") if name[-4:].isdecimal()),
        reverse=True,
    )
    present = {name.rpartition("/")[2] for name in view.lists("kind")}
    kinds = [kind for kind in view.portal.act_kinds if kind.key in present]
    counts = {year: [view.count(f"kind/{kind.key}/{year}") for kind in kinds] for year in years}
    longest = max((sum(row) for row in counts.values()), default=1) or 1
    return StatisticsPage(
        **basics(view, lang, title, STATISTICS),
        crumbs=trail(view, lang, (_("Open data"), OPEN_DATA), title),
        description=description_of(view, title),
        feeds=announced(view, lang),
        kinds=tuple(
            Term(title=kind.plural, url=listing_in(lang, lang, "kind", kind.key).url)
            for kind in kinds
        ),
        rows=tuple(
            StatisticsRow(
                year=year,
                url=listing_in(lang, lang, "documents").of_year(year).url,
                counts=tuple(row),
                total=sum(row),
                bars=_bars(row, longest),
            )
            for year, row in counts.items()
        ),
        totals=tuple(sum(column) for column in zip(*counts.values(), strict=True)),
    )


def _bars(row: list[int], longest: int) -> tuple[Bar, ...]:
    """The parts of a year's bar, one behind the other, in hundredths of the longest bar."""
    bars = []
    start = 0
    for place, count in enumerate(row):
        if count:
            x, width = 100 * start / longest, 100 * count / longest
            bars.append(Bar(place=place, start=f"{x:.2f}%", width=f"{width:.2f}%"))
        start += count
    return tuple(bars)
