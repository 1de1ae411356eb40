"""The Snowball stemmer for Russian, as the browser has it.

The same tables stand in `theme/components/search/stemmer.js`, so that both sides cut words alike;
tests hold both equal to `snowballstemmer`, which is several times slower. The algorithm as
published: https://snowballstem.org/algorithms/russian/stemmer.html
"""

from __future__ import annotations

import re
from typing import NamedTuple

_START = re.compile("[^аеиоуыэюя]*[аеиоуыэюя]")
"""What stands before the region RV, in which endings are looked for."""
_SECOND_START = re.compile(
    "[^аеиоуыэюя]*[аеиоуыэюя]+[^аеиоуыэюя]+[аеиоуыэюя]+[^аеиоуыэюя]"
)  # fmt: skip
"""What stands before the region R2, in which «ость» is looked for."""


class Endings(NamedTuple):
    """A table of endings."""

    every: tuple[str, ...]
    conditions: dict[str, bool]
    """Ending → whether it counts only after «а» or «я»."""
    longest: int


def _endings(free: str, after_a: str = "") -> Endings:
    conditions = dict.fromkeys(free.split(), False) | dict.fromkeys(after_a.split(), True)
    return Endings(tuple(conditions), conditions, max(map(len, conditions)))


_GERUND = _endings("ив ыв ивши ывши ившись ывшись", "в вши вшись")
_REFLEXIVE = _endings("ся сь")
_ADJECTIVE = _endings(
    "ее ие ое ые ими ыми ей ий ой ый ем им ом ым его ого ему ому их ых ую юю ая яя ою ею"
)
_PARTICIPLE = _endings("ивш ывш ующ", "ем нн вш ющ щ")
_VERB = _endings(
    "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить"
    " ыть ишь ую ю",
    "ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно",
)
_NOUN = _endings(
    "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию"
    " ью ю ия ья я"
)
_DERIVED = _endings("ост ость")
_SUPERLATIVE = _endings("ейш ейше")


def stem(word: str) -> str:
    """The stem of a Russian word in lower case, «е» standing for «ё».

    >>> [stem(word) for word in ("постановлениями", "дорог", "опубликованный")]
    ['постановлен', 'дорог', 'опубликова']
    """
    start = _START.match(word)
    if start is None:
        return word
    head, tail = word[: start.end()], word[start.end() :]
    tail = _without_inflection(tail)
    tail = tail.removesuffix("и")
    shorter = _cut(tail, _DERIVED)
    if shorter != tail:
        second = _SECOND_START.match(word)
        if second is not None and len(head) + len(shorter) >= second.end():
            tail = shorter
    return head + _tidied(tail)


def _without_inflection(tail: str) -> str:
    shorter = _cut(tail, _GERUND)
    if shorter != tail:
        return shorter
    tail = _cut(tail, _REFLEXIVE)
    shorter = _cut(tail, _ADJECTIVE)
    if shorter != tail:
        return _cut(shorter, _PARTICIPLE)
    shorter = _cut(tail, _VERB)
    return shorter if shorter != tail else _cut(tail, _NOUN)


def _tidied(tail: str) -> str:
    shorter = _cut(tail, _SUPERLATIVE)
    if shorter.endswith("нн"):
        return shorter[:-1]
    if shorter == tail and tail.endswith("ь"):
        return tail[:-1]
    return shorter


def _cut(tail: str, endings: Endings) -> str:
    """The word without its longest ending of the table; nothing shorter is tried after that."""
    if not tail.endswith(endings.every):  # nearly always, and told at once
        return tail
    for size in range(min(endings.longest, len(tail)), 0, -1):
        after_a = endings.conditions.get(tail[-size:])
        if after_a is not None:
            rest = tail[:-size]
            return rest if not after_a or rest.endswith(("а", "я")) else tail
    return tail
