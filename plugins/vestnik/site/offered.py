"""The files that a document offers for download."""

from __future__ import annotations

from vestnik.core.model import Document


def files_of(document: Document) -> list[tuple[str, str]]:
    """(path, title) of each, in the order in which its page shows them."""
    found = [(one.file, one.title) for one in document.attachments]
    if document.act is not None and document.act.signed_copy:
        found.append((document.act.signed_copy, ""))
    return found
