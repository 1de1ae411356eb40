"""Why a head is not YAML, in words that an editor understands.

libyaml says «mapping values are not allowed here» one line below the fault. The lines are looked at
again with the mistakes in mind that people make, all of them are named, and only where none is
recognised the parser's own place is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from vestnik.core.patterns import regex
from vestnik.core.problems import Problem

_KEY = r"(?P<start>\s*(?:- +)?)(?P<key>[\w-]+) ?:"
_OPEN_BLOCK = regex(r":\s+[|>][+-]?\d?\s*$")
_CLOSED_FLOW = regex(r"^(\[[^\[\]]*\]|\{[^{}]*\}|[|>][+-]?\d?)\s*(#.*)?$")
_VALUE = regex(rf"^{_KEY}\s+\S")
_LINE = regex(r"^(\s*(?:- +)*(?:[\w-]+:\s*)?)(.*?)\s*$")

_EQUALS = regex(r"^(?P<key>[\w-]+)\s*=\s*(?P<value>\S.*)$")

_PAIR = "название: значение"


class _Fault(Struct, frozen=True):
    """A mistake seen in one line."""

    code: str
    message: str
    remedy: str
    field: str = ""


def explain(head: str, first_line: int, path: str, error: Exception | None) -> list[Problem]:
    """Problems of a head that the parser refused with `error` (`None`: it is no record)."""
    problems: list[Problem] = []
    previous = ""
    open_block = blank = False
    for number, line in enumerate(head.split("\n"), first_line):
        if not line.strip():
            blank = True
            continue
        if open_block and line.startswith((" ", "\t")):
            continue  # a text under «|» or «>» may hold anything
        open_block = bool(_OPEN_BLOCK.search(line))
        fault = _line_fault(line, previous)
        if fault:
            problems.append(_problem(path, number, fault))
            if blank and fault.code == "yaml-no-colon":
                break  # the text begins here: its lines are no fields
        previous, blank = line, False
    return problems or [_general(error, head, first_line, path)]


def quoted_line(line: str) -> str:
    """`line` with its value in quotes, as a remedy shows it.

    >>> quoted_line("title: Внимание: отключение воды")
    'title: "Внимание: отключение воды"'
    """
    found = _LINE.match(line)
    start, value = (found.group(1), found.group(2)) if found else ("", line)
    if start.strip().endswith(":") and not start.endswith(" "):
        start += " "
    return f"{start.lstrip()}{_quoted(value)}"


def _quoted(value: str) -> str:
    if '"' not in value:
        return f'"{value}"'
    if "'" not in value:
        return f"'{value}'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _problem(path: str, line: int, fault: _Fault) -> Problem:
    return Problem(
        path=path,
        line=line,
        field=fault.field,
        code=fault.code,
        message=fault.message,
        remedy=fault.remedy,
    )


def _line_fault(line: str, previous: str) -> _Fault | None:
    """The first mistake recognised in `line`; `previous` is the last line that is not blank."""
    if line.lstrip().startswith("#"):
        return None
    for pattern, make in _RULES:
        found = pattern.match(line)
        fault = make(line, found) if found else None
        if fault:
            return fault
    return _extra_indent(line, previous)


def _tab(_line: str, _found: re.Match[str]) -> _Fault:
    return _Fault(
        "yaml-tab",
        "отступ сделан клавишей Tab",
        "замените его пробелами: два пробела на каждый шаг",
    )


def _no_break_indent(_line: str, _found: re.Match[str]) -> _Fault:
    return _Fault(
        "yaml-indent",
        "отступ сделан неразрывными пробелами, как их вставляет Word",
        "сотрите их и поставьте обычные пробелы",
    )


def _no_space(_line: str, found: re.Match[str]) -> _Fault:
    key, value = found.group("key"), found.group("value").strip()
    return _Fault(
        "yaml-no-space",
        f"после двоеточия в «{key}:» нет пробела",
        f"напишите «{key}: {value}»",
        key,
    )


def _second_colon(line: str, found: re.Match[str]) -> _Fault:
    return _Fault(
        "yaml-colon",
        f"в значении «{short(found.group('value'))}» есть двоеточие, и оно принято за новое поле",
        f"возьмите значение в кавычки: {quoted_line(line)}",
        found.group("key"),
    )


def _text_after_quote(line: str, found: re.Match[str]) -> _Fault:
    return _Fault(
        "yaml-quote",
        f"после закрывающей кавычки {found.group('q')} есть ещё текст",
        f"возьмите в кавычки всё значение: {quoted_line(line)}",
        found.group("key"),
    )


def _open_quote(_line: str, found: re.Match[str]) -> _Fault:
    key, quote, value = found.group("key"), found.group("q"), found.group("value").rstrip()
    return _Fault(
        "yaml-quote",
        f"кавычка {quote} открыта и не закрыта",
        f"закройте её в конце значения: {key}: {value}{quote}",
        key,
    )


def _special_start(line: str, found: re.Match[str]) -> _Fault | None:
    value = found.group("value")
    if _CLOSED_FLOW.match(value):
        return None
    return _Fault(
        "yaml-special-start",
        f"значение начинается со служебного знака «{value[0]}»",
        f"возьмите значение в кавычки: {quoted_line(line)}",
        found.group("key"),
    )


def _no_colon(line: str, _found: re.Match[str]) -> _Fault:
    equals = _EQUALS.match(line)
    if equals:
        key = equals.group("key")
        return _Fault(
            "yaml-no-colon",
            f"в строке «{short(line)}» вместо двоеточия стоит «=»",
            f"напишите «{key}: {short(equals.group('value'))}»",
            key,
        )
    return _Fault(
        "yaml-no-colon",
        f"в строке «{short(line)}» нет двоеточия: это не поле шапки",
        f"напишите её как «{_PAIR}», а если здесь начинается текст, поставьте перед ним "
        "строку «---»",
    )


_RULES: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], _Fault | None]], ...] = (
    (regex(r"^ *\t"), _tab),
    (regex("^ *\u00a0"), _no_break_indent),
    (regex(rf"^{_KEY}(?P<value>[^\s/].*)$"), _no_space),
    (regex(rf"^{_KEY}\s+(?P<value>[^\s\"'\[{{|>#].*?:(?:\s.*|$))"), _second_colon),
    (
        regex(rf"^{_KEY}\s+(?P<value>(?P<q>[\"'])(?:(?!(?P=q)).)*(?P=q)\s*[^\s#].*)$"),
        _text_after_quote,
    ),
    (regex(rf"^{_KEY}\s+(?P<value>(?P<q>[\"'])(?:(?!(?P=q)).)*)$"), _open_quote),
    (regex(rf"^{_KEY}\s+(?P<value>[@`%&*!\[\]{{}},?|>-].*)$"), _special_start),
    (regex(r"^[^\s#\-\[\]{}\"'][^:]*$"), _no_colon),
)
"""Mistakes in the order in which they are looked for."""

_INDENTED_KEY = regex(r"^ +[\w-]+ ?:(\s|$)")


def _extra_indent(line: str, previous: str) -> _Fault | None:
    """A key that is indented deeper than the `key: value` above it."""
    if not _INDENTED_KEY.match(line) or not _VALUE.match(previous):
        return None
    if _indent(line) <= _indent(previous):
        return None
    return _Fault(
        "yaml-indent",
        f"у строки «{short(line)}» лишний отступ",
        "уберите пробелы в начале строки",
    )


def _indent(line: str) -> int:
    found = re.match(r"^ *(?:- +)?", line)
    return found.end() if found else 0


def short(text: str, length: int = 40) -> str:
    """`text` cut for a message."""
    text = text.strip()
    return text if len(text) <= length else f"{text[:length].rstrip()}…"


def _general(error: Exception | None, head: str, first_line: int, path: str) -> Problem:
    lines = head.split("\n")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    index = min(int(mark.line), len(lines) - 1) if mark else 0
    while index and not lines[index].strip():
        index -= 1
    text = short(lines[index])
    where = f"около «{text}»" if text else "в этом месте"
    return Problem(
        path=path,
        line=first_line + index,
        code="yaml-syntax",
        message=f"шапку файла нельзя разобрать: что-то не так {where}",
        remedy=f"каждая строка шапки пишется как «{_PAIR}», отступы у соседних строк одинаковы, "
        "кавычки и скобки закрыты",
    )
