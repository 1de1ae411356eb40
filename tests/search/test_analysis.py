import pytest
from snowballstemmer.russian_stemmer import RussianStemmer

from vestnik.search import keyboard, synonyms
from vestnik.search.analysis import Analyst, expansions
from vestnik.search.lexemes import Lexemes
from vestnik.search.stemmer import stem
from vestnik.search.tokens import references, tokens


def test_our_stemmer_is_snowball(forms):
    """The stemmer in C cuts every word just where the one in Python does, which stands in for it,
    but for the few words that are kept apart.
    """
    snowball = RussianStemmer()
    assert len(forms) == 50_000
    other = {stem(form) for form in forms if stem(form) != snowball.stemWord(form)}
    assert other <= {"актив", "капитал", "капитан", "лице", "меню", "правил"}


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("правило правила правил правилами правилах", "право права прав правами правый"),
        ("лицей лицея лицею лицеем лицее лицеи лицеев", "лицо лица лиц лице лицами"),
        ("актив актива активы активом активами", "акт акта акты актом актами"),
        ("капитал капитала капиталом", "капитан капитана капитаном"),
        ("меню", "менее мена"),
    ],
)
def test_words_that_snowball_takes_for_others_are_words_of_their_own(words, others):
    """Who looks for «правила благоустройства» is not shown what has «право»."""
    (own,) = {stem(word) for word in words.split()}
    assert own not in {stem(word) for word in others.split()}


def test_adjectives_beside_a_kept_word_keep_their_own_stem():
    """«Правильный» is no «правило», and «капитальный ремонт» no «капитал»."""
    found = [stem(word) for word in ("правильных", "капитального", "активная", "лицейская")]
    assert found == ["правильн", "капитальн", "активн", "лицейск"]


@pytest.mark.parametrize("word", ["", "ж", "и", "ее", "вшись", "ыва", "нн", "авшись"])
def test_words_with_little_in_them_are_cut_like_snowball(word):
    """Short and odd words, where regions are empty, make no difference."""
    assert stem(word) == RussianStemmer().stemWord(word)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("№ 3/650", "3/650"), ("№3/650", "3/650"), ("3-650", "3/650"), ("123-п", "123п"),
        ("N 123п", "123п"), ("№ 123 - п", "123п"), ("№ 123 — п", "123п"),
        ("N 54 — ФЗ", "54фз"), ("903н", "903н"), ("903H", "903н"),
        ("44-ФЗ", "44фз"), ("404п-П13", "404п-п13"), ("2.1.", "2.1"), ("12,5", "12.5"),
    ],
)  # fmt: skip
def test_a_number_is_one_term_however_it_is_written(text, term):
    """Signs, hyphens, spaces and Latin letters that look Cyrillic make no difference."""
    assert [token.terms[0] for token in tokens(text) if token.terms] == [term]


@pytest.mark.parametrize(
    "text",
    ["23.05.2023", "23. 05.2023", "23 мая 2023 года", "«23» мая 2023г.", "2023-05-23", "23.05.23"],
)
def test_a_date_is_one_term_however_it_is_written(text):
    """A date in digits, in words, with the day in quotation marks."""
    assert next(tokens(text)).terms[0] == "2023-05-23"


def test_a_day_that_no_calendar_has_is_a_number():
    """«31.02.2023» is kept as typed."""
    assert [token.terms for token in tokens("31.02.2023")] == [("31.02.2023",)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Приказ № 642 от 26.03.2012", ["642@2012-03-26"]),
        ("от «26» марта 2012 г. N 642-п", ["642п@2012-03-26", "642@2012-03-26"]),
        ("от 26 марта 2012 года № 642", ["642@2012-03-26"]),
        ("от 02.04.2014 N 44 - ФЗ", ["44фз@2014-04-02", "44@2014-04-02"]),
        ("№ 642, принятый комиссией 26.03.2012", []),
        ("26.03.2012, 27.03.2012", []),
        ("в 2012 от 26.03.2012", []),  # a year is no number of an act
        ("от 26.03.2012 № 642 от 27.03.2012", ["642@2012-03-26", "642@2012-03-27"]),
    ],
)
def test_a_number_and_its_day_are_one_term_side_by_side(text, found):
    """In either order, however they are written; not with words between them."""
    said = list(tokens(text))
    terms = {token.text: token.terms for token in said}
    raws = [token.text for token in said]
    joined = references(raws, terms.__getitem__)
    assert [term for _, _, both in joined for term in both] == found
    counts = Analyst().analyse({"body": text}).counts["body"]
    assert [term for term in counts if "@" in term] == found


def test_parts_find_the_whole():
    """«123» finds № 123-п, «2023» finds 23.05.2023; clauses have no parts."""
    assert [token.terms for token in tokens("№ 123-п, 23.05.2023, п. 2.1")] == [
        ("123п", "123"), ("2023-05-23", "2023"), ("п",), ("2.1",),
    ]  # fmt: skip


def test_tokens_know_their_places():
    """Places are of the text as given, with its accents, soft hyphens and letters «ё»."""
    text = "Е\u0301лка и «Ёл\u00adка-2»"
    found = list(tokens(text))
    assert [text[one.start : one.end] for one in found] == ["Е\u0301лка", "и", "Ёл\u00adка-2"]
    assert [one.terms for one in found] == [("елк",), (), ("елка2",)]


def test_words_with_hyphens_are_their_parts():
    """«Социально-экономический» is found by either half."""
    assert next(tokens("социально-экономического")).terms == ("социальн", "экономическ")


def test_forms_of_one_word_expand_to_one_another():
    """Only where the stemmer has torn them apart."""
    lexemes = Lexemes()
    assert lexemes.groups("заявок") == (("заявк", "заявок"),)
    assert any("человек" in group for group in lexemes.groups("людей"))
    assert lexemes.groups("воды") == ()
    assert expansions({"а б", "б в"}) == {"а": ("б",), "б": ("а", "в"), "в": ("б",)}


def test_counts_depend_on_the_text_alone():
    """An analyst that has seen much and a new one say the same, in the same order."""
    fields = {"title": "Приём заявок", "body": "Заявки, заявку и ещё раз заявки."}
    seasoned = Analyst()
    seasoned.analyse({"body": "Совсем другой текст о заявках"})
    first, second = seasoned.analyse(fields), Analyst().analyse(fields)
    assert first == second
    assert list(first.counts["body"]) == list(second.counts["body"])
    assert first.counts == {
        "title": {"при": 1, "заявок": 1},
        "body": {"заявк": 3, "ещ": 1, "раз": 1},
    }


def test_the_wrong_layout_is_undone():
    """What was typed with the other layout on comes back, signs included."""
    assert keyboard.to_russian("GHBRFP # 375") == "приказ № 375"
    assert keyboard.to_latin(keyboard.to_russian("google")) == "google"
    assert keyboard.maybe_russian("ghbrfp")
    assert not keyboard.maybe_russian("приказ pdf")


def test_synonyms_are_lines_of_a_file():
    """A line with one phrase is a fault, told by its number; remarks are not read."""
    text = "# наши слова\nТКО = мусор  # и так\n\nодин\n"
    assert synonyms.groups(text) == [[("тко",), ("мусор",)]]
    assert [one.line for one in synonyms.problems(text.encode(), "s.txt")] == [4]
    assert synonyms.problems(synonyms.USUAL.encode(), "s.txt") == []
