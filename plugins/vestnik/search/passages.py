"""The passage of a text that shows why it was found, its words marked in whatever form they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from msgspec import Struct

from vestnik.search.tokens import clean, tokens

SIZE = 240
"""Characters of a passage, about."""
_APART = 80
"""Characters between the beginnings of two words of a phrase, at most: an ending, short words."""
_LONGEST = 100_000
"""Characters of a text that are looked at."""


class Piece(Struct, frozen=True):
    """A part of a passage."""

    text: str
    marked: bool = False


Passage = tuple[Piece, ...]


def passage(text: str, stems: Collection[str], size: int = SIZE) -> Passage:
    """The passage with most of the stems, the first of several; nothing where none stands.

    >>> [piece.text for piece in passage("Подрядчик ремонтировал дорогу.", {"дорог"})]
    ['Подрядчик ремонтировал ', 'дорогу', '.']
    """
    text = text[:_LONGEST]
    spots = [
        (token.start, token.end, term)
        for token in tokens(text)
        for term in [next((term for term in token.terms if term in stems), "")]
        if term
    ]
    if not spots:
        return ()
    first, _ = max(
        ((number, _worth(spots, number, size)) for number in range(len(spots))),
        key=lambda one: (one[1], -one[0]),
    )
    start = _word_start(text, max(spots[first][0] - size // 4, 0))
    end = _word_end(text, start + size)
    return _pieces(text, start, end, [spot for spot in spots if start <= spot[0] < end])


def marked(text: str, stems: Collection[str]) -> Passage:
    """A whole short text, such as a title, its words marked.

    >>> [piece.text for piece in marked("Ремонт дорог", {"дорог"})]
    ['Ремонт ', 'дорог']
    """
    spots = [
        (token.start, token.end, token.terms[0])
        for token in tokens(text)
        if any(term in stems for term in token.terms)
    ]
    return _pieces(text, 0, len(text), spots)


def has_phrase(text: str, phrase: Sequence[Collection[str]]) -> bool:
    """Whether words stand side by side in a text; `phrase` is the stems of each of them.

    >>> has_phrase("Каток открыт: лёд залит.", [{"откр"}, {"лед"}])
    True
    """
    text = text[:_LONGEST]
    if not _may_have(clean(text), phrase):
        return False
    said = [token.terms for token in tokens(text) if token.terms]
    return any(
        all(any(term in stems for term in terms) for terms, stems in zip(run, phrase, strict=False))
        for run in (said[place : place + len(phrase)] for place in range(len(said)))
        if len(run) == len(phrase)
    )


def _may_have(text: str, phrase: Sequence[Collection[str]]) -> bool:
    """Whether the letters of a phrase's words follow each other closely in a clean text: told in a
    hundredth of the time. Of numbers and dates, which are written in many ways, nothing is told.
    """
    if any(not stem.isalpha() for stems in phrase for stem in stems):
        return True
    words = ("(?:" + "|".join(map(re.escape, sorted(stems))) + ")" for stems in phrase)
    return re.search(rf".{{0,{_APART}}}?".join(words), text, re.DOTALL) is not None


def _worth(spots: list[tuple[int, int, str]], first: int, size: int) -> int:
    """How many different stems stand near behind a spot."""
    limit = spots[first][0] + size * 3 // 4
    near = set()
    for start, _, term in spots[first:]:
        if start > limit:
            break
        near.add(term)
    return len(near)


def _word_start(text: str, place: int) -> int:
    if not place:
        return 0
    line = text.rfind("\n", 0, place + SIZE // 4)  # rather the beginning of a paragraph nearby
    if line >= place:
        return line + 1
    space = text.find(" ", place)
    return space + 1 if 0 <= space < place + 30 else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", 0, place)
    return space if space > place - 30 else place


def _pieces(text: str, start: int, end: int, spots: list[tuple[int, int, str]]) -> Passage:
    pieces = [Piece("…")] if start and text[start - 1] != "\n" else []
    place = start
    for first, last, _ in spots:
        if first > place:
            pieces.append(Piece(_flat(text[place:first])))
        pieces.append(Piece(_flat(text[first:last]), marked=True))
        place = last
    if place < end:
        pieces.append(Piece(_flat(text[place:end])))
    if end < len(text):
        pieces.append(Piece("…"))
    return tuple(pieces)


def _flat(text: str) -> str:
    """Line breaks and the lines between cells as spaces."""
    return text.replace("\n", " ").replace(" | ", " ")
