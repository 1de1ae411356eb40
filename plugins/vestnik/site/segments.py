"""Segments: what a month's documents say, as the files of the search index are made of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vestnik.core.model import Document
from vestnik.search.browser_records import month_of
from vestnik.search.records import files_of, indexed
from vestnik.search.segments import encode_segment, segment
from vestnik.site.counting import with_files, write_down
from vestnik.site.presenters.status_words import status_key
from vestnik.site.view import View

_ENDED = frozenset({"suspended", "repealed", "annulled", "expired", "withdrawn"})
"""Statuses of acts that come after those in force."""


def make_segment(view: View, learnt: Path | None, name: str, low: str, high: str) -> bytes:
    """The encoded segment of a part of a month's list. The folder `learnt` remembers the words of
    files.
    """
    documents = view.between(name, int(low), int(high))
    found = []
    for document in documents:
        texts = [view.file_text(file) for file in files_of(document)]
        counted = with_files(view.words(document.path), filter(any, texts), learnt)
        found.append(indexed(document, counted, view.portal, ended=_is_ended(view, document)))
    write_down()
    _, year, month = name.split("/")
    return encode_segment(segment(month_of(date(int(year), int(month), 1)), found))


def _is_ended(view: View, document: Document) -> bool:
    """Whether the page of an act says that it is no longer in force, or withdrawn."""
    return document.act is not None and status_key(view, document) in _ENDED
