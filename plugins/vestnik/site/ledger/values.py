"""What a ledger is told and tells."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from msgspec import Struct

from vestnik.site.lists import Membership

INNER = ":"
"""Begins the name of a target that is no file: what it yields is kept in the ledger (`keep`), for
other targets to be made of.
"""


class Target(Struct, frozen=True):
    """A file of the output: where it goes, which function makes it, and from what."""

    output: str
    """Path below the output root."""
    kind: str
    """Name of the function that renders it."""
    arguments: tuple[str, ...] = ()


class Marked(Struct, frozen=True):
    """A target that has to be rendered."""

    id: int
    target: Target


class Presence(Struct, frozen=True, kw_only=True):
    """What one source contributes to an output at one moment."""

    path: str
    facts: bytes
    """Encoded document; empty when it is not visible."""
    body: str = ""
    """Digest of the source: changes with the text."""
    keys: tuple[str, ...] = ()
    members: tuple[Membership, ...] = ()
    inferring: bool = False
    """It stands in further lists for what others say of it: see `uninferred`."""
    due: tuple[str, ...] = ()
    """Moments in UTC, ISO form, at which the clock may change it, past and future."""
    files: tuple[str, ...] = ()
    held: bool = False


def key_number(key: str) -> int:
    """A key as a signed 64-bit number. Two keys with one number cost a needless rendering."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), signed=True)


def moment_text(moment: datetime) -> str:
    """A moment as text that sorts by time: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
