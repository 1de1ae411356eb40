"""Measures pictures and PDFs: a site of them beside a bare loop over the same libraries.

    python scripts/bench.py media [--photos 500] [--pdfs 200] [--rounds 3] [--json FILE]

Photos of 6 megapixels and PDFs of 5 pages, the same ones every time. The loop, in two processes,
does what cannot be spared: of every photo the same variants in WebP and JPEG by Pillow, of every
PDF its text and the picture of its first page by pypdfium2. Vestnik builds a site whose items show
and offer these files, cold and again with nothing changed.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median

from PIL import Image

from bench_sites import Vestnik
from vestnik.attachments.pictures import WIDTHS

_ITEM = """---
title: Материал {number} с файлами
date: 2026-{month:02}-{day:02} 12:00
section: transport
lead: Снимки и документы, выпуск {number}
{fields}---
Первый абзац.
"""


def make_media(content: Path, photos: int, pdfs: int) -> None:
    """Writes items with their files: one photo an item, then one PDF an item."""
    chance = random.Random(7)  # noqa: S311 - a corpus is no secret
    for number in range(photos + pdfs):
        folder = content / "news" / "2026" / f"media-{number}"
        folder.mkdir(parents=True, exist_ok=True)
        if number < photos:
            (folder / "photo.jpg").write_bytes(_photo(chance))
            fields = "image:\n  file: photo.jpg\n  alt: Вид на площадь\n"
        else:
            (folder / "file.pdf").write_bytes(_pdf(number))
            fields = "attachments:\n  - file: file.pdf\n    title: Отчёт\n"
        text = _ITEM.format(
            number=number, month=number % 10 + 1, day=number % 28 + 1, fields=fields
        )
        (folder / "index.md").write_text(text, "utf-8")


def _photo(chance: random.Random) -> bytes:
    """Smooth like a photo, with some grain, so that it compresses like one."""
    small = Image.frombytes("RGB", (60, 40), bytes(chance.randrange(256) for _ in range(7200)))
    grain = Image.effect_noise((3000, 2000), 12).convert("RGB")
    picture = Image.blend(small.resize((3000, 2000), Image.Resampling.BICUBIC), grain, 0.2)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=90)
    return stream.getvalue()


def _pdf(number: int) -> bytes:
    """Five pages of lines of text."""
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument.new()
    font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    for sheet in range(5):
        page = document.new_page(595, 842)
        for line in range(40):
            words = f"Report {number}, page {sheet}, line {line}: water, roads and schools"
            encoded = (words + "\0").encode("utf-16-le")
            text = raw.FPDFPageObj_CreateTextObj(document, font, 11.0)
            chars = (raw.FPDF_WCHAR * (len(encoded) // 2)).from_buffer_copy(encoded)
            raw.FPDFText_SetText(text, chars)
            raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 50, 800 - line * 18)
            raw.FPDFPage_InsertObject(page, text)
        page.gen_content()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def bare(path: str) -> int:
    """What cannot be spared for one file."""
    if path.endswith(".pdf"):
        import pypdfium2

        document = pypdfium2.PdfDocument(path)
        found = sum(len(page.get_textpage().get_text_range()) for page in document)
        document[0].render(scale=1).to_pil().save(io.BytesIO(), "WEBP", quality=76, method=2)
        return found
    with Image.open(path) as picture:
        whole = picture.convert("RGB")
        whole.save(io.BytesIO(), "JPEG", quality=90)
        for width in WIDTHS:
            size = (width, round(whole.height * width / whole.width))
            variant = whole.resize(size, Image.Resampling.HAMMING)
            variant.save(io.BytesIO(), "WEBP", quality=76, method=2)
            variant.save(io.BytesIO(), "JPEG", quality=82)
    return 1


def main(arguments: list[str]) -> None:
    """Runs the comparison and prints it."""
    parser = argparse.ArgumentParser(prog="bench.py media")
    parser.add_argument("--photos", type=int, default=500)
    parser.add_argument("--pdfs", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args(arguments)
    figures: dict[str, list[float]] = {"bare loop": [], "cold": [], "nothing": []}
    with tempfile.TemporaryDirectory(prefix="vestnik-bench-") as folder:
        site = Vestnik(Path(folder))
        make_media(site.content, chosen.photos, chosen.pdfs)
        site.prepare()
        files = [str(p) for p in sorted(site.content.rglob("*.*")) if p.suffix != ".md"]
        for _ in range(chosen.rounds):
            start = time.perf_counter()
            with ProcessPoolExecutor(2) as executor:
                list(executor.map(bare, files, chunksize=4))
            figures["bare loop"].append(time.perf_counter() - start)
            site.forget()
            figures["cold"].append(site.build().seconds)
            figures["nothing"].append(site.build().seconds)
    medians = {name: median(values) for name, values in figures.items()}
    for name, seconds in medians.items():
        print(f"{name:>10} {seconds:8.2f} s")
    print(f"cold / bare loop: {medians['cold'] / medians['bare loop']:.2f}")
    if chosen.json:
        chosen.json.write_text(json.dumps(medians, indent=1), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
