"""What the site shows of a source: as it is, or, while it has errors, as it was last published.

`vestnik publish --hold-faulty` publishes all the rest and keeps the last good version of each item
with errors. What was meant to disappear never comes back that way: a draft, an item that is
withdrawn, put under embargo or expired, or one whose fault may hide that it is one of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from vestnik.catalogue.records import Use, decode_body, decode_document
from vestnik.catalogue.rows import Accepted
from vestnik.catalogue.store import Catalogue
from vestnik.core.citation import Citation
from vestnik.core.model import Document
from vestnik.core.patterns import byte_regex
from vestnik.core.problems import errors
from vestnik.site.citing import decode_citations
from vestnik.site.lists import keys_of, visible
from vestnik.site.redirects import page_path
from vestnik.site.verdict import Verdict

_HIDING = ("draft", "withdrawn", "expires")
"""Fields that take an item off the site: a fault in one of them is no reason to show it."""
_TYPED = byte_regex(rb"^[ \t\"']*(draft|withdrawn|expires)\b", re.IGNORECASE | re.MULTILINE)


class Version(Struct, frozen=True):
    """A source as the site shows it."""

    document: Document
    facts: bytes
    """The encoded document."""
    digest: str
    """SHA-256 of the source's bytes."""
    files: tuple[str, ...]
    citations: tuple[Citation, ...] = ()
    """Acts that the text names."""
    in_files: tuple[Citation, ...] = ()
    """Acts that the text of its files names."""
    held: bool = False
    """It is the last good version, not the present one."""


def present_version(catalogue: Catalogue, path: str) -> Version | None:
    """A source as it is now; None when it could not be read."""
    facts = catalogue.facts(path)
    if facts is None:
        return None
    document = decode_document(facts)
    body = catalogue.citing_body(path)
    files = _files(document, catalogue.uses(path))
    return Version(
        document,
        facts,
        catalogue.digest(path),
        files,
        decode_body(body).citations if body else (),
        _in_files(catalogue, files),
    )


class Holder:
    """Chooses the version of every source with errors."""

    def __init__(
        self,
        catalogue: Catalogue,
        content: Path,
        verdict: Verdict,
        now: datetime,
        *,
        preview: bool = False,
    ) -> None:
        """In a `preview` drafts are shown, too, and held like all the rest."""
        faulty = verdict.faulty_paths | frozenset(verdict.clashing)
        self.paths = faulty & frozenset(catalogue.paths()) if faulty else faulty
        """Sources that are not shown as they are."""
        self.absent: list[str] = []
        """Those asked for that are not shown at all, though they were meant to be."""
        self._catalogue = catalogue
        self._content = content
        self._clashing = frozenset(verdict.clashing)
        self._now = now
        self._preview = preview
        self._doubtful: dict[str, set[str]] = {}
        for problem in errors(verdict.problems):
            typed = problem.field.partition("[")[0].partition(".")[0]
            named = {name for name in _HIDING if name == typed or f"«{name}»" in problem.remedy}
            self._doubtful.setdefault(problem.path, set()).update(named)

    def version(self, path: str) -> Version | None:
        """What is shown of a source of `paths`; None for nothing."""
        present = present_version(self._catalogue, path)
        if present is not None:
            if present.document.withdrawn and path not in self._clashing:
                return present  # nothing of it is shown but that it is withdrawn
            if not visible(present.document, self._now, preview=self._preview):
                return present
            if present.document.withdrawn:
                return None
        held = self._last_good(path, unread=present is None)
        if held is None:
            self.absent.append(path)
        return held

    def _last_good(self, path: str, *, unread: bool) -> Version | None:
        accepted = self._catalogue.hold(path)
        document = _decode(accepted) if accepted else None
        if accepted is None or document is None:
            return None
        doubtful = self._typed(path) if unread else self._doubtful.get(path, set())
        if document.expires is not None:
            doubtful = doubtful - {"expires"}
        if doubtful or self._is_taken(path, document):
            return None
        files = _files(document, accepted.uses)
        return Version(
            document,
            accepted.facts,
            accepted.digest,
            files,
            decode_body(accepted.body).citations,
            _in_files(self._catalogue, files),
            held=True,
        )

    def _typed(self, path: str) -> set[str]:
        """Which hiding fields stand in a source that could not be read, in whatever encoding."""
        try:
            data = (self._content / path).read_bytes()
        except OSError:
            return set()
        return {found.decode().lower() for found in _TYPED.findall(data.replace(b"\0", b""))}

    def _is_taken(self, path: str, document: Document) -> bool:
        """Whether a sound source has taken a name that the last good version had."""
        names = [*keys_of(document), *filter(None, map(page_path, document.redirect_from))]
        owners = {owner for name in names for owner in self._catalogue.named(name)}
        return not owners <= {path} | self.paths


def _decode(accepted: Accepted) -> Document | None:
    """The document, unless another version of Vestnik has kept it in another form."""
    try:
        decode_body(accepted.body)
        return decode_document(accepted.facts)
    except msgspec.DecodeError:
        return None


def _files(document: Document, uses: Sequence[Use]) -> tuple[str, ...]:
    """The files that are published with a document: none with a withdrawn one."""
    if document.withdrawn is not None:
        return ()
    return tuple(sorted({use.file for use in uses}))


def _in_files(catalogue: Catalogue, files: Sequence[str]) -> tuple[Citation, ...]:
    kept = (catalogue.file_citations(file) for file in files)
    return tuple(one.citation for found in kept for one in decode_citations(found))
