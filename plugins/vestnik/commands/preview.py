"""`vestnik preview`: the site with its drafts, fresh after every save, on this machine only."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from vestnik.commands.common import add_site_arguments, load_settings
from vestnik.output import PREVIEW, build_lock
from vestnik.previewing.keeper import Keeper, preview_request
from vestnik.previewing.server import PreviewServer, tell
from vestnik.previewing.watching import saves
from vestnik.running import make_request, show_progress
from vestnik.site.request import Request

_BUSY = "просмотр этого сайта уже открыт в другом окне"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    add_site_arguments(parser)
    parser.add_argument("--port", type=int, default=8000, help="порт (8000); 0 — любой свободный")
    parser.add_argument("--open", action="store_true", help="сразу открыть в браузере")


def run(arguments: argparse.Namespace) -> int:
    """Serves until it is stopped. Raises OutputError when the port is taken, or another window
    shows this site already.
    """
    ask = _asking(arguments)
    request = ask()
    with build_lock(request.places.cache.parent / f"{PREVIEW}.lock", _BUSY):
        keeper = Keeper(ask)
        server = PreviewServer(keeper, arguments.port)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"Просмотр: {server.url} (Ctrl+C — закончить)", flush=True)
        try:
            with show_progress() as progress:
                keeper.refresh(progress)
            print(tell(keeper), flush=True)
            if arguments.open:
                import webbrowser

                webbrowser.open(server.url)
            _keep_fresh(keeper, arguments.settings, request)
        finally:
            server.shutdown()
            server.server_close()
    return 0


def _keep_fresh(keeper: Keeper, settings: Path, request: Request) -> None:
    own = request.places.baseline.parent / "custom"
    theme = request.places.theme

    def folders() -> Sequence[Path]:
        return [request.places.content, theme, *([own] if own.is_dir() else [])]

    files = (settings.resolve(), request.places.baseline)
    for _ in saves(folders, files, threading.Event()):
        before = keeper.state
        if keeper.refresh() != before:
            print(tell(keeper), flush=True)


def _asking(arguments: argparse.Namespace) -> Callable[[], Request]:
    """The request at this moment, by the settings as they are now."""

    def ask() -> Request:
        settings = load_settings(arguments)
        request = make_request(settings, output=Path(settings["OUTPUT_PATH"]), now=arguments.now)
        return preview_request(request)

    return ask
