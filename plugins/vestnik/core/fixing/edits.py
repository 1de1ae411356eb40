"""What is put right, rule by rule: each looks at a text and proposes edits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from vestnik.core import addresses
from vestnik.core.checks.passage import Passage
from vestnik.core.checks.wording import in_one_alphabet, whole_word
from vestnik.core.frontmatter import Fields, Text


@dataclass(frozen=True, slots=True)
class Edit:
    """A part of the text to be replaced."""

    start: int
    """Offset in the text."""
    end: int
    text: str
    what: str
    """What was wrong, in Russian."""


Rule = Callable[[Passage], Iterator[Edit]]

_DOUBLE_SPACE = re.compile(r"(?<=[^\s|])  +(?=[^\s|])")
_SPACE_BEFORE = re.compile(r"(?<=[^\W_]) (?=[,.;:!?](?:\s|\Z))")
_BLANKS = re.compile("\u00a0{2,}|(?:&nbsp;[ \u00a0]?){2,}")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u2060\u202a-\u202e\u2066-\u2069]")
_LATIN = re.compile("[a-zA-Z]+")
_DASH = re.compile(r"(?<=[\w»)\"!?…]) -(?= [\w«(\"])")
_QUOTED = re.compile(r'(?<![^\s(\[«—–-])"(?=[\w№])([^"«»\n]*?[\w.!?…)%])"(?![^\s.,;:!?…)\]»—–-])')
_WORD_TAG = re.compile(r"</?(?:o|w|st1):[A-Za-z]\w*[^<>\n]*>|<\?xml:namespace[^<>\n]*>")
_WORD_COMMENT = re.compile(r"<!--\[if [^\n]*?<!\[endif\]-->")
_WORD_ATTRIBUTE = re.compile(
    r"(?<=[\w\"'])\s+(?:class=\"?Mso\w+\"?|style=(?:\"[^\"\n<>]*mso-[^\"\n<>]*\"|'[^'\n<>]*mso-[^'\n<>]*'))"
    r"(?=[^<>\n]*>)"
)
_CODE = re.compile(r"`[^`\n]+`|^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_MARKUP = frozenset("*_`[]()<>#~|\\!&-+=:{}^")
_MARKER = re.compile(r"\s*(?:[-*+>#|]|\d+[.)]|\(?\w\))*\s*")
_AS_CODE = re.compile(r"(?: {4}|\t)")
_DEFINITION = re.compile(r"\s*\[[^\]\n]+\]:")
_CYRILLIC = re.compile("[а-яёА-ЯЁ]")
_SLUG = re.compile(
    r"(?P<key>slug\s*:\s*)(?P<q>[\"']?)(?P<value>[^\"'#]*?)(?P=q)(?P<rest>\s*(?:#.*)?)"
)


def spaces(passage: Passage) -> Iterator[Edit]:
    """Two spaces become one; one before a sign goes."""
    yield from _replaced(passage, _DOUBLE_SPACE, " ", "два пробела подряд")
    yield from _replaced(passage, _SPACE_BEFORE, "", "пробел перед знаком препинания")


def blanks(passage: Passage) -> Iterator[Edit]:
    """No-break spaces in a row become one space; those that indent a line go."""
    for found in _of_prose(passage, _BLANKS):
        before, after = _around(passage, found)
        what = "несколько неразрывных пробелов подряд"
        if not before.strip() and re.match(r"[^\W\d_]", after):
            yield Edit(found.start(), found.end(), "", what)
        elif not _MARKER.fullmatch(before) and re.match(r"[\w«(]", after):
            yield Edit(found.start(), found.end(), " ", what)


def invisible(passage: Passage) -> Iterator[Edit]:
    """Signs inside words that nobody sees, and that hide the word from the search."""
    for found in _of_prose(passage, _INVISIBLE):
        before, after = _around(passage, found)
        near = {before[-1:], after[:1]} - {""}
        at_start = not before.strip() and not re.match(r"[^\W\d_]", after)
        if near & _MARKUP or at_start:
            continue
        yield Edit(found.start(), found.end(), "", "невидимый знак")


def twins(passage: Passage) -> Iterator[Edit]:
    """A word with letters of the other alphabet that look the same."""
    seen = -1
    for found in passage.find(_LATIN):
        start, word = whole_word(passage.prose, *found.span())
        if start <= seen or len(word) == len(found.group()):
            continue
        meant = in_one_alphabet(word)
        if meant:
            seen = start + len(word) - 1
            yield Edit(start, start + len(word), meant, f"русские и латинские буквы в «{meant}»")


def word_tags(passage: Passage) -> Iterator[Edit]:
    """Word's own tags and attributes; what stands between them stays."""
    if "<" not in passage.raw:
        return
    code = [found.span() for found in _CODE.finditer(passage.raw)]
    for pattern in (_WORD_COMMENT, _WORD_TAG, _WORD_ATTRIBUTE):
        for found in pattern.finditer(passage.raw):
            if not any(start <= found.start() < end for start, end in code):
                yield Edit(found.start(), found.end(), "", "разметка Word")


