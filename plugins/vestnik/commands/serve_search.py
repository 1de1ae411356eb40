"""Отвечает на поиск страницами, которым не нужны сценарии.

Служба слушает 127.0.0.1: читателям её открывает веб-сервер, см. «Поиск без сценариев».
"""

from __future__ import annotations

import argparse
import logging
import threading
from collections.abc import Callable
from pathlib import Path

from msgspec import structs

from vestnik.commands.common import add_site_arguments, load_settings
from vestnik.output import OutputError
from vestnik.publishing.releases import Releases
from vestnik.running import make_request
from vestnik.site.request import Request, Site, site_of
from vestnik.site.search_service import Look, SearchService, keep_up

_EVERY = 5.0
"""Seconds between looks at the ledger."""
_LIMITS = {
    "threads": 2,
    "connection_limit": 200,
    "channel_timeout": 30,
    "max_request_header_size": 16 * 1024,
    "max_request_body_size": 1024,
}
"""What waitress admits. Searching is Python: more threads would not answer sooner."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    add_site_arguments(parser)
    place = parser.add_mutually_exclusive_group()
    place.add_argument("-o", "--output", type=Path, help="папка сайта (иначе OUTPUT_PATH)")
    place.add_argument("--published", type=Path, metavar="DIR", help="папка публикации")
    parser.add_argument("--host", default="127.0.0.1", help="где слушать (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8765, help="порт (8765); 0 — любой свободный")


def run(arguments: argparse.Namespace) -> int:
    """Serves until it is stopped. Raises OutputError when there is nothing to search or the port is
    taken.
    """
    from waitress.server import create_server

    settings = load_settings(arguments)
    output = arguments.published or arguments.output or Path(settings["OUTPUT_PATH"])
    request = make_request(settings, output=output, now=arguments.now)
    locate = _published(request, output) if arguments.published else _built(request)
    places = request.places
    look = Look(theme=places.theme, override=places.override, cache=places.cache / "templates")
    service = SearchService(locate, look)
    logging.basicConfig(level=logging.WARNING)
    try:
        server = create_server(
            service, host=arguments.host, port=arguments.port, ident=None, **_LIMITS
        )
    except (OSError, ValueError) as error:
        raise OutputError(f"{arguments.host}:{arguments.port}: {error}") from error
    stop = threading.Event()
    keeper = threading.Thread(target=keep_up, args=(locate, stop, _EVERY), daemon=True)
    keeper.start()
    print(
        f"Поиск: http://{arguments.host}:{server.effective_port}/search/ (Ctrl+C — остановить)",
        flush=True,
    )
    try:
        server.run()
    finally:
        stop.set()
        server.close()
        keeper.join(timeout=_EVERY)
    return 0


def _built(request: Request) -> Callable[[], Site]:
    site = site_of(request)
    return lambda: site


def _published(request: Request, root: Path) -> Callable[[], Site]:
    """The tree that is served, whichever that is when it is asked for."""
    releases = Releases(root)
    places = structs.replace(request.places, cache=releases.cache)

    def locate() -> Site:
        served = releases.served
        if not served:
            raise OutputError(f"{root}: здесь ещё ничего не опубликовано")
        state = releases.state(served)
        return site_of(structs.replace(request, places=places, state=state))

    return locate
