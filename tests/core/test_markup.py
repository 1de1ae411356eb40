"""From Markdown to a body: what officers type, what the page holds, what can never get there."""

import re
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from vestnik.core.markup import convert
from vestnik.core.markup.sanitise import TAGS
from vestnik.core.problems import Severity

FIXTURES = Path(__file__).parent / "fixtures" / "markup"
NEWS = "news/2026/priem.md"
ACT = "documents/2026/a/index.md"


def body_of(source, **options):
    """The body of a source that has no problems."""
    body, problems = convert(source, path=NEWS, **options)
    assert problems == []
    return body


def codes(source, **options):
    """Codes of the problems of a source."""
    _, problems = convert(source, path=NEWS, **options)
    return [problem.code for problem in problems]


# Golden fixtures: title, what was typed, what the page holds -----------------------------------


def fixtures():
    """The cases of all fixture files."""
    for file in sorted(FIXTURES.glob("*.md")):
        parts = re.split(r"^\.$\n?", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for place in range(0, len(parts) - 1, 3):
            title = parts[place].strip().rsplit("\n", 1)[-1]
            typed, expected = parts[place + 1][:-1], parts[place + 2][:-1]
            yield pytest.param(file.stem == "acts", typed, expected, id=title)


def shown(source, *, clauses):
    """A body as the fixtures write it."""
    body, problems = convert(source, path=ACT if clauses else NEWS, first_line=10, clauses=clauses)
    lines = [body.html.replace("\u00a0", "⍽")] if body.html else []
    for number, reference in enumerate(body.references):
        anchor = f"#{reference.anchor}" if reference.anchor else ""
        lines.append(f"@ {number} {reference.target}{anchor} :{reference.line} {reference.text}")
    lines += [f"! {problem.code} :{problem.line}" for problem in problems]
    return "\n".join(lines)


@pytest.mark.parametrize(("clauses", "typed", "expected"), list(fixtures()))
def test_fixture(clauses, typed, expected):
    """What an editor can read in the fixtures is what happens."""
    assert shown(typed, clauses=clauses) == expected


# The parts of a body ----------------------------------------------------------------------------


def test_text_of_an_act_keeps_its_numbers():
    """Search, feeds and citations see the numbers of clauses."""
    body = body_of("Приказываю:\n1. Утвердить:\n1)план;\n2.Контроль.", clauses=True)
    assert body.text == "Приказываю:\n1. Утвердить:\n1) план;\n2. Контроль."
    assert body.anchors == ("p-1", "p-1-1", "p-2")


def test_headings_have_level_text_and_anchor():
    """Headings are listed with anchors that differ."""
    body = body_of("## Сроки и *адреса* № 5\n\nТекст\n\n### Сроки\n\n## Сроки")
    assert [(one.level, one.text, one.anchor) for one in body.headings] == [
        (2, "Сроки и\u00a0адреса №\u00a05", "sroki-i-adresa-n-5"),
        (3, "Сроки", "sroki"),
        (2, "Сроки", "sroki-2"),
    ]
    assert body.anchors == ("sroki-i-adresa-n-5", "sroki", "sroki-2")


def test_no_anchor_stands_twice():
    """Clauses, headings and footnotes share one set of anchors."""
    body = body_of("## P 1\n\n1. Раз\n\n## P 1\n\n## P 1 2\n\nСноска[^1]\n\n[^1]: да", clauses=True)
    ids = re.findall(r' id="([^"]*)"', body.html)
    assert len(ids) == len(set(ids))
    assert set(ids) == set(body.anchors)


def test_lines_of_links_are_those_of_the_source():
    """Each link is named by its own line, footnotes too."""
    source = (
        "Раз [а](a.md)\n\nДва\n![б](b.jpg)\n\n- [а](a.md)\n\n[^1]: [в](v.md)\n\nТекст[^1] [а](a.md)"
    )
    body, _ = convert(source, path=NEWS, first_line=5)
    lines = {(reference.text, reference.line) for reference in body.references}
    assert lines == {("а", 5), ("б", 8), ("а", 10), ("в", 12), ("а", 14)}


def test_a_reference_keeps_what_the_author_called_the_picture():
    """Alt text and caption come unescaped."""
    (picture,) = body_of('![Двор "А"](dvor.jpg "Двор & сад")').references
    assert (picture.picture, picture.text, picture.title) == (True, 'Двор "А"', "Двор & сад")


def test_other_languages_have_their_own_words_and_no_russian_quotes():
    """Typography is for Russian."""
    body = body_of('1. "Plan"\n\n| A | B |\n|---|---|\n| 1 | 2 |', clauses=True, lang="en")
    assert 'aria-label="Clause 1"' in body.html
    assert 'aria-label="Table: A, B"' in body.html
    assert '"Plan"' in body.html


def test_one_text_leaves_nothing_behind_for_the_next():
    """The kept converter is reset, after a failure too."""
    first = convert(
        "1. а\n\n[^1]: б\n\n[x]: /a/\n\n*[МФЦ]: центр\n\nМФЦ[^1]", path=ACT, clauses=True
    )
    convert("> - " * 300, path=ACT, clauses=True)
    assert convert("МФЦ[^1] [x]", path=ACT, clauses=True)[0].html == "<p>МФЦ[^1] [x]</p>"
    assert (
        convert("1. а\n\n[^1]: б\n\n[x]: /a/\n\n*[МФЦ]: центр\n\nМФЦ[^1]", path=ACT, clauses=True)
        == first
    )


# Problems ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("# Заголовок", "heading-level-one"),
        ("Заголовок\n=====", "heading-level-one"),
        ("[а](../../../b.md)", "outside-content"),
        ("[а](/../b.pdf)", "outside-content"),
        ("![а](../../../b.png)", "outside-content"),
        ("[а](javascript:alert(1))", "unsafe-link"),
        ("[а](JaVaScript:alert(1))", "unsafe-link"),
        ("[а](data:text/html,x)", "unsafe-link"),
        ("[а](vbscript:x)", "unsafe-link"),
        ("[а](vestnik:0)", "unsafe-link"),
        ('<a href="javascript:x">а</a>', "unsafe-link"),
        ('<a href="&#106;avascript:x">а</a>', "unsafe-link"),
        ("[а](file:///C:/план.docx)", "local-file"),
        (r"[а](C:\план.docx)", "local-file"),
        (r"[а](\\server\план.docx)", "local-file"),
        ("[а]()", "empty-link"),
        ("![а](https://example.org/a.png)", "outside-picture"),
        ("<iframe src='x'></iframe>", "html-removed"),
        ("текст <script>x</script>", "html-removed"),
    ],
)
def test_what_is_wrong_has_a_name(source, code):
    """Each fault has one problem with a stable code."""
    assert codes(source) == [code]


