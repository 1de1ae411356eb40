"""The words of an Office file (Word, Excel, PowerPoint since 2007; OpenDocument), to look through.

Everything that somebody who opens the file could find is there, unless only what is `seen` is asked
for: foot notes, remarks, hidden
sheets, words that were struck out with changes being tracked. A row of a table is one line, each
cell after the heading of its column, since a number in a table is explained by the heading alone.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from vestnik.attachments.inside import Content
from vestnik.attachments.office_seen import HIDDEN, Seen

if TYPE_CHECKING:
    import zipfile

    from lxml.etree import _Element

    Archive = zipfile.ZipFile | Seen

_MAX_PART = 64_000_000
"""Bytes of one part, unpacked."""
_MAX_TEXT = 4_000_000
"""Characters of one file: looking through them takes seconds, and nobody reads so many."""
_WORD = re.compile(r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_SLIDE = re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide)(\d+)\.xml")
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_REMARKS = re.compile(r"xl/(?:comments|threadedComments/\D*)\d*\.xml")
_TABLES, _ROWS, _CELLS = {"tbl", "table"}, {"tr", "table-row"}, {"tc", "table-cell"}
_GAPS = {"tab": " ", "br": "\n", "cr": "\n"}
_HEADING = 80
"""Characters of a cell that may be the heading of its column."""
_FIGURES = 5
"""Figures in one cell of a row that is no heading: a year has four."""
_EXPONENT = re.compile(r"\d(?:\.\d+)?E\+?\d+")


def read_text(content: Content, media_type: str, *, seen: bool = False) -> tuple[str, ...]:
    """The words by slide or sheet; of a text, which has no pages of its own, all as one. With
    `seen`, only those that are shown to somebody who opens the file.

    Nothing for other kinds of files. Of a damaged file as much as can be read.
    """
    import zipfile

    read = _readers().get(media_type)
    if read is None:
        return ()
    content.seek(0)
    pages: list[str] = []
    left = _MAX_TEXT
    try:
        with zipfile.ZipFile(content) as archive:
            for page in read(Seen(archive) if seen else archive):
                pages.append(page[:left])
                left -= len(page)
                if left <= 0:
                    break
    except (zipfile.BadZipFile, *_FAULTS):
        pass  # an archive that cannot be opened is reported by who looks into it first
    return tuple(pages)


_OPENXML = "application/vnd.openxmlformats-officedocument."
_OASIS = "application/vnd.oasis.opendocument."


def _readers() -> dict[str, Callable[[Archive], Iterator[str]]]:
    return {
        f"{_OPENXML}wordprocessingml.document": _word,
        f"{_OPENXML}presentationml.presentation": _slides,
        f"{_OPENXML}spreadsheetml.sheet": _sheets,
        f"{_OASIS}text": _opendocument,
        f"{_OASIS}spreadsheet": partial(_opendocument, end="table"),
        f"{_OASIS}presentation": partial(_opendocument, end="page"),
    }


_FAULTS = (ValueError, KeyError, RuntimeError, EOFError, OSError, NotImplementedError, zlib.error)
"""What an archive that is damaged or lies may raise, besides BadZipFile."""


@dataclass(slots=True)
class Table:
    """A table that is being read."""

    headings: dict[int, str] = field(default_factory=dict)
    """By column: what stood there last without a figure, before the first row of figures."""
    settled: bool = False
    row: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The row that was read, in one line; the next begins.

        >>> table = Table(row=["Ф. И. О.", "СНИЛС"])
        >>> table.line()
        'Ф. И. О. | СНИЛС'
        >>> table.row = ["Ёлкин", "112-233-445 95"]
        >>> table.line()
        'Ёлкин | СНИЛС: 112-233-445 95'
        """
        cells = {column: text for column, cell in enumerate(self.row) if (text := _plain(cell))}
        self.row = []
        if len(cells) < 2:  # a title above the table, or a line between its parts
            return " ".join(cells.values())
        self.settled |= any(sum(map(str.isdigit, text)) >= _FIGURES for text in cells.values())
        return " | ".join(self._explained(column, text) for column, text in cells.items())

    def _explained(self, column: int, text: str) -> str:
        if any(map(str.isdigit, text)):
            heading = self.headings.get(column, "")
            return f"{heading}: {text}" if heading else text
        if not self.settled and len(text) <= _HEADING:
            self.headings[column] = text
        return text


def _plain(cell: str) -> str:
    return " ".join(cell.split())


def _events(
    archive: Archive, name: str, *, starts: bool = True
) -> Iterator[tuple[str, str, _Element]]:
    """`(event, local name, element)` of a part, as far as it is sound."""
    from lxml import etree

    if name not in archive.namelist() or archive.getinfo(name).file_size > _MAX_PART:
        return
    events = ("start", "end") if starts else ("end",)
    with archive.open(name) as part:
        found = etree.iterparse(
            part, events=events, resolve_entities=False, no_network=True, load_dtd=False
        )
        unseen = 0  # how deep inside of what is not shown
        try:
            for event, element in found:
                name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
                hides = isinstance(archive, Seen) and name in HIDDEN
                unseen += hides and event == "start"
                if name and not unseen:
                    yield event, name, element
                if hides and event == "end":
                    unseen = max(unseen - 1, 0)
                    element.clear(keep_tail=True)
        except etree.XMLSyntaxError:
            return


