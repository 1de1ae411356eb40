"""The words of Word, Excel, PowerPoint and OpenDocument files, for what must not be published."""

import io
import zipfile

import pytest

from vestnik.attachments import media
from vestnik.attachments.office_text import read_text
from vestnik.attachments.problems import file_problems
from vestnik.attachments.stage import Request, process_here
from vestnik.core.problems import Severity

W = 'xmlns:w="w"'
S = 'xmlns="s"'
ODF = (
    'xmlns:office="o" xmlns:text="t" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
OPENXML = "application/vnd.openxmlformats-officedocument."
OASIS = "application/vnd.oasis.opendocument."
WORD = f"{OPENXML}wordprocessingml.document"
SHEETS = f"{OPENXML}spreadsheetml.sheet"
SLIDES = f"{OPENXML}presentationml.presentation"


def archive(**parts):
    """A file with parts by name (`__` for «/»), as a stream."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            opened.writestr(name.replace("__", "/") + ".xml", text)
    return out


def p(text):
    """A paragraph of Word."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def rows(*lines):
    """A table of Word."""
    made = "".join(
        "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in line) + "</w:tr>" for line in lines
    )
    return f"<w:tbl>{made}</w:tbl>"


def word(body, **others):
    """A Word file."""
    return archive(word__document=f"<w:document {W}><w:body>{body}</w:body></w:document>", **others)


def sheet(*lines):
    """A sheet whose cells are (reference, type, value)."""
    made = "".join(
        "<row>" + "".join(f'<c r="{r}" t="{t}"><v>{v}</v></c>' for r, t, v in line) + "</row>"
        for line in lines
    )
    return f"<worksheet {S}><sheetData>{made}</sheetData></worksheet>"


def shared(*texts):
    """The texts of a workbook."""
    return f"<sst {S}>" + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"


def test_word_is_read_with_all_that_is_hidden():
    """Paragraphs, rows under their headings, foot notes, remarks, words that were struck out."""
    struck = "<w:p><w:del><w:r><w:delText>Иванов</w:delText></w:r></w:del></w:p>"
    file = word(
        p("Список") + rows(["№", "Паспорт"], ["1", "4508 123456"]) + struck,
        word__comments=f"<w:comments {W}>{p('проверить СНИЛС')}</w:comments>",
        word__footnotes=f"<w:footnotes {W}>{p('см. дело')}</w:footnotes>",
        word__styles=f"<w:styles {W}>{p('не текст')}</w:styles>",
    )
    (text,) = read_text(file, WORD)
    assert text.splitlines() == [
        "Список",
        "№ | Паспорт",
        "№: 1 | Паспорт: 4508 123456",
        "Иванов",
        "проверить СНИЛС",
        "см. дело",
    ]


def test_the_search_reads_what_is_shown():
    """No words that were struck out, no remarks, no notes to slides, no hidden sheets."""
    struck = "<w:p><w:del><w:r><w:delText>Иванов</w:delText></w:r></w:del></w:p>"
    remark = f"<w:comments {W}>{p('проверить')}</w:comments>"
    assert read_text(word(p("Список") + struck, word__comments=remark), WORD, seen=True) == (
        "Список",
    )
    sheets = (
        f'<workbook {S} xmlns:r="r"><sheets><sheet name="а" r:id="rId1"/>'
        '<sheet name="б" state="hidden" r:id="rId2"/></sheets></workbook>'
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>' for n in (1, 2)
    )
    book = archive(
        xl__workbook=sheets,
        xl__worksheets__sheet1=sheet([("A1", "str", "Показатели")]),
        xl__worksheets__sheet2=sheet([("A1", "str", "Черновик")]),
        xl__comments1=f"<comments {S}><t>спросить</t></comments>",
    )
    with zipfile.ZipFile(book, "a") as opened:
        opened.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{relations}</Relationships>")
    assert read_text(book, SHEETS, seen=True) == ("Показатели",)
    assert "Черновик" in "".join(read_text(book, SHEETS))
    noted = "<office:annotation><text:p>спросить</text:p></office:annotation>"
    body = f"<office:body {ODF}><text:p>Смета{noted} на год</text:p></office:body>"
    assert read_text(archive(content=body), f"{OASIS}text", seen=True) == ("Смета  на год",)


def test_a_table_in_a_table_stays_in_its_cell():
    """Layout tables hold tables: no word is lost, none is said twice."""
    inner = rows(["СНИЛС", "112-233-445 95"])
    file = word(f"<w:tbl><w:tr><w:tc>{p('слева')}</w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>")
    assert read_text(file, WORD) == ("СНИЛС | 112-233-445 95\nслева",)


def test_sheets_come_in_their_order_with_headings():
    """A long number is explained by the heading of its column alone; empty cells have places, and
    figures that Excel writes with an exponent are as they were.
    """
    file = archive(
        xl__workbook=f"<workbook {S}/>",
        xl__sharedStrings=shared("Список на выплату", "Ф. И. О.", "СНИЛС", "Ёлкин", "нет"),
        xl__worksheets__sheet2=sheet([("A1", "n", "7.9001234567E10"), ("B1", "str", "звонить")]),
        xl__worksheets__sheet1=sheet(
            [("B1", "s", "0")],
            [("A2", "s", "1"), ("C2", "s", "2")],
            [("A3", "s", "3"), ("C3", "n", "11223344595")],
            [("A4", "s", "3"), ("C4", "s", "4")],
            [("A5", "s", "3"), ("C5", "n", "11223344595")],
        ),
        xl__comments1=f"<comments {S}><t>тел. дома</t></comments>",
    )
    first, second = read_text(file, SHEETS)
    assert first.splitlines() == [
        "Список на выплату",
        "Ф. И. О. | СНИЛС",
        "Ёлкин | СНИЛС: 11223344595",
        "Ёлкин | нет",
        "Ёлкин | СНИЛС: 11223344595",
        "тел. дома",
    ]
    assert second == "79001234567 | звонить"


def test_slides_with_their_notes():
    """By the number of the slide, the tenth after the second."""
    slide = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>'.format
    file = archive(
        ppt__slides__slide10=slide("десять"),
        ppt__slides__slide2=slide("два"),
        ppt__notesSlides__notesSlide2=slide("сказать вслух"),
    )
    assert read_text(file, SLIDES) == ("сказать вслух\nдва", "десять")


def test_opendocument():
    """A text is one, a workbook has sheets; the empty rest of a row costs nothing."""
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    table = (
        "<table:table><table:table-row>"
        + cell("Телефон")
        + cell("<text:span>8 900</text:span> 123-45-67")
        + '<table:table-cell table:number-columns-repeated="16382"/>'
        + "</table:table-row></table:table>"
    )
    body = f"<office:body {ODF}><text:h>Список</text:h>{table}{table}</office:body>"
    line = "Телефон | 8 900 123-45-67"
    assert read_text(archive(content=body), f"{OASIS}text") == (f"Список\n{line}\n{line}",)
    assert read_text(archive(content=body), f"{OASIS}spreadsheet") == (f"Список\n{line}", line)


@pytest.mark.parametrize("part", ["", "<w:document", f"<w:document {W}>{p('до обрыва')}<w:p>"])
def test_a_damaged_part_is_read_as_far_as_it_goes(part):
    """Nothing raises; what comes before the fault is there."""
    pages = read_text(archive(word__document=part), WORD)
    assert pages == (("до обрыва",) if "обрыва" in part else ("",))


def test_what_is_no_office_file_has_no_text():
    """Another kind, and an archive that is none."""
    assert read_text(archive(), media.PDF) == ()
    assert read_text(io.BytesIO(b"PK\x03\x04 no more"), WORD) == ()


def test_entities_are_not_expanded():
    """A file that grows when it is read gives nothing of it."""
    bomb = f'<!DOCTYPE d [<!ENTITY a "{"a" * 1000}">]><w:d {W}>{p("&a;&a;слово")}</w:d>'
    (text,) = read_text(archive(word__document=bomb), WORD)
    assert "aaa" not in text


def test_personal_data_of_a_workbook_stop_it(tmp_path):
    """Named with the sheet and masked; a phone of the body itself is nobody's."""
    file = archive(
        xl__workbook=f"<workbook {S}/>",
        xl__sharedStrings=shared("Ф. И. О.", "СНИЛС", "Ёлкин"),
        xl__worksheets__sheet1=sheet([("A1", "n", "5")]),
        xl__worksheets__sheet2=sheet(
            [("A1", "s", "0"), ("B1", "s", "1")], [("A2", "s", "2"), ("B2", "n", "11223344595")]
        ),
    )
    (tmp_path / "a.xlsx").write_bytes(file.getvalue())
    facts = process_here(tmp_path, tmp_path / "cache", Request(path="a.xlsx")).facts
    (problem,) = file_problems(facts, path="a.md")
    assert problem.code == "file-personal"
    assert problem.severity is Severity.ERROR
    assert "номер СНИЛС «•••••••••95» (лист 2)" in problem.message
    assert "скрытые листы" in problem.remedy


def test_rows_of_figures_are_nobodys_cards(tmp_path):
    """A table of sums and codes, in Word and in Excel: nothing is found."""
    figures = [[str(4000 + row * 7 + column) for column in range(6)] for row in range(60)]
    (tmp_path / "a.docx").write_bytes(word(rows(["Код"] * 6, *figures)).getvalue())
    facts = process_here(tmp_path, tmp_path / "cache", Request(path="a.docx")).facts
    assert facts.media_type == WORD
    assert facts.personal == ()
