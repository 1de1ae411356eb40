"""The tokens of a Russian text: words, numbers of acts, dates.

A token is a stretch of the text and the *terms* that it is found by. The first term is the one
that a query asks for; the others let a part find it («123» finds № 123-п, «2023» finds 23.05.2023).
Everything here is a pure function of the text. `theme/components/search/tokens.js` does the same
for queries; `tests/search/test_client.py` holds both alike.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from vestnik.core.patterns import regex
from vestnik.core.russian import MONTHS
from vestnik.search.stemmer import stem

_STOP = (
    "а без бы в во вот для до его ее если же за и из или им их к как ко ли между на над не него нее"
    " ни них но о об он она они оно от по под при про с со так также то тот у что чтобы это этот"
    " г гг n no"
)
STOP_WORDS = frozenset(_STOP.split())
"""Words that stand in every text and tell nothing: neither indexed nor looked for."""

_LAW = r"\s?[-–—]\s?(?:фз|фкз|оз|кз|рз)\b"
_TAIL = rf"(?:\s?[-–—]\s?(?:па|рп|п|р|н)\b|{_LAW}|[-–/.]?\w+)"
STRETCHES = (
    r"[а-я]++(?![\w/–-])"  # nearly every word, told faster than by the next line
    rf"|n\s\d+{_TAIL}*"  # «N 44 - ФЗ»
    r"|[^\W\d_]\w*(?:[-–/]\w+)*"  # a word; «п-13» and «интернет-портал» too
    rf"|[«\"“„]?\d{{1,2}}[»\"”“]?\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}(?!\d)"  # «5» марта 2016
    r"|\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d\d)(?!\d)"  # 23.05.2023
    r"|\d{4}-\d\d-\d\d\b"
    rf"|№+\s?\d+{_TAIL}*"
    rf"|\d+(?:[-–/.,]?\w+)*(?:{_LAW})?"  # 375, 3/650, 123-п, 12,5
)
"""The stretches of a clean text that are tokens, words first because most are words."""
PATTERN = regex(STRETCHES)

_DATE_WORDS = regex(r"\W?(\d{1,2})\W?\s+([а-я]+)\s+(\d{4})")
_DATE_DIGITS = regex(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)")
_DATE_ISO = regex(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}

_MARK = regex(r"№+|^n\s")
_PARTS = regex(r"[^\W_]+")
_RUNS = regex(r"\d+|[^\W\d_]+")
_LOOK_ALIKE = str.maketrans("abcehkmnoptxy", "авсенкмнортху")
"""Latin letters that people type for Cyrillic ones in numbers of acts («903h», «123-P» aside)."""
_ISO = regex(r"\d{4}-\d\d-\d\d")
_YEAR = regex(r"(?:19|20)\d\d")
_NEAR = 4
"""Stretches from a number to its day, at most: «№ 642 от 5 мая», «2018 г. N 3»."""
_BEHIND_DATES = "год"
"""The stem of the word that may stand between a date and a number: «от 5 марта 2018 года № 3»."""
_SILENT = ("\u00ad", "\u0301", "\u200b")
"""Soft hyphen, accent, zero-width space: they part no word."""


class Token(Struct, frozen=True):
    """A stretch of a text and what it is found by."""

    text: str
    """As it stands in the text."""
    start: int
    """Place in the text that was given, in characters."""
    end: int
    terms: tuple[str, ...]
    """Normal forms, the query's own first; none for a stop word."""


