"""Which old addresses would fail on the new site."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

from vestnik.core.model import Document


def failing(addresses: Iterable[str], documents: Iterable[Document]) -> list[str]:
    """Those of `addresses` (one a line, whole or from the slash) that lead to no document."""
    alive: set[str] = set()
    for document in documents:
        if not document.draft:
            alive.update(map(_key, (document.address, *document.redirect_from)))
    return [line for line in map(str.strip, addresses) if line and _key(line) not in alive]


def _key(address: str) -> str:
    """One spelling: no host, no last slash, letters as letters."""
    parts = urlsplit(address)
    path = quote(unquote(parts.path or "/")).rstrip("/").casefold()
    return f"{path}?{parts.query}" if parts.query else path
