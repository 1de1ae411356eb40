"""Personal data in a text: found by check digits and by the words around, never repeated."""

import random

import pytest

from tests.core.personal_numbers import KINDS, sentence
from vestnik.core.personal import (
    Datum,
    find_personal,
    inn_is_valid,
    luhn_is_valid,
    masked,
    phone_digits,
    snils_is_valid,
)
from vestnik.core.personal_files import find_in_pages, tell

FOUND = {
    "паспорт серии 4508 № 123456": Datum.PASSPORT,
    "паспортные данные: 45 08 123456": Datum.PASSPORT,
    "серия 4508 номер 123456": Datum.PASSPORT,
    "4508 123456, выдан ОВД": Datum.PASSPORT,
    "СНИЛС 11223344595": Datum.SNILS,
    "112-233-445 95": Datum.SNILS,
    "ИНН 500100732259": Datum.INN,
    "на карту 4111111111111111": Datum.CARD,
    "2200 1234 5678 9019": Datum.CARD,
    "моб. 8 900 123-45-67": Datum.PHONE,
    "гр. Лугова А. П., тел. 2-14-06": Datum.PHONE,
    "зарегистрирован по адресу: пер. Лесной, дом 3": Datum.ADDRESS,
    "Лугова Анна Петровна, ул. Мира, 5, кв. 12": Datum.ADDRESS,
}

QUIET = [
    "ИНН 7707083893, КПП 770701001",  # a body's
    "расчётный счёт 40702810900000012345, БИК 044525225",
    "КБК 182 1 01 02010 01 1000 110",
    "кадастровый номер 50:11:0000000:1234",
    "номер закупки 0148300000121000005",
    "технический паспорт 1234 567890 здания",
    "приёмная: тел. +7 (000) 555-01-00",
    "дежурный диспетчер: 8 (912) 345-67-89",
    "дом по адресу: ул. Садовая, д. 5 признать аварийным",
    "в 2015 2016 2017 2018 годах — 1200 1300 1400 рублей",
    "с 01.01.2018 по 31.12.2024",
    "112-233-445 96",  # the check number is wrong
    "4111 1111 1111 1112",
]


@pytest.mark.parametrize("text", FOUND)
def test_finds(text):
    """Each way in which people write it."""
    assert [trace.datum for trace in find_personal(f"Сведения: {text}. Далее.")] == [FOUND[text]]


@pytest.mark.parametrize("text", QUIET)
def test_stays_quiet(text):
    """Numbers of bodies, codes, dates and money are nobody's personal data."""
    assert find_personal(f"Сведения: {text}.") == []


def test_official_phones_are_no_citizens():
    """However they are typed."""
    official = frozenset({phone_digits("+7 (900) 123-45-67")})
    assert find_personal("Звоните: 8-900-123-45-67", official) == []
    assert find_personal("Звоните: 8-900-123-45-68", official) != []


@pytest.mark.parametrize("text", FOUND)
def test_never_repeats_what_it_found(text):
    """Two digits at most are left."""
    for trace in find_personal(text):
        assert sum(map(str.isdigit, trace.masked)) <= 2
    assert masked("4111 1111 1111 1111") == "•••• •••• •••• ••11"


def test_check_digits_notice_every_changed_digit():
    """One wrong digit makes a number no one's."""
    for digits, valid in (
        ("500100732259", inn_is_valid),
        ("11223344595", snils_is_valid),
        ("4111111111111111", luhn_is_valid),
    ):
        assert valid(digits)
        for place, digit in enumerate(digits):
            other = str((int(digit) + 1) % 10)
            assert not valid(digits[:place] + other + digits[place + 1 :])


@pytest.mark.parametrize("kind", KINDS)
def test_hardly_misses_any_of_many(kind):
    """At least 99 of 100, in the text of a page and in that of a file."""
    pick = random.Random(kind)
    cases = [sentence(pick, kind) for _ in range(150)]
    in_texts = [any(one.datum is datum for one in find_personal(text)) for text, datum in cases]
    in_files = [
        any(one.datum == datum.name for one in find_in_pages([text])) for text, datum in cases
    ]
    assert in_texts.count(False) <= 1
    assert in_files.count(False) <= 1


def test_finds_all_of_many_numbers():
    """Numbers made at random, of every kind, in the middle of a sentence."""
    pick = random.Random(3)
    for _ in range(300):
        nine = f"{pick.randrange(2_000_000, 999_999_999):09}"
        total = sum(int(digit) * (9 - place) for place, digit in enumerate(nine))
        snils = f"{nine[:3]}-{nine[3:6]}-{nine[6:]} {total % 101 % 100:02}"
        passport = f"паспорт {pick.randrange(1000, 9999)} {pick.randrange(10**6):06}"
        phone = f"тел. +7 9{pick.randrange(10**9):09}"
        text = f"Заявитель ({snils}), {passport}; {phone}."
        found = {trace.datum for trace in find_personal(text)}
        assert found == {Datum.SNILS, Datum.PASSPORT, Datum.PHONE}, text


def test_numbers_broken_by_the_lines_of_a_page_are_found():
    """Paper ends its lines anywhere; the place is told by the page."""
    pages = ("Первая страница.", "Гражданин Рябинин И. И., паспорт\nсерии 4508\n№ 123456, выдан")
    (trace,) = find_in_pages(pages)
    assert (trace.datum, trace.page, trace.sure) == ("PASSPORT", 2, True)


def test_columns_of_figures_are_nobodys():
    """Groups of four digits that pass the check by chance stand in every budget."""
    table = "Доходы\n2200 1234 5678 9019\n4111 1111 1111 1111\n112 233 445 95"
    assert list(find_in_pages([table])) == []


def test_a_file_is_told_of_without_its_numbers():
    """Kinds, pages, two digits; the body's own phones are left out, and kept nowhere."""
    text = "Заявитель Лугова Анна Петровна, тел. +7 900 123-45-67"
    traces = list(find_in_pages([text, "СНИЛС 112-233-445 95"]))
    assert "9001234567" not in repr(traces)
    words, sure = tell(traces)
    assert words == (
        "номер СНИЛС «•••-•••-••• 95» (с. 2), телефон гражданина «+• ••• •••-••-67» (с. 1)"
    )
    assert sure
    assert tell(traces[:1], frozenset({phone_digits("8 900 123-45-67")})) is None
