"""What a build remembers may be lost, damaged or another's: the output is right all the same."""

import os
import shutil
import sqlite3
import subprocess
import sys

import pytest
from msgspec.structs import replace

from tests.site.town import Town, pdf
from tests.site.warm import warm
from vestnik.output import MARKER, Output, OutputError
from vestnik.site.build import build

pytestmark = pytest.mark.slow

SETTINGS = """
from vestnik.defaults import *
SITENAME = "{name}"
SITEURL = "https://{host}.example"
PATH = "content"
VESTNIK = {{
    "sections": [{{"key": "dorogi", "title": "Дороги"}}, {{"key": "shkoly", "title": "Школы"}}],
}}
"""


@pytest.fixture
def town(tmp_path) -> Town:
    """A town with a few items, built."""
    made = Town(tmp_path / "town")
    warm(made.root / "cache")
    for number in (3, 10, 20):
        made.add_news(number)
    made.add_act(9)
    made.add_page(1)
    assert made.build().applied
    return made


def clean(town) -> dict[str, bytes]:
    """A build into a new folder with a new cache."""
    warm(town.root / "clean-cache")
    town.build(cache="clean-cache", output="clean")
    return town.tree("clean")


def test_nothing_changed_renders_nothing(town):
    """Nor does it write anything."""
    before = {path: path.stat().st_mtime_ns for path in (town.root / "output").rglob("*")}
    report = town.build()
    assert (report.rendered, report.written, report.removed) == (0, [], [])
    after = {path: path.stat().st_mtime_ns for path in (town.root / "output").rglob("*")}
    assert after == before


def test_touched_sources_render_nothing(town):
    """A fresh check-out changes all times and no byte."""
    for path in town.content.rglob("*.*"):
        os.utime(path, (1, 1))
    report = town.build()
    assert (report.read, report.rendered) == (0, 0)


# --- the output -----------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["all", "but hidden files", "one folder", "pelican -d"])
def test_an_output_emptied_by_hand_is_filled_again(town, how):
    """`rm -rf output/*` leaves our marker there, and must not deceive us."""
    folder = town.root / "output"
    wanted = town.tree()
    if how == "all":
        shutil.rmtree(folder)
    elif how == "one folder":
        shutil.rmtree(folder / "news")
    elif how == "pelican -d":
        from pelican.utils import clean_output_dir

        clean_output_dir(str(folder), [])
    else:
        for path in folder.iterdir():
            if path.name != MARKER:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    town.build()
    assert town.tree() == wanted


def test_verify_finds_every_change_by_hand(town):
    """Changed, removed, added; without it files deep inside are trusted."""
    wanted = town.tree()
    pages = sorted(path for path in wanted if path.startswith("news/20"))
    (town.root / "output" / pages[0]).write_text("взломано", "utf-8")
    (town.root / "output" / pages[1]).unlink()
    (town.root / "output" / "news/evil.html").write_text("чужое", "utf-8")
    (town.root / "output" / "empty/folder").mkdir(parents=True)
    assert town.build().rendered == 0
    town.build(verify=True)
    assert town.tree() == wanted
    assert not (town.root / "output" / "empty").exists()
    assert town.build().rendered == 0


def test_a_foreign_folder_is_refused(town):
    """And left as it is."""
    (town.root / "mine").mkdir()
    (town.root / "mine" / "thesis.txt").write_text("моё", "utf-8")
    with pytest.raises(OutputError, match="не Вестник"):
        town.build(output="mine")
    assert [path.name for path in (town.root / "mine").iterdir()] == ["thesis.txt"]


# --- the ledger and the catalogue -----------------------------------------------------------------


def test_without_a_ledger_pages_stay_while_the_site_is_made_anew(town, monkeypatch):
    """An output that is served as it is must not be empty meanwhile."""
    wanted = town.tree()
    for folder in (town.root / "cache").glob("output-*"):
        shutil.rmtree(folder)
    (town.root / "output" / "old.html").write_text("старое", "utf-8")
    seen = []
    real = Output.write

    def write(output, path, data):
        seen.append(set(wanted) - set(town.tree()))
        return real(output, path, data)

    monkeypatch.setattr(Output, "write", write)
    town.build()
    assert seen
    assert not any(seen)
    assert town.tree() == wanted


@pytest.mark.parametrize("what", ["catalogue", "ledger", "everything"])
def test_a_lost_cache_costs_time_only(town, what):
    """And the edits that came meanwhile are seen."""
    town.retitle(1)
    town.delete(2)
    if what == "catalogue":
        (town.root / "cache" / "catalogue.sqlite").unlink()
    elif what == "ledger":
        for folder in (town.root / "cache").glob("output-*"):
            shutil.rmtree(folder)
    else:
        shutil.rmtree(town.root / "cache")
    town.build()
    assert town.tree() == clean(town)


