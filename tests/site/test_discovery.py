import json
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from vestnik.core.model import (
    Act,
    ActReference,
    Change,
    Contact,
    Document,
    Kind,
    Publication,
    Report,
)
from vestnik.core.portal import ActKind, Issuer, Link, Portal, Section
from vestnik.site.contexts import Crumb, FileView, ItemPage, Page, PictureView, Term
from vestnik.site.discovery import (
    URLS_PER_SITEMAP,
    Force,
    SitemapUrl,
    breadcrumb_list,
    government_organization,
    json_script,
    legislation,
    news_article,
    open_graph,
    report,
    robots,
    sitemap_entry,
    sitemap_index,
    sitemap_parts,
    sitemap_urls,
)

MOSCOW = ZoneInfo("Europe/Moscow")
SITE = "https://svetlorechye.example"
PORTAL = Portal(
    name="Администрация городского округа Светлоречье",
    short_name="Светлоречье",
    town="Светлоречье",
    url=SITE,
    description="Официальный сайт",
    sections=(Section(key="kultura", title="Культура"),),
    act_kinds=(ActKind(key="prikaz", title="Приказ", plural="Приказы"),),
    issuers=(Issuer(key="adm", title="Администрация"),),
    contacts=Contact(phone="+7 8212 00-00-00", email="info@svetlorechye.example"),
    social=(Link(title="ВК", url="https://vk.example/svet"),),
    emblem="/theme/herb.svg",
)
PDF = FileView(
    url="/documents/adm/prikaz/2023/375/prikaz.pdf", title="Приказ", type_name="PDF", size=2048
)


def make(**facts) -> Document:
    """A document of the town."""
    defaults = {
        "path": "news/katok.md",
        "kind": Kind.NEWS,
        "title": "Открыт каток",
        "date": datetime(2026, 11, 17, 10, 30, tzinfo=MOSCOW),
        "address": "/news/2026/11/17/katok/",
        "slug": "katok",
    }
    return Document(**(defaults | facts))


ACT = Act(
    kind="prikaz",
    number="375",
    adopted=date(2023, 5, 23),
    issuer="adm",
    effective=date(2023, 6, 1),
    published_in=(Publication(name="Вестник Светлоречья", date=date(2023, 5, 30)),),
    amends=(ActReference(kind="prikaz", number="12", date=date(2022, 1, 9)),),
    repeals=(ActReference(kind="prikaz", number="б/н", title="О старом", outside=True),),
    based_on=(ActReference(kind="закон", number="131-ФЗ", url="https://pravo.example/131"),),
)


# --- site maps ---


def locations(data: bytes) -> list[tuple[str, str | None]]:
    """Addresses and moments of a site map."""
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = etree.fromstring(data)
    return [(one.findtext(f"{space}loc"), one.findtext(f"{space}lastmod")) for one in root]


def test_sitemap():
    """A site map holds absolute addresses and the last changes, in the order of addresses."""
    change = Change(date=date(2026, 12, 1), note="Уточнено")
    entries = [
        sitemap_entry(make(address="/б/", changes=(change,)), PORTAL),
        sitemap_entry(make(address="/a/"), PORTAL),
        SitemapUrl(f"{SITE}/c/"),
    ]
    assert locations(sitemap_urls(entries)) == [
        (f"{SITE}/%D0%B1/", "2026-12-01T00:00:00+03:00"),
        (f"{SITE}/a/", "2026-11-17T10:30:00+03:00"),
        (f"{SITE}/c/", None),
    ]
    assert sitemap_urls(entries) == sitemap_urls(reversed(entries))


def test_sitemap_index():
    """The list of site maps is one of its own kind."""
    data = sitemap_index([SitemapUrl(f"{SITE}/sitemap-2026.xml")])
    assert etree.fromstring(data).tag.endswith("sitemapindex")
    assert locations(data) == [(f"{SITE}/sitemap-2026.xml", None)]


def test_sitemap_escapes():
    """Signs of XML in an address are escaped."""
    assert locations(sitemap_urls([SitemapUrl("https://a.example/?b=1&c=<'\">")])) == [
        ("https://a.example/?b=1&c=<'\">", None)
    ]


