import io
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from tests.feeds.validator import validate
from vestnik.core.model import Change, Contact
from vestnik.core.portal import Portal
from vestnik.feeds.entries import (
    Category,
    Enclosure,
    FeedEntry,
    FeedInfo,
    absolute,
    feed_entry,
    feed_info,
)
from vestnik.feeds.xml import NOTHING_YET, atom, rss

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
BODY = '<p>Лёд <a href="/sport/">готов</a> & ждёт.</p><img src="/k.jpg" alt="">'
FILES = (
    Enclosure(url="/files/k.jpg", media_type="image/jpeg", length=4096),
    Enclosure(url="/files/план.pdf", media_type="application/pdf", length=2048, title="План"),
)
FORMATS = [pytest.param(rss, id="rss"), pytest.param(atom, id="atom")]


@pytest.fixture
def info(portal) -> FeedInfo:
    """The feed of the whole site."""
    return replace(
        feed_info(portal),
        icon="https://svetlorechye.example/icon.png",
        logo="https://svetlorechye.example/logo.png",
    )


@pytest.fixture
def entries(make_document, portal) -> list[FeedEntry]:
    """Six items, newest first: full, changed later, with an author, with old guids, with signs."""
    facts = [
        {"lead": "Лид & <лид>", "section": "kultura", "tags": ("Спорт",)},
        {"changes": (Change(date=date(2026, 11, 20), note="Уточнено"),)},
        {"author": "А. Петрова"},
        {"guid": "http://old.example/news/375.html"},
        {"guid": "urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6"},
        {"title": "Дороги: Ленина & Мира <ремонт>"},
    ]
    return [
        feed_entry(make_document(30 - number, **fact), BODY, portal, FILES)
        for number, fact in enumerate(facts)
    ]


def parse(data: bytes):
    """The root of a feed."""
    return etree.fromstring(data)


def complaints(write, info, entries) -> list[str]:
    """What the rules of the W3C validator say of a feed."""
    location = info.rss_url if write is rss else info.atom_url
    return [str(one) for one in validate(write(info, entries), location, date(2026, 12, 1))]


@pytest.mark.parametrize("write", FORMATS)
def test_valid(write, info, entries):
    """A feed breaks no rule of the W3C validator."""
    assert complaints(write, info, entries) == []


@pytest.mark.parametrize("write", FORMATS)
def test_empty(write, info):
    """A feed of nothing is valid, and not dated by the clock."""
    assert complaints(write, info, []) == []
    assert str(NOTHING_YET.year).encode() in write(info, [])


@pytest.mark.parametrize("write", FORMATS)
def test_barely_configured(write, make_document):
    """The feed of a town that set only its name and address is valid."""
    portal = Portal(name="Дума", url="https://дума.рф")
    entries = [feed_entry(make_document(), "", portal)]
    assert complaints(write, feed_info(portal), entries) == []


@pytest.mark.parametrize("write", FORMATS)
def test_feedparser(write, info, entries):
    """Feedparser reads a feed without complaint."""
    feedparser = pytest.importorskip("feedparser")
    parsed = feedparser.parse(io.BytesIO(write(info, entries)))
    assert not parsed.bozo
    assert [one.title for one in parsed.entries] == [one.title for one in entries]
    assert [one.link for one in parsed.entries] == [one.link for one in entries]
    assert all("https://svetlorechye.example/sport/" in str(one.content) for one in parsed.entries)


@pytest.mark.parametrize("write", FORMATS)
def test_same_bytes_later(write, info, entries):
    """The same entries are the same bytes at any time."""
    first = write(info, entries)
    time.sleep(1.1)  # a second of the clock would show
    assert write(info, entries) == first


@pytest.mark.slow
def test_same_bytes_elsewhere(repo):
    """Another time zone, locale and hash seed give the same bytes."""
    script = (
        "from tests.feeds.test_xml import *\n"
        "one = FeedEntry(guid='a', link='https://a.example/b/', title='т', html='<p>т</p>',"
        " summary='т', published=NOTHING_YET, updated=NOTHING_YET, author='А')\n"
        "info = feed_info(Portal(name='Дума', url='https://a.example'))\n"
        "sys.stdout.buffer.write(rss(info, [one]) + atom(info, [one]))"
    )
    written = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=repo,
            env={"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout
        for zone, seed, locale in [("UTC", "1", "C"), ("Asia/Tokyo", "2", "C.UTF-8")]
    }
    assert len(written) == 1


def test_order_and_dates(info, entries):
    """The newest item stands first, and the last change dates the feed."""
    channel = parse(rss(info, entries))[0]
    assert [item.findtext("title") for item in channel.iter("item")] == [e.title for e in entries]
    assert channel.findtext("lastBuildDate") == "Fri, 20 Nov 2026 00:00:00 +0300"
    assert channel.findtext("pubDate") == "Tue, 17 Nov 2026 10:30:00 +0300"
    feed = parse(atom(info, entries))
    assert feed.findtext(f"{ATOM}updated") == "2026-11-20T00:00:00+03:00"
    moments = [one.findtext(f"{ATOM}updated") for one in feed.iter(f"{ATOM}entry")]
    assert moments == [entry.updated.isoformat() for entry in entries]


