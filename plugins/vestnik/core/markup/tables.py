"""Tables: a frame that scrolls, is reached by keyboard and has a name; headings with a scope."""

from __future__ import annotations

from html import escape, unescape

from msgspec import Struct, field

from vestnik.core.markup.stream import Stream, attributes_of
from vestnik.core.russian import BLOCK

_ALIGNMENTS = frozenset(("left", "center", "right"))
_LABEL_LIMIT = 80


class _Table(Struct):
    start: int
    """Place of its tag in the output."""
    in_head: bool = False
    heads: list[int] = field(default_factory=list)
    """Places of the cells of its heading in the output."""


class Tables:
    """The tables of one body, a table in a table among them."""

    def __init__(self) -> None:
        self._open: list[_Table] = []

    def open_table(self, stream: Stream, _tag: str) -> None:
        """`<table>`."""
        self._open.append(_Table(stream.emit("<table>\n", BLOCK)))

    def close_table(self, stream: Stream, _tag: str) -> None:
        """`</table>`: only the outermost scrolls."""
        table = self._open.pop() if self._open else None
        if table is None or self._open:
            stream.emit("</table>\n", BLOCK)
            return
        stream.emit("</table>\n</div>\n", BLOCK)
        stream.out[table.start] = '<div class="table-scroll">\n<table>\n'
        stream.later.append(lambda: _name(stream, table))

    def open_head(self, stream: Stream, _tag: str) -> None:
        """`<thead>`, unless it holds no word."""
        end = stream.closing("thead")
        texts = stream.parts[stream.place + 1 : end : 2]
        tags = stream.parts[stream.place : end : 2]
        if any(map(str.strip, texts)) or any(tag.startswith("img") for tag in tags):
            stream.emit("<thead>\n", BLOCK)
            self._set_head(inside=True)
        else:
            stream.place = min(end, len(stream.parts) - 2)
            stream.emit("", BLOCK)

    def close_head(self, stream: Stream, _tag: str) -> None:
        """`</thead>`."""
        stream.emit("</thead>\n", BLOCK)
        self._set_head(inside=False)

    def _set_head(self, *, inside: bool) -> None:
        if self._open:
            self._open[-1].in_head = inside

    def cell(self, stream: Stream, tag: str) -> None:
        """`<th>` or `<td>`: alignment is a class, a heading says what it is a heading of."""
        name = tag[:2]
        attributes = attributes_of(tag)
        if name == "th" and _is_empty(stream):
            name = "td"  # an empty heading says nothing
            stream.parts[stream.place + 2] = "/td"
        if (align := attributes.pop("align", "")) in _ALIGNMENTS:
            attributes["class"] = f"align-{align}"
        if name == "td":
            attributes.pop("scope", None)
        elif self._open and self._open[-1].in_head:
            attributes.setdefault("scope", "col")
            self._open[-1].heads.append(len(stream.out))
        written = "".join(f' {key}="{value}"' for key, value in sorted(attributes.items()))
        stream.emit(f"<{name}{written}>", BLOCK)


def _is_empty(stream: Stream) -> bool:
    parts, place = stream.parts, stream.place
    return not parts[place + 1].strip() and parts[place + 2 : place + 3] == ["/th"]


def _name(stream: Stream, table: _Table) -> None:
    """Name the frame after the headings: «Таблица: Показатель, План, Факт»."""
    words = (_heading(stream, place) for place in table.heads)
    label = f"{stream.words.table}: {', '.join(word for word in words if word)}".rstrip(": ")
    if len(label) > _LABEL_LIMIT:
        label = label[: label.rfind(" ", 0, _LABEL_LIMIT)].rstrip(",") + "…"
    label = stream.claim(label, "{} ({})")
    stream.out[table.start] = (
        f'<div class="table-scroll" role="region" tabindex="0" aria-label="{escape(label)}">\n'
        "<table>\n"
    )


def _heading(stream: Stream, place: int) -> str:
    end = stream.out.index("</th>\n", place)
    return " ".join(unescape(stream.words_between(place, end)).split())
