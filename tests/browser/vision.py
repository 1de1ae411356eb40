"""What the tests of the low-vision mode share: a visitor who has chosen, and what he sees."""

from playwright.sync_api import expect

KEY = "vestnik-vision"
NEWS = "/news/2026/11/18/avtobus-7/"
SCHEMES = {
    "black": ("rgb(255, 255, 255)", "rgb(0, 0, 0)"),
    "white": ("rgb(0, 0, 0)", "rgb(255, 255, 255)"),
    "blue": ("rgb(169, 214, 255)", "rgb(4, 42, 82)"),
    "brown": ("rgb(246, 236, 210)", "rgb(58, 36, 22)"),
    "green": ("rgb(43, 26, 16)", "rgb(180, 240, 106)"),
}


def remember(page, saved):
    """The visitor has been here and chose that."""
    page.add_init_script(f"localStorage.setItem('{KEY}', '{saved}')")


def size_of(page):
    """The size of the text, as the browser says it."""
    return page.evaluate("getComputedStyle(document.documentElement).fontSize")


def colours_of(page):
    """Ground and ink of the page."""
    return tuple(
        page.evaluate(
            """() => [getComputedStyle(document.documentElement).backgroundColor,
                      getComputedStyle(document.body).color]"""
        )
    )


def open_panel(page, address):
    """Go to a page and turn the mode on by its link."""
    page.goto(address)
    page.get_by_role("link", name="Версия для слабовидящих").click()
    page.locator(".vision .vision-settings").wait_for()


def expect_said(page, words):
    """Wait until the panel has said it."""
    expect(page.locator("#v_vision-said")).to_have_text(words)


def sideways(page):
    """Pixels by which the page is wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
