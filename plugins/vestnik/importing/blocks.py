"""From the element of the text to its blocks: paragraphs, headings, lists, tables, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vestnik.importing.dom import BLOCK_TAGS, HEADINGS, Element, squeezed, tag_of, text_of
from vestnik.importing.furniture import Furniture
from vestnik.importing.inline import References, Run, escaped, line_escaped, wrap
from vestnik.importing.page import Block, BlockKind, Reference, ReferenceKind
from vestnik.importing.tables import is_layout, table_block

_SKIPPED = frozenset(
    ("script", "style", "template", "noscript", "svg", "head", "title", "iframe", "object", "embed")
)
_TINY = 40
"""Pixels: smaller pictures are bullets and counters."""
_NO_PICTURE = re.compile(
    r"spacer|blank|pixel|counter|informer|1x1|/smil|emoji|bullet|arrow|icon|/dot\.|avatar|captcha"
    r"|metrika|hit\.|banner|^data:",
    re.IGNORECASE,
)
_LONG_LINE = 90
_LOWEST_HEADING = 4
_MANY_LINKS = 3
_ITEM = re.compile(r"^[-–—•·*]\s*(?=\S)")
_NUMBERED = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]|[а-я]\))\s*\S")


@dataclass(slots=True)
class Collector:
    """Walks through an element and collects its blocks."""

    furniture: Furniture
    references: References
    blocks: list[Block] = field(default_factory=list)

    def walk(self, element: Element) -> None:
        """All blocks of `element`, in order."""
        run = Run()
        self._content(element, run)
        self.flush(run)

    def _content(self, element: Element, run: Run) -> None:
        """The children of a block: runs of inline text between blocks."""
        self._say(element.text, run, element)
        for child in element:
            self._child(child, run)
            self._say(child.tail, run, element)

    def _child(self, child: Element, run: Run) -> None:
        tag = tag_of(child)
        if not tag or tag in _SKIPPED or child in self.furniture.reasons:
            return
        if tag == "br":
            run.line_break()
        elif tag == "img":
            self.flush(run)
            self._picture(child)
        elif tag in BLOCK_TAGS or _holds_blocks(child):
            self.flush(run)
            self._block(child)
        else:
            self._inline(child, run)

    def _block(self, element: Element) -> None:
        tag = tag_of(element)
        if tag in HEADINGS:
            self._heading(element)
        elif tag in ("ul", "ol"):
            self._list(element)
        elif tag == "table" and not is_layout(element):
            block = table_block(element, self.furniture)
            if block is not None:
                self.blocks.append(block)
        elif tag == "blockquote" and _plain_quote(element):
            self._quote(element)
        elif tag == "pre":
            text = "".join(element.itertext()).strip("\n")
            for part in re.split(r"\n\s*\n", text):
                if squeezed(part):
                    self._paragraph(Run([part], [escaped(part)]))
        else:
            self.walk(element)

    def _say(self, text: str | None, run: Run, element: Element) -> None:
        if text:
            linked, strong = _manner(element)
            run.say(_soft(text), linked=linked, strong=strong)

    def _inline(self, element: Element, run: Run) -> None:
        inner = Run()
        self._inner(element, inner)
        run.plain.extend(inner.plain)
        markdown = wrap(element, inner, self.references)
        run.mark(markdown)
        if tag_of(element) == "a" and (words := squeezed("".join(inner.plain))):
            run.links.append((words, squeezed(markdown)))
        run.linked += inner.linked
        run.strong += inner.strong

    def _inner(self, element: Element, inner: Run) -> None:
        self._say(element.text, inner, element)
        for child in element:
            tag = tag_of(child)
            if tag == "br":
                inner.line_break()
            elif tag == "img":
                self._picture(child)
            elif tag and tag not in _SKIPPED and child not in self.furniture.reasons:
                self._inline(child, inner)
            self._say(child.tail, inner, element)

    def _heading(self, element: Element) -> None:
        run = Run()
        self._inner(element, run)
        text = squeezed("".join(run.plain))
        if not text:
            return
        level = int(tag_of(element)[1])
        words = squeezed("".join(run.markdown)).replace("**", "")
        if level > _LOWEST_HEADING:  # old pages use them for small print
            self.blocks.append(Block(BlockKind.PARAGRAPH, text, f"**{words}**", strong=True))
            return
        level = max(2, level)
        self.blocks.append(
            Block(BlockKind.HEADING, text, f"{'#' * level} {words}", _share(run.linked, text))
        )

    def _list(self, element: Element) -> None:
        lines: list[str] = []
        texts: list[str] = []
        linked = self._items(element, lines, texts, 0)
        if texts:
            text = "\n".join(texts)
            self.blocks.append(Block(BlockKind.LIST, text, "\n".join(lines), _share(linked, text)))

    def _items(self, element: Element, lines: list[str], texts: list[str], depth: int) -> int:
        """Lines of a list; returns the characters that are links."""
        ordered = tag_of(element) == "ol"
        start = element.get("start") or ""
        number = int(start) if ordered and start.isdigit() else 1
        linked = 0
        for item in element:
            tag = tag_of(item)
            if not tag or item in self.furniture.reasons:
                continue
            if tag in ("ul", "ol"):
                linked += self._items(item, lines, texts, depth + 1)
                continue
            inner = Collector(self.furniture, self.references)
            below = [one for one in item if tag_of(one) in ("ul", "ol")]
            holder = Furniture({**self.furniture.reasons, **dict.fromkeys(below, "")})
            inner.furniture = holder
            inner.walk(item)
            words = [block for block in inner.blocks if block.text]
            self.blocks.extend(block for block in inner.blocks if not block.text)
            if words:
                sign = f"{number}." if ordered else "-"
                pad = "    " * depth
                first, *rest = "\n".join(block.markdown for block in words).split("\n")
                lines.append(f"{pad}{sign} {first.lstrip('#- ')}")
                lines.extend(f"{pad}    {line}" for line in rest if line.strip())
                text = " ".join(block.text for block in words)
                texts.append(f"{number}. {text}" if ordered else text)
                linked += round(sum(block.linked * len(block.text) for block in words))
                number += 1
            for one in below:
                linked += self._items(one, lines, texts, depth + 1)
        return linked

    def _quote(self, element: Element) -> None:
        inner = Collector(self.furniture, self.references)
        inner.walk(element)
        if inner.blocks:
            markdown = "\n\n".join(block.markdown for block in inner.blocks)
            quoted = "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))
            text = "\n".join(block.text for block in inner.blocks if block.text)
            self.blocks.append(Block(BlockKind.QUOTE, text, quoted))

    def _picture(self, element: Element) -> None:
        address = (
            element.get("data-src") or element.get("data-original") or element.get("src") or ""
        ).strip()
        if not address or _NO_PICTURE.search(address) or _tiny(element):
            return
        parent = element.getparent()
        href = (parent.get("href") or "") if parent is not None and tag_of(parent) == "a" else ""
        if re.search(r"\.(?:jpe?g|png|webp)$", href, re.IGNORECASE):
            address = href  # a small picture that opens the large one
        alt = squeezed(element.get("alt") or element.get("title") or "")
        mark = self.references.add(Reference(ReferenceKind.PICTURE, address, alt))
        words = escaped(alt).replace("[", "").replace("]", "")
        self.blocks.append(Block(BlockKind.PICTURE, "", f"![{words}]({mark})"))

    def flush(self, run: Run) -> None:
        """Ends the paragraph of `run`, if there is anything in it."""
        if not run.empty:
            self._paragraph(run)
        run.plain.clear()
        run.markdown.clear()
        run.links.clear()
        run.linked = run.strong = 0

    def _paragraph(self, run: Run) -> None:
        plain = "".join(run.plain).split("\n")
        marked = "".join(run.markdown).split("\n")
        whole = "".join(run.plain)
        if run.links and len(run.links) >= _MANY_LINKS and "\n" not in whole:
            text = "\n".join(words for words, _ in run.links)
            if len(squeezed(whole)) <= len("".join(text.split("\n"))) + len(run.links):
                items = "\n".join(f"- {markdown}" for _, markdown in run.links)
                self.blocks.append(Block(BlockKind.LIST, text, items, 1.0))
                return
        linked, strong = _share(run.linked, whole), _share(run.strong, whole) > 0.9
        if len(plain) != len(marked):
            plain, marked = [" ".join(plain)], [" ".join(marked)]
        pairs = [(squeezed(a), squeezed(b)) for a, b in zip(plain, marked, strict=True)]
        for group in _paragraphs(pairs):
            text = "\n".join(line for line, _ in group)
            kind, markdown = BlockKind.PARAGRAPH, "  \n".join(line_escaped(b) for _, b in group)
            if all(_ITEM.match(line) for line, _ in group) and len(group) > 1:
                kind = BlockKind.LIST
                markdown = "\n".join(f"- {_ITEM.sub('', b)}" for _, b in group)
            self.blocks.append(Block(kind, text, markdown, linked, strong))


def _paragraphs(lines: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Lines between `<br>` as paragraphs: empty lines part them, and long ones stand alone."""
    groups: list[list[tuple[str, str]]] = []
    open_group = False
    for line in lines:
        if not line[0]:
            open_group = False
            continue
        alone = len(line[0]) > _LONG_LINE or bool(_NUMBERED.match(line[0]))
        item = bool(_ITEM.match(line[0]))
        same = open_group and not alone and item == bool(_ITEM.match(groups[-1][-1][0]))
        if same and (item or len(groups[-1][-1][0]) <= _LONG_LINE):
            groups[-1].append(line)
        else:
            groups.append([line])
        open_group = not alone
    return groups


