"""Quotation marks: where a title ends, and what stands within one."""

from __future__ import annotations

import re

TITLE_LIMIT = 900
"""Characters of the longest title."""
_GAP = 60
"""Spaces between a number and its title."""
_SPACE = " \t\n\r\u00a0\u2007\u2009\u202f"
_OPENING = "«“„"
_MARKS = re.compile('[«»“”„"\n]')
_AFTER_TITLE = re.compile(r"\s*(?:[,;.:)\n]|$|и\s|от\s|\()")
_CLOSES = re.compile(r"[ \t\u00a0]*+(?:[,;.:)\n]|$)")
"""Behind a straight mark that ends the title in which an act was cited."""
_ITEM_ENDS = re.compile(r"\n[ \t]{0,9}(?:\n|\d{1,3}[.)]\s|[-–—•]\s)")
"""An empty line or the next item of a list: no title goes on behind it."""
_NAMED_ON = re.compile(r"\s*,\s*(?:утвержд|принят)")
"""Behind an inner title: the outer one goes on."""
_NEXT_ACT = re.compile(
    r"\s?,\s+(?=(?i:федеральн|закон|указ|устав|постановлени|решени|распоряжени|приказ)\w*\s)"
)
"""Where a title ends that somebody forgot to close."""
_UNQUOTED = re.compile(
    r"\s{1,40}(Об? (?:[^\n;«»\"]|«[^«»\n\"]{0,200}»){3,400}?)"
    r"(?=\s{0,9}(?:[;\n]|\.\s{0,9}(?:\n|$)|$))"
)


def title_at(text: str, place: int) -> tuple[int, int, int] | None:
    """A title in quotation marks right behind `place`: where its words begin, where they end, and
    where the closing mark ends.
    """
    start = _skip(text, place)
    if text[start : start + 1] == '"':
        return None if _CLOSES.match(text, start + 1) else _straight(text, start)
    if text[start : start + 1] and text[start] in _OPENING:
        return _paired(text, start)
    return None


def unquoted_title_at(text: str, place: int) -> tuple[int, int, int] | None:
    """A title without quotation marks, as in lists: «от 05.03.2018 № 5 О создании комиссии;»."""
    found = _UNQUOTED.match(text, place)
    return (*found.span(1), found.end(1)) if found else None


def _skip(text: str, place: int) -> int:
    """Past spaces and at most one line break."""
    end = place
    breaks = 0
    while end < min(len(text), place + _GAP) and text[end] in _SPACE:
        breaks += text[end] == "\n"
        end += 1
    return end if breaks < 2 else place


def _paired(text: str, start: int) -> tuple[int, int, int]:
    """«…» with others inside. Where one mark closes two, as printers like it, that is the end."""
    depth = 0
    closed = 0
    for mark in _MARKS.finditer(text, start, start + TITLE_LIMIT):
        if mark[0] in _OPENING and not (mark[0] == "“" and text[start] == "„"):
            depth += 1
        elif mark[0] in "»”“":
            depth -= 1
            closed = closed or (mark.end() if _ends(text, mark.end()) else 0)
            if depth <= 0:
                return _inside(text, start, mark.end())
        elif mark[0] == "\n" and _ITEM_ENDS.match(text, mark.start()):
            closed = closed or mark.start()
            break
    return _inside(text, start, _unclosed(text, start, closed))


def _unclosed(text: str, start: int, closed: int) -> int:
    end = closed or _line_end(text, start)
    following = _NEXT_ACT.search(text, start, end)
    return following.start() if following else end


def _straight(text: str, start: int) -> tuple[int, int, int]:
    """A straight quotation mark tells by its neighbours whether it opens or closes."""
    depth = 0
    closed = 0
    for mark in _MARKS.finditer(text, start, start + TITLE_LIMIT):
        if mark[0] == '"':
            opens = mark.start() == start or _opens(text, mark.start())
            depth += 1 if opens else -1
            closed = closed or (0 if opens else mark.end())
            goes_on = opens or not _ends(text, mark.end()) or _NAMED_ON.match(text, mark.end())
            if depth <= 0 or not goes_on:
                return _inside(text, start, mark.end())
        elif mark[0] == "\n" and _ITEM_ENDS.match(text, mark.start()):
            closed = closed or mark.start()
            break
    return _inside(text, start, _unclosed(text, start, closed))


def _opens(text: str, place: int) -> bool:
    before, behind = text[place - 1 : place], text[place + 1 : place + 2]
    if before and before in _SPACE + "(«" and behind and behind not in _SPACE:
        return True
    if before and before not in _SPACE:
        return False
    return not _ends(text, place + 1)


def _ends(text: str, place: int) -> bool:
    return _AFTER_TITLE.match(text, place) is not None


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start, start + TITLE_LIMIT)
    return end if end >= 0 else min(len(text), start + TITLE_LIMIT)


def _inside(text: str, start: int, end: int) -> tuple[int, int, int]:
    first, last = start + 1, end
    if text[last - 1] in '»”“"':
        last -= 1
    while first < last and text[first] in _SPACE:
        first += 1
    while last > first and text[last - 1] in _SPACE:
        last -= 1
    return first, last, end


def balanced(text: str) -> bool:
    """Whether every quotation mark of a short piece is paired in it."""
    depth = 0
    german = "„" in text
    for char in text:
        if char in _OPENING and not (german and char == "“"):
            depth += 1
        elif char in "»”“":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0 and text.count('"') % 2 == 0
