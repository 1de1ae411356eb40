"""Fronts, years and months of lists."""

from datetime import date

import pytest

from tests.site.fakes import FakeView, act, moment, news, picture_file, report
from vestnik.core.model import ActReference, Picture, Withdrawal
from vestnik.site.contexts import ArchivePage
from vestnik.site.presenters import front, month, year
from vestnik.site.presenters.wording import NBSP


@pytest.fixture
def newspaper(view):
    """Seven news in four months of two years."""
    for number, when in enumerate(((2025, 3, 1), (2026, 9, 1), (2026, 10, 5), (2026, 11, 1))):
        view.add(news(f"a{number}", moment(*when)))
    for hour in (8, 9, 15):
        view.add(news(f"b{hour}", moment(2026, 11, 17, hour), section="dorogi", tags=("лёд",)))
    return view


def crumbs(page):
    """The way to a page as (title, address)."""
    return [(crumb.title, crumb.url) for crumb in page.crumbs]


def filters(page):
    """Rows of links as {row: [(title, address, current)]}."""
    return {
        title: [(term.title, term.url, term.current) for term in terms]
        for title, terms in page.filters
    }


def test_the_front_shows_the_newest_by_day(newspaper):
    """The front of the news has its newest items in groups of a day, and all months."""
    page = front(newspaper, "news")
    assert page.title == "Новости"
    assert page.url == "/news/"
    assert [group.day for group in page.groups] == [date(2026, 11, 17)]
    assert [card.title for card in page.groups[0].cards] == [
        "Новость b15",
        "Новость b9",
        "Новость b8",
    ]
    assert page.cards == ()
    assert [
        (months.year, months.url, [month.url for month in months.months]) for months in page.archive
    ] == [
        (2026, "/news/2026/", ["/news/2026/09/", "/news/2026/10/", "/news/2026/11/"]),
        (2025, "/news/2025/", ["/news/2025/03/"]),
    ]
    assert page.pager is None
    assert crumbs(page) == [("Главная", "/"), ("Новости", "")]
    assert page.feeds[0].url == "/news/rss.xml"
    assert page.translations == ()


def test_an_empty_front_says_so(view):
    """A front that is there from the start says that nothing is there yet."""
    assert front(view, "news").empty == "Новостей пока нет."
    assert front(view, "section/dorogi").empty == "Здесь пока ничего не опубликовано."


def test_a_month_is_paged_within_itself(newspaper):
    """Pages of a month are numbered, and lead to each other and to the nearest months."""
    first, second = (month(newspaper, "news/2026/11", number) for number in (1, 2))
    assert first.title == "Новости за ноябрь 2026 года"
    assert second.title == "Новости за ноябрь 2026 года, страница 2"
    assert (first.url, second.url) == ("/news/2026/11/", "/news/2026/11/2/")
    assert [len(group.cards) for group in second.groups] == [1, 1]
    assert (second.pager.number, second.pager.total) == (2, 2)
    assert [(term.title, term.url, term.current) for term in second.pager.pages] == [
        ("1", "/news/2026/11/", False),
        ("2", "/news/2026/11/2/", True),
    ]
    assert second.pager.newer is None
    assert second.pager.older.url == "/news/2026/10/"
    assert second.pager.older.title.replace(NBSP, " ") == "Октябрь 2026 года"
    assert crumbs(first) == [
        ("Главная", "/"),
        ("Новости", "/news/"),
        ("2026", "/news/2026/"),
        ("Ноябрь", ""),
    ]
    assert first.total is None


def test_a_month_skips_months_without_items(newspaper):
    """The month before September 2026 with any items is March 2025."""
    pager = month(newspaper, "news/2026/09", 1).pager
    assert pager.older.url == "/news/2025/03/"
    assert pager.newer.url == "/news/2026/10/"
    assert pager.pages == ()


def test_a_month_does_not_ask_which_others_there_are(newspaper):
    """A month depends on its neighbours: another new month, of its year too, is none of it."""
    page = month(newspaper, "news/2025/03", 1)
    assert page.archive == ()
    assert not newspaper.reads.keys


