"""The first step: lines as officers type them become lines that Markdown understands.

Markdown wants blank lines where people leave none, and takes a red line for a code listing. So,
before the conversion: blank lines are put around headings and before lists, tables and clauses;
bullets of Word become Markdown's; indents that mean nothing go; control characters and comments are
dropped. Nothing that a reader sees is changed.

In the text of an act (`clauses=True`) a line is a paragraph, as it is in Word, unless it was
clearly wrapped, and the number of every clause is set between `NUMBER` and `NUMBER_END` for the
clause processor.
"""

from __future__ import annotations

import enum

from vestnik.core.markup import numbering
from vestnik.core.patterns import regex

NUMBER, NUMBER_END = "\x05", "\x06"
"""Stand around the number of a clause until it becomes an element."""

_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_DECLARATION = regex(r"<(?=[!?])")

_HEADING = regex(r"#{1,6}[ \t]+\S")
_UNDERLINE = regex(r"(?:=+|-+)[ \t]*")
_RULE = regex(r"(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}")
_SEPARATOR = regex(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-*+:?[ \t]*+)*+")
_BULLET = regex(r"[-*+][ \t]+\S")
_WORD_BULLET = regex(r"[•●▪◦‣·∙\uf0b7\uf0a7][ \t\u00a0]*(?=\S)")
_DASH = regex(r"[–—][ \t\u00a0]+(?=\S)")
_ORDERED = regex(r"(\d{1,9})[.)][ \t]+(?=\S)")
_DEFINITION = regex(r":[ \t]+\S")
_NOTE = regex(r"\[[^\]\n]{1,200}\]:|\*\[[^\]\n]{1,200}\]:")

_LONG = 120
"""A line longer than this was not wrapped by hand: its end is the end of a paragraph."""
_SHORT = 50
"""A line of an act shorter than this was ended on purpose."""
_TAB = 4


class _Kind(enum.Enum):
    BLANK = enum.auto()
    TEXT = enum.auto()
    HEADING = enum.auto()
    UNDERLINE = enum.auto()
    RULE = enum.auto()
    ITEM = enum.auto()
    DASH = enum.auto()
    CLAUSE = enum.auto()
    TABLE = enum.auto()
    DEFINITION = enum.auto()
    NOTE = enum.auto()
    OTHER = enum.auto()
    """Quotes and HTML: left as they are."""


_STARTERS = frozenset((_Kind.HEADING, _Kind.CLAUSE, _Kind.DASH, _Kind.RULE))
"""Lines that stand in no paragraph of others."""
_PROSE = frozenset((_Kind.TEXT, _Kind.CLAUSE, _Kind.DASH, _Kind.ITEM))
"""Lines that the next one may go on with."""
_ENDERS = frozenset((_Kind.HEADING, _Kind.UNDERLINE, _Kind.RULE))
"""Lines behind which a paragraph begins."""


def clean(source: str) -> str:
    """The source without characters that no text has, and without HTML comments."""
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
    source = _CONTROL.sub(" ", source)
    if "<!" in source or "<?" in source:
        source = _DECLARATION.sub("&lt;", _without_comments(source))
    return source


def _without_comments(source: str) -> str:
    kept = []
    place = 0
    while (start := source.find("<!--", place)) >= 0 and (end := source.find("-->", start)) >= 0:
        kept.append(source[place:start])
        place = end + 3
    kept.append(source[place:])
    return "".join(kept)


def prepare(source: str, *, clauses: bool) -> str:
    """Markdown from what was typed (`clean` first)."""
    return _Lines(source.split("\n"), clauses=clauses).run()


