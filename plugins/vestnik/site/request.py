"""What a build is asked for and what it reports, and where the parts of a site lie."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from vestnik.core.portal import Portal
from vestnik.core.problems import Problem
from vestnik.settings import Places
from vestnik.site.verdict import Verdict

SEARCH_FOLDER = "whoosh"
"""Index of `vestnik search`, beside the ledger."""
Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done and how much there is."""


class Request(Struct, frozen=True, kw_only=True):
    """What to build."""

    portal: Portal
    places: Places
    output: Path
    now: datetime
    """The moment at which the site is shown; an input, never the clock's own word."""
    preview: bool = False
    """Show drafts and what is under embargo, marked as such."""
    workers: int = 0
    executor: str = ""
    """A cluster that does what is much: `dask://host:port`."""
    verify: bool = False
    """Compare every file of the output with its digest, and write anew what differs."""
    hold_faulty: bool = False
    """Publish the rest; faulty items keep their last good version."""
    state: Path | None = None
    """Folder of the ledger; beside the catalogue where not given."""
    archive: Path | None = None
    """Folder that keeps every replaced or removed file, named by its digest."""
    sibling: Path | None = None
    """Another output of the site, in which files of held items may still be."""
    dry: bool = False
    """Only judge."""
    search_later: bool = False
    """Leave the search index as it is: the next build without this makes up for it."""


class Report(Struct):
    """What a build did."""

    verdict: Verdict
    applied: bool = False
    """The output was brought up to date; False when the build only judged or was refused."""
    sources: int = 0
    read: int = 0
    rendered: int = 0
    written: list[str] = field(default_factory=list)
    """Output paths whose bytes are new."""
    removed: list[str] = field(default_factory=list)
    next_due: tuple[str, str] | None = None
    """Moment (UTC) and source of the next embargo, expiry or other date that the clock will cross.
    """
    held: list[str] = field(default_factory=list)
    """Sources with errors that are shown as they were last published."""
    absent: list[str] = field(default_factory=list)
    """Sources with errors that are not shown at all: new ones, and withdrawn ones that clash."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Where the time went, by step."""

    @property
    def problems(self) -> list[Problem]:
        """Everything that was found wrong."""
        return self.verdict.problems

    @property
    def refused(self) -> bool:
        """Whether the build stopped before changing anything."""
        return self.verdict.blocking


class Site(Struct, frozen=True, kw_only=True):
    """A built site and where its parts lie, for those who ask it."""

    portal: Portal
    ledger: Path
    catalogue: Path
    folder: Path
    """Of the Whoosh index."""
    lock: Path
    override: Path | None


def catalogue_path(request: Request) -> Path:
    """Where the catalogue is: one for each content folder."""
    return request.places.cache / "catalogue.sqlite"


def site_of(request: Request) -> Site:
    """Where the parts of the site lie that a request builds, for those who ask it."""
    state = state_folder(request)
    return Site(
        portal=request.portal,
        ledger=state / "ledger.sqlite",
        catalogue=catalogue_path(request),
        folder=state / SEARCH_FOLDER,
        lock=request.places.cache / "lock",
        override=request.places.override,
    )


def state_folder(request: Request) -> Path:
    """Where the ledger is: one for each output folder."""
    if request.state is not None:
        return request.state
    place = str(request.output.resolve())
    return request.places.cache / f"output-{hashlib.sha256(place.encode()).hexdigest()[:16]}"
