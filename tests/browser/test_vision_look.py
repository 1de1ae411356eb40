"""What the low-vision mode does to a page: first frame, schemes, pictures, print, the system."""

import re

import pytest

from built_site import addresses_of
from tests.browser.accessibility.look import AXE_RULES
from tests.browser.vision import NEWS, SCHEMES, colours_of, open_panel, remember, sideways, size_of
from tests.browser.waiting import wait_until


def test_the_first_frame_is_already_in_the_chosen_colours(new_page, site_url):
    """While the module scripts are held back, the page is already large, and white on black."""
    page = new_page(viewport={"width": 800, "height": 600})
    remember(page, "on;size=200;scheme=white")
    page.route(re.compile(r"/theme/(main|vision)\.\w+\.js"), lambda _route: None)
    page.goto(site_url + NEWS, wait_until="commit")
    page.locator("h1").wait_for()
    # A heading is there before the styles are; a reader sees it with the first painting.
    wait_until(page, "() => performance.getEntriesByType('paint').length > 0")
    assert size_of(page) == "32px"
    assert colours_of(page) == SCHEMES["white"]
    assert page.locator(".vision__summary").is_visible()
    assert not page.get_by_role("link", name="Версия для слабовидящих").is_visible()


def test_no_frame_shows_the_ordinary_page(new_page, site_url):
    """In no picture taken while a slow page arrives is there a bright one before the dark one."""
    page = new_page(viewport={"width": 400, "height": 300}, color_scheme="light")
    remember(page, "on;scheme=white")
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


def test_every_scheme_paints_the_page(page, site_url):
    """Each scheme has its two colours on the page, and its sample in the panel shows them."""
    open_panel(page, site_url + NEWS)
    for name, colours in SCHEMES.items():
        option = page.locator(f".vision-option--{name}")
        option.locator("input").check()
        assert colours_of(page) == colours
        assert option.evaluate("e => getComputedStyle(e).backgroundColor") == colours[0]


def test_bands_reach_the_edges_of_the_window(new_page, site_url):
    """The text is narrow and in the middle; the ground and the lines of the frame are not cut."""
    page = new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
    remember(page, "on;size=100")
    page.goto(site_url + NEWS, wait_until="networkidle")  # the warning has come
    box = page.locator("body").bounding_box()
    assert 900 < box["width"] < 1000
    for part in (".utility", ".footer"):
        page.locator(part).scroll_into_view_if_needed()
        top = page.locator(part).bounding_box()["y"] + 8
        edge, ground, below = (
            _pixel(page, x, y) for x, y in ((4, top), (box["x"] + 4, top), (4, 400))
        )
        assert edge == ground
        assert part == ".footer" or edge != below
    assert sideways(page) == 0


def _pixel(page, x, y):
    """The colour of one point of the window."""
    import io

    from PIL import Image

    data = page.screenshot(clip={"x": x, "y": y, "width": 1, "height": 1})
    return Image.open(io.BytesIO(data)).convert("RGB").getpixel((0, 0))


def test_descriptions_stand_in_place_of_pictures(page, site_url):
    """Pictures go, their descriptions come in their place, and go again with the next choice."""
    remember(page, "on;pictures=off")
    asked = []
    page.on("request", lambda request: asked.append(request.resource_type))
    page.goto(site_url + NEWS)
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
    open_panel(page, site_url + NEWS)
    assert not [url for url in asked if "andika" in url]
    page.get_by_label("с непохожими буквами").check()
    page.evaluate("document.fonts.ready")
    assert [url for url in asked if "andika-cyrillic" in url]


def test_paper_has_the_chosen_size_and_no_scheme(page, site_url):
    """Printed text is as much larger as chosen, black on white, without the panel."""
    remember(page, "on;size=200;scheme=green")
    page.goto(site_url + NEWS)
    page.emulate_media(media="print")
    size = "parseFloat(getComputedStyle(document.querySelector('.text p')).fontSize)"
    assert page.evaluate(size) == pytest.approx(22 * 96 / 72, abs=0.5)
    assert colours_of(page) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    assert not page.locator(".vision").is_visible()