def _soft(text: str) -> str:
    """Line ends of the source are spaces; only `<br>` ends a line."""
    return re.sub(r"[\n\t\f\v]+", " ", text)


def _manner(element: Element) -> tuple[bool, bool]:
    """Whether text of an element is a link's, and whether it is bold or italic."""
    linked = strong = False
    here = element
    for _ in range(6):
        if here is None or tag_of(here) in BLOCK_TAGS:
            break
        linked = linked or tag_of(here) == "a"
        strong = strong or tag_of(here) in ("b", "strong", "i", "em")
        here = here.getparent()
    return linked, strong


def _share(part: int, text: str) -> float:
    length = len(squeezed(text))
    return min(1.0, part / length) if length else 0.0


def _holds_blocks(element: Element) -> bool:
    """Whether an inline element has paragraphs in it, as old pages do with `<font>`."""
    return any(tag_of(one) in BLOCK_TAGS for one in element.iterdescendants())


def _plain_quote(element: Element) -> bool:
    """Old pages indent whole columns with `<blockquote>`: such a one is no quotation."""
    if any(tag_of(one) in HEADINGS or tag_of(one) == "table" for one in element.iterdescendants()):
        return False
    return len(text_of(element)) < 1200


def _tiny(element: Element) -> bool:
    sizes = [element.get("width") or "", element.get("height") or ""]
    return any(size.isdigit() and int(size) <= _TINY for size in sizes)
