"""From a sheet to the source of a Typst document.

The text is put in as string literals of Typst's code, never as its markup: whatever an author
typed, it stays words. Numbers of clauses are words too, exactly as typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import unescape

from vestnik.printing.sheet import Sheet
from vestnik.printing.tables import Cell, grid_of
from vestnik.printing.tree import Element, parse

FONTS = ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern")
"""They ship inside Typst: nothing is looked for on the machine."""

_PAGE_WIDTH = 482
"""Points between the margins."""
_POINTS = 0.6
"""Of a pixel of a picture: a photo of 800 fills the line."""
_SPACE = re.compile(r"[ \t\r\n]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_REFERENCE = re.compile(r"vestnik:(\d+)")
_BLOCKS = frozenset(
    (
        *("p", "div", "section", "figure", "ul", "ol", "dl", "table", "blockquote", "pre", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "details"),
    )
)
_INLINE = {
    "strong": "strong", "b": "strong", "em": "emph", "i": "emph", "cite": "emph", "dfn": "emph",
    "var": "emph", "s": "strike", "del": "strike", "ins": "underline", "sub": "sub", "sup": "super",
    "mark": "highlight",
}  # fmt: skip

_FRAME = """\
#set document(title: {title}, author: {author}, date: {date})
#set text(font: {fonts}, size: 12pt, lang: {lang}, fallback: true)
#set page(
  paper: "a4",
  margin: (left: 25mm, right: 15mm, top: 20mm, bottom: 22mm),
  footer: context {{
    set text(9pt)
    grid(columns: (1fr, auto), column-gutter: 8mm, {address}, {{ {page} }})
  }},
)
#set par(justify: false, leading: 0.65em, spacing: 0.95em)
#set table(stroke: 0.5pt + luma(60%), inset: (x: 5pt, y: 4pt))
#set list(marker: ([•], [–]))
#show heading.where(level: 1): set text(17pt)
#show heading.where(level: 2): set text(14pt)
#show heading.where(level: 3): set text(12.5pt)
#show heading: set block(above: 1.3em, below: 0.8em)
#show link: set text(fill: rgb("#0b4f9e"))
#show table.cell.where(y: 0): set text(weight: "bold")
#{{
{body}
}}
"""


def source_of(sheet: Sheet) -> str:
    """The Typst source."""
    page, _, pages = sheet.page_of.partition("{pages}")
    before, _, after = page.partition("{page}")
    numbered = [quoted(before), "counter(page).display()", quoted(after), _PAGES, quoted(pages)]
    day = sheet.moment
    return _FRAME.format(
        title=quoted(sheet.title),
        author=quoted(sheet.author),
        date=f"datetime(year: {day.year}, month: {day.month}, day: {day.day})",
        fonts=f"({', '.join(map(quoted, FONTS))})",
        lang=quoted(sheet.lang),
        address=quoted(sheet.address),
        page="; ".join(numbered),
        body="\n".join(
            [*_head(sheet), *_Converter(sheet).blocks(parse(sheet.html)), *_foot(sheet)]
        ),
    )


_PAGES = "str(counter(page).final().first())"


def quoted(text: str) -> str:
    """A string literal of Typst."""
    text = _CONTROL.sub("", text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\n", "\\n").replace("\r", "") + '"'


def _head(sheet: Sheet) -> Iterable[str]:
    for number, line in enumerate(sheet.head):
        size = '15pt, weight: "bold"' if number == len(sheet.head) - 1 else "11pt"
        yield f"block(width: 100%, align(center, text({size}, {quoted(line)})))"
    if sheet.requisites:
        first, *rest = (quoted(one) for one in sheet.requisites)
        columns = ", ".join(["1fr", *["auto"] * len(rest)])
        yield f"grid(columns: ({columns},), column-gutter: 1em, {', '.join([first, *rest])})"
        yield "line(length: 100%, stroke: 0.6pt)"
    yield f"heading(level: 1, {quoted(sheet.title)})"
    if sheet.lead:
        yield f"par(text(13pt, {quoted(sheet.lead)}))"


def _foot(sheet: Sheet) -> Iterable[str]:
    for post, name in sheet.signatures:
        cells = f"{quoted(post)}, {quoted(name)}"
        yield "v(8mm, weak: true)"
        yield (
            "block(breakable: false, width: 100%, "
            "grid(columns: (1fr, auto), column-gutter: 1em, align: (left, right + bottom), "
            f"{cells}))"
        )
    # The foot of a page is no part of what is read aloud: the address stands in the text as well.
    said, address = quoted(f"{sheet.found_at} "), quoted(sheet.address)
    yield "v(8mm, weak: true)"
    yield f"par(text(10pt, {{ {said}; link({address}, {address}) }}))"


class _Converter:
    """Writes the elements of one text; every method gives expressions of Typst's code."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._level = 1
        self._clauses = 0
        self._handlers: dict[str, Callable[[Element], list[str]]] = {
            "p": self._paragraph,
            "div": self._division,
            "figure": self._figure,
            "ul": self._list,
            "ol": self._numbered,
            "dl": self._definitions,
            "table": self._table,
            "blockquote": lambda it: _call("quote", self.blocks(it), "block: true"),
            "pre": lambda it: [f"raw({quoted(_plain(it))}, block: true)"],
            "hr": lambda _: ["line(length: 100%, stroke: 0.4pt)"],
            **{f"h{level}": self._heading for level in range(1, 7)},
        }

        self._words: dict[str, Callable[[Element], list[str]]] = {
            "br": lambda _: ["linebreak()"],
            "img": self._picture,
            "a": self._link,
            "q": lambda it: ['"«"', *self._inline(it.children), '"»"'],
            **dict.fromkeys(("code", "kbd", "samp"), lambda it: [f"raw({quoted(_plain(it))})"]),
        }

    def blocks(self, parent: Element) -> list[str]:
        """What stands in an element: blocks, and the words between them as paragraphs."""
        made: list[str] = []
        run: list[Element | str] = []
        for child in parent.children:
            if isinstance(child, Element) and child.tag in _BLOCKS:
                made += [*self._run(run), *self._block(child)]
                run = []
            else:
                run.append(child)
        return made + self._run(run)

    def _block(self, element: Element) -> list[str]:
        return self._handlers.get(element.tag, self.blocks)(element)

    def _run(self, children: list[Element | str]) -> list[str]:
        inline = self._inline(children)
        return [f"par({_joined(inline)})"] if inline else []

    def _inside(self, element: Element) -> str:
        """What stands in a cell or a list's item: words alone make no paragraph."""
        blocks = any(isinstance(it, Element) and it.tag in _BLOCKS for it in element.children)
        if not blocks:
            return _joined(self._inline(element.children))
        paragraphs = element.elements("p")
        if len(paragraphs) == 1 and not element.elements(*(_BLOCKS - {"p"})):
            return _joined(self._inline(_unpacked(element)))
        return _joined(self.blocks(element))

    # --- blocks -----------------------------------------------------------------------------

    def _paragraph(self, element: Element) -> list[str]:
        return self._run(element.children)

    def _division(self, element: Element) -> list[str]:
        if "clause" not in element.classes:
            return self.blocks(element)
        self._clauses += 1
        inner = self.blocks(element)
        self._clauses -= 1
        return _call("pad", inner, "left: 1.5em") if self._clauses else inner

    def _heading(self, element: Element) -> list[str]:
        words = self._inline(element.children)
        # No level may be left out on the way down: a reader who jumps by headings would be lost.
        self._level = min(max(2, int(element.tag[1])), self._level + 1)
        return _call("heading", words, f"level: {self._level}")

    def _figure(self, element: Element) -> list[str]:
        made = self.blocks(
            Element("", {}, [*element.elements("picture", "img", "a", "table", "div")])
        )
        for caption in element.elements("figcaption"):
            words = self._inline(caption.children)
            made += _call("block", [f"text(10pt, {_joined(words)})"]) if words else []
        return made

    def _list(self, element: Element) -> list[str]:
        items = [self._inside(item) for item in element.elements("li")]
        return [f"list({', '.join(items)})"] if items else []

    def _numbered(self, element: Element) -> list[str]:
        items = [self._inside(item) for item in element.elements("li")]
        start = element.attributes.get("start", "")
        first = f"start: {int(start)}, " if start.isdigit() else ""
        return [f"enum({first}{', '.join(items)})"] if items else []

    def _definitions(self, element: Element) -> list[str]:
        made: list[str] = []
        for child in element.elements("dt", "dd"):
            if child.tag == "dt":
                words = _call("strong", self._inline(child.children))
                made += [f"par({_joined(words)})"] if words else []
            else:
                inside = self._inside(child)
                made.append(f"pad(left: 1.5em, {inside})")
        return made

    def _table(self, element: Element) -> list[str]:
        made: list[str] = []
        for caption in element.elements("caption"):
            words = _call("strong", self._inline(caption.children))
            made += [f"par({_joined(words)})"] if words else []
        grid = grid_of(element)
        if not grid.columns:
            return made
        head = ", ".join(self._cell(cell) for cell in grid.head)
        parts = [f"columns: {grid.columns}", *([f"table.header({head})"] if head else [])]
        return [*made, f"table({', '.join([*parts, *map(self._cell, grid.body)])})"]

    def _cell(self, cell: Cell) -> str:
        named = [f"colspan: {cell.columns}"] if cell.columns > 1 else []
        named += [f"rowspan: {cell.rows}"] if cell.rows > 1 else []
        named += [f"align: {cell.align}"] if cell.align else []
        inside = self._inside(cell.element)
        if cell.element.tag == "th":
            inside = f"strong({inside})"
        return f"table.cell({', '.join([*named, inside])})"

    # --- within a line ----------------------------------------------------------------------

    def _inline(self, children: list[Element | str]) -> list[str]:
        """Expressions of a line, without blanks at its ends; nothing where it says nothing."""
        made: list[str] = []
        for child in children:
            if isinstance(child, str):
                text = _SPACE.sub(" ", child)
                made += [quoted(text)] if text else []
            else:
                made += self._word(child)
        while made and made[0] == '" "':
            del made[0]
        while made and made[-1] == '" "':
            del made[-1]
        return made

    def _word(self, element: Element) -> list[str]:
        if handler := self._words.get(element.tag):
            return handler(element)
        if element.tag in _BLOCKS:
            return self._block(element)
        inner = self._spaced(element)
        name = _INLINE.get(element.tag)
        return _call(name, inner) if name else inner

    def _spaced(self, element: Element) -> list[str]:
        """As `_inline`, with the blanks at the ends: they part this from the words around it."""
        made: list[str] = []
        for child in element.children:
            if isinstance(child, str):
                made.append(quoted(_SPACE.sub(" ", child)))
            else:
                made += self._word(child)
        return made

    def _link(self, element: Element) -> list[str]:
        if "footnote-backref" in element.classes:
            return []
        inner, url = self._spaced(element), self._url(element.attributes.get("href", ""))
        return [f"link({quoted(url)}, {_joined(inner)})"] if url and inner else inner

    def _url(self, address: str) -> str:
        """Absolute; empty for what leads nowhere outside of this text."""
        if found := _REFERENCE.fullmatch(address):
            number = int(found[1])
            return self._sheet.links[number] if number < len(self._sheet.links) else ""
        if address.startswith("/"):
            return self._sheet.base + address
        return address if address.startswith(("http://", "https://", "mailto:", "tel:")) else ""

    def _picture(self, element: Element) -> list[str]:
        found = _REFERENCE.fullmatch(element.attributes.get("src", ""))
        number = int(found[1]) if found else len(self._sheet.shots)
        shot = self._sheet.shots[number] if number < len(self._sheet.shots) else None
        alt = unescape(element.attributes.get("alt", ""))
        if shot is None:
            return [quoted(alt)] if alt else []
        width = min(_PAGE_WIDTH, round(shot.width * _POINTS)) if shot.width else _PAGE_WIDTH
        spoken = f", alt: {quoted(alt)}" if alt else ""
        image = f"image({quoted('/' + shot.path)}, width: {width}pt{spoken})"
        return [f"box({image})" if alt else f"pdf.artifact(box({image}))"]


def _unpacked(element: Element) -> list[Element | str]:
    """The children, with those of its only paragraph in place of the paragraph."""
    made: list[Element | str] = []
    for child in element.children:
        made += child.children if isinstance(child, Element) and child.tag == "p" else [child]
    return made


def _joined(expressions: list[str]) -> str:
    return "{ " + "; ".join(expressions) + " }" if expressions else "[]"


def _call(name: str, expressions: list[str], arguments: str = "") -> list[str]:
    """A function of Typst around something; nothing around nothing."""
    named = f"{arguments}, " if arguments else ""
    return [f"{name}({named}{_joined(expressions)})"] if expressions else []


def _plain(element: Element) -> str:
    """All the words in it, as they are."""
    return "".join(one if isinstance(one, str) else _plain(one) for one in element.children)
