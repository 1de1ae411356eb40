"""Dates and times of the front matter.

What people type is understood by `vestnik.core.russian.parse_date`. A spelling that it refuses, but
that can only mean one date, is refused with the right one ready to copy.
"""

from __future__ import annotations

from datetime import date, datetime, time

from vestnik.core.patterns import regex
from vestnik.core.russian import parse_date
from vestnik.core.schema.spot import Spot

_DATE_SHAPE = regex(r"^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4})\b")
_LOOSE = regex(r"^(\d{1,2})[./ -](\d{1,2})[./ -](\d{2}|\d{4})\s*(?:г\.?|года)?$")
_FRACTION = regex(r"(?<=:\d\d)\.\d+")  # of a second, as the browser form writes it
_LOOSE_ISO = regex(r"^(\d{4})[./ ](\d{1,2})[./ ](\d{1,2})$")


def read_date(text: str, spot: Spot) -> date | None:
    """The date that `text` means; a time behind it is refused."""
    value = _parsed(text, spot, "год-месяц-день, например 2026-11-17")
    if isinstance(value, datetime):
        spot.error("date-format", f"в «{text}» время лишнее", f"напишите {value:%Y-%m-%d}")
        return None
    return value


def read_moment(text: str, spot: Spot, *, end_of_day: bool = False) -> datetime | None:
    """The moment that `text` means, in the site's time zone.

    A date alone is its first second, or its last one for what lasts until that day.
    """
    value = _parsed(text, spot, "год-месяц-день и время, например 2026-11-17 10:30")
    if value is None or isinstance(value, datetime):
        return spot.portal.local(value) if value else None
    clock = time(23, 59, 59) if end_of_day else time()
    return datetime.combine(value, clock, spot.portal.zone)


def _parsed(text: str, spot: Spot, spelling: str) -> date | datetime | None:
    try:
        return parse_date(_FRACTION.sub("", text))
    except ValueError as error:
        code = "date-impossible" if _DATE_SHAPE.match(text) else "date-format"
        spot.error(code, str(error), f"напишите {_meant(text.lower()) or spelling}")
        return None


def _meant(text: str) -> str:
    """What an unusual spelling of a date can only mean, or an empty string."""
    if found := _LOOSE.match(text):
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
    elif found := _LOOSE_ISO.match(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
