"""What one act costs among the data of the register."""

import hashlib
import re

import pytest

from tests.site.test_statuses import write
from tests.site.town import Town


@pytest.fixture
def town(tmp_path):
    """Orders of three years."""
    town = Town(tmp_path)
    for number, day in enumerate(("2024-01-10", "2025-02-10", "2025-03-10", "2026-01-10"), 1):
        write(town, f"documents/{day[:4]}/a{number}/index.md", number, day)
    town.build()
    return town


def data(report):
    """The files of data among those that a build has written."""
    pattern = r"(documents/data/|opendata/).*\.(json|csv)|opendata/SHA256SUMS"
    return {path for path in report.written if re.fullmatch(pattern, path)}


def test_a_new_act_rewrites_its_year_and_its_month(town):
    """No file of another year or month; the whole register is joined anew."""
    write(town, "documents/2026/new/index.md", 9, "2026-02-10")
    assert data(town.build()) == {
        *("documents/data/2026.json", "documents/data/2026-02.json"),
        *("opendata/register-2026.csv", "opendata/register-2026.json", "opendata/log-2026.csv"),
        *("opendata/register.csv", "opendata/register.json", "opendata/meta.csv"),
        "opendata/SHA256SUMS",
    }


def test_a_change_of_status_rewrites_the_years_of_both_acts(town):
    """The repealed one changes its column; its titles and the log stay."""
    repeal = "repeals: [{address: /documents/2024/a1/index.md}]\n"
    write(town, "documents/2026/new/index.md", 9, "2026-02-10", repeal)
    written = data(town.build())
    assert {"documents/data/2024.json", "opendata/register-2024.csv"} <= written
    assert not {"documents/data/2024-01.json", "documents/data/2025.json"} & written
    assert "утратил силу" in town.tree()["opendata/register-2024.csv"].decode()


def test_the_whole_follows_a_year_that_vanishes(town):
    """The last act of a year goes, and with it its lines."""
    (town.content / "documents/2024/a1/index.md").unlink()
    town.build()
    tree = town.tree()
    assert "opendata/register-2024.csv" not in tree
    assert tree["opendata/register.csv"].count(b"\r\n") == 4


def test_checksums_are_those_of_the_files(town):
    """`sha256sum --check` would say so."""
    tree = town.tree()
    for line in tree["opendata/SHA256SUMS"].decode().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(tree[f"opendata/{name}"]).hexdigest() == digest


def test_a_town_without_acts_has_empty_data(tmp_path):
    """The files are there, and the page that leads to them."""
    town = Town(tmp_path)
    town.add_news(1)
    town.build()
    tree = town.tree()
    assert tree["opendata/register.json"].endswith(b'"acts":[\n\n]}\n')
    assert "opendata/statistics/index.html" in tree
