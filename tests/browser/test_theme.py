"""The theme in a real browser: menu, disclosures, warnings, no script, print.

What every page must stand in every state is in `accessibility/`.
"""

import re

import pytest

from tests.theme.samples import samples

PAGES = [sample.page.url for sample in samples() if sample.template != "redirect.html"]


def _wide(page):
    """Elements that stick out of the window, where the page can be scrolled sideways."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > width + 0.5)
            .filter((e) => !e.closest(".table-scroll"))
            .map((e) => e.outerHTML.slice(0, 120));
        }"""
    )


def test_large_text_falls_back_to_one_column(new_page, gallery):
    """At 300 % of the text size the columns of a wide screen stand below each other."""
    page = new_page(viewport={"width": 1280, "height": 800})
    page.goto(gallery.base + "/news/")
    beside = "() => document.querySelector('.layout__side').getBoundingClientRect().left"
    assert page.evaluate(beside) > 600
    page.evaluate("document.documentElement.style.fontSize = '300%'")
    assert page.evaluate(beside) < 100
    assert _wide(page) == []


def test_the_skip_link_leads_to_the_content(new_page, gallery):
    """The first Tab shows the link, Enter takes the focus past the menu."""
    page = new_page(viewport={"width": 1280, "height": 800})
    page.goto(gallery.base + "/news/")
    link = page.locator(".skip-link")
    assert link.bounding_box()["y"] < 0
    page.keyboard.press("Tab")
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("script", [True, False])
def test_the_menu_opens_without_script(new_page, gallery, script):
    """On a phone the menu is a disclosure, with or without script."""
    page = new_page(viewport={"width": 320, "height": 800}, java_script_enabled=script)
    page.goto(gallery.base + "/news/")
    entry = page.locator(".menu__link", has_text="Документы")
    assert not entry.is_visible()
    page.locator(".menu__summary").click()
    assert entry.is_visible()
    assert entry.bounding_box()["height"] >= 44


def test_the_menu_lies_open_on_a_wide_screen(new_page, gallery):
    """On a desk there is nothing to open."""
    page = new_page(viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    page.goto(gallery.base + "/news/")
    assert page.locator(".menu__link", has_text="Документы").is_visible()
    assert not page.locator(".menu__summary").is_visible()
    assert page.locator(".filters__list").first.is_visible()


def test_escape_closes_a_disclosure_and_gives_the_focus_back(new_page, gallery):
    """Esc anywhere in the open list closes it; so does turning elsewhere."""
    page = new_page(viewport={"width": 1280, "height": 800})
    page.goto(gallery.base + "/", wait_until="networkidle")
    region = page.locator(".region")
    page.locator(".region__summary").press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "region__link"
    page.keyboard.press("Escape")
    assert region.get_attribute("open") is None
    assert page.evaluate("document.activeElement.className") == "region__summary"
    page.locator(".region__summary").press("Enter")
    page.locator("h2").first.click()
    assert region.get_attribute("open") is None


def test_the_list_of_regions_stays_in_the_window(new_page, gallery):
    """At every width the open list is fully visible."""
    page = new_page(java_script_enabled=True)
    for width in (320, 480, 620, 700, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(gallery.base + "/")
        page.locator(".region__summary").click()
        box = page.locator(".region__panel").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_a_warning_comes_to_every_page(page, gallery):
    """One request brings the warnings; they stand in a live region, above the content."""
    asked = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(gallery.base)))
    page.goto(gallery.base + "/documents/", wait_until="networkidle")
    slot = page.locator("[role=status] .alert")
    assert "Штормовое предупреждение" in slot.inner_text()
    assert asked.count("/alert/fragment.html") == 1


def test_a_warning_that_is_over_is_left_out(page, gallery):
    """A page built before the end of a storm does not warn after it."""
    old = (
        '<section class="alert"><ul><li data-until="2001-01-01T00:00+03:00">Старое</li>'
        "<li>Вечное</li></ul><script>document.title = 'взлом'</script></section>"
    )
    page.route("**/alert/fragment.html", lambda route: route.fulfill(body=old))
    page.goto(gallery.base + "/documents/", wait_until="networkidle")
    assert page.locator(".alert-slot").inner_text() == "Вечное"
    assert page.title() != "взлом"


