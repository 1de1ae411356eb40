"""What is refused before the conversion, because Python-Markdown would choke on it.

Its parsers go back and forth over brackets, tags and nested blocks: twenty thousand «[» take more
than a minute, four hundred levels of a list end in a `RecursionError`. The checks here take one
pass each and are asked only where their character is frequent; real texts stay far below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from msgspec import Struct

from vestnik.core.patterns import regex

SIZE = 1_000_000
"""Characters of one text."""

_BRACKET_STEPS = 400_000
"""Characters passed over while brackets are matched: half a second."""
_COPIED = 500_000_000
"""Characters copied while signs are replaced."""
_OPEN_TAGS = 200
_DEPTH = 12
_CELLS = 100_000
_COLUMNS = 200
_NOTES = 1_000
_MENTIONS = 100
_ABBREVIATIONS = 300
_DEFINITIONS = 100


class Excess(Struct, frozen=True):
    """Why a text is refused."""

    code: str
    message: str
    remedy: str
    place: int = 0
    """Where in the text."""


def excess(source: str, limit: int = SIZE) -> Excess | None:
    """The first limit that the text exceeds, if any."""
    if len(source) > limit:
        return Excess(
            "markup-too-large",
            f"текст слишком велик: {len(source)} знаков, можно {limit}",
            "разделите его или приложите файлом",
        )
    return next(filter(None, (check(source) for check in _CHECKS)), None)


def _tangled(place: int, what: str) -> Excess:
    return Excess(
        "markup-too-complex",
        f"в тексте слишком много {what}",
        "проверьте, что здесь вставлено, и уберите лишнее",
        place,
    )


def _deep(place: int, what: str) -> Excess:
    return Excess(
        "markup-too-deep",
        f"{what}: больше {_DEPTH} уровней",
        "сделайте текст проще",
        place,
    )


# Signs and brackets ------------------------------------------------------------------------------

_SIGNS = "*_`<&\\["
_BLOCK_END = regex(r"\n(?=[ \t]*\n|[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t])")
_TABLE = regex(r"\n*[^\n]*\|[^\n]*\n[ \t|:-]*-[ \t|:-]*(?:\n|\Z)")

_HTML = regex(r"\s*<(?:table|div|ul|ol|dl|p|blockquote)\b", re.IGNORECASE)
_TAG = regex(r"<[^<>]*>")


def _signs(source: str) -> Excess | None:
    """Every sign found makes the converter copy its paragraph once."""
    if _count(source) * len(source) < _COPIED:
        return None
    place = 0
    for block in _BLOCK_END.split(source):
        if not _is_bearable(block):
            return _tangled(place, "знаков разметки в одном абзаце")
        place += len(block) + 1
    return None


def _is_bearable(block: str) -> bool:
    """Rows of a table are converted one by one, and a block of HTML is not converted."""
    work = _count(block) * len(block)
    if work < _COPIED:
        return True
    if _TABLE.match(block):
        return all(_count(row) * len(row) < _COPIED for row in block.split("\n"))
    if _HTML.match(block) and work < 40 * _COPIED:
        text = _TAG.sub("", block)
        return _count(text) * len(text) < _COPIED
    return False


def _count(text: str) -> int:
    return sum(map(text.count, _SIGNS)) + text.count("  \n")


def _brackets(source: str) -> Excess | None:
    if source.count("[") < 100:
        return None
    if _steps(source, "[", "]") > _BRACKET_STEPS or _steps(source, "(", ")") > _BRACKET_STEPS:
        return _tangled(source.find("["), "скобок «[» без пары")
    return None


def _steps(source: str, opening: str, closing: str) -> int:
    """How far the parser walks from each opening bracket to its closing one, or the block's end."""
    steps = 0
    stack: list[int] = []
    for found in re.finditer(rf"[{re.escape(opening + closing)}]|\n[ \t]*\n", source):
        char = found[0]
        if char == opening:
            stack.append(found.start())
        elif char == closing:
            if stack:
                steps += found.start() - stack.pop()
        else:
            steps += _to_end(stack, found.start())
    return steps + _to_end(stack, len(source))


