"""Templates are made ready for a language and a town, and pages are rendered in their frames."""

from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from msgspec import structs
from msgspec.structs import replace

from tests.theme.samples import NEWS, PORTAL, frame, home, news_page
from vestnik.site.theming import load_translations, make_environment, render_page

THEME = Path(__file__).resolve().parent.parent.parent / "theme"


@pytest.fixture
def town(tmp_path):
    """`town({"templates/news.html": "…"})` → a town's folder."""

    def make(files):
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return make


def test_interface_in_two_languages():
    """Each environment speaks its language; one without a catalogue speaks English."""
    skip = [
        BeautifulSoup(
            render_page(make_environment(THEME, lang), "home.html", home(), frame(), PORTAL),
            "html.parser",
        )
        .find("a", class_="skip-link")
        .text
        for lang in ("ru", "en", "tt")
    ]
    assert skip == ["К содержанию", "Skip to content", "Skip to content"]


def test_a_page_is_the_same_however_often_it_is_rendered():
    """The kept header and footer change nothing."""
    env = make_environment(THEME, "ru")
    first, _, again = (
        render_page(env, "news.html", page, frame(), PORTAL)
        for page in (news_page(), replace(news_page(), translations=()), news_page())
    )
    assert first == again


def test_header_and_footer_are_rendered_once_for_a_frame():
    """Pages of one frame share one shell; another portal makes it anew."""
    env = make_environment(THEME, "ru")
    shells = [
        env.shell(frame("/news/"), PORTAL, "/news/2026/11/17/most/"),
        env.shell(frame("/news/"), PORTAL, "/news/2026/11/16/drugoe/"),
        env.shell(frame("/news/"), PORTAL, "/news/"),
        env.shell(frame("/news/"), structs.replace(PORTAL, name="Другая администрация"), "/n/"),
    ]
    assert shells[0] is shells[1]
    assert len({shell.header_end for shell in shells}) == 3
    assert "Другая администрация" in shells[3].header_end


def test_a_town_replaces_a_template(town):
    """The town's file of the same name comes first, and may build on the theme's."""
    folder = town(
        {
            "templates/news.html": '{% extends "theme/news.html" %}'
            "{% block meta %}{{ super() }}<p>Наше</p>{% endblock %}",
            "components/tags/template.html": "{% macro tags(terms, title) %}"
            "<b>{{ terms|length }}</b>{% endmacro %}",
        }
    )
    html = render_page(
        make_environment(THEME, "ru", override=folder), "news.html", news_page(), frame(), PORTAL
    )
    assert "<p>Наше</p>" in html
    assert "<b>2</b>" in html
    assert 'class="meta"' in html


def test_a_town_says_some_things_otherwise(town):
    """Its catalogue holds only the sentences that it changes."""
    folder = town(
        {
            "locale/ru/LC_MESSAGES/vestnik.po": 'msgid ""\n'
            'msgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
            'msgid "On this subject"\nmsgstr "Читайте также"\n',
        }
    )
    html = render_page(
        make_environment(THEME, "ru", override=folder), "news.html", news_page(), frame(), PORTAL
    )
    assert "Читайте также" in html
    assert "По этой теме" not in html
    assert "К содержанию" in html
    assert load_translations(THEME, "ru", folder).gettext("News") == "Новости"


def test_compiled_templates_are_kept_by_language(tmp_path, monkeypatch):
    """The second start compiles nothing, and languages do not mix."""
    pages = {
        lang: render_page(
            make_environment(THEME, lang, cache=tmp_path), "home.html", home(), frame(), PORTAL
        )
        for lang in ("ru", "en")
    }
    kept = make_environment(THEME, "ru", cache=tmp_path)
    monkeypatch.setattr(type(kept), "compile", None)
    assert render_page(kept, "home.html", home(), frame(), PORTAL) == pages["ru"]
    assert pages["ru"] != pages["en"]


def test_a_changed_catalogue_compiles_anew(tmp_path):
    """Sentences are compiled into the templates, so a new translation must reach kept ones."""
    theme = tmp_path / "theme"
    _link_theme(theme)
    cache = tmp_path / "cache"
    render_page(make_environment(theme, "ru", cache=cache), "home.html", home(), frame(), PORTAL)
    _retranslate(theme, "Все новости", "Лента новостей")
    html = render_page(
        make_environment(theme, "ru", cache=cache), "home.html", home(), frame(), PORTAL
    )
    assert "Лента новостей" in html


