import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.core.model import Document, Kind, Withdrawal
from vestnik.site import related as module
from vestnik.site.related import kinship, related, stem, theme

START = datetime(2026, 11, 17, 10, tzinfo=ZoneInfo("Europe/Moscow"))


def make(title: str, number: int = 0, **facts) -> Document:
    """A news item; greater numbers are later."""
    defaults = {
        "path": f"news/{number}.md",
        "kind": Kind.NEWS,
        "title": title,
        "date": START + timedelta(hours=number),
        "address": f"/news/{number}/",
        "slug": str(number),
    }
    return Document(**(defaults | facts))


TITLES = [
    "Начался ремонт дорог в посёлке Северный",
    "Концерт ко Дню города пройдёт на площади",
    "Изменится движение автобусов на улице Ленина",
    "График отключения горячей воды",
    "Открыт каток на стадионе «Юность»",
    "Запись детей в первый класс начнётся 1 апреля",
    "Дорожные работы: что отремонтировали за год",
    "Горячую воду отключат на улице Мира",
    "МФЦ не работает в праздники",
]
EARLIER = [make(title, number) for number, title in enumerate(TITLES)]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Завершён ремонт дороги", 0),
        ("Ледовый каток «Юность» приглашает на массовое катание", 4),
        ("Как записать ребёнка в первый класс", 5),
        ("Горячей воды не будет", 3),
        ("В МФЦ изменился график работы", 8),
    ],
)
def test_same_theme(title, first):
    """The item that has most in common comes first, in whatever forms its words stand."""
    assert related(make(title, 99), EARLIER)[0] is EARLIER[first]


@pytest.mark.parametrize(
    "title",
    ["Глава города поздравил жителей", "Новости", "", "12.11.2026", "Итоги шахматного турнира"],
)
def test_nothing_in_common(title):
    """Where nothing is akin, nothing is shown; words of every town hall make no theme."""
    assert related(make(title, 99), EARLIER) == []


def test_limit():
    """No more than four are picked."""
    many = [make("Ремонт дороги", number) for number in range(9)]
    assert len(related(make("Ремонт дороги", 99), many)) == 4
    assert len(related(make("Ремонт дороги", 99), many, limit=2)) == 2


def test_ties():
    """Of equals the later comes first, whatever the order in which they are given."""
    many = [make("Ремонт дороги", number) for number in range(9)]
    expected = many[:4:-1]
    random.Random(1).shuffle(many)
    assert related(make("Ремонт дороги", 99), many) == expected


def test_passed_over():
    """The item itself, a withdrawn one and one in another language are not picked."""
    own = make("Ремонт дороги", 9)
    gone = Withdrawal(date=date(2026, 12, 1), reason="ошибка")
    others = [own, make("Ремонт дороги", 1, withdrawn=gone), make("Ремонт дороги", 2, lang="en")]
    assert related(own, others) == []


def test_tags():
    """A tag in common makes two items akin, though no word of their titles is the same."""
    own = make("Зимняя сказка", 9, tags=("спорт",))
    other = make("Итоги турнира", 1, tags=("Спорт",))
    assert related(own, [other, make("Итоги турнира", 2)]) == [other]


def test_lead_counts_less_than_title():
    """A word of the lead makes items less akin than one of the title."""
    own = theme(make("Ремонт школы"))
    in_title, in_lead = make("Ремонт моста"), make("Строители и мост", lead="Начат ремонт")
    assert kinship(own, theme(in_title)) > kinship(own, theme(in_lead)) > 0


def test_name_counts_more_than_word():
    """A proper name says more of a theme than a common word."""
    own = theme(make("На улице Мира откроют садик"))
    assert kinship(own, theme(make("Субботник на улице Мира"))) > kinship(
        own, theme(make("Субботник возле садика"))
    )


def test_other_items_do_not_matter():
    """Whatever else is on the site, two items are as akin as they were: pages do not change."""
    own = make("Завершён ремонт дороги", 99)
    before = related(own, EARLIER)
    assert related(own, [*EARLIER, *(make("Субботник", 50 + n) for n in range(20))]) == before


@given(st.text(max_size=60), st.text(max_size=60))
def test_kinship_of_any_texts(one, other):
    """Kinship lies between nothing and sameness, and is mutual."""
    first, second = theme(make(one)), theme(make(other, lead=one))
    assert 0 <= kinship(first, second) <= 1
    assert kinship(first, second) == kinship(second, first)
    if first.weights:
        assert kinship(first, first) == 1


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ("дорога дороги дорогами дорог", "дорог"),
        ("ремонт ремонта ремонтом ремонтный ремонтных", "ремонт"),
        ("образование образования образовательный", "образо"),
        ("ещё", "ещ"),
        ("мэр", "мэр"),
    ],
)
def test_stem(forms, expected):
    """The forms of a word have one stem, and so have its near relations."""
    assert {stem(form)[: len(expected)] for form in forms.split()} == {expected}


def test_an_item_is_understood_once():
    """Earlier items that were looked through before cost their comparison alone."""
    chance = random.Random(1)
    words = " ".join(TITLES).split()
    items = [
        make(
            " ".join(chance.choices(words, k=8)),
            number,
            lead=" ".join(chance.choices(words, k=25)),
            tags=tuple(chance.choices(words, k=2)),
        )
        for number in range(61)
    ]
    module._theme.cache_clear()
    related(items[60], items[:60])
    understood = module._theme.cache_info().misses
    related(items[60], items[:60])
    assert understood == 61
    assert module._theme.cache_info().misses == understood