def test_a_year_of_news_has_its_months(newspaper):
    """A year of news is an archive of its months, and does not change with each item."""
    page = year(newspaper, "news/2026")
    assert isinstance(page, ArchivePage)
    assert page.title == "Новости за 2026 год"
    assert [link.month for link in page.years[0].months] == [9, 10, 11]
    assert crumbs(page)[-1] == ("2026", "")
    assert not newspaper.reads.ranges


@pytest.mark.parametrize(
    ("name", "title", "step"),
    [
        ("section/dorogi", "Раздел «Дороги»", ("Разделы", "/sections/")),
        ("tag/lyod", "По теме «лёд»", ("Темы", "/tags/")),
    ],
)
def test_sections_and_tags_are_lists_like_the_news(newspaper, name, title, step):
    """The list of a section or tag is called by its words and lies below the index of all."""
    page = front(newspaper, name)
    assert page.title == title
    assert crumbs(page)[1] == step
    assert len(page.groups[0].cards) == 3
    assert title in year(newspaper, f"{name}/2026").title
    assert title in month(newspaper, f"{name}/2026/11", 1).title


def test_a_section_has_its_description(view):
    """The description of the settings opens the front of a section."""
    page = front(view, "section/obrazovanie")
    assert page.intro == page.description == "Школы и детские сады."
    assert crumbs(page)[-1] == ("Образование", "")


def test_only_sections_and_kinds_have_feeds_of_their_own(newspaper):
    """A tag announces the site's feeds alone."""
    assert front(newspaper, "tag/lyod").feeds[0].url == "/rss.xml"
    assert front(newspaper, "section/dorogi").feeds[0].url == "/sections/dorogi/rss.xml"


def test_news_may_be_filtered_by_section(newspaper):
    """A row of links has the sections in which something stands."""
    newspaper.add(news("c", section="obrazovanie"))
    assert filters(front(newspaper, "news")) == {
        "Раздел": [
            ("Образование", "/sections/obrazovanie/", False),
            ("Дороги", "/sections/dorogi/", False),
        ]
    }
    assert filters(front(newspaper, "section/dorogi"))["Раздел"][1][2]


# --- acts -----------------------------------------------------------------------------------


@pytest.fixture
def register(view):
    """Acts of two kinds, two issuers and two years."""
    view.add(act("1", date(2022, 1, 10)))
    view.add(act("2", date(2023, 5, 23)))
    view.add(act("3", date(2023, 5, 23)))
    view.add(act("4", date(2023, 6, 1), issuer="uo"))
    view.add(act("5", date(2023, 6, 2), kind="postanovlenie"))
    return view


def test_the_register_is_a_table_with_filters(register):
    """All acts stand ungrouped, with rows of links by kind, issuer and year."""
    page = front(register, "documents")
    assert page.title == "Документы"
    assert page.acts
    assert [card.act.number[-1] for card in page.cards] == ["5", "4", "3"]
    assert page.cards[0].act.status == "действует"
    assert filters(page) == {
        "Вид": [
            ("Все", "/documents/", True),
            ("Приказы", "/documents/kind/prikaz/", False),
            ("Постановления", "/documents/kind/postanovlenie/", False),
        ],
        "Кем принят": [
            ("Все", "/documents/", True),
            ("Администрация", "/documents/issuer/adm/", False),
            ("Управление образования", "/documents/issuer/uo/", False),
        ],
        "Год": [
            ("Все годы", "/documents/", True),
            ("2023", "/documents/year/2023/", False),
            ("2022", "/documents/year/2022/", False),
        ],
    }


def test_a_year_of_a_kind(register):
    """A year of orders has its months and the same year of other kinds, and does not change with
    each of them.
    """
    page = year(register, "kind/prikaz/2023")
    assert isinstance(page, ArchivePage)
    assert not any(name.startswith("kind/prikaz/2023") for name, *_ in register.reads.ranges)
    assert page.title == "Приказы 2023 года"
    assert page.url == "/documents/kind/prikaz/2023/"
    assert crumbs(page)[1:] == [
        ("Документы", "/documents/"),
        ("Приказы", "/documents/kind/prikaz/"),
        ("2023", ""),
    ]
    assert [link.url for link in page.years[0].months] == [
        "/documents/kind/prikaz/2023/05/",
        "/documents/kind/prikaz/2023/06/",
    ]
    kinds = filters(page)["Вид"]
    assert kinds[0] == ("Все", "/documents/year/2023/", False)
    assert kinds[1] == ("Приказы", "/documents/kind/prikaz/2023/", True)
    assert kinds[2][1] == "/documents/kind/postanovlenie/2023/"
    assert len(filters(year(register, "kind/prikaz/2022"))["Вид"]) == 2


