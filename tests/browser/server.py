"""A static web server on the loopback, as plain as the hosts that a portal may meet."""

import re
import threading
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TYPES = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".rss": "application/rss+xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}

NAMED_BY_CONTENT = re.compile(r"[.-][0-9a-f]{6,}\.\w+$")
"""Files whose name tells their bytes: a browser may keep them, as the guide for webmasters says."""


class Handler(SimpleHTTPRequestHandler):
    """Files, `index.html` for folders, `404.html` for what is not there; no folder listings."""

    protocol_version = "HTTP/1.1"
    extensions_map = TYPES
    timeout = 30

    def __init__(self, *args, headers: Mapping[str, str], **kwargs) -> None:
        self.extra_headers = headers
        super().__init__(*args, **kwargs)

    def end_headers(self) -> None:
        if NAMED_BY_CONTENT.search(self.path):
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        for name, value in self.extra_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code, message=None, explain=None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format, *args) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: the tests look at answers."""


class Server(ThreadingHTTPServer):
    """Threads end with the server; a browser that hangs up amid an answer is no news."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address) -> None:
        """Pass over connections that the browser dropped."""


class StaticServer:
    """One folder, served in a thread on a free port of 127.0.0.1 until `stop()`.

    `headers` go with every answer, as a webmaster would set them (Content-Security-Policy, say).
    """

    def __init__(self, folder: Path, headers: Mapping[str, str] | None = None) -> None:
        handler = partial(Handler, directory=str(folder), headers=dict(headers or {}))
        self._server = Server(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and free the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
