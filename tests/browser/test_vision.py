"""The low-vision mode in a real browser: its panel, its memory, the keyboard."""

import re

from playwright.sync_api import expect

from tests.browser.vision import KEY, NEWS, SCHEMES, colours_of, expect_said, open_panel, size_of

BLOCKED = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("", "SecurityError"); } });
}"""


def test_the_link_turns_the_mode_on_and_opens_the_settings(page, site_url):
    """One click gives large text, the settings under the focus, and a word about it."""
    page.goto(site_url + NEWS)
    assert not page.locator(".vision").is_visible()
    assert page.locator(".vision-settings").count() == 0
    page.get_by_role("link", name="Версия для слабовидящих").click()
    page.locator(".vision .vision-settings").wait_for()
    assert size_of(page) == "24px"
    assert page.evaluate("document.activeElement.className") == "vision__summary"
    expect_said(page, re.compile("^Включена версия для слабовидящих"))
    assert page.url == site_url + NEWS


def test_choices_are_seen_said_and_kept(page, site_url):
    """A choice shows at once, is announced in words, and holds on the next page, panel closed."""
    open_panel(page, site_url + NEWS)
    page.get_by_label("200 %").check()
    assert size_of(page) == "32px"
    expect_said(page, "Размер текста: 200 %")
    page.get_by_label("белым по чёрному").check()
    assert colours_of(page) == SCHEMES["white"]
    page.goto(site_url + "/documents/")
    assert (size_of(page), colours_of(page)) == ("32px", SCHEMES["white"])
    assert page.locator(".vision").get_attribute("open") is None
    page.locator(".vision__summary").click()
    page.locator(".vision .vision-settings").wait_for()
    assert page.get_by_label("200 %").is_checked()
    assert page.get_by_label("белым по чёрному").is_checked()


def test_the_ordinary_version_is_one_click_away(page, site_url):
    """«Обычная версия» takes everything back and remembers the choices for the next time."""
    open_panel(page, site_url + NEWS)
    page.get_by_label("250 %").check()
    page.get_by_role("link", name="Обычная версия").click()
    assert size_of(page) == "16px"
    assert not page.locator(".vision").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Версия для слабовидящих"
    page.reload()
    assert size_of(page) == "16px"
    page.get_by_role("link", name="Версия для слабовидящих").click()
    assert size_of(page) == "40px"


def test_presets_and_reset(page, site_url):
    """A preset sets several things at once; the reset takes them back to the beginning."""
    open_panel(page, site_url + NEWS)
    page.get_by_role("button", name="Слабое зрение").click()
    assert (size_of(page), colours_of(page)) == ("32px", SCHEMES["black"])
    page.get_by_role("button", name="Дислексия").click()
    assert (size_of(page), colours_of(page)) == ("20px", SCHEMES["brown"])
    assert "Andika" in page.evaluate("getComputedStyle(document.body).fontFamily")
    assert page.get_by_label("с непохожими буквами").is_checked()
    page.get_by_role("button", name="Сбросить настройки").click()
    assert size_of(page) == "24px"
    assert "Andika" not in page.evaluate("getComputedStyle(document.body).fontFamily")
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == "on;size=150"


def test_blocked_storage_does_not_end_the_mode(page, site_url):
    """Where nothing can be stored the choices hold for the visit, from page to page."""
    page.add_init_script(BLOCKED)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_panel(page, site_url + NEWS)
    page.get_by_label("чёрным по белому").check()
    page.locator(".menu__link", has_text="Документы").click()
    page.wait_for_url("**/documents/")
    assert (size_of(page), colours_of(page)) == ("24px", SCHEMES["black"])
    page.get_by_role("link", name="Обычная версия").click()
    page.reload()
    assert size_of(page) == "16px"
    assert errors == []


def test_another_tab_follows(new_page, site_url):
    """What is chosen in one tab holds in the others at once."""
    one = new_page()
    one.goto(site_url + NEWS)
    other = one.context.new_page()
    open_panel(other, site_url + "/documents/")
    other.get_by_label("300 %").check()
    expect(one.locator("html")).to_have_css("font-size", "48px")
    expect(one.get_by_role("link", name="Обычная версия")).to_be_visible()


def test_the_keyboard_is_enough(page, site_url):
    """Enter on the link, Tab into the settings, arrows through a group, Esc out of them."""
    page.goto(site_url + NEWS)
    page.get_by_role("link", name="Версия для слабовидящих").press("Enter")
    page.locator(".vision .vision-settings").wait_for()
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "size"
    page.keyboard.press("ArrowRight")
    assert size_of(page) == "28px"
    box = page.evaluate(
        "parseFloat(getComputedStyle(document.activeElement.closest('label')).outlineWidth)"
    )
    assert box >= 3
    page.keyboard.press("Escape")
    assert page.locator(".vision").get_attribute("open") is None
    assert page.evaluate("document.activeElement.className") == "vision__summary"


def test_targets_of_the_panel_are_large(page, site_url):
    """Everything to press in the panel is at least 44 pixels high and wide."""
    open_panel(page, site_url + NEWS)
    page.get_by_label("100 %").check()
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(
             ".vision__summary, .vision-settings label, .vision-settings button")]
           .filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect())
           .filter((box) => box.height < 44 || box.width < 44).length"""
    )
    assert boxes == 0


def test_without_script_the_link_leads_to_words(new_page, site_url):
    """The page says how to do the same with the browser; no dead control is shown."""
    page = new_page(java_script_enabled=False)
    page.goto(site_url + NEWS)
    assert not page.get_by_role("link", name="Обычная версия").is_visible()
    page.get_by_role("link", name="Версия для слабовидящих").click()
    assert page.url.endswith("/low-vision/")
    assert "отключены сценарии" in page.locator("main").inner_text()
    assert "Ctrl" in page.locator("main").inner_text()
    assert not page.locator(".vision-settings").is_visible()
    assert not page.locator(".vision").is_visible()


def test_the_page_of_the_mode_holds_the_settings(page, site_url):
    """With script the same page shows the form in its middle, and no second one in the header."""
    page.goto(site_url + "/low-vision/")
    assert page.locator("main .vision-settings").is_visible()
    assert not page.locator(".vision").is_visible()
    page.get_by_label("175 %").check()
    assert size_of(page) == "28px"
    assert page.get_by_role("link", name="Обычная версия").is_visible()


def test_a_form_that_does_not_come_leads_to_its_page(page, site_url):
    """When the settings cannot be fetched, the link does what it does without script."""
    page.goto(site_url + NEWS)
    page.route("**/low-vision/", lambda route: (
        route.abort() if route.request.resource_type == "fetch" else route.continue_()
    ))  # fmt: skip
    page.get_by_role("link", name="Версия для слабовидящих").click()
    page.wait_for_url("**/low-vision/")
