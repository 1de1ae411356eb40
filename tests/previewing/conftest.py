"""A town that is looked at while it is written."""

import threading
from collections.abc import Iterator

import pytest

from tests.previewing.looking import Looking
from tests.site.town import Town
from tests.site.warm import warm
from vestnik.previewing.keeper import Keeper, preview_request
from vestnik.previewing.server import PreviewServer


@pytest.fixture
def town(tmp_path) -> Town:
    """A town with some public life, a draft and an item under embargo."""
    made = Town(tmp_path / "town")
    warm(made.root / "cache/preview")
    for number in (3, 10):
        made.add_news(number)
    return made


@pytest.fixture
def looking(town) -> Iterator[Looking]:
    """The town's preview, served."""
    keeper = Keeper(lambda: preview_request(town.request()))
    server = PreviewServer(keeper, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Looking(keeper, server)
    server.shutdown()
    server.server_close()
