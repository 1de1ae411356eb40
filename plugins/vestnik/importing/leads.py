"""The lead of a text: what stands apart above it, or is said twice."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vestnik.importing.page import Block, BlockKind, Dropped, Found
from vestnik.importing.sifting import Sifted
from vestnik.importing.titles import same

_LONGEST = 600
_SHORTEST = 20
_SENTENCE_END = re.compile(r"[.!?…:;,]\s*[»\")]?$")


@dataclass(slots=True)
class Taken:
    """The lead and the blocks that are left."""

    lead: Found | None = None
    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


def take_lead(sifted: Sifted, title: str, known: Found | None = None) -> Taken:
    """Takes the lead out of the text; a lead said again as first paragraph is dropped."""
    blocks = list(sifted.kept)
    taken = Taken(lead=known, blocks=blocks)
    words = [block for block in blocks if block.text]
    if len(words) < 2:
        return taken
    first, second = words[0], words[1]
    if known is None:
        if not _may_be_lead(first):
            return taken
        if same(first.text, second.text):
            taken.lead = Found(first.text, 1.0, "первый абзац, повторён вторым")
            taken.dropped.append(Dropped(second.text, "повторяет краткое содержание"))
            blocks.remove(first)
            blocks.remove(second)
        elif _repeats(first.text, second.text):
            taken.lead = Found(first.text, 0.95, "первый абзац, повторён в начале второго")
            taken.dropped.append(Dropped(first.text, "краткое содержание, повторено в тексте"))
            blocks.remove(first)
        elif _is_subtitle(first, second, title):
            taken.lead = Found(first.text, 0.85, "строка под заголовком")
            blocks.remove(first)
        return taken
    for one in words[:2]:
        if same(one.text, known.value):
            taken.dropped.append(Dropped(one.text, "повторяет краткое содержание"))
            blocks.remove(one)
    return taken


def _may_be_lead(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and _SHORTEST <= len(block.text) <= _LONGEST
        and block.linked < 0.5
    )


def _repeats(first: str, second: str) -> bool:
    return len(second) > len(first) and second.startswith(first.rstrip(".… "))


def _is_subtitle(first: Block, second: Block, title: str) -> bool:
    """A sentence without a full stop above a text that has them."""
    if _SENTENCE_END.search(first.text) or "\n" in first.text or len(first.text) > 200:
        return False
    if second.kind is not BlockKind.PARAGRAPH or len(second.text) < 80:
        return False
    return (
        bool(title) and first.text[:1].isupper() and _SENTENCE_END.search(second.text) is not None
    )
