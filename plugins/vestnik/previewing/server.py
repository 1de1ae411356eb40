"""The preview's web server: this machine only, this site's own name only, nothing is written."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from vestnik.core.problems import Severity
from vestnik.output import OutputError
from vestnik.previewing import panel
from vestnik.previewing.keeper import Keeper
from vestnik.previewing.panel import OWN
from vestnik.site.policy import HEADERS

HOST = "127.0.0.1"
_ASSETS = Path(__file__).parent / "assets"
_HTML = "text/html; charset=utf-8"
_TYPES = {
    ".atom": "application/atom+xml",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".html": _HTML,
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".rss": "application/rss+xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_PATIENCE = 25.0
"""Seconds after which a waiting page is told that nothing has happened."""
_ADMIN = "admin/"
"""The form: the only page that a strict policy would break, and that is no page of an item."""
_FOR_EVER = "public, max-age=31536000, immutable"
"""Files of the theme are named by their content, as on any server."""


class PreviewServer(ThreadingHTTPServer):
    """Serves what a keeper keeps fresh. Threads end with the server."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, keeper: Keeper, port: int) -> None:
        """Port 0 takes any that is free. Raises OutputError when the port is taken."""
        self.keeper = keeper
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            raise OutputError(
                f"порт {port} занят другой программой; укажите другой: --port {port + 1}"
            ) from error
        self.names = {f"{name}:{self.server_port}" for name in (HOST, "localhost")}
        """What the Host header may say: a foreign page whose name leads here gets nothing."""

    @property
    def url(self) -> str:
        """The address of the home page."""
        return f"http://{HOST}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up amid an answer is no news."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        """Answers with a page, a file, or the news."""
        if self.headers.get("Host", "").lower() not in self.server.names:
            self._plain(HTTPStatus.MISDIRECTED_REQUEST, "Так этот сайт не называется.")
            return
        address = urlsplit(self.path)
        path = unquote(address.path)
        if path == f"{OWN}events":
            self._events(parse_qs(address.query).get("since", [""])[0])
        elif path.startswith(OWN):
            self._own(path.removeprefix(OWN))
        else:
            self._of_site(path)

    do_HEAD = do_GET  # noqa: N815 - the base class looks for this name

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base's
        """Say nothing: the window is for what was built."""

    def version_string(self) -> str:
        """Nobody needs to know more."""
        return "vestnik"

    # --- what is the preview's own ------------------------------------------------------------

    def _own(self, name: str) -> None:
        keeper = self.server.keeper
        if name in {"preview.js", "preview.css"}:
            self._send(HTTPStatus.OK, _type(name), (_ASSETS / name).read_bytes())
        elif name:
            self._plain(HTTPStatus.NOT_FOUND, "Такой страницы нет.")
        elif keeper.output is None:
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, _HTML, panel.waiting(keeper.state))
        else:
            page = panel.overview(keeper.state, keeper.unpublished(), keeper.now)
            self._send(HTTPStatus.OK, _HTML, page)

    def _events(self, since: str) -> None:
        """Server-sent events: the number of the state, at once when it is not the known one."""
        self.send_response(HTTPStatus.OK)
        self._headers("text/event-stream; charset=utf-8", close=True)
        self.end_headers()
        keeper = self.server.keeper
        seen = int(since) if since.isdecimal() and len(since) < 10 else -1
        self.wfile.write(b"retry: 1000\n\n")
        if self.command == "HEAD":
            return
        while True:
            state = keeper.wait(seen, _PATIENCE)
            said = ":\n\n" if state.number == seen else f"data: {state.number}\n\n"
            self.wfile.write(said.encode())
            self.wfile.flush()
            seen = state.number

    # --- the site -----------------------------------------------------------------------------

    def _of_site(self, path: str) -> None:
        keeper = self.server.keeper
        root = keeper.output
        if root is None:
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, _HTML, panel.waiting(keeper.state))
            return
        parts = path.split("/")[1:]
        if "search" in parts[:2]:
            keeper.refresh_search()
        inside = _is_inside(parts)
        if inside and not path.endswith("/") and root.joinpath(*parts).is_dir():
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", quote(f"/{path.strip('/')}/"))
            self._headers(_HTML, length=0)
            self.end_headers()
            return
        name = path[1:] + "index.html" if path.endswith("/") else path[1:]
        data = _read(root / name) if inside else None
        if data is None:
            self._missing(root)
        elif name.startswith(_ADMIN):
            self._send(HTTPStatus.OK, _type(name), data)
        elif not name.endswith(".html"):
            lasting = name.startswith(("theme/", "search/shards/"))
            self._send(HTTPStatus.OK, _type(name), data, _FOR_EVER if lasting else "")
        else:
            said = panel.panel(keeper.state, keeper.document_at(name), keeper.now)
            self._send(HTTPStatus.OK, _HTML, panel.with_panel(data, keeper.state, said))

    def _missing(self, root: Path) -> None:
        state = self.server.keeper.state
        page = _read(root / "404.html") or b"<!doctype html><head></head><body></body>"
        html = panel.with_panel(page, state, panel.missing_panel(state))
        self._send(HTTPStatus.NOT_FOUND, _HTML, html)

    # --- answers ------------------------------------------------------------------------------

    def _plain(self, status: HTTPStatus, text: str) -> None:
        self._send(status, "text/plain; charset=utf-8", f"{text}\n".encode())

    def _send(self, status: HTTPStatus, media_type: str, data: bytes, caching: str = "") -> None:
        self.send_response(status)
        self._headers(media_type, length=len(data), caching=caching)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _headers(
        self, media_type: str, *, length: int = -1, caching: str = "", close: bool = False
    ) -> None:
        self.send_header("Content-Type", media_type)
        if length >= 0:
            self.send_header("Content-Length", str(length))
        if close:
            self.send_header("Connection", "close")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Robots-Tag", "noindex")
        for name, value in HEADERS:
            own = media_type == "application/pdf" or self.path.startswith(f"/{_ADMIN}")
            if own and name == "Content-Security-Policy":
                continue  # the browser's own viewer needs styles; the form states its own policy
            self.send_header(name, caching if caching and name == "Cache-Control" else value)


def tell(keeper: Keeper) -> str:
    """One line about the last build, for the window."""
    state = keeper.state
    clock = time.strftime("%H:%M:%S")
    if state.trouble:
        return f"{clock}  Сайт не обновлён: {state.trouble}"
    faults = sum(one.severity is Severity.ERROR for one in state.problems)
    tail = f", ошибок: {faults} (они видны на страницах)" if faults else ""
    return f"{clock}  Обновлено за {state.seconds:.2f} с, файлов: {state.written}{tail}"


def _is_inside(parts: Sequence[str]) -> bool:
    """Whether a path names a file of the site: nothing hidden, nothing above, no odd spelling."""
    *folders, last = parts
    if any(part == "" for part in folders):
        return False
    return not any(
        part.startswith(".") or "\\" in part or ":" in part or "\0" in part
        for part in (*folders, last)
    )


def _read(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except OSError:
        return None


def _type(name: str) -> str:
    return _TYPES.get(Path(name).suffix.lower(), "application/octet-stream")
