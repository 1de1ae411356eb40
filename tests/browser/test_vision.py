"""The low-vision mode in a real browser: first frame, memory, panel, keyboard, print, voices."""

import re

import pytest
from playwright.sync_api import expect

from built_site import addresses_of
from tests.browser.accessibility.look import AXE_RULES
from tests.browser.waiting import wait_until

KEY = "vestnik-vision"
NEWS = "/news/2026/11/18/avtobus-7/"
SCHEMES = {
    "black": ("rgb(255, 255, 255)", "rgb(0, 0, 0)"),
    "white": ("rgb(0, 0, 0)", "rgb(255, 255, 255)"),
    "blue": ("rgb(169, 214, 255)", "rgb(4, 42, 82)"),
    "brown": ("rgb(246, 236, 210)", "rgb(58, 36, 22)"),
    "green": ("rgb(43, 26, 16)", "rgb(180, 240, 106)"),
}
BLOCKED = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("", "SecurityError"); } });
}"""
VOICES = """
  window.spoken = [];
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
  };
  const speech = new EventTarget();
  Object.assign(speech, {
    voices: [{ lang: "ru-RU", name: "Milena" }],
    getVoices() { return this.voices; },
    speak(words) { window.spoken.push(words); },
    cancel() {},
  });
  Object.defineProperty(window, "speechSynthesis", { value: speech });
