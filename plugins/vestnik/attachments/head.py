"""What the first page of an act's PDF says that it is: «ПРИКАЗ от 14.05.2026 № 375».

Only a head that nobody can mistake counts: the kind alone on its line, as official sheets have it,
the date and the number right below. An annex says «к приказу от…», and is passed over.
"""

from __future__ import annotations

import re
from datetime import date

from vestnik.core.model import Stated

_REACH = 1200
"""Characters of the page among which the kind stands."""
_BELOW = 200
"""Characters behind the kind among which date and number stand."""

_KINDS = ("приказ", "постановление", "распоряжение", "решение")
_SPACED = "|".join(r"[ \t]?".join(kind) for kind in _KINDS)
_KIND = re.compile(rf"^[ \t]*({_SPACED})[ \t]*(?=$|от\s|№)", re.IGNORECASE | re.MULTILINE)
_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_DIGITS = re.compile(r"(?<!\d)(\d{1,2})\.(\d{2})\.(\d{4})(?!\d)")
_WORDS = re.compile(
    rf"(?<!\d)[«\"]?(\d{{1,2}})[»\"]?\s+({'|'.join(_MONTHS)})\s+(\d{{4}})", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:№|\bN)\s*([0-9A-Za-zА-Яа-яЁё][\w/.-]{0,30})")
_PLACE = 25
"""Letters that a line of a head has besides date and number: the name of the town."""


def stated_in(page: str) -> Stated | None:
    """Kind, number and date of the head of a page; None where there is no such head, or it is not
    filled in.
    """
    found = _KIND.search(page, 0, _REACH)
    if found is None:
        return None
    below = _requisites(page[found.end() : found.end() + _BELOW])
    number, day = _NUMBER.search(below), _date(below)
    if number is None or day is None:
        return None
    kind = re.sub(r"\s", "", found[1]).lower()
    return Stated(kind=kind, number=number[1].rstrip(".-/"), date=day)


def _requisites(text: str) -> str:
    """The lines of date, number and place: up to the title or the first words of the text."""
    kept = []
    for line in text.split("\n"):
        rest = _WORDS.sub("", _DIGITS.sub("", _NUMBER.sub("", line)))
        if sum(map(str.isalpha, rest)) > _PLACE or re.match(r"\s*Об?\s", line):
            break
        kept.append(line)
    return "\n".join(kept)


def _date(text: str) -> date | None:
    digits, words = _DIGITS.search(text), _WORDS.search(text)
    first = min((one for one in (digits, words) if one), key=lambda one: one.start(), default=None)
    if first is None:
        return None
    month = int(first[2]) if first is digits else _MONTHS.index(first[2].lower()) + 1
    try:
        return date(int(first[3]), month, int(first[1]))
    except ValueError:
        return None
