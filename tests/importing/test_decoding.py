"""Saved pages in every encoding and disguise that old sites have."""

import gzip

import pytest

from vestnik.importing.decoding import Unreadable, decode

TEXT = (
    "<html><body><h1>Об утверждении порядка</h1><p>Жители посёлка Ольховка просят отремонтировать"
    " дорогу к школе № 3 — «до первого снега».</p></body></html>"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "windows-1251", "koi8-r", "utf-16", "cp866"]
)
def test_reads_an_undeclared_encoding(encoding):
    """The letters tell the encoding where nothing else does."""
    text = (
        TEXT
        if encoding not in ("koi8-r", "cp866")
        else TEXT.translate({0x2014: "-", 0xAB: '"', 0xBB: '"', 0x2116: "N"})
    )
    assert decode(text.encode(encoding)).text == text


def test_a_false_declaration_does_not_matter():
    """windows-1251 in the head over UTF-8 in the file, and the other way round."""
    head = '<meta charset="windows-1251">'
    assert decode((head + TEXT).encode("utf-8")).text == head + TEXT
    head = '<meta charset="utf-8">'
    assert decode((head + TEXT).encode("windows-1251")).text == head + TEXT


def test_gzip_under_a_false_name():
    """A page that a server sent packed and nobody unpacked."""
    assert decode(gzip.compress(TEXT.encode("windows-1251"))).text == TEXT


def test_a_bomb_is_refused():
    """A small file that unpacks to a large one."""
    with pytest.raises(Unreadable, match="развёрнутый"):
        decode(gzip.compress(b" " * 40_000_000))


@pytest.mark.parametrize("data", [b"%PDF-1.4 ...", b"PK\x03\x04...", b"\x1f\x8bgarbage"])
def test_other_files_are_refused(data):
    """What is no text is named, not imported as garbage."""
    with pytest.raises(Unreadable):
        decode(data)
