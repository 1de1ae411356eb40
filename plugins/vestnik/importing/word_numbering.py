"""The numbers that Word draws before paragraphs and keeps nowhere: made from its definitions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vestnik.importing.dom import Element
from vestnik.importing.word_package import WORD

_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
BULLET = "•"
_LEVELS = 9


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    """The level above which starts this one anew; 0 for never."""


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    """Overridden starts, used when the list is first met."""


@dataclass(slots=True)
class Numbering:
    """The lists of a file, with how far each has counted."""

    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Numbers that come with a style: id of the list and level."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)

    def label(self, number: str, level: int) -> str:
        """The label of the next paragraph of a list: `1.2.`, `а)`, a bullet; empty for none."""
        known = self.lists.get(number)
        if known is None or level not in known.levels:
            return ""
        counts = self._counts.setdefault(known.abstract, {})
        if number not in self._met:
            self._met.add(number)
            for one, start in known.starts.items():
                counts[one] = start - 1
        for above in range(level):
            if above not in counts and above in known.levels:
                counts[above] = known.levels[above].start
        counts[level] = counts.get(level, known.levels[level].start - 1) + 1
        for below in range(level + 1, _LEVELS):
            restart = known.levels[below].restart if below in known.levels else None
            if restart is None or restart > level:
                counts.pop(below, None)
        return self._shown(known, level, counts)

    def _shown(self, known: _List, level: int, counts: dict[int, int]) -> str:
        own = known.levels[level]
        if own.form == "bullet":
            return BULLET
        if own.form == "none" and "%" not in own.text:
            return own.text.strip()

        def number(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            form = known.levels[place].form if place in known.levels else "decimal"
            return formatted(counts.get(place, 1), form)

        return re.sub(r"%([1-9])", number, own.text).strip()


def read_numbering(numbering: Element | None, styles: Element | None) -> Numbering:
    """The definitions of a file."""
    result = Numbering()
    if numbering is not None:
        abstract = {
            one.get(f"{WORD}abstractNumId") or "": _levels(one)
            for one in numbering.iter(f"{WORD}abstractNum")
        }
        for one in numbering.iter(f"{WORD}num"):
            name = _value(one, "abstractNumId")
            levels = dict(abstract.get(name, {}))
            starts: dict[int, int] = {}
            for override in one.iter(f"{WORD}lvlOverride"):
                place = _integer(override.get(f"{WORD}ilvl"), 0)
                levels |= _levels(override)
                start = _value(override, "startOverride")
                if start:
                    starts[place] = _integer(start, 1)
            result.lists[one.get(f"{WORD}numId") or ""] = _List(name, levels, starts)
    for style in styles.iter(f"{WORD}style") if styles is not None else ():
        found = style.find(f"{WORD}pPr/{WORD}numPr")
        if found is not None and _value(found, "numId"):
            result.styles[style.get(f"{WORD}styleId") or ""] = (
                _value(found, "numId"),
                _integer(_value(found, "ilvl"), 0),
            )
    return result


def formatted(number: int, form: str) -> str:
    """A number as Word writes it.

    >>> formatted(3, "russianLower"), formatted(9, "upperRoman"), formatted(28, "lowerLetter")
    ('в', 'IX', 'bb')
    """
    if form in ("russianLower", "russianUpper"):
        text = _letter(number, _RUSSIAN)
    elif form in ("lowerLetter", "upperLetter"):
        text = _letter(number, "abcdefghijklmnopqrstuvwxyz")
    elif form in ("lowerRoman", "upperRoman"):
        text = _roman(number)
    elif form == "decimalZero":
        return f"{number:02}"
    elif form in ("none", "bullet"):
        return ""
    else:
        return str(number)
    return text.upper() if form.startswith("upper") or form == "russianUpper" else text


def _letter(number: int, alphabet: str) -> str:
    times, place = divmod(max(1, number) - 1, len(alphabet))
    return alphabet[place] * min(times + 1, 5)


def _roman(number: int) -> str:
    text, left = "", max(0, min(number, 3999))
    for value, sign in _ROMAN:
        while left >= value:
            text, left = text + sign, left - value
    return text


def _levels(holder: Element) -> dict[int, _Level]:
    levels = {}
    for one in holder.iter(f"{WORD}lvl"):
        place = _integer(one.get(f"{WORD}ilvl"), 0)
        restart = _value(one, "lvlRestart")
        levels[place] = _Level(
            form=_value(one, "numFmt") or "decimal",
            text=_value(one, "lvlText"),
            start=_integer(_value(one, "start"), 1),
            restart=_integer(restart, 0) if restart else None,
        )
    return levels


def _value(holder: Element, name: str) -> str:
    found = holder.find(f"{WORD}{name}")
    return (found.get(f"{WORD}val") or "") if found is not None else ""


def _integer(typed: str | None, instead: int) -> int:
    try:
        return int(typed or "")
    except ValueError:
        return instead
