"""The audit finds what a profile asks for, names its source, and says nothing of laws kept."""

import json
from datetime import date
from pathlib import Path

import pytest

from vestnik.audit import Duty, Inputs, ProfileError, audit, read_profile, read_site, stubs
from vestnik.commands.__main__ import main
from vestnik.commands.audit import usual_profile
from vestnik.core.model import FileFacts
from vestnik.core.statement import read_runs

TODAY = date(2026, 11, 22)
NAME = "Администрация города"
TEXT = "Здесь рассказано, как устроена администрация, кто за что отвечает и куда обращаться. " * 3
SITE = {"/": "Город", "/sitemap/": "Карта сайта", "/most/": "Мост открыт"}


def document(title, *, main="", head="", header="", lang=' lang="ru"'):
    """A sound page, or one with something else in its parts."""
    links = "".join(f'<a href="{address}">{name}</a>' for address, name in SITE.items())
    own = f'<a href="/">На главную. {NAME}</a><nav>{links}</nav>'
    view = '<meta name="viewport" content="width=device-width">'
    return (
        f"<!doctype html><html{lang}><head><title>{title}</title>{head or view}</head><body>"
        f'<a href="#c">К содержанию</a><header>{header or own}</header>'
        f'<main id="c"><h1>{title}</h1>{main or f"<p>{TEXT}</p>"}</main></body></html>'
    )


def write(root: Path, **pages: str) -> Path:
    """A sound site of three pages, with others beside or in their place."""
    documents = {address: document(title) for address, title in SITE.items()} | pages
    for address, text in documents.items():
        path = root / address.strip("/") / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def found(root, check, parameters="", **known):
    """What one check finds: (address, message)."""
    text = (
        '[[sources]]\nkey = "wcag"\ntitle = "WCAG 2.2"\n[[items]]\ntitle = "Так нужно"\n'
        f'check = "{check}"\nsources = ["wcag:1.1.1"]\nparameters = {{ {parameters} }}\n'
    )
    (result,) = audit(
        read_site(root), read_profile(text, "p.toml"), Inputs(today=TODAY, names=(NAME,), **known)
    )
    return [(one.address, one.message) for one in result.findings]


SAYS_NOTHING = 'nothing_said = ["здесь", "Документ"]'
DATES = 'published = ["Опубликовано"], changed = ["Последнее изменение"]'
BROKEN = {
    "menu": (document("А", header=f'<a href="/">На главную {NAME}</a>'), "", "нет меню"),
    "home-link": (document("А", header=f"<p>{NAME}</p>"), 'words = ["главн"]', "на главную"),
    "site-map-link": (document("А", header="<p></p>"), "", "карту сайта"),
    "body-name": (document("А", header="<p>Сайт</p>"), "", "нет названия органа"),
    "titles": (document("Документ"), SAYS_NOTHING, "ничего не говорит"),
    "headings": (document("А", main="<h3>Б</h3>"), "", "после заголовка h1 сразу h3"),
    "link-words": (document("А", main='<a href="/x">Здесь</a>'), SAYS_NOTHING, "куда ведёт"),
    "dates": (document("А", main="<article>Текст</article>"), DATES, "нет даты публикации"),
    "language": (document("А", lang=""), "", "язык страницы не указан"),
    "pictures": (document("А", main='<img src="a.jpg">'), "", "нет описания"),
    "media": (document("А", main="<video src='a.mp4'></video>"), "", "без субтитров"),
    "zoom": (
        document("А", head='<meta name="viewport" content="user-scalable=no">'),
        "",
        "запрещает увеличение",
    ),
    "keyboard": (document("А", main='<div onclick="x()">А</div>'), "", "только мышью"),
    "fields": (document("А", main='<input name="q" placeholder="Поиск">'), "", "нет подписи"),
    "tables": (document("А", main="<table><tr><td>1</td></tr></table>"), "", "без заголовков"),
}


@pytest.mark.parametrize("check", BROKEN)
def test_a_broken_page_is_named(tmp_path, check):
    """Each check finds its fault on the page that has it, and nothing on the sound ones."""
    page, parameters, message = BROKEN[check]
    places = found(write(tmp_path, **{"/a/": page}), check, parameters)
    assert {address for address, _ in places} == {"/a/"}
    assert any(message in text for _, text in places)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<time datetime="2026-11-22">22 ноября</time>', "не сказано"),
        ('Опубликовано <time datetime="2026-11-22">22 ноября</time>', "последнего изменения"),
    ],
)
def test_dates_are_named_in_words(tmp_path, text, message):
    """A date alone tells nobody what happened then."""
    page = document("А", main=f"<article>{text}</article>")
    ((_, said),) = found(write(tmp_path, **{"/a/": page}), "dates", DATES)
    assert message in said


