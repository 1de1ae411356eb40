"""What is printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture of the text."""

    path: str
    """Of its file, relative to the folder that the compiler is given."""
    digest: str
    """SHA-256: with other bytes it is another sheet."""
    width: int
    """Pixels; 0 where not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A text with what stands around it on paper."""

    source: str
    """Path of the item's source: names the sheet, and is not printed."""
    title: str
    lang: str
    address: str
    """Absolute address of the page."""
    moment: datetime
    """What the PDF says of its making: never the clock's own word."""
    author: str
    head: tuple[str, ...] = ()
    """Above the title, largest in the middle: issuer, kind."""
    requisites: tuple[str, ...] = ()
    """In one line below: date, number."""
    lead: str = ""
    html: str = ""
    """Sanitised HTML; `vestnik:N` stands for the N-th of `links` and `shots`."""
    links: tuple[str, ...] = ()
    """Absolute addresses; empty for what is not published."""
    shots: tuple[Shot | None, ...] = ()
    signatures: tuple[tuple[str, str], ...] = ()
    """(post, name)."""
    found_at: str = ""
    """What stands before the address at the end of the text."""
    page_of: str = "{page} / {pages}"
    """How a page is numbered in the foot."""
    base: str = ""
    """Absolute address of the site: before addresses within it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A PDF that was made."""

    path: str
    """Of its file, relative to the cache folder."""
    size: int
    """Bytes."""
    pages: int
    digest: str
    """SHA-256, hexadecimal."""
