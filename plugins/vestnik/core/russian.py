"""Russian words and typography: plurals, dates, sizes, quotation marks and no-break spaces.

What is made here for readers holds no-break spaces where a line must not end: «23 мая 2023 года»,
«240 КБ», «№ 375».
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

from msgspec import Struct

from vestnik.core.patterns import regex

NBSP = "\u00a0"
"""No-break space."""

INLINE = "\x02"
"""Stands in a text for an inline tag: typography looks through it."""
BLOCK = "\x03"
"""Stands in a text for the border of a paragraph: nothing is paired across it."""

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
"""Months as they stand in a date: `MONTHS[date.month - 1]`."""


# Words of numbers --------------------------------------------------------------------------------


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form of a word that goes with a number: 1 файл, 2 файла, 5 файлов.

    >>> [plural(n, "файл", "файла", "файлов") for n in (1, 2, 5, 11, 21, 112)]
    ['файл', 'файла', 'файлов', 'файлов', 'файл', 'файлов']
    """
    tail = abs(number) % 100
    if 11 <= tail <= 14:
        return many
    match tail % 10:
        case 1:
            return one
        case 2 | 3 | 4:
            return few
        case _:
            return many


def date_words(day: date) -> str:
    """«23 мая 2023 года», with no-break spaces."""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]} {day.year}{NBSP}года"


def date_digits(day: date) -> str:
    """«23.05.2023»."""
    return f"{day:%d.%m.}{day.year:04d}"


_UNITS = ("КБ", "МБ", "ГБ", "ТБ")


def size_words(size: int) -> str:
    """A size in bytes for people: «240 КБ», «1,4 МБ», with a no-break space.

    >>> size_words(1_470_000).split()
    ['1,4', 'МБ']
    """
    if size < 1024:
        return f"{size}{NBSP}{plural(size, 'байт', 'байта', 'байт')}"
    value = float(size)
    for unit in _UNITS:
        value /= 1024
        tenths = unit != "КБ" and value < 9.95
        shown = round(value, 1 if tenths else 0)
        if shown < 1024 or unit == _UNITS[-1]:
            break
    text = f"{shown:.1f}".removesuffix(".0") if tenths else f"{shown:.0f}"
    return f"{text.replace('.', ',')}{NBSP}{unit}"


# Dates as people type them -----------------------------------------------------------------------

_ZONE = r"(?P<zone>Z|[+-]\d\d:?\d\d)?"
_CLOCK = r"(?P<hour>\d{1,2})[:.-](?P<minute>\d\d)(?::(?P<second>\d\d))?"
_TIME = rf"(?:(?:T|,?\s+)(?:в\s+)?{_CLOCK}\s*{_ZONE})?"
_YEAR_WORD = r"\s*(?:г\.?|года?)?"
_DATE_FORMS = (
    regex(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_TIME}"),
    regex(
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}}|\d\d(?!\d)){_YEAR_WORD}{_TIME}"
    ),
    regex(
        rf"[«\"]?(?P<day>\d{{1,2}})[»\"]?\s+(?P<word>{'|'.join(MONTHS)})\s+(?P<year>\d{{4}}|\d\d(?!\d))"
        rf"{_YEAR_WORD}{_TIME}",
        re.IGNORECASE,
    ),
)


def parse_date(text: str) -> date | datetime:
    """The date that a person typed; a `datetime` where the time was typed as well.

    Forms: `2026-11-17`, `17.11.2026`, «17 ноября 2026 года», each also with a time (`10:30`).
    A time has a zone only where one was typed. Raises `ValueError` whose text is the reason in
    Russian, for an officer.

    >>> parse_date("«5» марта 2016г.")
    datetime.date(2016, 3, 5)
    """
    plain = " ".join(text.split())
    for form in _DATE_FORMS:
        if found := form.fullmatch(plain):
            return _moment(plain, found.groupdict())
    raise ValueError(f"«{plain}» — не похоже на дату")


def _moment(text: str, parts: dict[str, str | None]) -> date | datetime:
    day = _day(text, parts)
    if parts["hour"] is None:
        return day
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"«{text}» — такого времени нет")
    return datetime(
        day.year, day.month, day.day, hour, minute, second, tzinfo=_zone(text, parts["zone"])
    )