def dashes(passage: Passage) -> Iterator[Edit]:
    """A hyphen between spaces is meant as a dash; between numbers it may be a minus."""
    if not _is_russian_prose(passage):
        return
    for found in _of_prose(passage, _DASH):
        before, after = _around(passage, found)
        if not (before[-1:].isdigit() and after[1:2].isdigit()):
            yield Edit(found.start() + 1, found.end(), "—", "дефис вместо тире")


def quotes(passage: Passage) -> Iterator[Edit]:
    """Straight quotes in pairs around Russian words."""
    if not _is_russian_prose(passage) or '"' not in passage.prose:
        return
    for found in _of_prose(passage, _QUOTED):
        before, _ = _around(passage, found)
        if before.count('"') % 2 == 0 and _CYRILLIC.search(found[1]):
            what = "прямые кавычки"
            yield Edit(found.start(), found.start() + 1, "«", what)
            yield Edit(found.end() - 1, found.end(), "»", what)


RULES: tuple[Rule, ...] = (word_tags, invisible, blanks, twins, quotes, dashes, spaces)
"""In the order in which they are applied: spaces last, since the others leave some."""


def slug_edit(lines: Sequence[str], fields: Fields | None) -> list[Edit]:
    """The slug in small Latin letters, as the check proposes it. Offsets are those of all lines."""
    given = fields.entries.get("slug") if fields else None
    if fields is None or not isinstance(given, Text):
        return []
    number = fields.key_lines["slug"] - 1
    found = _SLUG.fullmatch(lines[number]) if number < len(lines) else None
    meant = addresses.slug(given.value)
    if found is None or found["value"].strip() != given.value or meant == given.value:
        return []
    if not given.value.strip() or meant.startswith(addresses.NAMELESS):
        return []
    start = sum(len(line) + 1 for line in lines[:number]) + found.end("key")
    end = start + len(found[0]) - len(found["key"]) - len(found["rest"])
    return [Edit(start, end, meant, "slug: только маленькие латинские буквы, цифры и дефисы")]


def _replaced(passage: Passage, pattern: re.Pattern[str], text: str, what: str) -> Iterator[Edit]:
    for found in _of_prose(passage, pattern):
        if found[0].isspace():
            yield Edit(found.start(), found.end(), text, what)


def _of_prose(passage: Passage, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches that are prose from end to end, in lines that cannot be code or a definition."""
    for found in passage.find(pattern):
        line = passage.raw[passage.raw.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0]
        typed = passage.raw[found.start() : found.end()] == found[0]
        if typed and not _AS_CODE.match(line) and not _DEFINITION.match(line):
            yield found


def _around(passage: Passage, found: re.Match[str]) -> tuple[str, str]:
    """What stands in the same line before and behind."""
    return (
        passage.raw[: found.start()].rpartition("\n")[2],
        passage.raw[found.end() :].partition("\n")[0],
    )


def _is_russian_prose(passage: Passage) -> bool:
    """Quoted law keeps its signs; other languages have their own."""
    return passage.document is not None and passage.document.lang == "ru" and not passage.is_act
