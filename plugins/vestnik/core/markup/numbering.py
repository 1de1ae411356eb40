"""Numbers of the clauses of acts: how they are read, nested and named.

    I.  Общие положения      roman: a part of the act
    1.  4.Текст              point: a clause
    1.1.  1.2.3  1.2)        path: its place stands in the number itself
    1)                       bracket: below the clause before it
    а)                       letter: below that

A path belongs below the clause that it begins with; brackets and letters belong below whatever
is open, or beside their like. The anchor of a clause says its place: `p-3`, `p-3-1`, `p-3-1-a`,
`p-ii`. An act with annexes numbers anew: the second numbering has `p2-1`, `p2-2`, and so on. A
number that stands twice in its place by a slip has `p-3--2`.
"""

from __future__ import annotations

import enum
from collections import Counter

from msgspec import Struct, field

from vestnik.core.addresses import slug
from vestnik.core.patterns import regex


class Form(enum.Enum):
    """How a number is written."""

    ROMAN = "roman"
    POINT = "point"
    PATH = "path"
    BRACKET = "bracket"
    LETTER = "letter"


_LISTED = (Form.BRACKET, Form.LETTER)
"""Items of a list inside a clause, rather than clauses."""


class Number(Struct, frozen=True):
    """The number at the beginning of a line."""

    typed: str
    """Exactly as it stands: `4.`, `1.2`, `а)`."""
    form: Form
    parts: tuple[str, ...]
    """What it counts: `("1", "2")`, `("a",)`, `("ii",)`."""

    @property
    def name(self) -> str:
        """Without the final point or bracket: `1.2`, `а`."""
        return self.typed.rstrip(".)")

    @property
    def is_bare(self) -> bool:
        """Whether neither point nor bracket follows: `1.2 Состав`."""
        return self.typed[-1] not in ".)"

    @property
    def is_listed(self) -> bool:
        """Whether it is an item of a list inside a clause."""
        return self.form in _LISTED

    @property
    def continues(self) -> bool:
        """Whether an item stands before it in its list."""
        return self.is_listed and self.parts[-1] not in ("1", "a")

    @property
    def is_first(self) -> bool:
        """Whether a numbering begins with it."""
        return all(part in ("1", "i") for part in self.parts)


_ROMAN = regex(r"(?=[IVXІ]|Х[IVXІ])([IVXLІХ]{1,7})[.)](?=[ \t\u00a0]|$|[А-ЯЁ][а-яё])")
_LETTER = regex(r"([а-яёa-z])\)")
_DIGITS = r"(?:0|[1-9]\d{0,2})"
_PATH = regex(rf"({_DIGITS}(?:\.{_DIGITS}){{1,5}})(?:[.)](?!\d)|(?=[ \t\u00a0]+[«\"„А-ЯЁA-Z]|$))")
_POINT = regex(r"([1-9]\d{0,2})\.(?!\d)")
_BRACKET = regex(r"([1-9]\d{0,2})\)")
_ROMAN_LOOK_ALIKE = str.maketrans("ІХ", "IX")


def read(line: str) -> Number | None:
    """The number that a line begins with, or nothing.

    Dates, decimal fractions, years and initials are no numbers of clauses.

    >>> read("4.Руководителям школ:").typed, read("1.2 Состав комиссии").parts
    ('4.', ('1', '2'))
    >>> [read(line) for line in ("23.05.2023 года", "1.5 млн рублей", "2023. Итоги", "А. Иванов")]
    [None, None, None, None]
    """
    if line[:1].isdigit():
        return _read_digits(line)
    if found := _LETTER.match(line):
        return Number(found[0], Form.LETTER, (slug(found[1]) if found[1] not in "ъь" else "z",))
    if found := _ROMAN.match(line):
        return Number(found[0], Form.ROMAN, (found[1].translate(_ROMAN_LOOK_ALIKE).lower(),))
    return None


def _read_digits(line: str) -> Number | None:
    if found := _POINT.match(line):
        return Number(found[0], Form.POINT, (found[1],))
    if found := _BRACKET.match(line):
        return Number(found[0], Form.BRACKET, (found[1],))
    if found := _PATH.match(line):
        return Number(found[0], Form.PATH, tuple(found[1].split(".")))
    return None


class Place(Struct, frozen=True):
    """Where a clause stands."""

    number: Number
    anchor: str
    depth: int
    """0 at the outermost level."""


class Numbering(Struct):
    """Follows the clauses of one text in their order."""

    open: list[Place] = field(default_factory=list)
    """The clause before, with those around it, outermost first."""
    used: Counter[str] = field(default_factory=Counter)
    """Anchors, and how often each was wanted."""
    series: Counter[bool] = field(default_factory=Counter)
    """How often the Roman (`True`) and the other numbers began anew."""

    def begins_anew(self, number: Number) -> bool:
        """Whether the number opens another numbering, as that of an annex does."""
        return number.is_first and not self._is_inner(number) and bool(self._rivals(number))

    def place(self, number: Number) -> Place:
        """Find the place of the next clause."""
        around = self.around(number)
        if (
            number.is_first
            and not self._is_inner(number)
            and self._anchor(number, around) in self.used
        ):
            self.series[number.form is Form.ROMAN] += 1
        place = Place(number, self._unique(self._anchor(number, around)), len(around))
        self.open = [*around, place]
        return place

    def close(self) -> None:
        """A heading: what follows is below no clause."""
        self.open = []

    def _is_inner(self, number: Number) -> bool:
        """What stands below an open clause begins no numbering: its double is a slip."""
        return number.form in _LISTED or (
            number.form is Form.PATH
            and any(place.number.form is not Form.ROMAN for place in self.around(number))
        )

    def _rivals(self, number: Number) -> list[Place]:
        """Open clauses that the number cannot follow, since it is a first one."""
        around = self.around(number)
        return [place for place in self.open[len(around) :] if place.number.form not in _LISTED]

    def around(self, number: Number) -> list[Place]:
        """The open clauses that the next one belongs below."""
        if number.form is Form.ROMAN:
            return []
        if number.form is Form.POINT:
            return [place for place in self.open[:1] if place.number.form is Form.ROMAN]
        if number.form is Form.PATH:
            return [place for place in self.open if _holds(place.number, number)]
        for depth, place in enumerate(self.open):
            if place.number.form is number.form:
                return self.open[:depth]
        return self.open

    def _anchor(self, number: Number, around: list[Place]) -> str:
        anew = self.series[number.form is Form.ROMAN]
        start = f"p{anew + 1}" if anew else "p"
        parent = around[-1] if around else None
        if number.form in _LISTED and parent and parent.number.form is not Form.ROMAN:
            return f"{parent.anchor}-{number.parts[0]}"
        return f"{start}-{'-'.join(number.parts)}"

    def _unique(self, anchor: str) -> str:
        unique, count = anchor, self.used[anchor]
        while unique in self.used:
            count += 1
            unique = f"{anchor}--{count}"
        self.used[anchor] = count
        self.used[unique] = max(self.used[unique], 1)
        return unique


def _holds(outer: Number, inner: Number) -> bool:
    """Whether a path stands below an open clause."""
    if outer.form is Form.ROMAN:
        return True
    return (
        outer.form in (Form.POINT, Form.PATH)
        and len(outer.parts) < len(inner.parts)
        and inner.parts[: len(outer.parts)] == outer.parts
    )