def test_rss_text(info, entries):
    """RSS holds the lead and then the full text."""
    item = parse(rss(info, entries)).find(".//item")
    names = [element.tag for element in item]
    assert names.index("description") < names.index(f"{CONTENT}encoded")
    assert item.findtext("description") == "Лид &amp; &lt;лид&gt;"
    assert item.findtext(f"{CONTENT}encoded") == entries[0].html


def test_enclosures(info, entries):
    """RSS holds one file, Atom all of them, each with its type and length."""
    [enclosure] = parse(rss(info, entries)).find(".//item").findall("enclosure")
    assert dict(enclosure.attrib) == {
        "url": "https://svetlorechye.example/files/k.jpg",
        "length": "4096",
        "type": "image/jpeg",
    }
    links = parse(atom(info, entries)).find(f"{ATOM}entry").findall(f"{ATOM}link")
    assert [link.get("rel") for link in links] == ["alternate", "enclosure", "enclosure"]
    assert dict(links[2].attrib) == {
        "rel": "enclosure",
        "href": absolute("https://svetlorechye.example", "/files/план.pdf"),
        "type": "application/pdf",
        "length": "2048",
        "title": "План",
    }


def test_atom_text(info, entries):
    """Atom's text is HTML and its summary plain."""
    entry = parse(atom(info, entries)).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}content").get("type") == "html"
    assert entry.findtext(f"{ATOM}content") == entries[0].html
    assert entry.findtext(f"{ATOM}summary") == "Лид & <лид>"


def test_permalink(info, entries):
    """A guid is a permalink only where it is the address."""
    guids = [item.find("guid") for item in parse(rss(info, entries)).iter("item")]
    assert [one.get("isPermaLink") for one in guids] == ["true"] * 3 + ["false"] * 2 + ["true"]
    assert guids[3].text == "http://old.example/news/375.html"
    ids = [one.findtext(f"{ATOM}id") for one in parse(atom(info, entries)).iter(f"{ATOM}entry")]
    assert ids == [guid.text for guid in guids]


def test_guid_without_scheme(info, entries):
    """A guid that is no URI stays in RSS alone."""
    old = replace(entries[0], guid="375")
    assert parse(rss(info, [old])).findtext(".//guid") == "375"
    assert parse(atom(info, [old])).findtext(f"{ATOM}entry/{ATOM}id") == old.link


def test_doubled_guid(info, entries):
    """Of two items with one guid the newer keeps it."""
    twins = [replace(entry, guid="https://old.example/1") for entry in entries[:2]]
    guids = [one.text for one in parse(rss(info, twins)).iter("guid")]
    assert guids == ["https://old.example/1", twins[1].link]
    assert complaints(atom, info, twins) == []


def test_authors(info, entries):
    """Authors stand where each format wants them."""
    feed = parse(rss(info, entries))
    assert [item.findtext(f"{DC}creator") for item in feed.iter("item")][1:4] == [
        None,
        "А. Петрова",
        None,
    ]
    editor = f"{info.email} ({info.author})"
    assert feed.findtext("channel/managingEditor") == editor
    feed = parse(atom(info, entries))
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == info.author
    names = [one.findtext(f"{ATOM}author/{ATOM}name") for one in feed.iter(f"{ATOM}entry")]
    assert names[1:4] == [None, "А. Петрова", None]


def test_bad_email(portal, entries):
    """Words in place of an e-mail address are left out."""
    town = replace(portal, contacts=Contact(email="спросите у дежурного"))
    for write in (rss, atom):
        assert complaints(write, feed_info(town), entries) == []


def test_categories(info, entries):
    """A category names the list of its kind."""
    item = parse(rss(info, entries)).find(".//item")
    assert [(one.get("domain"), one.text) for one in item.findall("category")] == [
        ("https://svetlorechye.example/sections/", "Культура"),
        ("https://svetlorechye.example/tags/", "Спорт"),
    ]
    category = parse(atom(info, entries)).find(f"{ATOM}entry/{ATOM}category")
    assert dict(category.attrib) == {
        "term": "kultura",
        "scheme": "https://svetlorechye.example/sections/",
        "label": "Культура",
    }


def test_about_the_feed(info, entries):
    """The feed tells its language, address, rights and picture."""
    channel = parse(rss(info, entries))[0]
    assert channel.findtext("language") == "ru"
    assert channel.find(f"{ATOM}link").get("href") == info.rss_url
    assert channel.findtext("link") == info.page
    assert channel.findtext("copyright") == info.rights
    assert channel.findtext("image/url") == info.logo
    feed = parse(atom(info, entries))
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "ru"
    assert {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")} == {
        "self": info.atom_url,
        "alternate": info.page,
    }
    assert (feed.findtext(f"{ATOM}icon"), feed.findtext(f"{ATOM}logo")) == (info.icon, info.logo)


