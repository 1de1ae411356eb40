"""Feeds as values."""

from datetime import date

from tests.site.fakes import act, moment, news, pdf_file, picture_file
from vestnik.core.model import Attachment, Body, Picture, Reference, Withdrawal
from vestnik.site.presenters import feed


def test_the_feed_of_the_whole_site(view):
    """It has the newest items of all kinds, newest first, as many as the settings say; an act is
    named in full.
    """
    for day in range(1, 5):
        view.add(news(f"n{day}", moment(2026, 11, day)))
    view.add(act("375", date(2026, 11, 3)))
    info, entries = feed(view, "all")
    assert info.rss_url == "https://lipovsk.example/rss.xml"
    assert info.title == "Администрация города Липовска"
    named = "Приказ от\xa003.11.2026 №\xa0375 «О деле 375»"
    assert [entry.title for entry in entries] == ["Новость n4", named, "Новость n3"]


def test_the_feed_of_a_section(view):
    """It is called by the section and stands at its address."""
    view.add(news("a", section="obrazovanie"))
    view.add(news("b", section="dorogi"))
    info, entries = feed(view, "section/obrazovanie")
    assert info.title == "Раздел «Образование» — Липовск"
    assert info.description == "Школы и детские сады."
    assert info.atom_url == "https://lipovsk.example/sections/obrazovanie/atom.xml"
    assert [entry.title for entry in entries] == ["Новость a"]


def test_entries_have_the_whole_text_with_absolute_addresses(view):
    """References of the text are resolved and absolute; a picture is a plain one."""
    other = view.add(news("b"))
    view.add_file(picture_file("news/a.jpg"))
    view.add(
        news("a", moment(2026, 11, 18)),
        Body(
            html='<p><a href="vestnik:0">там</a> <img src="vestnik:1" alt="Мост"></p>',
            text="",
            references=(
                Reference(target=other.path, text="там"),
                Reference(target="news/a.jpg", picture=True),
            ),
        ),
    )
    entry = feed(view, "news")[1][0]
    assert f'<a href="https://lipovsk.example{other.address}">там</a>' in entry.html
    assert '<img src="https://lipovsk.example/files/news/a-800.jpg"' in entry.html
    assert "<picture" not in entry.html
    assert "srcset" not in entry.html


def test_enclosures_are_what_is_really_published(view):
    """The picture comes in middle size, files with type and length; missing ones do not come."""
    view.add_file(picture_file("news/a.jpg"))
    view.add_file(pdf_file("news/plan.pdf"))
    view.add(
        news(
            "a",
            image=Picture(file="news/a.jpg", alt="Мост"),
            attachments=(Attachment(file="news/plan.pdf"), Attachment(file="news/net.pdf")),
        )
    )
    (entry,) = feed(view, "news")[1]
    assert [(one.url, one.media_type, one.length) for one in entry.enclosures] == [
        ("https://lipovsk.example/files/news/a-800.jpg", "image/jpeg", 80_000),
        ("https://lipovsk.example/files/news/plan.pdf", "application/pdf", 245_760),
    ]


def test_a_withdrawn_item_keeps_no_text(view):
    """Its entry says that it was withdrawn; its text is not even read."""
    view.add(
        news("a", withdrawn=Withdrawal(date=date(2026, 11, 18), reason="Ошибка")), "<p>Тайна</p>"
    )
    (entry,) = feed(view, "news")[1]
    assert "Тайна" not in repr(entry)
    assert "Ошибка" in entry.html
    assert "body:news/a.md" not in view.reads.keys


def test_feeds_of_another_language(view):
    """English items have feeds under their own address."""
    view.add(news("rink", lang="en"))
    info, entries = feed(view, "en:all")
    assert (info.lang, info.rss_url) == ("en", "https://lipovsk.example/en/rss.xml")
    assert len(entries) == 1
