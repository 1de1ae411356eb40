import pytest

from tests.attachments import forge
from vestnik.attachments import pdf
from vestnik.attachments.inside import Refused
from vestnik.attachments.stage import Request, process
from vestnik.core.filetext import unpack


def page(*lines):
    """The content of a page with these lines."""
    shown = " 0 -30 Td ".join(f"({line}) Tj" for line in lines)
    return f"BT /F1 12 Tf 40 560 Td {shown} ET"


def test_each_page_keeps_its_text():
    """In order, lines apart, an empty string where there is nothing to read."""
    data = forge.pdf([page("Prikaz 375", "of May"), forge.SCAN_PAGE, "", page("Annex")])
    assert pdf.read_text(data) == ("Prikaz 375\nof May", "", "", "Annex")


def test_a_garbled_page_has_no_text():
    """Search would find noise in it; the pages beside it are kept."""
    noise = page("MKHJtCTEPCTBO TPAHCnOPTA PElfHOrO TPAHCIlOPTA", "neTpOSKa aBtOpA kHuGa sToLi")
    assert pdf.read_text(forge.pdf([noise, page("Prikaz 375")])) == ("", "Prikaz 375")


def test_a_word_broken_at_the_end_of_a_line_is_whole():
    """PDFium marks such a hyphen; control characters are gone, blanks are single."""
    assert pdf._lines("поста\x02\r\nновление  о\u00a0мерах\x00\r\n\r\n\tпо ре\u00adмонту ") == (
        "постановление о мерах\nпо ремонту"
    )


def test_text_is_bounded(monkeypatch):
    """In pages, in characters of a page and in all: a file cannot fill the catalogue."""
    monkeypatch.setattr(pdf, "TEXT_PAGES", 3)
    monkeypatch.setattr(pdf, "TEXT_OF_PAGE", 6)
    monkeypatch.setattr(pdf, "TEXT_IN_ALL", 10)
    assert pdf.read_text(forge.pdf([page("abcdefgh")] * 5)) == ("abcdef", "abcd", "")


def test_a_file_cut_short_is_refused():
    """As everywhere."""
    with pytest.raises(Refused):
        pdf.read_text(forge.pdf()[:300])


def test_a_build_gets_the_text_with_the_facts(tmp_path):
    """Packed, from the worker; nothing for a scan and for what is no PDF."""
    files = {"a.pdf": forge.pdf([page("Prikaz 375")]), "b.pdf": forge.pdf([forge.SCAN_PAGE])}
    for name, data in (files | {"c.csv": b"a;b\n"}).items():
        (tmp_path / name).write_bytes(data)
    requests = [Request(path=name) for name in ("a.pdf", "b.pdf", "c.csv")]
    found = [unpack(one.text) for one in process(tmp_path, tmp_path / "cache", requests)]
    assert found == [("Prikaz 375",), (), ()]
