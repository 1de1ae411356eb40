"""A register of acts as a table: CSV of whatever program and encoding, rows to parcels of acts.

What Excel does to a table is undone where it can be: the byte order mark, UTF-16 with tabs, `sep=;`
on the first line, `="375"`, an apostrophe before a number, «375,0», dates as serial numbers or with
a midnight, lines of a title above the heads of the columns. What it has destroyed (an act's number
turned into a date) is told, never guessed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO

from vestnik.core.russian import parse_date
from vestnik.importing.dates import iso
from vestnik.importing.decoding import decode
from vestnik.importing.parcels import Unusable

COLUMNS: Mapping[str, tuple[str, ...]] = {
    field: tuple(names.split(" | "))
    for field, names in {
        "kind": "вид | вид документа | вид акта | тип | тип документа | тип акта | kind",
        "number": "номер | № | номер документа | номер акта | рег. номер | регистрационный номер"
        " | № документа | № акта | № п/а | number",
        "adopted": "дата принятия | дата документа | дата акта | дата подписания | дата"
        " | дата регистрации | дата утверждения | дата издания | adopted",
        "title": "название | наименование | заголовок | наименование документа | название акта"
        " | название документа | наименование акта | содержание | краткое содержание | title",
        "issuer": "орган | издатель | принявший орган | кем принят | кто принял | орган власти"
        " | наименование органа | issuer",
        "date": "дата публикации | дата размещения | опубликован | опубликовано | размещено"
        " | дата опубликования | published",
        "file": "файл | файлы | ссылка на файл | вложение | вложения | скан | file",
        "address": "адрес | адрес страницы | ссылка | страница | ссылка на страницу | url | link",
        "text": "текст | текст документа | текст акта | text",
        "status": "статус | состояние | действие | статус документа | status",
        "signatory": "подписал | подпись | подписант | кем подписан | signatory",
    }.items()
}
"""How the heads of the columns are called, by the field. The file of columns names others."""
_NEEDED = ("number", "adopted", "title")
_LINES = ("text", "file")
"""Fields whose lines mean something."""
_ROWS_ABOVE = 12
_SAMPLE = 20_000
_MAX_FIELD = 1_000_000
_SERIAL_FIRST = date(1899, 12, 30)
"""Day 0 of Excel's count, which takes 1900 for a leap year."""
_SERIAL = range(10_000, 80_000)
"""1927 to 2119: a smaller number is no date of an act."""
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(?::00(?:\.0+)?)?$")
_EQUALS = re.compile(r'^="(.*)"$', re.DOTALL)
_WHOLE = re.compile(r"^(\d+)[.,]0+$")
_SPOILT = re.compile(
    r"^(?:\d{1,2}[.\s-]?(?:янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?"
    r"|(?:янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек)[а-я]*[.\s-]?\d{2,4}"
    r"|\d{1,2}\.\d{1,2}\.\d{4}|\d[.,]\d+E\+\d+|#+|#\w+[!?])$",
    re.IGNORECASE,
)
"""«01.мар», «мар.50», «3,75E+11», «####»: what is left of a number that Excel mistook."""


@dataclass(frozen=True, slots=True)
class Row:
    """One act of a table, as typed but for what Excel did to it."""

    number: int
    """Of the row in the file, from 1: a person looks for it there."""
    values: Mapping[str, str]
    """By field; nothing where the cell is empty."""

    @property
    def key(self) -> str:
        """Names the row in every run, wherever it stands: rows are inserted above."""
        named = [self.values.get(one, "") for one in ("kind", "number", "adopted", "title")]
        return " · ".join(" ".join(one.split())[:80] for one in named if one)


def read_table(data: bytes, columns: Mapping[str, str] | None = None) -> list[Row]:
    """The acts of a table. `columns` gives the head of a column by the field, where nobody could
    guess it. Raises Unusable where the columns are not understood.
    """
    text = decode(data).text
    rows = [[_cell(cell) for cell in row] for row in _rows(text)]
    head, places = _head(rows, columns or {})
    found = []
    for number, row in enumerate(rows[head + 1 :], head + 2):
        values = {
            field: row[place].strip() if field in _LINES else " ".join(row[place].split())
            for field, place in places.items()
            if place < len(row) and row[place].strip()
        }
        if values.keys() & {"title", "number"}:
            found.append(Row(number, values))
    if not found:
        raise Unusable("под заголовками столбцов нет ни одной строки")
    return found


