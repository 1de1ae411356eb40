"""The files from which the browser filters the register.

A year of the register is one file of columns (`2026.json`): all that is filtered and sorted by, no
text but numbers. Titles and addresses stand in a file for each month (`2026-11.json`), fetched for
what is shown. So a new act rewrites two small files, and a change of status one.

    {"kinds": [["prikaz", "Приказ"], …], "issuers": […], "sections": […], "statuses": […],
     "months": [[11, 28, "5f1c…"], …],
     "day": […], "kind": […], "issuer": […], "section": […], "status": […], "number": […],
     "title": […]}

Rows stand newest first, as the register lists them. `kind`, `issuer`, `section`, `status` are
places in the lists above them; `title` is the row's place among the titles of the
year. `months` are the months, newest first, with their numbers of rows and the stamps of their
files: the address of a month's file is asked for with its stamp, so that no cache answers with an
old one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby

from vestnik.register.rows import Row, title_order


def year_columns(rows: Sequence[Row]) -> bytes:
    """A year of the register as columns; `rows` are all of one year, newest first."""
    kinds, kind = _coded(rows, lambda row: (row.kind, row.kind_title))
    issuers, issuer = _coded(rows, lambda row: (row.issuer, row.issuer_title))
    statuses, status = _coded(rows, lambda row: (row.status.key, row.status.words, row.status.tone))
    sections, section = _coded(rows, lambda row: row.section)
    months = [
        (month, list(members)) for month, members in groupby(rows, lambda row: row.adopted.month)
    ]
    return _json(
        {
            "kinds": kinds,
            "issuers": issuers,
            "sections": sections,
            "statuses": statuses,
            "months": [[month, len(members), _stamp(_texts(members))] for month, members in months],
            "day": [row.adopted.day for row in rows],
            "kind": kind,
            "issuer": issuer,
            "section": section,
            "status": status,
            "number": [row.number for row in rows],
            "title": _ranks(rows),
        }
    )


def month_texts(texts: Sequence[tuple[str, str]]) -> bytes:
    """(title, address) of a month, newest first, with the stamp by which the year names them."""
    return _json({"stamp": _stamp(texts), "rows": texts})


def _texts(rows: Iterable[Row]) -> list[tuple[str, str]]:
    return [(row.title, row.address) for row in rows]


def _stamp(texts: Sequence[tuple[str, str]]) -> str:
    return hashlib.blake2b(_json(texts), digest_size=6).hexdigest()


def _coded(
    rows: Sequence[Row], value: Callable[[Row], Hashable]
) -> tuple[list[Hashable], list[int]]:
    """The values that occur, in a fixed order, and for each row the place of its own."""
    values = [value(row) for row in rows]
    known = sorted(set(values), key=repr)
    places = {one: place for place, one in enumerate(known)}
    return known, [places[one] for one in values]


def _ranks(rows: Sequence[Row]) -> list[int]:
    order = sorted(range(len(rows)), key=lambda place: title_order(rows[place].title))
    ranks = [0] * len(rows)
    for rank, place in enumerate(order):
        ranks[place] = rank
    return ranks


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
