"""Cards of the browser index: what a result shows before its text is asked for.

A *card* is a document's record with the sentences of its text that say some words best. Cards lie
in files by those words: one file beside the rarest word of a query brings what the first results
show, where files of the documents themselves would be a request for each. Which documents have a
card beside a word follows from its postings (`RULE`), so the browser knows which file to ask for.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate, islice
from typing import NamedTuple

from vestnik.search.browser_terms import Term
from vestnik.search.packing import number, read_number
from vestnik.search.segments import Segment, Shown, spots
from vestnik.search.weights import LOUD, TITLE_LEVEL

TITLES = 600
"""Cards beside a word of documents that have it in their title: the newest."""
RARE = 1000
"""A stem of no more documents has cards of all those that say it loudly enough."""
COMMON = 200
"""A stem of more documents has cards of the newest of those that say it as loudly as a text can:
among equals the newest come first.
"""
CARDS = 280
"""A file with more cards, about 20 kB compressed, is divided. Half as many again cost a query 5 kB
and spare it a twentieth of a request.
"""
RULE = (TITLES, RARE, LOUD, COMMON)
"""What the browser must know of this."""
LOTS = ("", "\x01")
"""The cards beside a stem lie in lots: of documents that have it in their title, and of others.
They go by the stem and one of these behind it, so that a query takes the one that it needs.
"""

Card = tuple[int, int]
"""`key_of` a document, which of its pieces to show."""
_BITS = 32


def key_of(month: int, own: int) -> int:
    """A document by its month and its number in it: sorts by both."""
    return month << _BITS | own


def month_and_number(key: int) -> tuple[int, int]:
    """What `key_of` has joined."""
    return key >> _BITS, key & ((1 << _BITS) - 1)


def lots_of(term: Term) -> tuple[list[Card], list[Card]]:
    """The cards beside a stem by `LOTS`."""
    return _titled(term), _loud(term)


def _titled(term: Term) -> list[Card]:
    found: list[Card] = []
    for month, said in reversed(term.months) if term.titled else ():
        if said.titled:
            found += reversed(_cards(month, said.titled))
            if len(found) >= TITLES:
                break
    return found[:TITLES]


def _loud(term: Term) -> list[Card]:
    if term.loud and term.count <= RARE:
        return [card for month, said in term.months for card in _cards(month, said.loud)]
    return list(islice(_loudest(term), COMMON)) if term.loud else []


def _loudest(term: Term) -> Iterator[Card]:
    """The newest first."""
    for month, said in reversed(term.months):
        if said.loud:
            loudest = {own for own, level in said.levels() if level == TITLE_LEVEL - 1}
            for card in reversed(_cards(month, said.loud)):
                if month_and_number(card[0])[1] in loudest:
                    yield card


def lot_sizes(term: Term) -> tuple[int, int]:
    """How many cards are in each lot, at most."""
    loud = term.loud if term.count <= RARE else min(term.loud, COMMON)
    return min(term.titled, TITLES), loud


def lots_between(
    start: str, end: str, terms: Callable[[str, str], Iterable[tuple[str, Term]]]
) -> Iterator[tuple[str, Term, int]]:
    """The lots from a name on, up to another: name, term, which of its lots. `terms` gives stems
    with their terms from a stem on.
    """
    for stem, term in terms(start.rstrip(LOTS[1]), end):
        for which, size in enumerate(lot_sizes(term)):
            name = stem + LOTS[which]
            if size and start <= name < end:
                yield name, term, which


class Told(NamedTuple):
    """What cards tell of a document. Passages lie one behind the other: those of all documents are
    held at once where the archive is made from nothing, and have a hundred each.
    """

    head: bytes
    """Month, number, record."""
    places: array[int]
    """The numbers of its passages (`Shown.pieces`)."""
    ends: array[int]
    """Where each passage ends in `said`."""
    said: bytes

    def piece(self, place: int) -> bytes:
        """The passage of that number."""
        at = self.places.index(place)
        return self.said[self.ends[at - 1] if at else 0 : self.ends[at]]


def told(month: int, own: int, one: Shown) -> Told:
    """What cards tell of the document with that number in a month."""
    passages = one.pieces.values()
    return Told(
        number(month) + number(own) + one.record,
        array("I", one.pieces),
        array("I", accumulate(map(len, passages))),
        b"".join(passages),
    )


def pieces_of(cards: Iterable[Card]) -> dict[int, set[int]]:
    """`key_of` each document of the cards → which of its pieces to show."""
    found: dict[int, set[int]] = {}
    for key, piece in cards:
        if key in found:
            found[key].add(piece)
        else:
            found[key] = {piece}
    return found


def entry(document: Told, pieces: set[int]) -> bytes:
    """What a file says of a document: month, number, record, what to show of it."""
    return document.head + _said(set(map(document.piece, pieces)))


def card_file(entries: Mapping[int, bytes]) -> bytes:
    """A file of cards: how many documents, the entry of each, sorted."""
    return number(len(entries)) + b"".join(entries[key] for key in sorted(entries))


def entries_of(file: bytes) -> dict[int, bytes]:
    """The entries that `card_file` has joined."""
    count, place = read_number(file, 0)
    found = {}
    for _ in range(count):
        start = place
        month, place = read_number(file, place)
        own, place = read_number(file, place)
        _, place = read_number(file, place)
        for _ in range(3):  # title, number, address
            size, place = read_number(file, place)
            place += size
        pieces, place = read_number(file, place)
        for _ in range(pieces):
            size, place = read_number(file, place)
            place += size >> 1
        found[key_of(month, own)] = file[start:place]
    return found


def with_pieces(one: Segment) -> Iterator[tuple[int, bytes]]:
    """The records of a recent month by their numbers, and what to show of each for the words of its
    title. Its whole text would make the manifest, which every reader loads, twice as large.
    """
    wanted: dict[int, set[int]] = {own: set() for own in one.shown}
    for letter in one.words:
        for said in one.said(letter).values():
            for own, piece in spots(said.titled):
                wanted[own].add(piece)
    for own, shown in one.shown.items():
        yield own, shown.record + _said({shown.pieces[piece] for piece in wanted[own]})


def _said(passages: set[bytes]) -> bytes:
    """How many passages, the passages; an empty one says nothing."""
    said = sorted(passages - {b""})
    return number(len(said)) + b"".join(said)


def _cards(month: int, said: bytes) -> list[Card]:
    base = month << _BITS
    return [(base | own, piece) for own, piece in spots(said)]
