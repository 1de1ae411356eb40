"""What the texts of a found document say: the passage with the words, whether a phrase stands."""

from __future__ import annotations

from collections.abc import Sequence

from vestnik.attachments.media import PDF
from vestnik.core.model import Document
from vestnik.search.passages import SIZE, Passage, Piece, has_phrase, passage
from vestnik.search.records import files_of
from vestnik.site.reading import LedgerView

Stems = list[set[str]]
"""The stems of each word of a phrase."""


def says(view: LedgerView, document: Document, title: str, phrases: Sequence[Stems]) -> bool:
    """Whether all the phrases stand in a document or in its files."""
    if document.withdrawn is not None:
        return False
    texts = [title, document.lead, view.body(document.path).text]
    texts += [page for file in files_of(document) for page in view.file_text(file)]
    return all(any(has_phrase(text, one) for text in texts) for one in phrases)


def excerpt(
    view: LedgerView, document: Document, stems: frozenset[str]
) -> tuple[Passage, str, int]:
    """The passage, and the attachment and page that it comes from where the text has none; page 0
    where the file's pages have no numbers.
    """
    if document.withdrawn is not None:
        return (), "", 0
    text = "\n".join(part for part in (document.lead, view.body(document.path).text) if part)
    own = passage(text, stems)
    if own:
        return own, "", 0
    return _in_files(view, document, stems) or (_start(text), "", 0)


def _in_files(
    view: LedgerView, document: Document, stems: frozenset[str]
) -> tuple[Passage, str, int] | None:
    for path in files_of(document):
        file = view.file(path)
        for number, text in enumerate(view.file_text(path), 1):
            found = passage(text, stems)
            if found and file is not None:
                return found, file.url, number if file.facts.media_type == PDF else 0
    return None


def _start(text: str) -> Passage:
    """The beginning of a text, where no word of the query stands in it."""
    if len(text) <= SIZE:
        return (Piece(text.replace("\n", " ")),) if text else ()
    return (Piece(text[:SIZE].rpartition(" ")[0].replace("\n", " ") + "…"),)
