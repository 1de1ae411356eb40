"""Pictures for the gallery, painted on the spot: the theme's tests bring no photographs."""

import math
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1600, 1067)
WIDTHS = (480, 800)


def _sky(top: str, bottom: str, size: tuple[int, int] = SIZE) -> Image.Image:
    mask = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)


def _hills(picture: Image.Image, base: int, height: int, colour: str, phase: float) -> None:
    width, bottom = picture.size
    line = [
        (x, base - height * (math.sin(x / 290 + phase) + 0.5 * math.sin(x / 130 + 2 * phase)) / 1.5)
        for x in range(0, width + 1, 8)
    ]
    ImageDraw.Draw(picture).polygon([(0, bottom), *line, (width, bottom)], fill=colour)


def _bridge() -> Image.Image:
    picture = _sky("#2d4a78", "#f2a65e")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((1060, 480, 1200, 620), fill="#ffe3a6")
    _hills(picture, 660, 60, "#4c4a63", 0.4)
    draw.rectangle((0, 720, *SIZE), fill="#56628a")
    for y in range(735, 1067, 18):
        draw.line((1130 - (y - 700) // 2, y, 1130 + (y - 700) // 2, y), fill="#e0a878", width=5)
    draw.rectangle((0, 690, 1600, 712), fill="#1d2536")
    for x in (360, 1240):
        draw.rectangle((x - 12, 330, x + 12, 820), fill="#1d2536")
    for x in range(0, 1601, 40):
        sag = min(abs(x - 360), abs(x - 1240))
        top = 340 + (sag / 440) ** 2 * 330 if 360 < x < 1240 else 340 + sag * 0.9
        draw.line((x, min(top, 690), x, 690), fill="#1d2536", width=3)
    arc = [(x, 340 + (min(x - 360, 1240 - x) / 440) ** 2 * 330) for x in range(360, 1241, 8)]
    draw.line(arc, fill="#1d2536", width=8)
    draw.line([(0, 664), (360, 340)], fill="#1d2536", width=8)
    draw.line([(1240, 340), (1600, 664)], fill="#1d2536", width=8)
    return picture


def _park() -> Image.Image:
    picture = _sky("#9cc4e4", "#eef4e2")
    _hills(picture, 620, 40, "#9bb58a", 1.1)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 680, *SIZE), fill="#7fa25f")
    draw.polygon([(760, 640), (840, 640), (1300, 1067), (300, 1067)], fill="#d9cbb2")
    for step in range(6):
        scale = 0.35 + step * 0.22
        for side in (-1, 1):
            x = 800 + side * (110 + step * 120)
            y = 650 + step * 62
            draw.rectangle((x - 8 * scale, y - 120 * scale, x + 8 * scale, y), fill="#5b4632")
            for dx, dy, r in ((0, -210, 95), (-50, -160, 75), (50, -160, 75)):
                box = (dx * scale + x - r * scale, dy * scale + y - r * scale)
                end = (dx * scale + x + r * scale, dy * scale + y + r * scale)
                draw.ellipse((*box, *end), fill=("#c98a2e", "#b5762a", "#8aa04b")[(step + dx) % 3])
    return picture


def _school() -> Image.Image:
    picture = _sky("#7fb2dc", "#e8f2f8")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 800, *SIZE), fill="#a9b39c")
    draw.rectangle((180, 320, 1420, 820), fill="#e9d9bd")
    draw.rectangle((180, 300, 1420, 330), fill="#9c4f3d")
    for row in range(3):
        for column in range(12):
            x, y = 220 + column * 100, 370 + row * 140
            draw.rectangle((x, y, x + 60, y + 90), fill="#4d6f8f")
            draw.line((x + 30, y, x + 30, y + 90), fill="#e9d9bd", width=4)
    draw.rectangle((700, 620, 900, 820), fill="#7a3d30")
    draw.polygon([(660, 620), (940, 620), (800, 550)], fill="#9c4f3d")
    for index, x in enumerate(range(420, 1260, 90)):
        colour = ("#0b4f9e", "#98191f", "#f0c14b", "#0a5a33")[index % 4]
        draw.ellipse((x, 830, x + 34, 864), fill="#d9a77f")
        draw.rounded_rectangle((x - 8, 864, x + 42, 960), 12, fill=colour)
    return picture


def _river() -> Image.Image:
    picture = _sky("#5f93c6", "#f5efe0")
    _hills(picture, 560, 90, "#6d8a78", 0.2)
    _hills(picture, 640, 60, "#4f7357", 2.2)
    draw = ImageDraw.Draw(picture)
    draw.polygon(
        [(700, 640), (900, 640), (1000, 760), (760, 860), (1500, 1067), (100, 1067), (620, 820)],
        fill="#a9cbe6",
    )
    return picture


def _poster() -> Image.Image:
    picture = _sky("#16202b", "#0b4f9e", (600, 900))
    draw = ImageDraw.Draw(picture)
    for x in range(5):
        draw.ellipse(
            (60 + x * 90, 300 - x * 20, 180 + x * 90, 420 - x * 20), outline="#f0c14b", width=10
        )
    draw.rectangle((60, 620, 540, 640), fill="#f4f7fa")
    draw.rectangle((60, 670, 420, 690), fill="#f4f7fa")
    draw.rectangle((60, 720, 300, 740), fill="#f0c14b")
    return picture


def _sheet() -> Image.Image:
    picture = Image.new("RGB", (320, 452), "#ffffff")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((146, 30, 174, 58), fill="#8795a3")
    for y, left, right in ((74, 90, 230), (90, 120, 200), (116, 40, 110), (116, 230, 280)):
        draw.rectangle((left, y, right, y + 5), fill="#5c6b7a")
    for row in range(20):
        end = 280 if row % 5 != 4 else 180
        draw.rectangle((40, 150 + row * 13, end, 153 + row * 13), fill="#b4bec8")
    draw.rectangle((40, 425, 130, 429), fill="#5c6b7a")
    draw.rectangle((220, 425, 280, 429), fill="#5c6b7a")
    return picture


PAINTERS: dict[str, Callable[[], Image.Image]] = {
    "most": _bridge,
    "park": _park,
    "shkola": _school,
    "reka": _river,
    "afisha": _poster,
}


def paint(folder: Path) -> None:
    """Write all pictures, in the names that the examples use."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, painter in PAINTERS.items():
        picture = painter().filter(ImageFilter.GaussianBlur(0.8))
        for width in WIDTHS:
            small = picture.resize((width, round(picture.height * width / picture.width)))
            small.save(folder / f"{name}-{width}.jpg", quality=82)
            small.save(folder / f"{name}-{width}.webp", quality=78)
    _sheet().save(folder / "stranitsa.jpg", quality=85)
