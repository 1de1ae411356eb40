"""Cards of the browser index: what a result shows before its text is asked for.

A *card* is a document's record with the sentences of its text that say some words best. Cards lie
in files by those words: one file beside the rarest word of a query brings what the first results
show, where files of the documents themselves would be a request for each. Which documents have a
card beside a word follows from its postings (`RULE`), so the browser knows which file to ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vestnik.search.browser_terms import Segment, divide
from vestnik.search.packing import number, prose
from vestnik.search.weights import LOUD

TITLES = 200
"""Cards beside a word of documents that have it in their title: the newest."""
RARE = 600
"""A stem of no more documents has cards of all those that say it loudly enough."""
CARD_BYTES = 40_000
"""A file of cards with more, before compression, is divided."""
RULE = (TITLES, RARE, LOUD)
"""What the browser must know of this."""

Card = tuple[int, int, bytes, str]
"""Month, rank, record, the sentence to show for the stem; empty for none."""


def cards_of(segments: Sequence[Segment], counts: Mapping[str, int]) -> dict[str, list[Card]]:
    """The cards beside each stem of a tier whose months are given from the oldest on."""
    found: dict[str, list[Card]] = {}
    for one in reversed(segments):
        for stem, said in one.titled.items():
            places = found.setdefault(stem, [])
            for rank, piece in reversed(said):
                if len(places) >= TITLES:
                    break
                places.append(_card(one, rank, piece))
    for one in segments:
        for stem, said in one.loud.items():
            if counts[stem] <= RARE:
                found.setdefault(stem, []).extend(_card(one, *pair) for pair in said)
    return found


def card_files(cards: Mapping[str, Sequence[Card]]) -> Iterator[tuple[Sequence[str], bytes]]:
    """The files of cards: the stems that each is for, its bytes."""
    stems = sorted(cards)
    sizes = [sum(len(record) + len(piece) + 3 for _, _, record, piece in cards[stem])
             for stem in stems]  # fmt: skip
    for _, first, last in divide(stems, sizes, CARD_BYTES):
        yield stems[first:last], _file(stems[first:last], cards)


def _file(stems: Sequence[str], cards: Mapping[str, Sequence[Card]]) -> bytes:
    """How many cards, then month, rank and record of each, sorted, and what to show of it."""
    found: dict[tuple[int, int, bytes], set[str]] = {}
    for stem in stems:
        for month, rank, record, piece in cards[stem]:
            found.setdefault((month, rank, record), set()).add(piece)
    return number(len(found)) + b"".join(
        number(month) + number(rank) + record + shown(pieces)
        for (month, rank, record), pieces in sorted(found.items())
    )


def with_pieces(one: Segment) -> bytes:
    """The records of a recent month, and what to show of each for the words of its title. Its whole
    text would make the manifest, which every reader loads, twice as large.
    """
    pieces: list[set[str]] = [set() for _ in one.records]
    for said in one.titled.values():
        for rank, piece in said:
            pieces[rank].add(_card(one, rank, piece)[3])
    return b"".join(record + shown(own) for record, own in zip(one.records, pieces, strict=True))


def shown(pieces: set[str]) -> bytes:
    """How many sentences, the sentences."""
    said = sorted(pieces - {""})
    return number(len(said)) + b"".join(map(prose, said))


def _card(one: Segment, rank: int, piece: int) -> Card:
    text = one.pieces[rank][piece - 1] if piece else ""
    return one.month, rank, one.records[rank], text
