"""What the address of a search says, and back: `?q=…&kind=…&section=…&year=…&sort=…&page=2`.

`theme/components/search/address.js` does the same in the browser, but for the page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from vestnik.search.query import LONGEST
from vestnik.site.asking import FACETS, MOST

PER_PAGE = 10
"""Results on a page."""
LAST_PAGE = MOST // PER_PAGE
NEWEST = "newest"
_LONGEST_VALUE = 60
_MOST_FIELDS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked."""

    q: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """Facet → value; only those that are chosen."""
    newest: bool = False
    exact: bool = False
    """Nothing is to be corrected."""
    page: int = 1

    def url(self) -> str:
        """As an address within the page: one search has one, without what is as usual."""
        pairs = [("q", self.q), *((name, self.chosen.get(name, "")) for name in FACETS)]
        pairs += [("sort", NEWEST if self.newest else ""), ("exact", "1" if self.exact else "")]
        pairs.append(("page", str(self.page) if self.page > 1 else ""))
        return "?" + urlencode([pair for pair in pairs if pair[1]])


def read(query: str) -> Asked:
    """What a query string asks for: names that nobody knows are passed over, values cut.

    Raises ValueError when it has more names than any form of ours.

    >>> read("q=%D0%BA%D0%B0%D1%82%D0%BE%D0%BA&sort=newest&x=1").q
    'каток'
    """
    given: dict[str, str] = {}
    for name, value in parse_qsl(query, errors="replace", max_num_fields=_MOST_FIELDS):
        given.setdefault(name, _cleaned(value))
    number = given.get("page", "")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    return Asked(
        q=given.get("q", "")[:LONGEST].strip(),
        chosen={name: given[name][:_LONGEST_VALUE] for name in FACETS if given.get(name)},
        newest=given.get("sort") == NEWEST,
        exact=given.get("exact") == "1",
        page=min(max(page, 1), LAST_PAGE),
    )


def _cleaned(text: str) -> str:
    """Without what no keyboard writes: controls, halves of surrogates, the unassigned."""
    return "".join(
        char if unicodedata.category(char) not in ("Cc", "Cs", "Cn") else " " for char in text
    )