def test_empty_sitemap():
    """A year without pages is still a site map."""
    assert locations(sitemap_urls([])) == []


def test_sitemap_parts():
    """No file holds more than the protocol allows."""
    urls = [SitemapUrl(f"{SITE}/{number}/") for number in range(URLS_PER_SITEMAP + 1)]
    assert [len(part) for part in sitemap_parts(urls)] == [URLS_PER_SITEMAP, 1]
    assert sitemap_parts([]) == []


def test_robots():
    """Everything is open, and the map is named."""
    assert robots(PORTAL).decode() == (f"User-agent: *\nDisallow:\n\nSitemap: {SITE}/sitemap.xml\n")


def test_robots_closed():
    """Closed addresses are encoded, so that none becomes a line of its own."""
    text = robots(PORTAL, ["/search/", "/поиск\nAllow: /"]).decode()
    assert "Disallow: /search/\nDisallow: /%D0%BF" in text
    assert "\nAllow" not in text


# --- JSON-LD ---


def test_news_article():
    """A news item names its moments, section, picture, author and publisher."""
    document = make(
        lead="Ждём всех", section="kultura", tags=("спорт",), author="А. Петрова",
        changes=(Change(date=date(2026, 12, 1), note="Уточнено"),),
    )  # fmt: skip
    data = news_article(document, PORTAL, ["/news/2026/11/17/katok/k-1200.jpg"], age="0+")
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "Открыт каток"
    assert data["description"] == "Ждём всех"
    assert data["url"] == data["mainEntityOfPage"] == f"{SITE}/news/2026/11/17/katok/"
    assert data["datePublished"] == "2026-11-17T10:30:00+03:00"
    assert data["dateModified"] == "2026-12-01T00:00:00+03:00"
    assert data["image"] == [f"{SITE}/news/2026/11/17/katok/k-1200.jpg"]
    assert data["author"] == {"@type": "Person", "name": "А. Петрова"}
    assert data["publisher"]["name"] == PORTAL.name
    assert (data["articleSection"], data["keywords"]) == ("Культура", ["спорт"])
    assert (data["contentRating"], data["isAccessibleForFree"]) == ("0+", True)


def test_news_article_without_extras():
    """What a news item does not have is not there; its author is the body."""
    data = news_article(make(), PORTAL)
    assert data["author"]["@type"] == "GovernmentOrganization"
    assert not {"description", "image", "keywords", "articleSection", "contentRating"} & set(data)


def test_long_headline():
    """A headline is cut between words at 110 characters."""
    data = news_article(make(title="слово " * 30), PORTAL)
    assert len(data["headline"]) <= 111
    assert data["headline"].endswith("слово…")
    assert data["name"].count("слово") == 30


def test_legislation():
    """An act names its number, kind, date, body, force, publication and relations."""
    document = make(kind=Kind.DOCUMENT, title="О катке", act=ACT)
    addresses = {"12": "/documents/adm/prikaz/2022/12/"}
    data = legislation(
        document,
        PORTAL,
        force=Force.IN_FORCE,
        address_of=lambda one: addresses.get(one.number, ""),
        files=[PDF],
    )
    assert data["@type"] == "Legislation"
    assert data["legislationIdentifier"] == "375"
    assert data["legislationType"] == "Приказ"
    assert data["legislationDate"] == "2023-05-23"
    assert data["legislationDateOfApplicability"] == "2023-06-01"
    assert data["legislationPassedBy"]["name"] == "Администрация"
    assert data["legislationLegalForce"] == "https://schema.org/InForce"
    assert data["legislationJurisdiction"] == "Светлоречье"
    assert data["publication"] == [
        {"@type": "PublicationEvent", "name": "Вестник Светлоречья", "startDate": "2023-05-30"}
    ]
    assert data["legislationChanges"] == [
        {
            "@type": "Legislation",
            "url": f"{SITE}/documents/adm/prikaz/2022/12/",
            "legislationType": "Приказ",
            "legislationIdentifier": "12",
            "legislationDate": "2022-01-09",
        }
    ]
    assert data["legislationRepeals"] == [
        {"@type": "Legislation", "name": "О старом", "legislationType": "Приказ"}
    ]
    assert data["isBasedOn"][0]["url"] == "https://pravo.example/131"
    assert data["encoding"][0]["contentUrl"] == f"{SITE}{PDF.url}"


