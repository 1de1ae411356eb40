"""A real browser for tests: Debian's Chromium, driven by Playwright.

Playwright's synchronous interface keeps an event loop running in the worker's main thread, so a
test in such a worker cannot call `asyncio.run()`.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import setup_tests
from tests.browser.server import StaticServer
from tests.theme.gallery import build
from tests.theme.samples import samples

FLAGS = [
    "--disable-background-networking",  # without these it calls home at every start
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
    "--no-first-run",
    # A page that asks for anything beyond this machine gets a failed request, not a slow one.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
CSP = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self'; manifest-src 'self'; media-src 'self'; "
    "script-src 'self'; style-src 'self'"
)


@dataclass(frozen=True, slots=True)
class Gallery:
    """The theme as a small site: each component with all its states, and a page of every kind."""

    base: str
    """Its address, without the last slash."""
    components: list[str]
    pages: list[str]


def pytest_collection_modifyitems(items):
    """Everything beside this file needs Chromium."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once for each worker."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=setup_tests.chromium_path(), args=[*FLAGS, *sandbox]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser) -> Iterator[Callable[..., Page]]:
    """`new_page(java_script_enabled=False, …)`: a page in a context of its own.

    The options are those of Playwright's `new_context`; Russian and Moscow time unless told.
    Storage and cache are shared with no other page.
    """
    contexts = []

    def open_page(**options) -> Page:
        context = browser.new_context(
            **({"locale": "ru-RU", "timezone_id": "Europe/Moscow"} | options)
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page) -> Page:
    """A page of a first-time visitor."""
    return new_page()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """`serve(folder, headers=None)` → the address of its server, without the last slash."""
    servers: list[StaticServer] = []

    def start(folder: Path, headers=None) -> str:
        servers.append(StaticServer(folder, headers))
        return servers[-1].url

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def site_url(serve, demo_site) -> str:
    """The address of the demo portal, without the last slash."""
    return serve(demo_site)


@pytest.fixture(scope="session")
def gallery(serve, tmp_path_factory) -> Gallery:
    """The gallery, served under the policy that webmasters are told to set."""
    folder = tmp_path_factory.mktemp("gallery")
    built = build(folder)
    return Gallery(
        base=serve(folder, headers={"Content-Security-Policy": CSP}),
        components=[address for address in built if address.startswith("/gallery/")],
        pages=[one.page.url for one in samples() if one.template != "redirect.html"],
    )
