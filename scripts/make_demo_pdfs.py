"""Make the PDFs of the demo portal: `python scripts/make_demo_pdfs.py [NAME…]`.

Each is a Typst source in `scripts/demo/`, compiled as PDF/UA-1 (tagged, titled, in Russian) with
the serif that ships inside Typst, so that nothing has to be downloaded; the same bytes come out on
every run. One more, `prikaz-375-podlinnik`, plays the scan of a signed original: pictures of the
pages of `prikaz-375`, a signature and a stamp on them, and no text, as scans are. The results are
committed in `content/`; run this only after changing a source.
"""

from __future__ import annotations

import argparse
import io
import math
import random
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import typst
from PIL import Image, ImageChops, ImageDraw, ImageFilter

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "scripts" / "demo"
CONTENT = ROOT / "content"
MOMENT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""What every file says of its making: the clock is no part of the result."""

PDFS = {
    "prikaz-375": "documents/2026/predzakaz-375",
    "perechen-ulic-2026": "documents/2026/perechen-ulic-265",
    "rashody-2026-utochnennye": "documents/2026/byudzhet-52-3",
    "skhema-marshruta-7": "documents/2026/marshruty-1788",
    "plan-trenirovki": "documents/2026/trenirovka-375",
    "pamyatka-silnyy-veter": "documents/2026/shtorm-2290",
    "chernovik-reestra": "documents/2026/chernovik-marshruty",
    "skhema-yarmarki": "news/2026/zimnyaya-yarmarka",
    "zayavka-na-domik": "news/2026/zimnyaya-yarmarka",
    "smeta-chernovik": "news/2026/chernovik-led",
    "otchet-byudzhet-9-mesyatsev": "reports/2026/byudzhet-9-mesyatsev",
    "doklad-glavy-2025": "reports/2026/doklad-glavy-2025",
}
"""Name of the Typst source → folder of the PDF inside `content/`."""

SCAN = "prikaz-375-podlinnik"
SCAN_FOLDER = "documents/2026/predzakaz-375"
DPI = 96
INK = (32, 52, 130)


def compile_pdf(name: str, **inputs: str) -> bytes:
    """The PDF of a Typst source."""
    return typst.compile(
        SOURCES / f"{name}.typ",
        root=SOURCES,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=["ua-1"],
        timestamp=MOMENT,
    )


def make(name: str) -> Path:
    """Make one PDF and say where it is."""
    target = CONTENT / (SCAN_FOLDER if name == SCAN else PDFS[name]) / f"{name}.pdf"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(scan() if name == SCAN else compile_pdf(name))
    return target


def scan() -> bytes:
    """A PDF of pictures only, as a scanner makes it of a signed order."""
    pages = pypdfium2.PdfDocument(compile_pdf("prikaz-375", annex="no"))
    sheets = [pages[number].render(scale=DPI / 72).to_pil() for number in range(len(pages))]
    sign(sheets[-1])
    images = [worn(sheet) for sheet in sheets]
    stream = io.BytesIO()
    images[0].save(
        stream, "PDF", save_all=True, append_images=images[1:], resolution=DPI, quality=30
    )
    return without_clock(stream.getvalue())


def sign(sheet: Image.Image) -> None:
    """Put a signature and a round stamp on the lower part of a sheet."""
    width, height = sheet.size
    layer = Image.new("RGB", (width * 3, height * 3), "white")
    draw = ImageDraw.Draw(layer)
    x, y = int(width * 3 * 0.52), int(height * 3 * SIGNATURE_HEIGHT)
    draw.line(list(flourish(x + 150, y)), fill=INK, width=7, joint="curve")
    stamp(draw, x - 20, y + 90)
    layer = layer.resize(sheet.size, Image.Resampling.LANCZOS)
    sheet.paste(ImageChops.multiply(sheet.convert("RGB"), layer))


SIGNATURE_HEIGHT = 0.618
"""Where the signature stands, as a part of the page's height."""


def flourish(x: int, y: int) -> list[tuple[float, float]]:
    """The line of a signature that begins at (x, y)."""
    points = []
    for step in range(120):
        turn = step / 119
        points.append(
            (
                x - 70 + 300 * turn + 34 * math.sin(turn * 24),
                y - 55 * math.sin(turn * 19) * (1 - turn) - 26 * turn,
            )
        )
    return points


def stamp(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """A round stamp with a boat in it; it bears no words, for it stands for no real body."""
    for radius, width in ((165, 7), (150, 3), (104, 3)):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=INK, width=width)
    for mark in range(36):
        angle = mark / 36 * 2 * math.pi
        near, far = 114 + 6 * (mark % 3), 140 - 6 * (mark % 2)
        draw.line(
            (
                x + near * math.cos(angle), y + near * math.sin(angle),
                x + far * math.cos(angle), y + far * math.sin(angle),
            ),
            fill=INK, width=7,
        )  # fmt: skip
    draw.chord((x - 62, y - 60, x + 62, y + 34), 10, 170, fill=INK)
    draw.ellipse((x - 22, y - 72, x + 22, y - 28), fill=INK)
    draw.line((x - 56, y + 54, x - 18, y + 46, x + 18, y + 58, x + 56, y + 48), fill=INK, width=7)


def worn(sheet: Image.Image) -> Image.Image:
    """A sheet as a scanner sees it: a little crooked, greyish, soft."""
    dust = random.Random(375)  # noqa: S311 - decoration, not a secret
    page = sheet.convert("RGB").rotate(0.45, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    draw = ImageDraw.Draw(page)
    for _ in range(26):
        x, y = dust.randrange(page.width), dust.randrange(page.height)
        draw.point((x, y), fill=(120, 120, 120))
    paper = Image.new("RGB", page.size, (247, 246, 241))
    return ImageChops.multiply(page.filter(ImageFilter.GaussianBlur(0.45)), paper)


def without_clock(pdf: bytes) -> bytes:
    """The same PDF with its dates fixed."""
    fixed = MOMENT.strftime("D:%Y%m%d%H%M%SZ").encode()
    return re.sub(rb"D:\d{14}Z", fixed, pdf)


def main() -> int:
    """Make the named PDFs, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="PDFs to make; all by default")
    options = parser.parse_args()
    known = [*PDFS, SCAN]
    unknown = [name for name in options.names if name not in known]
    if unknown:
        print(f"No such PDF: {', '.join(unknown)}. Known: {', '.join(known)}")
        return 2
    for name in options.names or known:
        target = make(name)
        print(f"{target.relative_to(ROOT)}  {target.stat().st_size / 1024:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
