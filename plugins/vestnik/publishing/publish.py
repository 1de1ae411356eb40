"""Publishing: the waiting tree is brought up to date by the difference, then it is served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from msgspec import structs

from vestnik.output import OutputError
from vestnik.publishing.differing import differing, settle
from vestnik.publishing.release_log import Release, compare
from vestnik.publishing.releases import Releases
from vestnik.site.build import build
from vestnik.site.request import Progress, Report, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What publishing did."""

    report: Report
    release: Release | None
    """None when the build was refused or nothing has changed."""


def publish(
    root: Path, request: Request, *, keep: int = 5, progress: Progress | None = None
) -> Outcome:
    """Makes and serves a new release of the site that `request` describes; its output is ignored.

    Raises OutputError when the folder cannot be used, or somebody else is publishing there.
    """
    if request.preview:
        raise OutputError("предварительный просмотр с черновиками не публикуется")
    if next(request.places.content.rglob("*.md"), None) is None:
        raise OutputError(f"в папке «{request.places.content}» нет ни одного материала")
    releases = Releases(root)
    with releases.locked(new=True):
        releases.claim_for(request.portal.url)
        outcome = make_release(releases, request, progress)
        releases.log.prune(keep)
        return outcome


def make_release(releases: Releases, request: Request, progress: Progress | None) -> Outcome:
    """The next release of a locked folder. The served tree is only read."""
    served, waiting = releases.served, releases.waiting
    releases.adopt(waiting)
    report = build(_into_tree(releases, request, served, waiting), progress)
    if not report.applied:
        return Outcome(report=report, release=None)
    if served:
        changes = differing(releases, served, waiting)
    else:
        changes = compare({}, releases.standing(waiting))
    if served and not changes:
        return Outcome(report=report, release=None)
    release = Release(
        number=releases.log.next_number(),
        moment=now_text(),
        tree=waiting,
        changes=changes,
    )
    releases.log.add(release)
    releases.switch(waiting)
    if served:
        settle(releases, served, waiting, changes)
    return Outcome(report=report, release=release)


def _into_tree(releases: Releases, request: Request, served: str, waiting: str) -> Request:
    """The cache is the publication's own: its catalogue keeps what was last published of every
    source, which no preview and no test build may change.
    """
    return structs.replace(
        request,
        places=structs.replace(request.places, cache=releases.cache),
        output=releases.tree(waiting),
        state=releases.state(waiting),
        archive=releases.archive,
        sibling=releases.tree(served) if served else None,
    )


def next_due(root: Path) -> tuple[str, str] | None:
    """(moment in UTC, source) of the first embargo, expiry or the like that the served release does
    not show yet, be it past or to come.
    """
    releases = Releases(root)
    if not releases.served or not (releases.state(releases.served) / "ledger.sqlite").is_file():
        return None
    with releases.ledger(releases.served) as ledger:
        return ledger.next_due(ledger.meta("now"))


def now_text() -> str:
    """This moment as the log writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
