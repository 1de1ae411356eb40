"""The page of one item, of each kind."""

import json
from datetime import date

import pytest

from tests.site.fakes import (
    FakeView,
    act,
    as_body,
    moment,
    news,
    page,
    pdf_file,
    picture_file,
    project,
    report,
)
from vestnik.core.model import (
    ActReference,
    Alert,
    Attachment,
    Body,
    Change,
    Contact,
    Event,
    Heading,
    Kind,
    Picture,
    Report,
    Signatory,
    Video,
    Withdrawal,
)
from vestnik.site.presenters import item
from vestnik.site.presenters.wording import NBSP


def shown(view, document, body=""):
    """The page of a document that is published just now."""
    view.add(document, body)
    return item(view, document.path)


def titles(terms):
    """Titles of terms or nodes."""
    return [term.title for term in terms]


def test_a_news_page_has_all_that_its_source_says(view):
    """Title, lead, text, section, tags, author, dates, the way here."""
    result = shown(
        view,
        news(
            "priem",
            title="Приём заявок",
            lead="Начался приём.",
            section="obrazovanie",
            tags=("первый класс", "школы"),
            author="Пресс-служба",
            changes=(Change(date=date(2026, 11, 18), note="Уточнён срок."),),
        ),
        "<p>Начался.</p>",
    )
    assert result.kind is Kind.NEWS
    assert result.title == "Приём заявок"
    assert result.head_title == "Приём заявок — Липовск"
    assert result.description == result.lead == "Начался приём."
    assert result.body == "<p>Начался.</p>"
    assert result.canonical == "https://lipovsk.example/news/2026/11/17/priem/"
    assert (result.section.title, result.section.url) == ("Образование", "/sections/obrazovanie/")
    assert [(tag.title, tag.url) for tag in result.tags] == [
        ("первый класс", "/tags/pervyj-klass/"),
        ("школы", "/tags/shkoly/"),
    ]
    assert [(crumb.title, crumb.url) for crumb in result.crumbs] == [
        ("Главная", "/"),
        ("Новости", "/news/"),
        ("Приём заявок", ""),
    ]
    assert result.published == moment(2026, 11, 17)
    assert result.updated.date() == date(2026, 11, 18)
    assert result.og_type == "article"
    assert result.age == "6+"


def test_without_a_lead_the_text_describes(view):
    """The description for search engines is the beginning of the text, cut between words."""
    words = "слово " * 80
    result = shown(view, news("a"), as_body(f"<p>{words}</p>"))
    assert result.lead == ""
    assert len(result.description) <= 201
    assert result.description.endswith("слово…")


def test_an_item_may_have_its_own_age_mark(view):
    """The mark of the item stands above the site's."""
    assert shown(view, news("a", age="16+")).age == "16+"


def test_the_source_of_a_text_is_words_or_a_link(view):
    """A source typed as an address is called by its host."""
    words = shown(view, news("a", source="Газета «Вестник»"))
    link = shown(view, news("b", source="https://www.gazeta.example/2026/1"))
    assert (words.source, words.source_url) == ("Газета «Вестник»", "")
    assert (link.source, link.source_url) == ("gazeta.example", "https://www.gazeta.example/2026/1")


def test_pictures_and_files(view):
    """Main picture, gallery and attachments, each with what a reader wants to know before."""
    view.add_file(picture_file("news/a.jpg"))
    view.add_file(pdf_file("news/plan.pdf"))
    picture = Picture(file="news/a.jpg", alt="Мост", caption="Новый мост", credit="И. Ладов")
    missing = Picture(file="news/net.jpg", alt="Нет")
    result = shown(
        view,
        news(
            "a",
            image=picture,
            gallery=(picture, missing),
            attachments=(
                Attachment(file="news/plan.pdf", title="План работ"),
                Attachment(file="news/net.pdf"),
            ),
        ),
    )
    assert result.picture.src == "/files/news/a-800.jpg"
    assert (result.picture.width, result.picture.height) == (800, 600)
    assert "/files/news/a-1600.webp 1600w" in result.picture.webp
    assert (result.picture.full, result.picture.full_size) == ("/files/news/a.jpg", 400_000)
    assert len(result.gallery) == 1
    (file,) = result.files
    assert (file.url, file.title, file.type_name) == ("/files/news/plan.pdf", "План работ", "PDF")
    assert (file.size, file.pages, file.digest, file.scan) == (245_760, 6, "abc", False)
    assert file.thumbnail.alt == ""
    assert file.thumbnail.webp == "/files/news/plan-page1.webp 320w"


def test_networks_show_the_items_own_picture(view):
    """Open Graph names the item's picture in their shape, else its section's, else the site's."""
    view.add_file(picture_file("news/a.jpg"))
    own = shown(view, news("a", image=Picture(file="news/a.jpg", alt="Мост")))
    section = shown(view, news("b", section="dorogi"))
    none = shown(view, news("c"))
    assert own.og_image == "https://lipovsk.example/files/news/a-social.jpg"
    assert section.og_image == "https://lipovsk.example/social/section-dorogi.png"
    assert none.og_image == "https://lipovsk.example/social/site.png"