"""


def _remember(page, saved):
    """The visitor has been here and chose that."""
    page.add_init_script(f"localStorage.setItem('{KEY}', '{saved}')")


def _size(page):
    return page.evaluate("getComputedStyle(document.documentElement).fontSize")


def _colours(page):
    return tuple(
        page.evaluate(
            """() => [getComputedStyle(document.documentElement).backgroundColor,
                      getComputedStyle(document.body).color]"""
        )
    )


def _open(page, address):
    page.goto(address, wait_until="networkidle")
    page.get_by_role("link", name="Версия для слабовидящих").click()
    page.locator(".vision .vision-settings").wait_for()


def _expect_said(page, words):
    expect(page.locator("#v_vision-said")).to_have_text(words)


def _wide(page):
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def test_the_first_frame_is_already_in_the_chosen_colours(new_page, site_url):
    """While the module scripts are held back, the page is already large, and white on black."""
    page = new_page(viewport={"width": 800, "height": 600})
    _remember(page, "on;size=200;scheme=white")
    page.route(re.compile(r"/theme/(main|vision)\.\w+\.js"), lambda _route: None)
    page.goto(site_url + NEWS, wait_until="commit")
    page.locator("h1").wait_for()
    # A heading is there before the styles are; a reader sees it with the first painting.
    wait_until(page, "() => performance.getEntriesByType('paint').length > 0")
    assert _size(page) == "32px"
    assert _colours(page) == SCHEMES["white"]
    assert page.locator(".vision__summary").is_visible()
    assert not page.get_by_role("link", name="Версия для слабовидящих").is_visible()


def test_no_frame_shows_the_ordinary_page(new_page, site_url):
    """In no picture taken while a slow page arrives is there a bright one before the dark one."""
    page = new_page(viewport={"width": 400, "height": 300}, color_scheme="light")
    _remember(page, "on;scheme=white")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 40, "downloadThroughput": 40_000, "uploadThroughput": 40_000},
    )
    frames = []

    def keep(event):
        frames.append(event["data"])
        session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    page.goto(site_url + NEWS, wait_until="networkidle")
    session.on("Page.screencastFrame", keep)
    session.send("Page.startScreencast", {"format": "png"})
    page.goto(site_url + "/documents/", wait_until="networkidle")
    page.wait_for_timeout(300)
    session.send("Page.stopScreencast")
    assert frames
    assert [light for light in map(_brightness, frames) if light > 100] == []


def _brightness(frame):
    """Mean brightness of a picture, 0 to 255."""
    import base64
    import io

    from PIL import Image

    picture = Image.open(io.BytesIO(base64.b64decode(frame))).convert("L").resize((1, 1))
    return picture.getpixel((0, 0))


def test_the_link_turns_the_mode_on_and_opens_the_settings(page, site_url):
    """One click gives large text, the settings under the focus, and a word about it."""
    page.goto(site_url + NEWS, wait_until="networkidle")
    assert not page.locator(".vision").is_visible()
    assert page.locator(".vision-settings").count() == 0
    page.get_by_role("link", name="Версия для слабовидящих").click()
    page.locator(".vision .vision-settings").wait_for()
    assert _size(page) == "24px"
    assert page.evaluate("document.activeElement.className") == "vision__summary"
    _expect_said(page, re.compile("^Включена версия для слабовидящих"))
    assert page.url == site_url + NEWS


def test_choices_are_seen_said_and_kept(page, site_url):
    """A choice shows at once, is announced in words, and holds on the next page, panel closed."""
    _open(page, site_url + NEWS)
    page.get_by_label("200 %").check()
    assert _size(page) == "32px"
    _expect_said(page, "Размер текста: 200 %")
    page.get_by_label("белым по чёрному").check()
    assert _colours(page) == SCHEMES["white"]
    page.goto(site_url + "/documents/", wait_until="networkidle")
    assert (_size(page), _colours(page)) == ("32px", SCHEMES["white"])
    assert page.locator(".vision").get_attribute("open") is None
    page.locator(".vision__summary").click()
    page.locator(".vision .vision-settings").wait_for()
    assert page.get_by_label("200 %").is_checked()
    assert page.get_by_label("белым по чёрному").is_checked()


def test_the_ordinary_version_is_one_click_away(page, site_url):
    """«Обычная версия» takes everything back and remembers the choices for the next time."""
    _open(page, site_url + NEWS)
    page.get_by_label("250 %").check()
    page.get_by_role("link", name="Обычная версия").click()
    assert _size(page) == "16px"
    assert not page.locator(".vision").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Версия для слабовидящих"
    page.reload(wait_until="networkidle")
    assert _size(page) == "16px"
    page.get_by_role("link", name="Версия для слабовидящих").click()
    assert _size(page) == "40px"


def test_presets_and_reset(page, site_url):
    """A preset sets several things at once; the reset takes them back to the beginning."""
    _open(page, site_url + NEWS)
    page.get_by_role("button", name="Слабое зрение").click()
    assert (_size(page), _colours(page)) == ("32px", SCHEMES["black"])
    page.get_by_role("button", name="Дислексия").click()
    assert (_size(page), _colours(page)) == ("20px", SCHEMES["brown"])
    assert "Andika" in page.evaluate("getComputedStyle(document.body).fontFamily")
    assert page.get_by_label("с непохожими буквами").is_checked()
    page.get_by_role("button", name="Сбросить настройки").click()
    assert _size(page) == "24px"
    assert "Andika" not in page.evaluate("getComputedStyle(document.body).fontFamily")
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == "on;size=150"


def test_blocked_storage_does_not_end_the_mode(page, site_url):
    """Where nothing can be stored the choices hold for the visit, from page to page."""
    page.add_init_script(BLOCKED)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    _open(page, site_url + NEWS)
    page.get_by_label("чёрным по белому").check()
    page.locator(".menu__link", has_text="Документы").click()
    page.wait_for_load_state("networkidle")
    assert page.url.endswith("/documents/")
    assert (_size(page), _colours(page)) == ("24px", SCHEMES["black"])
    page.get_by_role("link", name="Обычная версия").click()
    page.reload(wait_until="networkidle")
    assert _size(page) == "16px"
    assert errors == []


def test_another_tab_follows(new_page, site_url):
    """What is chosen in one tab holds in the others at once."""
    one = new_page()
    one.goto(site_url + NEWS, wait_until="networkidle")
    other = one.context.new_page()
    _open(other, site_url + "/documents/")
    other.get_by_label("300 %").check()
    expect(one.locator("html")).to_have_css("font-size", "48px")
    expect(one.get_by_role("link", name="Обычная версия")).to_be_visible()


def test_the_keyboard_is_enough(page, site_url):
    """Enter on the link, Tab into the settings, arrows through a group, Esc out of them."""
    page.goto(site_url + NEWS, wait_until="networkidle")
    page.get_by_role("link", name="Версия для слабовидящих").press("Enter")
    page.locator(".vision .vision-settings").wait_for()
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "size"
    page.keyboard.press("ArrowRight")
    assert _size(page) == "28px"
    box = page.evaluate(
        "parseFloat(getComputedStyle(document.activeElement.closest('label')).outlineWidth)"
    )
    assert box >= 3
    page.keyboard.press("Escape")
    assert page.locator(".vision").get_attribute("open") is None
    assert page.evaluate("document.activeElement.className") == "vision__summary"


def test_targets_of_the_panel_are_large(page, site_url):
    """Everything to press in the panel is at least 44 pixels high and wide."""
    _open(page, site_url + NEWS)
    page.get_by_label("100 %").check()
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(
             ".vision__summary, .vision-settings label, .vision-settings button")]
           .filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect())
           .filter((box) => box.height < 44 || box.width < 44).length"""
    )
    assert boxes == 0


