"""Tables laid out: Typst wants the number of columns and cells that do not overlap."""

from __future__ import annotations

from dataclasses import dataclass

from vestnik.printing.tree import Element

_MOST = 200
"""Columns; the reader of Markdown admits no more."""
_ALIGN = {"align-left": "left", "align-center": "center", "align-right": "right"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the room that it takes."""

    element: Element
    columns: int
    rows: int
    align: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: cells in reading order."""

    columns: int
    head: list[Cell]
    body: list[Cell]


def grid_of(table: Element) -> Grid:
    """The cells of a table. Spans end with their group: a head's cell reaches into no body."""
    head_rows = [row for group in table.elements("thead") for row in group.elements("tr")]
    groups = table.elements("tbody", "tfoot")
    body_rows = [row for group in groups for row in group.elements("tr")] + table.elements("tr")
    head, head_width = _laid_out(head_rows)
    body, body_width = _laid_out(body_rows)
    return Grid(max(head_width, body_width), head, body)


def _laid_out(rows: list[Element]) -> tuple[list[Cell], int]:
    """Cells of a group of rows, and how many columns they take."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    width = 0
    for y, row in enumerate(rows):
        x = 0
        for element in row.elements("td", "th"):
            while (x, y) in taken:
                x += 1
            high = min(_span(element, "rowspan"), len(rows) - y)
            wide = 1
            while wide < _span(element, "colspan") and (x + wide, y) not in taken:
                wide += 1
            taken |= {(x + dx, y + dy) for dx in range(wide) for dy in range(high)}
            cells.append(Cell(element, wide, high, _align(element)))
            x += wide
        width = max(width, x)
    return cells, min(width, _MOST)


def _span(element: Element, name: str) -> int:
    typed = element.attributes.get(name, "")
    return min(max(int(typed), 1), _MOST) if typed.isdigit() and len(typed) < 5 else 1


def _align(element: Element) -> str:
    return next((_ALIGN[name] for name in element.classes if name in _ALIGN), "")
