"""The search service: a WSGI application that answers with pages which need no script.

    GET /search/?q=…      the search page with its answer; /search/en/ and /en/search/ in English

The pages are made by the theme's templates, with the frame and the files that the site was last
published with. Each thread has an open index of its own; `keep_up`, in a thread of its own, writes
the index anew after a build. Nothing that is asked is written down.
"""

from __future__ import annotations

import contextlib
import re
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vestnik.output import OutputError
from vestnik.search.whoosh_index import stamp
from vestnik.site import presenters
from vestnik.site.asking import Asker, Fingerprint, Question, fingerprint
from vestnik.site.contexts import Page
from vestnik.site.policy import HEADERS
from vestnik.site.presenters.answers import answered
from vestnik.site.reading import open_view
from vestnik.site.request import Site
from vestnik.site.search_address import PER_PAGE, Asked, read
from vestnik.site.theming import (
    ThemeEnvironment,
    load_translations,
    make_environment,
    render_page,
)

LONGEST_ADDRESS = 4096
"""Characters of a query string."""
_PATH = re.compile(r"/(?:(?P<before>[a-z]{2,3})/)?search/?(?:(?P<after>[a-z]{2,3})/?)?")
_HTML, _TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
_PLAIN = {
    "400 Bad Request": "Запрос не понят.",
    "404 Not Found": "Такой страницы нет.",
    "405 Method Not Allowed": "Здесь можно только искать.",
    "414 URI Too Long": "Запрос слишком длинный.",
    "500 Internal Server Error": "Поиск сломался. Мы уже записали ошибку; повторите позже.",
    "503 Service Unavailable": "Поиск ещё готовится. Повторите через минуту.",
}

Start = Callable[[str, list[tuple[str, str]]], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Where the templates of the pages are."""

    theme: Path
    override: Path | None
    cache: Path


class _Desk:
    """What one thread has open. SQLite and Whoosh want each thread to open its own."""

    def __init__(self, site: Site, look: Look) -> None:
        self.site = site
        self._look = look
        self._asker = Asker(site)
        self._environments: dict[str, ThemeEnvironment] = {}
        self._assets: dict[str, str] = {}
        self._seen: Fingerprint | None = None

    def close(self) -> None:
        """Lets all files go."""
        self._asker.close()

    def page(self, lang: str, asked: Asked) -> bytes:
        """The page of an answer."""
        answer = None
        if asked.q:
            answer = self._asker.ask(
                Question(
                    text=asked.q,
                    chosen=asked.chosen,
                    first=(asked.page - 1) * PER_PAGE,
                    count=PER_PAGE,
                    newest=asked.newest,
                    literal=asked.exact,
                    plain=True,
                )
            )
        site = self.site
        self._see()
        view = open_view(site.ledger, site.catalogue, site.portal, self._assets)
        with contextlib.closing(view):
            made: Page = answered(view, lang, asked, answer)
            frame = presenters.frame(view, lang, "")
        html = render_page(
            self._environment(lang), presenters.template_of(made), made, frame, site.portal
        )
        return html.encode()

    def _see(self) -> None:
        """The theme's files may have other names, and its sentences other words, after a build."""
        now = fingerprint(self.site.ledger)
        if now == self._seen:
            return
        view = open_view(self.site.ledger, self.site.catalogue, self.site.portal, {})
        with contextlib.closing(view):
            self._assets = view.published_assets()
        self._environments.clear()
        self._seen = now

    def _environment(self, lang: str) -> ThemeEnvironment:
        known = self._environments.get(lang)
        if known is None:
            look = self._look
            known = self._environments[lang] = make_environment(
                look.theme, lang, override=look.override, cache=look.cache
            )
        return known


class SearchService:
    """The WSGI application."""

    def __init__(self, locate: Callable[[], Site], look: Look) -> None:
        """`locate` tells where the site lies now: a publication has two trees that take turns.

        Raises OutputError when the site was never built, or has no search.
        """
        self._locate = locate
        self._look = look
        self._local = threading.local()
        presenters.speak(lambda lang: load_translations(look.theme, lang, look.override))
        Asker(locate()).close()

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answers a request."""
        method = environ.get("REQUEST_METHOD", "GET")
        status, kind, body = self._answer(method, environ)
        headers = [("Content-Type", kind), ("Content-Length", str(len(body))), *HEADERS]
        if status.startswith("405"):
            headers.append(("Allow", "GET, HEAD"))
        if status.startswith("503"):
            headers.append(("Retry-After", "60"))
        start(status, headers)
        return [] if method == "HEAD" else [body]

    def _answer(self, method: str, environ: dict[str, Any]) -> tuple[str, str, bytes]:
        if method not in ("GET", "HEAD"):
            return _plain("405 Method Not Allowed")
        query = environ.get("QUERY_STRING", "")
        if len(query) > LONGEST_ADDRESS:
            return _plain("414 URI Too Long")
        try:
            asked = read(query)
        except ValueError:
            return _plain("400 Bad Request")
        return self._page(environ.get("PATH_INFO", ""), asked)

    def _page(self, path: str, asked: Asked) -> tuple[str, str, bytes]:
        try:
            lang = self._language(path)
            if not lang:
                return _plain("404 Not Found")
            return "200 OK", _HTML, self._desk().page(lang, asked)
        except OutputError as error:
            print(f"Поиск не отвечает: {error}", file=sys.stderr)  # noqa: T201 - the service's log
            return _plain("503 Service Unavailable")
        except Exception:  # noqa: BLE001 - whatever it is, the reader gets a sentence, we the trace
            traceback.print_exc()
            self._drop()
            return _plain("500 Internal Server Error")

    def _language(self, path: str) -> str:
        """The language that a path asks for; empty where the path is none of ours."""
        found = _PATH.fullmatch(path)
        if found is None or (found["before"] and found["after"]):
            return ""
        portal = self._locate().portal
        lang = found["before"] or found["after"] or portal.lang
        return lang if lang in portal.languages else ""

    def _desk(self) -> _Desk:
        site = self._locate()
        desk: _Desk | None = getattr(self._local, "desk", None)
        if desk is not None and not stamp(site.folder):
            return desk  # the other tree is served by now, and its index is being written
        if desk is None or desk.site.ledger != site.ledger:
            self._drop()
            desk = self._local.desk = _Desk(site, self._look)
        return desk

    def _drop(self) -> None:
        desk: _Desk | None = getattr(self._local, "desk", None)
        if desk is not None:
            desk.close()
        self._local.desk = None


def _plain(status: str) -> tuple[str, str, bytes]:
    return status, _TEXT, (_PLAIN[status] + "\n").encode()


def bring_up(site: Site, known: Fingerprint) -> Fingerprint:
    """Writes the index anew if the ledger is not as it was `known`; returns how it is now.

    Raises OutputError while another command does so.
    """
    now = fingerprint(site.ledger)
    if now != known:
        asker = Asker(site)
        try:
            asker.bring_up()
        finally:
            asker.close()
    return now


def keep_up(locate: Callable[[], Site], stop: threading.Event, every: float) -> None:
    """Keeps the index up with the builds until `stop` is set, looking `every` so many seconds."""
    known: dict[Path, Fingerprint] = {}
    while not stop.is_set():
        try:
            site = locate()
            known[site.ledger] = bring_up(site, known.get(site.ledger, ()))
        except OutputError as error:
            print(f"Указатель не обновлён: {error}", file=sys.stderr)  # noqa: T201
        except Exception:  # noqa: BLE001 - it is tried again; the open index goes on answering
            traceback.print_exc()
        stop.wait(every)
