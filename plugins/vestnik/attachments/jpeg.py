"""Cleaning a JPEG without decoding it: the picture stays as the camera made it, to the bit."""

from __future__ import annotations

_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_KEPT = frozenset(
    {
        0xDB,  # quantisation tables
        0xC4,  # Huffman tables
        0xDD,  # restart interval
        0xDC,  # number of lines
        *(0xC0, 0xC1, 0xC2, 0xC3),  # frames: baseline, extended, progressive, lossless
    }
)
_START, _END, _SCAN, _JFIF, _ADOBE = 0xD8, 0xD9, 0xDA, 0xE0, 0xEE
_SCANS_LIMIT = 64
"""Scans of a progressive picture; each costs a browser a pass over all of it."""
_IN_SCAN = frozenset({b"\x00", b"\xff", *(bytes((number,)) for number in range(0xD0, 0xD8))})
"""What follows 0xFF within compressed data: an escaped 0xFF, fill, restart markers."""


def cleaned(data: bytes) -> bytes | None:
    """`data` without EXIF, XMP, colour profile, comments, previews and whatever follows its end.

    None for a JPEG of an unusual build: such a one is better decoded and written anew.
    """
    if data[:2] != bytes((0xFF, _START)):
        return None
    parts = [data[:2]]
    position, scans = 2, 0
    while True:
        found = _marker(data, position)
        if found is None:
            return None
        marker, start = found
        if marker == _END:
            parts.append(b"\xff\xd9")
            return b"".join(parts) if scans else None
        if marker in _STANDALONE:
            position = start
            continue
        end = start + int.from_bytes(data[start : start + 2], "big")
        if end < start + 2 or end > len(data):
            return None
        segment = data[start:end]
        if marker == _SCAN:
            scans += 1
            position = _end_of_scan(data, end)
            parts.append(b"\xff\xda" + segment + data[end:position])
            if scans > _SCANS_LIMIT or position == len(data):
                return None
            continue
        kept = _kept(marker, segment)
        if kept is None:
            return None
        parts.append(kept)
        position = end


def _marker(data: bytes, position: int) -> tuple[int, int] | None:
    """The marker at `position`, fill bytes before it skipped, and where its segment starts."""
    start = position
    while data[start : start + 1] == b"\xff":
        start += 1
    if start == position or start >= len(data):
        return None
    return data[start], start + 1


def _end_of_scan(data: bytes, position: int) -> int:
    """Where the next marker stands that does not belong to the compressed data."""
    while (position := data.find(b"\xff", position)) >= 0:
        follower = data[position + 1 : position + 2]
        if follower not in _IN_SCAN:
            return position
        position += 1 if follower == b"\xff" else 2
    return len(data)


def _kept(marker: int, segment: bytes) -> bytes | None:
    """What remains of a segment; None where this module does not know what it means."""
    head = bytes((0xFF, marker))
    if marker in _KEPT:
        return head + segment
    if marker == _ADOBE and segment[2:7] == b"Adobe" and len(segment) >= 14:
        return head + b"\x00\x0e" + segment[2:14]  # it tells which colour model the picture has
    if marker == _JFIF and segment[2:7] == b"JFIF\0" and len(segment) >= 14:
        return head + b"\x00\x10" + segment[2:14] + b"\0\0"  # without its preview
    if 0xE0 <= marker <= 0xEF or marker == 0xFE:
        return b""
    return None
