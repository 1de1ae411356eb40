"""The text of one item as the checks see it: as typed, and with all but its prose blanked out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct, field

from vestnik.core.model import Body, Document, Kind
from vestnik.core.patterns import regex
from vestnik.core.problems import Severity

_CODE = regex(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)[^\n]*$|\Z)"
    r"|`[^`\n]+`"
    r"|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)
_NO_PROSE = regex(
    r"</?[a-zA-Z][^<>]*>"
    r"|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
    r"|https?://[^\s<>»)\]]+|www\.[^\s<>»)\]]+"
    r"|\{:?\s*[#.\w][^{}\n]*\}"
)
_LINK = regex(
    r"(?<!!)\[(?P<text>(?:[^\[\]\\\n]|\\.|!?\[[^\[\]]*\](?:\([^()]*\))?|\n(?!\s*\n))*)\]"
    r"\(\s*<?(?P<target>[^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*)>?"
    r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_PICTURE = regex(r"!\[([^\[\]]*)\]\([^()]*\)")
_MAIL = regex(r"[\w.+-]+@[\w.-]+")


class Finding(Struct, frozen=True):
    """Something that a rule has found."""

    at: int
    """Offset in the text."""
    code: str
    message: str
    remedy: str
    severity: Severity = Severity.WARNING


class Block(Struct, frozen=True):
    """Lines without a blank one between."""

    start: int
    text: str


class Link(Struct, frozen=True):
    """A link written in Markdown."""

    at: int
    text: str
    """What a reader hears: a picture in it by its description."""
    target: str


class Passage(Struct):
    """A body with what is known of its item, which is little where its source is faulty."""

    raw: str
    """The body as typed."""
    path: str = ""
    """Its source, relative to the content folder."""
    first_line: int = 1
    """Line of the source where it begins."""
    document: Document | None = None
    body: Body | None = None
    official_phones: frozenset[str] = frozenset()
    """Phones of the body itself, see `core.personal.phone_digits`."""
    text: str = ""
    """The body with code and comments blanked, every character in its place."""
    prose: str = ""
    """`text` without tags, addresses and targets of links."""
    blocks: list[Block] = field(default_factory=list)
    """Paragraphs, lists, tables and headings of `prose`."""
    links: list[Link] = field(default_factory=list)
    _starts: list[int] | None = None

    def __post_init__(self) -> None:
        raw = self.raw
        self.text = _CODE.sub(_blank, raw) if "`" in raw or "~~~" in raw or "<!--" in raw else raw
        self.prose = _NO_PROSE.sub(_blank, self.text)
        if "@" in self.prose:
            self.prose = _MAIL.sub(_blank, self.prose)
        self.blocks = _blocks(self.prose)

        self.links = _links(self.text) if "](" in self.text else []

    @property
    def is_act(self) -> bool:
        """Whether the text is quoted law, whose shape is not the editor's to choose."""
        return self.document is not None and self.document.kind is Kind.DOCUMENT

    def line_of(self, offset: int) -> int:
        """Line of the source at `offset`."""
        return self.first_line + bisect_right(self._line_starts(), offset) - 1

    def offset_of(self, line: int) -> int:
        """Offset of the beginning of a line of the source."""
        starts = self._line_starts()
        return starts[min(max(line - self.first_line, 0), len(starts) - 1)]

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *(m.end() for m in re.finditer("\n", self.raw))]
        return self._starts

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches in the prose."""
        return pattern.finditer(self.prose)


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    start, at = -1, 0
    for line in text.split("\n"):
        if not line or line.isspace():
            if start >= 0:
                blocks.append(Block(start, text[start : at - 1]))
            start = -1
        elif start < 0:
            start = at
        at += len(line) + 1
    if start >= 0:
        blocks.append(Block(start, text[start:]))
    return blocks


def _links(text: str) -> list[Link]:
    return [
        Link(m.start(), _PICTURE.sub(r"\1", m.group("text")).strip(), m.group("target"))
        for m in _LINK.finditer(text)
    ]


def _blank(found: re.Match[str]) -> str:
    text = found.group()
    return (
        "\n".join(" " * len(line) for line in text.split("\n")) if "\n" in text else " " * len(text)
    )


def short(text: str, length: int = 50) -> str:
    """`text` in one line, cut for a message."""
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[:length].rstrip()}…"
