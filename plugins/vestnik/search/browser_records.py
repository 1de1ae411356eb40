"""What the browser index takes of a document, and what is shown of one that was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from vestnik.core.addresses import slug
from vestnik.core.patterns import regex
from vestnik.search.gists import Gist
from vestnik.search.packing import number, read_number, string

_PLAIN = regex(r"[А-Яа-яЁё\x20-\x7e№«»„“”—–…\u00a0]+")
"""Titles whose Latin form the browser makes too; other languages have more letters."""

BATCH = 64
"""Records in a file, at most about: a month of a small town is one file, of 2 kB."""


class Group(Struct, frozen=True):
    """What facets ask for, and what many documents of a month have in common."""

    kind: str
    """`news`, `document`, `report` or `page`."""
    act: str = ""
    """Key of the kind of act."""
    issuer: str = ""
    section: str = ""
    lang: str = ""
    """Empty for the site's own language."""

    def __str__(self) -> str:
        return f"{self.kind}|{self.act}|{self.issuer}|{self.section}|{self.lang}"


class Indexed(Struct, frozen=True, kw_only=True):
    """A visible document as the browser index takes it."""

    address: str
    title: str
    day: date
    """Adoption of an act, publication of anything else: decides month and tier."""
    group: Group
    number: str = ""
    """Number of an act, as typed."""
    repealed: bool = False
    files: bool = False
    """It offers files whose words are searched."""
    levels: Mapping[str, int]
    """`weights.levels` of its words."""
    related: Sequence[str] = ()
    """`Words.groups`."""
    gist: Gist = field(default_factory=Gist)
    """What results may show of its text."""


def month_of(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def record(document: Indexed) -> bytes:
    """Day of the month and whether there are files, title, number, and the address. An address that
    ends with the title in Latin letters is kept without that end, which the browser makes itself.
    """
    name = slug(document.title) + "/"
    made = document.address.endswith("/" + name) and _PLAIN.fullmatch(document.title) is not None
    address = document.address.removesuffix(name) if made else document.address
    return (
        number(document.day.day << 2 | document.files << 1 | made)
        + string(document.title)
        + string(document.number)
        + string(address)
    )


class Shown(Struct, frozen=True):
    """What a record says."""

    day: int
    """Of the month."""
    title: str
    number: str
    address: str
    files: bool


def read_record(data: bytes) -> Shown:
    """What `record` has written."""
    flags, place = read_number(data, 0)
    texts = []
    for _ in range(3):
        size, place = read_number(data, place)
        texts.append(data[place : place + size].decode())
        place += size
    title, number_, address = texts
    if flags & 1:
        address = f"{address}{slug(title)}/"
    return Shown(flags >> 2, title, number_, address, bool(flags & 2))


def batches(records: Mapping[int, bytes]) -> list[bytes]:
    """The files of a month's records: of each file so many, a power of two, the records whose
    number has that remainder, each behind its number. A document more or less changes one of them.
    """
    count = 1
    while count * BATCH < len(records):
        count *= 2
    files = [bytearray() for _ in range(count)]
    for place, data in records.items():
        files[place % count] += number(place) + data
    return [bytes(data) for data in files]
