"""A register of acts as a table: columns, encodings, and what Excel does to both."""

from datetime import date
from pathlib import Path

import pytest

from tests.sites.portal import PORTAL
from vestnik.core.corpus import check_source
from vestnik.core.problems import errors
from vestnik.importing.act_rows import read_row
from vestnik.importing.act_table import files_of, read_day, read_number, read_table
from vestnik.importing.bringing import Order, bring
from vestnik.importing.journal import Outcome
from vestnik.importing.parcels import Unusable

TODAY = date(2026, 11, 20)
TABLE = (Path(__file__).parent / "exports" / "reestr.csv").read_text("utf-8")


def rows(text: str = TABLE, encoding: str = "utf-8", **columns: str):
    """The rows of a table."""
    return read_table(text.encode(encoding), columns)


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode("utf-8"),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("cp1251"),
        TABLE.replace("\n", "\r\n").encode("cp1251"),
        f"sep=;\n{TABLE}".encode("cp1251"),
        TABLE.replace(";", "\t").encode("utf-16"),
    ],
    ids=["utf-8", "bom", "cp1251", "crlf", "sep", "unicode-text"],
)
def test_every_way_in_which_excel_saves(data):
    """The same three acts."""
    found = read_table(data)
    assert [one.values["kind"] for one in found] == ["Постановление", "ПРИКАЗ", "Распоряжение"]
    assert [one.values["number"] for one in found] == ["3/650", "375", "01.мар"]
    assert "порядок работы" in found[0].values["title"]


def test_commas_and_other_heads():
    """The file of columns names what nobody could guess."""
    text = 'вид,"рег. №",утв.,"о чём"\nприказ,12-п,01.02.2020,"О ремонте, срочно"\n'
    with pytest.raises(Unusable, match=r"«рег. №».*--columns"):
        rows(text)
    (one,) = rows(text, number="Рег. №", adopted="утв.", title="о чём")
    assert one.values == {
        "kind": "приказ",
        "number": "12-п",
        "adopted": "01.02.2020",
        "title": "О ремонте, срочно",
    }


def test_an_act_of_a_row():
    """Kind, number, date and body as the settings know them, and the status."""
    item = read_row(rows()[1], PORTAL, TODAY)
    assert item.act.kind.value == "приказ"
    assert item.act.number.value == "375"
    assert item.act.adopted.value == "2023-05-23"
    assert item.act.issuer.value == "upravlenie-obrazovaniya"
    assert item.act.status == ("утратил силу", "2026-11-20")
    assert item.doubts == ()
    assert item.page.references[0].address == "Приказ 375.pdf"
    assert read_row(rows()[0], PORTAL, TODAY).act.status is None


def test_what_excel_destroyed_is_told():
    """A number turned into a date is not guessed: the act becomes a draft."""
    item = read_row(rows()[2], PORTAL, TODAY)
    assert item.act.number is None
    assert item.act.adopted.value == "2023-05-23"
    assert any("«01.мар»" in doubt for doubt in item.doubts)
    assert any("ни файла, ни текста" in doubt for doubt in item.doubts)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("23.05.2023", "2023-05-23"),
        ("2023-05-23 00:00:00", "2023-05-23"),
        ("45069", "2023-05-23"),
        ("45069,0", "2023-05-23"),
        ("«5» марта 2016г.", "2016-03-05"),
        ("31.02.2020", ""),
        ("375", ""),
        ("", ""),
    ],
)
def test_days(typed, day):
    """As typed, as Excel keeps them, or not at all."""
    assert read_day(typed) == day


@pytest.mark.parametrize(
    ("typed", "number"),
    [("№ 12", "12"), ("N 12-п", "12-п"), ("375.0", "375"), ("3,75E+11", ""), ("####", "")],
)
def test_numbers(typed, number):
    """Without the sign, without what Excel added."""
    assert read_number(typed) == number


def test_several_files_in_one_cell():
    """Parted as people part them."""
    assert list(files_of("a.pdf; b.doc\nhttp://x.example/c.pdf, d.pdf")) == [
        "a.pdf",
        "b.doc",
        "http://x.example/c.pdf",
        "d.pdf",
    ]


def test_an_act_whose_file_is_not_there_is_a_draft(tmp_path):
    """A title alone is no act, and the file is named."""
    table = tmp_path / "reestr.csv"
    table.write_text(TABLE, "utf-8")
    order = Order(
        sources=(table,),
        content=tmp_path / "content",
        portal=PORTAL,
        journal=tmp_path / "journal.jsonl",
        today=TODAY,
        workers=1,
    )
    entries = bring(order)
    assert all(entry.outcome is Outcome.DOUBTFUL for entry in entries)
    assert "файл документа не найден: files/650.pdf" in entries[0].reasons[0]


def test_a_table_becomes_acts(tmp_path):
    """Sources without errors, files beside them, the spoilt row a draft."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "650.pdf").write_bytes(b"%PDF-1.4 650")
    (tmp_path / "files" / "Приказ 375.pdf").write_bytes(b"%PDF-1.4 375")
    table = tmp_path / "Реестр 2023.csv"
    table.write_bytes(TABLE.encode("cp1251"))
    order = Order(
        sources=(table,),
        content=tmp_path / "content",
        portal=PORTAL,
        journal=tmp_path / "journal.jsonl",
        today=TODAY,
        files=(tmp_path / "files",),
        workers=1,
    )
    entries = bring(order)
    assert [entry.outcome for entry in entries].count(Outcome.DOUBTFUL) == 1
    act = order.content / "documents/2018/postanovlenie-3-650"
    assert (act / "650.pdf").exists()
    assert "attachments:\n  - file: 650.pdf\n" in (act / "index.md").read_text("utf-8")
    assert (order.content / "documents/2023/prikaz-375/prikaz-375.pdf").exists()
    for entry in entries:
        data = (order.content / entry.target).read_bytes()
        document, _, problems = check_source(data, entry.target, PORTAL)
        assert document is not None
        assert errors(problems) == []
