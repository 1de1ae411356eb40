"""The officers' page tells how far the last version is, and nothing of what is not public."""

import json
import re

import pytest

from tests.publishing.published import PublishedTown
from vestnik.output import OutputError
from vestnik.publishing.publish import publish
from vestnik.publishing.status import Reporter, report_failure

SECRET = "zhimolost"


def told(town: PublishedTown, *, full: bool = False, revision: str = "", **choices: object) -> str:
    """Publishes as the command does; the page afterwards, as it is read."""
    request = town.request(**choices)
    reporter = Reporter(town.folder, request, revision=revision, full=full)
    reporter.checking()
    assert "Проверяется" in page(town)
    reporter.done(publish(town.folder, request))
    return page(town)


def page(town: PublishedTown) -> str:
    """The page as it is read."""
    return (town.folder / "status/index.html").read_text("utf-8").replace("\xa0", " ")


def test_what_was_published(town):
    """The new pages with their addresses, the number of the release, the version of the texts."""
    told(town)
    town.news("most", title="Мост открыт")
    said = told(town, revision="1a2b3c4d5e6f7a8b")
    assert "<strong>Опубликовано</strong> 10 марта 2026 года в 12:00, выпуск 2" in said
    assert "<code>1a2b3c4d5e</code>" in said
    assert '<a href="https://lipovsk.example/news/2026/03/09/most/">Мост открыт</a>' in said
    (town.content / "news/2026/most.md").unlink()
    assert "/news/2026/03/09/most/ — убрано" in told(town)


def test_nothing_new_keeps_the_last_news(town):
    """A timer publishes every five minutes: what was published last stays on the page."""
    told(town)
    town.news("most", title="Мост открыт")
    said = told(town)
    assert told(town) == said
    assert "Мост открыт" in said


def test_why_it_was_not_published(town):
    """All errors with file, line and remedy; the site stays, the page says so."""
    told(town)
    before = town.served()
    town.news("most", "section: netu", title="Мост открыт")
    said = told(town)
    assert "<strong>Не опубликовано</strong>" in said
    assert "На сайте всё осталось как было" in said
    assert "<code>news/2026/most.md</code>" in said
    assert "<strong>Ошибка</strong> (строка 3, section)" in said
    assert "раздела «netu» на сайте нет. Есть: " in said
    assert town.served() == before
    town.news("most", "section: dorogi", title="Мост открыт")
    assert "<strong>Опубликовано</strong>" in told(town)


def test_who_only_waits_is_told_apart(town):
    """A text that links to what could not be read has nothing to mend, and is not among those that
    have; with a fault of its own, it is.
    """
    told(town)
    town.news("most", "tags: [a, b", title="Мост открыт")
    town.news("shkola", title="Школа", text="Дорога [по новому мосту](most.md).")
    town.news("sad", "section: netu", title="Сад", text="Дорога [по новому мосту](most.md).")
    said = told(town)
    wrong, _, waiting = said.partition("Ждут исправления других")
    assert "<h2>3 ошибки в 2 файлах</h2>" in wrong
    assert "news/2026/most.md</code></h3>" in wrong
    assert "news/2026/sad.md</code></h3>" in wrong
    assert "shkola" not in wrong
    assert "<li><code>news/2026/shkola.md</code></li>" in waiting
    assert "менять ничего не нужно" in waiting


def test_what_is_held(town):
    """Published but for one."""
    town.news("most", title="Мост открыт")
    told(town)
    town.news("most", "section: netu", title="Мост открыт")
    town.news("shkola", title="Школа открыта")
    said = told(town, hold_faulty=True)
    assert "<strong>Опубликовано</strong>" in said
    assert "news/2026/most.md</code> — на сайте оставлен прежний вид" in said
    assert "Школа открыта" in said


HIDDEN = {
    "draft": ("draft: true",),
    "embargo": ("date: 2026-04-01 09:00",),
    "unreadable draft": ("draft: true", "tags: [a, b"),
    "unreadable embargo": ("date: 2026-04-01", "tags: [a, b"),
}


@pytest.mark.parametrize("lines", HIDDEN.values(), ids=HIDDEN)
def test_drafts_are_not_named(town, lines):
    """Their errors are only counted; on a page that is closed they are told."""
    told(town)
    town.news(f"{SECRET}", *lines, "section: netu", title=f"Жимолость {SECRET}")
    said = told(town)
    assert "<strong>Не опубликовано</strong>" in said
    assert re.search(r"Ещё \d+ ошиб\w+ — в том, что не опубликовано", said)
    assert SECRET not in said
    assert "имолость" not in said
    assert SECRET in told(town, full=True)


def test_nor_by_others(town):
    """An error of a public item that names a draft is counted with those of the draft."""
    told(town)
    town.news(SECRET, "draft: true", title="Жимолость")
    town.news(
        "most", title="Мост", text=f"[О кустах](/news/2026/03/09/{SECRET}/) и [мосте](/netu/)."
    )
    town.news("sad", f"slug: {SECRET}", title="Сад")
    said = told(town)
    assert "/netu/" in said
    assert SECRET not in said


def test_no_search_engine_keeps_it(town):
    """It forbids it, no page leads to it, no map of the site names it."""
    said = told(town)
    assert '<meta name="robots" content="noindex, nofollow">' in said
    assert town.shows("lipovsk.example/status/") == []
    assert town.shows('href="/status/"') == []
    assert "default-src 'none'" in said
    assert "<script>" not in said
    assert " style=" not in said


def test_its_script_learns_of_news(town):
    """From a small file that says which version the page is of."""
    said = told(town)
    data = json.loads((town.folder / "status/status.json").read_text("utf-8"))
    assert data["step"] == "published"
    assert f'data-moment="{data["moment"]}"' in said


def test_faults_of_the_machine_are_not_for_everybody(town):
    """A public page names no folder of the server."""
    told(town)
    reporter = Reporter(town.folder, town.request())
    reporter.failed("папка «/srv/town» занята")
    assert "/srv" not in page(town)
    assert "веб-мастер" in page(town)
    report_failure(town.folder, "VESTNIK: неизвестная настройка «x»", full=False)
    assert "ошибка; её назовёт vestnik check" in page(town)
    report_failure(town.folder, "VESTNIK: неизвестная настройка «x»", full=True)
    assert "неизвестная настройка" in page(town)


def test_somebody_is_publishing(town):
    """Whoever comes second leaves the page to the first."""
    told(town)
    with town.releases.locked(), pytest.raises(OutputError):
        publish(town.folder, town.request())
