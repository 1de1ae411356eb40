"""The same input gives the same bytes, wherever and however it is built."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.site.town import Town


@pytest.fixture
def town(tmp_path) -> Town:
    """A town with items of every kind, pictures and PDFs."""
    made = Town(tmp_path / "town")
    for number in range(0, 60, 3):
        made.add_news(number)
    for number in range(8):
        made.add_act(number)
    made.add_page(1)
    made.add_report(2)
    return made


def build_apart(repo, root, *arguments, **environment) -> None:
    """Builds in a process of its own."""
    command = [sys.executable, "-m", "tests.site.building", str(root), *arguments]
    subprocess.run(command, cwd=repo, check=True, env=os.environ | environment)


@pytest.mark.slow
def test_other_place_zone_locale_and_hash_seed(town, repo, tmp_path):
    """Another folder, time zone, locale, hash seed and order of files change nothing."""
    build_apart(repo, town.root, "cache", "output", PYTHONHASHSEED="1", TZ="UTC")
    elsewhere = tmp_path / "другое место" / "town"
    elsewhere.mkdir(parents=True)
    for path in sorted(town.content.rglob("*"), reverse=True):
        if path.is_file():
            place = elsewhere / path.relative_to(town.root)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
    (elsewhere / "custom" / "templates").mkdir(parents=True)
    settings = {"PYTHONHASHSEED": "77", "TZ": "Asia/Vladivostok", "LC_ALL": "C"}
    build_apart(repo, elsewhere, "cache", "output", **settings)
    other = Town.__new__(Town)
    other.root = elsewhere
    assert other.tree() == town.tree()


@pytest.mark.slow
def test_number_of_processes(town, repo):
    """Work spread over processes gives the bytes of work done in one."""
    for number in range(200):
        town.add_news(number)
    build_apart(repo, town.root, "cache-1", "output-1", "1")
    build_apart(repo, town.root, "cache-2", "output-2", "2")
    assert town.tree("output-2") == town.tree("output-1")
