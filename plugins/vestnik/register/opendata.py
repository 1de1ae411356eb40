"""The register as open data: CSV and JSON by year, and both put together.

A year is a file that stands alone; the whole register is the years one behind the other, joined
without reading an act again. CSV is as Russian Excel opens it: UTF-8 with BOM, `;`, CRLF. Texts
come from authors, so a cell that Excel would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from vestnik.core.numbers import NUMBERLESS, number_key
from vestnik.core.patterns import regex
from vestnik.register.rows import Row

_BOM = "\ufeff"
_PHONE = regex(r"[+-]?[0-9 ().-]+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class DataFile(Struct, frozen=True, kw_only=True):
    """A file of an act."""

    title: str
    url: str
    media_type: str
    size: int
    """Bytes."""
    sha256: str
    pages: int = 0
    """Of a PDF; 0 for what has none."""


class DataRelation(Struct, frozen=True, kw_only=True):
    """What an act does to another."""

    relation: str
    """`amends`, `repeals`, `suspends` or `based_on`."""
    act: str
    """The other one: its address where the site shows it, else its name."""
    scope: str = ""


class Entry(Struct, frozen=True, kw_only=True):
    """All that the open data say of an act."""

    id: str
    """Issuer, kind, number and date: stays while they stay."""
    row: Row
    """Its address is absolute."""
    published: datetime
    effective: date | None = None
    section_title: str = ""
    relations: tuple[DataRelation, ...] = ()
    files: tuple[DataFile, ...] = ()
    pdf: str = ""
    """Address of the PDF that the site makes of the text, where it makes one."""
    withdrawn: date | None = None


class Column(Struct, frozen=True):
    """A column of the table."""

    name: str
    """In JSON and in the structure of the data set."""
    title: str
    """In the head of the table."""
    meaning: str
    format: str = "строка"


COLUMNS = (
    Column("id", "Идентификатор", "Орган, вид, номер и дата; не меняется"),
    Column("kind", "Вид", "Вид документа"),
    Column("number", "Номер", "Номер со знаком «№»; «б/н» — без номера"),
    Column("adopted", "Дата принятия", "День принятия", "дата ГГГГ-ММ-ДД"),
    Column("issuer", "Кем принят", "Орган, который принял документ"),
    Column("title", "Название", "О чём документ"),
    Column("status", "Статус", "Действует ли документ на день обновления"),
    Column("effective", "Вступает в силу", "Если отличается от дня принятия", "дата ГГГГ-ММ-ДД"),
    Column("published", "Опубликован на сайте", "Когда появился на сайте", "дата и время ISO 8601"),
    Column("section", "Раздел", "Раздел сайта"),
    Column("amends", "Изменяет", "Адреса или названия изменяемых документов, через «|»"),
    Column("repeals", "Отменяет", "Адреса или названия отменяемых документов, через «|»"),
    Column("suspends", "Приостанавливает", "Адреса или названия документов, через «|»"),
    Column("based_on", "Принят на основании", "Адреса или названия документов, через «|»"),
    Column("files", "Файлы", "Адреса файлов, через «|»"),
    Column("sha256", "SHA-256 файлов", "Контрольные суммы в том же порядке, через «|»"),
    Column("pdf", "PDF страницы", "PDF, который сайт сделал из текста", "URL"),
    Column("withdrawn", "Снят с публикации", "День снятия с сайта", "дата ГГГГ-ММ-ДД"),
    Column("address", "Адрес страницы", "Страница документа на сайте", "URL"),
)
RELATIONS = ("amends", "repeals", "suspends", "based_on")


# --- CSV ------------------------------------------------------------------------------------


def csv_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as Russian Excel opens it."""
    text = io.StringIO()
    text.write(_BOM)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    text = " ".join(str("" if value is None else value).split())
    formula = text.startswith(_FORMULA) and not _PHONE.fullmatch(text)
    return f"'{text}" if formula else text


def csv_part(entries: Iterable[Entry]) -> bytes:
    """Acts as a table with its head."""
    return csv_table([column.title for column in COLUMNS], map(_cells, entries))


def csv_whole(parts: Iterable[bytes]) -> bytes:
    """The tables of the years as one: the head of the first alone stays."""
    head = csv_part(())
    return head + b"".join(part.removeprefix(head) for part in parts)


