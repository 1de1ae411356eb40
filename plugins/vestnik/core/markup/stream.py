"""The tags and texts of one body on their way from the sanitiser to the page.

Handlers (`references`, `tables`, `finish`) get the stream with each tag that concerns them and
write to it. Texts are kept apart from tags until the end, so that typography sees a whole
paragraph, with a mark in place of each tag, and never a tag, code or address.
"""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

from msgspec import Struct

from vestnik.core.markup import links
from vestnik.core.markup.numbering import Place
from vestnik.core.model import Heading, Reference
from vestnik.core.patterns import regex
from vestnik.core.problems import Problem
from vestnik.core.russian import BLOCK, INLINE, NBSP, typography

_TAG = regex(r"<([^>]*)>")
_ATTRIBUTE = regex(r'([a-z]+)="([^"]*)"')
_BORDER = regex(f"[{INLINE}{BLOCK}]")
_OPAQUE = "\x01"
"""Stands for code or an address: typography takes it for a word."""


class Words(Struct, frozen=True, kw_only=True):
    """What we say ourselves, to those who listen to a page."""

    clause: str
    subclause: str
    part: str
    table: str
    footnote: str
    footnotes: str
    back: str


_RUSSIAN = Words(
    clause="Пункт",
    subclause="Подпункт",
    part="Раздел",
    table="Таблица",
    footnote="Сноска",
    footnotes="Сноски",
    back="Назад к тексту, сноска",
)
_ENGLISH = Words(
    clause="Clause",
    subclause="Subclause",
    part="Part",
    table="Table",
    footnote="Footnote",
    footnotes="Footnotes",
    back="Back to the text, footnote",
)


def attributes_of(tag: str) -> dict[str, str]:
    """Attributes as the sanitiser wrote them: escaped."""
    return dict(_ATTRIBUTE.findall(tag))


class Stream:
    """Reads `parts` (text, tag, text, tag, … text) and writes HTML."""

    def __init__(
        self, html: str, *, path: str, lang: str, lines: links.Lines, clauses: dict[str, Place]
    ) -> None:
        self.path = path
        self.lang = lang
        self.words = _RUSSIAN if lang == "ru" else _ENGLISH
        self.lines = lines
        self.clauses = clauses
        self.clauses_to_come = set(clauses)
        self.headings: list[Heading] = []
        self.anchors: list[str] = []
        self.references: list[Reference] = []
        self.problems: list[Problem] = []
        self.parts = _TAG.split(html.replace("&nbsp;", NBSP))
        self.place = 1
        """Of the tag at hand, in `parts`."""
        self.out: list[str] = []
        self.later: list[Callable[[], None]] = []
        """What needs the finished texts: headings, names of tables, texts of links."""
        self.link = ""
        """What closes the link at hand; a space where the link was taken out."""
        self._used = dict.fromkeys(clauses, 1)
        """Anchors and names, and how often each was wanted."""
        self._mask: list[str] = []
        """Texts and borders by turns, for typography."""
        self._texts: list[int] = []
        """For each text of the mask, its place in `out`; -1 for what is not to be touched."""

    # Reading -------------------------------------------------------------------------------------

    def closing(self, name: str) -> int:
        """Where in `parts` the tag at hand is closed."""
        try:
            return self.parts.index("/" + name, self.place)
        except ValueError:
            return len(self.parts)

    def is_alone(self, outer: str) -> bool:
        """Whether the tag at hand is all that an `outer` element holds."""
        parts, place = self.parts, self.place
        return (
            parts[place - 2 : place - 1] == [outer]
            and parts[place + 2 : place + 3] == ["/" + outer]
            and not parts[place - 1].strip()
            and not parts[place + 1].strip()
        )

    # Writing: tags and texts by turns ------------------------------------------------------------

    def emit(self, tag: str, border: str = INLINE) -> int:
        """Write a tag, or nothing in place of one; returns its place in `out`."""
        self.out.append(tag)
        self._mask.append(border)
        return len(self.out) - 1

    def text(self, text: str) -> None:
        """Write a text that typography may change."""
        if text.isspace() and self._mask and self._mask[-1] == BLOCK:
            text = ""
        self._texts.append(len(self.out))
        self.out.append(text)
        self._mask.append(text)

    def raw(self, text: str) -> None:
        """Write code or an address."""
        self._texts.append(-1)
        self.out.append(text)
        self._mask.append(_OPAQUE if text else "")

    def claim(self, name: str, form: str = "{}-{}") -> str:
        """`name`, or with a number where the body has it already."""
        unique, count = name, self._used.get(name, 0)
        while unique in self._used:
            count += 1
            unique = form.format(name, count)
        self._used[name] = max(count, 1)
        self._used.setdefault(unique, 1)
        return unique

    def is_used(self, name: str) -> bool:
        """Whether the body has that anchor already."""
        return name in self._used

    def report(self, line: int, fault: links.Fault) -> None:
        """Add a problem of the text."""
        self.problems.append(
            Problem(
                path=self.path,
                line=line,
                field="текст",
                code=fault.code,
                message=fault.message,
                remedy=fault.remedy,
            )
        )

    # The end -------------------------------------------------------------------------------------

    def finished(self) -> str:
        """The HTML, all texts set and all that waited for them done."""
        if self.lang == "ru":
            texts = _BORDER.split(typography("".join(self._mask)))
            for place, text in zip(self._texts, texts, strict=True):
                if place >= 0:
                    self.out[place] = text
        for action in self.later:
            action()
        return "".join(self.out).replace("<p></p>\n", "").strip()

    def words_between(self, start: int, end: int) -> str:
        """The finished text between two places of `out`, in one line; no-break spaces are kept."""
        html = "".join(self.out[start:end])
        text = unescape(_TAG.sub("", html)) if "<" in html or "&" in html else html
        return " ".join(text.replace("\n", " ").split(" ")).strip()