class _Lines:
    """One pass over the lines, knowing what the line before was."""

    def __init__(self, lines: list[str], *, clauses: bool) -> None:
        self.lines = lines
        self.clauses = clauses
        self.out: list[str] = []
        self.before = _Kind.BLANK
        self.in_list = False
        self.in_table = False
        self.in_note = False
        self.number: numbering.Number | None = None
        """Of the line at hand, where it is a clause."""
        self.top = 0
        """The outermost number of the clause before."""
        self.indent = 0
        """Of the line at hand."""
        self.base = 0
        """Indent of the whole list, which is taken off."""
        self.ordered = False
        """Whether the list at hand is numbered."""
        self.block_end = 0
        self.block_wrapped = False

    def run(self) -> str:
        for place, line in enumerate(self.lines):
            text = line.lstrip(" \t")
            self.indent = _indent(line, text)
            if text[-1:] == " " and (self.clauses or not self._is_broken(text, place)):
                text = text.rstrip()
            if not text:
                self.in_table = False
                self._put("", _Kind.BLANK)
                continue
            if not self.indent and self.before is _Kind.BLANK:
                self.in_note = False
            kind = self._kind(text, place)
            self._part(text, kind, place)
            if self.clauses and text[0] == ">" and self.out:
                self._quotation(text, place)
            self._put(self._written(text, kind), kind)
        return "\n".join(self.out)

    def _put(self, line: str, kind: _Kind) -> None:
        self.out.append(line)
        self.before = kind

    def _is_broken(self, text: str, place: int) -> bool:
        """Two spaces at the end of a line within a paragraph break it there."""
        return text.endswith("  ") and any(
            line.strip() for line in self.lines[place + 1 : place + 2]
        )

    # What a line is ------------------------------------------------------------------------------

    def _kind(self, text: str, place: int) -> _Kind:
        if self._is_table(text, place):
            return _Kind.TABLE
        first = text[0]
        if first.isalpha():
            return self._kind_of_letter(text)
        if first.isdigit():
            return self._kind_of_digit(text)
        return self._kind_of_sign(text, first)

    def _kind_of_letter(self, text: str) -> _Kind:
        return _Kind.CLAUSE if self._is_clause(text) else _Kind.TEXT

    def _kind_of_digit(self, text: str) -> _Kind:
        if self._is_clause(text):
            return _Kind.CLAUSE
        if not self.clauses and (found := _ORDERED.match(text)):
            # As in CommonMark: a number in the middle of a paragraph is no list unless it is 1.
            starts = self.in_list or self.before is not _Kind.TEXT or int(found[1]) == 1
            return _Kind.ITEM if starts or self.out[-1].endswith(":") else _Kind.TEXT
        return _Kind.TEXT

    def _kind_of_sign(self, text: str, first: str) -> _Kind:  # noqa: PLR0911 - one return a form
        if first in "=-" and self.before is _Kind.TEXT and _UNDERLINE.fullmatch(text):
            return _Kind.UNDERLINE
        if first in "*-_" and _RULE.fullmatch(text):
            return _Kind.RULE
        if first == "#":
            return _Kind.HEADING if _HEADING.match(text) else _Kind.TEXT
        if _WORD_BULLET.match(text) or (_BULLET.match(text) and self._may_begin_list(first)):
            return _Kind.ITEM
        if _DASH.match(text):
            return _Kind.ITEM if self.clauses else _Kind.DASH
        if first in "[*" and _NOTE.match(text):
            return _Kind.NOTE
        if first == ":" and _DEFINITION.match(text):
            return _Kind.DEFINITION
        return _Kind.OTHER if first in "><" else _Kind.TEXT

    def _may_begin_list(self, bullet: str) -> bool:
        """A plus in the middle of a paragraph is a sign."""
        return bullet != "+" or self.in_list or self.before is not _Kind.TEXT

    def _is_clause(self, text: str) -> bool:
        if not self.clauses or self.in_note:
            return False
        self.number = number = numbering.read(text)
        if number is None:
            return False
        if number.form in (numbering.Form.POINT, numbering.Form.PATH):
            top = int(number.parts[0])
            if number.is_bare and top not in (1, self.top, self.top + 1):
                return False  # «10.30 Начало регистрации»
            self.top = top
        return True

    def _is_table(self, text: str, place: int) -> bool:
        """Whether a line is the heading of a table, or one of its rows."""
        if self.in_table:
            self.in_table = "|" in text
            return self.in_table
        following = self.lines[place + 1].strip() if place + 1 < len(self.lines) else ""
        if "|" in text and "-" in following and "|" in following:
            self.in_table = _SEPARATOR.fullmatch(following) is not None
        return self.in_table

    def _quotation(self, text: str, place: int) -> None:
        """In an act that is quoted by another a line is a paragraph as well."""
        inner, last = text[1:].strip(), self.out[-1][1:].strip()
        goes_on = self.before is _Kind.OTHER and self.out[-1][:1] == ">" and inner and last
        if goes_on and (numbering.read(inner) or not self._wrapped(last, inner, place)):
            self.out.append(">")

    # Where a paragraph ends ----------------------------------------------------------------------

    def _part(self, text: str, kind: _Kind, place: int) -> None:
        """Put a blank line before a line that begins a paragraph of its own."""
        if self.before is not _Kind.BLANK and self._begins(text, kind, place):
            self._put("", _Kind.BLANK)

    def _begins(self, text: str, kind: _Kind, place: int) -> bool:
        before = self.before
        if kind is _Kind.TEXT:
            return self._begins_text(text, place)
        if kind is _Kind.ITEM:
            other = self.ordered != text[0].isdigit() and self.indent <= self.base
            return (not self.in_list or other) and before is not _Kind.OTHER
        if kind is _Kind.TABLE or before is _Kind.TABLE:
            return kind is not before
        if kind is _Kind.NOTE:
            return before is not kind
        return kind in _STARTERS or before in _ENDERS

    def _begins_text(self, text: str, place: int) -> bool:
        before = self.before
        if before in _ENDERS or before is _Kind.TABLE:
            return True
        if before is _Kind.DEFINITION:
            following = self.lines[place + 1] if place + 1 < len(self.lines) else ""
            return following.lstrip(" \t").startswith(":")
        if before not in _PROSE or self.in_note or (self.in_list and self.indent > self.base):
            return False
        last = self.out[-1].rstrip()
        if self.clauses:
            return not self._wrapped(last, text, place)
        ended = self.in_list and last[-1] in ".;:!?" and text[0].isupper()
        return len(last) > _LONG or ended

    def _wrapped(self, last: str, text: str, place: int) -> bool:
        """Whether a line of an act goes on with the sentence of the line before it."""
        if last.endswith(NUMBER_END):
            return True
        if len(last) < _SHORT or last[-1] in ".;:!?":
            return False
        return text[0].islower() or self._hard_wrapped(place)

    def _hard_wrapped(self, place: int) -> bool:
        """Whether the lines around are all of one width, as an editor with a margin makes them."""
        if place >= self.block_end:
            start = end = place
            while start and self.lines[start - 1].strip():
                start -= 1
            while end < len(self.lines) and self.lines[end].strip():
                end += 1
            widths = [len(line) for line in self.lines[start : end - 1]]
            self.block_end = end
            self.block_wrapped = len(widths) > 1 and min(widths) >= _SHORT and max(widths) <= _LONG
        return self.block_wrapped

    # How it is written ---------------------------------------------------------------------------

    def _written(self, text: str, kind: _Kind) -> str:
        if kind is _Kind.ITEM:
            return self._item(text)
        if kind is _Kind.NOTE:
            self.in_note, self.in_list = True, False
            return text
        if self.indent and (self.in_list or self.in_note):
            return " " * max(0, self.indent - self.base * self.in_list) + text
        if self.before is _Kind.BLANK or kind is not _Kind.TEXT:
            self.in_list = self.in_note = False
        if kind is _Kind.CLAUSE:
            assert self.number is not None
            typed = self.number.typed
            return f"{NUMBER}{typed}{NUMBER_END}{text[len(typed) :]}"
        return text

    def _item(self, text: str) -> str:
        if not self.in_list:
            self.base = self.indent
        if self.indent <= self.base:
            self.ordered = text[0].isdigit()
        self.in_list = True
        if text[0] not in "-*+":
            text = _WORD_BULLET.sub("- ", text, count=1)
            text = (_DASH if self.clauses else _ORDERED).sub(
                "- " if self.clauses else r"\1. ", text, count=1
            )
        return " " * max(0, self.indent - self.base) + text


def _indent(line: str, text: str) -> int:
    if line == text:
        return 0
    return len(line[: len(line) - len(text)].expandtabs(_TAB))
