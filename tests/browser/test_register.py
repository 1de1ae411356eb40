"""The filter of the register in a real browser: by mouse, with the keyboard, without scripts."""

import re

import pytest

from tests.browser.waiting import wait_until

CSP = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self'; manifest-src 'self'; media-src 'self'; "
    "script-src 'self'; style-src 'self'"
)


@pytest.fixture(scope="module")
def base(serve, demo_site):
    """The address of the demo portal under the policy that the server examples set."""
    return serve(demo_site, headers={"Content-Security-Policy": CSP})


def opened(page, address):
    """The page, with the filter started."""
    page.goto(address)
    page.locator("section.register").wait_for()
    return page


def found(page, text):
    """Waits until so much is said to be found."""
    page.locator("[data-found]", has_text=re.compile(f"^{text}")).wait_for()


def titles(page):
    """Numbers in the rows shown."""
    return page.locator("[data-results] tbody [data-part=number]").all_text_contents()


@pytest.mark.parametrize("typed", ["№ 3/650", "3/650", "3 / 650", "N 3-650", "650"])
def test_a_number_is_found_however_it_is_typed(page, base, typed):
    """One act, said in the right plural, with the focus on what is said."""
    opened(page, f"{base}/documents/")
    page.get_by_label("Номер").fill(typed)
    page.get_by_role("button", name="Показать").click()
    found(page, "Найден 1 документ")
    assert titles(page) == ["№\u00a03/650"]
    assert page.evaluate("document.activeElement.matches('[data-found][role=status]')")
    assert "number=" in page.url


def test_the_filter_has_its_place_before_it_works(page, base):
    """The lists below it stay where they were when its script starts."""
    lists = "document.querySelector('[data-register-lists]').getBoundingClientRect().top"
    held = []

    def hold(route):
        held.append(route)

    page.goto(f"{base}/documents/", wait_until="networkidle")
    page.route("**/theme/register*.js", hold)
    page.goto(f"{base}/documents/", wait_until="commit")
    page.locator(".alert-slot .alert").wait_for()
    assert not page.locator(".register").is_visible()
    before = page.evaluate(lists)
    for one in held:
        one.continue_()
    page.locator(".register").wait_for()
    assert page.evaluate(lists) == pytest.approx(before, abs=1)


def test_only_the_keyboard_is_needed(page, base):
    """From the number to the result and on to the first act, by Tab and Enter."""
    opened(page, f"{base}/documents/")
    page.get_by_label("Номер").focus()
    page.keyboard.type("123-p")
    page.keyboard.press("Enter")
    found(page, "Найден 1 документ")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('tbody') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/documents/[^/]+/[^/]+/\d{4}/"))


def test_dates_are_typed_in_both_spellings(page, base):
    """The address holds what was typed; opened anew it gives the same acts and the same form."""
    opened(page, f"{base}/documents/?from=2025-01-01&to=05.03.2025")
    found(page, "Найден")
    assert page.get_by_label("Принят не раньше").input_value() == "01.01.2025"
    days = page.locator("[data-results] time").all_text_contents()
    assert days
    assert all(day.endswith(".2025") for day in days)


@pytest.mark.parametrize(
    ("since", "until", "field", "says"),
    [
        ("вчера", "", "Принят не раньше", "«вчера» — не дата"),
        ("31.02.2025", "", "Принят не раньше", "Дня «31.02.2025» в календаре нет"),
        ("05.03.2025", "2025-01-01", "Принят не позже", "раньше первой даты"),
    ],
)
def test_a_wrong_date_is_said_at_its_field(page, base, since, until, field, says):
    """The focus goes to it, and the field names its fault; nothing is searched."""
    opened(page, f"{base}/documents/")
    page.get_by_label("Принят не раньше").fill(since)
    page.get_by_label("Принят не позже").fill(until)
    page.get_by_role("button", name="Показать").click()
    wrong = page.get_by_label(field)
    assert wrong.get_attribute("aria-invalid") == "true"
    assert wrong.evaluate("field => field === document.activeElement")
    note = page.locator(f"#{wrong.get_attribute('id')}-error")
    assert says in note.text_content()
    assert note.get_attribute("id") in wrong.get_attribute("aria-describedby")
    assert "?" not in page.url


def test_conditions_are_combined_and_cleared(page, base):
    """Kind, year and order together; «Сбросить» brings the ready-made lists back."""
    opened(page, f"{base}/documents/")
    page.get_by_role("combobox", name="Вид", exact=True).select_option("prikaz")
    page.get_by_role("combobox", name="Год", exact=True).select_option("2026")
    page.get_by_label("Порядок").select_option("number")
    page.get_by_role("button", name="Показать").click()
    found(page, "Найден")
    numbers = [int(re.search(r"\d+", title)[0]) for title in titles(page)]
    assert numbers == sorted(numbers)
    assert not page.locator("nav.filters").is_visible()
    page.get_by_role("button", name="Сбросить").click()
    page.locator("nav.filters").wait_for()
    assert page.url == f"{base}/documents/"
    assert page.get_by_role("combobox", name="Вид", exact=True).input_value() == ""


