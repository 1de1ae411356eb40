"""Components render in every state that their examples name, and pages hold what pages must."""

import itertools
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jinja2 import UndefinedError

from tests.theme.examples import examples
from tests.theme.gallery import THEME, environment
from tests.theme.samples import FRAGMENT, PORTAL, frame, samples
from vestnik.site.contexts import AlertFragment
from vestnik.site.theming import render_fragment, render_page

EXAMPLES = list(examples(THEME))
SAMPLES = list(samples())
PAGES = [sample for sample in SAMPLES if sample.template != "redirect.html"]


@pytest.fixture(scope="module")
def env():
    """The theme in Russian."""
    return environment()


def _name(value):
    return f"{value.component}: {value.name}" if hasattr(value, "component") else value.page.url


def _soup(env, sample):
    html = render_page(env, sample.template, sample.page, frame(sample.menu), PORTAL)
    return BeautifulSoup(html, "html.parser")


def test_every_component_has_examples_of_every_macro():
    """A component without examples is not shown, checked or looked at."""
    for path in THEME.glob("components/*/template.html"):
        name = path.parent.name
        macros = set(re.findall(r"\{% macro (\w+)\(", path.read_text(encoding="utf-8")))
        shown = {example.macro for example in EXAMPLES if example.component == name}
        assert macros == shown, name


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
def test_example_renders(env, example):
    """An example gives markup, or nothing where it says so; undefined names are errors."""
    html = example.html(env)
    assert bool(html.strip()) != example.empty
    assert "style=" not in html
    assert not re.search(r"\son\w+=", html)


@pytest.mark.parametrize("sample", PAGES, ids=_name)
def test_page_has_its_frame(env, sample):
    """One h1, named landmarks, language, skip link, menu, way home, nothing inline."""
    soup = _soup(env, sample)
    assert len(soup.find_all("h1")) == 1
    assert soup.html["lang"] == "ru"
    assert soup.find("a", class_="skip-link")["href"] == f"#{soup.main['id']}"
    assert soup.find("a", class_="masthead__home")["href"] == "/"
    assert PORTAL.name in soup.header.get_text()
    assert soup.find("a", href="/sitemap/")
    landmarks = soup.find_all(["nav", "aside", "section"])
    assert all(
        mark.get("aria-label") or mark.get("aria-labelledby") or mark.name == "section"
        for mark in landmarks
    )
    assert not soup.find(style=True)
    assert not soup.find("style")
    scripts = soup.find_all("script")
    data = ("application/ld+json", "application/json")
    assert all(script.get("src") or script["type"] in data for script in scripts)


@pytest.mark.parametrize("sample", PAGES, ids=_name)
def test_headings_of_a_page_skip_no_level(env, sample):
    """Within the content headings go down one step at a time."""
    levels = [int(tag.name[1]) for tag in _soup(env, sample).main.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("sample", PAGES, ids=_name)
def test_labels_and_ids_of_a_page_fit(env, sample):
    """Every id stands once, and every reference to one leads somewhere."""
    soup = _soup(env, sample)
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    wanted = {
        name
        for tag in soup.find_all(attrs={"aria-labelledby": True})
        for name in tag["aria-labelledby"].split()
    }
    wanted |= {tag["href"][1:] for tag in soup.find_all("a", href=re.compile("^#."))}
    assert wanted <= set(ids)


@pytest.mark.parametrize("sample", SAMPLES, ids=_name)
def test_nothing_is_loaded_from_elsewhere(env, sample):
    """Pictures, styles and scripts come from the site itself; links may lead out."""
    soup = _soup(env, sample)
    loaded = [tag["src"] for tag in soup.find_all(src=True)]
    loaded += [tag["href"] for tag in soup.find_all("link") if "stylesheet" in tag.get("rel", ())]
    assert all(address.startswith("/") for address in loaded)


def test_the_menu_says_where_one_is(env):
    """The entry of the section is marked; on the page that it leads to, as that page."""
    by_url = {sample.page.url: sample for sample in SAMPLES}
    inside = _soup(env, by_url["/news/2026/11/17/most/"]).find(
        "a", class_="menu__link", string="Новости"
    )
    itself = _soup(env, by_url["/news/"]).find("a", class_="menu__link", string="Новости")
    assert (inside["aria-current"], itself["aria-current"]) == ("true", "page")


def test_a_translated_page_leads_to_its_translation(env):
    """The link to another language leads to this page there, else to that language's home page."""
    by_url = {sample.page.url: sample for sample in SAMPLES}
    links = [
        _soup(env, by_url[url]).find("a", hreflang="en")["href"]
        for url in ("/news/2026/11/17/most/", "/documents/", "/news/2026/11/17/most/")
    ]
    assert links == ["/en/news/2026/11/17/bridge/", "/en/", "/en/news/2026/11/17/bridge/"]


def test_a_redirect_leads_on_without_script(env):
    """An old address refreshes to the new one, stays out of search engines and has a link."""
    (sample,) = (sample for sample in SAMPLES if sample.template == "redirect.html")
    soup = _soup(env, sample)
    assert (
        soup.find("meta", attrs={"http-equiv": "refresh"})["content"]
        == f"0; url={sample.page.target}"
    )
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert soup.find("a")["href"] == sample.page.target
    assert not soup.find("script")


def test_texts_are_escaped(env):
    """Markup in a title is text."""
    from msgspec.structs import replace

    sample = SAMPLES[1]
    page = replace(sample.page, title="<script>alert(1)</script> & «кавычки»")
    html = render_page(env, sample.template, page, frame(), PORTAL)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; «кавычки»" in html


def test_the_fragment_of_warnings(env):
    """The shared fragment holds the warnings with their ends, and nothing when there are none."""
    soup = BeautifulSoup(render_fragment(env, "alert.html", FRAGMENT), "html.parser")
    assert soup.section["class"] == ["alert"]
    assert soup.li["data-until"].startswith("2099-11-18T23:00")
    assert render_fragment(env, "alert.html", AlertFragment()).strip() == ""


def test_an_unknown_name_is_an_error(env):
    """A template that asks for what does not exist fails instead of printing nothing."""
    template = env.from_string("{{ page.titel }}")
    with pytest.raises(UndefinedError, match="titel"):
        template.render(page=SAMPLES[0].page)


def test_ids_of_the_theme_cannot_meet_those_of_texts():
    """Headings of texts get ids without underscores; the theme's own begin with «v_»."""
    for path in [*THEME.glob("components/*/template.html"), *(THEME / "templates").rglob("*.html")]:
        for name in re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8")):
            own = ("search-",) if path.name == "search.html" else ()  # a page without texts
            assert name.startswith(("v_", "{{ id }}", *own)), path


def test_no_template_writes_text_of_one_language():
    """Words that people read are in the catalogues: templates hold no Cyrillic."""
    for path in [
        *THEME.glob("components/*/template.html"),
        *Path(THEME / "templates").rglob("*.html"),
    ]:
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search("[а-яё]", text, re.IGNORECASE), path
