"""Which items are offered as a PDF that the site makes itself, and where it stands."""

from __future__ import annotations

from vestnik.core.model import Document, Kind
from vestnik.core.portal import Portal

AUTO, NO = "auto", "no"

_KINDS = frozenset({Kind.DOCUMENT, Kind.REPORT})


def is_printed(document: Document, portal: Portal) -> bool:
    """Whether a PDF is made of an item: where its author asked for it, or where the settings ask
    for all acts and reports that have no PDF of their own (the scan of the original is none).
    """
    if document.kind not in _KINDS or document.withdrawn is not None:
        return False
    if document.pdf:
        return document.pdf == AUTO
    own = any(one.file.lower().endswith(".pdf") for one in document.attachments)
    return portal.pdf == AUTO and not own


def print_address(document: Document) -> str:
    """Where it stands: beside the page. No attached file comes to have such a name, since names
    are made without underscores.

    `/documents/adm/prikaz/2023/375/` → `/documents/adm/prikaz/2023/375/prikaz_375.pdf`.
    """
    kind = document.act.kind if document.act else "otchet"
    return f"{document.address}{kind}_{document.slug}.pdf"


def is_print_path(path: str) -> bool:
    """Whether a file of the output is such a PDF: no other has an underscore in its name."""
    return path.endswith(".pdf") and "_" in path.rpartition("/")[2]
