from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.validator import html_faults
from vestnik.core.model import Act, Change, Kind, Withdrawal
from vestnik.core.portal import Portal
from vestnik.feeds.entries import Enclosure, absolute, clean, feed_entry, feed_info, opening

PAGE = "https://svetlorechye.example/news/2026/11/17/katok/"
SITE = "https://svetlorechye.example"
PDF = Enclosure(url="/files/plan.pdf", media_type="application/pdf", length=2048, title="План")
PHOTO = Enclosure(url="/files/katok.jpg", media_type="image/jpeg", length=4096)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/news/", f"{SITE}/news/"),
        (
            "/files/план города.pdf",
            f"{SITE}/files/%D0%BF%D0%BB%D0%B0%D0%BD%20%D0%B3%D0%BE%D1%80%D0%BE%D0%B4%D0%B0.pdf",
        ),
        ("/100%/", f"{SITE}/100%25/"),
        ("/a%20b/?q=ё#я", f"{SITE}/a%20b/?q=%D1%91#%D1%8F"),
        ("https://пример.рф/ё", "https://xn--e1afmkfd.xn--p1ai/%D1%91"),
        ("//cdn.example/a.js", "https://cdn.example/a.js"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_absolute_address(address, expected):
    """An address becomes one that every program reads."""
    assert absolute(SITE, address) == expected


def test_cyrillic_host():
    """A host in Cyrillic becomes punycode."""
    assert absolute("https://светлоречье.рф", "/news/").startswith("https://xn--")


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("/kontakty/", f"{SITE}/kontakty/"),
        ("#itogi", f"{PAGE}#itogi"),
        ("plan.pdf", f"{PAGE}plan.pdf"),
        ("../", f"{SITE}/news/2026/11/17/"),
        ("https://other.example/a", "https://other.example/a"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+78212000000", "tel:+78212000000"),
    ],
)
def test_reference_in_text(reference, expected):
    """A reference in the text becomes absolute."""
    assert clean(f'<a href="{reference}">а</a>', PAGE, SITE) == f'<a href="{expected}">а</a>'


def test_unsafe_markup():
    """What strangers must not run, or cannot show, is left out."""
    body = (
        '<p class="a" id="b" style="color:red" onclick="x()">а</p><script>1</script>'
        "<style>p{}</style>"
        '<svg><path d="M0"/></svg><iframe src="/x"></iframe><form><button>б</button></form>'
        '<a href="javascript:x()">в</a><q cite="../г">д</q>'
    )
    assert clean(body, PAGE, SITE) == "<p>а</p><a>в</a><q>д</q>"


def test_picture_in_many_sizes():
    """Of a picture in many sizes the plain one stays."""
    body = (
        '<picture><source srcset="/k-480.webp 480w"><img src="/k-800.jpg" srcset="/k-480.jpg 480w"'
        ' alt="Каток" width="800" height="600" loading="lazy"></picture>'
    )
    expected = f'<img src="{SITE}/k-800.jpg" alt="Каток" width="800" height="600">'
    assert clean(body, PAGE, SITE) == expected


@given(st.text(alphabet="abяё<>\"'=&;#/:. \x00\x1fhrefsrcdivimgscriptonclick", max_size=80))
def test_any_text_is_cleaned(body):
    """Whatever stands in the text, the result is safe and its references are absolute."""
    faults = list(html_faults(clean(body, PAGE, SITE)))
    assert not faults


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", ""),
        ("<p>Каток <b>открыт</b>.</p>", "Каток открыт."),
        ("<h2>Каток</h2><p>Открыт</p>", "Каток Открыт"),
        ("<p>a &lt; b &amp; c</p>", "a < b & c"),
        ("<p>" + "слово " * 10 + "</p>", "слово слово слово…"),
        ("<p>" + "ы" * 50 + "</p>", "ы" * 20 + "…"),
    ],
)
def test_opening(body, expected):
    """The opening of a text is cut between words."""
    assert opening(body, 20) == expected


def test_opening_of_long_text():
    """The opening of a long text shows no half of a tag."""
    body = "<p>Каток</p>" + '<a href="https://example.org/' + "x" * 5000 + '">а</a>'
    assert opening(body, 20) == "Каток"


def test_facts_of_document(make_document, portal):
    """An entry tells the facts of its document."""
    document = make_document(
        lead="Лёд готов.", author="А. Петрова", section="kultura", tags=("Спорт", "Дети", "Спорт")
    )
    entry = feed_entry(document, '<p>Ждём <a href="/sport/">всех</a></p>', portal, [PHOTO])
    assert entry.link == entry.guid == f"{SITE}{document.address}"
    assert entry.summary == "Лёд готов."
    assert entry.html == f'<p>Ждём <a href="{SITE}/sport/">всех</a></p>'
    assert entry.author == "А. Петрова"
    assert [one.label for one in entry.categories] == ["Культура", "Спорт", "Дети"]
    assert [one.url for one in entry.enclosures] == [f"{SITE}/files/katok.jpg"]


