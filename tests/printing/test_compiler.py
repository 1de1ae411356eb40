"""What comes out of the press: checked by Typst against PDF/UA-1 while it is made, and here."""

import io

import pikepdf
import pypdfium2
import pytest

from tests.printing.sheets import sheet
from tests.printing.structure import faults
from vestnik.attachments.pdf import read_facts, read_text
from vestnik.printing.compiler import PrintError, compile_pdf
from vestnik.printing.markup import source_of

TEXT = """Приказываю:
1. Ввести заказ.
1)в школах;
2)в лицеях.

## Приложение

| Школа | Мест |
|---|--:|
| № 4 | 120 |

- обед
- полдник

[Правила](https://a.example/pravila)
"""


def made(source=TEXT, root=".", **fields):
    """The PDF of an order with this text."""
    one = sheet(source, **fields)
    return compile_pdf(source_of(one), root, one.moment)


@pytest.fixture(scope="module")
def order():
    """One PDF for all."""
    return made()


def tags(element, found=None):
    """Names of the tags below an element, in reading order."""
    found = [] if found is None else found
    if isinstance(element, pikepdf.Dictionary) and "/S" in element:
        found.append(str(element.S).removeprefix("/"))
    kids = element.get("/K") if isinstance(element, pikepdf.Dictionary) else None
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and ("/S" in kid or "/K" in kid):
            tags(kid, found)
    return found


def test_it_says_title_language_and_standard(order):
    """What PDF/UA-1 asks of every file."""
    facts = read_facts(order)
    assert (facts.tagged, facts.language, facts.text_layer) == (True, "ru", "text")
    assert facts.title == "О предварительном заказе питания"
    with pikepdf.open(io.BytesIO(order)) as document:
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.open_metadata()["pdfuaid:part"] == "1"


def test_its_tags_are_those_of_the_page(order):
    """Headings, a table with its head, lists, links; what is not read aloud is no part of them."""
    with pikepdf.open(io.BytesIO(order)) as document:
        found = tags(document.Root.StructTreeRoot)
    assert {"H1", "H2", "P", "Table", "THead", "TH", "TD", "L", "LI", "Link"} <= set(found)


def test_its_structure_has_no_fault(order):
    """What a program can check of PDF/UA-1; and the checks find what is broken."""
    assert faults(order) == []
    with pikepdf.open(io.BytesIO(order)) as document:
        del document.Root.Lang
        del document.pages[0].Tabs
        document.pages[0].contents_add(b"BT ET 0 0 10 10 re f")
        broken = io.BytesIO()
        document.save(broken)
    assert [fault.partition(" (")[0] for fault in faults(broken.getvalue())] == [
        "no language",
        "page 1: links are not in the order of the tags",
        "page 1: content outside the tags",
    ]


def test_its_fonts_are_inside(order):
    """So that it looks the same, and prints, everywhere."""
    with pikepdf.open(io.BytesIO(order)) as document:
        fonts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        described = [one for one in fonts if one.get("/Type") == "/FontDescriptor"]
        assert described
        assert all(any(f"/FontFile{n}" in one for n in ("", "2", "3")) for one in described)


def test_its_words_are_those_of_the_page(order):
    """Number and date in the head, clauses as typed, signature, address, page number."""
    (page,) = read_text(order)
    text = " ".join(page.replace("\u00a0", " ").split())
    for words in (
        "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ ПРИКАЗ 14 мая 2026 года № 375",
        "1. Ввести заказ. 1) в школах; 2) в лицеях.",
        "О. Ю. Брусницына",
        "https://lipovsk.example/documents/uo/prikaz/2026/375/",
        "стр. 1 из 1",
    ):
        assert words in text


def test_the_same_sheet_makes_the_same_bytes(order):
    """The clock is no part of it."""
    assert made() == order


def test_a_letter_without_a_shape_is_shown_as_a_box():
    """An emoji or a rare script is no reason to have no PDF."""
    (page,) = read_text(made("Ура 😀 и ꙮ, 漢字 и снова 😀."))
    assert "□" in page
    assert "Ура" in page
    assert "снова" in page


@pytest.mark.parametrize(
    "typed",
    [
        '#read("/etc/passwd")',
        '"; panic("x"); "',
        "\\u{41} \\n \\",
        "$ sum $ *a* _b_ <x> @x // /* */ #{",
        "a" * 5000,
        "| а |\n|---|\n" + "| б |\n" * 300,
        "- а\n" * 500,
    ],
)
def test_hostile_words_stay_words(typed):
    """Nothing that an author types is a command, and nothing of it stops the press."""
    assert pypdfium2.PdfDocument(made(typed, title=typed[:50])) is not None


def test_a_picture_comes_with_its_words(tmp_path):
    """Typst refuses one without; a decoration is an artifact."""
    from PIL import Image

    from vestnik.printing.sheet import Shot

    Image.new("RGB", (600, 300), "red").save(tmp_path / "a.jpg")
    shot = Shot(path="a.jpg", digest="x", width=600)
    pdf = made("![Вид на мост](a.jpg)\n\nТекст.", root=tmp_path, shots=(shot,))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "Figure" in tags(document.Root.StructTreeRoot)
    decoration = '<p><img src="vestnik:0" alt=""></p>'
    pdf = made("", root=tmp_path, shots=(shot,), html=decoration)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "Figure" not in tags(document.Root.StructTreeRoot)


def test_what_typst_refuses_is_said(tmp_path):
    """In Typst's own words, for the developer."""
    with pytest.raises(PrintError, match="unknown variable"):
        compile_pdf("#{ nowhere }", tmp_path, sheet().moment)
