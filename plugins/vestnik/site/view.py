"""What a target may ask about the site, each question recorded as a dependency.

A render function sees the rest of the site only through a `View`. Every lookup, hit or miss, is
noted in `View.reads`; the ledger keeps those notes, and a change makes dirty just the targets that
asked about it. There are two sorts of notes: *keys* (something looked up by name, found or not) and
*ranges* (the part of a list that was looked at: whoever enters, leaves or changes within it
concerns the reader).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from vestnik.core.citation import FileCitation
from vestnik.core.model import Body, Derived, Document, FileFacts
from vestnik.core.portal import Portal

if TYPE_CHECKING:
    from vestnik.printing.sheet import Printed, Sheet
    from vestnik.search.analysis import Words

NEWEST = 2**63 - 1
OLDEST = -(2**63)


class PublishedFile(Struct, frozen=True, kw_only=True):
    """An attachment or picture as the site publishes it."""

    facts: FileFacts
    url: str
    """Address of the file as it is, `/documents/…/prikaz.pdf`; for pictures the cleaned full size.
    """
    derived: tuple[Derived, ...] = ()

    def derived_url(self, derived: Derived) -> str:
        """Address of a file made from this one."""
        return self.url.rpartition(".")[0] + derived.suffix


def published_url(url: str, derived: Sequence[Derived]) -> str:
    """Address of a file as published: a picture's cleaned full size may have another extension."""
    full = next((made.suffix for made in derived if made.suffix.startswith(".")), "")
    return url.rpartition(".")[0] + full if full else url


class Reads(Struct):
    """What a target has asked for."""

    keys: set[str] = field(default_factory=set)
    ranges: set[tuple[str, int, int]] = field(default_factory=set)
    """(list, lowest position, highest position), both included."""


class View(Protocol):
    """The questions that a render function may ask.

    Lists are named ordered sets of visible documents, newest first: `news`, `news/2026/11`,
    `section/obrazovanie`, `kind/prikaz/2023`, `children/gorod` (see `lists.py`). A list in another
    language than the site's first carries it in front: `en:news`.
    """

    portal: Portal
    preview: bool

    def document(self, reference: str) -> Document | None:
        """The visible document at an address, a source path or an act key; None if none. An act
        key for any issuer (`act:*|…`) is answered only where one act alone has it.
        """

    def body(self, path: str) -> Body:
        """The text of the document of that source path, which must be visible."""

    def words(self, path: str) -> Words:
        """The words of the document of that source path, which must be visible."""

    def file(self, path: str) -> PublishedFile | None:
        """The attachment or picture at that content path; None unless something visible uses it."""

    def file_text(self, path: str) -> tuple[str, ...]:
        r"""The text of the PDF at that content path, one string a page (`text[0]` is page 1), with
        `\n` between lines; empty strings for pages without words. No pages where the file is not
        published or holds no text. A dependency on that file, as `file` is.
        """

    def file_citations(self, path: str) -> tuple[FileCitation, ...]:
        """The acts that the text of the PDF at that content path cites, each once, in its order.
        A dependency on that file, as `file` is.
        """

    def printed(self, sheet: Sheet) -> Printed:
        """The PDF of a sheet. It depends on the sheet alone, so nothing is noted."""

    def newest(self, name: str, count: int) -> Sequence[Document]:
        """The newest `count` of a list."""

    def all(self, name: str) -> Sequence[Document]:
        """A whole list, newest first. For lists that are bounded by nature: a month, the children
        of a page.
        """

    def between(self, name: str, low: int, high: int) -> Sequence[Document]:
        """The members of a list at these positions, both included, newest first."""

    def before(self, name: str, document: Document, count: int) -> Sequence[Document]:
        """Up to `count` members of a list that come before `document` in time, newest of them
        first.
        """

    def neighbours(self, name: str, document: Document) -> tuple[Document | None, Document | None]:
        """The next newer and the next older member of a list."""

    def count(self, name: str) -> int:
        """How many members a list has, without looking at them."""

    def months(self, name: str) -> Sequence[tuple[int, int]]:
        """(year, month) of the months of a list that have members, newest first."""

    def lists(self, parent: str) -> Sequence[str]:
        """Names of the lists right below `parent`: `kind` → `kind/prikaz`, `kind/prikaz` →
        `kind/prikaz/2023`.
        """

    def asset(self, name: str) -> str:
        """Address of a theme asset by its plain name: `site.css` → `/theme/site.1f2e3d4c.css`."""
