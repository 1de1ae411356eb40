"""A whole import: files written, nothing lost, nothing overwritten, resumed where it stopped."""

from datetime import date
from pathlib import Path

import pytest

from tests.sites.portal import PORTAL
from vestnik.core.corpus import check_source
from vestnik.core.problems import errors
from vestnik.importing.bringing import Order, bring
from vestnik.importing.journal import Outcome
from vestnik.importing.verifying import failing

PAGES = Path(__file__).parent / "pages"


@pytest.fixture
def mirror(tmp_path) -> Path:
    """A saved site: pages under the name of its host, two files, a page that is none."""
    host = tmp_path / "mirror" / "old-yar.example"
    for system in ("bitrix", "ucoz", "dle", "handmade"):
        place = host / "news" / f"{system}.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        encoding = "windows-1251" if system == "handmade" else "utf-8"
        place.write_bytes((PAGES / f"{system}.html").read_text("utf-8").encode(encoding))
    (host / "upload" / "iblock" / "a1").mkdir(parents=True)
    (host / "upload" / "iblock" / "a1" / "most.jpg").write_bytes(b"\xff\xd8\xff\xe0 picture")
    (host / "upload" / "shema.pdf").write_bytes(b"%PDF-1.4 plan")
    (host / "news" / "broken.html").write_bytes(b"PK\x03\x04 not a page")
    return tmp_path / "mirror"


@pytest.fixture
def order(mirror, tmp_path) -> Order:
    """An import of that site."""
    content = tmp_path / "content"
    content.mkdir()
    return Order(
        sources=(mirror,),
        content=content,
        portal=PORTAL,
        journal=tmp_path / "journal.jsonl",
        today=date(2026, 11, 20),
        workers=1,
    )


def test_writes_sources_that_check(order):
    """Each page becomes a source without errors, its files beside it, its old address kept."""
    entries = {Path(entry.source).stem: entry for entry in bring(order)}
    assert entries["broken"].outcome is Outcome.SKIPPED
    most = order.content / entries["bitrix"].target
    assert most.parent.joinpath("most.jpg").read_bytes().startswith(b"\xff\xd8")
    assert most.parent.joinpath("shema.pdf").exists()
    text = most.read_text("utf-8")
    assert "![Первые машины едут по новому мосту](most.jpg)" in text
    assert "- file: shema.pdf\n    title: Схема движения" in text
    assert 'redirect_from:\n  - "/news/bitrix.html"' in text
    assert entries["bitrix"].outcome is Outcome.IMPORTED
    for entry in entries.values():
        if entry.target:
            data = (order.content / entry.target).read_bytes()
            document, _, problems = check_source(data, entry.target, PORTAL)
            assert document is not None
            assert errors(problems) == []


def test_what_has_no_date_is_a_draft_with_a_remark(order):
    """Nobody is shown a guess."""
    entries = {Path(entry.source).stem: entry for entry in bring(order)}
    text = (order.content / entries["handmade"].target).read_text("utf-8")
    assert "# Импорт: дата публикации не найдена" in text
    assert "draft: да" in text
    assert entries["handmade"].outcome is Outcome.DOUBTFUL


def test_an_act_keeps_its_relations(order):
    """The act that is repealed is not in the register, so it is said to be outside."""
    entries = {Path(entry.source).stem: entry for entry in bring(order)}
    text = (order.content / entries["ucoz"].target).read_text("utf-8")
    assert entries["ucoz"].target == "documents/2020/prikaz-48-a/index.md"
    assert "repeals:\n  - kind: приказ\n" in text
    assert "outside: да" in text
    assert "signatory:\n  post: Начальник управления образования\n" in text


def test_a_second_run_changes_nothing(order):
    """What was done is not done again; an editor's changes stay."""
    first = bring(order)
    place = order.content / next(entry.target for entry in first if entry.target)
    place.write_text("changed by an editor", "utf-8")
    files = sorted(order.content.rglob("*"))
    second = bring(order)
    assert sorted(entry.target for entry in second) == sorted(entry.target for entry in first)
    assert place.read_text("utf-8") == "changed by an editor"
    assert sorted(order.content.rglob("*")) == files


def test_what_stands_there_is_not_overwritten(order):
    """A file of the same name that is no import's stays as it is."""
    place = order.content / "documents/2020/prikaz-48-a/index.md"
    place.parent.mkdir(parents=True)
    place.write_text("мой приказ", "utf-8")
    entries = {Path(entry.source).stem: entry for entry in bring(order)}
    assert place.read_text("utf-8") == "мой приказ"
    assert entries["ucoz"].outcome is Outcome.SKIPPED
    assert "--force" in entries["ucoz"].reasons[0]


def test_an_act_that_the_old_site_has_twice_comes_once(order, mirror):
    """The second copy is named in the report; the register stays without a double."""
    page = mirror / "old-yar.example" / "news" / "ucoz.html"
    page.with_name("z-again.html").write_bytes(page.read_bytes())
    entries = {Path(entry.source).stem: entry for entry in bring(order)}
    assert entries["z-again"].outcome is Outcome.SKIPPED
    assert "documents/2020/prikaz-48-a/index.md" in entries["z-again"].reasons[0]
    assert len(list(order.content.rglob("documents/**/*.md"))) == 1


def test_old_addresses_are_verified(order):
    """Those that lead nowhere are listed, whatever their spelling."""
    entries = bring(order)
    documents = []
    for entry in entries:
        if entry.target:
            data = (order.content / entry.target).read_bytes()
            document = check_source(data, entry.target, PORTAL)[0]
            assert document is not None
            documents.append(document)
    asked = ["https://old-yar.example/news/dle.html", "/news/bitrix.html/", "/news/lost.html", ""]
    assert failing(asked, documents) == ["/news/lost.html"]


def test_a_link_out_of_the_folder_brings_nothing(order, mirror, tmp_path):
    """A page cannot fetch files of the machine it is imported on."""
    (tmp_path / "secret.pdf").write_bytes(b"%PDF secret")
    page = mirror / "old-yar.example" / "news" / "bitrix.html"
    page.write_text(
        page.read_text("utf-8").replace("/upload/shema.pdf", "../../../secret.pdf"), "utf-8"
    )
    bring(order)
    assert not list(order.content.rglob("secret*"))
