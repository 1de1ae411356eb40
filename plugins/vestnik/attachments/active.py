"""What a PDF may do besides being read: run scripts, start programs, carry other files.

Looks at the names of the file's own dictionaries, packed ones too, and not at what its pages draw.
That tells what is there without opening it; it may see what a reader would never reach, and never
misses what a reader would run. Reads hostile input: everything is bounded.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from vestnik.core.patterns import byte_regex

JAVASCRIPT, LAUNCH, EMBEDDED = "javascript", "launch", "embedded-files"

_SIGNS = {
    JAVASCRIPT: byte_regex(rb"/JavaScript(?![A-Za-z0-9])"),
    LAUNCH: byte_regex(rb"/S\s*/Launch(?![A-Za-z0-9])"),
    EMBEDDED: byte_regex(rb"/EF\s*(?:<<|\d)|/Type\s*/EmbeddedFile(?![A-Za-z0-9])"),
}
_STREAM = byte_regex(rb">>\s*stream\r?\n")
_END = b"endstream"
_ESCAPED = byte_regex(rb"#([0-9A-Fa-f]{2})")
_DICTIONARY = 4096
"""Bytes before a stream in which its own dictionary stands."""
_OBJECTS = byte_regex(rb"/ObjStm(?![A-Za-z0-9])")
_UNPACKED_EACH = 16 << 20
_UNPACKED_IN_ALL = 128 << 20


def active_parts(data: bytes) -> tuple[str, ...]:
    """Which of `JAVASCRIPT`, `LAUNCH` and `EMBEDDED` the PDF holds, in that order."""
    found: set[str] = set()
    for part in _dictionaries(data):
        plain = _ESCAPED.sub(_unescaped, part) if b"#" in part else part
        found.update(name for name, sign in _SIGNS.items() if sign.search(plain))
        if len(found) == len(_SIGNS):
            break
    return tuple(name for name in _SIGNS if name in found)


def _unescaped(escaped: re.Match[bytes]) -> bytes:
    """`/J#61vaScript` means `/JavaScript`."""
    return bytes([int(escaped[1], 16)])


def _dictionaries(data: bytes) -> Iterator[bytes]:
    """What stands outside of streams, and the streams that hold packed objects."""
    place = unpacked = 0
    while opened := _STREAM.search(data, place):
        outside = data[place : opened.end()]
        yield outside
        end = data.find(_END, opened.end())
        end = len(data) if end < 0 else end
        own = _ESCAPED.sub(_unescaped, outside[-_DICTIONARY:])
        own = own.rpartition(b" obj")[2]
        if _OBJECTS.search(own) and unpacked < _UNPACKED_IN_ALL:
            objects = _unpacked(data[opened.end() : end])
            unpacked += len(objects)
            yield objects
        place = end
    yield data[place:]


def _unpacked(packed: bytes) -> bytes:
    """As much of a packed stream as can be had; it may be stored as it is."""
    try:
        return zlib.decompressobj().decompress(packed, _UNPACKED_EACH)
    except zlib.error:
        return packed[:_UNPACKED_EACH]