def test_old_identifier(make_document, portal):
    """An identifier from an old site is kept."""
    assert feed_entry(make_document(guid="375"), "", portal).guid == "375"


def test_moments(make_document, portal):
    """Both moments come from the document, never from the clock."""
    change = Change(date=date(2026, 12, 1), note="Исправлено")
    entry = feed_entry(make_document(changes=(change,)), "<p>а</p>", portal)
    assert entry.updated.isoformat() == "2026-12-01T00:00:00+03:00"
    assert entry.published.isoformat() == "2026-11-17T10:01:00+03:00"


def test_moment_without_zone(make_document, portal):
    """A moment without a zone is in the site's own."""
    naive = datetime(2026, 1, 2, 3, 4)  # noqa: DTZ001 - that is what is tried
    assert feed_entry(make_document(date=naive), "", portal).published.hour == 3


def test_offset_of_odd_seconds(make_document, portal):
    """An offset of odd seconds, which no feed can write, becomes UTC."""
    moment = datetime(1916, 1, 1, 12, tzinfo=portal.zone)
    assert feed_entry(make_document(date=moment), "", portal).published.tzinfo is UTC


def test_order_of_files(make_document, portal):
    """The file of an act comes before its picture; that of a news item after it."""
    act = Act(kind="prikaz", number="375", adopted=date(2023, 5, 23), issuer="adm")
    document = make_document(kind=Kind.DOCUMENT, act=act)
    entry = feed_entry(document, "<p>Приказываю</p>", portal, [PHOTO, PDF])
    assert [one.media_type for one in entry.enclosures] == ["application/pdf", "image/jpeg"]
    assert entry.categories[0].label == "Приказ"
    news = feed_entry(make_document(), "<p>а</p>", portal, [PHOTO, PDF])
    assert [one.media_type for one in news.enclosures] == ["image/jpeg", "application/pdf"]


def test_files_are_linked(make_document, portal):
    """Files are linked in the text, but not twice."""
    link = f'<a href="{SITE}/files/plan.pdf">План</a>'
    assert feed_entry(make_document(), "<p>а</p>", portal, [PDF]).html == (
        f"<p>а</p><ul><li>{link}</li></ul>"
    )
    linked = feed_entry(make_document(), '<a href="/files/plan.pdf">План</a>', portal, [PDF])
    assert linked.html == link


def test_no_text(make_document, portal):
    """A document without text shows its lead, or its title."""
    assert feed_entry(make_document(lead="a < b"), "", portal).html == "<p>a &lt; b</p>"
    assert feed_entry(make_document(), " ", portal).html == "<p>Новость № 1</p>"


def test_withdrawn(make_document, portal):
    """A withdrawn document says that it is withdrawn, and nothing else."""
    withdrawn = Withdrawal(date=date(2026, 12, 1), reason="ошибка в персональных данных")
    document = make_document(lead="Тайна", author="Тайна", withdrawn=withdrawn)
    entry = feed_entry(document, "<p>Тайна</p>", portal, [PDF])
    note = "Материал снят с публикации 01.12.2026: ошибка в персональных данных"
    assert (entry.html, entry.summary) == (f"<p>{note}</p>", note)
    assert "Тайна" not in repr(entry)
    assert entry.enclosures == ()
    assert entry.updated.date() == date(2026, 12, 1)


def test_spaces_of_title(make_document, portal):
    """A title becomes one line and keeps its no-break spaces."""
    assert feed_entry(make_document(title=" Приказ \n №\u00a05 "), "", portal).title == (
        "Приказ №\u00a05"
    )


def test_feed_of_list(portal):
    """The feed of a list is named after it."""
    info = feed_info(portal, "/sections/kultura/", "Культура", description="О культуре")
    assert info.title == "Культура — Светлоречье"
    assert info.rss_url == f"{SITE}/sections/kultura/rss.xml"
    assert info.atom_url == f"{SITE}/sections/kultura/atom.xml"
    assert info.description == "О культуре"


def test_feed_of_site(portal):
    """The feed of the whole site is named after the body."""
    info = feed_info(portal)
    assert (info.title, info.rss_url) == (portal.name, f"{SITE}/rss.xml")
    assert feed_info(Portal(name="Дума", url=SITE)).description == "Дума"
