"""A built site for programs that look at it: served as a host does, and one page of every kind."""

from __future__ import annotations

import functools
import gzip
import random
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

KINDS = (
    "",
    "news",
    "news/[0-9]*/*/*/*",
    "news/[0-9]*/[0-9]*",
    "documents",
    "documents/*/*/[0-9]*/*",
    "reports",
    "reports/[0-9]*/*",
    "sections",
    "tags",
    "gorod",
    "projects",
    "contacts",
    "sitemap",
    "feeds",
    "en",
)
"""Patterns of folders: the first that fits each is taken."""
MORE_KINDS = (
    "news/[0-9]*",
    "sections/*",
    "sections/*/[0-9]*",
    "tags/*",
    "documents/kind/*",
    "documents/kind/*/[0-9]*/*",
    "documents/issuer/*",
    "documents/status/*",
    "documents/year/*",
    "opendata",
    "opendata/log",
    "opendata/log/*/*",
    "search",
    "low-vision",
    "accessibility",
    "privacy",
    "alert",
    "en/*",
    "en/*/*",
    "en/news/[0-9]*/*/*/*",
)
"""What there is besides: mostly lists like those above."""
MISSING = "404.html"
"""The page for addresses that there are not; it is no folder."""
TEXTS = (".html", ".css", ".js", ".svg", ".json", ".xml", ".txt")
NAMED_BY_CONTENT = re.compile(r"[.-][0-9a-f]{8,}\.\w+$")


def addresses_of(site: Path, kinds: Sequence[str] = (*KINDS, MISSING)) -> list[str]:
    """The first page of each kind that the site has."""
    found = []
    for kind in kinds:
        if kind == MISSING:
            found += [f"/{MISSING}"] if (site / MISSING).is_file() else []
            continue
        folders = sorted(site.glob(kind)) if kind else [site]
        page = next((folder for folder in folders if (folder / "index.html").is_file()), None)
        if page is not None:
            path = page.relative_to(site).as_posix()
            found.append("/" if path == "." else f"/{path}/")
    return found


def some_of_each_kind(site: Path, many: int = 8) -> list[Path]:
    """Folders of pages, chosen by chance, the same each time: so many of every kind."""
    chance = random.Random(many)  # noqa: S311 - a sample, no secret
    found: set[Path] = {site}
    for kind in (*KINDS, *MORE_KINDS):
        pages = [page.parent for page in sorted(site.glob(f"{kind}/index.html"))] if kind else []
        found.update(chance.sample(pages, min(many, len(pages))))
    return sorted(found)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback while the block runs; its address without the last slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Host(SimpleHTTPRequestHandler):
    """What a host does that follows the guide: compresses texts, lets browsers keep assets."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self._type(path))
        if path.suffix in TEXTS:
            data = gzip.compress(data)
            self.send_header("Content-Encoding", "gzip")
        kept = NAMED_BY_CONTENT.search(path.name)
        self.send_header("Cache-Control", "public, max-age=31536000" if kept else "no-cache")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _type(self, path: Path) -> str:
        kind = "text/javascript" if path.suffix == ".js" else self.guess_type(str(path))
        return f"{kind}; charset=utf-8" if path.suffix in TEXTS else kind

    def log_message(self, *_args: Any) -> None:
        """Say nothing of each request."""
