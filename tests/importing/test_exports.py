"""Exports of old sites: WordPress, RSS, Atom — what is taken, what is refused, what cannot harm."""

from datetime import date
from pathlib import Path

import pytest

from tests.sites.portal import PORTAL
from vestnik.core.corpus import check_source
from vestnik.core.model import Kind
from vestnik.core.problems import errors
from vestnik.importing.bringing import Order, bring
from vestnik.importing.exports import is_export, read_export
from vestnik.importing.journal import Outcome
from vestnik.importing.parcels import Unusable, read_parcel

EXPORTS = Path(__file__).parent / "exports"
WXR = (EXPORTS / "wordpress.xml").read_text("utf-8")
RSS = (EXPORTS / "rss.xml").read_text("utf-8")


def parcels(text: str, encoding: str = "utf-8"):
    """The parcels of an export by their keys."""
    return {one.key: one for one in read_export(text.encode(encoding))}


def test_a_post_as_visitors_saw_it():
    """Paragraphs, captions and galleries are shown, forms are not; pictures in full size."""
    post = parcels(WXR)["12"]
    item = read_parcel(post, PORTAL)
    marks = [block.markdown for block in item.page.blocks]
    assert marks[0] == "Первый абзац  \nс переносом."
    assert marks[2].startswith("![Мост]")
    assert marks[3] == "Новый мост"
    assert "![Рабочие у опоры]" in marks[4]
    assert marks[-2:] == ["- раз\n- два", "Сноска \\[1\\]."]
    addresses = [one.address for one in item.page.references]
    assert "https://old.example/wp-content/uploads/2019/05/most.jpg" in addresses
    assert not any("300x200" in address for address in addresses)
    assert [one.text for one in item.page.dropped] == ['[contact-form-7 id="12" title="Форма"]']
    assert item.page.lead.value == "Кратко о мосте."
    assert (item.kind, post.date, post.tags) == (Kind.NEWS, "2019-05-01 10:00", ("мост",))
    assert post.author == ""  # «admin» wrote nothing


def test_entities_of_the_file_stay_closed():
    """Neither an entity of the export's own nor a file of this machine gets into the text."""
    title = parcels(WXR)["12"].title
    assert "BOOM" not in title
    assert "&secret;" in title
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    text = f"{bomb}]><rss><channel><item><title>&j;</title><link>http://a.example/1</link></item>"
    with pytest.raises(Unusable):
        parcels(f"{text}</channel></rss>")


def test_drafts_stay_drafts_and_the_bin_stays_behind():
    """What the old site did not show is not shown."""
    found = parcels(WXR)
    assert "черновик" in read_parcel(found["3"], PORTAL).doubts[0]
    assert read_parcel(found["3"], PORTAL).kind is Kind.PAGE
    assert "корзине" in read_parcel(found["4"], PORTAL)
    assert set(found) == {"12", "3", "4"}  # pictures of the library are no pages


def test_a_feed_in_an_old_encoding():
    """Entities of HTML, the full text for Yandex, dates in words, files beside the text."""
    first, second = parcels(RSS, "cp1251").values()
    assert first.title == "Глава района «Мир»"
    assert first.files == (("http://a.example/f/otchet.pdf", "otchet.pdf"),)
    item = read_parcel(first, PORTAL)
    assert item.page.date.value == "2018-03-05 13:20"  # in the zone of the site
    assert "начало текста" in item.doubts[0]
    item = read_parcel(second, PORTAL)
    assert item.page.blocks[0].markdown == "Полный текст **новости** о школе."
    assert (item.page.lead.value, item.page.date.value) == ("Коротко.", "2018-03-05")
    assert item.page.author.value == "Анна Лугова"


def test_atom_with_markup_as_markup():
    """`type="xhtml"` holds elements, not their text."""
    (one,) = parcels(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id>'
        '<title type="html">Сквер &lt;b&gt;у школы&lt;/b&gt;</title><link href="http://a.example/1"/>'
        '<updated>2020-01-02T03:04:05Z</updated><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>Сквер <b>открыт</b></p></div>'
        "</content></entry></feed>"
    ).values()
    assert one.title == "Сквер у школы"
    assert read_parcel(one, PORTAL).page.blocks[0].markdown == "Сквер **открыт**"


def test_a_torn_export_gives_what_it_has():
    """An export that broke off in the middle of an item keeps the items before it."""
    whole, _, _ = WXR.partition("<item><title>Удалено")
    assert set(parcels(f"{whole}<item><title>Обор")) == {"12", "3"}
    with pytest.raises(Unusable, match="ни одной записи"):
        read_export(WXR.partition("<item>")[0].encode())


@pytest.mark.parametrize(
    ("data", "yes"),
    [
        (WXR.encode(), True),
        (RSS.encode("cp1251"), True),
        (WXR.encode("utf-16"), True),
        (b"<html><body><rss></body></html>", False),
        ("Обычный текст <rss".encode(), False),
    ],
)
def test_an_export_is_known_by_its_head(data, yes):
    """Whatever the name of the file is."""
    assert is_export(data) is yes


@pytest.fixture
def order(tmp_path) -> Order:
    """An import of the export, its files in a folder beside it."""
    (tmp_path / "export.xml").write_text(WXR, "utf-8")
    uploads = tmp_path / "uploads" / "2019" / "05"
    uploads.mkdir(parents=True)
    (uploads / "plan.pdf").write_bytes(b"%PDF-1.4 plan")
    (uploads / "most.jpg").write_bytes(b"\xff\xd8\xff\xe0 picture")
    (tmp_path / "content").mkdir()
    return Order(
        sources=(tmp_path / "export.xml",),
        content=tmp_path / "content",
        portal=PORTAL,
        journal=tmp_path / "journal.jsonl",
        today=date(2026, 11, 20),
        files=(tmp_path / "uploads",),
        workers=1,
    )


def test_an_export_becomes_sources(order):
    """Files from the folder beside it, links between the posts, both old addresses."""
    entries = {entry.source.rpartition("#")[2]: entry for entry in bring(order)}
    most = order.content / entries["12"].target
    text = most.read_text("utf-8")
    assert {one.name for one in most.parent.iterdir()} == {"index.md", "plan.pdf", "most.jpg"}
    assert "[контакты](../../../pages/kontakty.md)" in text
    assert "[план работ](plan.pdf)" in text
    assert "section: dorogi" in text
    assert 'tags: ["мост"]' in text
    for old in ("/2019/05/most/", "/?p=12", "/wp-content/uploads/2019/05/plan.pdf"):
        assert f'  - "{old}"' in text
    assert entries["12"].links == ("https://old.example/net/",)
    assert "six.jpg" in entries["12"].notes[0]
    assert entries["4"].outcome is Outcome.SKIPPED
    document, _, problems = check_source(text.encode(), entries["12"].target, PORTAL)
    assert document is not None
    assert errors(problems) == []


@pytest.mark.slow
def test_an_export_comes_once(order):
    """A second run changes nothing; without its journal it still knows what is there."""
    bring(order)
    files = {path: path.read_bytes() for path in order.content.rglob("*") if path.is_file()}
    bring(order)
    order.journal.unlink()
    known = [
        check_source(data, path.relative_to(order.content).as_posix(), PORTAL)[0]
        for path, data in files.items()
        if path.suffix == ".md"
    ]
    again = bring(order, known)
    assert all(entry.outcome is Outcome.SKIPPED for entry in again)
    assert {path: path.read_bytes() for path in order.content.rglob("*") if path.is_file()} == files
