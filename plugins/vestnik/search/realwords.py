"""Which words there are, beside those that a site uses: so that the search corrects no real word.

`realwords.bin` holds the stems of the dictionary of OpenCorpora (CC BY-SA 3.0), made once by
`scripts/make_realwords.py`, as sets of fingerprints: a stem that is not among them is taken for one
in one case of 512. The sets are published beside the browser index; a browser asks for one of them
when a query has a word that no text has. `theme/components/search/realwords.js` reads them too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from vestnik.search.packing import number, read_number, squeezed

SETS = 64
"""Files into which the stems are divided by their fingerprints: some 5 kB each."""
BITS = 9
"""A stem costs about so many bits and one and a half; 2 to that power is how seldom one is taken
for another.
"""
_DATA = "realwords.bin"
_MASK = 0xFFFFFFFF


class _Set(Struct, frozen=True):
    """The fingerprints of one file."""

    count: int
    """Stems that it was made of: the range of its fingerprints follows from that."""
    places: frozenset[int]


def is_real(stem: str) -> bool:
    """Whether the dictionary has a word with that stem.

    >>> is_real("парковк"), is_real("парковкщ")
    (True, False)
    """
    chosen, fingerprint = _where(stem)
    own = _opened(chosen)
    return _place(fingerprint, own.count) in own.places


def facts() -> dict[str, str | int]:
    """What the manifest of the browser index says of the files, with the source that their licence
    asks to be named.
    """
    return {"name": name(), "sets": SETS, "source": "OpenCorpora, CC BY-SA 3.0"}


def published_names() -> list[str]:
    """The names of the files for browsers; they tell the content of all of them."""
    return [f"{name()}-{place}.bin" for place in range(SETS)]


def published(file: str) -> bytes:
    """The bytes of one of these files."""
    return squeezed(_sets()[published_names().index(file)])


@cache
def name() -> str:
    """What the names of the published files begin with."""
    return blake2b(_data(), digest_size=5).hexdigest()


def packed(stems: Iterable[str]) -> bytes:
    """What `realwords.bin` holds: the sets, each behind its length in bytes."""
    sets: list[list[int]] = [[] for _ in range(SETS)]
    for stem in set(stems):
        chosen, fingerprint = _where(stem)
        sets[chosen].append(fingerprint)
    made = [_packed_set({_place(one, len(own)) for one in own}, len(own)) for own in sets]
    return b"".join(number(len(one)) + one for one in made)


def _packed_set(places: Collection[int], count: int) -> bytes:
    """How many stems the set was made of, how many places, the places' distances in Golomb's code:
    the higher bits as so many ones and a nought, then `BITS` lower ones.
    """
    bits: list[str] = []
    before = 0
    for place in sorted(places):
        high, low = divmod(place - before, 1 << BITS)
        bits.append("1" * high + "0" + format(low, f"0{BITS}b"))
        before = place
    text = "".join(bits)
    text += "0" * (-len(text) % 8)
    return number(count) + number(len(places)) + int(text or "0", 2).to_bytes(len(text) // 8)


@cache
def _opened(chosen: int) -> _Set:
    data = _sets()[chosen]
    count, at = read_number(data, 0)
    distinct, at = read_number(data, at)
    return _Set(count, frozenset(_unpacked(data[at:], distinct)))


def _unpacked(data: bytes, count: int) -> Iterator[int]:
    bits = format(int.from_bytes(data), f"0{len(data) * 8}b") if data else ""
    at = place = 0
    for _ in range(count):
        end = bits.index("0", at)
        low = bits[end + 1 : end + 1 + BITS]
        place += (end - at << BITS) + int(low, 2)
        at = end + 1 + BITS
        yield place


@cache
def _sets() -> tuple[bytes, ...]:
    data, at, found = _data(), 0, []
    while at < len(data):
        size, at = read_number(data, at)
        found.append(data[at : at + size])
        at += size
    return tuple(found)


@cache
def _data() -> bytes:
    return Path(__file__).with_name(_DATA).read_bytes()


def _where(stem: str) -> tuple[int, int]:
    """The set that a stem belongs to, and its fingerprint."""
    hashed = _hashed(stem)
    return hashed % SETS, hashed // SETS


def _place(fingerprint: int, count: int) -> int:
    return fingerprint % (max(count, 1) << BITS)


def _hashed(text: str) -> int:
    """FNV-1a over the letters' numbers, then the mixing of MurmurHash3: 32 bits."""
    value = 0x811C9DC5
    for char in text:
        value = ((value ^ ord(char)) * 0x01000193) & _MASK
    value ^= value >> 16
    value = value * 0x85EBCA6B & _MASK
    value ^= value >> 13
    value = value * 0xC2B2AE35 & _MASK
    return value ^ value >> 16
