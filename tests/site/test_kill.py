"""A killed build leaves every file whole, and the next build heals the rest."""

import random
import signal
import subprocess
import sys
import time

import pytest

from tests.site.town import Town


def town_of(folder) -> Town:
    """A town large enough for a build to take a while."""
    town = Town(folder / "town")
    for number in range(40):
        town.add_news(number)
    for number in range(10):
        town.add_act(number)
    return town


def start(repo, town: Town, *arguments: str) -> subprocess.Popen[bytes]:
    """A build in a process of its own."""
    command = [sys.executable, "-m", "tests.site.building", str(town.root), *arguments]
    return subprocess.Popen(command, cwd=repo)


def whole_time(repo, town: Town, workers: str) -> float:
    """Seconds that an undisturbed build takes here and now."""
    begun = time.monotonic()
    assert start(repo, town, "timing-cache", "timing", workers).wait() == 0
    return time.monotonic() - begun


def check_kills(repo, tmp_path, moments: int, workers: str, seed: int) -> None:
    """Kills a first build and then an update at random moments, again and again."""
    chance = random.Random(seed)
    town = town_of(tmp_path)
    seconds = whole_time(repo, town, workers)
    old: dict[str, bytes] = {}
    for number in range(moments):
        if number % 2:
            town.retitle(number)
            town.add_news(number * 3)
            town.delete(number * 7)
        build = start(repo, town, "cache", "output", workers)
        time.sleep(chance.uniform(0.05, 1.0) * seconds)
        build.send_signal(signal.SIGKILL)
        build.wait()
        assert start(repo, town, f"clean-cache-{number}", "clean", workers).wait() == 0
        new = town.tree("clean")
        for path, data in town.tree().items():
            if ".vestnik-tmp-" not in path:
                assert data in (old.get(path), new.get(path)), f"{path} is neither old nor new"
        assert start(repo, town, "cache", "output", workers).wait() == 0
        assert town.tree() == new
        old = new


@pytest.mark.slow
def test_killed_builds_heal(repo, tmp_path):
    """Four moments: files are the old or the new ones, and the next build is a clean one's."""
    check_kills(repo, tmp_path, 4, "1", seed=1)


@pytest.mark.deep
@pytest.mark.parametrize("workers", ["1", "2"])
def test_killed_at_many_moments(repo, tmp_path, workers):
    """Twenty-five moments in one process and twenty-five in several."""
    check_kills(repo, tmp_path, 25, workers, seed=2)