def _day(text: str, parts: dict[str, str | None]) -> date:
    typed = parts["year"] or ""
    if len(typed) == 2:
        raise ValueError(f"«{text}» — год записан двумя цифрами, нужны четыре")
    year, day = int(typed), int(parts["day"] or 0)
    word = parts.get("word")
    month = MONTHS.index(word.lower()) + 1 if word else int(parts["month"] or 0)
    if not 1 <= month <= 12:
        raise ValueError(f"«{text}» — такой даты нет: месяцев двенадцать")
    if not 1700 <= year <= 2199:
        raise ValueError(f"«{text}» — похоже на опечатку в годе")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        in_month = f"в этом месяце {days} {plural(days, 'день', 'дня', 'дней')}"
        raise ValueError(f"«{text}» — такой даты нет: {in_month}")
    return date(year, month, day)


def _zone(text: str, zone: str | None) -> timezone | None:
    if zone is None:
        return None
    if zone == "Z":
        return UTC
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError(f"«{text}» — такого часового пояса нет")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if zone[0] == "-" else offset)


# Typography --------------------------------------------------------------------------------------


def typography(text: str) -> str:
    """Text as a Russian typesetter would have it; applying it twice changes nothing.

    - straight and English quotes become «ёлочки», those inside others „лапки“; quotes that the
      author typed as such, and marks of inches, stay;
    - a hyphen or dash between spaces becomes « — » that does not begin a line, but not between
      two numbers, nor inside the number of an act («№ 642 - п», «N 54 - ФЗ»);
    - no-break spaces after «№», initials, short prepositions, «г.», «ул.», and between a number
      and its unit or month.

    It changes quotes, dashes between spaces and the kind of spaces, and adds a space after «№»:
    addresses, e-mails and numbers with hyphens come through unharmed.
    """
    if '"' in text or "“" in text or "”" in text:
        text = _quotes(text)
    if "№" in text:
        text = _NUMBER.sub("№" + NBSP, text)
    text = _DASH.sub(_dash, text)
    for pattern in (_UNIT, _SHORT_WORD, _SURNAME):
        text = pattern.sub(NBSP, text)
    return _ABBREVIATION.sub("." + NBSP, text)


# Quotation marks: a mark opens or closes by what stands beside it, with other marks and inline
# tags looked through, so that converting one mark never changes what another one is.

_MARK = regex(f'["“”„«»{BLOCK}]')
_THROUGH = f'"“”„«»{INLINE}'
_TYPED = '"“”'
"""Marks that are converted; the others stay as typed."""
_RUN = 12
"""How many marks in a row are looked through: a bound for hostile text."""


class _Quote(Struct, eq=False):
    place: int
    char: str
    side: int
    """1 opens, -1 closes, 0 neither."""
    partner: _Quote | None = None
    depth: int = 0
    """Pairs around it."""


def _quotes(text: str) -> str:
    chars = list(text)
    for block in _quoted_blocks(text):
        _pair(block)
        _measure(block)
        for mark in block:
            _write(mark, chars)
    return "".join(chars)


def _quoted_blocks(text: str) -> Iterator[list[_Quote]]:
    """The quotation marks of each paragraph."""
    block: list[_Quote] = []
    for found in _MARK.finditer(text):
        if found[0] == BLOCK:
            yield block
            block = []
        else:
            block.append(_Quote(found.start(), found[0], _side(text, found.start())))
    yield block


def _side(text: str, place: int) -> int:
    char = text[place]
    if char in "«„":
        return 1
    if char == "»":
        return -1
    before, after = _beside(text, place, -1), _beside(text, place, 1)
    opens = before.isspace() or before in f"([{{—–-/{BLOCK}"
    closes = after.isspace() or after in f")]}}.,;:!?…—–-/{BLOCK}"
    return opens - closes


def _beside(text: str, place: int, step: int) -> str:
    """The nearest character that is no mark; the border of a paragraph where there is none."""
    for _ in range(_RUN):
        place += step
        if not 0 <= place < len(text):
            return BLOCK
        if text[place] not in _THROUGH:
            return text[place]
    return BLOCK


def _pair(marks: list[_Quote]) -> None:
    """Find the partner of every mark."""
    stack: list[_Quote] = []
    for mark in marks:
        if mark.side > 0:
            stack.append(mark)
        elif mark.side < 0 and stack:
            mark.partner = stack.pop()
            mark.partner.partner = mark


