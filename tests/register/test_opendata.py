"""The register as open data: tables for Excel, JSON, the whole from its parts."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from vestnik.register.opendata import (
    COLUMNS,
    DataFile,
    DataRelation,
    Entry,
    csv_part,
    csv_table,
    csv_whole,
    json_part,
    json_schema,
    json_whole,
)
from vestnik.register.passport import STANDARD, Passport, list_csv, passport_csv, structure_csv
from vestnik.register.rows import Row, Status

SCHEMA = "https://a.example/opendata/register.schema.json"
ROW = Row(
    kind="prikaz", kind_title="Приказ", number="12/3", adopted=date(2023, 5, 23), issuer="adm",
    issuer_title="Администрация", title="О «мостах»; и реках", address="https://a.example/1/",
    status=Status(key="in-force", words="действует"), section="dorogi",
)  # fmt: skip
ENTRY = Entry(
    id="adm/prikaz/12-3/2023-05-23",
    row=ROW,
    published=datetime(2023, 5, 24, 9, tzinfo=UTC),
    section_title="Дороги",
    relations=(DataRelation(relation="repeals", act="https://a.example/0/", scope="пункт 2"),),
    files=(
        DataFile(
            title="Текст", url="https://a.example/1/a.pdf", media_type="application/pdf",
            size=10, sha256="0" * 64, pages=3,
        ),
        DataFile(
            title="Таблица", url="https://a.example/1/a.csv", media_type="text/csv",
            size=20, sha256="0" * 64,
        ),
    ),
)  # fmt: skip
OTHER = replace(ENTRY, id="adm/prikaz/b-n/2022-01-01", row=replace(ROW, number="б/н"))


def table(data):
    """A table as Russian Excel reads it."""
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_a_table_opens_in_russian_excel():
    """BOM, semicolons, quotation marks; a number that Excel cannot take for a date."""
    head, row = table(csv_part([ENTRY]))
    assert head == [column.title for column in COLUMNS]
    found = dict(zip(head, row, strict=True))
    assert found["Номер"] == "№ 12/3"
    assert found["Название"] == "О «мостах»; и реках"
    assert found["Отменяет"] == "https://a.example/0/"
    assert found["SHA-256 файлов"] == " | ".join(["0" * 64] * 2)
    assert table(csv_part([OTHER]))[1][2] == "б/н"


@pytest.mark.parametrize("title", ['=HYPERLINK("x")', "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3a"])
def test_no_cell_is_a_formula(title):
    """Texts come from authors and are opened in Excel."""
    assert table(csv_table(["a"], [[title]]))[1] == [f"'{title}"]


def test_a_phone_is_no_formula():
    """It begins with a plus all the same."""
    assert table(csv_table(["a"], [["+7 (000) 555-01-00"]]))[1] == ["+7 (000) 555-01-00"]


def test_the_whole_is_its_parts_joined():
    """As if it were made at once, also where a year is empty."""
    assert csv_whole([csv_part([ENTRY]), csv_part([OTHER])]) == csv_part([ENTRY, OTHER])
    parts = [json_part(entries, SCHEMA) for entries in ([ENTRY], [], [OTHER])]
    assert json_whole(parts, SCHEMA) == json_part([ENTRY, OTHER], SCHEMA)
    assert json.loads(json_whole([], SCHEMA))["acts"] == []
    assert csv_whole([]) == csv_part([])


def faults(value, schema, place="$"):
    """Where a value breaks what its schema asks of types, names and choices."""
    types = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
    wanted = schema.get("type", [])
    wanted = [wanted] if isinstance(wanted, str) else wanted
    found = [] if not wanted or isinstance(value, tuple(types[t] for t in wanted)) else [place]
    if "enum" in schema and value not in schema["enum"]:
        found.append(place)
    if isinstance(value, dict):
        if set(value) != set(schema["required"]):
            found.append(place)
        for name, part in value.items():
            found += faults(part, schema["properties"][name], f"{place}.{name}")
    if isinstance(value, list):
        for number, part in enumerate(value):
            found += faults(part, schema["items"], f"{place}[{number}]")
    return found


def test_json_keeps_to_its_schema():
    """Every name is in the schema and every type is the one that it says."""
    schema = json.loads(json_schema(SCHEMA, ["in-force", "repealed"]))
    assert schema["$id"] == SCHEMA
    assert faults(json.loads(json_part([ENTRY, OTHER], SCHEMA)), schema) == []
    wrong = replace(ENTRY, row=replace(ROW, status=Status(key="odd", words="?")))
    assert faults(json.loads(json_part([wrong], SCHEMA)), schema) == ["$.acts[0].status.key"]


def test_files_tell_their_pages():
    """Of what has pages."""
    (act,) = json.loads(json_part([ENTRY], SCHEMA))["acts"]
    assert [file["pages"] for file in act["files"]] == [3, None]


def test_the_passport_is_in_the_form_of_the_recommendations():
    """Property and value; the list of data sets leads to it; every column has its meaning."""
    passport = Passport(
        identifier="0000000000-acts", title="Реестр", description="Документы", owner="А",
        contact="Б", phone="+7 (000) 555-01-00", email="a@b.example", data="https://a.example/d",
        structure="https://a.example/s", created=date(2023, 2, 6), modified=None, change="",
        licence="Свободно", page="https://a.example/opendata/",
    )  # fmt: skip
    rows = dict(table(passport_csv(passport))[1:])
    assert rows["identifier"] == "0000000000-acts"
    assert rows["created"] == "2023-02-06"
    assert rows["standardversion"] == STANDARD
    listed = ["0000000000-acts", "Реестр", "https://a.example/opendata/", "csv"]
    assert table(list_csv([passport]))[2] == listed
    assert len(table(structure_csv())) == len(COLUMNS) + 1