@pytest.mark.parametrize("what", ["catalogue.sqlite", "ledger.sqlite"])
@pytest.mark.parametrize("where", [0.02, 0.3, 0.6, 0.9])
def test_a_damaged_cache_costs_time_only(town, what, where):
    """A page of zeroes anywhere in a database: it is noticed and both are made anew, or it did not
    matter.
    """
    (place,) = (town.root / "cache").rglob(what)
    with sqlite3.connect(place) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    size = place.stat().st_size
    start = int(size * where) // 4096 * 4096
    with place.open("r+b") as stream:
        stream.seek(start)
        stream.write(b"\0" * 4096)
    town.retitle(1)
    town.build(verify=True)
    town.build(verify=True)
    missing = set(clean(town)) - set(town.tree())
    assert missing == set()


def test_an_older_clock(town):
    """Looking at the site of last year, and of today again."""
    now = town.tree()
    moment, town.now = town.now, town.now.replace(year=2025)
    town.build()
    assert town.tree() == clean(town)
    town.now = moment
    town.build()
    assert town.tree() == now


# --- two sites ------------------------------------------------------------------------------------


def test_one_content_with_two_settings(town):
    """One cache and one output, whoever built last: the output is that of the present settings."""
    other = replace(
        town.portal, name="Администрация города Берёзовска", per_page=2, per_month_page=2
    )
    for _ in range(2):
        mine, town.portal = town.portal, other
        town.build()
        assert town.tree() == clean(town)
        town.portal, other = mine, town.portal
        town.build()
        assert town.tree() == clean(town)


def test_one_output_for_two_caches(town):
    """Whoever comes second makes it his own, file by file."""
    mine = town.tree()
    town.portal = replace(town.portal, imprint="Другое издание")
    town.build(cache="second")
    assert town.tree() == clean(town) != mine
    town.portal = replace(town.portal, imprint="")
    town.build()
    assert town.tree() == mine


@pytest.mark.slow
def test_two_settings_files_beside_one_content(tmp_path):
    """By Pelican's own command: the cache of one site never serves another."""
    town = Town(tmp_path / "town")
    town.add_news(10)
    for name in ("one", "two"):
        text = SETTINGS.format(name=f"Город {name}", host=name)
        (town.root / f"{name}.py").write_text(text, "utf-8")
    for _ in range(2):
        for name in ("one", "two"):
            command = [sys.executable, "-m", "pelican", "-s", f"{name}.py", "-o", f"out-{name}"]
            subprocess.run(command, cwd=town.root, check=True, capture_output=True)
            home = town.tree(f"out-{name}")["index.html"].decode()
            assert f"https://{name}.example" in home
            assert f"Город\u00a0{name}" in home or f"Город {name}" in home


# --- places that change their nature --------------------------------------------------------------


def item(town, name, line):
    """A news item with one more line of front matter."""
    front = f"title: {name}\ndate: 2026-03-01\nlead: О главном.\n{line}"
    return town.write(f"news/2026/{name}.md", f"---\n{front}\n---\nТекст новости.\n")


def test_a_folder_takes_the_place_of_a_file_and_back(town):
    """An old address that was a page of its own becomes a folder of others, and the reverse."""
    for _ in range(2):
        for address in ("/akt/x/", "/akt.html", "/akt/", "/akt/x/y.html", "/akt/x.html/"):
            item(town, "y", f"redirect_from: [{address}]")
            assert town.build().applied
            assert town.tree() == clean(town)


def test_a_file_that_changes_between_check_and_copy(town, monkeypatch):
    """What nobody has examined is not published; the next build takes it up."""
    from vestnik.site import render

    town.write("news/2026/x.pdf", pdf("examined"))
    item(town, "x", "attachments: [{file: x.pdf, title: Файл}]")
    real = render.render_all

    def changed(plan, marked):
        town.write("news/2026/x.pdf", pdf("secret"))
        return real(plan, marked)

    with monkeypatch.context() as patch:
        patch.setattr("vestnik.site.render.render_all", changed)
        with pytest.raises(OutputError, match="изменился или исчез"):
            town.build()
    assert not [path for path, data in town.tree().items() if b"secret" in data]
    build(town.request())
    assert town.tree() == clean(town)
    assert [path for path, data in town.tree().items() if b"secret" in data]
