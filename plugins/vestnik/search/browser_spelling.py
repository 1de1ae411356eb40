"""The dictionary against which browsers correct a misspelt word: which words, and their files."""

from __future__ import annotations

from collections.abc import Iterable

from vestnik.search.browser_terms import Term
from vestnik.search.packing import letters, number, sorted_strings

SPELLING_BYTES = 20_000
"""A file with more, before compression, is divided."""


def rarity(stem: str, term: Term) -> int:
    """How common a word of the dictionary is, in doublings; 0 where it is none."""
    if len(stem) < 3 or not term.months or not stem.isalpha():
        return 0
    return min(term.count.bit_length(), 15) if term.count > 1 or term.titled else 0


def word_weight(stem: str) -> int:
    """Bytes that a word takes of a file, about."""
    return len(stem) // 2 + 3


def dictionary(words: Iterable[tuple[str, bytes]]) -> bytes:
    """How many stems, the stems, how common each is."""
    inside = sorted((letters(stem), common) for stem, common in words)
    stems = sorted_strings([stem for stem, _ in inside])
    return number(len(inside)) + stems + b"".join(common for _, common in inside)
