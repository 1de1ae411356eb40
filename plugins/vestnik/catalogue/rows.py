"""What the catalogue is asked for and gives: the rows of its tables as values."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from msgspec import Struct

from vestnik.catalogue.records import Record, Use
from vestnik.core.model import Derived, FileFacts

decode_facts = msgspec.json.Decoder(FileFacts).decode
decode_derived = msgspec.json.Decoder(tuple[Derived, ...]).decode

Reader = Callable[[list["Wanted"]], Iterable[tuple[str, Record | None]]]
"""Reads sources; gives the path of each that is there, with its record where the bytes are new."""
Describer = Callable[[list["FileRequest"]], Iterable["FileRecord"]]
"""Describes files and makes what is derived from them."""
NameKeys = Callable[[bytes], Iterable[str]]
"""The names of an encoded document by which others look it up."""


class Wanted(Struct, frozen=True):
    """A source to read."""

    path: str
    known: str
    """Digest of the bytes that need not be read again; empty for none."""


class FileRequest(Struct, frozen=True):
    """A file to describe."""

    path: str
    picture: bool
    """Used as a picture somewhere: variants are wanted."""


class FileRecord(Struct, frozen=True):
    """What was found of a file."""

    path: str
    facts: FileFacts
    derived: tuple[Derived, ...] = ()
    text: bytes = b""
    """Its text by page, packed, where it was just described; `Catalogue.file_text` has it later."""
    citations: bytes = b""
    """The acts that this text cites, where it was just described; opaque to the catalogue, which
    has them later in `Catalogue.file_citations`.
    """


class Tally(Struct, frozen=True):
    """What a refresh did."""

    sources: int
    read: int
    removed: int
    files: int


class LinkRow(Struct, frozen=True):
    """A link of a text or of the front matter to something of the site."""

    path: str
    target: str
    anchor: str
    line: int
    field: str
    text: str


class Accepted(Struct, frozen=True):
    """A source as it was last published."""

    digest: str
    """SHA-256 of its bytes."""
    facts: bytes
    """Encoded document."""
    body: bytes
    uses: tuple[Use, ...]


class UseRow(Struct, frozen=True):
    """A file that a source uses."""

    path: str
    use: Use


class Replaced(Struct, frozen=True):
    """A use of a file that has other bytes than were last published."""

    path: str
    use: Use
