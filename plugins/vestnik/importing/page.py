"""What a reader takes from one page of an old site, and what it leaves there."""

from __future__ import annotations

import enum
from dataclasses import dataclass

SURE = 0.8
"""A certainty from which a value needs no second look."""


class BlockKind(enum.StrEnum):
    """What a block of the text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    QUOTE = "quote"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list, table or picture of the text."""

    kind: BlockKind
    text: str
    """What a reader sees, without markup, lines parted by line ends."""
    markdown: str
    """The same for a source; references stand as `reference_mark`s."""
    linked: float = 0.0
    """Share of the text that is links, 0 to 1."""
    strong: bool = False
    """All of it is bold or italic."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text that is not the page's own, and the sign that says so, in Russian."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A value with how certain it is (0 to 1) and where it was found, in Russian."""

    value: str
    certainty: float
    place: str

    @property
    def sure(self) -> bool:
        """Whether nobody needs to look at it again."""
        return self.certainty >= SURE


class ReferenceKind(enum.StrEnum):
    """What a page refers to."""

    PICTURE = "picture"
    FILE = "file"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that the text shows or links to, by its address on the old site."""

    kind: ReferenceKind
    address: str
    """As written in the page."""
    title: str = ""
    """Words of the link, or the description of the picture."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture that came inside the file."""

    address: str
    """As the references of the page name it."""
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as an import understands it."""

    title: Found | None = None
    date: Found | None = None
    """ISO, with the time where the page tells it."""
    lead: Found | None = None
    author: Found | None = None
    category: Found | None = None
    tags: tuple[str, ...] = ()
    age: str = ""
    blocks: tuple[Block, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    references: tuple[Reference, ...] = ()
    embedded: tuple[Embedded, ...] = ()
    questions: tuple[str, ...] = ()
    """What only a person can answer, in Russian."""
    address: str = ""
    """What the page says its own address is; may be empty."""
    base: str = ""
    """What its relative addresses start from, where it says so."""
    system: str = ""
    """The content management system: «Joomla»; empty where nothing shows it."""
    listing: bool = False
    """It lists other pages."""
    news: bool = False
    """Something says that it is a piece of news."""

    @property
    def text(self) -> str:
        """The text of the body, a block after the other."""
        return "\n".join(block.text for block in self.blocks if block.text)


_MARK = "\x01"


def reference_mark(index: int) -> str:
    """What stands in Markdown for the address of a page's reference."""
    return f"{_MARK}{index}{_MARK}"


MARK_PATTERN = rf"{_MARK}(\d+){_MARK}"
"""Finds what `reference_mark` writes."""