def test_a_year_of_the_register(register):
    """A year of all documents stands under `year`, apart from what issuers adopt."""
    page = year(register, "documents/2023")
    assert (page.title, page.url) == ("Документы 2023 года", "/documents/year/2023/")
    assert [term[2] for term in filters(page)["Год"]] == [False, True, False]


def test_an_issuers_list_is_called_by_its_name(register):
    """The list of an issuer has its full name above and its short one on the way."""
    page = front(register, "issuer/adm")
    assert page.title == "Документы: Администрация города Липовска"
    assert crumbs(page)[-1] == ("Администрация", "")


def test_a_month_of_acts_says_how_many(register):
    """Acts of a month are counted, whatever the page."""
    page = month(register, "kind/prikaz/2023/05", 1)
    assert page.title == "Приказы за май 2023 года"
    assert page.total == 2
    assert page.pager.newer.url == "/documents/kind/prikaz/2023/06/"
    assert page.pager.older.url == "/documents/kind/prikaz/2022/01/"


def test_the_status_of_listed_acts_is_current(register):
    """A list shows an act as repealed once another act repeals it."""
    reference = ActReference(kind="prikaz", number="1", date=date(2022, 1, 10))
    register.add(act("9", date(2024, 1, 1), repeals=(reference,)))
    (card,) = month(register, "kind/prikaz/2022/01", 1).cards
    assert (card.act.status, card.act.status_tone) == ("утратил силу", "ended")


def test_reports_are_plain_cards(view):
    """Reports stand neither in groups of a day nor in a table."""
    view.add(report("a"))
    page = front(view, "reports")
    assert (page.acts, page.groups, len(page.cards)) == (False, (), 1)
    of_year = year(view, "reports/2026")
    assert (of_year.title, len(of_year.cards)) == ("Отчёты за 2026 год", 1)


# --- cards ----------------------------------------------------------------------------------


def test_a_card_has_lead_section_and_picture(view):
    """In a list an item has its lead, section and picture."""
    view.add_file(picture_file("news/a.jpg"))
    view.add(
        news("a", lead="Начался.", section="dorogi", important=True,
             image=Picture(file="news/a.jpg", alt="Мост"))
    )  # fmt: skip
    (card,) = front(view, "news").groups[0].cards
    assert (card.lead, card.section.title, card.important) == ("Начался.", "Дороги", True)
    assert card.picture.alt == "Мост"
    assert card.lang == ""


def test_a_withdrawn_item_keeps_its_title_in_lists(view):
    """The card of a withdrawn item says so and has neither lead nor picture."""
    view.add_file(picture_file("news/a.jpg"))
    view.add(
        news("a", lead="Тайна", image=Picture(file="news/a.jpg", alt="Тайна"),
             withdrawn=Withdrawal(date=date(2026, 11, 18), reason="Ошибка"))
    )  # fmt: skip
    (card,) = front(view, "news").groups[0].cards
    assert card.withdrawn
    assert "Тайна" not in repr(card)


# --- languages ------------------------------------------------------------------------------


def test_lists_of_another_language_stand_under_its_address(newspaper):
    """English news have a list of their own; the two lists lead to each other."""
    newspaper.add(news("rink", title="Rink", lang="en"))
    page = front(newspaper, "en:news")
    assert (page.lang, page.title, page.url) == ("en", "News", "/en/news/")
    assert [card.title for card in page.groups[0].cards] == ["Rink"]
    assert [(term.title, term.url) for term in page.translations] == [("Русский", "/news/")]
    assert [term.url for term in front(newspaper, "news").translations] == ["/en/news/"]
    assert month(newspaper, "en:news/2026/11", 1).title == "News for November 2026"


def test_the_first_language_may_be_another():
    """The site's first language has no part of the address, whichever it is."""
    from msgspec.structs import replace

    from tests.site.fakes import PORTAL

    view = FakeView(replace(PORTAL, lang="en", languages=("en", "ru")))
    view.add(news("rink", lang="en", address="/news/2026/11/17/rink/"))
    assert front(view, "news").title == "News"