def test_a_warning_has_its_place_before_it_comes(page, gallery):
    """Nobody's line jumps away when a warning comes: pages after the first have kept its place, and
    give it back where none comes: it is over, the page shows it itself, the network fails.
    """
    top = "document.querySelector('main').getBoundingClientRect().top"
    held = []

    def hold(route):
        held.append(route)

    page.goto(gallery.base + "/documents/", wait_until="networkidle")
    page.route("**/alert/fragment.html", hold)
    page.goto(gallery.base + "/news/2026/11/17/most/", wait_until="load")
    before = page.evaluate(top)
    held.pop().continue_()
    page.locator(".alert-slot .alert").wait_for()
    assert page.evaluate(top) == pytest.approx(before, abs=1)
    page.goto(gallery.base + "/documents/", wait_until="load")
    held.pop().fulfill(body="")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(top) < before - 20
    page.unroute("**/alert/fragment.html")
    page.goto(gallery.base + "/documents/", wait_until="networkidle")
    height = "document.querySelector('.alert-slot').offsetHeight"
    assert page.evaluate(height) > 20
    page.goto(gallery.base + "/alert/", wait_until="networkidle")
    assert page.evaluate(height) == 0
    page.route("**/alert/fragment.html", lambda route: route.abort())
    page.goto(gallery.base + "/documents/", wait_until="networkidle")
    assert page.evaluate(height) == 0


@pytest.mark.parametrize("answer", [{"status": 500}, {"status": 200, "body": ""}, None])
def test_a_page_lives_without_warnings(page, gallery, answer):
    """Nothing breaks when the fragment is empty, fails or cannot be reached."""
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route(
        "**/alert/fragment.html",
        lambda route: route.fulfill(**answer) if answer else route.abort(),
    )
    page.goto(gallery.base + "/news/2026/11/17/most/", wait_until="networkidle")
    assert errors == []
    assert page.locator(".alert-slot").inner_text() == ""
    assert page.locator(".share__print").is_visible()


def test_without_script_there_is_a_link_to_warnings(new_page, gallery):
    """Readers without script are led to the page of warnings, and see no dead button."""
    page = new_page(java_script_enabled=False)
    page.goto(gallery.base + "/news/2026/11/17/most/")
    assert page.locator("noscript a, a[href='/alert/']").first.is_visible()
    assert not page.locator(".share__print").is_visible()


def test_the_page_for_missing_addresses_names_what_is_near(page, gallery):
    """The script finds the folders above the address and names those that exist."""
    page.goto(gallery.base + "/news/2026/11/31/net-takogo/", wait_until="networkidle")
    near = page.locator(".not-found a")
    assert [link.get_attribute("href") for link in near.all()] == ["/news/2026/", "/news/"]
    assert near.last.inner_text() == "Новости"


def test_no_page_breaks_its_policy(new_page, gallery):
    """Under the strictest policy nothing is blocked or fails, and nothing comes from elsewhere."""
    page = new_page(viewport={"width": 1280, "height": 800})
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for address in PAGES:
        page.goto(gallery.base + address)
        page.locator(".alert, .title").first.wait_for()
    assert said == []
    assert [url for url in asked if not url.startswith(gallery.base)] == []


def test_only_the_needed_fonts_are_loaded(page, gallery):
    """A Russian page loads Cyrillic and Latin and no other subset, each once."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(gallery.base + "/gorod/grazhdane/", wait_until="networkidle")
    # A slow machine may not have laid the page out yet, and asks for nothing until then.
    page.evaluate("document.body.offsetHeight && document.fonts.ready.then(() => true)")
    fonts = sorted(re.search(r"golos-text-([\w-]+)\.", url)[1] for url in asked if "woff2" in url)
    assert fonts == ["cyrillic", "latin"]


def test_forced_colours_lose_nothing(new_page, gallery):
    """With the reader's own colours the current page, buttons and the focus can still be told."""
    page = new_page(forced_colors="active", viewport={"width": 1280, "height": 800})
    page.goto(gallery.base + "/news/2026/11/2/")
    current = page.locator(".pager__page[aria-current]")
    other = page.locator(".pager__page:not([aria-current])").first
    width = "e => getComputedStyle(e).borderTopWidth + getComputedStyle(e).outlineStyle"
    assert current.evaluate(width) != other.evaluate(width)
    page.keyboard.press("Tab")
    focus = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert focus == "solid"


def test_paper_has_no_menus(new_page, gallery):
    """Printing drops what is there to click, and adds the name of the body and the address."""
    page = new_page(viewport={"width": 1280, "height": 800}, color_scheme="dark")
    page.goto(gallery.base + "/documents/uo/prikaz/2023/375/", wait_until="networkidle")
    page.emulate_media(media="print")
    for gone in (".header", ".footer", ".breadcrumbs", ".share", ".button", ".layout__side"):
        assert not page.locator(gone).first.is_visible(), gone
    head = page.locator(".print-head")
    assert "https://svetlorechye.example/documents/uo/prikaz/2023/375/" in head.inner_text()
    assert page.locator(".act-name__issuer").is_visible()
    ink = page.locator("body").evaluate("e => getComputedStyle(e).color")
    paper = page.locator("html").evaluate("e => getComputedStyle(e).backgroundColor")
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
