import pytest

from tests.printing.sheets import sheet
from vestnik.printing.markup import quoted, source_of


def body_of(source, **fields):
    """What the text becomes: between the title and the signature."""
    lines = source_of(sheet(source, **fields)).splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("heading(level: 1"))
    end = next(n for n, line in enumerate(lines) if line.startswith("v(8mm"))
    return lines[start + 1 : end]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("Простой **жирный** и _косой_ текст.", [
            'par({ "Простой "; strong({ "жирный" }); " и "; emph({ "косой" }); " текст." })',
        ]),
        ("1. Первый.\n1)подпункт;\n2)другой.\n3. Третий.", [
            'par({ "1."; " Первый." })',
            'pad(left: 1.5em, { par({ "1)"; " подпункт;" }) })',
            'pad(left: 1.5em, { par({ "2)"; " другой." }) })',
            'par({ "3."; " Третий." })',
        ]),
        ("## Глава\n\n#### Сразу ниже\n\nСлова.", [
            'heading(level: 2, { "Глава" })',
            'heading(level: 3, { "Сразу ниже" })',
            'par({ "Слова." })',
        ]),
        ("- один\n    - два\n- три", [
            'list({ par({ "один" }); list({ "два" }) }, { "три" })',
        ]),
        ("| А | Б |\n|---|--:|\n| 1 | 2 |", [
            ('table(columns: 2, table.header(table.cell(strong({ "А" })), table.cell(align: right, '
            'strong({ "Б" }))), table.cell({ "1" }), table.cell(align: right, { "2" }))')
        ]),
    ],
    ids=["line", "clauses", "headings", "lists", "table"],
)  # fmt: skip
def test_each_element_has_its_typst(source, lines):
    """Clauses are words exactly as typed; no level of headings is left out."""
    assert [line.replace("\u00a0", " ") for line in body_of(source)] == lines


@pytest.mark.parametrize(
    "typed",
    ['#read("/etc/passwd")', '"; #panic(1); "', "\\", "$x$ *y* _z_ @ref <label> `a`", "//", "{ }"],
)
def test_what_an_author_types_is_words(typed):
    """Every character of it stands inside a string literal of Typst."""
    literal = quoted(typed)
    assert literal[0] == literal[-1] == '"'
    inner = literal[1:-1].replace("\\\\", "").replace('\\"', "")
    assert '"' not in inner
    assert "\\" not in inner


def test_links_lead_to_the_site_or_nowhere():
    """Absolute addresses; what is not published keeps its words alone."""
    (line,) = body_of("[Ссылка](/news/) и [вторая](b.md)", links=("https://a.example/news/", ""))
    assert (
        line.replace("\u00a0", " ")
        == 'par({ link("https://a.example/news/", { "Ссылка" }); " и "; "вторая" })'
    )


def test_spans_stay_within_their_table():
    """Whatever an author typed, cells neither overlap nor leave the grid."""
    html = (
        '<table><thead><tr><th colspan="9" rowspan="7">А</th></tr></thead><tbody><tr>'
        '<td rowspan="500">1</td><td>2</td></tr><tr><td colspan="x">3</td></tr></tbody></table>'
    )
    (table,) = body_of("", html=html)
    assert table.startswith("table(columns: 9, table.header(table.cell(colspan: 9, strong(")
    assert 'table.cell(rowspan: 2, { "1" })' in table


def test_an_empty_text_is_no_fault():
    """Elements around nothing are nothing."""
    assert body_of("", html="<p></p><ul></ul><table></table><strong></strong><h2></h2>") == []
