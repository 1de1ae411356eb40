"""Pictures of a built site: `python scripts/screenshots.py [--site output] [--to screenshots]
[ADDRESS…]`.

Serves the folder on the loopback and takes each page at three widths in the ordinary, the dark and
the forced colours. Without addresses, one page of every kind that the site has. `--kind` and
`--width` narrow the choice. `--vision "size=150;scheme=black"`, which may be repeated, takes them
in the low-vision mode with these settings instead.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from built_site import addresses_of, served

WIDTHS = (320, 768, 1280)
KINDS: dict[str, dict[str, Any]] = {
    "ordinary": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active", "color_scheme": "dark"},
}
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
    "--no-first-run",
    "--hide-scrollbars",
)

LOAD_ALL = """async () => {
  for (const image of document.querySelectorAll("img[loading=lazy]")) image.loading = "eager";
  await document.fonts.ready;
}"""


def shoot(
    browser: Browser, base: str, addresses: list[str], widths: list[int], kind: str
) -> Iterator[tuple[str, bytes]]:
    """Pictures of the pages in one kind of colours, or with settings of the low-vision mode: (name
    of the file, PNG).
    """
    colours = KINDS.get(kind, KINDS["ordinary"])
    for width in widths:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, locale="ru-RU", **colours
        )
        page = context.new_page()
        if kind not in KINDS:
            page.add_init_script(f"localStorage.setItem('vestnik-vision', 'on;{kind}')")
        for address in addresses:
            page.goto(base + address, wait_until="networkidle")
            page.evaluate(LOAD_ALL)
            page.wait_for_load_state("networkidle")
            name = address.strip("/").replace("/", "-") or "home"
            yield f"{name}-{width}-{kind.replace(';', '-')}.png", page.screenshot(full_page=True)
        context.close()


def main() -> int:
    """Take the pictures; how many there are is printed."""
    options = _options()
    if not (options.site / "index.html").is_file():
        print(f"{options.site}/index.html is not there: build the site first (make site)")
        return 1
    addresses = options.addresses or addresses_of(options.site)
    options.to.mkdir(parents=True, exist_ok=True)
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)
    count = 0
    with served(options.site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or "/usr/bin/chromium", args=flags
        )
        for kind in options.kinds:
            for name, picture in shoot(browser, base, addresses, options.widths, kind):
                (options.to / name).write_bytes(picture)
                count += 1
        browser.close()
    print(f"{count} pictures in {options.to}/")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Pictures of a built site.")
    parser.add_argument("addresses", nargs="*", help="pages (/news/); one of every kind if none")
    parser.add_argument("--site", type=Path, default=Path("output"), help="folder of the site")
    parser.add_argument("--to", type=Path, default=Path("screenshots"), help="where pictures go")
    parser.add_argument("--kind", action="append", choices=KINDS, help="may be repeated")
    parser.add_argument("--vision", action="append", help="settings; may be repeated")
    parser.add_argument("--width", action="append", type=int, help="may be repeated")
    options = parser.parse_args()
    options.kinds = options.vision or options.kind or list(KINDS)
    options.widths = options.width or list(WIDTHS)
    return options


if __name__ == "__main__":
    sys.exit(main())
