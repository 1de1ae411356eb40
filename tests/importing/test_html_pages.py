"""Pages in the style of the usual systems: what is taken from each, and what is left there."""

import contextlib
from pathlib import Path

import pytest

from vestnik.importing.html_page import read_html
from vestnik.importing.page import BlockKind

PAGES = Path(__file__).parent / "pages"

EXPECTED = {
    "bitrix": (
        "Открыт мост через Заречку",
        "2019-09-14",
        (
            "Сегодня по новому мосту через Заречку прошли первые машины. Старый закрыт с весны.\n"
            "Мост длиной 84 метра построили за два года. Он выдержит грузовики до 40"
            " тонн, и школьный"
            " автобус больше не поедет в объезд.\n"
            "Схема движения"
        ),
        ["ВКонтакте", "Последние новости", "Приёмная", "1С-Битрикс", "Возврат к списку"],
    ),
    "joomla": (
        "Субботник соберёт горожан на набережной",
        "2021-04-15 09:30+0300",
        (
            "В субботу, 17 апреля, с 10 часов горожане выйдут убирать набережную.\n"
            "Что взять с собой:\n"
            "перчатки;\nводу;\nхорошее настроение.\n"
            "Мешки и грабли выдадут на месте."
        ),
        ["Просмотров", "Популярное", "Вперёд", "Глава"],
    ),
    "wordpress": (
        "Школьный автобус вышел на линию",
        "2022-09-01 08:15+0300",
        (
            "Он рассчитан на 22 места и оборудован ремнями безопасности. Водитель прошёл"
            " медосмотр.\n"
            "Расписание: отправление в 7:40 от магазина, в 7:55 от моста."
        ),
        ["казино", "давно ждали", "Свежие записи", "Предыдущая запись", "Поделиться"],
    ),
    "ucoz": (
        "Об утверждении состава комиссии",
        "2020-03-02",
        (
            "ПРИКАЗ\nот 02.03.2020 № 48-а\n"
            "В целях подготовки школ к новому учебному году приказываю:\n"
            "1. Утвердить состав комиссии (приложение).\n"
            "2. Признать утратившим силу приказ управления образования от 11.03.2019 № 52"
            " «О комиссии».\n"
            "3. Контроль за исполнением приказа оставляю за собой.\n"
            "Начальник управления образования О. П. Лугова\nСкачать приказ"
        ),
        ["Приветствую Вас", "Просмотров: 77", "Онлайн всего", "Всего комментариев"],
    ),
    "drupal": (
        "Библиотека приглашает на ночь чтения",
        "2018-05-11 14:20",
        (
            "18 мая городская библиотека будет открыта до полуночи.\nПрограмма\n"
            "Время | Событие\n19:00 | Встреча с писателем\n21:00 | Читаем вслух\nВход свободный."
        ),
        ["Афиша", "Теги", "Все права защищены"],
    ),
    "dle": (
        "Пожарные провели учения в школе",
        "2017-10-05 11:42",
        (
            "Вчера в школе № 2 сработала учебная тревога. Все 312 учеников вышли из"
            " здания за четыре"
            " минуты.\n"
            "Пожарные показали, как пользоваться огнетушителем, и ответили на вопросы."
            " «Главное — не"
            " бежать», — сказал начальник караула.\n"
            "Следующие учения пройдут весной."
        ),
        ["Похожие новости", "Молодцы", "Окна, двери", "Рейтинг"],
    ),
    "handmade": (
        "График приёма граждан",
        None,
        (
            "Глава администрации принимает граждан по вторникам с 9 до 12 часов в кабинете № 1.\n"
            "Специалист по земельным вопросам принимает по средам и пятницам с 14 до 17"
            " часов. Запись"
            " по телефону (000) 777-05-11.\n"
            "При себе иметь паспорт и документы на участок."
        ),
        ["Депутаты", "Сайт создан"],
    ),
}


@pytest.mark.parametrize("system", EXPECTED)
def test_takes_the_text_and_leaves_the_furniture(system):
    """Title, date and text are those that a reader sees; the rest is listed with a reason."""
    title, date, text, left = EXPECTED[system]
    page = read_html((PAGES / f"{system}.html").read_text("utf-8"))
    assert page.title is not None
    assert page.title.value == title
    assert (page.date.value if page.date else None) == date
    assert page.text == text
    dropped = "\n".join(one.text for one in page.dropped)
    assert [word for word in left if word not in dropped] == []
    assert all(one.reason for one in page.dropped)


