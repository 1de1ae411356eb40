"""The last step: sanitised HTML gets anchors, references, figures, scrolling tables, typography."""

from __future__ import annotations

from collections.abc import Callable

from vestnik.core.addresses import slug
from vestnik.core.markup import references
from vestnik.core.markup.stream import Stream, attributes_of
from vestnik.core.markup.tables import Tables
from vestnik.core.model import Heading
from vestnik.core.patterns import regex
from vestnik.core.russian import BLOCK, INLINE

Handler = Callable[[Stream, str], None]

_BLOCKS = frozenset(
    (
        *("blockquote", "br", "caption", "dd", "details", "dl", "dt", "figcaption", "figure", "li"),
        *("ol", "p", "summary", "table", "tbody", "td", "tfoot", "th", "tr", "ul"),
    )
)
_OPEN_LINE = frozenset(
    ("blockquote", "br", "details", "dl", "figure", "tbody", "tfoot", "tr", "ul")
)
"""Tags behind which the HTML has a new line, for those who read the source."""
_START = regex(r"\d{1,9}")
_ANCHOR_LIMIT = 60


def finish(stream: Stream) -> str:
    """Read the whole stream; returns the HTML, the rest stands in the stream."""
    return _Finish(stream).run()


class _Finish:
    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.code = 0
        """How many elements of code are open."""
        self.divs: list[str] = []
        """What closes the open divisions."""
        self.heading: tuple[int, int] | None = None
        """Place in the output and level of the open heading."""
        tables = Tables()
        self.handlers: dict[str, Handler] = {
            "a": references.open_link,
            "/a": references.close_link,
            "img": references.picture,
            "table": tables.open_table,
            "/table": tables.close_table,
            "thead": tables.open_head,
            "/thead": tables.close_head,
            "th": tables.cell,
            "td": tables.cell,
            "li": self.item,
            "sup": self.item,
            "ol": self.ordered,
            "div": self.open_div,
            "/div": self.close_div,
            "hr": self.rule,
        }
        for level in range(1, 7):
            self.handlers |= {f"h{level}": self.open_heading, f"/h{level}": self.close_heading}
        for name in ("code", "pre", "kbd", "samp"):
            self.handlers |= {name: self.open_code, f"/{name}": self.close_code}

    def run(self) -> str:
        stream, handlers = self.stream, self.handlers
        parts = stream.parts
        self.text(parts[0])
        while stream.place < len(parts):
            tag = parts[stream.place]
            handlers.get(tag.partition(" ")[0], _plain)(stream, tag)
            self.text(parts[stream.place + 1])
            stream.place += 2
        return stream.finished()

    def text(self, text: str) -> None:
        """What stands between two tags."""
        if self.code:
            self.stream.raw(text)
        elif references.has_bare_address(text) and not self.stream.link:
            references.write_with_links(self.stream, text)
        else:
            self.stream.text(text)

    # Headings ------------------------------------------------------------------------------------

    def open_heading(self, stream: Stream, tag: str) -> None:
        """The title of the page is the heading of level 1."""
        level = max(2, int(tag[1]))
        self.heading = (stream.emit(f"<h{level}>", BLOCK), level)

    def close_heading(self, stream: Stream, _tag: str) -> None:
        if self.heading is None:
            stream.emit("", BLOCK)
            return
        start, level = self.heading
        end = stream.emit(f"</h{level}>\n", BLOCK)
        place = len(stream.anchors)
        stream.anchors.append("")
        stream.later.append(lambda: _name_heading(stream, start, end, level, place))
        self.heading = None

    # Lists, divisions, code ----------------------------------------------------------------------

    def ordered(self, stream: Stream, tag: str) -> None:
        """A list begins with the number that was typed."""
        start = attributes_of(tag).get("start", "")
        written = f' start="{start}"' if _START.fullmatch(start) and start != "1" else ""
        stream.emit(f"<ol{written}>\n", BLOCK)

    def item(self, stream: Stream, tag: str) -> None:
        """`<li>` or `<sup>`: only footnotes have an id."""
        name, attributes = tag.partition(" ")[0], attributes_of(tag)
        anchor = attributes.get("id", "")
        written = _language(attributes)
        if references.FOOTNOTE.fullmatch(anchor) and not stream.is_used(anchor):
            stream.anchors.append(stream.claim(anchor))
            written += f' id="{anchor}"'
        stream.emit(f"<{name}{written}>", BLOCK if name == "li" else INLINE)

    def open_div(self, stream: Stream, tag: str) -> None:
        """A clause, the footnotes, or a division of the author's."""
        attributes = attributes_of(tag)
        anchor = attributes.get("id", "")
        opened, closed = f"<div{_language(attributes)}>\n", "</div>\n"
        if attributes.get("class") == "footnote":
            label = stream.words.footnotes
            opened = f'<section class="footnotes" role="doc-endnotes" aria-label="{label}">\n'
            closed = "</section>\n"
        elif anchor in stream.clauses_to_come:
            stream.clauses_to_come.remove(anchor)
            stream.anchors.append(anchor)
            opened = f'<div class="clause" id="{anchor}">\n'
        self.divs.append(closed)
        stream.emit(opened, BLOCK)

    def close_div(self, stream: Stream, _tag: str) -> None:
        stream.emit(self.divs.pop() if self.divs else "", BLOCK)

    def rule(self, stream: Stream, _tag: str) -> None:
        """A line; the one above the footnotes is for the style sheet to draw."""
        above_notes = bool(self.divs) and self.divs[-1] == "</section>\n"
        stream.emit("" if above_notes else "<hr>\n", BLOCK)

    def open_code(self, stream: Stream, tag: str) -> None:
        self.code += 1
        stream.emit(f"<{tag}>", BLOCK if tag.startswith("pre") else INLINE)

    def close_code(self, stream: Stream, tag: str) -> None:
        self.code -= 1
        stream.emit(*(("</pre>\n", BLOCK) if tag == "/pre" else (f"<{tag}>", INLINE)))


def _plain(stream: Stream, tag: str) -> None:
    """A tag that stays as it is."""
    name = tag.partition(" ")[0]
    if name.removeprefix("/") not in _BLOCKS:
        stream.emit(f"<{tag}>")
    elif name in _OPEN_LINE or name[0] == "/":
        stream.emit(f"<{tag}>\n", BLOCK)
    else:
        stream.emit(f"<{tag}>", BLOCK)


def _language(attributes: dict[str, str]) -> str:
    return f' lang="{attributes["lang"]}"' if "lang" in attributes else ""


def _name_heading(stream: Stream, start: int, end: int, level: int, place: int) -> None:
    text = stream.words_between(start + 1, end)
    anchor = stream.claim(slug(text, _ANCHOR_LIMIT))
    stream.out[start] = f'<h{level} id="{anchor}">'
    stream.anchors[place] = anchor
    stream.headings.append(Heading(level=level, text=text, anchor=anchor))
