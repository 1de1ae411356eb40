"""The sentences of a text that results may show, chosen when the text is read.

They travel with the words of the browser index, so that a result says why it was found without a
request of its own: for each word that counts the one sentence that says it best. The same sentence
serves several words wherever it can, so that a text needs few of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain, islice

from msgspec import Struct, field

from vestnik.core.patterns import regex
from vestnik.search.tokens import STRETCHES, clean, references

LONGEST = 100
"""Characters of a piece, about: two lines of a result on a phone are eighty."""
_SHORTEST = 40
"""A shorter sentence is joined with the next."""
_MOST = 400
"""Pieces of a text that are looked at: some 40,000 characters."""
_SENTENCE = regex(r".{3}[^.!?…;]*+(?:[.!?…;](?!\s)[^.!?…;]*+)*+(?:[.!?…;]|$)")
"""Of a line: three signs at least, up to a full stop before a space or to the end."""
_PREFERRED = 3
"""How much more a word of the title counts than another."""
_BORDER = "\x00"
"""Stands between pieces: a sign that no token holds, and no text."""
_PATTERN = regex(f"{STRETCHES}|{_BORDER}")


class Gist(Struct, frozen=True):
    """What results may show of a text."""

    pieces: tuple[str, ...] = ()
    """In the order of the text."""
    spots: dict[str, int] = field(default_factory=dict)
    """Stem → the piece that says it best; "" → the one that says most."""


def gist(
    text: str,
    wanted: set[str],
    titled: Collection[str],
    terms_of: Callable[[str], Sequence[str]],
) -> Gist:
    """The pieces for the `wanted` stems, those `titled` first of all. `terms_of` gives the terms of
    a stretch that `tokens.PATTERN` has found.
    """
    said = list(_said(text, wanted, terms_of))
    worth = [len(stems) + (_PREFERRED - 1) * len(stems.intersection(titled)) for _, stems in said]
    order = sorted(range(len(said)), key=worth.__getitem__, reverse=True)
    best: dict[str, int] = {}
    for place in reversed(order):  # a better one takes the place of a worse one
        best |= dict.fromkeys(said[place][1], place)
    if order:
        best[""] = order[0]
    used = sorted(set(best.values()))
    number = {place: index for index, place in enumerate(used)}
    return Gist(
        tuple(said[place][0] for place in used),
        {stem: number[best[stem]] for stem in sorted(best)},
    )


def _said(
    text: str, wanted: set[str], terms_of: Callable[[str], Sequence[str]]
) -> Iterator[tuple[str, set[str]]]:
    """The pieces, each with those of the wanted stems that it has. They are cleaned and searched
    all at once, since eighty short texts cost twice as much as one long.
    """
    pieces = list(islice(_pieces(text.replace(_BORDER, " ")), _MOST))
    found = _PATTERN.findall(clean(_BORDER.join([*pieces, ""])))
    start = 0
    for piece in pieces:
        end = found.index(_BORDER, start)
        raws = found[start:end]
        stems = wanted.intersection(chain.from_iterable(map(terms_of, raws)))
        if not "".join(raws).isalpha():
            for _, _, joined in references(raws, terms_of):
                stems |= wanted.intersection(joined)
        yield piece, stems
        start = end + 1


def _pieces(text: str) -> Iterator[str]:
    """Sentences; short neighbours of a line as one, long ones in parts."""
    for line in text.splitlines():
        held = ""
        for found in _SENTENCE.finditer(line):
            sentence = found[0].strip()
            joined = f"{held} {sentence}" if held else sentence
            if len(joined) > LONGEST and held:
                yield held
                joined = sentence
            if len(joined) < _SHORTEST:
                held = joined
                continue
            held = ""
            *whole, rest = _parts(joined)
            yield from whole
            held = rest if len(rest) < _SHORTEST else ""
            if not held:
                yield rest
        if held:
            yield held


def _parts(sentence: str) -> Iterator[str]:
    """A long sentence in parts of about one length, divided between words."""
    count = -(-len(sentence) // LONGEST)
    start = 0
    for left in range(count, 1, -1):
        end = sentence.rfind(" ", start, start + (len(sentence) - start) // left + 12)
        if end <= start:
            break
        yield sentence[start:end]
        start = end + 1
    yield sentence[start:]