def test_a_video_says_where_it_leads(view):
    """A video is a link with the name of its site and a poster from ours."""
    view.add_file(picture_file("news/kadr.jpg"))
    video = Video(url="https://www.rutube.ru/video/1/", poster="news/kadr.jpg", duration="2:30")
    (seen,) = shown(view, news("a", video=(video,))).videos
    assert (seen.host, seen.title, seen.duration) == ("rutube.ru", "Видео", "2:30")
    assert seen.poster.src == "/files/news/kadr-800.jpg"


def test_contents_only_where_wanted(view):
    """The list of headings is shown when the author asks for it."""
    body = Body(
        html="<h2 id='a'>А</h2>", text="А", headings=(Heading(level=2, text="А", anchor="a"),)
    )
    assert shown(view, news("a"), body).contents == ()
    assert shown(view, news("b", contents=True), body).contents == body.headings


def test_a_warning_is_shown_while_it_is_in_force():
    """After its moment the item's page does not warn any more."""
    alert = Alert(until=moment(2026, 11, 18))
    for now, expected in ((moment(2026, 11, 17, 11), alert), (moment(2026, 11, 19), None)):
        assert shown(FakeView(now=now), news("a", alert=alert)).alert == expected


def test_events_of_an_item_that_are_still_to_come(view):
    """Under «Скоро» an item's page has those of its events that are not over."""
    past = Event(start=moment(2026, 11, 18), title="Первый день")
    coming = Event(start=moment(2026, 11, 25), place="Дом культуры")
    result = shown(view, news("a", title="Ярмарка", events=(past, coming)))
    assert [(event.title, event.place) for event in result.events] == [("Ярмарка", "Дом культуры")]


def test_neighbours_are_those_of_its_own_list(view):
    """A news item stands between the news before and behind it, whatever acts lie between."""
    older = view.add(news("a", moment(2026, 11, 1)))
    view.add(act("1", date(2026, 11, 2)))
    newer = view.add(news("c", moment(2026, 11, 3)))
    result = shown(view, news("b", moment(2026, 11, 2)))
    assert (result.newer.url, result.older.url) == (newer.address, older.address)


def test_neighbours_of_an_act_are_of_its_kind(view):
    """An order stands between orders, named as people name them."""
    older = view.add(act("374", date(2023, 5, 20)))
    view.add(act("12", date(2023, 5, 22), kind="postanovlenie"))
    result = shown(view, act("375"))
    assert result.newer is None
    assert result.older.url == older.address
    assert result.older.title.startswith(f"Приказ от{NBSP}20.05.2023 №{NBSP}374")


def test_share_links_are_plain_addresses(view):
    """One plain link for each network of the settings, the address percent-encoded."""
    result = shown(view, news("a", title="Каток & лёд"))
    url = "https%3A%2F%2Flipovsk.example%2Fnews%2F2026%2F11%2F17%2Fa%2F"
    title = "%D0%9A%D0%B0%D1%82%D0%BE%D0%BA%20%26%20%D0%BB%D1%91%D0%B4"
    assert [(link.title, link.url) for link in result.share] == [
        ("ВКонтакте", f"https://vk.com/share.php?url={url}&title={title}"),
        ("Одноклассники", f"https://connect.ok.ru/offer?url={url}&title={title}"),
        ("Телеграм", f"https://t.me/share/url?url={url}&text={title}"),
        ("MAX", f"https://max.ru/:share?text={title}%0A{url}"),
    ]


def test_announced_feeds_are_the_lists_and_the_sites(view):
    """A page tells of the feeds of its own list first, then of those of the whole site."""
    result = shown(view, act("375"))
    assert [feed.url for feed in result.feeds] == [
        "/documents/kind/prikaz/rss.xml",
        "/documents/kind/prikaz/atom.xml",
        "/rss.xml",
        "/atom.xml",
    ]
    assert result.feeds[0].title == "Приказы (RSS)"
    assert result.feeds[0].media_type == "application/rss+xml"


def test_translations_are_found_from_both_sides(view):
    """Whichever of two translations names the other, both pages lead to each other."""
    russian = news("priem")
    english = news("reception", lang="en", translations=(russian.path,))
    view.add(russian)
    view.add(english)
    (there,) = item(view, russian.path).translations
    (back,) = item(view, english.path).translations
    assert (there.title, there.url, there.lang) == ("English", english.address, "en")
    assert (back.title, back.url, back.lang) == ("Русский", russian.address, "ru")


def test_a_page_in_english_speaks_english(view):
    """Breadcrumbs, titles and addresses of a translated item are those of its language."""
    result = shown(view, news("reception", lang="en", section="dorogi"))
    assert [(crumb.title, crumb.url) for crumb in result.crumbs[:2]] == [
        ("Home", "/en/"),
        ("News", "/en/news/"),
    ]
    assert result.section.url == "/en/sections/dorogi/"
    assert [feed.url for feed in result.feeds][:2] == ["/en/news/rss.xml", "/en/news/atom.xml"]


