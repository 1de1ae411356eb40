"""Bytes of a saved page to text, whatever they claim to be.

Saved pages lie: windows-1251 in the head over UTF-8 in the file, gzip under `.html`, no declaration
at all. What decodes as UTF-8 is UTF-8; else the Russian encoding in which the letters look most
like Russian wins, the declared one where it looks nearly as good.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections import Counter
from dataclasses import dataclass

MAX_BYTES = 16_000_000
"""Of a page, unpacked."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_RUSSIAN = ("windows-1251", "koi8-r", "cp866", "iso8859-5", "x-mac-cyrillic")
_PYTHON_NAMES = {"x-mac-cyrillic": "mac-cyrillic"}
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([a-z0-9_-]{3,20})", re.IGNORECASE)
_HEAD = 4096
_SAMPLE = 60_000
_COMMON = frozenset("оеаинтсрвлкмдпуяызьбгчйхжшюцщэфёъ")
_GZIP = b"\x1f\x8b"
_NEARLY = 0.15
"""So much worse than the best may the declared encoding look: MacCyrillic differs from windows-1251
in capitals alone, and a short page has few.
"""
_RARE = {"x-mac-cyrillic": 0.1}
"""How much better than others it must look where nothing is declared."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Unreadable(Exception):
    """The file holds no text; the message says why, in Russian."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it was in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """The text of a page. Raises Unreadable where there is none."""
    data = _unpacked(data)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return Decoded(_plain(data[len(bom) :].decode(name, "replace")), name)
    if data[:400].count(0) > len(data[:400]) // 4:
        name = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        return Decoded(_plain(data.decode(name, "replace")), name)
    if data[:4] in (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff\xe0"):
        raise Unreadable("это не страница, а файл другого вида")
    utf8 = _utf8(data)
    if utf8 is not None:
        return Decoded(_plain(utf8), "utf-8")
    name = _best_guess(data)
    return Decoded(_plain(data.decode(_PYTHON_NAMES.get(name, name), "replace")), name)


def _unpacked(data: bytes) -> bytes:
    """What gzip packed, at most `MAX_BYTES`; a file cut short gives what there is."""
    if not data.startswith(_GZIP):
        if len(data) > MAX_BYTES:
            raise Unreadable(f"файл больше {MAX_BYTES // 1_000_000} МБ")
        return data
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise Unreadable("файл сжат (gzip) и повреждён") from error
    if len(unpacked) > MAX_BYTES:
        raise Unreadable(
            f"в сжатом виде файл мал, а развёрнутый больше {MAX_BYTES // 1_000_000} МБ"
        )
    return unpacked


def _utf8(data: bytes) -> str | None:
    """The text, if it is UTF-8 but for a few damaged bytes; ASCII is, too."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in text[:_SAMPLE])
    return text if cyrillic > 20 * text[:_SAMPLE].count("\ufffd") else None


def _best_guess(data: bytes) -> str:
    sample = bytes(byte for byte in data[:_SAMPLE] if byte >= 0x80 or byte in b" \n") or data
    scores = {
        name: _russian_score(sample, _PYTHON_NAMES.get(name, name)) - _RARE.get(name, 0.0)
        for name in _RUSSIAN
    }
    best = max(_RUSSIAN, key=lambda name: scores[name])
    found = _DECLARED.search(data[:_HEAD])
    if found:
        declared = found[1].decode("ascii").lower()
        declared = {"cp1251": "windows-1251", "win-1251": "windows-1251"}.get(declared, declared)
        if declared in scores and scores[declared] >= scores[best] - _NEARLY:
            return declared
    return best


def _russian_score(sample: bytes, name: str) -> float:
    """How much like Russian the letters are: small ones in the middle of words, common ones."""
    text = sample.decode(name, "replace")
    counts = Counter(text)
    beyond = sum(count for char, count in counts.items() if char > "\x7f")
    small = sum(count for char, count in counts.items() if char in _COMMON)
    frequent = sum(counts[char] for char in "оеаинтсрвл")
    odd = sum(
        count for char, count in counts.items() if not char.isalpha() and char > "\x7f"
    ) - sum(counts[char] for char in "«»—–№\u00a0…")
    mixed = len(re.findall(r"[а-яё][А-ЯЁ]", text))
    return (small + frequent - 2 * odd - 3 * mixed) / max(1, beyond)


def _plain(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text)
