import io

import pytest
from PIL import Image, ImageChops

from vestnik.attachments.cards import draw_card

NAME = "Администрация городского округа Светлоречье"


@pytest.fixture
def card(repo):
    """Draws a card with the theme's fonts; returns its image."""
    folder = repo / "theme" / "static" / "fonts"
    scripts = ("cyrillic", "latin", "cyrillic-ext", "latin-ext")
    fonts = [folder / f"golos-text-{script}.woff2" for script in scripts]

    def card(title, name=NAME, accent="#0b4f9e"):
        data = draw_card(name=name, title=title, accent=accent, fonts=fonts)
        assert draw_card(name=name, title=title, accent=accent, fonts=fonts) == data
        return Image.open(io.BytesIO(data)).convert("RGB")

    return card


def drawn_box(image):
    """The smallest box around everything that is not background."""
    background = Image.new("RGB", image.size, image.getpixel((0, 0)))
    return ImageChops.difference(image, background).getbbox()


@pytest.mark.slow
@pytest.mark.parametrize(
    "title",
    [
        "Образование",
        "Жилищно-коммунальное хозяйство и благоустройство № 3",
        "Очень длинное название " * 20,
        "Б" * 300,
        "",
    ],
    ids=["short", "long words", "too long", "one endless word", "none"],
)
def test_a_card_has_its_size_and_all_stands_within_its_margins(card, title):
    """However long the title."""
    image = card(title)
    assert image.size == (1200, 630)
    left, top, right, bottom = drawn_box(image)
    assert left >= 78
    assert top >= 78
    assert right <= 1124
    assert bottom <= 556


@pytest.mark.parametrize(
    ("accent", "dark_text"), [("#0b4f9e", False), ("#ffcc00", True), ("#ffffff", True)]
)
def test_text_stands_out_from_the_accent_colour(card, accent, dark_text):
    """White on dark colours, ink on light ones."""
    colours = {colour for _, colour in card("Образование", accent=accent).getcolors(100_000)}
    assert ((22, 32, 43) in colours) is dark_text


@pytest.mark.slow
def test_letters_come_from_the_font_that_has_them(card):
    """Cyrillic and Latin stand in different files; neither is drawn as an empty box."""
    mixed = {card(title).tobytes() for title in ("Ж", "Q", "Ю", "W", "7", "№")}
    assert len(mixed) == 6