def _rows(text: str) -> list[list[str]]:
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r'"?sep=(.)"?;*', first.strip(), re.IGNORECASE)
    body = rest if told else text
    delimiter = told[1] if told else _delimiter(body)
    csv.field_size_limit(_MAX_FIELD)
    try:
        rows = list(csv.reader(StringIO(body, newline=""), delimiter=delimiter, strict=False))
    except csv.Error as error:
        raise Unusable(f"таблица не читается: {error}") from error
    return [[], *rows] if told else rows


def _delimiter(text: str) -> str:
    """The sign that parts cells: the one that gives the most lines of one length."""

    def evenness(sign: str) -> tuple[int, int]:
        rows = csv.reader(StringIO(text[:_SAMPLE], newline=""), delimiter=sign)
        widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
        usual = max(widths, key=widths.count, default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(";,\t|", key=evenness)


def _cell(typed: str) -> str:
    text = typed.strip().strip("\ufeff")
    if found := _EQUALS.match(text):
        text = found[1].replace('""', '"')
    return text.removeprefix("'") if re.match(r"^'\d", text) else text


def _plain(head: str) -> str:
    return " ".join(re.sub(r"[*:]", " ", head).lower().replace("ё", "е").split()).strip(" .")


def _head(rows: Sequence[Sequence[str]], named: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """Number of the row with the heads, and the place of each field."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(rows[:_ROWS_ABOVE]):
        places = _places(row, named)
        if len(places) > len(best[1]):
            best = (number, places)
    missing = [name for name in _NEEDED if name not in best[1]]
    if missing:
        heads = ", ".join(f"«{cell}»" for cell in rows[best[0]] if cell) if rows else "пусто"
        wanted = ", ".join(f"{name} (например «{COLUMNS[name][0]}»)" for name in missing)
        raise Unusable(
            f"не понятно, в каком столбце {wanted}; в таблице есть: {heads[:300]}. Напишите файл "
            "столбцов, например «number: № док.», и назовите его в --columns"
        )
    return best


def _places(row: Sequence[str], named: Mapping[str, str]) -> dict[str, int]:
    heads = [_plain(cell) for cell in row]
    places: dict[str, int] = {}
    for field, names in COLUMNS.items():
        wanted = [_plain(named[field])] if field in named else [_plain(one) for one in names]
        for name in wanted:
            if name in heads and heads.index(name) not in places.values():
                places[field] = heads.index(name)
                break
    return places


def read_day(typed: str) -> str:
    """A cell as a day (ISO), with the time where one was typed; empty where it is none.

    >>> read_day("23.05.2023 0:00:00"), read_day("45069"), read_day("05/23/2023")
    ('2023-05-23', '2023-05-23', '')
    """
    text = _MIDNIGHT.sub("", typed.strip())
    whole = _WHOLE.sub(r"\1", text)
    if whole.isascii() and whole.isdigit() and int(whole) in _SERIAL:
        return (_SERIAL_FIRST + timedelta(days=int(whole))).isoformat()
    try:
        return iso(parse_date(text.replace("/", ".")))
    except ValueError:
        return ""


def read_number(typed: str) -> str:
    """An act's number without «№» and without what Excel added; empty where Excel destroyed it.

    >>> read_number("№ 3/650"), read_number("375,0"), read_number("01.мар")
    ('3/650', '375', '')
    """
    text = _WHOLE.sub(r"\1", re.sub(r"^(?:№|N(?=[\s\d]))\s*", "", typed.strip()))
    return "" if _SPOILT.match(text) else text


def files_of(typed: str) -> Iterator[str]:
    """The files that one cell names: parted by a line end, «;», «|», or a comma and a blank."""
    for part in re.split(r"[\n;|]|,\s+(?=https?://|[\w./-]+\.\w{2,4}\b)|\s+(?=https?://)", typed):
        if part.strip():
            yield part.strip()