def test_a_withdrawn_item_says_when_and_why_and_nothing_else(view):
    """The page of a withdrawn item keeps title and place; text, files and pictures are gone."""
    view.add_file(pdf_file("news/plan.pdf"))
    result = shown(
        view,
        news(
            "a",
            lead="Тайна",
            withdrawn=Withdrawal(date=date(2026, 11, 18), reason="Ошибка"),
            attachments=(Attachment(file="news/plan.pdf"),),
            related=("news/b.md",),
        ),
        "<p>Тайна</p>",
    )
    assert result.withdrawn.reason == "Ошибка"
    assert "Тайна" not in repr(result)
    assert result.files == ()
    assert result.description == "Снято с публикации."


def test_a_draft_is_marked_in_a_preview():
    """A draft, which only a preview shows, says that it is one and stays out of search engines."""
    result = shown(FakeView(preview=True), news("a", draft=True))
    assert result.draft
    assert result.noindex


def test_a_report(view):
    """A report has its period, the body that made it, contacts and signatures."""
    contact = Contact(name="И. Ладов", phone="+7 (000) 555-01-00")
    signatory = Signatory(name="О. Ю. Бригида", post="Начальник управления")
    result = shown(
        view,
        report(
            "a",
            report=Report(period="2025 год", issuer="uo", contacts=(contact,)),
            contacts=(contact,),
            signatory=(signatory,),
        ),
    )
    assert (result.period, result.issuer) == ("2025 год", "Управление образования")
    assert result.contacts == (contact,)
    assert result.signatories == (signatory,)
    assert result.crumbs[1].url == "/reports/"


def test_a_page_stands_in_its_tree(view):
    """A page knows the pages above, beside and below it; hidden ones are not named."""
    view.add(page("gorod", title="Город"))
    view.add(page("gorod/istoriya", title="История"))
    view.add(page("gorod/istoriya/xx-vek", title="XX век"))
    view.add(page("gorod/gerb", title="Герб"))
    result = item(view, "pages/gorod/istoriya.md")
    assert [(crumb.title, crumb.url) for crumb in result.crumbs] == [
        ("Главная", "/"),
        ("Город", "/gorod/"),
        ("История", ""),
    ]
    assert [(node.title, node.current) for node in result.siblings] == [
        ("Герб", False),
        ("История", True),
    ]
    assert titles(result.children) == titles(result.siblings[1].children) == ["XX век"]
    assert item(view, "pages/gorod.md").siblings == ()
    assert result.newer is result.older is None
    assert result.og_type == "website"


def test_a_project_shows_its_tree_and_its_news(view):
    """A project names level and years, all projects below it, and the items that belong to it."""
    view.add(project("proekty/obrazovanie", "national"))
    view.add(project("proekty/obrazovanie/shkola", "federal"))
    view.add(project("proekty/obrazovanie/shkola/obed", "municipal"))
    by_address = view.add(news("a", projects=("/proekty/obrazovanie/",)))
    by_path = view.add(news("b", moment(2026, 11, 18), projects=("pages/proekty/obrazovanie.md",)))
    result = item(view, "pages/proekty/obrazovanie.md")
    assert (result.project_level, result.project_years) == ("Национальный проект", "2019–2024")
    (below,) = result.children
    assert below.level == "Федеральный проект"
    assert below.children[0].level == "Муниципальный проект"
    assert [card.url for card in result.project_news] == [by_path.address, by_address.address]
    assert titles(item(view, by_path.path).projects) == ["Страница proekty/obrazovanie"]


def test_search_engines_get_facts_and_the_way(view):
    """JSON-LD has the item in schema.org's words and the breadcrumbs; it cannot end its script."""
    result = shown(view, news("a", title="</script>"))
    assert "</script>" not in result.jsonld
    article, way = json.loads(result.jsonld)
    assert article["@type"] == "NewsArticle"
    assert [step["name"] for step in way["itemListElement"]] == ["Главная", "Новости", "</script>"]


def test_acts_tell_search_engines_their_force(view):
    """An act is Legislation, in force or not, with the addresses of what it changes."""
    target = view.add(act("12", date(2020, 1, 10)))
    reference = ActReference(kind="prikaz", number="12", date=date(2020, 1, 10))
    result = shown(view, act("375", repeals=(reference,)))
    legislation = json.loads(result.jsonld)[0]
    assert legislation["legislationLegalForce"] == "https://schema.org/InForce"
    assert legislation["legislationRepeals"][0]["url"] == f"https://lipovsk.example{target.address}"
    repealed = json.loads(item(view, target.path).jsonld)[0]
    assert repealed["legislationLegalForce"] == "https://schema.org/NotInForce"


def test_an_unknown_item_is_an_error(view):
    """Only visible items have pages."""
    with pytest.raises(LookupError):
        item(view, "news/net.md")
