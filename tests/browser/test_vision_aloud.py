"""Reading aloud in the low-vision mode, with a voice of our own."""

from tests.browser.vision import NEWS, expect_said, open_panel

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


def test_reading_aloud_needs_a_voice(page, site_url):
    """Without a voice for the language of the page there is no such control."""
    page.add_init_script(VOICES + "window.speechSynthesis.voices = [{ lang: 'en-US' }];")
    open_panel(page, site_url + NEWS)
    assert not page.locator(".vision-aloud").is_visible()
    page.evaluate(
        """speechSynthesis.voices = [{ lang: "ru-RU" }];
           speechSynthesis.dispatchEvent(new Event("voiceschanged"))"""
    )
    assert page.locator(".vision-aloud").is_visible()


def test_reading_goes_through_the_page_and_keeps_its_links(page, site_url):
    """The page is read from its title on; a pause holds, the rate changes, the links stay."""
    page.add_init_script(VOICES)
    open_panel(page, site_url + NEWS)
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


def test_a_list_within_a_list_is_read_in_order(page, site_url):
    """What an item says before its own list is not lost, and nothing is read twice."""
    page.add_init_script(VOICES)
    open_panel(page, site_url + NEWS)
    page.evaluate(
        """document.querySelector("main h1").insertAdjacentHTML("afterend",
             "<ul><li>Первый <b>пункт</b>:<ol><li>подпункт один</li><li>подпункт два</li></ol>")"""
    )
    page.get_by_role("button", name="Прочитать страницу вслух").click()
    for _ in range(4):
        page.evaluate("spoken.at(-1).dispatchEvent(new Event('end'))")
    said = page.evaluate("spoken.map((words) => words.text)")
    assert said[1:4] == ["Первый пункт:", "подпункт один", "подпункт два"]


def test_the_selection_is_read(page, site_url):
    """Only what is selected is read; without a selection one is told to make it."""
    page.add_init_script(VOICES)
    open_panel(page, site_url + NEWS)
    page.get_by_role("button", name="Прочитать выделенное").click()
    expect_said(page, "Сначала выделите текст на странице.")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    page.wait_for_timeout(50)
    page.get_by_role("button", name="Прочитать выделенное").click()
    assert page.evaluate("spoken.map((words) => words.text).join(' ')") == page.locator(
        "h1"
    ).inner_text().replace("\xa0", " ")
