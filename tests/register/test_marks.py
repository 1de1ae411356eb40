# ruff: noqa: E501 - phrases stand as they are found in texts
"""Citations in HTML: marked where a link may stand, the text left as it was."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.register.town import PORTAL, act
from vestnik.core.markup import convert
from vestnik.register import kind_words, link, mark

WORDS = kind_words(PORTAL.act_kinds)


def marked(html: str) -> str:
    """HTML with each marked citation in ⟦ ⟧."""
    return re.sub(r'<a href="vestnik:cite:\d+">(.*?)</a>', r"⟦\1⟧", mark(html, WORDS)[0])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>По приказу от 05.03.2018 № 3.</p>", "<p>По ⟦приказу от 05.03.2018 № 3⟧.</p>"),
        # Inline elements: the link holds whole ones
        ("<p><b>Приказ</b> от 05.03.2018 № 3</p>", "<p>⟦<b>Приказ</b> от 05.03.2018 № 3⟧</p>"),
        ("<p>приказ от <em>05.03.2018 № 3</em></p>", "<p>⟦приказ от <em>05.03.2018 № 3</em>⟧</p>"),
        (
            "<p><b>Это приказ</b> от 05.03.2018 № 3</p>",
            "<p><b>Это приказ</b> ⟦от 05.03.2018 № 3⟧</p>",
        ),
        ("<p>приказ от 05.03.2018<br>№ 3</p>", "<p>приказ от 05.03.2018<br>⟦№ 3⟧</p>"),
        # Entities and no-break spaces stay
        (
            "<p>приказ ООО «М&amp;М» от\u00a05.03.2018 №\u00a03 &lt;</p>",
            "<p>⟦приказ ООО «М&amp;М» от\u00a05.03.2018 №\u00a03⟧ &lt;</p>",
        ),
        ("<p>закон № 44&ndash;ФЗ</p>", "<p>⟦закон № 44&ndash;ФЗ⟧</p>"),
        # Lists
        (
            "<p>Приказы:</p>\n<ul>\n<li>от 05.03.2018 № 3;</li>\n<li>от 06.03.2018 № 4</li></ul>",
            "<p>Приказы:</p>\n<ul>\n<li>⟦от 05.03.2018 № 3⟧;</li>\n<li>⟦от 06.03.2018 № 4⟧</li></ul>",
        ),
        # Where no link may stand
        ('<p>По <a href="/x/">приказу от 05.03.2018 № 3</a></p>',) * 2,
        ('<p>По приказу от <a href="/x/">05.03.2018 № 3</a></p>',) * 2,
        ("<p>По <code>приказу № 3</code></p>",) * 2,
        ('<h2 id="a">О приказе № 3</h2>',) * 2,
        ("<p>Школа № 5</p>",) * 2,
        # A footnote's mark is neither part of the number nor of the link
        (
            '<p>приказ № 3<sup id="f"><a class="footnote-ref" href="#fn-1">1</a></sup>, № 4</p>',
            '<p>⟦приказ № 3⟧<sup id="f"><a class="footnote-ref" href="#fn-1">1</a></sup>, ⟦№ 4⟧</p>',
        ),
    ],
)
def test_marked(html: str, expected: str):
    """What is marked, and what is left."""
    assert marked(html) == expected


def test_link():
    """A citation whose act is there becomes a link; another leaves nothing behind."""
    html, found = mark("<p>приказ № 3 и приказ № 4</p>", WORDS)
    assert [one.number for one in found] == ["3", "4"]
    assert link(html, lambda index: "/a/?b&c" if index else "") == (
        '<p>приказ № 3 и <a class="citation" href="/a/?b&amp;c">приказ № 4</a></p>'
    )


def test_own_act_is_not_cited():
    """The annexes of an act name it: that is no citation."""
    html = "<p>Приложение к постановлению администрации от 01.03.2026 № 500</p>"
    assert mark(html, WORDS, act().act) == (html, ())
    assert len(mark(html, WORDS)[1]) == 1


def test_short_names():
    """«Постановление № 3» means the act that the text has named in full."""
    html = (
        "<p>Постановление администрации от 05.03.2018 № 3 принято. Постановление № 3 действует.</p>"
    )
    first, second = mark(html, WORDS)[1]
    assert (second.date, second.issuer) == (first.date, "администрации")


MARKDOWN = st.lists(
    st.sampled_from(
        ["приказ", "**постановление**", "от 05.03.2018", "№ 3/650", "*№ 7*", "[закон](/a/)", "`№ 5`", "«О &", ">»",
         "\n\n", "\n- ", "\n1. ", "## ", "| a | b |\n|---|---|\n| ", " | ", "131-ФЗ", "[^1]", "<br>", "КоАП РФ"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@given(MARKDOWN)
@settings(max_examples=150, deadline=None)
def test_nothing_else_changes(source: str):
    """Without its marks the HTML is the same, byte for byte; a mark holds whole elements."""
    body, _ = convert(source, path="news/a.md")
    html, found = mark(body.html, WORDS)
    assert link(html, lambda _: "") == body.html
    for index, inner in re.findall(r'<a href="vestnik:cite:(\d+)">(.*?)</a>', html, re.DOTALL):
        assert int(index) < len(found)
        assert "<a" not in inner
        assert len(re.findall(r"<[a-z]", inner)) == len(re.findall(r"</", inner))
