"""What the filter of the register finds: the reference for `theme/components/register/table.js`.

The browser answers from the files of `browser.py`; a property test holds its answers to these.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from vestnik.core.numbers import is_number, number_key, number_order, typed_keys
from vestnik.register.rows import Row, title_order

SORTS = ("", "oldest", "number", "title")
"""Newest first; oldest first; by number; by title. Within equals the newest first."""


class Query(Struct, frozen=True, kw_only=True):
    """The state of the filter. An empty field asks for nothing."""

    kind: str = ""
    number: str = ""
    """As typed."""
    since: date | None = None
    until: date | None = None
    issuer: str = ""
    section: str = ""
    year: int = 0
    status: str = ""
    sort: str = ""


def select(rows: Sequence[Row], query: Query) -> list[Row]:
    """The rows that a query asks for, in its order; `rows` are newest first."""
    numbers = typed_keys(query.number)
    found = [row for row in rows if _fits(row, query, numbers)]
    match query.sort:
        case "oldest":
            found.reverse()
        case "number":
            found.sort(key=lambda row: number_order(number_key(row.number)))
        case "title":
            found.sort(key=lambda row: title_order(row.title))
    return found


def _fits(row: Row, query: Query, numbers: tuple[str, ...]) -> bool:
    return (
        query.kind in ("", row.kind)
        and query.issuer in ("", row.issuer)
        and query.section in ("", row.section)
        and query.status in ("", row.status.key)
        and query.year in (0, row.adopted.year)
        and (query.since is None or query.since <= row.adopted)
        and (query.until is None or row.adopted <= query.until)
        and (not numbers or is_number(number_key(row.number), numbers))
    )
