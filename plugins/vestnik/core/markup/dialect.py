"""Our Markdown: Python-Markdown with what officers need and without what trips them.

Tables, footnotes, abbreviations, definition lists; a heading needs a space («#Светлоречье» is a
tag of a social network); no code by indent (it is a red line); clauses of acts where asked for.

A converter costs 0.35 ms to build, so there is one of each kind, kept and reset. Two shortcuts make
it four times as fast on ordinary prose: a paragraph of one line does not ask fifteen processors,
and a text without any sign of markup does not ask twenty patterns.
"""

from __future__ import annotations

from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension, DefListProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from vestnik.core.markup.clauses import Clauses
from vestnik.core.patterns import regex

_MARKUP = regex(r"[\\`*_\[<&]|  \n")
_OPENING = frozenset('«„“"(№')


class Dialect:
    """A converter that is used again and again; `of` gives the one of a kind."""

    def __init__(self, *, clauses: bool) -> None:
        self.clauses = Clauses()
        self.plain_texts = _PlainTexts()
        self.markdown = Markdown(
            extensions=[
                TableExtension(use_align_attribute=True),
                _Footnotes(SEPARATOR="-"),
                AbbrExtension(),
                DefListExtension(),
                SaneListExtension(),
                *([self.clauses] if clauses else []),
            ],
            output_format="html",
        )
        self._fit(clauses=clauses)

    def _fit(self, *, clauses: bool) -> None:
        md = self.markdown
        md.preprocessors.register(_HtmlBlocks(md), "html_block", 20)
        blocks = md.parser.blockprocessors
        blocks.deregister("code")
        if clauses:
            blocks.deregister("olist")  # numbers stay as they are typed, in quotations too
        blocks.register(_Heading(md.parser), "hashheader", 70)
        blocks.register(_Definition(md.parser), "deflist", 25)
        blocks.register(_Paragraph(md.parser), "plain", 101)
        md.treeprocessors.register(self.plain_texts, "plain", 30)
        md.treeprocessors.deregister("prettify")

    @classmethod
    @lru_cache(maxsize=2)
    def of(cls, *, clauses: bool) -> Dialect:
        """The converter for acts or for everything else."""
        return cls(clauses=clauses)

    def html(self, source: str) -> str:
        """HTML, not yet sanitised. `clauses.places` tells the clauses until the next text."""
        self.markdown.reset()
        self.plain_texts.active = "*[" not in source
        return self.markdown.convert(source)


class _HtmlBlocks(HtmlBlockPreprocessor):
    """The library's, asked only where there is a tag."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line for line in lines) else lines


class _Heading(HashHeaderProcessor):
    RE = regex(r"(?:^|\n)(?P<level>#{1,6})[ ]+(?P<header>(?:\\.|[^\\\n])*?)#*(?:\n|$)")


class _Definition(DefListProcessor):
    """The library's, but a clause is no term: its paragraph begins with a link."""

    def test(self, parent: Element, block: str) -> bool:
        before = self.lastChild(parent)
        is_clause = before is not None and before.tag == "p" and before.text is None
        return not is_clause and super().test(parent, block)


class _Paragraph(BlockProcessor):
    """A paragraph of one line that begins with a letter or the like can be nothing else."""

    def test(self, parent: Element, block: str) -> bool:
        first = block[:1]
        return (
            (first.isalpha() or first in _OPENING)
            and "\n" not in block
            and parent.tag == "div"
            and not self.parser.state.isstate("list")
        )

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "p").text = blocks.pop(0).rstrip()


class _PlainTexts(Treeprocessor):
    """Marks the texts that hold no markup, so that the inline patterns pass them by."""

    active = True
    """Off where there are abbreviations: they are looked for in texts that are not marked."""

    def run(self, root: Element) -> None:
        if not self.active:
            return
        for element in root.iter():
            if element.text and not _MARKUP.search(element.text):
                element.text = AtomicString(element.text)
            if element.tail and not _MARKUP.search(element.tail):
                element.tail = AtomicString(element.tail)


class _Footnotes(FootnoteExtension):
    """The library's, with anchors by number: `fn-1`, `fnref-1`."""

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802 - names of the library
        return super().makeFootnoteId(self._number(id))

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, N802 - as above
        return super().makeFootnoteRefId(self._number(id), found)

    def _number(self, label: str) -> str:
        return str(list(self.footnotes).index(label) + 1)