def test_shown_date_wins_over_one_before_what_the_text_tells():
    """A template may write a wrong date for machines; the text knows of later days."""
    page = read_html(
        "<article><h1>О топливе</h1><time datetime='2015-09-07'>20.08.2018</time>"
        "<div itemprop='articleBody'><p>На 21.06.2018 тонна стоит 53 062 рубля, и перевозчики"
        " просят о помощи, потому что иначе рейсы к дальним причалам прекратятся до"
        " весны.</p></div></article>"
    )
    assert page.date is not None
    assert page.date.value == "2018-08-20"


def test_the_clock_of_a_site_is_no_date_of_publication():
    """«Четверг, 07.09.2017, 11:40» in the head says when the page was saved."""
    page = read_html(
        "<title>Статья</title><div>Четверг, 07.09.2017, 11:40 Приветствую Вас Гость</div>"
        f"<table><tr><td><a href='/'>Меню</a></td><td><h1>Статья</h1>"
        f"<p>{'Текст статьи. ' * 20}</p></td></tr></table>"
    )
    assert page.date is None


def test_a_list_of_pages_is_told_from_a_page():
    """A list has no date of its own, and its buttons are left out."""
    items = "".join(
        f"<article><h2><a href='/{n}'>Новость {n}</a></h2><p>Коротко о событии номер {n}.</p>"
        f"<a href='/{n}'>Читать далее</a></article>"
        for n in range(5)
    )
    page = read_html(f"<title>Новости</title><main>{items}</main>")
    assert page.listing
    assert page.date is None
    assert "Читать далее" not in page.text
    assert "Новость 4" in page.text


def test_merged_cells_are_kept():
    """A table with merged cells stays HTML, which Markdown lets through."""
    page = read_html(
        "<h1>Смета</h1><p>Расходы на ремонт по кварталам, в тысячах рублей:</p><table>"
        "<tr><th rowspan=2>Статья</th><th colspan=2>Квартал</th></tr><tr><th>I</th><th>II</th></tr>"
        "<tr><td>Краска</td><td>5</td><td>7</td></tr></table>"
    )
    table = next(block for block in page.blocks if block.kind is BlockKind.TABLE)
    assert '<th rowspan="2">Статья</th><th colspan="2">Квартал</th>' in table.markdown
    assert "<td>Краска</td><td>5</td>" in table.markdown


def test_what_looks_like_markdown_stays_text():
    """Stars, underscores and angle brackets of the old text are not markup."""
    page = read_html("<h1>Т</h1><p>Цена 5*3*2, файл my_file и _так_, a &lt;b&gt; c, [x] # y</p>")
    assert page.blocks[-1].text == "Цена 5*3*2, файл my_file и _так_, a <b> c, [x] # y"
    assert page.blocks[-1].markdown == (
        r"Цена 5\*3\*2, файл my_file и \_так\_, a &lt;b> c, \[x\] # y"
    )


@pytest.mark.parametrize("page", ["", "   ", "<html></html>", "<!-- -->", "\x00" * 50])
def test_nothing_in_a_page_is_no_crash(page):
    """An empty file yields a page without text, or a refusal."""
    with contextlib.suppress(ValueError):
        assert read_html(page).text == ""


def test_selectors_of_a_site_win():
    """What a selectors file names is taken; what it drops is left."""
    html = (
        "<title>Сайт</title><div class=h>Настоящий заголовок</div><div class=d>5 мая 2016</div>"
        "<div class=t><p>Короткий текст.</p><p class=x>Лишнее.</p></div><p>"
        + "Шум. " * 200
        + "</p>"
    )
    page = read_html(
        html, selectors={"title": ".h", "date": "div.d", "body": ".t", "drop": ".t > .x"}
    )
    assert page.title
    assert page.title.value == "Настоящий заголовок"
    assert page.date
    assert page.date.value == "2016-05-05"
    assert page.text == "Короткий текст."
