"""The checks of a text find what troubles readers, and keep quiet about ordinary prose."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from vestnik.core.checks import RULES, check
from vestnik.core.model import Act, Attachment, Body, Document, Kind, Picture, Reference, Withdrawal
from vestnik.core.problems import Severity

NEWS = Document(
    path="news/a.md",
    kind=Kind.NEWS,
    title="Мост",
    date=datetime(2026, 11, 17, tzinfo=UTC),
    address="/news/2026/11/17/a/",
    slug="a",
)
ACT = Document(
    path="documents/a.md",
    kind=Kind.DOCUMENT,
    title="О мосте",
    date=NEWS.date,
    address="/documents/administraciya/prikaz/2026/214/",
    slug="214",
    act=Act(kind="prikaz", number="214", adopted=NEWS.date.date(), issuer="administraciya"),
)
BODY = Body(html="", text="", anchors=("kak-doehat", "fn-1"))


def codes(text: str, document: Document | None = NEWS, body: Body | None = BODY) -> list[str]:
    """`line code` of everything found in a text that begins in line 1."""
    return [f"{p.line} {p.code}" for p in check(text, 1, "news/a.md", document, body)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Headings
        ("## Мост\n\n#### Сваи\n\nДлинные.", ["3 heading-skipped"]),
        ("### Мост\n\nГотов.", ["1 heading-skipped"]),
        ("Мост\n----\n\nГотов.\n\n#### Сваи", ["6 heading-skipped"]),
        ("##\n\nГотов.", ["1 heading-empty"]),
        ("Да.\n\n**Когда откроют**\n\nВ субботу.", ["3 fake-heading"]),
        # Links
        ("Порядок — [здесь](/a/).", ["1 link-vague"]),
        ("[Щёлкните **здесь**](/a/)", ["1 link-vague"]),
        ("[**Подробнее…**](/a/)", ["1 link-vague"]),
        ("[![](m.jpg)](/a/)", ["1 link-empty", "1 alt-missing"]),
        ("[![Мост](m.jpg)](/a/)", []),
        ("[ ](/a/)", ["1 link-empty"]),
        ("[мост](#)", ["1 empty-link"]),
        ("[https://a.example/](https://a.example/)", ["1 link-bare-address"]),
        ("[мост] (https://a.example/)", ["1 link-markup"]),
        ("(мост)[https://a.example/]", ["1 link-markup"]),
        ("[Смета](https://a.example/smeta.PDF)", ["1 link-opens-file"]),
        # Pictures
        ("![](m.jpg)", ["1 alt-missing"]),
        ("![IMG_2034](m.jpg)", ["1 alt-file-name"]),
        ("![Фото](m.jpg)", ["1 alt-empty-word"]),
        ("![Скан письма главы](m.jpg)", ["1 text-in-picture"]),
        ("![Афиша Дня города](m.jpg)\n\nПриходите!", ["1 text-in-picture"]),
        # Video
        ("Смотрите [открытие моста](https://rutube.ru/video/1/).", ["1 video-in-text"]),
        # Readability
        ("Да. " + "Мост открыли и перекрыли " * 11 + "снова.", ["1 sentence-long"]),
        (
            "Да.\n\nВ целях ремонта осуществляется сбор, на сегодняшний день сделано всё.",
            ["3 chancery-words"],
        ),
        # Tables
        ("| | |\n|---|---|\n| 4 | 5 |", ["1 table-no-header"]),
        ("<table><tr><td>4</td></tr></table>", ["1 table-no-header"]),
        ("| а | б |\n|---|---|\n| 1 | 2 | 3 |\n| 4 |", ["3 table-uneven", "4 table-uneven"]),
        ("| 1 | 2 |\n| 3 | 4 |", ["1 table-markup"]),
        # Lists
        ("✅ раз\n✅ два", ["1 fake-list"]),
        ("Нужны:\n-паспорт;\n-полис.", ["2 fake-list"]),
        # Debris
        ("См. Ошибка! Источник ссылки не найден.", ["1 word-error-text"]),
        ('<p class="MsoNormal">Мост</p>', ["1 word-debris"]),
        ("Мо\u00adст", ["1 invisible-sign"]),
        ("Мост\u200b", ["1 invisible-sign"]),
        ("Мост \uf04a", ["1 private-sign"]),
        ("С 8\u00a0\u00a0до 9", ["1 nbsp-run"]),
        ("С 8&nbsp;&nbsp;до 9", ["1 nbsp-run"]),
        ("Мо\ufffdт", ["1 encoding-damaged"]),
        ("Мост РџСЂРёРєР°Р·", ["1 encoding-damaged"]),
        ("ÐŸÑ€Ð¸ÐºÐ°Ð·", ["1 encoding-damaged"]),
        # Wording
        ("Lorem ipsum", ["1 placeholder"]),
        ("Здесь [вставить текст].", ["1 placeholder"]),
        ("Приказ от ХХ.ХХ.2026", ["1 placeholder"]),
        (
            "УВАЖАЕМЫЕ ЖИТЕЛИ ОКРУГА! ДВИЖЕНИЕ ОТКРОЮТ В ДЕВЯТЬ УТРА СУББОТЫ.",
            ["1 capitals"],
        ),
        ("Cыктывкар", ["1 mixed-letters"]),
        ("Мост ХIХ века", ["1 mixed-letters"]),
        (
            "Девиз: we build the bridge that brings all of us together again",
            ["1 foreign-passage"],
        ),
        ("Мост , река", ["1 space-before-sign"]),
        ("Мост  и река", ["1 double-space"]),
        ("Клуб «Волна открыт", ["1 quotes-unpaired"]),
        ("Клуб Волна» открыт", ["1 quotes-unpaired"]),
        # Contacts
        ("Пишите: a @b.example", ["1 bad-email"]),
        ("Пишите: a@b,ru", ["1 bad-email"]),
        ("Телефон +7 (000) 777-01", ["1 bad-phone"]),
        ("Смета прилагается.", ["1 attachment-promised"]),
    ],
)
def test_faults_are_found(text, expected):
    """Each fault is named by its code and its line."""
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "## Мост\n\n### Сваи\n\nДа.\n\n## Река\n\nДа.",
        "Движение с 9:00 до 18:00; цена — 30 руб. за 1 кг, 5 % скидка.",
        "ООО «Клуб «Волна» открыто. Общество «Волна» и клуб «Весло».",
        "Книга «Река и «её мосты» издана.",
        "Смотрите [порядок проезда](/a/) и [сноску](#fn-1).",
        "Смета — [смета моста (PDF)](https://a.example/smeta.pdf).",
        "Пишите на priem@okrug.example, приём@округ.рф или @okrug в «Телеграме».",
        "Звоните: +7 (000) 777-01-00, 8 (0000) 77-01-00, 112, 8-800-777-01-00.",
        "— Мост открыт, — сказал глава.\n\n— Ура!",
        "Wi-Fi, IT-компания, PDF-файл, COVID-19, iPhone, 3D-модель, T-банк, «Fарс-мажор».",
        "XXX Олимпийские игры, XX век, ГОСТ Р 52872-2019.",
        "- раз\n- два\n\n1. три\n2. четыре",
        "Список:\n• раз\n• два\n\uf0b7 три",
        "| Маршрут | Цена |\n|:--|--:|\n| 4 | 30 \\| 15 |\n| 7 | |",
        "Подчёркнуто: ____________ (подпись)",
        "a < b, 5 > 3, <номер>, <…>",
        "`<script>` и `[здесь](x)` — примеры.",
        "<!-- [здесь](x) TODO -->\n\nДа.",
        "<https://a.example/> и https://a.example/?a=1,2",
        "МБОУ «СОШ № 3», МФЦ, ЗАГС и ЕДДС.",
        "Газеты The Guardian, La Stampa и Corriere della Sera, El País, Le Monde.",
        "А\\. Иванов\n\n**Внимание!**\n\nДа.",
        'Фото: ![Мост вечером](m.jpg "Мост")',
        "Согласно приложению № 2 к приказу.",
        "Ставка 7,5 %; т. д. и т. п.; и др.",
        "![Афиша Дня города](m.jpg)\n\n" + "Концерт начнётся в полдень на площади. " * 10,
        "![Текстильная фабрика](m.jpg) и ![мост](m.jpg)",
        "Состав:\n" + "\n".join(f"- член комиссии номер {n};" for n in range(30)),
        "Решение «" + "О мерах по ремонту моста " * 12 + "» принято.",
        "> " + "Мы открыли мост и снова перекрыли его " * 10,
        "| Мост | Когда |\n|---|---|\n| " + "мост и река " * 20 + " | да |",
        "В целях ремонта мост закрыт. Работы осуществляет округ.",
        "Р.С. Фсёров и С.Р. Ёлкин. РСФСР, СССР, РОССИЯ.",
    ],
)
def test_ordinary_prose_is_left_alone(text):
    """What is usual in a municipality's texts is no fault."""
    assert codes(text) == []


