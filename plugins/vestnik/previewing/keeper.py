"""Keeps the preview fresh: builds on demand, remembers what came of it, tells those who wait."""

from __future__ import annotations

import contextlib
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct, structs

from vestnik.core.model import Document
from vestnik.core.problems import Problem
from vestnik.output import PREVIEW, OutputError
from vestnik.settings import SettingsError
from vestnik.site.build import build
from vestnik.site.ledger import owner_of
from vestnik.site.reading import open_view
from vestnik.site.request import Progress, Report, Request, site_of

_INNER_FAULT = "внутренняя ошибка программы; подробности — в окне, где запущен vestnik preview"


class State(Struct, frozen=True, kw_only=True):
    """What there is to see."""

    number: int = 0
    """Grows whenever a page that is open should be loaded anew."""
    ready: bool = False
    """The site has been built at least once."""
    problems: Sequence[Problem] = ()
    trouble: str = ""
    """Why the last build could not do its work; empty when it could."""
    held: Sequence[str] = ()
    """Sources with errors that are shown as they last were without."""
    absent: Sequence[str] = ()
    """Sources with errors that are not shown at all."""
    written: int = 0
    """Files that the last build changed."""
    seconds: float = 0.0
    """How long the last build took."""


def preview_request(request: Request) -> Request:
    """The request for a preview of the same site: with drafts, in a cache and an output of its own,
    below the site's cache.
    """
    home = request.places.cache / PREVIEW
    return structs.replace(
        request,
        places=structs.replace(request.places, cache=home),
        output=home / "site",
        preview=True,
        hold_faulty=True,
        search_later=True,
    )


class Keeper:
    """The preview of one site."""

    def __init__(self, ask: Callable[[], Request]) -> None:
        """`ask` gives the request for a preview at this moment; it may raise SettingsError."""
        self._ask = ask
        self._building = threading.Lock()
        self._changed = threading.Condition()
        self._state = State()
        self._request: Request | None = None
        self._search_is_old = False

    @property
    def state(self) -> State:
        """What there is to see now."""
        return self._state

    @property
    def output(self) -> Path | None:
        """The folder of the built files; None before the first build."""
        return self._request.output if self._request else None

    @property
    def now(self) -> datetime | None:
        """The moment that is shown, in the site's time zone."""
        return self._request.portal.local(self._request.now) if self._request else None

    def refresh(self, progress: Progress | None = None) -> State:
        """Brings the preview up to date. Whatever goes wrong becomes part of what is seen."""
        with self._building:
            started = time.perf_counter()
            report, trouble = self._build(progress)
            self._tell(report, trouble, time.perf_counter() - started)
            return self._state

    def refresh_search(self) -> None:
        """Brings the search index up to date: nobody waits for it but who searches."""
        with self._building:
            if not self._search_is_old or self._request is None:
                return
            with contextlib.suppress(OutputError):  # the next who searches tries again
                build(structs.replace(self._request, search_later=False))
                self._search_is_old = False

    def wait(self, seen: int, seconds: float) -> State:
        """Waits till there is something else to see than what `seen` numbers, but not for ever."""
        with self._changed:
            self._changed.wait_for(lambda: self._state.number != seen, seconds)
            return self._state

    # --- questions of the server --------------------------------------------------------------

    def document_at(self, output: str) -> Document | None:
        """The item whose page stands at a path of the output."""
        if self._request is None:
            return None
        owner = owner_of(site_of(self._request).ledger, output)
        sort, _, path = owner.partition(":")
        if sort != "item":
            return None
        return next(iter(self._documents(lambda view: [view.document(path)])), None)

    def unpublished(self) -> Sequence[Document]:
        """Drafts and what is under embargo, the latest date first."""
        return self._documents(lambda view: view.all("unpublished"))

    def _documents(self, ask: Callable[..., Sequence[Document | None]]) -> Sequence[Document]:
        if self._request is None:
            return []
        site = site_of(self._request)
        view = open_view(site.ledger, site.catalogue, site.portal, {}, preview=True)
        try:
            return [one for one in ask(view) if one is not None]
        finally:
            view.close()

    # --- within -------------------------------------------------------------------------------

    def _build(self, progress: Progress | None) -> tuple[Report | None, str]:
        try:
            request = self._ask()
            report = build(request, progress)
        except (SettingsError, OutputError) as error:
            return None, str(error)
        except Exception:  # noqa: BLE001 - a preview outlives whatever a text does to it
            traceback.print_exc()
            return None, _INNER_FAULT
        self._request = request
        self._search_is_old = True
        return report, ""

    def _tell(self, report: Report | None, trouble: str, seconds: float) -> None:
        old = self._state
        new = structs.replace(old, trouble=trouble, seconds=seconds, written=0)
        if report is not None:
            new = structs.replace(
                new,
                ready=True,
                problems=tuple(report.problems),
                held=tuple(report.held),
                absent=tuple(report.absent),
                written=len(report.written) + len(report.removed),
            )
        is_news = new.written or _words(new) != _words(old)
        with self._changed:
            self._state = structs.replace(new, number=old.number + bool(is_news))
            self._changed.notify_all()


def _words(state: State) -> tuple[object, ...]:
    """What a page says about the build."""
    return state.ready, state.trouble, state.problems, state.held, state.absent