def clean(text: str) -> str:
    """The text in lower case with «е» for «ё», without soft hyphens and accents."""
    text = unicodedata.normalize("NFC", text).lower().replace("ё", "е")
    for mark in _SILENT:
        if mark in text:
            text = text.replace(mark, "")
    return text


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text with their places.

    >>> [token.terms for token in tokens("№ 123-п от 23 мая 2023 года")]
    [('123п', '123'), (), ('2023-05-23', '2023', 'ма'), ('год',)]
    """
    lowered, places = _aligned(text)
    for found in PATTERN.finditer(lowered):
        start, end = places[found.start()], places[found.end() - 1] + 1
        yield Token(text[start:end], start, end, terms(found[0], stem))


def _aligned(text: str) -> tuple[str, list[int]]:
    """The clean text and, for each of its characters, the place where it stands in the text."""
    pieces: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if unicodedata.combining(char) and pieces:
            composed = unicodedata.normalize("NFC", pieces[-1] + char)
            if len(composed) == 1:
                pieces[-1] = clean(composed)
                continue
        piece = clean(char)
        pieces.append(piece)
        places += [place] * len(piece)
    return "".join(pieces), places


def terms(raw: str, stem_of: Callable[[str], str]) -> tuple[str, ...]:
    """The terms of one stretch that `PATTERN` has found in a clean text."""
    if raw.isalpha():
        return () if raw in STOP_WORDS else (stem_of(raw),)
    day = _date(raw)
    if day:
        return day
    if any(char.isdigit() for char in raw):
        return number_terms(raw)
    parts = [part for part in _PARTS.findall(raw) if part not in STOP_WORDS]
    return tuple(stem_of(part) for part in parts)


def kind_of(term: str) -> str:
    """What a term is: `word`, `number` or `date`."""
    if _ISO.fullmatch(term):
        return "date"
    return "number" if any(char.isdigit() for char in term) else "word"


def references(
    raws: Sequence[str], terms_of: Callable[[str], Sequence[str]]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where a number and a day stand side by side among the stretches of a text, and the terms that
    mean both, the query's own first: an act is cited by them, and texts that say them apart are
    many. A number between two days goes with either.

    >>> raws = PATTERN.findall(clean("Приказ от 26 марта 2012 г. № 642-п"))
    >>> list(references(raws, lambda raw: terms(raw, stem)))
    [(2, 4, ('642п@2012-03-26', '642@2012-03-26'))]
    """
    before, known = -_NEAR, ""
    for place in [place for place, raw in enumerate(raws) if not raw.isalpha()]:
        term = next(iter(terms_of(raws[place])), "")
        kind = kind_of(term)
        if kind == "word" or _YEAR.fullmatch(term):
            continue
        between = raws[before + 1 : place]
        if known not in ("", kind) and place - before <= _NEAR and _say_nothing(between, terms_of):
            said, dated = (before, place) if kind == "date" else (place, before)
            day = terms_of(raws[dated])[0]
            numbers = [one for one in terms_of(raws[said]) if kind_of(one) == "number"]
            yield before, place, tuple(f"{one}@{day}" for one in numbers)
        before, known = place, kind


def _say_nothing(raws: Sequence[str], terms_of: Callable[[str], Sequence[str]]) -> bool:
    return all(term == _BEHIND_DATES for raw in raws for term in terms_of(raw))


def _date(raw: str) -> tuple[str, ...]:
    month_word = ""
    if found := _DATE_DIGITS.fullmatch(raw):
        day, month, year = map(int, found.groups())
        if len(found[3]) == 2:
            year += 2000 if year < 50 else 1900
    elif found := _DATE_ISO.fullmatch(raw):
        year, month, day = map(int, found.groups())
    elif found := _DATE_WORDS.fullmatch(raw):
        day, month, year = int(found[1]), _MONTH_NUMBERS[found[2]], int(found[3])
        month_word = stem(found[2])
    else:
        return ()
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return ()
    return (iso, f"{year:04}", month_word) if month_word else (iso, f"{year:04}")


def number_terms(raw: str) -> tuple[str, ...]:
    """Normal form of a number as people write it, then its parts.

    Hyphens between digits and letters go, other separators are one; Latin letters that look
    Cyrillic are Cyrillic.

    >>> [number_terms(raw)[0] for raw in ("3/650", "123-п", "№ 123п", "903h", "404п-п13", "2.1")]
    ['3/650', '123п', '123п', '903н', '404п-п13', '2.1']
    """
    pieces = _MARK.sub(" ", raw).translate(_LOOK_ALIKE)
    runs = _RUNS.findall(pieces)
    whole = _joined(pieces.strip())
    if len(runs) == 1 or "." in whole:
        return (whole,)
    return (whole, *dict.fromkeys(run for run in runs if run.isdigit() and len(run) > 1))


def _joined(raw: str) -> str:
    result = ""
    for found in _PARTS.finditer(raw):
        part = found[0]
        if result:
            before, after = result[-1].isdigit(), part[0].isdigit()
            if before and after:
                result += "." if raw[found.start() - 1] in ".," else "/"
            elif not before and not after:
                result += "-"
        result += part
    return result
