"""What goes to a process that renders, and what comes back; both can be pickled."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from vestnik.core.portal import Portal
from vestnik.output import Written
from vestnik.site.view import Reads


class Plan(Struct, frozen=True, kw_only=True):
    """What a process must know to render targets."""

    build: str
    """Differs from build to build: what a process remembers of another one is void."""
    portal: Portal
    content: Path
    output: Path
    ledger: Path
    catalogue: Path
    media: Path
    learnt: Path | None
    """Where it is remembered which words texts consist of; None: only in the process."""
    theme: Path
    override: Path | None
    templates_cache: Path
    assets: tuple[tuple[str, str], ...]
    """Plain name of a theme asset → its address."""
    files: tuple[tuple[str, Path], ...]
    """Output path of a made file (an asset, a social picture) → where its bytes are."""
    preview: bool = False
    archive: Path | None = None
    """Where replaced files are kept."""
    sibling: Path | None = None
    """Another output of the same site, in which a file that has left the sources may still be."""


class Rendered(Struct, frozen=True):
    """A target that stands in the output."""

    id: int
    written: Written
    reads: Reads
    kept: bytes = b""
    """What a target that is no file yields."""
