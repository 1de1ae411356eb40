"""Indexes, the site map, subscriptions, warnings, old addresses, the frame."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.site.fakes import PORTAL, FakeView, act, moment, news, page, report
from vestnik.core.model import Alert, MenuPlace, Withdrawal
from vestnik.core.portal import Link
from vestnik.site import presenters
from vestnik.site.contexts import Page


def tree(nodes):
    """Nodes as (title, address, children)."""
    return [(node.title, node.url, tree(node.children)) for node in nodes]


def test_sections_in_the_order_of_the_settings(view):
    """All sections stand there from the start, with their descriptions."""
    ((title, terms),) = presenters.sections(view, "ru").groups
    assert title == ""
    assert [(term.title, term.url, term.note) for term in terms] == [
        ("Образование", "/sections/obrazovanie/", "Школы и детские сады."),
        ("Дороги", "/sections/dorogi/", ""),
    ]


def test_sections_of_another_language_come_with_their_items(view):
    """The English index names only sections in which something English stands."""
    view.add(news("road", lang="en", section="dorogi"))
    ((_title, terms),) = presenters.sections(view, "en").groups
    assert [term.url for term in terms] == ["/en/sections/dorogi/"]


def test_tags_by_letter_in_their_own_words(view):
    """Tags stand under their first letters, written as their newest items write them."""
    view.add(news("a", moment(2026, 1, 1), tags=("Лёд", "каток")))
    view.add(news("b", moment(2026, 2, 1), tags=("лёд", "лыжи")))
    groups = presenters.tags(view, "ru").groups
    assert [(letter, [(term.title, term.url) for term in terms]) for letter, terms in groups] == [
        ("К", [("каток", "/tags/katok/")]),
        ("Л", [("лыжи", "/tags/lyzhi/"), ("лёд", "/tags/lyod/")]),
    ]


def test_the_site_map_leads_everywhere(view):
    """Pages as a tree, news and reports by year, documents by kind, year and issuer."""
    view.add(page("gorod", title="Город"))
    view.add(page("gorod/istoriya", title="История"))
    view.add(page("tayna", title="Тайна", menu=MenuPlace(hidden=True)))
    view.add(news("a"))
    view.add(act("1", date(2023, 5, 1)))
    groups = dict(presenters.sitemap(view, "ru").groups)
    assert tree(groups["Страницы"]) == [("Город", "/gorod/", [("История", "/gorod/istoriya/", [])])]
    assert tree(groups["Новости"]) == [("Все новости", "/news/", [("2026", "/news/2026/", [])])]
    assert tree(groups["Документы"]) == [
        ("Все документы", "/documents/", [("2023", "/documents/year/2023/", [])]),
        ("Приказы", "/documents/kind/prikaz/", [("2023", "/documents/kind/prikaz/2023/", [])]),
        ("Администрация города Липовска", "/documents/issuer/adm/", []),
        ("Действующие документы", "/documents/status/in-force/", []),
    ]
    assert tree(groups["Помощь"]) == [
        ("Поиск", "/search/", []),
        ("Версия для слабовидящих", "/low-vision/", []),
    ]
    assert "Отчёты" not in groups
    assert ("Подписки", "/feeds/", []) in tree(groups["Ещё"])


def test_every_feed_is_named_once(view):
    """«Подписки» has both forms of every feed that is there; kinds come with their first act."""
    view.add(act("1"))
    groups = dict(presenters.feeds(view, "ru").groups)
    assert [feed.url for feed in groups["Весь сайт"]][:4] == [
        "/rss.xml",
        "/atom.xml",
        "/news/rss.xml",
        "/news/atom.xml",
    ]
    assert groups["Разделы"][0].title == "Раздел «Образование» (RSS)"
    assert [feed.url for feed in groups["Виды документов"]] == [
        "/documents/kind/prikaz/rss.xml",
        "/documents/kind/prikaz/atom.xml",
    ]


def test_the_page_for_lost_readers(view):
    """404 is not for search engines, and leads home."""
    result = presenters.not_found(view)
    assert (result.title, result.url, result.noindex) == ("Страница не найдена", "/404.html", True)
    assert result.crumbs[0].url == "/"


# --- warnings -------------------------------------------------------------------------------


@pytest.fixture
def storm(view):
    """Two warnings in force and one that is over."""
    view.add(
        news("shtorm", alert=Alert(until=moment(2026, 11, 21), text="Штормовое предупреждение"))
    )
    view.add(news("gololed", moment(2026, 11, 18), alert=Alert(until=moment(2026, 11, 22))))
    view.add(news("bylo", alert=Alert(until=moment(2026, 11, 19))))
    return view


def test_warnings_in_force_newest_first(storm):
    """The fragment for every page has what is in force: its sentence or its title, and its end."""
    alerts = presenters.alert_fragment(storm).alerts
    assert [alert.title for alert in alerts] == ["Новость gololed", "Штормовое предупреждение"]
    assert alerts[1].end == moment(2026, 11, 21)
    assert alerts[1].url == "/news/2026/11/17/shtorm/"


def test_warnings_as_a_page(storm):
    """The same warnings stand on a page of their own."""
    result = presenters.alert_page(storm)
    assert (result.title, result.url) == ("Предупреждения", "/alert/")
    assert result.alerts == presenters.alert_fragment(storm).alerts


def test_an_old_address_leads_to_the_item(view):
    """The page at an old address names the item's address, also as the canonical one."""
    document = view.add(news("a", redirect_from=("/node/375",)))
    result = presenters.redirect(view, document.path, "/node/375")
    assert (result.url, result.target) == ("/node/375", document.address)
    assert result.target_title == document.title
    assert result.canonical == f"https://lipovsk.example{document.address}"


