"""Dates, times and sizes read as people write them."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from vestnik.site import wording
from vestnik.site.contexts import EventView
from vestnik.site.wording import KNOWN, Wording, babels_names, language_name

MOSCOW = timezone(timedelta(hours=3))


def _plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "23 мая 2023 года"),
        ("en", "23 May 2023"),
        ("tt", "23 май 2023"),
        ("xx", "23 May 2023"),
    ],
)
def test_dates_in_words(lang, words):
    """The day stands first in every language; an unknown one borrows English."""
    assert _plain(Wording(lang).date_words(date(2023, 5, 23))) == words


def test_a_date_is_not_torn_at_the_end_of_a_line():
    """Day and month, year and its word are kept together."""
    assert Wording("ru").date_words(datetime(2023, 5, 23, 10, tzinfo=UTC)) == (
        "23\N{NO-BREAK SPACE}мая 2023\N{NO-BREAK SPACE}года"
    )


def test_names_of_months_and_days():
    """Months by themselves are capitalised, as headings; days are not."""
    words = Wording("ru")
    assert words.month_name(5) == "Май"
    assert _plain(words.month_year(11, 2026)) == "Ноябрь 2026 года"
    assert words.weekday(date(2026, 11, 17)) == "вторник"
    assert _plain(Wording("en").month_year(11, 2026)) == "November 2026"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 байт"),
        (512, "512 байт"),
        (1024, "1 КБ"),
        (245_760, "240 КБ"),
        (1_468_006, "1,4 МБ"),
        (1_048_575, "1 МБ"),
        (12_582_912, "12 МБ"),
        (5_368_709_120, "5 ГБ"),
    ],
)
def test_sizes(size, words):
    """Sizes have one decimal where it says something."""
    assert _plain(Wording("ru").size_words(size)) == words


def test_sizes_in_english():
    """English has a decimal point."""
    assert _plain(Wording("en").size_words(1_468_006)) == "1.4 MB"


def _event(start, end=None, **facts):
    return EventView(title="", url="", start=start, end=end, **facts)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (_event(datetime(2026, 11, 24, 18, tzinfo=MOSCOW)), "вторник, 18:00"),
        (
            _event(
                datetime(2026, 11, 24, 18, tzinfo=MOSCOW),
                datetime(2026, 11, 24, 20, 30, tzinfo=MOSCOW),
            ),
            "вторник, 18:00–20:30",
        ),
        (_event(datetime(2026, 11, 24, tzinfo=MOSCOW), all_day=True), "вторник"),
        (
            _event(
                datetime(2026, 11, 24, 9, tzinfo=MOSCOW), datetime(2026, 11, 26, 18, tzinfo=MOSCOW)
            ),
            "24–26 ноября",
        ),
        (
            _event(
                datetime(2026, 11, 30, 9, tzinfo=MOSCOW), datetime(2026, 12, 2, 18, tzinfo=MOSCOW)
            ),
            "30 ноября — 2 декабря",
        ),
    ],
)
def test_when_an_event_is(event, words):
    """Hours for one day, days for several."""
    assert _plain(Wording("ru").event_when(event)) == words


def test_digits_and_machine_dates():
    """Tables have «23.05.2023», `<time>` has ISO 8601 with the offset."""
    assert wording.date_digits(date(2023, 5, 3)) == "03.05.2023"
    assert wording.clock(time(9, 5)) == "09:05"
    assert wording.iso(date(2023, 5, 23)) == "2023-05-23"
    assert wording.iso(datetime(2023, 5, 23, 10, 30, tzinfo=MOSCOW)) == "2023-05-23T10:30+03:00"


@pytest.mark.parametrize(
    ("phone", "address"),
    [
        ("8 (83152) 2-14-06", "tel:+78315221406"),
        ("+7 (83152) 2-14-06, доб. 12", "tel:+78315221406"),
        ("2-14-06", "tel:21406"),
        ("112", "tel:112"),
        ("+375 17 200-00-00", "tel:+375172000000"),
    ],
)
def test_phones_can_be_dialled(phone, address):
    """Russian numbers get their country code; short ones stay as they are."""
    assert wording.phone_address(phone) == address


@pytest.mark.parametrize("lang", list(KNOWN))
def test_our_copy_of_names_is_babels(lang):
    """Where Babel is not asked, what is written is what it would say."""
    assert KNOWN[lang] == babels_names(lang)


def test_other_languages_are_babels():
    """A language without a copy has names all the same, and one that nobody knows its code."""
    assert language_name("tt") == "Татар"
    assert language_name("ru") == "Русский"
    assert language_name("tlh") == "Tlh"