def test_every_scheme_paints_the_page(page, site_url):
    """Each scheme has its two colours on the page, and its sample in the panel shows them."""
    _open(page, site_url + NEWS)
    for name, colours in SCHEMES.items():
        option = page.locator(f".vision-option--{name}")
        option.locator("input").check()
        assert _colours(page) == colours
        assert option.evaluate("e => getComputedStyle(e).backgroundColor") == colours[0]


def test_descriptions_stand_in_place_of_pictures(page, site_url):
    """Pictures go, their descriptions come in their place, and go again with the next choice."""
    _remember(page, "on;pictures=off")
    asked = []
    page.on("request", lambda request: asked.append(request.resource_type))
    page.goto(site_url + NEWS, wait_until="networkidle")
    alts = page.evaluate("[...document.querySelectorAll('main img[alt]')].map((e) => e.alt)")
    assert any(alts)
    shown = page.locator("main .picture-words").all_inner_texts()
    assert shown == [alt for alt in alts if alt]
    assert not page.locator("main img").first.is_visible()
    page.locator(".vision__summary").click()
    page.get_by_label("чёрно-белые").check()
    assert page.locator(".picture-words").count() == 0
    assert page.locator("main img").first.is_visible()
    assert "grayscale" in page.locator("main img").first.evaluate("e => getComputedStyle(e).filter")


def test_the_legible_typeface_is_loaded_only_when_chosen(page, site_url):
    """Nobody else pays for it."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    _open(page, site_url + NEWS)
    assert not [url for url in asked if "andika" in url]
    page.get_by_label("с непохожими буквами").check()
    page.evaluate("document.fonts.ready")
    assert [url for url in asked if "andika-cyrillic" in url]


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
    page.goto(site_url + "/low-vision/", wait_until="networkidle")
    assert page.locator("main .vision-settings").is_visible()
    assert not page.locator(".vision").is_visible()
    page.get_by_label("175 %").check()
    assert _size(page) == "28px"
    assert page.get_by_role("link", name="Обычная версия").is_visible()


def test_a_form_that_does_not_come_leads_to_its_page(page, site_url):
    """When the settings cannot be fetched, the link does what it does without script."""
    page.goto(site_url + NEWS, wait_until="networkidle")
    page.route("**/low-vision/", lambda route: (
        route.abort() if route.request.resource_type == "fetch" else route.continue_()
    ))  # fmt: skip
    page.get_by_role("link", name="Версия для слабовидящих").click()
    page.wait_for_url("**/low-vision/")


def test_paper_has_the_chosen_size_and_no_scheme(page, site_url):
    """Printed text is as much larger as chosen, black on white, without the panel."""
    _remember(page, "on;size=200;scheme=green")
    page.goto(site_url + NEWS, wait_until="networkidle")
    page.emulate_media(media="print")
    size = "parseFloat(getComputedStyle(document.querySelector('.text p')).fontSize)"
    assert page.evaluate(size) == pytest.approx(22 * 96 / 72, abs=0.5)
    assert _colours(page) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    assert not page.locator(".vision").is_visible()


@pytest.mark.parametrize(
    ("media", "query"),
    [
        ({"forced_colors": "active"}, "(forced-colors: active)"),
        ({"reduced_motion": "reduce"}, "(prefers-reduced-motion: reduce)"),
        ({"contrast": "more"}, "(prefers-contrast: more)"),
        ({"color_scheme": "dark"}, "(prefers-color-scheme: dark)"),
    ],
)
def test_wishes_of_the_system_need_no_panel(new_page, site_url, media, query):
    """The system's own settings hold on the page; the mode does not come on by itself."""
    page = new_page(**media)
    page.goto(site_url + NEWS, wait_until="networkidle")
    assert page.evaluate(f"matchMedia('{query}').matches")
    assert page.evaluate("document.documentElement.dataset.vision") is None
    _open(page, site_url + NEWS)
    unseen = page.evaluate(
        """() => [...document.querySelectorAll(".vision-settings label")].filter((e) => {
          const style = getComputedStyle(e);
          return style.color === style.backgroundColor || parseFloat(style.borderTopWidth) < 1;
        }).length"""
    )
    assert unseen == 0


