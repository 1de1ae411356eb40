"""Puts right what can be put right without asking: typing slips, Word's leftovers, a slug.

    source ── edits of one rule ──▶ source' ── same page? ──▶ the next rule
                                              └─ no: the rule's edits are dropped

What the page says is never changed: after each rule it is compared with what it was, spaces,
invisible signs and the shape of quotes, dashes and twin letters apart. Line ends, byte order mark
and every line without an edit stay as they are, byte for byte.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from vestnik.core import frontmatter
from vestnik.core.checks.passage import Passage
from vestnik.core.corpus import check_source
from vestnik.core.fixing.edits import RULES, Edit, Rule, slug_edit
from vestnik.core.fixing.sameness import same_item
from vestnik.core.model import Document
from vestnik.core.portal import Portal

_MOST_ROUNDS = 8
"""How often the rules look again at what they have made: one may leave work for another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line that was put right."""

    line: int
    """From 1."""
    what: str
    """In Russian: «два пробела подряд → один»."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A source after fixing."""

    data: bytes
    changes: tuple[Change, ...] = ()


def fix_source(data: bytes, path: str, portal: Portal) -> Fixed:
    """The source with everything put right that is safe. What cannot be read stays as it is."""
    if frontmatter.decode(data, path)[0] is None or b"\r" in data.replace(b"\r\n", b""):
        return Fixed(data)
    lines = _Lines.of(data)
    changes: list[Change] = []
    for _ in range(_MOST_ROUNDS):
        before = lines
        for rule in (None, *RULES):
            done = _apply(rule, lines, path, portal)
            if done is not None and same_item(lines.data(), done[0].data(), path, portal):
                lines = done[0]
                changes += done[1]
        if lines is before:
            break
    return Fixed(lines.data(), tuple(sorted(changes, key=lambda change: change.line)))


def _apply(
    rule: Rule | None, lines: _Lines, path: str, portal: Portal
) -> tuple[_Lines, list[Change]] | None:
    """One rule once; None where it has nothing to do. No rule stands for the slug."""
    data = lines.data()
    front, _ = frontmatter.read(data, path)
    if front is None:
        return None
    if rule is None:
        edits = slug_edit(lines.texts, front.fields)
        first = 1
    else:
        document, _, _ = check_source(data, path, portal)
        first = front.body_line
        edits = list(rule(_passage(lines, first, path, document)))
    if not edits:
        return None
    return lines.edited(edits, first)


def _passage(lines: _Lines, first: int, path: str, document: Document | None) -> Passage:
    return Passage("\n".join(lines.texts[first - 1 :]), path, first, document)


@dataclass(frozen=True, slots=True)
class _Lines:
    """A source by lines: as they are, and as the rules see them."""

    kept: tuple[str, ...]
    """With their ends."""
    texts: tuple[str, ...]
    """In NFC, without their ends."""

    @classmethod
    def of(cls, data: bytes) -> _Lines:
        """The lines of a source that can be decoded."""
        kept = tuple(data.decode("utf-8").replace("\r\n", "\n\r").split("\n"))
        # «\r» of a Windows end now begins the next line: put back below.
        ends = ["\r\n" if one.startswith("\r") else "\n" for one in kept[1:]] + [""]
        bare = [one.removeprefix("\r") if at else one for at, one in enumerate(kept)]
        texts = (unicodedata.normalize("NFC", one.replace("\ufeff", "")) for one in bare)
        whole = tuple(one + end for one, end in zip(bare, ends, strict=True))
        return cls(whole, tuple(texts))

    def data(self) -> bytes:
        """The source."""
        return "".join(self.kept).encode()

    def edited(self, edits: list[Edit], first: int) -> tuple[_Lines, list[Change]]:
        """With edits of the text that begins in line `first`; no edit goes over a line's end."""
        kept, texts = list(self.kept), list(self.texts)
        by_line: dict[int, list[Edit]] = {}
        at, number = 0, first - 1
        for edit in sorted(edits, key=lambda one: one.start):
            while at + len(self.texts[number]) < edit.start:
                at += len(self.texts[number]) + 1
                number += 1
            moved = Edit(edit.start - at, edit.end - at, edit.text, edit.what)
            by_line.setdefault(number, []).append(moved)
        changes = []
        for number, found in by_line.items():
            before = texts[number]
            after = _with(before, found)
            end = kept[number][len(kept[number].rstrip("\r\n")) :]
            mark = "\ufeff" if kept[number].startswith("\ufeff") else ""
            kept[number], texts[number] = mark + after + end, after
            what = "; ".join(dict.fromkeys(edit.what for edit in found))
            changes.append(Change(line=number + 1, what=what, before=before, after=after))
        return _Lines(tuple(kept), tuple(texts)), changes


def _with(line: str, edits: list[Edit]) -> str:
    parts, at = [], 0
    for edit in edits:
        if edit.start < at:
            continue  # two edits of one place: the next round looks at the second
        parts += [line[at : edit.start], edit.text]
        at = edit.end
    return "".join(parts) + line[at:]
