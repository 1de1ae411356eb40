"""Selectors: what people write, what several pages of one site propose."""

import pytest

from vestnik.importing.learning import propose
from vestnik.importing.selectors import SelectorError, to_xpath


@pytest.mark.parametrize("wrong", ["a:hover", "", "div + p", "..x", "[a='b\"]"])
def test_a_strange_selector_is_named(wrong):
    """One message, no traceback."""
    with pytest.raises(SelectorError):
        to_xpath(wrong)


def test_pages_of_one_site_propose_selectors(tmp_path):
    """Where title, date and text stood on all of them."""
    for number, word in enumerate(("Мост", "Каток", "Школа")):
        (tmp_path / f"{number}.html").write_text(
            f"<title>{word} открыт - Сайт</title><div class=menu><a href=/>Главная</a></div>"
            f"<h1 class=ttl>{word} открыт</h1><span class=newsdate>0{number + 1}.02.2015</span>"
            f"<div class=txt-{number}0><div class=fulltext>"
            f"<p>{f'{word} открыли сегодня утром. ' * 9}</p></div></div>",
            "utf-8",
        )
    proposal = propose([tmp_path])
    assert "title: h1.ttl  # на 3 из 3 страниц" in proposal
    assert "date: span.newsdate" in proposal
    assert "body: div.fulltext" in proposal
