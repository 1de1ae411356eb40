"""Where the search index lies, and whether it still says what the site says.

Kept apart from what makes the index, since most builds need not make it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from vestnik.site.ledger import INNER, Ledger

FOLDER = "search"
"""Where the index lies in the output."""
CLIENT = "now.js"
"""The search's script and the manifest: the one file of the index with a lasting name."""
SHARDS = f"{FOLDER}/shards/"
"""Where its immutable files lie: a host may let browsers keep them for ever."""
LISTS = "search/"
"""Lists of what is searched, one a month."""
BEFORE = "before"
"""Begins the name of a segment as the archive has taken it up, while there is a newer one."""
SEARCH_FILES = ("shard", "search-client")
"""Kinds of the targets that are made of what the index keeps in the ledger."""
ARCHIVE, RECENT = "/archive", "/recent"
"""End the names of segments: of which tier they are."""
SYNONYMS = "synonyms.txt"
"""The town's synonyms, in its own folder."""


def search_state(ledger: Ledger, own_synonyms: str) -> str:
    """Names all that the index is made of: segments, settings, code, the town's synonyms."""
    parts = (ledger.inner(INNER + LISTS), ledger.meta("ground"), own_synonyms)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def own_synonyms(override: Path | None) -> str:
    """The text of the town's own file of synonyms; empty where there is none."""
    return synonyms_file(override).decode("utf-8-sig", "replace")


def synonyms_file(override: Path | None) -> bytes:
    """The bytes of that file."""
    place = override / SYNONYMS if override else None
    return place.read_bytes() if place and place.is_file() else b""
