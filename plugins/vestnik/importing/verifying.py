"""Which old addresses would fail on the new site."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

from vestnik.core.model import Document


def failing(addresses: Iterable[str], documents: Iterable[Document]) -> dict[str, str]:
    """Those of `addresses` (one a line, whole or from the slash) that lead to no document, with the
    path of the draft that waits there, or an empty string.
    """
    alive: set[str] = set()
    drafts: dict[str, str] = {}
    for document in documents:
        keys = map(_key, (document.address, *document.redirect_from))
        if document.draft:
            drafts.update(dict.fromkeys(keys, document.path))
        else:
            alive.update(keys)
    lines = (line for line in map(str.strip, addresses) if line and not line.startswith("#"))
    return {line: drafts.get(_key(line), "") for line in lines if _key(line) not in alive}


def _key(address: str) -> str:
    """One spelling: no host, no last slash, letters as letters."""
    parts = urlsplit(address)
    path = quote(unquote(parts.path or "/")).rstrip("/").casefold()
    return f"{path}?{parts.query}" if parts.query else path
