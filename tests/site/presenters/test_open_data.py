"""Open data, the log and the figures of the register, from a view."""

import json
from datetime import date

import pytest

from tests.site.fakes import act, moment, news, report
from vestnik.core.model import Change, Withdrawal
from vestnik.site import presenters


@pytest.fixture
def register(view):
    """Two acts of one kind and one of another; one was changed, one withdrawn."""
    view.add(act("1", date(2022, 1, 10)))
    changed = (Change(date=date(2023, 6, 2), note="Исправлена опечатка"),)
    view.add(act("2", date(2023, 5, 23), changes=changed))
    gone = Withdrawal(date=date(2023, 7, 1), reason="Издан ошибочно")
    view.add(act("3", date(2023, 5, 24), kind="postanovlenie", withdrawn=gone))
    return view


def lines(page):
    """What the log says, a day after the other."""
    return [(day.day.isoformat(), row.deed, row.name) for day in page.days for row in day.rows]


def test_the_log_follows_from_the_content(register):
    """Published, changed, withdrawn; the latest first; nothing else."""
    page = presenters.log(register)
    assert lines(page) == [
        ("2023-07-01", "Снято с публикации", "Постановление от\u00a024.05.2023 №\u00a03"),
        ("2023-06-02", "Изменено на сайте", "Приказ от\u00a023.05.2023 №\u00a02"),
        ("2023-05-24", "Опубликовано", "Постановление от\u00a024.05.2023 №\u00a03"),
        ("2023-05-23", "Опубликовано", "Приказ от\u00a023.05.2023 №\u00a02"),
        ("2022-01-10", "Опубликовано", "Приказ от\u00a010.01.2022 №\u00a01"),
    ]
    assert page.days[1].rows[0].note == "Исправлена опечатка"
    assert [year.year for year in page.archive] == [2023, 2022]


def test_the_log_tells_of_what_was_changed_and_taken_back_elsewhere(register):
    """Reports stand in it as acts do; of news only what happened after their publication. The
    passport is of the register, and knows nothing of either.
    """
    gone = Withdrawal(date=date(2024, 3, 2), reason="Неверные сведения")
    changed = (Change(date=date(2024, 3, 1), note="Уточнено время"),)
    register.add(news("a", moment(2024, 2, 28), changes=changed))
    register.add(news("b", moment(2024, 2, 28), withdrawn=gone))
    register.add(news("c", moment(2024, 2, 28)))
    register.add(report("d", moment(2024, 2, 27)))
    assert [line for line in lines(presenters.log(register)) if line[0] > "2024"] == [
        ("2024-03-02", "Снято с публикации", "Новость"),
        ("2024-03-01", "Изменено на сайте", "Новость"),
        ("2024-02-27", "Опубликовано", "Отчёт"),
    ]
    passport = dict(presenters.opendata(register).passport)
    assert passport["Дата последнего внесения изменений"] == "2023-07-01"


def test_a_month_of_the_log_holds_that_month_alone(register):
    """An act that was published earlier stands in it with its change only."""
    page = presenters.log_month(register, "log/2023/06")
    assert [line[:2] for line in lines(page)] == [("2023-06-02", "Изменено на сайте")]
    assert page.url == "/opendata/log/2023/06/"
    assert b"2023-06-02" in presenters.log_csv(register, "2023")
    assert b"2022-01-10" not in presenters.log_csv(register, "2023")


def test_every_line_of_the_feed_has_a_name_of_its_own(register):
    """An act that was published and changed is two entries."""
    _, entries = presenters.log_feed(register)
    assert len({entry.guid for entry in entries}) == len(entries) == 3
    assert entries[0].title.startswith("Снято с публикации: Постановление")


def test_what_is_not_public_is_in_no_file(view):
    """Drafts and acts under embargo are neither in the register nor in the log."""
    view.add(act("1", date(2023, 5, 23)))
    view.add(act("2", date(2023, 5, 24), draft=True))
    view.add(act("3", date(2023, 5, 25), date=moment(2027, 1, 1)))
    found = json.loads(presenters.data_json(view, "2023"))["acts"]
    assert [one["number"] for one in found] == ["1"]
    assert len(lines(presenters.log(view))) == 1


def test_the_passport_tells_the_last_change(register):
    """The latest line of the log, and the day of the first one."""
    page = presenters.opendata(register)
    passport = dict(page.passport)
    assert passport["Дата последнего внесения изменений"] == "2023-07-01"
    assert passport["Дата первой публикации набора данных"] == "2022-01-10"
    assert passport["Содержание последнего изменения"].startswith("Снято с публикации")
    assert [year for year, _files in page.sets[0].years] == [2023, 2022]


def test_the_figures_count_without_looking(register):
    """By year and kind; no act is read for it."""
    register.reads.keys.clear()
    page = presenters.statistics(register)
    assert [(row.year, row.counts, row.total) for row in page.rows] == [
        (2023, (1, 1), 2),
        (2022, (1, 0), 1),
    ]
    assert page.totals == (2, 1)
    assert [bar.width for bar in page.rows[0].bars] == ["50.00%", "50.00%"]
    assert not any(key.startswith(("/", "body:", "act:")) for key in register.reads.keys)


def test_news_as_json(view):
    """Title, day, section, address; a withdrawn one without its lead."""
    view.add(news("a", title="Мост открыт", lead="Сегодня."))
    gone = Withdrawal(date=date(2026, 11, 18), reason="Ошибка")
    view.add(news("b", lead="Тайна.", withdrawn=gone))
    found = json.loads(presenters.data_news(view, "2026"))["news"]
    assert {one["lead"] for one in found} == {"Сегодня.", ""}
    assert found[0]["address"].startswith("https://lipovsk.example/news/")
