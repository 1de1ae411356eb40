"""`vestnik diff`: which files two outputs differ in, and whose doing that is."""

import json
import shutil
from datetime import timedelta

import pytest

from tests.site.town import Town
from vestnik.commands.__main__ import main
from vestnik.output import OutputError
from vestnik.site.comparing import Change, compare, find_built

pytestmark = pytest.mark.slow
SETTINGS = """
SITENAME = "Администрация города Липовска"
PATH = "content"
OUTPUT_PATH = "output"
VESTNIK = {}
"""


def test_folders_at_the_top_of_the_disk(tmp_path, monkeypatch, capsys):
    """A folder without a grandparent is refused like any other that is no site."""
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["diff", "/", "/"]) == 1
    assert "не собранный сайт" in capsys.readouterr().err


@pytest.fixture
def town(tmp_path):
    """A town with some news and two acts."""
    made = Town(tmp_path / "town")
    for number in (10, 20, 40, 61):
        made.add_news(number)
    for number in (1, 4):
        made.add_act(number)
    return made


def ledgers(town):
    """Of all outputs of the town."""
    return sorted((town.root / "cache").glob("output-*/ledger.sqlite"))


def differences(town, change, **choices):
    """{path: (what became of it, why)} after the town was changed between two outputs."""
    town.build(output="old")
    change()
    town.build(output="new", **choices)
    old, new = (find_built(town.root / name, ledgers(town)) for name in ("old", "new"))
    return {one.path: (one.change, one.reasons) for one in compare(old, new)}


def test_nothing_differs(town):
    """Two outputs of one content."""
    assert differences(town, lambda: None) == {}


def test_an_edited_text_is_the_reason_of_its_page(town):
    """And of whatever else shows the text; of nothing else."""
    path = town.pick(1, "news/")
    found = differences(town, lambda: town.edit(path, lambda text: f"{text}\nСлово.\n"))
    pages = {name: one for name, one in found.items() if name.endswith(".html")}
    assert pages
    assert set(pages.values()) == {(Change.CHANGED, (f"{path}: изменён текст",))}


def test_a_new_item_is_the_reason_of_the_lists_it_stands_in(town):
    """Its own page is new, the home page is changed, the page of an act is not."""
    found = differences(town, lambda: town.add_news(2))
    path = next(one for one in town.sources() if one.endswith(f"item-{town.made}.md"))
    assert found["index.html"] == (Change.CHANGED, (f"{path}: появился",))
    assert [one for one in found if one.startswith("news/") and found[one][0] is Change.NEW]
    assert not [one for one in found if one.startswith("documents/2")]


def test_a_deleted_item_is_the_reason_why_its_page_is_gone(town):
    """Told from what the old output knows."""
    path = town.pick(2, "news/")
    found = differences(town, (town.content / path).unlink)
    gone = {name: reasons for name, (change, reasons) in found.items() if change is Change.GONE}
    page = next(name for name in gone if name.endswith("item-3/index.html"))
    assert f"{path}: больше не показан" in gone[page]
    assert (f"{path.removesuffix('.md')}.jpg: файл убран",) in gone.values()


def test_the_clock_alone_is_a_reason(town):
    """An item comes out of its embargo."""
    path = town.write("news/later.md", "---\ntitle: Позже\ndate: 2026-03-11 10:00\n---\nТекст.\n")

    def wait():
        town.now += timedelta(days=2)

    assert differences(town, wait)["index.html"] == (Change.CHANGED, (f"{path}: появился",))


def test_another_template_is_the_reason_of_its_pages(town):
    """Of news only."""
    page = '{% extends "theme/news.html" %}'

    def rewrite():
        (town.root / "custom/templates/news.html").write_text(page + "{# #}\n", "utf-8")

    (town.root / "custom/templates/news.html").write_text(page, "utf-8")
    found = differences(town, rewrite)
    assert {reasons for _, reasons in found.values()} <= {("шаблон news.html",)}


def test_a_copied_folder_is_compared_without_reasons(town):
    """Its ledger is another folder's."""
    town.build()
    shutil.copytree(town.root / "output", town.root / "copy")
    town.edit_body(3)
    town.build()
    old, new = (find_built(town.root / name, ledgers(town)) for name in ("copy", "output"))
    assert (old.ledger, new.ledger is None) == (None, False)
    found = compare(old, new)
    assert found
    assert {one.reasons for one in found} == {()}


def test_a_foreign_folder_is_refused(tmp_path):
    """With the remedy."""
    with pytest.raises(OutputError, match="не собранный сайт"):
        find_built(tmp_path, [])


def test_the_command(tmp_path, capsys):
    """Groups files by reason; `--json` is for programs."""
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    (tmp_path / "content/news").mkdir(parents=True)
    page = tmp_path / "content/news/a.md"
    page.write_text("---\ntitle: Каток открыт\ndate: 2026-01-01\n---\nТекст.\n", "utf-8")
    site = ["-s", str(tmp_path / "pelicanconf.py"), "--now", "2026-03-10"]
    assert main(["build", *site, "-o", str(tmp_path / "old")]) == 0
    page.write_text(page.read_text("utf-8") + "\nЕщё.\n", "utf-8")
    assert main(["build", *site, "-o", str(tmp_path / "new")]) == 0
    capsys.readouterr()
    folders = [str(tmp_path / "old"), str(tmp_path / "new")]
    assert main(["diff", *folders, *site]) == 0
    told = capsys.readouterr().out
    assert "\nnews/a.md: изменён текст\n" in told
    assert "    изменён  news/2026/01/01/a/index.html\n" in told
    assert main(["diff", *folders, *site, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    page = next(row for row in rows if row["path"] == "news/2026/01/01/a/index.html")
    assert page["change"] == "changed"
    assert page["reasons"] == ["news/a.md: изменён текст"]