def test_a_problem_names_its_line_and_what_to_do():
    """The whole sentence that an officer reads."""
    _, (problem,) = convert("Да\n\n# Нет", path=NEWS, first_line=7)
    assert str(problem) == (
        "news/2026/priem.md:9 · текст: «Нет» — заголовок первого уровня, как и название;"
        " поставьте две решётки: ##"
    )
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize(
    "source",
    [
        "## Заголовок",
        "#Светлоречье",
        "[а](//example.org)",
        "[а](mailto:a@example.org) [б](tel:+78000000000)",
        '<a name="old"></a>Текст',
        "5 < 6 и 7 > 6",
        "<br> <sub>2</sub> <!-- <iframe> -->",
        "<center><font color='red'>Текст</font></center>",
    ],
)
def test_what_is_right_is_not_blamed(source):
    """Ordinary texts have no problems."""
    assert codes(source) == []


# Nothing runs, nothing hangs --------------------------------------------------------------------

ATTRIBUTES = {
    "alt", "aria-label", "class", "colspan", "datetime", "href", "id", "lang", "open", "rel",
    "role", "rowspan", "scope", "src", "start", "tabindex", "title",
}  # fmt: skip
URL = re.compile(r"vestnik:\d+|https?://.*|mailto:.*|tel:.*|#[a-z0-9-]+", re.DOTALL)


