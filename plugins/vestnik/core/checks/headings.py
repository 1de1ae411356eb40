"""Headings: in order, not empty, and not made of bold type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vestnik.core.checks.passage import Finding, Passage, short
from vestnik.core.patterns import regex
from vestnik.core.problems import Severity

_HEADING = regex(r"^ {0,3}(?P<marks>#{1,6})(?P<text>[ \t].*)?$", re.MULTILINE)
_UNDERLINED = regex(r"^(?P<text>[^\s|>#-][^\n]*)\n(?P<marks>=+|-{2,})[ \t]*$", re.MULTILINE)
_BOLD_ALONE = regex(r"^(\*\*|__)(?P<text>[^*_\n]{3,120})\1[ \t]*$")


def skipped_levels(passage: Passage) -> Iterator[Finding]:
    """A heading of level 4 does not follow one of level 2."""
    above = 1
    for at, level, text in _headings(passage):
        if level > above + 1:
            wanted = "#" * (above + 1)
            yield Finding(
                at,
                "heading-skipped",
                f"подзаголовок «{short(text)}» {level}-го уровня стоит сразу после "
                f"{'заголовка страницы' if above == 1 else f'{above}-го'}: уровень пропущен",
                f"начните строку с «{wanted} »",
            )
        above = max(level, 2)


def empty(passage: Passage) -> Iterator[Finding]:
    """A heading has words."""
    for at, level, text in _headings(passage):
        if not text.strip(" \t#*_\u00a0"):
            yield Finding(
                at,
                "heading-empty",
                f"пустой подзаголовок «{'#' * level}»",
                "впишите его или удалите строку",
                Severity.ERROR,
            )


def bold(passage: Passage) -> Iterator[Finding]:
    """A paragraph in bold is no heading for those who listen."""
    if passage.is_act or ("**" not in passage.raw and "__" not in passage.raw):
        return
    for block in passage.blocks:
        found = _BOLD_ALONE.match(block.text.rstrip("\n"))
        if found and not found.group("text").rstrip().endswith((".", ",", ":", ";", "!", "?")):
            text = short(found.group("text"))
            yield Finding(
                block.start,
                "fake-heading",
                f"строка «{text}» выделена жирным, как подзаголовок, но подзаголовком не является",
                f"напишите «## {text}» без звёздочек",
            )


def _headings(passage: Passage) -> list[tuple[int, int, str]]:
    """(offset, level, text) of the headings in their order."""
    text = passage.text
    found: list[tuple[int, int, str]] = []
    if "#" in text:
        found += [
            (m.start(), len(m.group("marks")), (m.group("text") or "").strip().rstrip("#").strip())
            for m in _HEADING.finditer(text)
        ]
    if "\n--" in text or "\n=" in text:
        found += [
            (m.start(), 1 if m.group("marks")[0] == "=" else 2, m.group("text").strip())
            for m in _UNDERLINED.finditer(text)
        ]
    return sorted(found)
