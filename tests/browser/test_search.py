"""The search page in a real browser: answers, addresses, keyboard, suggestions, spoken words."""

import re
import tempfile
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser.search_town import build
from tests.theme import spoken

CSP = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self'; manifest-src 'self'; media-src 'self'; "
    "script-src 'self'; style-src 'self'"
)
GOLDEN = Path(__file__).parent / "spoken"


@pytest.fixture(scope="module")
def town(serve, tmp_path_factory):
    """The address of the small town, under the policy that the server examples set."""
    folder = tmp_path_factory.mktemp("search-town")
    build(folder)
    return serve(folder, headers={"Content-Security-Policy": CSP})


@pytest.fixture
def asked(new_page, town):
    """Opens the page of a query; nothing may break on the way."""
    faults = []

    def ask(query, others=""):
        page = new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{town}/search/?q={quote(query)}{others}")
        answered(page)
        return page

    yield ask
    assert faults == []


def answered(page):
    """Waits until the status says something and all results stand there."""
    page.locator("#search-status", has_text=re.compile(r"\S")).wait_for()
    page.locator("#search-results:not([aria-busy])").wait_for(state="attached")


def status(page):
    """What is said of how many there are."""
    return page.locator("#search-status").inner_text()


def titles(page):
    """Titles of the results."""
    return page.locator("#search-results h2").all_inner_texts()


def test_an_address_answers(asked):
    """Count, headings that are links, facts, the passage with its words marked in other forms."""
    page = asked("заявкой")
    assert status(page) == "Найден 1 результат"
    assert titles(page) == ["Приём заявок на гранты"]
    assert page.locator("#search-results h2 a").get_attribute("href") == "/news/2025/03/04/2/"
    assert "Новость · 4 марта 2025 · Жизнь города" in page.locator(".result__facts").inner_text()
    page.locator(".result__passage mark").first.wait_for()
    marks = page.locator(".result__passage mark").all_inner_texts()
    assert marks == ["Заявки", "Заявку"]
    assert page.title().startswith("заявкой — Поиск")


def test_another_layout_is_understood_and_can_be_refused(asked):
    """The page says what it has searched for, and searches literally when asked to."""
    page = asked("nfhbas")
    assert status(page) == "Найден 1 результат по запросу «тарифы»"
    assert "Показаны результаты для «тарифы»." in page.locator("#search-note").inner_text()
    page.get_by_role("link", name="Искать «nfhbas» без исправлений").click()
    page.locator("#search-status", has_text="Ничего не найдено").wait_for()
    assert "exact=1" in page.url


def test_a_misspelt_word_is_corrected(asked):
    """One wrong letter."""
    assert status(asked("пчиловодов")) == "Найден 1 результат по запросу «пчеловодов»"


def test_a_real_word_is_not_corrected(asked):
    """The page says that no text has it, shows what has the others, and offers what is like it."""
    page = asked("ремонт порога")
    assert status(page) == "Найдено 2 результата"
    note = page.locator("#search-note")
    assert "Слова «порога» нет ни в одном материале." in note.inner_text()
    assert not page.locator(".result__missing").count()
    note.get_by_role("link", name="Может быть, вы искали «ремонт дорога»?").click()
    page.locator("#search-note:empty").wait_for(state="attached")
    assert page.locator("#search-query").input_value() == "ремонт дорога"


def test_when_no_text_has_all_words_the_page_says_so(asked):
    """And each result says what it lacks."""
    page = asked("съезд озеленения")
    assert "Документов, в которых есть все слова, нет" in page.locator("#search-note").inner_text()
    assert "Нет слов: " in page.locator(".result__missing").first.inner_text()


def test_a_phrase_must_stand_together(asked):
    """Texts that have its words apart are left out."""
    assert titles(asked("«ремонт дороги»")) == [
        "Ремонт дороги на улице Ленина завершён",
        "Ремонт дороги на улице Ленина",
    ]
    assert status(asked("«дороги ремонт»")) == "Ничего не найдено"


def test_a_hit_in_a_file_names_its_page(asked):
    """With the file's address at that page."""
    page = asked("снега площади")
    link = page.locator(".result__file a").first
    link.wait_for()
    assert link.inner_text() == "Смета, страница 2"
    assert link.get_attribute("href") == "/smeta.pdf#page=2"


def test_an_act_out_of_force_is_marked(asked):
    """In words, not by colour alone."""
    page = asked("123-п")
    assert "Не действует" in page.locator(".result").first.inner_text()


def test_a_facet_narrows_and_the_back_button_undoes(asked):
    """The address changes with each step; the focus stays with the facet."""
    page = asked("ремонт")
    assert status(page) == "Найдено 2 результата"
    page.get_by_role("link", name=re.compile("^2011")).click()
    page.locator("#search-status", has_text="Найден 1 результат").wait_for()
    page.locator("#search-results:not([aria-busy])").wait_for(state="attached")
    assert "year=2011" in page.url
    assert page.evaluate("document.activeElement.textContent").startswith("2011")
    page.go_back()
    page.locator("#search-status", has_text="Найдено 2 результата").wait_for()
    assert "year" not in page.url


