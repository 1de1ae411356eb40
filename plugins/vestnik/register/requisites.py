"""Numbers and dates of acts, as officers type them: «от 05.03.2018 № 3/650», «N 104а от 5.3.18».

`scan` stops at the few places where one can begin and reads on from there. Every quantifier is
bounded or possessive, so the time grows with the text and with nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from vestnik.core.russian import MONTHS

_BLANK = r"[ \t\u00a0\u2007\u2009\u202f]"
_LETTER = "A-Za-zА-Яа-яЁё"
_QUOTE = '[«»"“”„]'

_PIECE = (
    rf"(?:\d{{1,15}}(?:[a-zа-яё]{{1,3}}|[A-ZА-ЯЁ]{{1,4}})?|[{_LETTER}]{{1,5}}\d{{0,10}}[{_LETTER}]{{0,2}})"
    rf"(?![\d{_LETTER}])"
)
_ENDS = rf"(?={_BLANK}*+(?:[\n.,;:)»\"«(]|(?:от|[Оо]б?|и|или|в\s+ред\w*|с\s+изм\w*)\b|$))"
"""Behind a spaced suffix: nothing that makes it a word of the sentence."""
_SUFFIX = (
    rf"(?:\d{{1,6}}[а-я]?{_ENDS}|[IVX]{{1,5}}(?!\w)|(?!РФ|МО|ГО|МР|СССР|РСФСР)[А-Я]{{2,4}}(?!\w)"
    rf"|(?!(?:на|по|от|об|до|не|за|из|со|во|ко|но|мы|он|для|или|как|что)\b)[а-я]{{2,3}}{_ENDS}"
    rf"|[рп](?!\w)|[анзгдоПРДЗН]{_ENDS})"
)
"""What may follow a hyphen with spaces around it: «131 - ФЗ», «43 – р», «267 - а.»."""
_NONE = rf"б{_BLANK}?/{_BLANK}?н(?!\w)|без\s+номера"
_NUMBER = (
    rf"(?:{_NONE}"
    rf"|(?=[{_LETTER}./-]{{0,8}}\d)(?:{_PIECE}|\d{{1,10}}(?!\d))"
    rf"(?:(?:[-–—‑/\\]|\.(?=\d))(?:{_PIECE})"
    rf"|{_BLANK}?/{_BLANK}?\d{{1,8}}(?:{_PIECE})?"
    rf"|{_BLANK}?[-–—‑]{_BLANK}?{_SUFFIX}){{0,6}}"
    rf"(?:{_BLANK}?Ф(?:К)?З(?!\w)|{_BLANK}[пр]{_ENDS})?@?)"
)
_SIGN = (
    r"(?:№{1,2}+|N2(?=\s\d)|(?:N\s)?(?<![A-Za-z])N(?:[oо°º]\.?)?(?=\s*+[-–]?\s?\d)"
    r"|(?<!\w)номер(?:ом)?(?=\s))"
)
"""«N2» is what character recognition makes of «№»."""
_SIGNED = rf"{_SIGN}\s*+(?:[-–]\s?)?"

_MONTH = "(?i:" + "|".join(MONTHS) + ")"
_DAY = rf"(?:{_QUOTE}{_BLANK}?\d{{1,2}}{_BLANK}?{_QUOTE}|\d{{1,2}})"
_WORDS = rf"{_DAY}\s{{0,3}}{_MONTH}(?:\s{{0,3}}(?:\d{{4}}|\d\d(?=\s?г))(?!\d))?"
_DIGITS = rf"{_DAY}{_BLANK}?[./-]{_BLANK}?\d{{1,2}}{_BLANK}?[./-]{_BLANK}?(?:\d{{4}}|\d\d)(?!\d)"
_GAPPED = r"\d{1,2}(?:\.\d{1,2}\s|\s\d{1,2}\.)\d{4}(?!\d)"
"""A dot forgotten: 05.03 2018."""
_FORM = (
    rf"{_QUOTE}{_BLANK}?\d{{1,2}}{_BLANK}?{_QUOTE}\s{{0,3}}\d{{1,2}}(?:\s{{1,3}}|\.)\d{{4}}(?!\d)"
)
"""A typed form filled in: «05» 03 2018."""
_ISO = r"\d{4}-\d\d-\d\d(?!\d)"
_DATE = rf"(?:{_WORDS}|{_DIGITS}|{_GAPPED}|{_FORM}|{_ISO})"
_YEAR = rf"(?:\s{{0,4}}+(?:[гГ](?:ода?|ОДА?)?(?!\w)(?:{_BLANK}?\.)?))?"
"""«г.», «года» behind a date."""
_FROM = r"(?<!\w)[Оо][Тт]\s*+"
_BETWEEN = r"\s*+,?\s*+(?:за\s++)?"

_DATED = re.compile(
    rf"{_FROM}(?P<date>{_DATE}){_YEAR}"
    rf"(?:{_BETWEEN}(?:(?P<open>\()?(?P<sign>{_SIGNED}|Н\s*+(?=\d))(?P<number>{_NUMBER})(?(open)\s?\))"
    rf"|(?P<none>{_NONE})))?"
)
_NUMBERED = re.compile(
    rf"(?P<sign>{_SIGNED})(?P<number>{_NUMBER})(?:{_BETWEEN}{_FROM}(?P<date>{_DATE}){_YEAR}(?!\s*+(?:№|N\s?\d)))?"
)
_DATE_BEFORE = re.compile(rf"(?<![\d.,/])(?P<date>{_DATE}){_YEAR}\s*+,?(?:\s*+за)?\Z")
_DATE_BEHIND = re.compile(rf"{_BETWEEN}{_FROM}(?P<date>{_DATE}){_YEAR}")
_LAW_BEFORE = re.compile(rf"(?<![\w№/-])\d{{1,4}}(?:{_BLANK}?[-–—‑]{_BLANK}?)?\Z")
_LAW_BEHIND = re.compile(
    rf"ФК?З(?:{_BLANK}?[-–—‑]{_BLANK}?|{_BLANK})(?P<number>\d{{1,4}})(?![\w/]|\.\d)"
)

_BEFORE_DAY = r"(?=\s*+[\d«\"“„])"
_ANCHOR = re.compile(
    rf"№|N(?=[Nоo°º.\s–-]{{0,4}}\d)|номер|от{_BEFORE_DAY}|От{_BEFORE_DAY}|ОТ{_BEFORE_DAY}|ФЗ|ФКЗ"
)
"""Everything begins at one of these, or right before it. Each begins with a letter of its own, so
that the search skips all others quickly.
"""
_REACH = 40
"""Characters of a date without «от» before its «№»."""
_GAP = 160
"""… and of what stands between, as in the head of a letter, where tabs part them."""
_MORE = re.compile(rf"\s*+(?:,|и(?=\s))\s*+(?P<number>{_NUMBER})")
"""The further numbers of «№№ 5, 6 и 7»."""

_DATE_PARTS = re.compile(
    rf"\D{{0,2}}(?P<day>\d{{1,2}})\W{{0,6}}(?:(?P<word>{_MONTH})|(?P<month>\d{{1,2}}))"
    r"(?:\W{0,4}(?P<year>\d{4}|\d\d))?"
)
_AROUND_SIGNS = re.compile(r"\s*([-–—‑/\\])\s*")
_SPACED_SUFFIX = re.compile(r"\s+(ФК?З|[пр])$")


class Requisites(Struct, frozen=True):
    """A number, a date, or both, as they stand together."""

    start: int
    end: int
    number: str
    """As typed, its spaces and dashes made even; empty where there is only a date."""
    date: date | None
    """`None` where there is none, or none that exists in the calendar."""
    number_first: bool
    bare: bool = False
    """A law by its number alone: «44-ФЗ»."""
    sign: str = ""

    @property
    def strong(self) -> bool:
        """Whether number and date stand together."""
        return bool(self.number and self.date)


def scan(text: str) -> Iterator[Requisites]:
    """Every number and date in `text` that could be those of an act, from left to right."""
    end = 0
    for anchor in _ANCHOR.finditer(text):
        place = anchor.start()
        if place < end:
            continue
        found = _READERS[anchor[0]](text, place, end)
        if found is None:
            continue
        several = _several(text, found) if found.sign.startswith("№№") else [found]
        yield from several
        end = several[-1].end


def _dated(text: str, place: int, _floor: int) -> Requisites | None:
    """«от 05.03.2018 № 3/650»."""
    found = _DATED.match(text, place)
    if found is None:
        return None
    day, number = parse_date(found["date"]), found["number"] or found["none"] or ""
    if not (day or number):
        return None
    return Requisites(
        place, found.end(), clean_number(number), day, number_first=False, sign=found["sign"] or ""
    )


def _numbered(text: str, place: int, floor: int) -> Requisites | None:
    """«№ 3/650», «№ 3/650 от 05.03.2018», «05.03.2018 № 3/650»."""
    found = _NUMBERED.match(text, place)
    if found is None:
        return None
    number, day = clean_number(found["number"]), parse_date(found["date"] or "")
    before = None if found["date"] else _date_before(text, max(floor, place - _GAP), place)
    if before is None:
        return Requisites(place, found.end(), number, day, number_first=True, sign=found["sign"])
    start, day = before
    return Requisites(start, found.end(), number, day, number_first=False, sign=found["sign"])


def _date_before(text: str, low: int, place: int) -> tuple[int, date | None] | None:
    """Where a date begins that ends right before `place`, and the date."""
    before = text[low:place].rstrip()
    if not (before[-1:].isdigit() or before.endswith(("г", ".", "года", ",", "за"))):
        return None
    start = max(0, len(before) - _REACH)
    found = _DATE_BEFORE.search(before[start:])
    return (low + start + found.start(), parse_date(found["date"])) if found else None


def _law(text: str, place: int, floor: int) -> Requisites | None:
    """«44-ФЗ», «ФЗ-44»."""
    if text[place - 1 : place].isalpha():
        return None
    suffix = "ФКЗ" if text.startswith("ФКЗ", place) else "ФЗ"
    end = place + len(suffix)
    low = max(floor, place - 9)
    if (before := _LAW_BEFORE.search(text[low:place])) and not text[end : end + 1].isalnum():
        number = f"{clean_number(before[0]).strip('- ')}-{suffix}"
        return Requisites(low + before.start(), end, number, None, number_first=True, bare=True)
    if behind := _LAW_BEHIND.match(text, place):
        number = f"{behind['number']}-{suffix}"
        return Requisites(place, behind.end(), number, None, number_first=True, bare=True)
    return None


_READERS = {
    "№": _numbered, "N": _numbered, "номер": _numbered,
    "от": _dated, "От": _dated, "ОТ": _dated,
    "ФЗ": _law, "ФКЗ": _law,
}  # fmt: skip


def _several(text: str, first: Requisites) -> list[Requisites]:
    """«№№ 5, 6 и 7 от 03.04.2021»: each number with the date."""
    found = [first]
    while more := _MORE.match(text, found[-1].end):
        number = clean_number(more["number"])
        found.append(
            Requisites(more.start("number"), more.end(), number, first.date, number_first=True)
        )
    dated = _DATE_BEHIND.match(text, found[-1].end) if first.date is None else None
    if dated:
        day = parse_date(dated["date"])
        found = [replace(one, date=day) for one in found]
        found[-1] = replace(found[-1], end=dated.end())
    return found


def clean_number(typed: str) -> str:
    """`78 – ФЗ` → `78-ФЗ`, `3 / 650` → `3/650`."""
    number = _AROUND_SIGNS.sub(lambda sign: "/" if sign[1] in "/\\" else "-", typed.strip())
    return _SPACED_SUFFIX.sub(r"-\1", number)


def parse_date(typed: str) -> date | None:
    """The date that was typed in any of the usual ways; `None` for one that does not exist.

    >>> parse_date("«05» 03 2018"), parse_date("5 марта 2016"), parse_date("31.02.2018")
    (datetime.date(2018, 3, 5), datetime.date(2016, 3, 5), None)
    """
    if re.fullmatch(_ISO, typed):
        year, month, day = (int(part) for part in typed.split("-"))
        return _existing(year, month, day)
    found = _DATE_PARTS.match(typed)
    if found is None or not found["year"]:
        return None
    month = MONTHS.index(found["word"].lower()) + 1 if found["word"] else int(found["month"])
    return _existing(_full_year(found["year"]), month, int(found["day"]))


def _full_year(typed: str) -> int:
    year = int(typed)
    if len(typed) == 4:
        return year
    return year + (2000 if year <= 50 else 1900)


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1800 <= year < 2100 else None
