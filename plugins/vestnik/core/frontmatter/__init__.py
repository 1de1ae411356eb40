"""Bytes of a source to its front matter and its body.

A source begins with a head in YAML between two lines `---`; the text follows.
"""

from __future__ import annotations

import re

from msgspec import Struct

from vestnik.core.frontmatter.decoding import decode, guess_encoding
from vestnik.core.frontmatter.nodes import Fields, Items, Node, Text, plain
from vestnik.core.frontmatter.yaml_reader import parse
from vestnik.core.patterns import regex
from vestnik.core.problems import Problem

__all__ = [
    "Fields",
    "FrontMatter",
    "Items",
    "Node",
    "Text",
    "decode",
    "guess_encoding",
    "parse",
    "plain",
    "read",
]

_FENCE = "---"
# Dashes that Word and telephones make of «---», and what other programs put in its place.
_FENCE_LOOKALIKE = regex(r"^(?:[-–—‐‑‒―]{1,2}|[-–—]{4,}|[-–—]*[–—][-–—]*|\+{3}|-( -)+)$")
_PELICAN_HEAD = regex(r"^(title|date|заголовок|дата)\s*:", re.IGNORECASE)
_HEAD_LINE = regex(r"^([\w-]+\s*:(\s|$)|\s+\S|-\s|#)")

_CLOSING = regex(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_EXAMPLE = "«---», «title: …», «date: ГГГГ-ММ-ДД», «---»"


class FrontMatter(Struct, frozen=True):
    """A source taken apart."""

    fields: Fields | None
    """`None` where the head cannot be understood."""
    body: str
    """The text behind the head, in NFC, with `\\n` line ends."""
    body_line: int
    """Line of the source where `body` begins, from 1."""


def read(data: bytes, path: str) -> tuple[FrontMatter | None, list[Problem]]:
    """Head and body of the source `data`; `None` where there is nothing to go on with."""
    text, problems = decode(data, path)
    if text is None:
        return None, problems
    if not text.strip():
        return None, [*problems, _empty(path)]
    start = len(text) - len(text.lstrip("\n"))
    opening, _, rest = text[start:].partition("\n")
    if opening.rstrip() != _FENCE:
        problems.append(_no_head(opening.strip(), start + 1, path))
        return FrontMatter(None, text, 1), problems
    head, body = _split_at_fence(rest)
    if body is None:
        problems.append(_unclosed(rest, start + 2, path))
        return None, problems
    first_line = start + 2
    fields, found = parse(head, first_line, path)
    body_line = first_line + head.count("\n") + (1 if head else 0) + 1
    return FrontMatter(fields, body, body_line), problems + found


def _split_at_fence(rest: str) -> tuple[str, str | None]:
    """What is before the closing `---` and what is behind it (`None` without one)."""
    found = _CLOSING.search(rest)
    if not found:
        return rest, None
    return rest[: found.start()].removesuffix("\n"), rest[found.end() :]


def _empty(path: str) -> Problem:
    return Problem(
        path=path,
        code="empty-file",
        message="файл пуст",
        remedy="напишите в нём шапку и текст или удалите его",
    )


def _no_head(opening: str, line: int, path: str) -> Problem:
    if _FENCE_LOOKALIKE.match(opening):
        message = f"файл начинается с «{opening}», а нужны три дефиса «---»"
        remedy = "замените эту строку на «---» (Word и телефон меняют дефисы на тире сами)"
    elif _PELICAN_HEAD.match(opening):
        message = f"перед строкой «{opening[:40]}» нет строки «---»"
        remedy = "поставьте строку «---» в начале файла и такую же после последнего поля"
    else:
        message = "файл начинается не с шапки: в первой строке нет «---»"
        remedy = f"добавьте в начало файла строки: {_EXAMPLE}"
    return Problem(path=path, line=line, code="no-front-matter", message=message, remedy=remedy)


def _unclosed(rest: str, first_line: int, path: str) -> Problem:
    lines = rest.split("\n")
    index = next((n for n, line in enumerate(lines) if not _HEAD_LINE.match(line)), len(lines))
    found = lines[index].strip() if index < len(lines) else ""
    message = "шапка не закрыта: после полей нет второй строки «---»"
    remedy = "добавьте строку «---» перед этой строкой"
    if _FENCE_LOOKALIKE.match(found):
        message = f"шапка не закрыта: в этой строке «{found}», а нужны три дефиса «---»"
        remedy = "замените её на «---»"
    elif index == len(lines):
        index -= 1
        remedy = "добавьте строку «---» после этой строки, а под ней пишите текст"
    return Problem(
        path=path,
        line=first_line + index,
        code="unclosed-front-matter",
        message=message,
        remedy=remedy,
    )