def test_the_way_back_gives_the_filter_and_the_place(page, base):
    """From an act back to the list: the same acts, the same place, the focus on the link."""
    page.set_viewport_size({"width": 320, "height": 600})
    opened(page, f"{base}/documents/?kind=postanovlenie&sort=title")
    found(page, "Найдено")
    before = titles(page)
    link = page.locator("[data-results] tbody a").nth(7)
    link.scroll_into_view_if_needed()
    href, top = link.get_attribute("href"), page.evaluate("scrollY")
    link.click()
    page.wait_for_url(f"**{href}")
    page.go_back()
    found(page, "Найдено")
    assert titles(page) == before
    wait_until(page, "top => Math.abs(scrollY - top) < 40", top)
    assert page.evaluate("document.activeElement.getAttribute('href')") == href
    assert page.get_by_label("Порядок").input_value() == "title"


def test_back_within_the_filter(page, base):
    """Each «Показать» is a step of the history."""
    opened(page, f"{base}/documents/")
    page.get_by_label("Номер").fill("3/650")
    page.keyboard.press("Enter")
    found(page, "Найден 1 документ")
    page.get_by_label("Номер").fill("нет такого")
    page.keyboard.press("Enter")
    found(page, "Ничего не найдено")
    assert not page.locator("[data-results] table").is_visible()
    page.go_back()
    found(page, "Найден 1 документ")
    page.go_back()
    page.locator("nav.filters").wait_for()
    assert page.get_by_label("Номер").input_value() == ""


def test_pages_of_what_was_found(page, base):
    """More than fit on a page are reached by links, each with an address of its own."""
    opened(page, f"{base}/documents/?sort=oldest")
    found(page, r"Найден.*Страница 1 из 2")
    first = titles(page)
    page.locator("[data-results] nav").get_by_role("link", name="Страница 2").click()
    found(page, r"Найден.*Страница 2 из 2")
    assert page.url.endswith("?sort=oldest&page=2")
    assert titles(page) != first
    assert page.evaluate("document.activeElement.matches('[data-found]')")


def test_rows_read_as_a_table_on_a_phone(page, base):
    """Cards for the eye, a table for a screen reader: rows, heads of rows, cells."""
    page.set_viewport_size({"width": 320, "height": 600})
    opened(page, f"{base}/documents/?year=2026")
    found(page, "Найден")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    row = page.get_by_role("table", name="Найденные документы").get_by_role("row").nth(1)
    assert row.get_by_role("rowheader").count() == 1
    assert row.get_by_role("cell").count() == 3
    opened(page, f"{base}/documents/")
    static = page.get_by_role("table", name="Документы", exact=True)
    assert static.get_by_role("columnheader").count() == 4


def test_without_scripts_the_lists_do_the_work(new_page, base):
    """No form that does nothing: a sentence, and lists by kind, status, year."""
    page = new_page(java_script_enabled=False)
    page.goto(f"{base}/documents/")
    assert not page.locator("section.register").is_visible()
    assert page.locator(".register__without").is_visible()
    for address in ("kind/prikaz/", "status/repealed/", "issuer/sovet/"):
        page.goto(f"{base}/documents/{address}")
        assert page.locator("table.act-table tbody tr").count() > 0
    page.goto(f"{base}/documents/year/2025/")
    page.locator(".year__months a").first.click()
    assert page.locator("table.act-table tbody tr").count() > 0
    page.goto(f"{base}/documents/kind/prikaz/2026/")
    assert page.locator("h1").text_content() == "Приказы 2026 года"


def test_a_list_that_cannot_be_loaded_says_so(page, base):
    """The ready-made lists stay."""
    page.route("**/documents/data/**", lambda route: route.abort())
    opened(page, f"{base}/documents/?kind=prikaz")
    found(page, "Не удалось загрузить список")
    assert page.locator("nav.filters").is_visible()


@pytest.mark.node
@pytest.mark.parametrize(("width", "colours"), [(320, "light"), (1280, "dark")])
def test_the_filter_passes_axe(new_page, base, repo, width, colours):
    """With results and with a fault shown; contrast and target size included."""
    axe = (repo / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=colours, bypass_csp=True)
    for query, says in (("?sort=oldest", "Найден"), ("?from=x", "")):
        opened(page, f"{base}/documents/{query}")
        if says:
            found(page, says)
        page.evaluate(axe)
        rules = {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": True}}
        result = page.evaluate("rules => axe.run(document, {rules})", rules)
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in result["violations"]] == []


@pytest.mark.node
@pytest.mark.parametrize(("width", "colours"), [(320, "light"), (1280, "dark")])
@pytest.mark.parametrize("address", ["/opendata/", "/opendata/log/", "/opendata/statistics/"])
def test_open_data_pass_axe(new_page, base, repo, address, width, colours):
    """The pages of open data: no violation, nothing sticks out of a narrow window."""
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=colours, bypass_csp=True)
    page.goto(base + address)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.evaluate((repo / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    rules = {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": True}}
    result = page.evaluate("rules => axe.run(document, {rules})", rules)
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in result["violations"]] == []
