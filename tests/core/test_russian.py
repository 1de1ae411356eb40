"""Russian words, dates as people type them, and typography."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.core import russian
from vestnik.core.russian import parse_date, typography


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("файл", [1, 21, 101, 1001, -1]),
        ("файла", [2, 3, 4, 22, 104, 1002]),
        ("файлов", [0, 5, 11, 12, 13, 14, 19, 20, 111, 112, 1011]),
    ],
)
def test_plural(form, numbers):
    """The form goes by the last two digits."""
    assert {russian.plural(number, "файл", "файла", "файлов") for number in numbers} == {form}


def test_dates_for_readers():
    """A date in words does not break inside."""
    assert russian.date_words(date(2023, 5, 23)) == "23\u00a0мая 2023\u00a0года"
    assert russian.date_digits(date(2023, 5, 3)) == "03.05.2023"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 байт"),
        (1, "1 байт"),
        (2, "2 байта"),
        (1023, "1023 байта"),
        (1024, "1 КБ"),
        (240 * 1024, "240 КБ"),
        (1024 * 1024 - 1, "1 МБ"),
        (1_470_000, "1,4 МБ"),
        (12_400_000, "12 МБ"),
        (5 * 1024**3, "5 ГБ"),
    ],
)
def test_sizes_for_readers(size, words):
    """Sizes are rounded as people say them."""
    assert russian.size_words(size) == words.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-17", date(2026, 11, 17)),
        ("17.11.2026", date(2026, 11, 17)),
        ("7.1.2026", date(2026, 1, 7)),
        ("23 мая 2023 года", date(2023, 5, 23)),
        ("23 мая 2023", date(2023, 5, 23)),
        ("23\u00a0Мая 2023\u00a0г.", date(2023, 5, 23)),
        ("«5» марта 2016г.", date(2016, 3, 5)),
        ("23.05.2023 г.", date(2023, 5, 23)),
        ("23.05. 2023 года", date(2023, 5, 23)),
        ("29.02.2024", date(2024, 2, 29)),
        ("2026-11-17 10:30", datetime(2026, 11, 17, 10, 30)),  # noqa: DTZ001 - no zone was typed
        ("17.11.2026 9.05", datetime(2026, 11, 17, 9, 5)),  # noqa: DTZ001 - as above
        ("17 ноября 2026 года в 10:30", datetime(2026, 11, 17, 10, 30)),  # noqa: DTZ001 - as above
        ("2026-11-17T10:30:05Z", datetime(2026, 11, 17, 10, 30, 5, tzinfo=UTC)),
    ],
)
def test_dates_as_people_type_them(text, expected):
    """A date, or a moment where the time is typed."""
    found = parse_date(text)
    assert (found, type(found)) == (expected, type(expected))


def test_a_zone_is_kept():
    """A moment has the zone that was typed."""
    found = parse_date("2026-11-17 10:30 +03:00")
    assert isinstance(found, datetime)
    assert found.utcoffset() == timedelta(hours=3)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31.02.2023", "такой даты нет: в этом месяце 28 дней"),
        ("31 апреля 2023 года", "в этом месяце 30 дней"),
        ("00.05.2023", "такой даты нет"),
        ("2023-13-01", "месяцев двенадцать"),
        ("17.11.26", "двумя цифрами"),
        ("0202-05-01", "опечатку в годе"),
        ("2026-11-17 25:00", "такого времени нет"),
        ("2026-11-17 10:30 +99:00", "часового пояса"),
        ("завтра", "не похоже на дату"),
        ("", "не похоже на дату"),
        ("17.11.20266", "не похоже на дату"),
    ],
)
def test_impossible_dates_have_a_reason(text, reason):
    """The reason quotes what was typed."""
    with pytest.raises(ValueError, match=re.escape(reason)) as caught:
        parse_date(text)
    assert f"«{text}»" in str(caught.value)


@given(st.text())
def test_nothing_typed_breaks_the_reader_of_dates(text):
    """Any text is a date or has a reason."""
    with suppress(ValueError):
        assert isinstance(parse_date(text), date)


@given(st.dates(date(1700, 1, 1), date(2199, 12, 31)))
def test_dates_written_for_readers_can_be_read(day):
    """What we write, we read."""
    assert parse_date(russian.date_words(day)) == day
    assert parse_date(russian.date_digits(day)) == day


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        # Quotes
        ('"Росток"', "«Росток»"),
        ('Приказ "О школе "Росток"" вступил', "Приказ «О школе „Росток“» вступил"),
        ('«О школе "Росток"»', "«О школе „Росток“»"),
        ('МО ГО "Сыктывкар", "Ухта"', "МО ГО «Сыктывкар», «Ухта»"),
        ("“Росток” и ”", "«Росток» и ”"),
        ("„Росток“", "„Росток“"),
        ('экран 15" и "Росток"', 'экран 15" и «Росток»'),
        ('"Школа № 5"', "«Школа № 5»"),
        ('сказал: "Да!"', "сказал: «Да!»"),
        ('д"Артаньян', 'д"Артаньян'),
        ('порядка работы".', "порядка работы»."),
        # Dashes
        ("Глава - он же", "Глава_— он же"),
        ("Глава – он же — да", "Глава_— он же_— да"),
        ("5 - 18 и 23.02 – 01.04", "5 - 18 и 23.02 – 01.04"),
        ("информационно-правовой 2023-2024", "информационно-правовой 2023-2024"),
        ("8-800-555-35-35", "8-800-555-35-35"),
        ("— Да", "— Да"),
        # No-break spaces
        ("№583, № 5, №№ 5", "№_583, № 5, №№ 5"),
        ("О. Ю. Бригида", "О._Ю._Бригида"),
        ("О.Ю. Бригида", "О.Ю._Бригида"),
        ("Бригида О. Ю.", "Бригида_О._Ю."),
        ("23 мая 2023 года", "23_мая 2023_года"),
        ("2018 г. Сыктывкар", "2018_г. Сыктывкар"),
        ("г. Сыктывкар, ул. Ленина, д. 5", "г._Сыктывкар, ул._Ленина, д._5"),
        ("и т. д.", "и_т._д."),
        ("5 км, 100 тыс. рублей, 20 %", "5_км, 100_тыс. рублей, 20_%"),
        ("1 593 942 рубля", "1_593_942_рубля"),
        ("в доме и на улице", "в_доме и_на_улице"),
        ("https://a.ru/№5-б?в=1 - адрес", "https://a.ru/№5-б?в=1_— адрес"),
    ],
)
def test_typography(typed, shown):
    """`_` stands for a no-break space; «№» and short words are compared only where it matters."""
    result = typography(typed)
    if "_" in shown:
        assert result == _with_glue(shown)
    else:
        assert result.replace("\u00a0", " ") == shown


def _with_glue(shown):
    """The sign of a number and short words hold what follows them everywhere."""
    glued = re.sub(r"(№+|(?<![\w])(?:и|в|на)) ", "\\1\u00a0", shown)
    return glued.replace("_", "\u00a0")


TYPED = st.text(st.sampled_from("аБв Г.г№«»„“”\"'-–—— 5%\u00a0\n()/у"), max_size=60)


@given(st.one_of(TYPED, st.text()))
def test_typography_twice_is_typography_once(text):
    """Typography is idempotent."""
    once = typography(text)
    assert typography(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Приказ № 642 - п от 5 мая", "Приказ №\N{NBSP}642 - п от\N{NBSP}5\N{NBSP}мая"),
        ("Закон N 54 - ФЗ", "Закон N 54 - ФЗ"),
        ("№ 12 – па", "№\N{NBSP}12 – па"),
        ("Школа № 5 - лучшая", "Школа №\N{NBSP}5\N{NBSP}— лучшая"),
        ("Счёт 5 - п", "Счёт 5\N{NBSP}— п"),
    ],
)
def test_the_number_of_an_act_is_not_parted_by_a_dash(text, expected):
    """It is an official requisite: it stays as the clerk typed it."""
    assert typography(text) == expected


@given(st.one_of(TYPED, st.text()))
def test_typography_changes_only_quotes_dashes_and_spaces(text):
    """No letter, digit or sign is lost or made."""

    def bare(text):
        return re.sub('["“”„«»–—\\- \u00a0\n]', "", text)

    assert bare(typography(text)) == bare(text)


def test_typography_sees_paragraphs_and_looks_through_tags():
    """Quotes pair through tags, never across paragraphs."""
    text = f'"{russian.INLINE}жирно{russian.INLINE}"{russian.BLOCK}"раз{russian.BLOCK}два"'
    shown = typography(text).replace(russian.INLINE, "|").replace(russian.BLOCK, "¶")
    assert shown == "«|жирно|»¶«раз¶два»"
