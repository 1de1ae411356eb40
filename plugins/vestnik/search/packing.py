"""Bytes of the browser index: variable-length numbers, short strings, compression, names.

Everything is deterministic. `theme/components/search/packing.js` reads what is written here.
"""

from __future__ import annotations

import hashlib
import zlib
from base64 import b32encode
from collections.abc import Iterable, Sequence

_FIRST, _LAST = ord("а"), ord("я")
_OTHER = 0xA0
"""Stands before a letter that has no byte of its own."""
_RUSSIAN = bytes(range(0xE0, 0x100))
_PLAIN = bytes(range(0x20, 0x3F)) + bytes(range(0x40, 0x80)) + _RUSSIAN
"""What has a byte of its own, in Windows-1251; without the sign that stands for what it lacks."""
_SMALL = [value.to_bytes(1) for value in range(0x80)]
_OWN = bytes.maketrans(_RUSSIAN, bytes(range(0x80, 0xA0)))


def number(value: int) -> bytes:
    """A number of seven bits a byte, the lowest first; the top bit says that more follow.

    >>> number(300).hex()
    'ac02'
    """
    if value < 0x80:
        return _SMALL[value]
    if value < 0x4000:
        return bytes((value & 0x7F | 0x80, value >> 7))
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_number(data: bytes, place: int) -> tuple[int, int]:
    """The number at a place, and the place behind it.

    >>> read_number(number(300), 0)
    (300, 2)
    """
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, place


def numbers(values: Iterable[int]) -> bytes:
    """Numbers one behind the other."""
    return b"".join(map(number, values))


def letters(text: str) -> bytes:
    """A stem with a byte a letter: Russian small letters from 0x80 on, ASCII as it is, others by
    their number behind 0xA0.
    """
    if text.isascii():
        return text.encode()
    if not (data := text.encode("cp1251", "replace")).translate(None, _PLAIN):
        return data.translate(_OWN)
    out = bytearray()
    for char in text:
        code = ord(char)
        if _FIRST <= code <= _LAST:
            out.append(code - _FIRST + 0x80)
        elif code < 0x80:
            out.append(code)
        else:
            out.append(_OTHER)
            out += number(code)
    return bytes(out)


def sorted_strings(strings: Sequence[bytes]) -> bytes:
    """Sorted strings, each as what it shares with the one before and what is new."""
    shared, sizes, rest = bytearray(), bytearray(), bytearray()
    before = b""
    for one in strings:
        common = _common(before, one)
        shared += number(common)
        sizes += number(len(one) - common)
        rest += one[common:]
        before = one
    return bytes(shared + sizes + rest)


def _common(one: bytes, other: bytes) -> int:
    """How many bytes two strings begin with alike."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def string(text: str) -> bytes:
    """A text in UTF-8 behind its length in bytes."""
    data = text.encode()
    return number(len(data)) + data


def prose(text: str) -> bytes:
    """A passage behind twice its length, in one byte a letter; in UTF-8, which the lowest bit of
    the length tells, where it has letters that Windows-1251 has not.
    """
    try:
        data, flag = text.encode("cp1251"), 0
    except UnicodeEncodeError:
        data, flag = text.encode(), 1
    return number(len(data) << 1 | flag) + data


def squeezed(data: bytes, level: int = 6) -> bytes:
    """Deflated without a header: every static host sends it as it is. The highest level, 9, would
    save a reader 2 % and cost a build twice the time.
    """
    packer = zlib.compressobj(level, zlib.DEFLATED, -15, 9)
    return packer.compress(data) + packer.flush()


def unsqueezed(data: bytes) -> bytes:
    """What `squeezed` has deflated."""
    return zlib.decompress(data, -15)


def digest(data: bytes) -> bytes:
    """Forty bits that name a content. Among ten thousand files two of one name are a matter of
    0.005 %; whoever writes files refuses that.
    """
    return hashlib.blake2b(data, digest_size=5).digest()


def file_name(content: bytes) -> str:
    """The name of the immutable file with that digest: `k3v0qz7a.bin`."""
    return b32encode(content).decode().lower() + ".bin"
