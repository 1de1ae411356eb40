from vestnik.search.passages import SIZE, passage

FILLER = "Прочие сведения приведены в приложении. " * 20


def texts(found):
    """The passage with marks in asterisks."""
    return "".join(f"*{one.text}*" if one.marked else one.text for one in found)


def test_words_are_marked_in_whatever_form():
    """Stems are what is compared."""
    assert texts(passage("Ремонт дороги и дорог.", {"дорог"})) == "Ремонт *дороги* и *дорог*."


def test_the_place_with_most_words_is_shown():
    """Not the first that has one of them."""
    text = f"Дороги. {FILLER}Ремонт дороги завершён. {FILLER}"
    shown = texts(passage(text, {"дорог", "ремонт"}))
    assert "*Ремонт* *дороги* завершён." in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < SIZE * 1.3


def test_numbers_and_dates_are_marked_whole():
    """As they stand in the text."""
    text = "Приказ № 123-п от 5 марта 2018 года"
    assert texts(passage(text, {"123п", "2018-03-05"})) == (
        "Приказ *№ 123-п* от *5 марта 2018* года"
    )


def test_a_text_without_the_words_has_no_passage():
    """Its beginning is another matter."""
    assert passage("Ремонт дороги.", {"мост"}) == ()
