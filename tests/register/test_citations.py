"""What is found in phrases, and that nothing can break the finder or slow it down."""

import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.register.cases import Case, read_cases, spelled
from vestnik.core.portal import ActKind
from vestnik.register import find_citations, kind_words
from vestnik.register.requisites import scan

CASES = read_cases()
KINDS = (
    ActKind(key="postanovlenie", title="Постановление", plural="Постановления"),
    ActKind(key="pravovoy-akt", title="Муниципальный правовой акт", plural="Правовые акты"),
)
SEEDS = [
    "постановление ", "приказом ", "Федеральный закон ", "решения ", "кодекса ", "Гражданским, ",
    "КоАП РФ ", "администрации города ", "Совета депутатов ", "от 05.03.2018 ", "от «5» марта ",
    "2016 г. ", "№ 3/650 ", "№№ 5, ", "N ", "б/н ", "131-ФЗ ", "«О составе", "» ", '"Об ', '" ',
    "(в ред. ", ") ", "; ", ":\n", "\n", " " * 30, "- ", "1) ", "пункт 2 ", "статьи 5, 6 ",
    "признать утратившим силу ", "внести ", "изменения в ", "в соответствии с ",
    "в следующей редакции: «",
    "\t", "\u00a0", "г. ", ". ", "-", "/", "п", "О ", "Об ",
]  # fmt: skip
texts = st.lists(st.sampled_from(SEEDS) | st.text(max_size=5), max_size=40).map("".join)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_phrase(case: Case):
    """Every phrase of the fixture gives what stands below it."""
    assert [spelled(one) for one in find_citations(case.text)] == list(case.expected)


def test_there_are_enough_phrases():
    """The corpus covers at least 150 phrases."""
    assert len(CASES) >= 150


def test_kinds_of_the_site():
    """A kind that the site has is named by its key, whatever its case; others keep their words."""
    text = "по постановлению № 1, муниципальным правовым актом № 2, приказом № 3"
    found = find_citations(text, kind_words(KINDS))
    assert [one.kind for one in found] == ["postanovlenie", "pravovoy-akt", "приказ"]


def test_span_is_the_words_to_link():
    """A link begins with the word of the kind and ends with the number; in a list with «от»."""
    text = "Действуют приказы отдела от 01.02.2020 № 5 «О мерах», от 03.04.2021 № 7."
    words = [text[one.start : one.end] for one in find_citations(text)]
    assert words == ["приказы отдела от 01.02.2020 № 5", "от 03.04.2021 № 7"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("05.03.2018", date(2018, 3, 5)),
        ("5.3.18", date(2018, 3, 5)),
        ("05/03/2018", date(2018, 3, 5)),
        ("18.05.95", date(1995, 5, 18)),
        ("« 16 » мая 2016", date(2016, 5, 16)),
        ("5 МАРТА 2018", date(2018, 3, 5)),
        ("«05» 03 2018", date(2018, 3, 5)),
        ("«05».03.2018", date(2018, 3, 5)),
        ("2018-03-05", date(2018, 3, 5)),
        ("29.02.2019", None),
        ("00.13.2018", None),
    ],
)
def test_dates(typed: str, day: date | None):
    """Dates are understood as people type them; what is not in the calendar is no date."""
    (found,) = scan(f"от {typed} № 7")
    assert (found.number, found.date) == ("7", day)


@given(texts)
@example("от" * 50)
@settings(max_examples=200, deadline=None)
def test_nothing_breaks_it(text: str):
    """Any text has citations in order, within it, with a number, a date or a code's name."""
    found = find_citations(text)
    assert list(found) == sorted(found, key=lambda one: (one.start, one.end))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.kind
        assert one.number or one.date or one.title


def seconds(text: str) -> float:
    """Processor time of one search, the best of three."""
    best = 1e9
    for _ in range(3):
        start = time.process_time()
        find_citations(text)
        best = min(best, time.process_time() - start)
    return best


@given(st.lists(st.sampled_from(SEEDS), min_size=1, max_size=5).map("".join))
@example("«")
@example('"О ')
@example("(")
@example("1. ")
@example("в редакции: «")
@example("постановление администрации ")
@example("статьи 1, 2, 3 ")
@example("приказ № 5 О " + " " * 40)
@settings(max_examples=15, deadline=None)
def test_time_grows_with_the_text(seed: str):
    """Four times the text takes about four times as long, whatever is repeated in it."""
    short = (seed * (4_000 // len(seed) + 1))[:4_000]
    base = seconds(short)
    assert seconds(short * 4) < 4 * base * 2.5 + 0.02


def test_ordinary_text_is_quick():
    """A text with one citation costs a small part of what a text full of them does."""
    news = "Обычный текст новости без номеров, от начала до конца: работы идут по плану. " * 80
    act = "Группа создана постановлением администрации города от 05.03.2018 № 3/650. "
    text = news[:3000] + act + news[:2900]
    assert seconds(text) < seconds(act * (len(text) // len(act))) / 2
