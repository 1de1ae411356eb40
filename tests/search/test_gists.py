"""The sentences that results show, and the cards that carry them."""

from datetime import date

from tests.search.town import ANALYST, documents, news, segments
from vestnik.search import browser_cards
from vestnik.search.browser_cards import (
    LOTS,
    entry,
    key_of,
    lots_between,
    lots_of,
    month_and_number,
    pieces_of,
    told,
)
from vestnik.search.browser_terms import merged
from vestnik.search.gists import LONGEST, gist

TEXT = (
    "Каток открыт. На площади Ленина залит каток, прокат коньков работает с полудня до вечера.\n"
    "Вход свободный. Коньки можно взять и свои."
)


def made(text, wanted, titled=()):
    """The gist of a text."""
    return gist(text, set(wanted), set(titled), ANALYST.terms)


def test_a_sentence_that_says_several_words_serves_them_all():
    """So that a text needs few sentences."""
    found = made(TEXT, {"каток", "площад", "прокат"})
    assert len(found.pieces) == 1
    assert "площади Ленина" in found.pieces[0]
    assert {found.spots[stem] for stem in ("каток", "площад", "прокат")} == {0}


def test_words_that_do_not_count_get_no_sentence():
    """What nobody would be shown is not kept."""
    assert made(TEXT, {"вход"}).spots.keys() == {"", "вход"}
    assert made("Слова.", ()).spots == {"": 0}


def test_a_long_sentence_is_divided_between_words():
    """None is longer than a result shows, and no letter is lost."""
    words = [f"слово{number}" for number in range(80)]
    found = made(" ".join(words), {ANALYST.terms(word)[0] for word in words})
    assert " ".join(found.pieces).split() == words
    assert max(map(len, found.pieces)) <= LONGEST + 15


def test_a_title_word_that_the_text_lacks_shows_what_says_most():
    """A result of its title alone has a passage, too."""
    (one,) = (one for one in documents() if one.title == "Съезд пчеловодов")
    (month,) = segments([one])
    cards = lots_of(merged([month])["съезд"])[0]
    pieces = pieces_of(cards)
    (said,) = (entry(told(month.month, own, shown), pieces[key_of(month.month, own)])
               for own, shown in month.shown.items())  # fmt: skip
    assert "Обсудили мёд.".encode("cp1251") in said


def test_cards_of_a_common_word_are_the_newest(monkeypatch):
    """A file of cards stays small, whatever the archive's size."""
    monkeypatch.setattr(browser_cards, "TITLES", 1)
    cards = lots_of(merged(segments(documents()))["ремонт"])[0]
    assert [month_and_number(place)[0] for place, _ in cards] == [2026 * 12 + 5]


def test_cards_of_titles_and_of_other_texts_lie_apart():
    """A border of files may run between the lots of one stem."""
    day = date(2024, 2, 9)
    of = [news("Мёд", "", day, 1), news("Ярмарка", "Мёд, мёд и мёд.", day, 2)]
    terms = merged(segments(of))
    titled, loud = lots_of(terms["мед"])
    assert len(titled) == len(loud) == 1
    assert titled != loud

    def between(start, end):
        return [(stem, terms[stem]) for stem in sorted(terms) if start <= stem < end]

    both = [(name, which) for name, _, which in lots_between("мед", "меда", between)]
    assert both == [("мед", 0), ("мед" + LOTS[1], 1)]
    assert [which for *_, which in lots_between("мед" + LOTS[1], "меда", between)] == [1]
    assert [which for *_, which in lots_between("мед", "мед" + LOTS[1], between)] == [0]