LOOK = """() => {
  const style = getComputedStyle(document.querySelector("h1"));
  const quiet = getComputedStyle(document.querySelector(".breadcrumbs"));
  return {
    ground: getComputedStyle(document.documentElement).backgroundColor,
    ink: style.color,
    muted: quiet.color,
    moving: [...document.querySelectorAll("*")].map((e) => getComputedStyle(e))
      .filter((e) => parseFloat(e.transitionDuration) > 0 || e.animationName !== "none").length,
  };
}"""


@pytest.mark.parametrize(
    ("media", "changed"),
    [
        ({"forced_colors": "active", "color_scheme": "dark"}, {"ground", "ink", "muted"}),
        ({"reduced_motion": "reduce"}, set()),
        ({"contrast": "more"}, {"muted"}),
        ({"color_scheme": "dark"}, {"ground", "ink", "muted"}),
    ],
    ids=["own colours", "less motion", "more contrast", "dark"],
)
def test_wishes_of_the_system_need_no_panel(new_page, site_url, media, changed):
    """The system's own settings hold on the page; the mode does not come on by itself."""
    usual = new_page(color_scheme="light")
    usual.goto(site_url + NEWS)
    page = new_page(**({"color_scheme": "light"} | media))
    page.goto(site_url + NEWS)
    before, after = usual.evaluate(LOOK), page.evaluate(LOOK)
    assert {name for name in before if before[name] != after[name]} == changed
    assert after["moving"] == 0
    if media.get("contrast") == "more":
        assert after["muted"] == after["ink"]
    assert page.evaluate("document.documentElement.dataset.vision") is None
    open_panel(page, site_url + NEWS)
    unseen = page.evaluate(
        """() => [...document.querySelectorAll(".vision-settings label")].filter((e) => {
          const style = getComputedStyle(e);
          return style.color === style.backgroundColor || parseFloat(style.borderTopWidth) < 1;
        }).length"""
    )
    assert unseen == 0


def test_nothing_is_cut_or_scrolled_sideways(new_page, demo_site, site_url):
    """Every kind of page, 320 pixels wide, at 300 % and with the widest spaces."""
    found = {}
    for saved in (
        "on;size=300",
        "on;size=200;type=legible;letters=wider;words=wider;lines=wider",
    ):
        page = new_page(viewport={"width": 320, "height": 800})
        remember(page, saved)
        for address in addresses_of(demo_site):
            page.goto(site_url + address, wait_until="load")
            page.evaluate("document.fonts.ready")
            if (more := sideways(page)) > 0:
                found[saved, address] = more
    assert found == {}


@pytest.mark.node
def test_every_scheme_passes_axe_with_the_panel_open(new_page, site_url, repo):
    """No violation in any scheme, contrast included; the rules that colours cannot break are asked
    once.
    """
    page = new_page(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    remember(page, "on;size=125")
    page.goto(site_url + NEWS)
    page.locator(".vision__summary").click()
    page.locator(".vision .vision-settings").wait_for()
    page.evaluate((repo / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = _violations(page, {"rules": AXE_RULES})
    colours = {"runOnly": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]}
    for scheme, shown in SCHEMES.items():
        page.evaluate("text => vestnikVision.apply(text)", f"on;size=125;scheme={scheme}")
        assert colours_of(page) == shown
        found += [f"{scheme}: {one}" for one in _violations(page, colours)]
    assert found == []


def _violations(page, options):
    """What axe says of the whole page."""
    asked = options | {"resultTypes": ["violations"]}
    result = page.evaluate("options => axe.run(document, options)", asked)
    return [
        f"{one['id']}: {node['html'][:150]}"
        for one in result["violations"]
        for node in one["nodes"]
    ]
