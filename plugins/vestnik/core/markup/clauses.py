"""Numbered clauses of acts as elements, each with its own number exactly as typed.

    <div class="clause" id="p-3">
    <p><a class="clause-number" href="#p-3" aria-label="Пункт 3">3.</a> Директору школы:</p>
    <div class="clause" id="p-3-1">
    <p><a class="clause-number" href="#p-3-1" aria-label="Подпункт 1">1)</a> вести учёт;</p>
    </div>
    </div>

Why not a list: the number is text, so it is read once and seen once with or without our style
sheet, in feeds and readers too; it is copied with the text, where Word would number an `<ol>` a
second time; and no list can write `1.2.3.` or «а)», or go on after a paragraph. The number itself
is the link: one tab stop, spoken «ссылка, Пункт 3», nothing that is not on paper.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.util import AtomicString

from vestnik.core.markup import numbering
from vestnik.core.markup.lines import NUMBER, NUMBER_END
from vestnik.core.patterns import regex

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.blockparser import BlockParser

_ENDS_NUMBERING = regex(
    r"#{1,6}[ \t]|[*_]{0,3}(?:приложени[ея]|утвержд[её]н[аоы]?)\b|(?:\* ?){3,}$|(?:- ?){3,}$",
    re.IGNORECASE,
)
"""A heading, a rule, «Приложение № 1»: what stands behind is below no clause."""
_PART = regex(r"[ ]{0,3}(?:[-*+][ ]|>|\|)")
"""A list, a quotation, a table."""


class Clauses(Extension):
    """Python-Markdown's extension: clauses become elements with anchors."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, numbering.Place] = {}
        """All clauses by their anchors."""
        self.numbering = numbering.Numbering()
        self.elements: list[Element] = []
        """Of the clauses that are open, outermost first."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is the library's
        """Register the processor before all others that might want such a block."""
        md.registerExtension(self)
        md.parser.blockprocessors.register(_ClauseProcessor(md.parser, self), "clause", 99)

    def reset(self) -> None:
        """Forget the text before."""
        self.places = {}
        self.numbering = numbering.Numbering()
        self.elements = []


class _ClauseProcessor(BlockProcessor):
    def __init__(self, parser: BlockParser, state: Clauses) -> None:
        super().__init__(parser)
        self.state = state

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the library's
        return block.startswith(NUMBER)

    def run(self, parent: Element, blocks: list[str]) -> None:
        typed, _, text = blocks.pop(0)[1:].partition(NUMBER_END)
        number = numbering.read(typed + " Я")  # a bare `1.2` is one only before a capital
        if number is None or parent.tag != "div":
            SubElement(parent, "p").text = f"{typed} {text.lstrip()}"
            return
        self._element(parent, number, text)
        self._fill(parent, blocks)

    def _element(self, parent: Element, number: numbering.Number, text: str) -> None:
        state = self.state
        if state.elements and parent[-1] is not state.elements[0]:
            state.numbering.close()  # something else came between
        place = state.numbering.place(number)
        del state.elements[place.depth :]
        outer = state.elements[-1] if state.elements else parent
        element = SubElement(outer, "div", {"class": "clause", "id": place.anchor})
        state.elements.append(element)
        state.places[place.anchor] = place
        paragraph = SubElement(element, "p")
        link = SubElement(paragraph, "a", {"class": "clause-number", "href": f"#{place.anchor}"})
        link.text = AtomicString(number.typed)
        link.tail = " " + text.strip()

    def _fill(self, parent: Element, blocks: list[str]) -> None:
        """Move what belongs to the clause into it, up to the next one."""
        parts, total, following = self._belonging(blocks)
        inner, after = blocks[:parts], blocks[parts:total]
        del blocks[:total]
        if inner:
            self.parser.parseBlocks(self.state.elements[-1], inner)
        if after and following:
            self.parser.parseBlocks(self._holder(parent, following), after)

    def _belonging(self, blocks: list[str]) -> tuple[int, int, numbering.Number | None]:
        """How many blocks are parts of the clause before them, and how many belong to it at all.

        All up to the next clause of the same numbering; behind the last clause, where signatures
        and annexes stand, only lists, quotations and tables.
        """
        parts = 0
        for place, block in enumerate(blocks):
            if block.startswith(NUMBER):
                number = numbering.read(block[1 : block.find(NUMBER_END)] + " Я")
                if number and not self.state.numbering.begins_anew(number):
                    return parts, place, number
                break
            if _ENDS_NUMBERING.match(block):
                break
            if place == parts and (not block.strip() or _PART.match(block)):
                parts += 1
        return parts, parts, None

    def _holder(self, parent: Element, following: numbering.Number) -> Element:
        """What holds a paragraph between two clauses: the first one.

        But behind the last item of a list in brackets it is the clause around that list.
        """
        state = self.state
        last = state.numbering.open[-1]
        goes_on = following.form is last.number.form and following.continues
        if not goes_on and last not in state.numbering.around(following):
            while state.elements and state.numbering.open[-1].number.is_listed:
                state.elements.pop()
                state.numbering.open = state.numbering.open[:-1]
        return state.elements[-1] if state.elements else parent
