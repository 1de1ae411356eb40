"""Personal data in a text: passports, СНИЛС, ИНН of people, bank cards, phones and home addresses.

What has check digits is known by them, what has none by the words around. Numbers of bodies (their
ИНН has ten digits, their accounts twenty) are no one's personal data; phones of the body itself
are given in the settings. What is found is never repeated: `Trace.masked` hides all but two digits.

Sources: passport — Government decree 828 of 1997; СНИЛС — its check number by the Pension Fund's
rule (weights 9 to 1, modulo 101); ИНН — order ММВ-7-6/435@, annex 2; cards — ISO/IEC 7812 (Luhn).
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from vestnik.core.patterns import regex


class Datum(enum.Enum):
    """A kind of personal data."""

    PASSPORT = enum.auto()
    SNILS = enum.auto()
    INN = enum.auto()
    CARD = enum.auto()
    PHONE = enum.auto()
    ADDRESS = enum.auto()


class Trace(Struct, frozen=True):
    """Personal data at one place of a text."""

    datum: Datum
    start: int
    end: int
    masked: str
    """What may be shown: digits hidden but for the last two; of an address nothing but its kind."""
    sure: bool
    """Check digits or words say so beyond doubt."""


_GAP = r"[ \t\u00a0\u2007\u2009\u202f]"
_DASH = r"[-‐‑–—]"
_SEP = rf"(?:{_GAP}|{_DASH}){{0,2}}"

_DIGIT = regex(r"\d")
_CLUSTER = regex(
    r"(?<!\d)\d(?:[ \t\u00a0\u2007\u2009\u202f()‐‑–—№N,;:.-]{0,4}+(?:номер )?\d){8,40}+"
)
"""Nine digits and more, near each other: every number looked for here stands in one, so that a text
without any costs one pass.
"""
_LOCAL = regex(r"\d[-‐‑–—]\d\d[-‐‑–—]\d\d(?!\d)")
_HOME_HINTS = ("рожива", "арегистр", "жительств", "рописан", "омашн", "егистраци")
_HOUSE_HINTS = ("кв.", "квартира", "д.", "дом ", "дом№")

_PASSPORT = regex(
    rf"(?<![\d.,/№-])(?P<series>\d{{2}}{_GAP}?\d{{2}}){_GAP}{{0,2}}[,;]?{_GAP}?"
    rf"(?P<sign>№|N|номер)?{_GAP}{{0,2}}:?{_GAP}?(?P<number>\d{{6}})(?![\d/]|{_DASH}\d|[.,]\d)"
)
_SERIES = regex(
    rf"(?:сери[яиюй]|сер\.){_GAP}*:?{_GAP}*(?P<series>\d{{2}}{_GAP}?\d{{2}})[^\d\n]{{1,20}}(?P<number>\d{{6}})(?!\d)",
    re.IGNORECASE,
)
_PASSPORT_WORDS = regex(
    r"паспорт(?!изац)|удостоверяющ\w+\s+личность|паспортн\w+\s+данн|(?<!\w)п/п(?!\w)", re.IGNORECASE
)
_ISSUED = regex(r"^[\s,;.]*(?:кем\s+)?выдан", re.IGNORECASE)
_NOT_PASSPORT = regex(
    r"техническ\w+\s+паспорт|паспорт\w*\s+(?:объекта|проекта|программ|дороги|дома|безопасност|отход)",
    re.IGNORECASE,
)

_SNILS = regex(
    rf"(?<![\d-])\d{{3}}(?P<a>{_SEP})\d{{3}}{_SEP}\d{{3}}{_SEP}\d{{2}}(?![\d/]|{_DASH}\d)"
)
_SNILS_WORDS = regex(
    r"СНИЛС|страхов\w+\s+(?:номер|свидетельств)|пенсионн\w+\s+страхован", re.IGNORECASE
)
_INN = regex(rf"(?<![\d-])\d{{2}}{_GAP}?\d{{2}}{_GAP}?\d{{6}}{_GAP}?\d{{2}}(?![\d/]|{_DASH}\d)")
_INN_WORDS = regex(r"(?<!\w)ИНН(?!\w)|налогоплательщик", re.IGNORECASE)
_CARD = regex(
    rf"(?<![\d-])(?:\d{{4}}{_SEP}\d{{4}}{_SEP}\d{{4}}{_SEP}\d{{4}}(?:{_SEP}\d{{2,3}})?|\d{{4}}{_SEP}\d{{6}}{_SEP}\d{{5}})"
    rf"(?![\d/]|{_DASH}\d)"
)
_CARD_BEGINS = regex(r"220[0-4]|4|5[0-8]|6[0-9]|2[2-7]|3[0-9]|9")
_CARD_WORDS = regex(r"(?<!\w)(?:банковск\w+\s+)?карт(?:а|ы|у|е|ой|очк\w+)?(?!\w)", re.IGNORECASE)
_MOBILE = regex(
    rf"(?<![\d+])(?:\+?7|8)?{_SEP}\(?9\d{{2}}\)?{_SEP}\d{{3}}{_SEP}\d{{2}}{_SEP}\d{{2}}(?![\d/]|{_DASH}\d)"
)
_ANY_PHONE = regex(
    rf"(?<![\d+])(?:(?:\+?7|8){_SEP}\(?\d{{3,5}}\)?{_SEP})?\d{{1,3}}{_DASH}\d{{2}}{_DASH}\d{{2}}(?![\d/]|{_DASH}\d)"
)
_PHONE_WORDS = regex(
    r"(?<!\w)(?:тел(?:ефон\w*)?|моб(?:ильн\w+)?|сот(?:ов\w+)?|whatsapp|вотсап|звони\w+|контакт\w*)(?!\w)",
    re.IGNORECASE,
)
_CITIZEN = regex(
    r"(?<!\w)(?:граждан(?:ин|ка|ину|ина|ке|ки)(?!\w)|гр\.|гр-н\w*|гр-к\w*|заявител\w+|проживающ\w+|жител(?:ь|я|ю|ьниц\w+)(?!\w)"
    r"|дата\s+рождения|\d{4}\s+г(?:\.|ода)\s?р(?:\.|ождения)|родител\w+\s+реб|личный\s+телефон|домашн\w+\s+телефон)",
    re.IGNORECASE,
)
_PERSON = regex(
    r"(?<!\w)[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+(?:[А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:ич|вна|ична|оглы|кызы)\w{0,2}(?!\w))"
)
_OFFICE = regex(
    r"приёмн|приемн|дежурн|диспетч|справочн|горяч\w+\s+лини|секретар|канцеляр|отдел|управлени|учрежден|администрац|школ|больниц"
    r"|служб|факс|директор|начальник|специалист|заведующ|главн|руководител|председател|каб\.|кабинет",
    re.IGNORECASE,
)
_HOME = regex(
    r"(?<!\w)(?:проживающ\w+|проживает|зарегистрированн?\w*(?=[^.\n]{0,60}(?:по\s+адресу|месту\s+жительства))"
    r"|адрес\w*\s+(?:регистрации|проживания|места\s+жительства)|мест[оау]\s+жительства|прописан\w?"
    r"|домашн\w+\s+адрес\w*)(?!\w)",
    re.IGNORECASE,
)
_HOUSE = regex(r"(?:(?<!\w)(?:д\.|дом|кв\.|квартира)\s?№?\s?|,\s?)\d{1,4}", re.IGNORECASE)
_REACH = 160
"""Characters in which street and house follow the words that a home begins with."""
_FLAT = regex(r"(?<!\w)(?:кв\.|квартира)\s?№?\s?\d{1,4}(?!\d)", re.IGNORECASE)
_STREET = regex(
    r"(?<!\w)(?:ул\.|улица|пер\.|переулок|пр\.|пр-т|проспект|б-р|бульвар|мкр|микрорайон|наб\.|шоссе|проезд)",
    re.IGNORECASE,
)
_BEFORE = 60
"""Characters in which a word may stand before a number that it explains."""
_NEAR = 90


def find_personal(text: str, official: frozenset[str] = frozenset()) -> list[Trace]:
    """Everything in `text` that is somebody's personal data, from left to right.

    `official` holds the phones of the body itself as `phone_digits` spells them.
    """
    if not _DIGIT.search(text):
        return []
    spans = [found.span() for found in _CLUSTER.finditer(text)]
    found: list[Trace] = []
    for finder in (_snils, _cards, _inns, _passports):
        _add(found, (trace for span in spans for trace in finder(text, span)))
    _add(found, _series(text))
    _add(found, (trace for span in spans for trace in _mobiles(text, span, official)))
    _add(found, _home_phones(text, official))
    _add(found, _addresses(text))
    return sorted(found, key=lambda trace: trace.start)


def _add(found: list[Trace], more: Iterable[Trace]) -> None:
    """Those of `more` that stand where nothing else was found."""
    for trace in more:
        if all(trace.end <= one.start or trace.start >= one.end for one in found):
            found.append(trace)


def _in(pattern: re.Pattern[str], text: str, span: tuple[int, int]) -> Iterator[re.Match[str]]:
    """Matches in a cluster; what stands around it is seen."""
    return pattern.finditer(text, max(0, span[0] - 2), min(len(text), span[1] + 3))


def _passports(text: str, span: tuple[int, int]) -> Iterator[Trace]:
    for found in _in(_PASSPORT, text, span):
        sure = _is_passport(text, found)
        spaced = bool(re.fullmatch(rf"\d\d{_GAP}\d\d", found["series"]))
        if sure or (found["sign"] and spaced):
            yield _trace(Datum.PASSPORT, found, sure=sure)


def _series(text: str) -> Iterator[Trace]:
    """«Серия 4508 номер 123456» tells itself."""
    if "сери" not in text and "Сери" not in text:
        return
    for found in _SERIES.finditer(text):
        yield _trace(Datum.PASSPORT, found, sure=_is_passport(text, found))


def _is_passport(text: str, found: re.Match[str]) -> bool:
    """Whether the words around say so."""
    before = text[max(0, found.start() - _BEFORE) : found.start()]
    words = list(_PASSPORT_WORDS.finditer(before))
    if words and not _NOT_PASSPORT.search(before + found[0]):
        between = before[words[-1].end() :]
        if not (re.search(r"\d{6}", between) or _PHONE_WORDS.search(between)):
            return True
    return _ISSUED.match(text[found.end() : found.end() + 40]) is not None


def _snils(text: str, span: tuple[int, int]) -> Iterator[Trace]:
    for found in _in(_SNILS, text, span):
        worded = _worded(_SNILS_WORDS, text, found)
        separated = "-" in found[0] or "‑" in found[0]
        valid = snils_is_valid(re.sub(r"\D", "", found[0]))
        if worded or (valid and (separated or found["a"])):
            yield _trace(Datum.SNILS, found, sure=worded or valid)


def _inns(text: str, span: tuple[int, int]) -> Iterator[Trace]:
    for found in _in(_INN, text, span):
        digits = re.sub(r"\D", "", found[0])
        worded = _worded(_INN_WORDS, text, found)
        if inn_is_valid(digits) and (worded or digits == found[0]):
            yield _trace(Datum.INN, found, sure=worded)


def _cards(text: str, span: tuple[int, int]) -> Iterator[Trace]:
    for found in _in(_CARD, text, span):
        digits = re.sub(r"\D", "", found[0])
        if not _CARD_BEGINS.match(digits) or not luhn_is_valid(digits):
            continue
        worded = _worded(_CARD_WORDS, text, found)
        usual = len(digits) == 16 and digits[0] in "2456"
        if worded or usual:
            yield _trace(Datum.CARD, found, sure=worded or found[0] != digits)


def _worded(words: re.Pattern[str], text: str, found: re.Match[str]) -> bool:
    return words.search(text, max(0, found.start() - _BEFORE), found.start()) is not None


def _mobiles(text: str, span: tuple[int, int], official: frozenset[str]) -> Iterator[Trace]:
    """Mobile phones that are not the body's, nor said to be an office's."""
    for found in _in(_MOBILE, text, span):
        if phone_digits(found[0]) in official:
            continue
        line = _line_before(text, found.start())
        explicit = found[0].startswith(("+", "8")) or "(" in found[0] or _PHONE_WORDS.search(line)
        citizen = _CITIZEN.search(line)
        if explicit and (citizen or not _OFFICE.search(line)):
            yield _trace(Datum.PHONE, found, sure=bool(citizen or _PERSON.search(line)))


def _home_phones(text: str, official: frozenset[str]) -> Iterator[Trace]:
    """Phones of a house, where the words before name a citizen and a phone."""
    for near in _LOCAL.finditer(text):
        line = _line_before(text, near.start())
        if not (_CITIZEN.search(line) and _PHONE_WORDS.search(line)):
            continue
        for found in _ANY_PHONE.finditer(text, max(0, near.start() - 16), near.end() + 2):
            if phone_digits(found[0]) not in official:
                yield _trace(Datum.PHONE, found, sure=True)


def _line_before(text: str, place: int) -> str:
    return text[max(0, place - _NEAR) : place].rpartition("\n")[2]


def _addresses(text: str) -> Iterator[Trace]:
    if not any(hint in text for hint in _HOUSE_HINTS):
        return
    ends: list[int] = []
    for place in sorted(set(_places(text, _HOME_HINTS))):
        found = _HOME.search(text, max(0, place - 12), place + 70)
        if found is None:
            continue
        line = text[found.end() : found.end() + _REACH].partition("\n")[0]
        street = _STREET.search(line)
        if street and _HOUSE.search(line, street.end()):
            ends.append(found.end())
            yield Trace(Datum.ADDRESS, found.start(), found.end(), "", sure=True)
    for place in sorted(set(_places(text, ("кв.", "вартира")))):
        found = _FLAT.match(text, place - (text[place] == "в"))
        if found is None or any(0 <= found.start() - end < _REACH for end in ends):
            continue
        line = text[max(0, found.start() - _REACH) : found.start()].rpartition("\n")[2]
        person = list(_PERSON.finditer(line))
        if person and _STREET.search(line, person[-1].end()):
            yield Trace(Datum.ADDRESS, found.start(), found.end(), "", sure=False)


def _places(text: str, words: Iterable[str]) -> Iterator[int]:
    """Where any of `words` stands: much quicker than a pattern, and most texts have none."""
    for word in words:
        place = text.find(word)
        while place >= 0:
            yield place
            place = text.find(word, place + 1)


def _trace(datum: Datum, found: re.Match[str], *, sure: bool) -> Trace:
    start, end = found.span()
    return Trace(datum, start, end, masked(found[0]), sure)


def masked(typed: str) -> str:
    """All digits hidden but for the last two.

    >>> masked("112-233-445 95")
    '•••-•••-••• 95'
    """
    seen = sum(map(str.isdigit, typed))
    out = []
    for char in " ".join(typed.split()):
        if char.isdigit():
            seen -= 1
            out.append(char if seen < 2 else "•")
        else:
            out.append(char)
    return "".join(out)


def phone_digits(typed: str) -> str:
    """A phone as its last ten digits: however it is typed, the same number is the same."""
    return re.sub(r"\D", "", re.split(r"(?:доб|вн)\b", typed)[0])[-10:]


def snils_is_valid(digits: str) -> bool:
    """Whether the two last digits are the check number of the nine before."""
    if len(digits) != 11 or int(digits[:9]) <= 1_001_998:
        return False
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(digits[:9]))
    return total % 101 % 100 == int(digits[9:])


def inn_is_valid(digits: str) -> bool:
    """Whether the two check digits of a person's ИНН (twelve digits) are right."""
    if len(digits) != 12 or digits.startswith("00") or len(set(digits)) == 1:
        return False
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    first = sum(int(a) * b for a, b in zip(digits, weights[1:], strict=False)) % 11 % 10
    second = sum(int(a) * b for a, b in zip(digits, weights, strict=False)) % 11 % 10
    return digits[10:] == f"{first}{second}"


def luhn_is_valid(digits: str) -> bool:
    """Whether the last digit of a card is its check digit."""
    if len(set(digits)) == 1:
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