def assert_harmless(html):
    """What a browser would make of it holds only what we let through."""
    for tag in BeautifulSoup(f"<body>{html}</body>", "lxml").find_all(True):
        if tag.name in ("html", "body"):
            continue
        assert tag.name in TAGS | {"section"}
        assert set(tag.attrs) <= ATTRIBUTES
        for name in ("href", "src"):
            if name in tag.attrs:
                assert URL.fullmatch(tag.attrs[name]), tag


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<a href='java\nscript:alert(1)'>a</a>",
    "<a href='java&#x09;script:alert(1)'>a</a>",
    "[a](java\tscript:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a]: javascript:alert(1)\n\n[a]",
    "<javascript:alert(1)>",
    "![a](x \"' onerror=alert(1) '\")",
    "![\" onerror=\"alert(1)](a.png)",
    '![a](a.png"onerror="alert(1))',
    "[a](https://x/\"onmouseover=\"alert(1))",
    "[a](https://x/'><script>alert(1)</script>)",
    "https://x/\"onmouseover=\"alert(1)",
    "https://x/<script>",
    "<p style='background:url(javascript:x)'>a</p>",
    "<iframe srcdoc='<script>x</script>'></iframe>",
    "<form action=javascript:x><input type=submit></form>",
    "<base href='//evil'>",
    "<meta http-equiv=refresh content='0;javascript:x'>",
    "<div id='p-1' class='clause'><a class='clause-number' href='javascript:x'>1</a></div>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<table><td background='javascript:x'>",
    "## <img src=x onerror=x> [a](javascript:x)",
    "| <script> | <b onclick=x> |\n|---|---|\n| a | b |",
    "`<script>`</code><script>alert(1)</script>",
    "*[a]: \"><script>alert(1)</script>\n\na",
    "[^a\"><script>]: x\n\nb[^a\"><script>]",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x02klzzwxh:0000\x03 \x02wzxhzdk:0\x03 \x0560\x03 \x05<b>\x06",
    "<!--><script>alert(1)</script>-->",
    "<ol start='1\" onclick=\"x'><li>a</ol>",
    "<span lang='\"><script>x</script>'>a</span>",
]  # fmt: skip


@pytest.mark.parametrize("clauses", [False, True])
@pytest.mark.parametrize("source", ATTACKS)
def test_no_attack_comes_through(source, clauses):
    """Known attacks, alone and inside other blocks."""
    for text in (source, f"1. {source}", f"- {source}\n", f"текст {source} текст"):
        body, _ = convert(text, path=NEWS, clauses=clauses)
        assert_harmless(body.html)
        assert not re.search("[\x00-\x08]", body.html + body.text)


PIECES = st.sampled_from(
    (
        *("а", "б ", "\n", "\n\n", "    ", "\t", "- ", "1. ", "1)", "1.1. ", "а) ", "I. ", "> "),
        *(
            "# ",
            "## ",
            "---",
            "===",
            "|",
            "|---|",
            "*",
            "**",
            "_",
            "`",
            "\\",
            "№5",
            " - ",
            '"',
            "'",
        ),
        *("[", "]", "(", ")", "![", "](", "[^1]", "[^1]: ", "*[а]: ", ": ", "https://", "www."),
        *("a@b.ru", "javascript:", "<", ">", "</", "<a ", "<b>", 'href="', "onerror=", "<div>"),
        *("</div>", "<table>", "<td>", "<script>", "<img src=", "alt=", "<!--", "-->"),
        *("&", "&lt;", "&#", ";", "\x00", "\x02", "\x03", "\x05", "\x06", "\u2028", "\ud800"),
    )
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text()), st.booleans())
def test_nothing_executable_comes_of_anything(source, clauses):
    """Whatever is typed: no error, no unknown tag or attribute, no address but safe ones."""
    body, problems = convert(source, path=NEWS, clauses=clauses)
    assert "markup-failed" not in {problem.code for problem in problems}
    assert_harmless(body.html)
    numbers = [int(number) for number in re.findall(r'="vestnik:(\d+)"', body.html)]
    assert sorted(numbers) == list(range(len(body.references)))
    ids = re.findall(r' id="([^"]*)"', body.html)
    assert sorted(ids) == sorted(set(body.anchors))
    assert len(ids) == len(set(ids))


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join), st.booleans())
def test_the_same_source_makes_the_same_body(source, clauses):
    """A conversion depends on nothing before it."""
    assert convert(source, path=NEWS, clauses=clauses) == convert(
        source, path=NEWS, clauses=clauses
    )


