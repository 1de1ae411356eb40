"""The head of an act in its own text, «ПОСТАНОВЛЕНИЕ от 05.03.2018 № 3/650», cites nothing."""

from __future__ import annotations

import re

from vestnik.register.mention import Mention

_REACH = 1500
"""A head stands within so many characters from the beginning."""
_TITLE_LINE = re.compile(r"[ \t\r\u00a0.]*+\n\s*+[«\"]?\s?(?:Об?|ОБ?)\s")
_ENACTS = re.compile(
    r"постановля|приказыва|реш(?:ил|ает)|обязыва|п\sо\sс\sт\sа\sн|п\sр\sи\sк\sа\sз", re.IGNORECASE
)


def without_head(text: str, found: list[Mention], titles: frozenset[str]) -> list[Mention]:
    """The mentions that are not the document's own name. `titles` are kinds as a head spells them.

    A head may be printed twice, in a heading and above the text.
    """
    leading = [one for one in found if _leads_line(text, one, titles)]
    own = next((one for one in leading if _is_head(text, one, leading)), None)
    if own is None:
        return found
    dropped = {id(one) for one in leading if _is_same(one, own)}
    return [one for one in found if id(one) not in dropped]


def _leads_line(text: str, one: Mention, titles: frozenset[str]) -> bool:
    if one.kind_start > _REACH or one.citation.kind_text.lower() not in titles:
        return False
    return not text[text.rfind("\n", 0, one.kind_start) + 1 : one.kind_start].strip()


def _is_head(text: str, one: Mention, leading: list[Mention]) -> bool:
    """The kind alone on its line; or no words behind the number, but a title or enacting words on
    the next lines; or the first words of such a text, or capitals, the title on the same line.
    """
    kind = one.citation.kind_text
    if not _rest_of_line(text, one.kind_start + len(kind)):
        return True
    if any(not _is_same(other, one) for other in leading):
        return False
    before = text[: one.kind_start].rstrip()
    if not _rest_of_line(text, one.requisites.end).strip(" ,0123456789г"):
        titled = _TITLE_LINE.match(text, one.requisites.end) is not None
        return (titled or _enacts(text, one.tail)) and not before.endswith(":")
    prominent = not before or kind.isupper()
    return prominent and not _rest_of_line(text, one.tail) and _enacts(text, one.tail)


def _enacts(text: str, place: int) -> bool:
    return _ENACTS.search(text, place, place + 2 * _REACH) is not None


def _rest_of_line(text: str, place: int) -> str:
    end = text.find("\n", place)
    return text[place : end if end >= 0 else len(text)].strip(" \t.\u00a0")


def _is_same(one: Mention, other: Mention) -> bool:
    """Whether two heads may be one act's: a place and a line can part the number from the date."""
    return all(
        not left or not right or left == right
        for left, right in (
            (one.citation.number_key, other.citation.number_key),
            (one.citation.date, other.citation.date),
        )
    )