def test_links_within_the_page_lead_to_its_anchors():
    """A wrong anchor is named with its line, and with the one that was probably meant."""
    there = Reference(target="news/a.md", anchor="kak-doehat", line=2, text="дорога")
    gone = replace(there, anchor="kak-doexat", line=3)
    elsewhere = replace(gone, target="news/b.md")
    body = replace(BODY, references=(there, gone, elsewhere))
    (problem,) = check("а\nб\nв", 1, "news/a.md", NEWS, body)
    assert (problem.line, problem.code) == (3, "broken-anchor")
    assert problem.remedy == "возможно, «#kak-doehat»"


def test_acts_are_quoted_not_edited():
    """Capitals in an act are advice at most; its bold lines and dashes are its own."""
    text = (
        "АДМИНИСТРАЦИЯ МУНИЦИПАЛЬНОГО ОКРУГА БЕРЁЗОВ ЯР ЗАОКСКОЙ ОБЛАСТИ\n\n"
        "**ПОСТАНОВЛЯЕТ**\n\n-утвердить;\n-опубликовать."
    )
    (problem,) = check(text, 1, "documents/a.md", ACT, BODY)
    assert (problem.code, problem.severity) == ("capitals", Severity.ADVICE)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({}, ["error"]),
        ({"image": Picture(file="a.jpg", alt="Мост")}, ["warning"]),
        ({"kind": Kind.PAGE}, ["warning"]),
        ({"attachments": (Attachment(file="a.pdf"),)}, ["advice"]),
        ({"withdrawn": Withdrawal(date=NEWS.date.date(), reason="x")}, []),
    ],
)
def test_empty_text_matters_by_what_else_there_is(document, expected):
    """Nothing to read is an error, a bare file is advice, a withdrawn item needs no text."""
    fields = {
        name: getattr(NEWS, name) for name in ("path", "kind", "title", "date", "address", "slug")
    }
    item = Document(**(fields | document))
    assert [p.severity.value for p in check("\n\n", 1, "news/a.md", item, BODY)] == expected


