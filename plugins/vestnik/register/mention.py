"""A citation on its way through the finder, with what its neighbours need to know."""

from __future__ import annotations

from msgspec import Struct

from vestnik.core.citation import Citation
from vestnik.register.requisites import Requisites


class Mention(Struct):
    """One citation and where it stands."""

    citation: Citation
    kind_start: int
    """Of the word of its kind; of the number, where a list gave the kind."""
    tail: int
    """Where its title ends, or its issuer, or its number."""
    requisites: Requisites
    inner: bool = False
    """Stands in brackets behind another, or within a title."""
    root_before: Mention | None = None
    """The last one before it that is not inner."""
