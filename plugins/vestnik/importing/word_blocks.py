"""The body of a Word file as blocks: paragraphs with their numbers, headings, tables, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from vestnik.importing.dom import Element, squeezed
from vestnik.importing.inline import References, escaped, line_escaped, reference_of
from vestnik.importing.page import Block, BlockKind, Reference, ReferenceKind
from vestnik.importing.word_numbering import BULLET, Numbering
from vestnik.importing.word_package import WORD, Package

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_TRANSPARENT = frozenset(
    f"{WORD}{name}"
    for name in (
        "sdt",
        "sdtContent",
        "ins",
        "smartTag",
        "fldSimple",
        "customXml",
        "hyperlink",
        "moveTo",
    )
)
_SKIPPED = frozenset({f"{WORD}del", f"{WORD}moveFrom", f"{WORD}instrText", f"{_MC}Fallback"})
_HEADING = re.compile(r"(?:heading|заголовок)\s*([1-6])", re.IGNORECASE)


@dataclass(slots=True)
class WordReader:
    """Reads the body of one file."""

    package: Package
    numbering: Numbering
    references: References = field(default_factory=References)
    blocks: list[Block] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    """Paragraphs in the style «Title»."""
    questions: list[str] = field(default_factory=list)
    """What somebody has to answer: pictures without a description."""
    _targets: dict[str, str] = field(default_factory=dict)
    _styles: dict[str, str] = field(default_factory=dict)
    _footnotes: list[str] = field(default_factory=list)

    def read(self) -> None:
        """All blocks of the body, footnotes last."""
        root = self.package.xml("word/document.xml")
        self._targets = self.package.targets("word/document.xml")
        styles = self.package.xml("word/styles.xml")
        for style in styles.iter(f"{WORD}style") if styles is not None else ():
            name = style.find(f"{WORD}name")
            if name is not None:
                self._styles[style.get(f"{WORD}styleId") or ""] = name.get(f"{WORD}val") or ""
        body = root.find(f"{WORD}body") if root is not None else None
        if body is not None:
            self._content(body)
        self._notes()

    def _content(self, holder: Element) -> None:
        for element in holder:
            if element.tag == f"{WORD}p":
                self._paragraph(element)
            elif element.tag == f"{WORD}tbl":
                self._table(element)
            elif element.tag in _TRANSPARENT:
                self._content(element)

    def _paragraph(self, element: Element) -> None:
        run = _Run()
        self._runs(element, run, bold=False, italic=False)
        for picture in run.pictures:
            self._picture(picture)
        lines = [(squeezed(plain), squeezed(marked)) for plain, marked in run.lines()]
        lines = [line for line in lines if line[0]]
        if not lines:
            return
        style = self._styles.get(self._style(element), "")
        text = "\n".join(plain for plain, _ in lines)
        if style.lower() in ("title", "название"):
            self.titles.append(text)
        heading = _HEADING.match(style)
        label = self._label(element)
        if heading and len(text) < 200 and not label:
            level = min(4, int(heading[1]) + 1)
            words = " ".join(plain for plain, _ in lines)
            self.blocks.append(Block(BlockKind.HEADING, words, f"{'#' * level} {escaped(words)}"))
            return
        self._say(lines, label, strong=run.strong)

    def _say(self, lines: list[tuple[str, str]], label: str, *, strong: bool) -> None:
        text = "\n".join(plain for plain, _ in lines)
        markdown = "  \n".join(line_escaped(marked) for _, marked in lines)
        if label == BULLET:
            item = Block(BlockKind.LIST, text, f"- {markdown}")
            last = self.blocks[-1] if self.blocks else None
            if last and last.kind is BlockKind.LIST and last.markdown.startswith("- "):
                self.blocks[-1] = Block(
                    BlockKind.LIST, f"{last.text}\n{text}", f"{last.markdown}\n{item.markdown}"
                )
            else:
                self.blocks.append(item)
            return
        if label:
            text, markdown = f"{label} {text}", f"{label} {markdown}"
        self.blocks.append(Block(BlockKind.PARAGRAPH, text, markdown, strong=strong))

    def _style(self, element: Element) -> str:
        found = element.find(f"{WORD}pPr/{WORD}pStyle")
        return (found.get(f"{WORD}val") or "") if found is not None else ""

    def _label(self, element: Element) -> str:
        """What Word draws before the paragraph."""
        own = element.find(f"{WORD}pPr/{WORD}numPr")
        number, level = self.numbering.styles.get(self._style(element), ("", 0))
        if own is not None:
            typed = own.find(f"{WORD}numId")
            number = (typed.get(f"{WORD}val") or "") if typed is not None else number
            place = own.find(f"{WORD}ilvl")
            level = int(place.get(f"{WORD}val") or 0) if place is not None else level
        return self.numbering.label(number, level) if number not in ("", "0") else ""

    def _runs(self, holder: Element, run: _Run, *, bold: bool, italic: bool) -> None:
        for element in holder:
            tag = element.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == f"{WORD}r":
                self._run(element, run)
            elif tag == f"{WORD}hyperlink":
                inner = _Run()
                self._runs(element, inner, bold=bold, italic=italic)
                run.take(inner, self._link(element, inner))
            elif tag in _TRANSPARENT or tag.startswith(_MC):
                self._runs(element, run, bold=bold, italic=italic)

    def _run(self, element: Element, run: _Run) -> None:
        properties = element.find(f"{WORD}rPr")
        marks = _marks(properties)
        if properties is not None and properties.find(f"{WORD}vanish") is not None:
            return
        for part in element:
            tag = part.tag
            if tag == f"{WORD}t":
                run.say(part.text or "", marks)
            elif tag in (f"{WORD}tab", f"{WORD}noBreakHyphen", f"{WORD}softHyphen"):
                run.say({"tab": " ", "noBreakHyphen": "-"}.get(tag.removeprefix(WORD), ""), marks)
            elif tag in (f"{WORD}br", f"{WORD}cr"):
                run.say("\n", "")
            elif tag == f"{WORD}footnoteReference":
                number = part.get(f"{WORD}id") or ""
                self._footnotes.append(number)
                run.mark(f"[^{len(self._footnotes)}]")
            elif tag in (
                f"{WORD}drawing",
                f"{WORD}pict",
                f"{WORD}object",
                f"{_MC}AlternateContent",
            ):
                run.pictures.append(part)

    def _link(self, element: Element, inner: _Run) -> str:
        target = self._targets.get(element.get(f"{_R}id") or "", "")
        words = "".join(inner.marked).strip()
        reference = reference_of(target, words) if target.startswith(("http", "mailto:")) else None
        if reference is None or not words:
            return "".join(inner.marked)
        if target.startswith("mailto:"):
            return f"[{words}]({target})"
        return f"[{words}]({self.references.add(reference)})"

    def _picture(self, element: Element) -> None:
        for box in element.iter(f"{WORD}txbxContent"):
            if not any(one.tag == f"{_MC}Fallback" for one in box.iterancestors()):
                self._content(box)
        blip = next(element.iter(f"{_A}blip"), None)
        image = next(element.iter(f"{_V}imagedata"), None)
        name = ""
        if blip is not None:
            name = self._targets.get(blip.get(f"{_R}embed") or "", "")
        elif image is not None:
            name = self._targets.get(image.get(f"{_R}id") or "", "")
        if not name or name not in self.package.parts:
            return
        about = next(element.iter(f"{_WP}docPr"), None)
        alt = squeezed(about.get("descr") or "") if about is not None else ""
        mark = self.references.add(Reference(ReferenceKind.PICTURE, name, alt))
        if not alt:
            file = name.rsplit("/", 1)[-1]
            self.questions.append(f"что на картинке {file}? впишите описание в квадратные скобки")
        words = escaped(alt).replace("[", "").replace("]", "")
        self.blocks.append(Block(BlockKind.PICTURE, "", f"![{words}]({mark})"))

    def _table(self, table: Element) -> None:
        rows = [list(_cells(row)) for row in table.iter(f"{WORD}tr") if _owner(row) is table]
        rows = [row for row in rows if row]
        if not rows:
            return
        if len(rows) == 1 or max(len(row) for row in rows) == 1:
            for row in rows:  # a frame around text, a letter's head
                for cell in row:
                    self._content(cell)
            return
        texts = [[self._cell_text(cell) for cell in row] for row in rows]
        if not any(any(row) for row in texts):
            return
        plain = "\n".join(" | ".join(row) for row in texts if any(row))
        merged = any(_span(cell) > 1 or _merge(cell) is not None for row in rows for cell in row)
        uneven = len({len(row) for row in rows}) > 1
        markdown = _html_table(rows, texts) if merged or uneven else _pipe_table(texts)
        self.blocks.append(Block(BlockKind.TABLE, plain, markdown))

    def _cell_text(self, cell: Element) -> str:
        inner = WordReader(self.package, self.numbering, self.references)
        inner._targets, inner._styles = self._targets, self._styles
        inner._content(cell)
        self.questions += inner.questions
        self.blocks += [block for block in inner.blocks if block.kind is BlockKind.PICTURE]
        return squeezed(" ".join(block.text for block in inner.blocks))

    def _notes(self) -> None:
        root = self.package.xml("word/footnotes.xml") if self._footnotes else None
        if root is None:
            return
        texts = {}
        for note in root.iter(f"{WORD}footnote"):
            words = squeezed("".join(one.text or "" for one in note.iter(f"{WORD}t")))
            texts[note.get(f"{WORD}id") or ""] = words
        for place, number in enumerate(self._footnotes, 1):
            words = texts.get(number, "")
            self.blocks.append(
                Block(BlockKind.PARAGRAPH, words, f"[^{place}]: {escaped(words) or '—'}")
            )


@dataclass(slots=True)
class _Run:
    """Text being collected: what is seen, and its Markdown."""

    plain: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    pictures: list[Element] = field(default_factory=list)
    strong: bool = True
    _marks: str = ""

    def say(self, text: str, marks: str) -> None:
        """Text in one manner; runs that Word split without need are joined."""
        if not text:
            return
        self.plain.append(text)
        self.strong = self.strong and (bool(marks) or not text.strip())
        core = text.strip()
        if not marks or not core or "\n" in text:
            self.marked.append(escaped(text))
            return
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        last = self.marked[-1] if self.marked else ""
        if last.endswith(marks) and self._marks == marks and not last.endswith(f"\\{marks}"):
            self.marked[-1] = f"{last.removesuffix(marks)}{before}{escaped(core)}{marks}"
            self.marked.append(after)
        else:
            self.marked += [before, f"{marks}{escaped(core)}{marks}", after]
        self.marked = [piece for piece in self.marked if piece]
        self._marks = marks

    def mark(self, text: str) -> None:
        """Markdown that is not seen."""
        self.marked.append(text)

    def take(self, inner: _Run, markdown: str) -> None:
        """Another run as a whole, with its Markdown made anew."""
        self.plain += inner.plain
        self.marked.append(markdown)
        self.pictures += inner.pictures

    def lines(self) -> Iterator[tuple[str, str]]:
        """Lines between breaks."""
        plain, marked = "".join(self.plain).split("\n"), "".join(self.marked).split("\n")
        if len(plain) != len(marked):
            plain, marked = [" ".join(plain)], [" ".join(marked)]
        if self.strong:  # a paragraph all in bold is a heading that nobody marked: plain here
            marked = [line.replace("**", "") for line in marked]
        return zip(plain, marked, strict=True)


def _marks(properties: Element | None) -> str:
    """Bold wins over italics: both at once says no more."""
    if properties is None:
        return ""
    for name, mark in (("b", "**"), ("i", "*")):
        found = properties.find(f"{WORD}{name}")
        if found is not None and found.get(f"{WORD}val") not in ("0", "false", "off"):
            return mark
    return ""


def _owner(row: Element) -> Element:
    here = row.getparent()
    while here is not None and here.tag != f"{WORD}tbl":
        here = here.getparent()
    return here


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if element.tag == f"{WORD}tc":
            yield element
        elif element.tag in _TRANSPARENT:
            yield from _cells(element)


def _span(cell: Element) -> int:
    found = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
    typed = (found.get(f"{WORD}val") or "1") if found is not None else "1"
    return max(1, min(60, int(typed))) if typed.isdigit() else 1


def _merge(cell: Element) -> str | None:
    """`restart` where a cell over several rows begins, `continue` below; `None` for others."""
    found = cell.find(f"{WORD}tcPr/{WORD}vMerge")
    return (found.get(f"{WORD}val") or "continue") if found is not None else None


def _pipe_table(texts: list[list[str]]) -> str:
    lines = []
    for number, row in enumerate(row for row in texts if any(row)):
        cells = [escaped(cell).replace("|", "\\|") for cell in row]
        lines.append(f"| {' | '.join(cells)} |")
        if number == 0:
            lines.append(f"|{' --- |' * len(row)}")
    return "\n".join(lines)


def _html_table(rows: list[list[Element]], texts: list[list[str]]) -> str:
    """Merged cells as they are: Markdown has none."""
    grid = [list(_placed(row)) for row in rows]
    lines = ["<table>"]
    for number, row in enumerate(rows):
        parts = []
        for cell, text, place in zip(row, texts[number], grid[number], strict=True):
            if _merge(cell) == "continue":
                continue
            depth = 1
            if _merge(cell) == "restart":
                for below, places in zip(rows[number + 1 :], grid[number + 1 :], strict=True):
                    same = [one for one, at in zip(below, places, strict=True) if at == place]
                    if not same or _merge(same[0]) != "continue":
                        break
                    depth += 1
            spans = f' rowspan="{depth}"' if depth > 1 else ""
            spans = (f' colspan="{_span(cell)}"' if _span(cell) > 1 else "") + spans
            tag = "th" if number == 0 else "td"
            parts.append(f"<{tag}{spans}>{escape(text, quote=False)}</{tag}>")
        lines.append(f"<tr>{''.join(parts)}</tr>")
    return "\n".join([*lines, "</table>"])


def _placed(row: list[Element]) -> Iterator[int]:
    """The column in which each cell begins."""
    column = 0
    for cell in row:
        yield column
        column += _span(cell)
