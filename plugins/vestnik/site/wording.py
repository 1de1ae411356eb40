"""Dates, times and sizes as people read them, in one language.

Names of months and days come from Babel, those of the two languages of nearly every site from a
copy (a test holds it true): Babel takes 30 ms to tell, a tenth of what one edit takes. How they are
put together is said here, since a municipality writes «23 мая 2023 года» in text and «23.05.2023»
in tables. Whatever must not be torn apart at the end of a line is held by a no-break space.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct, field

from vestnik.core.patterns import regex
from vestnik.core.russian import MONTHS

if TYPE_CHECKING:
    from babel import Locale

    from vestnik.site.contexts import EventView

NBSP = "\N{NO-BREAK SPACE}"

_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LOCALES = {"en": "en_GB"}
"""Babel's locale where it is not the language itself: dates of a Russian site are never month
first.
"""


class Names(Struct, frozen=True):
    """What Babel says of a language."""

    own: str
    """Of the language itself."""
    months: tuple[str, ...]
    """As they stand after a day."""
    months_alone: tuple[str, ...]
    days: tuple[str, ...]
    """From Monday on."""


KNOWN = {
    "ru": Names(
        "русский",
        MONTHS,
        (
            "январь", "февраль", "март", "апрель", "май", "июнь",
            "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
        ),
        ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    ),
    "en": Names(
        "English",
        _ENGLISH_MONTHS,
        _ENGLISH_MONTHS,
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    ),
}  # fmt: skip
"""The languages for which Babel is not asked."""

_YEAR_WORDS = {"ru": "года"}
_UNITS = {"ru": ("байт", "КБ", "МБ", "ГБ"), "en": ("bytes", "KB", "MB", "GB")}
_DECIMAL_POINT = {"en": "."}
_STEP = 1024
_NOT_DIGIT = regex(r"\D")
_EXTENSION = regex(r"[,;]|доб|ext", re.IGNORECASE)


class Wording(Struct):
    """How dates, times and sizes are written in a language."""

    lang: str
    _months: dict[int, str] = field(default_factory=dict)
    _months_alone: dict[int, str] = field(default_factory=dict)
    _days: dict[int, str] = field(default_factory=dict)
    _dates: dict[date, str] = field(default_factory=dict)
    """Dates already put into words: a list names the same day many times."""

    def _load(self) -> None:
        names = KNOWN.get(self.lang) or babels_names(self.lang)
        self._months.update(enumerate(names.months, 1))
        self._months_alone.update(enumerate(names.months_alone, 1))
        self._days.update(enumerate(names.days))

    def month_of(self, day: date) -> str:
        """The month as it stands after a day: «мая»."""
        if not self._months:
            self._load()
        return self._months[day.month]

    def month_name(self, month: int) -> str:
        """The month by itself: «Май»."""
        if not self._months:
            self._load()
        name = self._months_alone[month]
        return name[:1].upper() + name[1:]

    def weekday(self, day: date) -> str:
        """«вторник»."""
        if not self._days:
            self._load()
        return self._days[day.weekday()]

    def day_month(self, day: date) -> str:
        """«23 мая»."""
        return f"{day.day}{NBSP}{self.month_of(day)}"

    def date_words(self, day: date) -> str:
        """«23 мая 2023 года», «23 May 2023»."""
        key = day.date() if isinstance(day, datetime) else day
        words = self._dates.get(key)
        if words is None:
            words = self._dates[key] = f"{self.day_month(key)} {self._year(key.year)}"
        return words

    def month_year(self, month: int, year: int) -> str:
        """«Май 2023 года», «May 2023»."""
        return f"{self.month_name(month)} {self._year(year)}"

    def _year(self, year: int) -> str:
        word = _YEAR_WORDS.get(self.lang)
        return f"{year}{NBSP}{word}" if word else str(year)

    def size_words(self, size: int) -> str:
        """«240 КБ», «1,4 МБ»: one decimal below ten, none above."""
        units = _UNITS.get(self.lang, _UNITS["en"])
        if size < _STEP:
            return f"{size}{NBSP}{units[0]}"
        amount = float(size)
        unit = 0
        while round(amount) >= _STEP and unit < len(units) - 1:
            amount /= _STEP
            unit += 1
        figure = f"{amount:.1f}" if amount < 9.95 else f"{amount:.0f}"
        figure = figure.removesuffix(".0")
        return f"{figure.replace('.', _DECIMAL_POINT.get(self.lang, ','))}{NBSP}{units[unit]}"

    def event_when(self, event: EventView) -> str:
        """When an event is, beside its date: «вторник, 18:00–20:00», or all its days."""
        start, end = event.start, event.end
        if end is not None and end.date() != start.date():
            return self._days_of(start, end)
        if event.all_day:
            return self.weekday(start)
        span = clock(start)
        if end is not None and end.time() != start.time():
            span += f"–{clock(end)}"
        return f"{self.weekday(start)}, {span}"

    def _days_of(self, start: date, end: date) -> str:
        """«24–26 ноября», «30 ноября — 2 декабря»."""
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.day}–{end.day}{NBSP}{self.month_of(start)}"
        return f"{self.day_month(start)}{NBSP}— {self.day_month(end)}"


def language_name(lang: str) -> str:
    """A language's own name: «Русский», “English”."""
    name = (KNOWN.get(lang) or babels_names(lang)).own
    return name[:1].upper() + name[1:]


@cache
def babels_names(lang: str) -> Names:
    """The names of a language; of one that Babel does not know, those of English."""
    from babel import Locale, UnknownLocaleError

    try:
        own = Locale.parse(lang).get_display_name(lang) or lang
    except (UnknownLocaleError, ValueError):
        own = lang
    locale = _locale(lang)
    months, days = locale.months, locale.days["format"]["wide"]
    return Names(
        own,
        tuple(months["format"]["wide"][number] for number in range(1, 13)),
        tuple(months["stand-alone"]["wide"][number] for number in range(1, 13)),
        tuple(days[number] for number in range(7)),
    )


def _locale(lang: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(_LOCALES.get(lang, lang), sep="_")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def date_digits(day: date) -> str:
    """«23.05.2023», for tables."""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def clock(moment: datetime | time) -> str:
    """«10:30»."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def iso(moment: date) -> str:
    """For `<time datetime>`: a day as it is, a moment to the minute with its offset."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="minutes")
    return moment.isoformat()


def phone_address(phone: str) -> str:
    """Address that dials a Russian number as people write it.

    >>> phone_address("8 (83152) 2-14-06, доб. 12")
    'tel:+78315221406'
    """
    digits = _NOT_DIGIT.sub("", _EXTENSION.split(phone, maxsplit=1)[0])
    if len(digits) == 11 and digits[0] in "78":
        return f"tel:+7{digits[1:]}"
    return f"tel:{'+' if phone.lstrip().startswith('+') else ''}{digits}"
