"""What the search keeps of a document: its words, counted where it is read, packed for the
catalogue.
"""

from __future__ import annotations

import zlib
from functools import cache, partial
from pathlib import Path

import msgspec

from vestnik.catalogue.records import WordsOf
from vestnik.core.model import Body, Document
from vestnik.core.portal import Portal
from vestnik.search.analysis import Analyst, Words
from vestnik.search.forms import FILE, KnownLexemes
from vestnik.search.records import fields_of

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Words).decode


def words_of(portal: Portal, cache_folder: Path) -> WordsOf | None:
    """The function that counts the words of a document as it is read; None without a search."""
    if not portal.search:
        return None
    return partial(_packed, analyst_at(cache_folder), portal)


def _packed(analyst: Analyst, portal: Portal, document: Document, body: Body) -> bytes:
    return zlib.compress(_encode(analyst.analyse(fields_of(document, body, portal))), 1)


def unpack_words(data: bytes) -> Words:
    """The words of a document that the catalogue keeps."""
    return _decode(zlib.decompress(data))


def count_words(document: Document, body: Body, portal: Portal) -> Words:
    """The words of a document that the catalogue does not keep: of its last good version."""
    return _plain_analyst().analyse(fields_of(document, body, portal))


@cache
def _plain_analyst() -> Analyst:
    return Analyst()


_open: dict[Path, tuple[KnownLexemes, Analyst]] = {}
"""The analysts of this process: what they have learnt is worth more than a document."""


def analyst_at(cache_folder: Path) -> Analyst:
    """The analyst of this process that remembers forms in a site's cache."""
    if cache_folder not in _open:
        lexemes = KnownLexemes(cache_folder / FILE)
        _open[cache_folder] = lexemes, Analyst(lexemes)
    return _open[cache_folder][1]


def write_down() -> None:
    """Keeps what this process has learnt."""
    for lexemes, _ in _open.values():
        lexemes.flush()


def let_go() -> None:
    """Keeps what this process has learnt, and closes its files."""
    for lexemes, _ in _open.values():
        lexemes.close()
    _open.clear()
