"""Keeps the officers' page true while a version is checked and published."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from vestnik.core.problems import Severity, errors
from vestnik.output import Output
from vestnik.publishing.publish import Outcome
from vestnik.publishing.release_log import FileChange
from vestnik.publishing.releases import Releases
from vestnik.publishing.status import discretion, page
from vestnik.publishing.status.page import Published, Status, Step
from vestnik.site.ledger import owner_of
from vestnik.site.reading import open_view
from vestnik.site.request import Request

FOLDER = "status"
"""Beside `current`: what the web server gives at `/status/`."""
_ASSETS = Path(__file__).parent
_PAGE = "/index.html"
_FILES = ("status.json", "index.html")
_UNTOLD = "Сборка не удалась не из-за материалов; причину видит веб-мастер."


class Reporter:
    """Writes the page of one published folder."""

    def __init__(
        self, root: Path, request: Request, *, revision: str = "", full: bool = False
    ) -> None:
        """`full`: the page is closed to the public, and names the problems of drafts, too."""
        self._releases = Releases(root)
        self._request = request
        self._full = full
        self._before: dict[str, bytes] = {}
        self._status = Status(
            step=Step.CHECKING,
            moment=request.portal.local(request.now),
            site=request.portal.name,
            url=request.portal.url,
            revision=revision,
        )

    def checking(self) -> None:
        """«Проверяется»."""
        self._before = self._standing()
        self._write(self._status)

    def failed(self, why: str) -> None:
        """Nothing could be done: a wrong folder, a full disk. The reason may name places on the
        server.
        """
        trouble = why if self._full else _UNTOLD
        self._write(dataclasses.replace(self._status, step=Step.REFUSED, trouble=trouble))

    def done(self, outcome: Outcome) -> None:
        """What came of it."""
        report, release = outcome.report, outcome.release
        wrong = errors(report.problems)
        found = discretion.Shown(wrong, 0)
        if not self._full:
            found = discretion.public_part(
                wrong,
                self._request.places.content,
                self._releases.cache / "catalogue.sqlite",
                self._status.moment,
            )
        step = Step.REFUSED
        if report.applied:
            step = Step.PUBLISHED if release else Step.UNCHANGED
        if step is Step.UNCHANGED and not wrong and _tells_of_success(self._before):
            self._restore()  # what the last release changed is of more interest
            return
        warnings = sum(one.severity is Severity.WARNING for one in report.problems)
        self._write(
            dataclasses.replace(
                self._status,
                step=step,
                release=release.number if release else 0,
                pages=self._pages(release.changes) if release else (),
                problems=found.problems,
                withheld=found.withheld,
                warnings=warnings,
                held=tuple(report.held),
            )
        )

    def _standing(self) -> dict[str, bytes]:
        """The page as it is."""
        root = self._releases.root / FOLDER
        return {name: (root / name).read_bytes() for name in _FILES if (root / name).is_file()}

    def _restore(self) -> None:
        output = Output(self._releases.root / FOLDER)
        for name, kept in self._before.items():
            output.write(name, kept)

    def _write(self, status: Status) -> None:
        write(self._releases.root, status)

    def _pages(self, changes: Sequence[FileChange]) -> tuple[Published, ...]:
        """The items among the changed files, new ones first; lists that show them go unnamed."""
        ledger = self._releases.state(self._releases.served) / "ledger.sqlite"
        catalogue = self._releases.cache / "catalogue.sqlite"
        found = []
        view = open_view(ledger, catalogue, self._request.portal, {})
        try:
            for change in sorted(changes, key=lambda one: (bool(one.old), one.path)):
                if not change.path.endswith(_PAGE):
                    continue
                sort, _, source = owner_of(ledger, change.path).partition(":")
                address = "/" + change.path.removesuffix("index.html")
                document = view.document(source) if sort == "item" else None
                if document is not None:
                    found.append(Published(document.address, document.title, new=not change.old))
                elif not change.new and change.path.count("/") > _DEPTH_OF_LISTS:
                    found.append(Published(address, "", gone=True))
        finally:
            view.close()
        return tuple(found)


def write(root: Path, status: Status) -> None:
    """Writes the page of a published folder."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    output = Output(folder)
    for name in ("status.css", "status.js"):
        output.write(name, (_ASSETS / name).read_bytes())
    output.write("status.json", page.data(status))
    output.write("index.html", page.render(status))


def report_failure(root: Path, why: str, *, full: bool) -> None:
    """The settings themselves are wrong: neither the site's name nor its time zone is known."""
    trouble = why if full else "В настройках сайта ошибка; её назовёт vestnik check."
    status = Status(step=Step.REFUSED, moment=datetime.now().astimezone(), trouble=trouble)
    if (root / FOLDER).is_dir():
        write(root, status)


def _tells_of_success(standing: dict[str, bytes]) -> bool:
    said = standing.get("status.json", b"")
    return any(f'"{step.value}"'.encode() in said for step in (Step.PUBLISHED, Step.UNCHANGED))


_DEPTH_OF_LISTS = 3
"""Slashes in the path of a page above which it was an item's: only those that are gone are told by
it, since nobody knows any more whose they were.
"""