# --- frame ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "place"),
    [("/", ""), ("/news/", "/news/"), ("/news/2026/11/17/a/", "/news/"),
     ("/gorod/gerb/", "/gorod/"), ("/byudzhet/", "/gorod/"), ("/byudzhet-2026/", ""),
     ("/kontakty/", "")],
)  # fmt: skip
def test_a_page_stands_below_one_entry_of_the_menu(url, place):
    """The menu marks the entry that leads to a page, by its own address or that of a subentry."""
    assert presenters.menu_place(PORTAL, "ru", url) == place


def test_the_frame_marks_the_entry(view):
    """Pages below an entry of the menu share a frame in which it is marked."""
    result = presenters.frame(view, "ru", "/news/")
    assert [(term.title, term.current) for term in result.menu] == [
        ("Новости", True),
        ("Документы", False),
        ("Город", False),
    ]
    assert result.home_url == "/"
    assert [(term.title, term.url) for term in result.languages] == [("English", "/en/")]
    assert result.alert_url == "/alert/fragment.html"
    assert result.stylesheet.startswith("/theme/site.")


def test_the_frame_leads_to_pages_that_are_there(view):
    """Contacts and accessibility have their links once their pages exist."""
    assert presenters.frame(view, "ru", "").contacts_url == ""
    view.add(page("kontakty"))
    assert presenters.frame(view, "ru", "").contacts_url == "/kontakty/"


def test_another_language_without_a_menu_gets_one(view):
    """Where the settings have no English menu its lists and topmost pages make one."""
    view.add(news("rink", lang="en"))
    view.add(page("en/city", title="City", lang="en"))
    menu = presenters.frame(view, "en", "/en/city/").menu
    assert [(term.title, term.url, term.current) for term in menu] == [
        ("News", "/en/news/", False),
        ("City", "/en/city/", True),
    ]
    assert presenters.menu_place(view.portal, "en", "/en/city/history/") == "/en/city/"


def test_a_menu_of_the_settings_may_have_other_languages():
    """Entries of the menu under another language's address belong to that language."""
    portal = replace(PORTAL, menu=(*PORTAL.menu, Link(title="About", url="/en/about/")))
    view = FakeView(portal)
    assert [term.title for term in presenters.frame(view, "en", "").menu] == ["About"]
    assert len(presenters.frame(view, "ru", "").menu) == 3


# --- machines -------------------------------------------------------------------------------


def test_a_year_of_the_site_map_for_machines(view):
    """Items of every kind and language published in a year; withdrawn ones are left out."""
    view.add(news("a"))
    view.add(news("rink", lang="en"))
    view.add(report("r"))
    view.add(news("gone", withdrawn=Withdrawal(date=date(2026, 11, 18), reason="Ошибка")))
    found = presenters.sitemap_year(view, 2026)
    assert sorted(place.url for place in found) == [
        "https://lipovsk.example/en/news/2026/11/17/rink/",
        "https://lipovsk.example/news/2026/11/17/a/",
        "https://lipovsk.example/reports/2026/r/",
    ]
    assert {place.changed for place in found} == {moment(2026, 11, 17), moment(2026, 4, 1)}


@pytest.mark.parametrize(
    ("made", "template"),
    [
        (lambda view: presenters.home(view, "ru"), "home.html"),
        (lambda view: presenters.front(view, "news"), "list.html"),
        (lambda view: presenters.year(view, "news/2026"), "archive.html"),
        (lambda view: presenters.item(view, "news/a.md"), "news.html"),
        (lambda view: presenters.item(view, "reports/r.md"), "report.html"),
        (lambda view: presenters.tags(view, "ru"), "index.html"),
        (presenters.not_found, "404.html"),
        (presenters.alert_page, "alert-page.html"),
    ],
)
def test_pages_name_their_templates(view, made, template):
    """The class of a page, and the kind of an item, say which template arranges it."""
    view.add(news("a"))
    view.add(report("r"))
    result = made(view)
    assert isinstance(result, Page)
    assert presenters.template_of(result) == template


def test_pages_that_are_no_items_are_in_the_site_map_for_machines(view):
    """Home, lists with their years, sections, tags; items and empty years are not."""
    view.add(news("a", tags=("лёд",)))
    view.add(act("1", date(2023, 5, 1)))
    view.add(page("gorod", title="Город"))
    found = presenters.standing_pages(view)
    assert {
        *("/", "/sections/", "/sitemap/", "/feeds/", "/news/", "/news/2026/", "/tags/lyod/"),
        *("/documents/", "/documents/year/2023/", "/documents/kind/prikaz/2023/", "/en/"),
    } <= found
    assert found.isdisjoint({"/gorod/", "/news/2026/11/17/a/", "/reports/", "/reports/2026/"})
    assert found.isdisjoint({"/search/", "/low-vision/"})