def test_pages_far_away_or_without_a_way(tmp_path):
    """Six links are too many, and a page that nothing leads to is an island."""
    chain = {
        f"/{n}/": document(f"Шаг {n}", main=f'<a href="/{n + 1}/">Дальше, к шагу {n + 1}</a>')
        for n in range(1, 7)
    }
    home = document("Город", main='<a href="/1/">К первому шагу</a>')
    root = write(tmp_path, **chain, **{"/": home, "/island/": document("Остров")})
    places = dict(found(root, "reachable", "links = 5"))
    assert places.keys() == {"/6/", "/island/"}
    assert "6 переходов" in places["/6/"]


def test_links_in_full_are_ways_too(tmp_path):
    """A site that writes its own address in full is walked all the same."""
    head = '<link rel="canonical" href="https://gorod.example/">'
    home = document("Город", head=head, main='<a href="https://gorod.example/a/">Сюда, к А</a>')
    root = write(tmp_path, **{"/": home, "/a/": document("А")})
    assert found(root, "reachable") == []


def test_patterns_for_scripts_are_no_part_of_a_page(tmp_path):
    """A `<template>` is not shown: its links without words are no fault, and lead nowhere."""
    pattern = f'<p>{TEXT}</p><template><a href="/gde/"></a></template>'
    root = write(tmp_path, **{"/": document("Город", main=pattern)})
    assert found(root, "link-words", SAYS_NOTHING) == []
    assert read_site(root).pages["/"].links.count("/gde/") == 0


def test_two_pages_with_one_title(tmp_path):
    """Both are named."""
    root = write(tmp_path, **{"/a/": document("Приказ"), "/b/": document("Приказ")})
    assert [address for address, _ in found(root, "titles")] == ["/a/", "/b/"]


def test_documents_are_looked_into(tmp_path):
    """A PDF without text or tags is named together with the page that leads to it."""
    page = document("А", main='<a href="/files/a.pdf">Приказ</a><a href="/files/b.pdf">План</a>')
    root = write(tmp_path, **{"/a/": page})
    (root / "files").mkdir()
    for name in "ab":
        (root / f"files/{name}.pdf").write_bytes(b"%PDF")

    def describe(_root, path):
        return FileFacts(
            path=path,
            digest="",
            size=4,
            media_type="application/pdf",
            has_text=True,
            tagged=path.endswith("b.pdf"),
        )

    places = found(root, "documents", describe=describe)
    assert places == [("/files/a.pdf", "нет тегов; ссылка на странице /a/")]


EXPECTED = """
[[sources]]
key = "8-fz"
title = "8-ФЗ"
[[expected]]
key = "powers"
title = "Полномочия"
sources = ["8-fz:ст. 13"]
addresses = ["/vlast/polnomochiya/"]
titles = ["полномочия"]
text = "что вправе решать орган"
"""


@pytest.mark.parametrize(
    ("pages", "duty", "message"),
    [
        ({}, None, "страницы нет. Что на ней: что вправе решать орган"),
        ({}, Duty("pages/p.md", "Отдел", None, draft=True), "pages/p.md — черновик; ответст"),
        ({"/vlast/polnomochiya/": document("П", main="<p>Скоро</p>")}, None, "страница пуста"),
        (
            {"/vlast/polnomochiya/": document("П")},
            Duty("pages/p.md", "Отдел кадров", date(2026, 11, 21)),
            "до 21.11.2026 (pages/p.md); ответственный: Отдел кадров",
        ),
        (
            {"/vlast/polnomochiya/": document("П")},
            Duty("pages/p.md", "Отдел кадров", date(2026, 11, 22)),
            "",
        ),
        ({"/o-nas/": document("Полномочия и задачи")}, None, ""),
    ],
)
def test_expected_pages(tmp_path, pages, duty, message):
    """Absent, empty, a draft, past its day: each is said, with the one who answers for it."""
    site = read_site(write(tmp_path, **pages))
    duties = {"/vlast/polnomochiya/": duty} if duty else {}
    (result,) = audit(site, read_profile(EXPECTED, "p.toml"), Inputs(today=TODAY, duties=duties))
    said = "".join(one.message for one in result.findings)
    assert message in said
    assert bool(said) == bool(message)
    assert result.sources == ("8-ФЗ, ст. 13",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[items", "не TOML"),
        ("[items]\na = 1", "в двойных скобках"),
        ('[[items]]\ntitle = "А"', "нет sources"),
        ('[[items]]\ntitle = "А"\nsources = ["x"]\ncolour = 1', "лишнее colour"),
        ('[[items]]\ntitle = "А"\nsources = ["gost:1"]', "источника «gost:1» нет"),
    ],
)
def test_a_broken_profile_is_refused(text, message):
    """The message says what is wrong, in Russian."""
    with pytest.raises(ProfileError, match=message):
        read_profile(text, "p.toml")


