"""What the search keeps of a document: its words, counted where it is read, packed for the
catalogue.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from functools import cache, partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from vestnik.catalogue.records import WordsOf
from vestnik.core.model import Body, Document
from vestnik.core.portal import Portal
from vestnik.search.analysis import Analyst, Words
from vestnik.search.forms import FILE, KnownLexemes
from vestnik.search.records import words_of as made_of

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Words).decode


def words_of(portal: Portal, cache_folder: Path | None) -> WordsOf:
    """The function that counts the words of a document as it is read. Without a folder what it
    learns is kept in this process only.
    """
    analyst = analyst_at(cache_folder) if cache_folder else _plain_analyst()
    return partial(_packed, analyst, portal)


def _packed(analyst: Analyst, portal: Portal, document: Document, body: Body) -> bytes:
    return zlib.compress(_encode(made_of(document, body, portal, analyst)), 1)


def unpack_words(data: bytes) -> Words:
    """The words of a document that the catalogue keeps."""
    return _decode(zlib.decompress(data))


def count_words(document: Document, body: Body, portal: Portal) -> Words:
    """The words of a document that the catalogue does not keep: of its last good version."""
    return made_of(document, body, portal, _plain_analyst())


def with_files(words: Words, texts: Iterable[Sequence[str]], cache_folder: Path | None) -> Words:
    """The words of a document together with those of its files, whose texts come by page. What a
    text holds is kept in the cache by its digest.
    """
    counts: dict[str, int] = {}
    groups = dict.fromkeys(words.groups)
    for pages in texts:
        found = _file_words("\n".join(pages), cache_folder)
        groups |= dict.fromkeys(found.groups)
        for stem, count in found.counts.get("attachment", {}).items():
            counts[stem] = counts.get(stem, 0) + count
    if not counts:
        return words
    return replace(words, counts={**words.counts, "attachment": counts}, groups=tuple(groups))


def _file_words(text: str, cache_folder: Path | None) -> Words:
    if cache_folder is None:
        return _plain_analyst().analyse({"attachment": text})
    analyst = analyst_at(cache_folder)
    lexemes = _open[cache_folder][0]
    digest = hashlib.blake2b(text.encode(), digest_size=16).digest()
    known = lexemes.recall(digest)
    if known is not None:
        return unpack_words(known)
    words = analyst.analyse({"attachment": text})
    lexemes.remember(digest, zlib.compress(_encode(words), 1))
    return words


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