def test_the_form_makes_a_new_address(asked):
    """Typed and sent with the keyboard alone; the count is said once."""
    page = asked("ремонт")
    page.get_by_role("combobox", name="Что найти").fill("тарифы")
    page.keyboard.press("Enter")
    page.locator("#search-results li", has_text="Тарифы").wait_for()
    assert "q=%D1%82%D0%B0%D1%80%D0%B8%D1%84%D1%8B" in page.url
    assert page.get_by_role("status").filter(has_text="Найден").count() == 1


def test_typing_asks_for_what_the_query_needs_and_no_more(new_page, town):
    """The files of its words, before it is sent."""

    def opened():
        page, files = new_page(), set()
        page.on("request", lambda one: "/shards/" in one.url and files.add(one.url))
        return page, files

    page, needed = opened()
    page.goto(f"{town}/search/?q={quote('порядок озеленения')}")
    answered(page)
    page, files = opened()
    page.goto(f"{town}/search/")
    field = page.get_by_role("combobox", name="Что найти")
    field.press_sequentially("порядок озеленения")
    page.get_by_role("option").first.wait_for()
    early = set(files)
    field.press("Enter")
    answered(page)
    assert early
    assert files == needed


def test_suggestions_are_a_combobox(page, town):
    """Arrows choose, Escape closes and then clears, Enter opens what is chosen."""
    page.goto(f"{town}/search/")
    field = page.get_by_role("combobox", name="Что найти")
    field.press_sequentially("приказ 37")
    option = page.get_by_role("option").first
    option.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
    field.press("End")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "приказ 37"
    field.press("Escape")
    assert field.input_value() == ""
    field.press_sequentially("тариф")
    page.get_by_role("option", name=re.compile("Тарифы на вывоз мусора")).wait_for()
    field.press("ArrowUp")
    field.press("Enter")
    page.wait_for_url("**/news/2026/11/03/4/")


def test_without_scripts_the_page_leads_elsewhere(new_page, town):
    """No form that does nothing; the lists and the site map instead."""
    page = new_page(java_script_enabled=False)
    page.goto(f"{town}/search/?q=a")
    assert not page.locator("#search-form").is_visible()
    assert "нужны" in page.content() or "сценариев" in page.locator("main").inner_text()
    assert page.get_by_role("main").get_by_role("link", name="Карта сайта").is_visible()


@pytest.mark.parametrize("options", [{}, {"forced_colors": "active"}])
def test_nothing_sticks_out_at_320_pixels(new_page, town, options):
    """Nor in the reader's own colours; the marks stay."""
    page = new_page(viewport={"width": 320, "height": 700}, **options)
    page.goto(f"{town}/search/?q={quote('порядок уборки снега')}")
    answered(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("mark").first.is_visible()


@pytest.mark.node
@pytest.mark.parametrize("query", ["порядок озеленения", "nfhbas", "абракадабра"])
def test_axe_finds_nothing(new_page, town, repo, query):
    """Results, a corrected query, no results; contrast and target size included."""
    page = new_page(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    page.goto(f"{town}/search/?q={quote(query)}")
    answered(page)
    page.evaluate((repo / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    rules = {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": True}}
    found = page.evaluate("rules => axe.run(document, {rules})", rules)
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []


SPOKEN = {
    "results": "порядок озеленения", "corrected": "nfhbas", "nothing": "абракадабра",
    "unused": "ремонт порога",
}  # fmt: skip


def said(asked):
    """What a screen reader says of three answers, by name."""
    with tempfile.TemporaryDirectory() as folder:
        pages = {}
        for name, query in SPOKEN.items():
            page = asked(query)
            page.locator("#search-results:not(:has([data-waits]))").wait_for(state="attached")
            pages[name] = Path(folder, f"{name}.html")
            pages[name].write_text(page.content(), encoding="utf-8")
        return {name: spoken.transcript(one) for name, one in spoken.said(pages).items()}


@pytest.mark.node
def test_answers_are_said_as_they_were_read_and_accepted(asked):
    """After a change that you mean: delete the files, run this twice, look at the difference."""
    found = {GOLDEN / f"search-{name}.txt": text for name, text in said(asked).items()}
    missing = [path for path in found if not path.is_file()]
    GOLDEN.mkdir(exist_ok=True)
    for path in missing:
        path.write_text(found[path], encoding="utf-8")
    assert not missing, "the transcripts are written: read them, and run the test again"
    for path, text in found.items():
        assert text == path.read_text(encoding="utf-8"), path.name


def test_one_request_brings_the_whole_client(page, town):
    """The modules travel as one file, and the manifest with them."""
    wanted = []
    page.on("request", lambda request: wanted.append(request.url))
    page.goto(f"{town}/search/?q={quote('ремонт')}")
    answered(page)
    assert len([url for url in wanted if url.endswith("/search/now.js")]) == 1