def test_an_unknown_check_is_refused(tmp_path):
    """With the names of those that there are."""
    with pytest.raises(ProfileError, match=r"«colours» нет; есть .*zoom"):
        found(write(tmp_path), "colours")


def test_the_shipped_profile_names_sources_that_bind():
    """Every item and every page has its source; every page says what belongs on it."""
    profile = usual_profile()
    assert len(profile.items) >= 20
    assert all(one.text for one in profile.expected)
    assert all(
        profile.cite(ref) for one in (*profile.items, *profile.expected) for ref in one.sources
    )
    cited = {
        r.partition(":")[0] for one in (*profile.items, *profile.expected) for r in one.sources
    }
    assert cited == profile.sources.keys()


def test_what_nobody_has_compared_with_its_source_is_said(tmp_path, capsys, monkeypatch):
    """A source that was not read in full says so in the profile, and the report repeats it."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "out")
    main(["audit", "out"])
    said = capsys.readouterr().out.partition("Не сверено с текстом источника")[2]
    main(["audit", "out", "--json"])
    data = json.loads(capsys.readouterr().out)["unconfirmed"]
    unread = [source for source in usual_profile().sources.values() if source.unconfirmed]
    assert len(unread) >= 3
    for source in unread:
        assert f"{source.title}: {source.unconfirmed}" in said
        assert data[source.title] == source.unconfirmed


def test_stubs_are_drafts_for_pages_that_are_not_there():
    """Each has an owner to fill in, a day of review, and the law it is for."""
    profile = read_profile(EXPECTED, "p.toml")
    assert list(stubs(profile, ["/vlast/polnomochiya/"], TODAY)) == []
    ((path, text),) = stubs(profile, [], TODAY)
    assert path == "pages/vlast/polnomochiya.md"
    assert "draft: true" in text
    assert "review_by: 2027-02-20" in text
    assert "8-ФЗ, ст. 13" in text


def test_the_command_reports_and_fails(tmp_path, capsys, monkeypatch):
    """Exit status 1 with findings; the words never say that a law is kept."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "out", **{"/a/": BROKEN["fields"][0]})
    assert main(["audit", "out"]) == 1
    said = capsys.readouterr().out
    assert "НЕ ПРОЙДЕНО: У полей ввода есть подписи" in said
    assert "Названные проверки пройдены:" in said
    assert "соответствует" not in said


def test_the_command_passes_a_sound_site(tmp_path, capsys, monkeypatch):
    """Exit status 0 when nothing is found, by a profile of one's own; the same as JSON."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "out")
    (tmp_path / "p.toml").write_text(
        '[[sources]]\nkey = "w"\ntitle = "WCAG"\n'
        '[[items]]\ncheck = "fields"\ntitle = "Подписи"\nsources = ["w"]\n'
        '[[items]]\ntitle = "Клавиатура"\nsources = ["w"]\nby = "браузер"\n',
        encoding="utf-8",
    )
    assert main(["audit", "out", "--profile", "p.toml", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [one["result"] for one in data["checks"]] == ["passed", "not run"]
    assert data["checks"][0]["looked_at"] == 3


def test_the_command_refuses_an_empty_folder(tmp_path, capsys):
    """One sentence, exit status 1."""
    assert main(["audit", str(tmp_path)]) == 1
    assert "нет собранного сайта" in capsys.readouterr().err


@pytest.mark.slow
def test_the_demo_shows_what_was_checked(demo_site, repo, capsys, monkeypatch):
    """What stands on the demo portal's page of accessibility is what the audit says of it now."""
    monkeypatch.chdir(repo)
    main(["audit", str(demo_site), "--json"])
    checks = json.loads(capsys.readouterr().out)["checks"]
    checks = [one for one in checks if not one["check"].startswith("page:")]
    (run,) = read_runs((repo / "accessibility.toml").read_text("utf-8"))
    passed = [one for one in checks if one["result"] == "passed" and one["looked_at"]]
    assert list(run.passed) == [one["title"] for one in passed]
    failed = [f"{one['title']} (мест: {len(one['findings'])})" for one in checks if one["findings"]]
    assert list(run.failed) == failed
    statement = (demo_site / "accessibility/index.html").read_text("utf-8")
    assert all(sentence in statement for sentence in (*run.passed, *failed))
