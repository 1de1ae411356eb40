"""Word files: numbers that Word draws, merged cells, pictures, damage."""

import io
import zipfile

import pytest

from vestnik.importing import office
from vestnik.importing.decoding import Unreadable
from vestnik.importing.page import BlockKind
from vestnik.importing.reading import read_page

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="russianLower"/>
<w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"""


def paragraph(text, number="", level=0):
    """One paragraph, with a number drawn by Word."""
    drawn = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    properties = f"<w:pPr>{drawn}</w:pPr>" if number else ""
    return f"<w:p>{properties}<w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def docx(body, **parts):
    """A Word file of that body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr("word/numbering.xml", NUMBERING)
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return out.getvalue()


HEAD = paragraph("П Р И К А З") + paragraph("от 05.03.2018 № 48") + paragraph("О порядке")


def test_clauses_keep_the_numbers_that_word_draws():
    """They stand nowhere in the text: levels, letters and restarts are counted."""
    page = read_page(
        docx(
            HEAD
            + paragraph("Первый пункт.", "5")
            + paragraph("Подпункт.", "5", 1)
            + paragraph("буква;", "5", 2)
            + paragraph("буква.", "5", 2)
            + paragraph("Подпункт.", "5", 1)
            + paragraph("буква снова.", "5", 2)
            + paragraph("Второй пункт.", "5")
            + paragraph("Подпункт второго.", "5", 1)
            + paragraph("Приложение")
            + paragraph("Снова первый.", "6")
        )
    )
    assert page.title is not None
    assert page.title.value == "О порядке"
    assert page.text.split("\n")[2:] == [
        "1. Первый пункт.",
        "1.1. Подпункт.",
        "а) буква;",
        "б) буква.",
        "1.2. Подпункт.",
        "а) буква снова.",
        "2. Второй пункт.",
        "2.1. Подпункт второго.",
        "Приложение",
        "1. Снова первый.",
    ]


def test_bullets_make_one_list():
    """Signs of a list are Markdown's."""
    page = read_page(docx(HEAD + paragraph("раз;", "7") + paragraph("два.", "7")))
    assert page.blocks[-1].kind is BlockKind.LIST
    assert page.blocks[-1].markdown == "- раз;\n- два."


def test_merged_cells_are_kept():
    """Over columns and over rows."""

    def cell(text, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    first, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    table = (
        f"<w:tbl><w:tr>{cell('Год', first)}"
        f"{cell('Сумма', wide)}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('план')}{cell('факт')}</w:tr></w:tbl>"
    )
    page = read_page(docx(HEAD + table))
    markdown = page.blocks[-1].markdown
    assert '<th rowspan="2">Год</th><th colspan="2">Сумма</th>' in markdown
    assert "<tr><td>план</td><td>факт</td></tr>" in markdown


def test_what_was_deleted_stays_deleted():
    """Tracked deletions and hidden text are not the document."""
    gone = "<w:p><w:del><w:r><w:delText>старое</w:delText></w:r></w:del>"
    new = "<w:ins><w:r><w:t>Новое</w:t></w:r></w:ins>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>тайное</w:t></w:r></w:p>"
    assert read_page(docx(HEAD + gone + new + hidden)).blocks[-1].text == "Новое"


def test_a_damaged_file_gives_what_is_left():
    """The list of contents at the end is lost: the parts are still there."""
    whole = docx(HEAD + paragraph("Текст уцелел."))
    page = read_page(whole[: whole.index(b"PK\x01\x02")])
    assert "Текст уцелел." in page.text
    assert "повреждён" in page.questions[0]


def test_entities_are_not_expanded():
    """A bomb of entities stays text that is not there."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY a "{"б" * 1000}">]><w:document {W}><w:body>'
            f"{paragraph('Текст ' + '&a;' * 50)}</w:body></w:document>",
        )
    assert "б" * 100 not in read_page(out.getvalue()).text


@pytest.mark.parametrize(
    ("data", "kind"), [(b"\xd0\xcf\x11\xe0....", "doc"), (b"{\\rtf1 x}", "rtf")]
)
def test_old_formats_ask_for_libreoffice(data, kind, monkeypatch):
    """Known by their content, whatever their name; without LibreOffice the remedy is named."""
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    with pytest.raises(Unreadable, match=rf"\.{kind}: установите LibreOffice"):
        read_page(data)
