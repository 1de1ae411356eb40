"""Links and pictures of a text, looked up when its page is rendered."""

import re

import pytest

from tests.site.fakes import FakeView, moment, news, pdf_file, picture_file
from vestnik.core.model import Body, Reference
from vestnik.site.presenters.references import resolve
from vestnik.site.presenters.wording import NBSP, words


def resolved(view, html, *references):
    """A text with these references, resolved."""
    body = Body(html=html, text="", references=references)
    return str(resolve(view, news("etot"), body, words("ru")))


def linked(view, target, text="смотрите", anchor=""):
    """A paragraph with one link, resolved."""
    html = f'<p><a href="vestnik:0">{text}</a>.</p>'
    return resolved(view, html, Reference(target=target, text=text, anchor=anchor))


def test_a_link_to_a_source_leads_to_its_address_and_anchor(view):
    """A link to a source leads to the address that the source has now, and to the place in it."""
    other = view.add(news("itogi"))
    assert linked(view, "news/itogi.md", anchor="itogi") == (
        f'<p><a href="{other.address}#itogi">смотрите</a>.</p>'
    )


def test_a_link_to_an_address_is_checked(view):
    """A link typed as an address leads to the item there, if it is there."""
    other = view.add(news("itogi"))
    assert f'href="{other.address}"' in linked(view, other.address)


def test_a_link_to_what_is_hidden_leaves_its_words():
    """Of a link to a draft or to what is under embargo only the words stay; no address leaks."""
    view = FakeView(now=moment(2026, 11, 1))
    hidden = view.add(news("sekret", moment(2026, 12, 1)))
    for target in (hidden.path, hidden.address, "pages/net.md"):
        html = linked(view, target, "<em>план</em>")
        assert html == '<p><span class="link-gone"><em>план</em></span>.</p>'


def test_only_the_hidden_link_loses_its_address(view):
    """Links before and behind a hidden one keep their own endings."""
    view.add(news("a"))
    view.add(news("b"))
    html = resolved(
        view,
        '<a href="https://x.example/">x</a> <a href="vestnik:0">a</a> <a href="vestnik:1">нет</a>'
        ' <a href="vestnik:2">b</a>',
        Reference(target="news/a.md"),
        Reference(target="news/net.md"),
        Reference(target="news/b.md"),
    )
    assert html.count("<a ") == html.count("</a>") == 3
    assert '<span class="link-gone">нет</span>' in html


@pytest.mark.parametrize(
    "address", ["/", "/news/", "/news/2026/", "/news/2026/11/", "/feeds/", "/sections/dorogi/",
                "/tags/", "/en/", "/rss.xml", "/news/atom.xml", "/alert/", "/sitemap.xml"],
)  # fmt: skip
def test_links_to_what_the_site_makes_itself_stay(view, address):
    """Lists that have members, indexes and feeds are no items, yet they are there."""
    view.add(news("a"))
    assert f'href="{address}"' in linked(view, address)


@pytest.mark.parametrize(
    "address", ["/news/2025/", "/news/2026/10/", "/sections/sport/", "/tags/net/", "/en/news/",
                "/documents/kind/prikaz/", "/chto-to/", "/en/alert/"],
)  # fmt: skip
def test_links_to_empty_lists_are_gone(view, address):
    """A list without members has no page, so a link to it keeps its words only."""
    view.add(news("a"))
    assert "link-gone" in linked(view, address)


def test_a_link_to_a_file_says_what_it_is(view):
    """Behind the words of a link to a file stand its type, size and pages, within the link."""
    view.add_file(pdf_file("news/plan.pdf"))
    facts = f'<span class="link-facts">(PDF, 240{NBSP}КБ, 6{NBSP}стр.)</span>'
    assert linked(view, "news/plan.pdf", "план работ") == (
        f'<p><a href="/files/news/plan.pdf">план работ {facts}</a>.</p>'
    )


@pytest.mark.parametrize("text", ["план (PDF, 240 КБ)", "план, 0,2 МБ"])
def test_facts_are_not_said_twice(view, text):
    """Words that name a size already get nothing added."""
    view.add_file(pdf_file("news/plan.pdf"))
    assert "link-facts" not in linked(view, "news/plan.pdf", text)


def test_a_named_type_is_not_repeated(view):
    """Words that name the type get the size and pages alone."""
    view.add_file(pdf_file("news/plan.pdf"))
    assert f">(240{NBSP}КБ, 6{NBSP}стр.)<" in linked(view, "news/plan.pdf", "план в PDF")


def test_a_link_to_an_unpublished_file_is_gone(view):
    """A file that cannot be published leaves the words of its link."""
    assert "link-gone" in linked(view, "news/net.pdf")


def test_other_attributes_of_a_link_stay(view):
    """A title of a link survives, even with angle brackets in it."""
    view.add(news("a"))
    html = resolved(
        view,
        '<a title="a > b" href="vestnik:0" class="note">a</a>',
        Reference(target="news/a.md"),
    )
    assert re.match(r'<a href="/news/[^"]+" title="a > b" class="note">a</a>', html)


def test_a_picture_comes_in_all_sizes(view):
    """A picture of the text gets WebP and JPEG variants, its size, and loads when it is needed."""
    view.add_file(picture_file("news/most.jpg", wide=1200))
    html = resolved(
        view,
        '<p><img alt="Новый мост" src="vestnik:0" title="Мост"></p>',
        Reference(target="news/most.jpg", picture=True, text="Новый мост"),
    )
    assert html.startswith(
        '<p><picture><source type="image/webp" srcset="/files/news/most-480.webp 480w'
    )
    assert '<img src="/files/news/most-800.jpg"' in html
    assert 'alt="Новый мост" width="800" height="600" loading="lazy"' in html
    assert "1600" not in html
    assert "style=" not in html
    assert "title=" not in html


def test_a_linked_picture_has_no_file_facts_behind_it(view):
    """A picture that links to its own full size is not followed by «JPEG, 4 МБ»."""
    view.add_file(picture_file("news/most.jpg"))
    html = resolved(
        view,
        '<a href="vestnik:0"><img src="vestnik:1" alt="Мост"></a>',
        Reference(target="news/most.jpg"),
        Reference(target="news/most.jpg", picture=True),
    )
    assert html.startswith('<a href="/files/news/most.jpg"><picture>')
    assert html.endswith("</picture></a>")


def test_a_missing_picture_leaves_its_description(view):
    """Where a picture is not published its description stands."""
    html = resolved(
        view,
        '<img src="vestnik:0" alt="x">',
        Reference(target="a.jpg", picture=True, text="<Мост>"),
    )
    assert html == '<span class="link-gone">&lt;Мост&gt;</span>'


def test_a_forged_reference_leads_nowhere(view):
    """A number beyond the references, which only raw HTML could bring, is harmless."""
    assert resolved(view, '<a href="vestnik:7">x</a>') == '<span class="link-gone">x</span>'


def test_text_without_references_is_left_alone(view):
    """Without references nothing is looked up."""
    assert resolved(view, "<p><code>href=&quot;vestnik&quot;</code></p>").startswith("<p><code>")
    assert not view.reads.keys


def test_every_lookup_is_noted(view):
    """A missing target is a dependency as well: it may appear tomorrow."""
    linked(view, "news/zavtra.md")
    linked(view, "/news/2026/12/")
    assert {"news/zavtra.md", "lists:news/2026"} <= view.reads.keys