def _link_theme(theme):
    theme.mkdir()
    for part in ("templates", "components", "static"):
        (theme / part).symlink_to(THEME / part)
    for lang in ("ru", "en"):
        folder = theme / "locale" / lang / "LC_MESSAGES"
        folder.mkdir(parents=True)
        for name in ("vestnik.po", "vestnik.mo"):
            (folder / name).write_bytes(
                (THEME / "locale" / lang / "LC_MESSAGES" / name).read_bytes()
            )


def _retranslate(theme, old, new):
    path = theme / "locale/ru/LC_MESSAGES/vestnik.po"
    path.write_text(
        path.read_text(encoding="utf-8").replace(f'"{old}"', f'"{new}"'), encoding="utf-8"
    )
    with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
        write_mo(target, read_po(source, locale="ru"))


def test_an_empty_home_page_shows_no_empty_sections():
    """What there is nothing of is not announced."""
    page = replace(
        home(),
        important=None,
        news=(),
        acts=(),
        events=(),
        services=(),
        projects=(),
        consultations=(),
    )
    html = render_page(make_environment(THEME, "ru"), "home.html", page, frame(), PORTAL)
    soup = BeautifulSoup(html, "html.parser")
    assert soup.main.find_all("section") == []


def test_a_home_page_of_one_language_names_no_other():
    """Without other languages, regions and services nothing points to them."""
    nothing = {"network": (), "social": (), "partners": ()}
    portal = structs.replace(PORTAL, **nothing, imprint="", licence="", age="")
    shown = replace(frame(), languages=(), low_vision_url="", open_data_url="")
    html = render_page(make_environment(THEME, "ru"), "home.html", home(), shown, portal)
    for absent in ("hreflang", "Регион", "Открытые данные", "слабовидящих", "footer__imprint"):
        assert absent not in html


def test_a_card_in_another_language_says_so():
    """A title in another language is marked for screen readers."""
    page = replace(home(), news=(replace(NEWS[0], lang="en", title="Bridge"),))
    html = render_page(make_environment(THEME, "ru"), "home.html", page, frame(), PORTAL)
    link = BeautifulSoup(html, "html.parser").find("a", string="Bridge")
    assert (link["lang"], link["hreflang"]) == ("en", "en")


def test_a_preview_says_that_it_is_one():
    """A page of the preview has a line that published pages have not."""
    env = make_environment(THEME, "ru")
    shown = [
        render_page(env, "home.html", home(), frame(preview=preview), PORTAL)
        for preview in (True, False)
    ]
    assert ["Предпросмотр" in html for html in shown] == [True, False]


def test_words_of_the_settings_are_marked_on_pages_of_another_language():
    """The name and the contacts stay Russian on an English page, and screen readers are told."""
    page = replace(home(), lang="en", url="/en/")
    shown = replace(frame(), lang="en", home_url="/en/")
    html = render_page(make_environment(THEME, "en"), "home.html", page, shown, PORTAL)
    soup = BeautifulSoup(html, "html.parser")
    assert soup.find(class_="masthead__name")["lang"] == "ru"
    assert soup.find(id="v_footer-contacts")["lang"] == "ru"
    plain = render_page(make_environment(THEME, "ru"), "home.html", home(), frame(), PORTAL)
    assert not BeautifulSoup(plain, "html.parser").find(class_="masthead__name").get("lang")


def test_titles_are_set_as_a_typesetter_would():
    """Quotes, dashes and no-break spaces of titles and leads; not in another language."""
    cards = (
        replace(NEWS[0], title='Конкурс "Лучший двор" - в мае', picture=None),
        replace(NEWS[0], title='The "Best yard" contest', lang="en"),
    )
    html = render_page(
        make_environment(THEME, "ru"), "home.html", replace(home(), news=cards), frame(), PORTAL
    )
    assert "Конкурс «Лучший двор»\N{NO-BREAK SPACE}— в\N{NO-BREAK SPACE}мае" in html
    assert "The &#34;Best yard&#34; contest" in html
