"""Whether a text layer is words or garbage, by statistics of its letters.

A scan recognised with the wrong language («MKHJtCTEPCTBO TPAHCnOPTA»), a font without its table of
letters and a text in another encoding give a layer that looks like text to every program and is
noise to people. Words of any language written in Latin or Cyrillic letters rarely break the rules
below (at most 0.06 of them in the PDFs we looked at, 0.8 in a garbled one).
"""

from __future__ import annotations

import re

ENOUGH_WORDS = 8
"""Fewer words say nothing."""
_GARBLED = 0.3
"""Share of odd words from which a text is garbage."""

_WORD = re.compile(r"\S+")
_AROUND = "«»„“”\"'`()[]{}<>.,;:!?—–-…№/*_|•·§\u00ad"
_ADDRESS = re.compile(r"@|://|www\.|\w\.\w\w")
_CAPITAL_INSIDE = re.compile(r"[a-zа-яё][A-ZА-ЯЁ]")
_DIGIT_INSIDE = re.compile(r"[^\W\d_]\d[^\W\d_]")
_SIGN_INSIDE = re.compile(r"[^\W\d_][~^\\|$#{}<>=*!?%&®©¤¬¢£¥†‡§«»„“”]+[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_VOWEL = re.compile(r"[aeiouyàâäáãåæèéêëìíîïòóôöõøùúûüýœаеёиоуыэюяіїєўәөүұ]", re.IGNORECASE)
_COMMON = re.compile(r"[оеаинтсрвл]", re.IGNORECASE)
_READABLE = 0.6
"""Share of Latin and Cyrillic letters in a word; «Ïðèêàç» and «ɉɪɢɤɚɡ» have less."""
_COMMON_ENOUGH = 0.35
"""Share of the commonest letters in a Russian word; in running text it is 0.63."""


def is_garbled(text: str) -> bool:
    """Whether the text is garbage rather than words; False where there is too little of it."""
    judged = [odd for word in _WORD.findall(text) if (odd := _is_odd(word)) is not None]
    return len(judged) >= ENOUGH_WORDS and sum(judged) >= _GARBLED * len(judged)


def _is_odd(token: str) -> bool | None:
    """Whether no language writes like that; None for what is no word."""
    word = token.strip(_AROUND)
    letters = [char for char in word if char.isalpha()]
    if len(letters) < 2 or _ADDRESS.search(word):
        return None
    latin, cyrillic = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    if latin + cyrillic < _READABLE * len(letters):
        return True
    if latin and cyrillic and not set("-/").intersection(word):
        return True
    inside = (_CAPITAL_INSIDE, _DIGIT_INSIDE, _SIGN_INSIDE)
    return any(sign.search(word) for sign in inside) or _is_unpronounceable(word, latin, cyrillic)


def _is_unpronounceable(word: str, latin: int, cyrillic: int) -> bool:
    """Long, and without vowels or with rare letters only."""
    if latin + cyrillic < 5:
        return False
    if not _VOWEL.search(word):
        return True
    return cyrillic > latin and len(_COMMON.findall(word)) < _COMMON_ENOUGH * cyrillic
