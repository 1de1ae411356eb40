"""Tables: those of data are kept, those that only lay a page out are taken apart."""

from __future__ import annotations

from html import escape

from vestnik.importing.dom import HEADINGS, Element, tag_of, text_of
from vestnik.importing.furniture import Furniture
from vestnik.importing.inline import escaped
from vestnik.importing.page import Block, BlockKind

_LONG_CELL = 500
"""Characters: a cell with more is a column of a page."""


def is_layout(table: Element) -> bool:
    """Whether a table holds parts of the page, not data."""
    if table.get("role") == "presentation":
        return True
    rows = rows_of(table)
    if not rows or max(len(row) for row in rows) < 2:
        return True
    for row in rows:
        for cell in row:
            if any(
                tag_of(one) in HEADINGS or tag_of(one) in ("table", "form", "article")
                for one in cell.iterdescendants()
            ):
                return True
    cells = [text_of(cell) for row in rows for cell in row]
    if any(tag_of(cell) == "th" for row in rows for cell in row):
        return False
    if len(rows) == 1:
        return True
    return any(len(cell) > _LONG_CELL for cell in cells) and len(rows) < 4


def rows_of(table: Element) -> list[list[Element]]:
    """Cells by rows, without those of tables within."""
    rows = []
    for row in table.iter("tr"):
        owner = row.getparent()
        while owner is not None and tag_of(owner) != "table":
            owner = owner.getparent()
        if owner is table:
            cells = [cell for cell in row if tag_of(cell) in ("td", "th")]
            if cells:
                rows.append(cells)
    return rows


def table_block(table: Element, furniture: Furniture) -> Block | None:
    """A table of data; `None` where all its cells are empty."""
    rows = rows_of(table)
    texts = [[_cell_text(cell, furniture) for cell in row] for row in rows]
    texts_only = [row for row in texts if any(row)]
    if not texts_only:
        return None
    plain = "\n".join(" | ".join(row) for row in texts_only)
    markdown = _as_html(rows, texts) if _merged(rows) else _as_pipes(texts_only)
    return Block(BlockKind.TABLE, plain, markdown)


def _cell_text(cell: Element, furniture: Furniture) -> str:
    return text_of(cell, furniture.elements)


def _merged(rows: list[list[Element]]) -> bool:
    for row in rows:
        for cell in row:
            for name in ("colspan", "rowspan"):
                if (cell.get(name) or "1").strip() not in ("", "0", "1"):
                    return True
    return len({len(row) for row in rows}) > 1


def _as_pipes(rows: list[list[str]]) -> str:
    width = max(len(row) for row in rows)
    lines = []
    for number, row in enumerate(rows):
        cells = [escaped(cell).replace("|", "\\|") for cell in row] + [""] * (width - len(row))
        lines.append(f"| {' | '.join(cells)} |")
        if number == 0:
            lines.append(f"|{' --- |' * width}")
    return "\n".join(lines)


def _as_html(rows: list[list[Element]], texts: list[list[str]]) -> str:
    """Merged cells as they are: Markdown has none."""
    lines = ["<table>"]
    for number, (row, cells) in enumerate(zip(rows, texts, strict=True)):
        parts = []
        for cell, text in zip(row, cells, strict=True):
            tag = "th" if number == 0 or tag_of(cell) == "th" else "td"
            spans = "".join(
                f' {name}="{value}"'
                for name in ("colspan", "rowspan")
                if (value := (cell.get(name) or "").strip()).isdigit()
                and int(value) in range(2, 100)
            )
            parts.append(f"<{tag}{spans}>{escape(text, quote=False)}</{tag}>")
        lines.append(f"<tr>{''.join(parts)}</tr>")
    return "\n".join([*lines, "</table>"])
