"""A town with a few items."""

from pathlib import Path

import pytest

from tests.publishing.published import PublishedTown
from tests.site.town import DEEDS
from vestnik.attachments.stage import process_here


@pytest.fixture
def new_town(tmp_path: Path) -> PublishedTown:
    """Two news items (one with a picture), an act with a PDF, a page, a report; no folder of
    publications yet.
    """
    town = PublishedTown(tmp_path / "town")
    for deed, number in ((0, 10), (0, 3), (2, 9), (4, 1), (5, 2)):
        DEEDS[deed](town, number)
    return town


@pytest.fixture
def town(new_town: PublishedTown) -> PublishedTown:
    """The same with a warm cache, so that its first publication is quick."""
    new_town.warm("www/state/cache")
    return new_town


@pytest.fixture(autouse=True)
def files_are_described_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file here is hostile: starting a process for each build would take most of the time."""

    def process(root, cache_dir, requests, workers, **_others):
        yield from (process_here(root, cache_dir, request) for request in requests)

    monkeypatch.setattr("vestnik.site.media.process", process)