def _measure(marks: list[_Quote]) -> None:
    """Count the pairs around every mark."""
    depth = 0
    for mark in marks:
        depth -= mark.side < 0 and mark.partner is not None
        mark.depth = depth
        depth += mark.side > 0 and mark.partner is not None


def _write(mark: _Quote, chars: list[str]) -> None:
    """Put the right mark in its place; an opening one comes before its partner."""
    if mark.char not in _TYPED or not mark.side:
        return
    partner = mark.partner
    if mark.side > 0:
        inner = partner is not None and partner.char != "»" and mark.depth > 0
        chars[mark.place] = "„" if inner else "«"
    elif partner is not None:
        chars[mark.place] = "“" if chars[partner.place] == "„" else "»"
    elif not chars[mark.place - 1].isdigit():  # a screen of 15" is no quotation
        chars[mark.place] = "»"


# Spaces and dashes. Patterns begin with a literal character and look back from it: Python's `re`
# finds a literal many times faster than a class, a word border or an alternative.

_NUMBER = regex(r"№(?<![/=&?%\w]№)[ \u00a0\n]*(?=[0-9A-Za-zА-Яа-яЁё])")
_DASH = regex("[ \u00a0][-–—] ")
_NUMBER_BEFORE = regex("(?:№|(?<!\\w)N)[ \u00a0]?\\d[\\d/.-]*$")
_NUMBER_TAIL = regex(r"(?:па|рп|[прнПР]|[А-ЯЁ]{2,5})(?!\w)")
_LONGEST_NUMBER = 20
"""Characters with its sign, more than official numbers have."""
_UNIT = regex(
    r" (?<=\d )(?="
    rf"(?:{'|'.join(MONTHS)}|года?|году|годом|годы|годов|лет|гг?\.|тыс\.|млн|млрд|трлн|руб(?:\.|л\w+)"
    r"|коп(?:\.|е\w+)|чел(?:\.|о\w+)|шт\.|экз\.|ед\.|кв\.|куб\.|мин\.|сек\.|ч\.|час(?:а|ов)?|минуты?"
    r"|\d{3}(?!\d)|кг|км|см|мм|га|мг|м|т|л|м²|м³|кВт|МВт|Гкал|[КМГТ]?Б|байт|%|‰|°|₽)(?![а-яёА-ЯЁ]))"
)
_SHORT_WORD = regex(
    r" (?:(?<=(?<![\w-])[авикосуяАВИКОСУЯ] )"
    r"|(?<=(?<![\w-])(?:[Вв]о|[Дд]о|[Зз]а|[Ии]з|[Кк]о|[Нн]а|[Нн]е|[Нн]и|[Оо]б|[Оо]т|[Пп]о|[Сс]о) ))"
    r"(?=\S)"
)
_SURNAME = regex(r" (?=[А-ЯЁ]\.[ \u00a0]?[А-ЯЁ]\.(?![ \u00a0]?[А-ЯЁ]))(?<=[а-яё] )")
"""«Бригида О. Ю.»"""
_ABBREVIATION = regex(
    r"\. (?:(?=[А-ЯЁ\d«„])(?:(?<=(?<!\w)[А-ЯЁдпсч]\. )|(?<=(?<!\d[ \u00a0])(?<!\w)г\. )"
    r"|(?<=(?<!\w)(?:ул|кв|ст|пп|пр|пл|им)\. )"
    r"|(?<=(?<!\w)(?:тел|стр|пос|пер|обл|дер|рис|каб)\. )|(?<=(?<!\w)(?:табл|корп)\. ))"
    r"|(?=[едпк]\.)(?<=(?<!\w)т\. ))"
)
"""«О. Ю. Бригида», «г. Сыктывкар», «ул. Ленина», «д. 5», «т. д.»"""


def _dash(found: re.Match[str]) -> str:
    text, before, after = found.string, found.start() - 1, found.end()
    if before < 0 or after == len(text):
        return found[0]
    left, right = text[before], text[after]
    if left.isspace() or right.isspace() or BLOCK in (left, right):
        return found[0]
    if left.isdigit():
        number = text[max(0, before - _LONGEST_NUMBER) : before + 1]
        if right.isdigit() or (_NUMBER_TAIL.match(text, after) and _NUMBER_BEFORE.search(number)):
            return found[0]
    return NBSP + "— "
