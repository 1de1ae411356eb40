"""Tables that can be read cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vestnik.core.checks.passage import Block, Finding, Passage, short
from vestnik.core.patterns import regex
from vestnik.core.problems import Severity

_DELIMITER = regex(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_CELL_BORDER = regex(r"(?<!\\)\|")
_HTML_TABLE = regex(r"<table\b.*?(?:</table>|\Z)", re.IGNORECASE | re.DOTALL)
_HEADER_CELL = regex(r"<th[\s>]", re.IGNORECASE)


def without_header(passage: Passage) -> Iterator[Finding]:
    """Every column has a name, or a listener hears bare numbers."""
    if "|" in passage.prose:
        for block in passage.blocks:
            rows = _rows(block)
            if rows and not any(cell.strip() for cell in _cells(rows[0])):
                yield Finding(
                    block.start,
                    "table-no-header",
                    "у таблицы пустая верхняя строка: столбцы никак не названы",
                    "впишите в неё названия столбцов",
                )
    if "<table" in passage.text.lower():
        for found in _HTML_TABLE.finditer(passage.text):
            if not _HEADER_CELL.search(found.group()):
                yield Finding(
                    found.start(),
                    "table-no-header",
                    "у таблицы нет строки с названиями столбцов",
                    "замените в ней первую строку: ячейки <td> на <th>",
                )


def uneven(passage: Passage) -> Iterator[Finding]:
    """Each row has as many cells as the header: Markdown drops those that are too many."""
    if "|" not in passage.prose:
        return
    for block in passage.blocks:
        rows = _rows(block)
        if not rows:
            continue
        width = len(_cells(rows[0]))
        at = block.start + len(rows[0]) + len(rows[1]) + 2
        for row in rows[2:]:
            cells = len(_cells(row))
            if cells != width:
                yield _uneven_row(at, row, cells, width)
            at += len(row) + 1


def _uneven_row(at: int, row: str, cells: int, width: int) -> Finding:
    lost = cells > width
    return Finding(
        at,
        "table-uneven",
        f"в строке таблицы «{short(row)}» ячеек {cells}, а столбцов {width}"
        + (": лишние на сайт не попадут" if lost else ""),
        "проверьте знаки «|»",
        Severity.ERROR if lost else Severity.WARNING,
    )


def broken(passage: Passage) -> Iterator[Finding]:
    """Rows with «|» become a table only with a line of dashes under the first."""
    if "|" not in passage.prose:
        return
    for block in passage.blocks:
        lines = block.text.rstrip("\n").split("\n")
        framed = [line for line in lines if line.strip().startswith("|") and line.count("|") > 2]
        if len(framed) >= 2 and not any(_DELIMITER.match(line) for line in lines):
            yield Finding(
                block.start,
                "table-markup",
                f"таблица, которая начинается с «{short(framed[0])}», не получится: под её первой "
                "строкой нет строки из дефисов",
                "добавьте её: |" + "---|" * len(_cells(framed[0])),
            )


def _rows(block: Block) -> list[str]:
    """Lines of a table in Markdown; none for other blocks."""
    if "|" not in block.text:
        return []
    lines = block.text.rstrip("\n").split("\n")
    if len(lines) < 2 or "|" not in lines[0] or "-" not in lines[1]:
        return []
    return lines if _DELIMITER.match(lines[1]) and "|" in lines[1] else []


def _cells(row: str) -> list[str]:
    row = row.strip()
    row = row.removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    return _CELL_BORDER.split(row)