def test_svg_logo(info, entries):
    """RSS leaves out a drawing that its readers cannot show."""
    drawing = replace(info, logo="https://svetlorechye.example/herb.svg")
    assert parse(rss(drawing, entries)).find("channel/image") is None
    assert complaints(rss, drawing, entries) == []


def test_generator(info, entries):
    """The generator is named without a version."""
    assert parse(rss(info, entries)).findtext("channel/generator") == "Vestnik"
    generator = parse(atom(info, entries)).find(f"{ATOM}generator")
    assert (generator.text, dict(generator.attrib)) == ("Vestnik", {})


@pytest.mark.parametrize("write", FORMATS)
def test_control_characters(write, info, entries):
    """Control characters and damaged ones are removed."""
    dirt = "\x00\x08\x0b\x0c\x1f\x7f\x85\x9f\ufffd\ufffe\uffff\ud800"
    dirty = replace(
        entries[0],
        title=f"Ка{dirt}ток",
        html=f"<p>Л{dirt}ёд</p>",
        summary=f"Л{dirt}ид",
        author=f"А{dirt}.",
        guid=f"g{dirt}",
        categories=(Category(term=f"т{dirt}", scheme="https://a.example/", label=f"т{dirt}"),),
    )
    data = write(info, [dirty])
    assert [one.code for one in validate(data) if one.code != "NotSufficientlyUnique"] == []
    assert "Каток" in data.decode()
    assert "Лёд" in data.decode()


@pytest.mark.parametrize("write", FORMATS)
def test_nothing_but_dirt(write, portal, entries):
    """A text of which nothing stays is left out; where one must stand, the address does."""
    dirt = " \x00\x85 "
    category = Category(term=dirt, scheme="https://a.example/", label=dirt)
    file = replace(FILES[1], url="https://a.example/a.pdf", title=dirt)
    dirty = replace(
        entries[0],
        title=dirt,
        summary=dirt,
        author=dirt,
        categories=(category,),
        enclosures=(file,),
    )
    info = replace(feed_info(portal), title=dirt, description=dirt)
    assert complaints(write, info, [dirty]) == []


WORDS = st.text(max_size=40)
MOMENTS = st.datetimes(datetime(1995, 1, 1), datetime(2026, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC, microsecond=0)
)


@st.composite
def any_entry(draw, number: int) -> FeedEntry:
    """An entry with any texts at all."""
    link = f"https://a.example/{number}/"
    published = draw(MOMENTS)
    return FeedEntry(
        guid=draw(st.one_of(st.just(link), WORDS)) or link,
        link=link,
        title=draw(WORDS) + "т",
        html=f"<p>{number}</p>",
        summary=draw(WORDS),
        published=published,
        updated=published + timedelta(seconds=number),
        author=draw(st.one_of(st.just(""), WORDS.map(lambda name: name + "А"))),
        categories=(Category(term=draw(WORDS) + "т", scheme="https://a.example/tags/", label="т"),),
    )


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(0, 4), WORDS)
def test_any_texts(data, count, title):
    """Any texts at all make a valid feed."""
    entries = [data.draw(any_entry(number)) for number in range(count)]
    info = feed_info(Portal(name="Дума", url="https://a.example"), "/news/", title)
    # Old identifiers and texts that look like markup are allowed to look odd; errors are not.
    for write in (rss, atom):
        assert [str(one) for one in validate(write(info, entries)) if one.level == "error"] == []


def test_hosts(info, entries):
    """Nothing is fetched from elsewhere: the specification's address is a name, not a reference."""
    data = rss(info, entries[:3]) + atom(info, entries[:3])
    hosts = {urlsplit(word.strip("\"'<>")).netloc for word in data.decode().split('"')}
    assert hosts <= {"", "svetlorechye.example", "www.w3.org", "purl.org"}


def test_lazy_import():
    """Neither feedgen nor nh3 is imported before a feed is written."""
    script = "import sys, vestnik.feeds.xml; print('feedgen' in sys.modules, 'nh3' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]


_PUT_OFF = """
import sys
from vestnik.feeds import xml
feed = xml._generator()()
assert "dateutil.parser._parser" not in sys.modules
feed.updated("2026-11-20T12:00:00Z")
print(feed.updated())
"""


def test_a_moment_given_as_text_is_still_understood():
    """The parser of moments is brought late, but whoever asks it gets an answer."""
    done = subprocess.run([sys.executable, "-c", _PUT_OFF], check=True, capture_output=True)

    assert done.stdout.startswith(b"2026-11-20 12:00:00")
