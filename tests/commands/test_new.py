"""`vestnik new`: a correct file in the right place, from words that an officer would type."""

from pathlib import Path

import pytest

from vestnik.commands.__main__ import main
from vestnik.core.corpus import check_source
from vestnik.core.problems import errors
from vestnik.settings import read_portal

SETTINGS = """
SITENAME = "Администрация муниципального округа Берёзов Яр"
SITEURL = "https://berezov-yar.example"
PATH = "content"
OUTPUT_PATH = "output"
VESTNIK = {
    "sections": [{"key": "kultura", "title": "Культура"}],
    "act_kinds": [{"key": "prikaz", "title": "Приказ", "plural": "Приказы"}],
    "issuers": [
        {"key": "administraciya", "title": "Администрация"},
        {"key": "sovet", "title": "Совет депутатов"},
    ],
}
"""


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    """An empty site, whose folder is the current one."""
    (tmp_path / "content").mkdir()
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "content"


def new(*words) -> int:
    """Runs the command at a fixed moment."""
    return main(["new", *words, "--now", "2026-11-20T12:30"])


def faults(site, path):
    """Errors of the source that was made."""
    names: dict = {}
    exec(SETTINGS, names)
    problems = check_source((site / path).read_bytes(), path, read_portal(names))[2]
    return [problem.code for problem in errors(problems)]


def test_a_piece_of_news(site):
    """One word and a title; the section may be given by its title."""
    assert new("новость", "--title", "Открыт каток: вход свободный", "--section", "Культура") == 0
    path = "news/2026/otkryt-katok-vxod-svobodnyj.md"
    text = (site / path).read_text("utf-8")
    assert 'title: "Открыт каток: вход свободный"\ndate: 2026-11-20 12:30\n' in text
    assert "section: kultura" in text
    assert "# Краткое содержание: " in text
    assert faults(site, path) == []


def test_an_act_that_repeals_another(site):
    """«375/2023» is looked up, and written as the clerk would have to."""
    first = ("приказ", "--title", "О порядке", "--number", "375", "--adopted", "23.05.2023")
    assert new(*first, "--issuer", "sovet") == 0
    assert new("приказ", "--title", "Об отмене", "--number", "12-п", "--repeals", "375/2023") == 0
    path = "documents/2026/prikaz-12-p/index.md"
    text = (site / path).read_text("utf-8")
    assert (
        'repeals:\n  - kind: приказ\n    number: "375"\n    date: 2023-05-23\n    issuer: sovet\n'
        in text
    )
    assert faults(site, path) == []
    assert faults(site, "documents/2023/prikaz-375/index.md") == []


def test_of_acts_with_one_number_a_body_repeals_its_own(site, capsys):
    """Where the body is said; else both are named, and nothing is written."""
    first = ("приказ", "--title", "О порядке", "--number", "375", "--adopted", "23.05.2023")
    for issuer in ("sovet", "administraciya"):
        assert new(*first, "--issuer", issuer) == 0
        (site / "documents/2023/prikaz-375").rename(site / f"documents/2023/{issuer}-375")
    words = ("приказ", "--title", "Об отмене", "--number", "12-п", "--repeals", "375/2023")
    assert new(*words) == 1
    assert "документов несколько: documents/2023/administraciya-375/" in capsys.readouterr().err
    assert new(*words, "--issuer", "sovet") == 0
    text = (site / "documents/2026/prikaz-12-p/index.md").read_text("utf-8")
    assert "    date: 2023-05-23\n    issuer: sovet\n" in text


def test_a_file_lies_beside_the_text(site, tmp_path):
    """Its name becomes one that an address can have."""
    (tmp_path / "Приказ № 5.pdf").write_bytes(b"%PDF-1.4")
    assert (
        new("отчёт", "--title", "Об итогах года", "--file", str(tmp_path / "Приказ № 5.pdf")) == 0
    )
    folder = site / "reports/2026/ob-itogax-goda"
    assert (folder / "prikaz-n-5.pdf").exists()
    assert "- file: prikaz-n-5.pdf" in (folder / "index.md").read_text("utf-8")


@pytest.mark.parametrize("kind", ["страница", "page", "report", "news"])
def test_every_kind_checks(site, kind):
    """Whatever is begun can be published once its text is written."""
    assert new(kind, "--title", "Проба пера") == 0
    (source,) = site.rglob("*.md")
    assert faults(site, source.relative_to(site).as_posix()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["указ", "--title", "О"], "«указ» — непонятно, что это; бывает: новость"),
        (["новость"], "не указано: заголовок"),
        (["новость", "--title", "О", "--date", "31.02.2026"], "--date: «31.02.2026» — такой даты"),
        (["новость", "--title", "О", "--section", "спорт"], "рубрики «спорт» нет"),
        (["приказ", "--title", "О", "--repeals", "9/2020"], "«9/2020»: такого документа"),
        (["новость", "--title", "О", "--file", "нет.pdf"], "файла «нет.pdf» нет"),
    ],
)
def test_what_cannot_be_understood_is_named(site, capsys, words, said):
    """One message, nothing written."""
    assert new(*words) == 1
    assert said in capsys.readouterr().err
    assert list(site.rglob("*.md")) == []


def test_nothing_is_overwritten(site, capsys):
    """The same title twice is another item, or a mistake."""
    assert new("новость", "--title", "Каток") == 0
    before = (site / "news/2026/katok.md").read_bytes()
    assert new("новость", "--title", "Каток") == 1
    assert "уже есть" in capsys.readouterr().err
    assert (site / "news/2026/katok.md").read_bytes() == before