def test_draft_act():
    """A draft act says that it is one; a force that nobody knows is not told."""
    act = Act(kind="prikaz", number="", adopted=date(2026, 1, 1), issuer="x", project=True)
    data = legislation(make(kind=Kind.DOCUMENT, act=act), PORTAL)
    assert data["creativeWorkStatus"] == "Draft"
    assert not {"legislationLegalForce", "legislationIdentifier", "legislationChanges"} & set(data)


def test_legislation_of_news():
    """Only an act is legislation."""
    with pytest.raises(ValueError, match=r"news/katok\.md"):
        legislation(make(), PORTAL)


def test_report():
    """A report names its period and who made it."""
    facts = Report(period="первый квартал 2026 года", issuer="adm")
    data = report(make(kind=Kind.REPORT, report=facts), PORTAL, [PDF])
    assert data["@type"] == "Report"
    assert data["temporalCoverage"] == "первый квартал 2026 года"
    assert data["author"]["name"] == "Администрация"
    assert report(make(), PORTAL)["author"]["name"] == PORTAL.name


def test_government_organization():
    """The body names its site, emblem, contacts and networks."""
    data = government_organization(PORTAL)
    assert data["@id"] == f"{SITE}/#organization"
    assert data["logo"] == f"{SITE}/theme/herb.svg"
    assert data["sameAs"] == ["https://vk.example/svet"]
    assert data["telephone"] == "+7 8212 00-00-00"
    assert "address" not in data


def test_breadcrumbs():
    """Steps are numbered; the last one, where the reader is, has no address."""
    data = breadcrumb_list([Crumb(title="Главная", url="/"), Crumb(title="Каток")], PORTAL)
    assert data["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Главная", "item": f"{SITE}/"},
        {"@type": "ListItem", "position": 2, "name": "Каток"},
    ]


JSON = st.recursive(
    st.one_of(st.text(), st.booleans(), st.integers(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_json_script(value):
    """Any value comes back, and no text in it can end the script or begin markup."""
    text = json_script(value)
    assert isinstance(text, Markup)
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == value


def test_json_script_of_several():
    """Several objects stand in one script."""
    assert json.loads(json_script({"a": "</script>"}, {"b": 2})) == [{"a": "</script>"}, {"b": 2}]


# --- Open Graph ---


def test_open_graph_of_page():
    """A page tells its title, address, language and the name of the site; nothing is empty."""
    page = Page(title="Новости", url="/news/", canonical=f"{SITE}/news/", lang="ru")
    assert open_graph(page, PORTAL) == (
        ("og:type", "website"),
        ("og:site_name", PORTAL.name),
        ("og:title", "Новости"),
        ("og:url", f"{SITE}/news/"),
        ("og:locale", "ru_RU"),
    )


def test_open_graph_of_news():
    """An article tells its picture, moments, section and tags besides."""
    page = ItemPage(
        kind=Kind.NEWS,
        title="Каток",
        url="/k/",
        canonical=f"{SITE}/k/",
        lang="tt",
        og_type="article",
        og_image=f"{SITE}/k.jpg",
        picture=PictureView(src="/k.jpg", width=800, height=600, alt="Лёд"),
        published=datetime(2026, 11, 17, 10, 30, tzinfo=MOSCOW),
        section=Term(title="Культура", url="/sections/kultura/"),
        tags=(Term(title="спорт", url="/tags/sport/"), Term(title="дети", url="/tags/deti/")),
    )
    assert open_graph(page, PORTAL)[4:] == (
        ("og:locale", "tt_RU"),
        ("og:image", f"{SITE}/k.jpg"),
        ("og:image:alt", "Лёд"),
        ("article:published_time", "2026-11-17T10:30:00+03:00"),
        ("article:section", "Культура"),
        ("article:tag", "спорт"),
        ("article:tag", "дети"),
    )