def _word(archive: Archive) -> Iterator[str]:
    parts = filter(_WORD.fullmatch, archive.namelist())
    yield "\n".join(line for part in parts for line in _lines(archive, part))


def _slides(archive: Archive) -> Iterator[str]:
    numbered: dict[int, list[str]] = {}
    for name in archive.namelist():
        if found := _SLIDE.fullmatch(name):
            numbered.setdefault(int(found[1]), []).append(name)
    for _, names in sorted(numbered.items()):
        yield "\n".join(line for name in sorted(names) for line in _lines(archive, name))


def _lines(archive: Archive, part: str) -> Iterator[str]:
    """Paragraphs and rows of a part of Word or PowerPoint."""
    tables: list[Table] = []
    words: list[str] = []
    for event, name, element in _events(archive, part):
        if event == "start":
            _begun(name, tables)
        elif name in {"t", "delText"}:
            words.append(element.text or "")
        elif name in _GAPS:
            words.append(_GAPS[name])
        elif name == "p":
            yield from _placed("".join(words), tables)
            words.clear()
            element.clear()
        else:
            yield from _ended(name, tables)


def _opendocument(archive: Archive, end: str = "") -> Iterator[str]:
    """All text, or what stands in each outermost element `end`."""
    tables: list[Table] = []
    lines: list[str] = []
    for event, name, element in _events(archive, "content.xml"):
        if event == "start":
            _begun(name, tables)
        elif name in {"p", "h"}:
            lines += _placed(" ".join(element.itertext()), tables)
        else:
            lines += _ended(name, tables)
            if name in _CELLS and tables:
                tables[-1].row += [""] * (_repeated(element) - 1)
            elif name == end and not tables:
                yield "\n".join(lines)
                lines.clear()
                element.clear()
    yield from ["\n".join(lines)] if lines else ()


_REPEATED = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}number-columns-repeated"
_MANY = 100
"""Equal cells side by side of which each counts: more are the empty rest of a row."""


def _repeated(cell: _Element) -> int:
    count = cell.get(_REPEATED) or ""
    return int(count) if count.isdigit() and len(count) < 6 and int(count) <= _MANY else 1


def _begun(name: str, tables: list[Table]) -> None:
    if name in _TABLES:
        tables.append(Table())
    elif name in _CELLS and tables:
        tables[-1].row.append("")


def _placed(text: str, tables: list[Table]) -> Iterator[str]:
    """A paragraph goes to its cell, or is a line of its own."""
    if tables and tables[-1].row:
        tables[-1].row[-1] += f" {text}"
    elif text.strip():
        yield text


def _ended(name: str, tables: list[Table]) -> Iterator[str]:
    if name in _ROWS and tables:
        if line := tables[-1].line():
            yield line
    elif name in _TABLES and tables:
        tables.pop()


def _sheets(archive: Archive) -> Iterator[str]:
    """Sheets as they are numbered in the file; the remarks of all of them belong to the first."""
    shared = list(_strings(archive))
    remarks = [
        element.text or ""
        for part in filter(_REMARKS.fullmatch, archive.namelist())
        for _, name, element in _events(archive, part, starts=False)
        if name in {"t", "text"}
    ]
    names = [found for name in archive.namelist() if (found := _SHEET.fullmatch(name))]
    for found in sorted(names, key=lambda one: int(one[1])):
        yield "\n".join([*_cells(archive, found[0], shared), *remarks])
        remarks = []


def _strings(archive: Archive) -> Iterator[str]:
    """The texts that cells refer to by number."""
    for _, name, element in _events(archive, "xl/sharedStrings.xml", starts=False):
        if name == "si":
            yield _words_of(element)
            element.clear()


def _words_of(element: _Element) -> str:
    parts: Iterable[_Element] = element.iter("{*}t")
    return "".join(part.text or "" for part in parts)


def _cells(archive: Archive, part: str, shared: list[str]) -> Iterator[str]:
    table = Table()
    for _, name, element in _events(archive, part, starts=False):
        if name == "c":
            column = _column(element.get("r") or "", len(table.row))
            table.row += [""] * (column - len(table.row))
            table.row.append(_value(element, shared))
        elif name == "row":
            if line := table.line():
                yield line
            element.clear()


_FARTHEST = 16_384
"""Columns of a sheet."""


def _column(reference: str, after: int) -> int:
    """The index of the column of «C5»; at least `after`, which is the next one."""
    number = 0
    for letter in re.match("[A-Z]{0,3}", reference)[0]:  # type: ignore[index]
        number = number * 26 + ord(letter) - 64
    return number - 1 if after < number <= _FARTHEST else after


def _value(cell: _Element, shared: list[str]) -> str:
    """What a cell shows, as near as a program needs that does not know its format."""
    if cell.get("t") == "inlineStr":
        return _words_of(cell)
    value = cell.findtext("{*}v") or ""
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    if _EXPONENT.fullmatch(value):
        return f"{float(value):.0f}"
    return value
