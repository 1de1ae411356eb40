"""A whole import: files written, nothing lost, nothing overwritten, resumed where it stopped."""

import contextlib
import dataclasses
import posixpath
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.sites.portal import PORTAL
from vestnik.core.corpus import check_source
from vestnik.core.model import Document, Kind
from vestnik.core.problems import errors
from vestnik.importing.bringing import Order, bring
from vestnik.importing.journal import Outcome, summary
from vestnik.importing.page import Page
from vestnik.importing.placing import path_of
from vestnik.importing.recognition import Item
from vestnik.importing.verifying import failing
from vestnik.importing.writing import Writer

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


@pytest.mark.slow
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
    assert failing(asked, documents) == {"/news/lost.html": ""}


def test_a_link_out_of_the_folder_brings_nothing(order, mirror, tmp_path):
    """A page cannot fetch files of the machine it is imported on."""
    (tmp_path / "secret.pdf").write_bytes(b"%PDF secret")
    page = mirror / "old-yar.example" / "news" / "bitrix.html"
    page.write_text(
        page.read_text("utf-8").replace("/upload/shema.pdf", "../../../secret.pdf"), "utf-8"
    )
    bring(order)
    assert not list(order.content.rglob("secret*"))


def test_links_between_pages_lead_to_their_new_places(order, mirror):
    """By whole address, from the root or from the file; what was not saved is told."""
    place = mirror / "old-yar.example" / "news"
    (place / "dle.html").write_text(
        (place / "dle.html")
        .read_text("utf-8")
        .replace(
            "Следующие учения",
            ' <a href="http://www.old-yar.example/news/bitrix.html?x#top">о мосте</a>'
            ' <a href="http://old-yar.example/news/bitrix.html#top">ещё о мосте</a>'
            ' <a href="ucoz.html">приказ</a> <a href="/news/net.html">пропажа</a>'
            ' <a href="https://other.example/news/bitrix.html">чужое</a> Следующие учения',
        ),
        "utf-8",
    )
    entries = {Path(entry.source).stem: entry for entry in bring(order)}
    text = (order.content / entries["dle"].target).read_text("utf-8")
    most = posixpath.relpath(entries["bitrix"].target, posixpath.dirname(entries["dle"].target))
    assert f"[ещё о мосте]({most})" in text
    assert "[приказ](../../documents/2020/prikaz-48-a/index.md)" in text
    assert "[чужое](https://other.example/news/bitrix.html)" in text
    assert entries["dle"].links == (
        "http://www.old-yar.example/news/bitrix.html?x#top",
        "https://old-yar.example/news/net.html",
    )
    assert "Ссылки на старые страницы, которых среди перенесённых нет: 2" in summary(
        entries.values()
    )


def test_a_folder_without_a_name_keeps_its_links(order, tmp_path):
    """Nobody says how the site was called: its pages still find each other, the rest is words."""
    folder = tmp_path / "pages"
    folder.mkdir()
    page = (
        "<html><body><h1>{}</h1><p>12.03.2019</p><p>Сегодня в округе прошло собрание жителей, "
        'о котором мы <a href="{}">рассказали</a> и <a href="net.html">расскажем</a>.</p>'
        "</body></html>"
    )
    (folder / "a.html").write_text(page.format("Собрание в клубе", "b.html#x"), "utf-8")
    (folder / "b.html").write_text(page.format("Собрание в школе", "a.html"), "utf-8")
    bring(dataclasses.replace(order, sources=(folder,)))
    text = (order.content / "news/2019/sobranie-v-klube.md").read_text("utf-8")
    assert "[рассказали](sobranie-v-shkole.md) и расскажем." in text


@pytest.mark.slow
def test_an_import_that_is_killed_goes_on(order, tmp_path, monkeypatch):
    """Wherever it stops, the next run makes the same files as one that was left in peace."""
    clean = dataclasses.replace(order, content=tmp_path / "clean", journal=tmp_path / "clean.jsonl")
    bring(clean)
    expected = _files(clean.content)
    write, copied = Writer.write, shutil.copyfile
    for stop in range(len(expected)):
        steps = iter(range(stop + 1))

        def stopping(*arguments, steps=steps, then=write):
            if next(steps, None) is None:
                raise KeyboardInterrupt
            return then(*arguments)

        with monkeypatch.context() as patch:
            patch.setattr(Writer, "write", stopping)
            patch.setattr(shutil, "copyfile", lambda *a, s=stopping: s(*a, then=copied))
            with contextlib.suppress(KeyboardInterrupt):
                bring(order, _documents(order.content))
    bring(order, _documents(order.content))
    assert _files(order.content) == expected


@pytest.mark.slow
def test_a_page_saved_anew_is_not_brought_twice(order, mirror):
    """It is told, and brought with --force only."""
    first = {Path(entry.source).stem: entry for entry in bring(order)}
    page = mirror / "old-yar.example" / "news" / "dle.html"
    page.write_text(
        page.read_text("utf-8").replace("пройдут весной", "пройдут весной. Дополнено"), "utf-8"
    )
    again = {Path(one.source).stem: one for one in bring(order, _documents(order.content))}
    assert "уже перенесено" in again["dle"].reasons[0]
    forced = dataclasses.replace(order, force=True)
    forced_entries = bring(forced, _documents(order.content))
    assert {one.target for one in forced_entries if one.target} == {
        one.target for one in first.values() if one.target
    }
    assert "Дополнено" in (order.content / first["dle"].target).read_text("utf-8")


def test_pages_with_a_query_are_pages(order, mirror):
    """They are saved as `detail.php?ID=5`; further pages of a list are left behind."""
    news = mirror / "old-yar.example" / "news"
    (news / "detail.php?ID=5").write_bytes((news / "bitrix.html").read_bytes())
    (news / "bitrix.html").unlink()
    items = "".join(
        f'<div><a href="/news/{n}/">Новость {n}</a><p>Коротко о событии в округе.</p>'
        f'<a href="/news/{n}/">Подробнее</a></div>'
        for n in range(9)
    )
    (news / "index.html@PAGEN_1=2").write_text(
        f"<html><body><h1>Новости</h1>{items}</body></html>", "utf-8"
    )
    entries = {Path(entry.source).name: entry for entry in bring(order)}
    assert entries["detail.php?ID=5"].old[0] == "/news/detail.php?ID=5"
    assert "длинного списка" in entries["index.html@PAGEN_1=2"].reasons[0]


@pytest.mark.slow
def test_files_of_pages_come_with_their_pages(order, mirror):
    """A PDF that a page offers is its attachment, no act of its own, and its address leads on."""
    entries = bring(order)
    assert not any(entry.source.endswith("shema.pdf") for entry in entries)
    most = next(entry for entry in entries if entry.source.endswith("bitrix.html"))
    assert "/upload/shema.pdf" in most.old


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _documents(content: Path) -> list[Document]:
    found = (
        check_source(path.read_bytes(), path.relative_to(content).as_posix(), PORTAL)[0]
        for path in content.rglob("*.md")
    )
    return [document for document in found if document is not None]


@pytest.mark.parametrize("first", [True, False])
def test_a_page_alone_and_one_with_files_do_not_share_an_address(first):
    """`pages/a.md` and `pages/a/index.md` would both be `/a/`: the second gets another name."""
    item = Item(page=Page(), kind=Kind.PAGE, title="Отчёт")
    taken = {path_of(item, 2026, lambda _: False, folder=first)}
    second = path_of(item, 2026, taken.__contains__, folder=not first)
    assert second.startswith("pages/otchyot-2")