def _cells(entry: Entry) -> list[object]:
    row = entry.row
    relations = {
        name: " | ".join(one.act for one in entry.relations if one.relation == name)
        for name in RELATIONS
    }
    values: dict[str, object] = {
        "id": entry.id,
        "kind": row.kind_title,
        "number": _numbered(row.number),
        "adopted": row.adopted,
        "issuer": row.issuer_title,
        "title": row.title,
        "status": row.status.words,
        "effective": entry.effective,
        "published": entry.published.isoformat(timespec="minutes"),
        "section": entry.section_title,
        **relations,
        "files": " | ".join(file.url for file in entry.files),
        "sha256": " | ".join(file.sha256 for file in entry.files),
        "pdf": entry.pdf,
        "withdrawn": entry.withdrawn,
        "address": row.address,
    }
    return [values[column.name] for column in COLUMNS]


def _numbered(number: str) -> str:
    """With the sign: Excel takes a bare «12/3» for the twelfth of March."""
    return number if number_key(number) == NUMBERLESS else f"№ {number}"


# --- JSON -----------------------------------------------------------------------------------

_OPEN, _CLOSE = b'"acts":[\n', b"\n]}\n"


def json_part(entries: Iterable[Entry], schema: str) -> bytes:
    """Acts as JSON, one a line; `schema` is the address of its schema."""
    lines = b",\n".join(_dump(_record(entry)) for entry in entries)
    return b'{"$schema":' + _dump(schema) + b"," + _OPEN + lines + _CLOSE


def json_whole(parts: Iterable[bytes], schema: str) -> bytes:
    """The years as one."""
    inner = (part.partition(_OPEN)[2].removesuffix(_CLOSE) for part in parts)
    lines = b",\n".join(lines for lines in inner if lines)
    return b'{"$schema":' + _dump(schema) + b"," + _OPEN + lines + _CLOSE


def _record(entry: Entry) -> dict[str, Any]:
    row = entry.row
    return {
        "id": entry.id,
        "kind": {"key": row.kind, "title": row.kind_title},
        "number": row.number,
        "adopted": row.adopted.isoformat(),
        "issuer": {"key": row.issuer, "title": row.issuer_title},
        "title": row.title,
        "status": {"key": row.status.key, "title": row.status.words},
        "effective": entry.effective.isoformat() if entry.effective else None,
        "published": entry.published.isoformat(timespec="minutes"),
        "section": row.section or None,
        "relations": [
            {"relation": one.relation, "act": one.act, "scope": one.scope or None}
            for one in entry.relations
        ],
        "files": [
            {
                "title": file.title,
                "url": file.url,
                "type": file.media_type,
                "size": file.size,
                "sha256": file.sha256,
                "pages": file.pages or None,
            }
            for file in entry.files
        ],
        "pdf": entry.pdf or None,
        "withdrawn": entry.withdrawn.isoformat() if entry.withdrawn else None,
        "address": row.address,
    }


def json_schema(address: str, statuses: Sequence[str]) -> bytes:
    """JSON Schema of the register; `address` is its own."""
    text = {"type": "string"}
    day = {"type": "string", "format": "date"}
    maybe_day = {"type": ["string", "null"], "format": "date"}
    named = _object({"key": text, "title": text})
    act = _object(
        {
            "id": text,
            "kind": named,
            "number": text,
            "adopted": day,
            "issuer": named,
            "title": text,
            "status": _object({"key": {"enum": list(statuses)}, "title": text}),
            "effective": maybe_day,
            "published": {"type": "string", "format": "date-time"},
            "section": {"type": ["string", "null"]},
            "relations": _list(
                _object(
                    {
                        "relation": {"enum": list(RELATIONS)},
                        "act": text,
                        "scope": {"type": ["string", "null"]},
                    }
                )
            ),
            "files": _list(
                _object(
                    {
                        "title": text,
                        "url": {"type": "string", "format": "uri"},
                        "type": text,
                        "size": {"type": "integer", "minimum": 0},
                        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                        "pages": {"type": ["integer", "null"], "minimum": 1},
                    }
                )
            ),
            "pdf": {"type": ["string", "null"], "format": "uri"},
            "withdrawn": maybe_day,
            "address": {"type": "string", "format": "uri"},
        }
    )
    meanings = {column.name: f"{column.title}. {column.meaning}" for column in COLUMNS}
    for name, part in act["properties"].items():
        act["properties"][name] = {**part, "description": meanings.get(name, name)}
    act["properties"]["relations"]["description"] = (
        "Что документ изменяет, отменяет, приостанавливает; на чём основан"
    )
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": "Реестр документов",
        **_object({"$schema": text, "acts": _list(act)}),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2).encode() + b"\n"


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def json_lines(name: str, records: Iterable[dict[str, Any]]) -> bytes:
    """Records under one name, one a line."""
    return b'{"' + name.encode() + b'":[\n' + b",\n".join(map(_dump, records)) + _CLOSE


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