def test_reading_aloud_needs_a_voice(page, site_url):
    """Without a voice for the language of the page there is no such control."""
    page.add_init_script(VOICES + "window.speechSynthesis.voices = [{ lang: 'en-US' }];")
    _open(page, site_url + NEWS)
    assert not page.locator(".vision-aloud").is_visible()
    page.evaluate(
        """speechSynthesis.voices = [{ lang: "ru-RU" }];
           speechSynthesis.dispatchEvent(new Event("voiceschanged"))"""
    )
    assert page.locator(".vision-aloud").is_visible()


def test_reading_goes_through_the_page_and_keeps_its_links(page, site_url):
    """The page is read from its title on; a pause holds, the rate changes, the links stay."""
    page.add_init_script(VOICES)
    _open(page, site_url + NEWS)
    links = page.locator("main a").count()
    page.get_by_role("button", name="Прочитать страницу вслух").click()
    title = page.locator("h1").inner_text().replace("\xa0", " ")
    assert page.evaluate("spoken[0].text") == title
    assert page.locator(".is-read").count() == 1
    page.evaluate("spoken[0].dispatchEvent(new Event('end'))")
    assert page.evaluate("spoken.length") == 2
    page.get_by_role("button", name="Пауза").click()
    page.evaluate("spoken[1].dispatchEvent(new Event('end'))")
    assert page.evaluate("spoken.length") == 2
    page.get_by_role("button", name="Читать дальше").click()
    assert page.evaluate("spoken[2].text === spoken[1].text")
    page.get_by_label("быстро").check()
    assert page.evaluate("spoken.at(-1).rate") == 1.4
    page.get_by_role("button", name="Остановить чтение").click()
    assert page.locator(".is-read").count() == 0
    assert page.locator("main a").count() == links


def test_the_selection_is_read(page, site_url):
    """Only what is selected is read; without a selection one is told to make it."""
    page.add_init_script(VOICES)
    _open(page, site_url + NEWS)
    page.get_by_role("button", name="Прочитать выделенное").click()
    _expect_said(page, "Сначала выделите текст на странице.")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    page.wait_for_timeout(50)
    page.get_by_role("button", name="Прочитать выделенное").click()
    assert page.evaluate("spoken.map((words) => words.text).join(' ')") == page.locator(
        "h1"
    ).inner_text().replace("\xa0", " ")


def test_nothing_is_cut_or_scrolled_sideways(new_page, demo_site, site_url):
    """Every kind of page, 320 pixels wide, at 300 % and with the widest spaces."""
    found = {}
    for saved in (
        "on;size=300",
        "on;size=200;type=legible;letters=wider;words=wider;lines=wider",
    ):
        page = new_page(viewport={"width": 320, "height": 800})
        _remember(page, saved)
        for address in addresses_of(demo_site):
            page.goto(site_url + address, wait_until="load")
            page.evaluate("document.fonts.ready")
            if (more := _wide(page)) > 0:
                found[saved, address] = more
    assert found == {}


@pytest.mark.node
def test_every_scheme_passes_axe_with_the_panel_open(new_page, site_url, repo):
    """No violation in any scheme, contrast and size of targets included."""
    axe = (repo / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    found = {}
    for scheme in ("site", *SCHEMES):
        page = new_page(viewport={"width": 1280, "height": 800}, bypass_csp=True)
        _remember(page, f"on;size=125;scheme={scheme}")
        page.goto(site_url + NEWS, wait_until="networkidle")
        page.locator(".vision__summary").click()
        page.locator(".vision .vision-settings").wait_for()
        page.evaluate(axe)
        result = page.evaluate(
            "rules => axe.run(document, { rules, resultTypes: ['violations'] })", AXE_RULES
        )
        if result["violations"]:
            found[scheme] = [
                f"{one['id']}: {node['html'][:150]}"
                for one in result["violations"]
                for node in one["nodes"]
            ]
    assert found == {}