MANY = 20_000
HOSTILE = {
    "brackets": "[" * MANY,
    "pictures": "![" * MANY,
    "links that do not end": "[a](" * MANY,
    "addresses that do not end": "[a](<" * MANY,
    "references": "[a][" * MANY,
    "pairs in pairs": "[" * MANY + "]" * MANY,
    "footnotes": "[^1]" * MANY + "\n\n[^1]: a",
    "footnotes in footnotes": "[^1]: " * MANY,
    "abbreviations": "".join(f"*[A{number}]: a\n" for number in range(MANY)),
    "emphasis": "*a **b " * MANY,
    "underscores": "_a __b " * MANY,
    "stars": "*" * MANY,
    "backticks": "".join("`" * length + "a" for length in range(300)),
    "tags that do not end": "<a " * MANY,
    "attributes that do not end": '<a b="' * MANY,
    "sections that do not end": "<![CDATA[" * MANY,
    "comments": "<!--" * MANY,
    "tags in tags": "<div>" * MANY + "</div>" * MANY,
    "formatting": "".join(f'<b lang="{n}">' for n in range(MANY)) + "<p>a</p>" * MANY,
    "small tags": "<i>a</i>" * MANY,
    "quotes in quotes": ">" * MANY,
    "quotes and lists": "> - " * 300 + "a",
    "lists in lists": "\n".join("    " * depth + "- a" for depth in range(400)),
    "lists in a line": "- " * MANY + "a",
    "numbers in a line": "1. " * MANY + "a",
    "a wide table": "|a" * 3000 + "\n" + "|-" * 3000 + "\n" + "x\n" * 3000,
    "spaces in a table": "a|b\n|-|" + " " * MANY + "x",
    "definitions": "a\n" + ": b\n" * MANY,
    "terms": "a\n: b\n" * MANY,
    "rules": "---\n" * MANY,
    "headings": "## a\n" * MANY,
    "clauses": "1. a\n1) b\nа) c\n" * (MANY // 3),
    "escapes": "\\*" * MANY,
    "entities": "&lt;" * MANY,
    "quotation marks": '"' * MANY,
    "dashes": " - " * MANY,
    "initials": "А. " * MANY,
    "mail": "a." * MANY + "@",
    "brackets in an address": "http://a" + ")" * MANY,
    "unsafe links": "[a](javascript:x) " * 5000,
    "links that are not in the source": "[a](b&amp;c) " * 5000,
    "a long word": "а" * 900_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("clauses", [False, True])
@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_nothing_hangs(source, clauses):
    """Processor time, and a bound far above the second that the worst of them takes."""
    start = time.process_time()
    convert(source, path=NEWS, clauses=clauses)
    assert time.process_time() - start < 10


def test_a_fault_of_the_converter_is_a_problem_of_the_source(monkeypatch):
    """One strange page does not stop the others, and the kept converter is made anew."""
    monkeypatch.setattr("vestnik.core.markup.sanitise", lambda _: 1 / 0)
    assert codes("Текст") == ["markup-failed"]
    monkeypatch.undo()
    assert codes("Текст") == []


def test_what_would_hang_is_refused_with_a_reason():
    """A refused text is empty and its place is named."""
    body, (problem,) = convert("Текст\n\n" + "[" * MANY, path=NEWS, first_line=3)
    assert body.html == ""
    assert (problem.code, problem.line, problem.severity) == (
        "markup-too-complex",
        5,
        Severity.ERROR,
    )
    assert codes("> - " * 300 + "a") == ["markup-too-deep"]
    assert codes("а" * 101, limit=100) == ["markup-too-large"]


@pytest.mark.parametrize(
    "source",
    [
        "\n".join(
            f"- [Приказ {n}](prikaz-{n}.pdf) от *{n} мая* (см. [ниже](#a))" for n in range(2000)
        ),
        "|Имя|Ссылка|\n|---|---|\n" + "".join(f"|**А**|[б](b-{n}.pdf)|\n" for n in range(4000)),
        "\n\n".join(f"Абзац {n} с *выделением*, [ссылкой](a.md) и `кодом`." for n in range(3000)),
        "".join(f"{n}. Пункт\n1) раз;\n2) два.\n" for n in range(1, 900)),
        "<table>" + "<tr><td>а</td><td>б</td></tr>" * 2000 + "</table>",
        "\n".join(f"Термин {n}\n: значение" for n in range(1000)),
        "".join(f"Текст[^{n}].\n\n[^{n}]: сноска\n\n" for n in range(300)),
    ],
    ids=["list", "table", "paragraphs", "clauses", "html table", "definitions", "footnotes"],
)
def test_what_is_only_long_is_published(source):
    """Limits do not meet long honest texts."""
    body, problems = convert(source, path=NEWS, clauses=True)
    assert body.html
    assert problems == []
