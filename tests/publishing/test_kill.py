"""A publication may be killed at any moment: visitors see one whole release, the next one heals."""

import random
import signal
import subprocess
import sys
import time

import pytest

from tests.publishing.published import PublishedTown
from vestnik.publishing.rollback import rollback


def start(repo, town, workers: str) -> subprocess.Popen[bytes]:
    """A publication in a process of its own."""
    command = [sys.executable, "-m", "tests.publishing.publishing", str(town.root), workers]
    return subprocess.Popen(command, cwd=repo)


def change(town: PublishedTown, number: int) -> None:
    """What officers do meanwhile."""
    town.retitle(number)
    town.add_news(number * 3)
    town.delete(number * 7)
    town.change_file(number)


def check_kills(repo, tmp_path, moments: int, workers: str, seed: int) -> None:
    """Kills publications at random moments and looks at what visitors get."""
    chance = random.Random(seed)
    town = PublishedTown(tmp_path / "town")
    for number in range(30):
        town.add_news(number)
    for number in range(6):
        town.add_act(number)
    begun = time.monotonic()
    assert start(repo, town, workers).wait() == 0
    seconds = time.monotonic() - begun
    for number in range(1, moments + 1):
        old = town.served()
        change(town, number)
        new = town.clean()
        publication = start(repo, town, workers)
        time.sleep(chance.uniform(0.1, 0.9) * min(seconds, 3.0))
        publication.send_signal(signal.SIGKILL)
        publication.wait()
        seen = town.served()
        assert seen in (old, new), "a mixture of two releases"
        if chance.random() < 0.3:
            continue  # killed again before it could heal
        begun = time.monotonic()
        assert start(repo, town, workers).wait() == 0
        seconds = time.monotonic() - begun
        assert town.served() == new
        waiting = town.tree(f"www/trees/{town.releases.waiting}")
        assert not [path for path in {**town.served(), **waiting} if "vestnik-tmp" in path]
        log = town.releases.log.entries()
        assert log[-1].tree == town.releases.served
        assert len({release.number for release in log}) == len(log)
        if number % 4 == 0 and len(log) > 1:
            rollback(town.folder)
            assert town.served() != new


@pytest.mark.slow
def test_killed_publications(repo, tmp_path):
    """Three moments, in one process."""
    check_kills(repo, tmp_path, 3, "1", seed=3)


@pytest.mark.deep
@pytest.mark.parametrize("workers", ["1", "2"])
def test_killed_at_many_moments(repo, tmp_path, workers):
    """Twenty-five moments each, in one process and in several."""
    check_kills(repo, tmp_path, 25, workers, seed=4)
