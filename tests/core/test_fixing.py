"""What `vestnik check --fix` changes, what it leaves alone, that it never changes the meaning."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sites.portal import PORTAL
from vestnik.core.corpus import check_source
from vestnik.core.fixing import fix_source
from vestnik.core.fixing.sameness import skeleton

HEAD = "---\ntitle: Новость\ndate: 2026-03-09 08:00\nlead: Коротко.\n---\n"
ACT = (
    "---\ntitle: О мосте\ndate: 2026-03-09\nkind: приказ\nnumber: 5\nadopted: 2026-03-09\n"
    "issuer: administraciya\nlead: Коротко.\n---\n"
)


def fixed(body: str, head: str = HEAD, path: str = "news/2026/a.md") -> str:
    """The body after fixing."""
    data = fix_source((head + body).encode(), path, PORTAL).data.decode()
    assert data.startswith(head)
    return data.removeprefix(head)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Мост  открыт .\n", "Мост открыт.\n"),
        ("Мост\u00a0\u00a0\u00a0открыт.\n", "Мост открыт.\n"),
        ("\u00a0\u00a0\u00a0Мост открыт.\n", "Мост открыт.\n"),
        ("Мост &nbsp;&nbsp; открыт.\n", "Мост открыт.\n"),
        ("Мо\u00adст от\u200bкрыт.\n", "Мост открыт.\n"),
        ("Администрaция города.\n", "Администрация города.\n"),
        ('Школа "Радуга" открыта.\n', "Школа «Радуга» открыта.\n"),
        ("Мост - это дорога.\n", "Мост — это дорога.\n"),
        ("Мост<o:p></o:p> открыт.\n", "Мост открыт.\n"),
        ('<p class="MsoNormal">Мост открыт.</p>\n', "<p>Мост открыт.</p>\n"),
        ('<p style="mso-bidi: no">Мост открыт.</p>\n', "<p>Мост открыт.</p>\n"),
    ],
)
def test_what_is_put_right(typed, wanted):
    """And nothing is left to be put right afterwards."""
    assert fixed(typed) == wanted
    assert fixed(wanted) == wanted


@pytest.mark.parametrize(
    "typed",
    [
        "Запустите `a  b` и `мост - дорога`.\n",
        '```\nа  б "в" - г\n```\n',
        '    программа  с отступом "а"\n',
        "Счёт 5 - 3 в пользу Липовска.\n",
        "- пункт\n- пункт\n",
        "| а  | б |\n|----|---|\n| в  | г |\n",
        '[Мост](/news/2026/03/01/most/ "Про мост").\n\n[1]: https://most.example "Про мост"\n',
        'Размер 5" и 7".\n',
        'Фильм "The Bridge" в субботу.\n',
        "1.\u00a0\u00a0Пункт, который не список.\n",
        "\u200b- не список\n",
        "Wi-Fi и PLAYмобиль.\n",
        "Строка с переносом  \nи ещё строка.\n",
    ],
)
def test_what_is_left_alone(typed):
    """Code, tables, addresses, other languages, and whatever would become something else."""
    assert fixed(typed) == typed


def test_acts_keep_their_signs():
    """Quoted law keeps its quotes and dashes; slips of typing are slips there, too."""
    body = 'Приказ "О мосте" - действует  с марта.\n'
    wanted = 'Приказ "О мосте" - действует с марта.\n'
    assert fixed(body, ACT, "documents/2026/a.md") == wanted


def test_the_slug():
    """As the check proposes it; what else stands in the line stays."""
    head = HEAD.replace("lead:", "slug: Новый Мост # конец адреса\nlead:")
    done = fix_source((head + "Текст.\n").encode(), "news/2026/a.md", PORTAL)
    assert b"\nslug: novyj-most # " in done.data
    assert [change.line for change in done.changes] == [4]
    assert check_source(done.data, "news/2026/a.md", PORTAL)[2] == []


def test_line_ends_mark_and_other_lines_stay():
    """Byte for byte: Windows ends, the byte order mark, letters in two parts."""
    untouched = unicodedata.normalize("NFD", "Ёлка и йод.")
    text = "\ufeff" + HEAD.replace("\n", "\r\n") + f"{untouched}\r\nДва  слова.\nКонец.\r\n"
    done = fix_source(text.encode(), "news/2026/a.md", PORTAL).data.decode()
    assert done == text.replace("Два  слова", "Два слова")


def test_a_source_in_another_encoding_stays():
    """Whoever wrote it is told to save it anew; guessing could spoil it."""
    data = (HEAD + "Два  слова.\n").encode("cp1251")
    assert fix_source(data, "news/2026/a.md", PORTAL).data == data


def test_changes_are_told():
    """With line, reason and both versions."""
    done = fix_source((HEAD + "Первая.\nМост  - дорога .\n").encode(), "news/2026/a.md", PORTAL)
    assert {change.line for change in done.changes} == {7}
    assert done.changes[-1].after == "Мост — дорога."
    said = "; ".join(change.what for change in done.changes)
    for what in ("два пробела подряд", "пробел перед знаком", "дефис вместо тире"):
        assert what in said


PIECES = st.sampled_from(
    [
        *("Мост", "открыт", "Администрaция", "Wi-Fi", "COVID", "5", "№ 12-п", "ёлка", "в", "The"),
        *(" ", "  ", "   ", "\u00a0\u00a0", "&nbsp;&nbsp;", "\u00ad", "\u200b"),
        *("\n", "\n\n", "\t"),
        *('"', "«", "»", " - ", "-", "—", ",", ".", " .", "!", ":", ";", "(", ")"),
        *(
            "- ",
            "1. ",
            "1)",
            "# ",
            "> ",
            "|",
            "| --- |",
            "`",
            "```\n",
            "    ",
            "*",
            "**",
            "_",
            "~~",
        ),
        *("[", "](/news/)", "![", "](a.jpg)", "[^1]", "[^1]: ", "<o:p>", "</o:p>", "<br>", "<!--"),
        *("<!--[if gte mso 9]>", "<![endif]-->", '<p class="MsoNormal">', "</p>", "{#id}", "\\"),
        *("https://most.example/a  b", "a@b.example", "\r\n", "«О мосте»", "\u2028", "{:.x}"),
    ]
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30), st.booleans())
def test_whatever_is_typed_means_the_same_afterwards(pieces, act):
    """The page says the same, spaces and shapes of signs apart; a second time nothing changes; no
    error is new; a line without a remark is the same to the byte.
    """
    head, path = (ACT, "documents/2026/a.md") if act else (HEAD, "news/2026/a.md")
    data = (head + "".join(pieces) + "\n").encode()
    done = fix_source(data, path, PORTAL)
    assert fix_source(done.data, path, PORTAL).data == done.data
    before, after = check_source(data, path, PORTAL), check_source(done.data, path, PORTAL)
    assert before[0] == after[0]
    assert skeleton(before[1]) == skeleton(after[1])
    new = {one.code for one in after[2] if one.severity == "error"}
    assert new <= {one.code for one in before[2] if one.severity == "error"}
    touched = {change.line for change in done.changes}
    old_lines, new_lines = data.splitlines(keepends=True), done.data.splitlines(keepends=True)
    assert len(old_lines) == len(new_lines)
    for number, (old, new_line) in enumerate(zip(old_lines, new_lines, strict=True), 1):
        assert old == new_line or number in touched


def test_the_skeleton_tells_texts_apart():
    """Else the property above would say nothing."""
    bodies = [check_source((HEAD + text).encode(), "news/a.md", PORTAL)[1] for text in TEXTS]
    assert len({skeleton(body) for body in bodies}) == len(TEXTS)


TEXTS = ("Мост открыт.", "Мост закрыт.", "- Мост открыт.", "Мост, открыт.", "**Мост** открыт.")
