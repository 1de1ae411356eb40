"""Plain text of HTML, and its beginning for a description."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.core.plaintext import excerpt, plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Раз</p>\n<p>два<br>три</p>", "Раз\nдва три"),
        ("<p>О.&nbsp;Ю.\u00a0Бригида &amp; <b>Ко</b> &lt;3</p>", "О. Ю. Бригида & Ко <3"),
        ("<h2 id='a'>Итоги</h2><ul><li>раз</li><li>два</li></ul>", "Итоги\nраз\nдва"),
        ('<ol start="3"><li><p>раз</p></li>\n<li>два</li></ol>', "3. раз\n4. два"),
        ("<ol><li>а<ul><li>б</li></ul></li><li>в</li></ol>", "1. а\nб\n2. в"),
        ("<table><tr><th>А</th><th>Б</th></tr><tr><td></td><td>2</td></tr></table>", "А | Б\n| 2"),
        ('<p>да<sup><a class="footnote-ref" href="#fn-1">1</a></sup>.</p>', "да."),
        ('<p><a class="clause-number" href="#p-1">1.</a> Утвердить</p>', "1. Утвердить"),
        ('<figure><img src="a" alt="нет"><figcaption>да</figcaption></figure>', "да"),
        ("снего\u00adпад", "снегопад"),
        ("", ""),
    ],
)
def test_a_block_is_a_line(html, text):
    """Paragraphs, items and rows stand on lines of their own."""
    assert plain_text(html) == text


@given(st.text())
def test_any_text_is_taken(html):
    """No line is empty, and none has spaces that no reader wants."""
    for line in plain_text(html).split("\n"):
        assert line == " ".join(line.split())


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Короткий текст.", 50, "Короткий текст."),
        ("Заявки принимают до 1 мая. Приходите в управление.", 40, "Заявки принимают до 1 мая."),
        ("Да. Заявки принимают до первого мая включительно", 30, "Да. Заявки принимают…"),
        ("Приказ подписал глава г. Светлоречье вчера", 30, "Приказ подписал глава…"),
        ("Одно\nдва\nтри", 9, "Одно два…"),
        ("а" * 50, 10, "а" * 9 + "…"),
    ],
)
def test_excerpt_ends_with_a_sentence_or_a_word(text, limit, expected):
    """An excerpt reads well to its end."""
    assert excerpt(text, limit) == expected


@given(st.text(), st.integers(10, 100))
def test_excerpt_is_never_longer(text, limit):
    """The limit holds for any text."""
    assert len(excerpt(text, limit)) <= limit
