"""A run of text in Markdown: bold, italics, links, pictures, breaks; everything else escaped."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from vestnik.importing.dom import Element, squeezed, tag_of
from vestnik.importing.page import Reference, ReferenceKind, reference_mark

FILE_ENDINGS = frozenset(
    (
        *("pdf", "doc", "docx", "xls", "xlsx", "rtf", "odt", "ods", "odp", "ppt", "pptx", "zip"),
        *("rar", "7z", "csv", "txt", "xml", "mp3", "tif", "tiff"),
    )
)
PICTURE_ENDINGS = frozenset({"jpg", "jpeg", "png", "gif", "webp", "bmp", "svg"})

_SPECIAL = re.compile(
    r"([\\`*\[\]])|(?<![\w_])_(?![\s_])|(?<![\s_])_(?![\w_])|<(?=[a-zA-Z/!?])|&(?=#?\w+;)"
)
_LINE_START = re.compile(r"^(#{1,6}(?=\s)|>|\+(?=\s)|={3,}$|-{3,}$|~{3,}|_{3,}$)")
_BIG_NUMBER = re.compile(r"^(\d{4,})\.(?=\s)")
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
BREAK = "\n"


@dataclass(slots=True)
class References:
    """What a page refers to, in the order of the text, each once."""

    items: list[Reference] = field(default_factory=list)

    def add(self, reference: Reference) -> str:
        """The mark that stands for it in Markdown."""
        for index, known in enumerate(self.items):
            if (known.kind, known.address) == (reference.kind, reference.address):
                return reference_mark(index)
        self.items.append(reference)
        return reference_mark(len(self.items) - 1)


def escaped(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return _SPECIAL.sub(lambda found: "&lt;" if found[0] == "<" else f"\\{found[0]}", text)


def line_escaped(line: str) -> str:
    """A line whose first characters would begin a heading, a quotation or a rule."""
    line = _LINE_START.sub(r"\\\1", line)
    return _BIG_NUMBER.sub(r"\1\\.", line)


def reference_of(address: str, title: str) -> Reference | None:
    """What an `href` leads to; `None` where it leads nowhere."""
    address = _unwrapped(re.sub(r"[\t\n\r]", "", address.strip()))
    if not address or address.startswith(("#", "javascript:", "data:", "about:", "file:", "\\")):
        return None
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    ending = posixpath.splitext(path)[1].lstrip(".").lower()
    if ending in FILE_ENDINGS:
        return Reference(ReferenceKind.FILE, address, title)
    if ending in PICTURE_ENDINGS:
        return Reference(ReferenceKind.PICTURE, address, title)
    return Reference(ReferenceKind.PAGE, address, title)


_COUNTED = re.compile(
    r"^(?:https?://[^/?#]+)?/(?:bitrix/(?:redirect|rk|click)|go|away|redirect|engine/go)\.php\?.*?"
    r"(?:goto|url|to)=([^&#]+)",
    re.IGNORECASE,
)


def _unwrapped(address: str) -> str:
    """Where a counter of clicks, as Bitrix has one, leads on to."""
    found = _COUNTED.match(address)
    target = unquote(found[1]) if found else ""
    return target if target.startswith(("/", "http://", "https://")) else address


@dataclass(slots=True)
class Run:
    """Inline text being collected: what is seen, and its Markdown."""

    plain: list[str] = field(default_factory=list)
    markdown: list[str] = field(default_factory=list)
    linked: int = 0
    strong: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)
    """Words and Markdown of each link that stands in the run itself."""

    def say(self, text: str, *, linked: bool, strong: bool) -> None:
        """Adds characters of the page."""
        self.plain.append(text)
        self.markdown.append(escaped(text))
        length = len(text.strip())
        self.linked += length if linked else 0
        self.strong += length if strong else 0

    def mark(self, text: str) -> None:
        """Adds Markdown that is not seen."""
        self.markdown.append(text)

    def line_break(self) -> None:
        """A `<br>`."""
        self.plain.append(BREAK)
        self.markdown.append(BREAK)

    @property
    def empty(self) -> bool:
        """Nothing to be seen."""
        return not "".join(self.plain).strip()


def wrap(element: Element, inner: Run, references: References) -> str:
    """The Markdown of an inline element around that of what is in it."""
    tag = tag_of(element)
    markdown = "".join(inner.markdown)
    if tag == "a":
        return _link(element, inner, markdown, references)
    if tag in _MARKS and not inner.empty and "\n" not in markdown.strip():
        core = markdown.strip()
        if core.startswith("*") or core.endswith("*"):
            return markdown
        before = " " if markdown[:1].isspace() else ""
        after = " " if markdown[-1:].isspace() else ""
        return f"{before}{_MARKS[tag]}{core}{_MARKS[tag]}{after}"
    if tag in ("sup", "sub") and not inner.empty:
        return f"<{tag}>{markdown.strip()}</{tag}>"
    return markdown


def _link(element: Element, inner: Run, markdown: str, references: References) -> str:
    words = squeezed("".join(inner.plain))
    href = element.get("href") or ""
    reference = reference_of(href, words)
    if reference is None or (not words and "![" not in markdown):
        return markdown
    if "![" in markdown:  # a small picture that opens the large one: the picture is enough
        return markdown
    lead = " " if markdown[:1].isspace() else ""
    tail = " " if markdown[-1:].isspace() else ""
    core = " ".join(markdown.split())
    if href.startswith(("mailto:", "tel:")):
        return f"{lead}[{core}]({href.strip().replace(' ', '')}){tail}"
    return f"{lead}[{core}]({references.add(reference)}){tail}"
