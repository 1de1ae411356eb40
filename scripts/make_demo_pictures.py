"""Draw the illustrations of the demo portal: `python scripts/make_demo_pictures.py [NAME…]`.

The town is invented, so there are no photographs of it. Every picture is an SVG template in
`scripts/demo/pictures/` (Jinja for the repetition, `_kit.svg` for trees, houses and people), which
Debian's Chromium draws and Pillow saves as a JPEG inside `content/`. The results are committed;
run this only after changing a template.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "scripts" / "demo" / "pictures"
CONTENT = ROOT / "content"
FONTS = ROOT / "theme" / "static" / "fonts"
SIZE = (1600, 1000)
QUALITY = 82

PICTURES = {
    "naberezhnaya": "images",
    "panorama": "images",
    "karta-goroda": "images",
    "stolovaya": "images",
    "katok": "images",
    "zal-soveta": "images",
    "trenirovka": "images",
    "remont-dorogi": "images",
    "skver": "images",
    "shkola-9": "images",
    "regata": "images",
    "most": "images",
    "melnica": "images",
    "shtorm": "news/2026/shtormovoe-preduprezhdenie",
    "yarmarka": "news/2026/zimnyaya-yarmarka",
    "pryaniki": "news/2026/zimnyaya-yarmarka",
    "karusel": "news/2026/zimnyaya-yarmarka",
    "avtobus-7": "news/2026/avtobus-7",
    "chitalnyy-zal": "news/2026/biblioteka-na-sadovoy",
    "fasad": "news/2026/biblioteka-na-sadovoy",
    "detskiy-zal": "news/2026/biblioteka-na-sadovoy",
    "kot-arkhip": "news/2026/kot-arkhip",
    "chernovik": "news/2026/chernovik-led",
}
"""Name of the template → folder of the picture inside `content/`."""


def scatter(seed: int) -> Callable[[float, float], float]:
    """A source of the same «random» numbers on every run, for snow, ripples and crowds."""
    generator = random.Random(seed)  # noqa: S311 - decoration, not a secret
    return lambda low, high: round(generator.uniform(low, high), 1)


def page(name: str) -> str:
    """The SVG of a picture inside a page without margins."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - our own templates, no foreign text
        trim_blocks=True,
    )
    environment.globals["rnd"] = scatter
    svg = environment.get_template(f"{name}.svg").render()
    style = (
        "html,body{margin:0}svg{display:block;font-family:Cyrillic,Latin,'DejaVu Sans',sans-serif}"
    )
    for family in ("cyrillic", "latin"):
        url = (FONTS / f"golos-text-{family}.woff2").as_uri()
        style += f"@font-face{{font-family:{family};src:url({url});font-weight:400 900}}"
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style>{svg}'


def draw(name: str, chromium: str) -> Path:
    """Draw one picture and say where it is."""
    target = CONTENT / PICTURES[name] / f"{name}.jpg"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        source.write_text(page(name), encoding="utf-8")
        command = [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--allow-file-access-from-files",
            f"--user-data-dir={folder}/profile", f"--window-size={SIZE[0]},{SIZE[1]}",
            f"--screenshot={shot}", source.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        with Image.open(shot) as image:
            picture = image.convert("RGB").crop((0, 0, *SIZE))
    picture.save(target, quality=QUALITY, optimize=True, progressive=True)
    return target


def main() -> int:
    """Draw the named pictures, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="pictures to draw; all by default")
    parser.add_argument("--chromium", default="chromium", help="the browser that draws")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in PICTURES]
    if unknown:
        print(f"No such picture: {', '.join(unknown)}. Known: {', '.join(PICTURES)}")
        return 2
    for name in options.names or PICTURES:
        target = draw(name, options.chromium)
        print(f"{target.relative_to(ROOT)}  {target.stat().st_size // 1024} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