def test_many_of_a_kind_are_counted_not_listed():
    """Twenty vague links are five lines, the last of which tells of the rest."""
    problems = check("[тут](/a/)\n" * 20, 1, "news/a.md", NEWS, BODY)
    assert len(problems) == 5
    assert "и ещё в 15 местах ниже" in problems[-1].message


def test_errors_are_all_listed():
    """What must be mended is named each time."""
    assert len(check("![](a.jpg)\n\n" * 20, 1, "news/a.md", NEWS, BODY)) == 20


def test_lines_are_those_of_the_source():
    """The body's place in its file is counted in."""
    (problem,) = check("\nМост , река\n", 12, "news/a.md", NEWS, BODY)
    assert problem.line == 13


def test_every_rule_says_what_it_wants():
    """A rule's docstring is the sentence that a guide would print."""
    assert all(rule.__doc__ and rule.__doc__.strip().endswith(".") for rule in RULES)


@given(st.text(alphabet="аб[](){}<>!#*_|`-\n «».@&;:Т+78ОШИБКАa\u00a0", max_size=200))
def test_any_text_gives_problems_not_exceptions(text):
    """Nothing that is typed stops a check."""
    for problem in check(text, 1, "a.md", None, None):
        assert 1 <= problem.line <= text.count("\n") + 1


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 20_000,
        "![" * 10_000,
        "«" * 20_000,
        "| " * 10_000,
        "[a](" * 5_000,
        "a@" * 10_000,
        "<a " * 7_000,
        "{a" * 10_000,
        "`" * 20_000,
        "**" * 10_000,
        " " * 20_000,
        "+7 " * 7_000,
        "A " * 10_000,
        "(a" * 10_000,
        "[](" * 7_000 + ")" * 7_000,
        "\n" * 20_000,
        "-\n" * 10_000,
    ],
)
def test_hostile_texts_cost_little(hostile):
    """No pattern runs away."""
    started = datetime.now(UTC)
    check(hostile, 1, "a.md", NEWS, BODY)
    assert (datetime.now(UTC) - started).total_seconds() < 2
