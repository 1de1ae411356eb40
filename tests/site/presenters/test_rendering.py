"""Whatever presenters make, the theme's templates can arrange."""

from datetime import date

import pytest

from tests.site.fakes import act, moment, news, page, pdf_file, picture_file, project, report
from vestnik.core.model import (
    ActReference,
    Alert,
    Attachment,
    Body,
    Event,
    Picture,
    Reference,
    Withdrawal,
)
from vestnik.site import presenters
from vestnik.site.theming import make_environment, render_fragment, render_page

PAGES = {
    "home": lambda view: presenters.home(view, "ru"),
    "english home": lambda view: presenters.home(view, "en"),
    "news": lambda view: presenters.front(view, "news"),
    "register": lambda view: presenters.front(view, "documents"),
    "year of news": lambda view: presenters.year(view, "news/2026"),
    "year of acts": lambda view: presenters.year(view, "kind/prikaz/2023"),
    "month": lambda view: presenters.month(view, "news/2026/11", 1),
    "news item": lambda view: presenters.item(view, "news/a.md"),
    "withdrawn": lambda view: presenters.item(view, "news/gone.md"),
    "act": lambda view: presenters.item(view, act("375").path),
    "withdrawn act": lambda view: presenters.item(view, act("376").path),
    "report": lambda view: presenters.item(view, "reports/r.md"),
    "page": lambda view: presenters.item(view, "pages/gorod/gerb.md"),
    "project": lambda view: presenters.item(view, "pages/proekt.md"),
    "sections": lambda view: presenters.sections(view, "ru"),
    "tags": lambda view: presenters.tags(view, "ru"),
    "site map": lambda view: presenters.sitemap(view, "ru"),
    "subscriptions": lambda view: presenters.feeds(view, "ru"),
    "low vision": lambda view: presenters.low_vision(view, "ru"),
    "warnings": presenters.alert_page,
    "not found": presenters.not_found,
    "old address": lambda view: presenters.redirect(view, "news/a.md", "/old/"),
}


@pytest.fixture
def town(view):
    """A site that has something of everything."""
    view.add_file(picture_file("news/a.jpg"))
    view.add_file(pdf_file("documents/a.pdf"))
    gone = Withdrawal(date=date(2026, 11, 18), reason="Ошибка")
    body = Body(
        html='<p><a href="vestnik:0">приказ</a></p><img src="vestnik:1" alt="Мост">',
        text="приказ",
        references=(Reference(target="documents/a.pdf"), Reference(target="news/a.jpg")),
    )
    storm = Alert(until=moment(2026, 12, 1))
    fair = Event(start=moment(2026, 12, 1))
    bridge = Picture(file="news/a.jpg", alt="Мост")
    facts = {"section": "dorogi", "tags": ("лёд",), "lead": "Лёд.", "image": bridge}
    view.add(news("a", **facts, alert=storm, events=(fair,)), body)
    view.add(news("gone", withdrawn=gone))
    old = ActReference(kind="prikaz", number="375", date=date(2023, 5, 23))
    view.add(act("375", attachments=(Attachment(file="documents/a.pdf"),)), body)
    view.add(act("376", amends=(old,), withdrawn=gone))
    view.add(report("r"))
    view.add(page("gorod"))
    view.add(page("gorod/gerb"))
    view.add(page("gorod/karta"))
    view.add(project("proekt", "national"))
    return view


@pytest.fixture(scope="module")
def environments(repo):
    """The theme in both languages."""
    return {lang: make_environment(repo / "theme", lang) for lang in ("ru", "en")}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_renders(town, environments, name):
    """No template asks for what a page does not have, and no reference stays unresolved."""
    shown = PAGES[name](town)
    frame = presenters.frame(
        town, shown.lang, presenters.menu_place(town.portal, shown.lang, shown.url)
    )
    template = presenters.template_of(shown)
    html = render_page(environments[shown.lang], template, shown, frame, town.portal)
    assert "<h1" in html
    assert "vestnik:" not in html
    assert "style=" not in html


def test_the_fragment_of_warnings_renders(town, environments):
    """What every page fetches has the warning and leads to its item."""
    html = render_fragment(environments["ru"], "alert.html", presenters.alert_fragment(town))
    assert 'href="/news/2026/11/17/a/"' in html