def _to_end(stack: list[int], end: int) -> int:
    steps = end * len(stack) - sum(stack)
    stack.clear()
    return steps


# Tags --------------------------------------------------------------------------------------------

_UNCLOSED = regex(r"<(?=[a-zA-Z/!?])[^<>]*+(?=<|\Z)")
_NESTED = regex(
    r"<(/?)(?:a|b|big|blockquote|code|details|div|dl|em|font|i|ol|s|small|span|strike|strong|table|u|ul)\b",
    re.IGNORECASE,
)


def _tags(source: str) -> Excess | None:
    if source.count("<") < _OPEN_TAGS:
        return None
    if sum(1 for _ in _UNCLOSED.finditer(source)) > _OPEN_TAGS:
        return _tangled(source.find("<"), "незакрытых тегов HTML")
    depth = 0
    for found in _NESTED.finditer(source):
        depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > _OPEN_TAGS:
            return _tangled(found.start(), "тегов HTML, вложенных друг в друга")
    return None


# Nesting -----------------------------------------------------------------------------------------

_MARKER = r"(?:>[ \t]?|(?:[-*+:]|\d{1,9}[.)])[ \t]+)"
_RULE = r"[ \t]*(?:(?:-[ \t]*)+|(?:\*[ \t]*)+)$"
_MARKERS = regex(rf"^(?!{_RULE})[ \t]*{_MARKER}{{{_DEPTH + 1}}}", re.MULTILINE)
"""Markers of lists and quotes in one line that is no rule."""
_INDENTED = regex(
    rf"^(?:[ ]{{{4 * _DEPTH}}}|\t{{{_DEPTH}}})[ \t]*+(?:[-*+]|\d{{1,9}}\.)[ \t]", re.MULTILINE
)


def _nesting(source: str) -> Excess | None:
    if found := _MARKERS.search(source):
        return _deep(found.start(), "списки или цитаты вложены друг в друга")
    if (" " * 4 * _DEPTH in source or "\t" * _DEPTH in source) and (
        found := _INDENTED.search(source)
    ):
        return _deep(found.start(), "списки вложены друг в друга")
    return None


# Tables ------------------------------------------------------------------------------------------

_SEPARATOR = regex(r"^[ \t]*+\|?[ \t]*+:?-[ \t|:-]*+$", re.MULTILINE)


def _tables(source: str) -> Excess | None:
    if source.count("|") < _COLUMNS:
        return None
    cells = 0
    for found in _SEPARATOR.finditer(source):
        columns = found[0].count("|") + 1
        end = source.find("\n\n", found.end())
        rows = source.count("\n", found.end(), end if end >= 0 else len(source)) + 1
        cells += columns * rows
        if columns > _COLUMNS or cells > _CELLS:
            return _tangled(found.start(), "ячеек таблицы")
    return None


# Footnotes and abbreviations ---------------------------------------------------------------------

_NOTE = regex(r"\[\^([^\]\n]*)\]")


def _notes(source: str) -> Excess | None:
    if source.count("[^") >= _MENTIONS:
        labels = Counter(found[1] for found in _NOTE.finditer(source))
        if labels.total() > 2 * _NOTES or max(labels.values(), default=0) > _MENTIONS:
            return _tangled(source.find("[^"), "сносок")
    if source.count("*[") > _ABBREVIATIONS:
        return _tangled(source.find("*["), "сокращений «*[…]»")
    return None


_DEFINITION_RUN = regex(rf"^(?:[ \t]*:[ \t][^\n]*\n){{{_DEFINITIONS}}}", re.MULTILINE)


def _definitions(source: str) -> Excess | None:
    if source.count("\n:") < _DEFINITIONS:
        return None
    found = _DEFINITION_RUN.search(source)
    return _tangled(found.start(), "определений одного слова") if found else None


_CHECKS: tuple[Callable[[str], Excess | None], ...] = (
    _nesting,
    _signs,
    _brackets,
    _tags,
    _tables,
    _notes,
    _definitions,
)
