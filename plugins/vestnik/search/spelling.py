"""One mistake in a word: a letter too many, too few, another one, or two that have changed places.

`theme/components/search/spelling.js` does the same in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vestnik.search.keyboard import adjacent
from vestnik.search.stemmer import stem

_ALPHABET = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_SHORTEST = 4
"""Shorter words are too near to one another."""
_MOST = 4
"""Words that a misspelt one may be meant for: browsers look each up."""
_COMMON = 0.6
"""How much a doubling of the frequency tells beside the kind of the mistake."""
_SOUND_ALIKE = ("оа", "еи", "ея", "тд", "сз", "гк", "бп", "вф", "жш", "шщ", "ыи", "ъь")
_RUSSIAN = re.compile("[а-я]+")


@dataclass(frozen=True, slots=True)
class Meant:
    """A word that a misspelt one may have been meant for."""

    form: str
    """As it would have been typed."""
    stem: str
    value: float
    """How likely, in doublings."""


def meant(word: str, frequency: Callable[[str], int]) -> list[Meant]:
    """What a misspelt word may have been meant for, the likeliest first, `_MOST` stems at most.
    `frequency` tells how many texts have a stem.
    """
    if not is_correctable(word):
        return []
    best: dict[str, Meant] = {}
    for form, likely in variants(word):
        own = stem(form)
        count = frequency(own)
        value = min(count.bit_length(), 15) * _COMMON + likely
        if count and value > (best[own].value if own in best else 0.0):
            best[own] = Meant(form, own, value)
    return sorted(best.values(), key=lambda one: -one.value)[:_MOST]


def is_correctable(word: str) -> bool:
    """Whether a word is one that may be corrected."""
    return len(word) >= _SHORTEST and _RUSSIAN.fullmatch(word) is not None


def variants(word: str) -> Iterator[tuple[str, float]]:
    """(form, how likely that mistake is, in doublings of a word's frequency)."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        last = before[-1:]
        first = -1.0 if place == 0 else 0.0  # hardly anybody errs in the first letter
        if after:
            yield before + after[1:], first + (3 if after[0] == last else 1)
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:], first + 2.5
        for letter in _ALPHABET:
            if after and letter != after[0]:
                yield before + letter + after[1:], first + _replaced(after[0], letter)
            yield before + letter + after, first + (3 if letter in (after[:1], last) else 1.5)


def _replaced(typed: str, meant: str) -> float:
    if any(typed in pair and meant in pair for pair in _SOUND_ALIKE):
        return 3
    return 2.5 if adjacent(typed, meant) else 1
