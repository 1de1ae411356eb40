"""Numbers of documents within a month, which other documents hardly change.

A posting is a document's number, and a number that shifts with a neighbour would rewrite every file
that has a word of either. So numbers have gaps. The documents of a *group* (what kind, of whom, in
which section) lie in a *run* with room for two to eight times as many; where the run lies follows
from the group's name, and where the document lies in it from its day and address. Only where two
want one place does one of them move on.

Browsers are told the runs, so that facets with their counts need no table of documents. Within a
run numbers grow with the days.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

import msgspec

LEAST = 4
"""Numbers of the smallest run. The others have four times as many, again and again: so that few
documents make a run grow, when all that lies in it moves.
"""
_SMALLEST = 256
"""Numbers of a small month."""
_DAY = 1 << 16
_MONTH = 31 * _DAY
"""Natural places in a month."""


class Numbered(Protocol):
    """What is asked of a document."""

    @property
    def address(self) -> str:
        """Its own alone."""

    @property
    def day(self) -> date:
        """A day of the month."""

    @property
    def group(self) -> object:
        """What it has in common with others, as text."""


Document = TypeVar("Document", bound=Numbered)


class Run(msgspec.Struct, frozen=True, array_like=True):
    """The numbers of one group."""

    start: int
    room: int
    """A power of four."""
    group: str


class Layout(msgspec.Struct, frozen=True, array_like=True):
    """The numbers of a month."""

    space: int
    """All are less; a power of four, so that it grows seldom, when all that lies in it moves."""
    runs: list[Run]
    """In the order of their numbers."""


def numbered(documents: Sequence[Document]) -> tuple[Layout, list[tuple[int, Document]]]:
    """The numbers of a month, and each document with its own, in their order."""
    groups: dict[str, list[Document]] = {}
    for one in documents:
        groups.setdefault(str(one.group), []).append(one)
    rooms = {group: _room(len(members)) for group, members in groups.items()}
    space = _SMALLEST
    while space < 2 * sum(rooms.values()):
        space *= 4
    runs = _placed(rooms, space)
    found = [
        (run.start + place, one)
        for run in runs
        for place, one in _places(groups[run.group], run.room)
    ]
    return Layout(space, runs), found


def room_class(room: int) -> int:
    """Which power of four a run's room is: 0 for the least.

    >>> [room_class(room) for room in (4, 16, 64)]
    [0, 1, 2]
    """
    return room.bit_length() // 2 - 1


def _room(count: int) -> int:
    """Room for so many documents."""
    room = LEAST
    while room < 2 * count:
        room *= 4
    return room


def _placed(rooms: dict[str, int], space: int) -> list[Run]:
    """The runs, each as near behind its natural place as there is room: the large ones first, since
    a run begins at a multiple of its room.
    """
    taken: set[int] = set()
    runs = []
    for group in sorted(rooms, key=lambda group: (-rooms[group], group)):
        room = rooms[group]
        count = space // room
        place = _mark(group) * count >> 32
        while place * room in taken:
            place = (place + 1) % count
        taken.update(range(place * room, (place + 1) * room, LEAST))
        runs.append(Run(place * room, room, group))
    return sorted(runs, key=lambda run: run.start)


def _places(documents: Sequence[Document], room: int) -> list[tuple[int, Document]]:
    """The documents of a run with their places in it, in their order."""
    wanted = sorted((_natural(one), one.address, place) for place, one in enumerate(documents))
    taken: dict[int, Document] = {}
    for natural, _, index in wanted:
        place = natural * room // _MONTH
        while place in taken:
            place = (place + 1) % room
        taken[place] = documents[index]
    return sorted(taken.items())


def _natural(one: Numbered) -> int:
    return (one.day.day - 1) * _DAY + _mark(one.address) % _DAY


def _mark(text: str) -> int:
    """Thirty-two bits of a text's digest."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest())
