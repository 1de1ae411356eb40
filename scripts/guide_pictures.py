"""Make the pictures of the editors' guide: `python scripts/guide_pictures.py [--only NAME…]`.

Writes the guide's own examples into a new site as its reader would, and takes what he then sees:
each kind of page, the faults in the preview, the officers' `/status/`, and the form in the browser
(fetched with npm, or from `VESTNIK_CMS_PACKAGES`). Small WebP files, `docs/pictures/guide/`.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from built_site import served
from screenshots import FLAGS, LOAD_ALL
from setup_tests import chromium_path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.picked import PICK  # noqa: E402 - below the repository
from tests.docs.guide import Example, examples  # noqa: E402

TARGET = ROOT / "docs/pictures/guide"
NOW = "2026-11-20T12:00"
WIDTH, HEIGHT = 900, 1000
_QUALITY = 62
_ADMIN = """
VESTNIK["admin"] = {"backend": "gitea", "repo": "svetlorechye/site",
                    "server": "https://git.svetlorechye.example"}
"""
PAGES = {
    "first-news": "/news/2026/11/17/lipy/",
    "first-order": "/documents/upravlenie-obrazovaniya/prikaz/2026/412/",
    "news": "/news/2026/11/18/den-lip/",
    "document": "/documents/administraciya/postanovlenie/2026/2304/",
    "project-of-act": "/documents/administraciya/postanovlenie/2026/proekt-derevya/",
    "report": "/reports/2026/derevya/",
    "page": "/gorod/derevya/",
    "project": "/projects/tysyacha-lip/",
}
"""Names of pictures, and the addresses that the guide's examples get."""


@dataclass
class Studio:
    """A site with the guide's examples, and what takes pictures of it."""

    home: Path
    browser: Browser
    only: frozenset[str]

    @property
    def site(self) -> Path:
        """The folder of the site."""
        return self.home / "town"

    def wants(self, *names: str) -> bool:
        """Whether one of these pictures is asked for."""
        return not self.only or bool(self.only & set(names))

    def run(self, *words: str, status: int = 0, folder: Path | None = None) -> None:
        """A command of ours. Raises SystemExit where it ends otherwise than it should."""
        done = subprocess.run(
            [sys.executable, "-m", "vestnik.commands", *words],
            cwd=folder or self.site,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != status:
            raise SystemExit(f"vestnik {' '.join(words)}: {done.stdout}{done.stderr}")

    def put(self, example: Example) -> None:
        """Saves an example and what lies beside it."""
        place = self.site / "content" / example.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(example.text, "utf-8")
        originals = {
            ".jpg": ROOT / "content/images/skver.jpg",
            ".pdf": ROOT / "content/documents/2026/trenirovka-375/plan-trenirovki.pdf",
        }
        for name in example.beside:
            shutil.copyfile(originals[Path(name).suffix], place.with_name(name))

    def take(
        self,
        name: str,
        address: str,
        prepare: Callable[[Page], None] | None = None,
        *,
        height: int = HEIGHT,
    ) -> None:
        """A picture of a page's text; with `prepare`, which does what a reader does, of what he has
        before him then.
        """
        if not self.wants(name):
            return
        context = self.browser.new_context(
            viewport={"width": WIDTH, "height": height}, locale="ru-RU", color_scheme="light"
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        if prepare is None:
            page.goto(address, wait_until="load")
        else:
            prepare(page)
        shot = text_of(page, height) if prepare is None else page.screenshot()
        context.close()
        TARGET.mkdir(parents=True, exist_ok=True)
        picture = Image.open(io.BytesIO(shot)).convert("RGB")
        picture.save(TARGET / f"{name}.webp", "WEBP", quality=_QUALITY, method=6)
        print(f"{name}.webp: {(TARGET / f'{name}.webp').stat().st_size // 1024} kB", flush=True)


def text_of(page: Page, height: int) -> bytes:
    """The upper part of what stands below the head of a page: the head is the same on all."""
    page.evaluate("document.querySelector('.vestnik-preview')?.remove()")
    page.evaluate(LOAD_ALL)
    page.wait_for_load_state("networkidle")
    box = page.locator("main").bounding_box()
    assert box is not None
    return page.screenshot(
        full_page=True,
        clip={"x": 0, "y": box["y"], "width": WIDTH, "height": min(height, box["height"])},
    )


def main() -> None:
    """Takes them all, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=(), metavar="NAME")
    only = frozenset(parser.parse_args().only)
    told = examples((ROOT / "docs/guide-editor.md").read_text("utf-8"))
    sandbox = ["--no-sandbox"] if os.name != "nt" and os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="vestnik-guide-") as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path(), args=[*FLAGS, *sandbox])
        studio = Studio(Path(folder).resolve(), browser, only)
        studio.run("init", "town", folder=studio.home)
        for one in told:
            if not one.faulty:
                studio.put(one)
        faulty = next(one for one in told if one.faulty)
        of_the_preview(studio, faulty)
        of_the_status(studio)
        of_the_form(studio)
        browser.close()


def of_the_preview(studio: Studio, faulty: Example) -> None:
    """Each kind of page, then what a fault looks like."""
    if not studio.wants("preview", "problems", *PAGES):
        return
    with preview(studio) as url:
        for name, address in PAGES.items():
            studio.take(name, url + address)
        studio.take("preview", f"{url}/news/2026/11/17/lipy/", lambda page: opened(page, url))
        studio.put(faulty)
        wait(f"{url}/_vestnik/", faulty.path)
        studio.take("problems", f"{url}/_vestnik/", height=760)
    shutil.rmtree((studio.site / "content" / faulty.path).parent)


def opened(page: Page, url: str) -> None:
    """The preview's own line at the foot of a page, opened."""
    page.goto(f"{url}{PAGES['first-news']}")
    page.locator(".vestnik-preview summary").click()
    page.locator(".vestnik-preview").scroll_into_view_if_needed()


def of_the_status(studio: Studio) -> None:
    """The officers' page of a version that was refused, and of the next."""
    if not studio.wants("status-refused", "status-published"):
        return
    source = studio.site / "content/news/2026/lipy/index.md"
    good = source.read_text("utf-8")
    studio.run("publish", "../www", "--status")  # names every page: no ordinary day
    source.write_text(good.replace("section: ekologiya", "section: ekologia\nbudget: да"), "utf-8")
    studio.run("publish", "../www", "--status", status=1)
    with served(studio.home / "www/status") as url:
        studio.take("status-refused", f"{url}/", height=760)
        source.write_text(good.replace("сорок лип", "сорок две липы"), "utf-8")
        studio.run("publish", "../www", "--status")
        studio.take("status-published", f"{url}/", height=620)


def of_the_form(studio: Studio) -> None:
    """The form with a piece of news in it."""
    if not studio.wants("form"):
        return
    settings = studio.site / "pelicanconf.py"
    packages = os.environ.get("VESTNIK_CMS_PACKAGES", "")
    studio.run("admin", "install", *(["--from", packages] if packages else []))
    settings.write_text(settings.read_text("utf-8") + _ADMIN, "utf-8")
    with preview(studio) as url:
        studio.take("form", url, lambda page: filled(page, url))


def filled(page: Page, url: str) -> None:
    """News in the form, as an officer begins it."""
    page.add_init_script(PICK)
    page.goto(f"{url}/admin/")
    page.get_by_role("button", name="Открыть папку сайта").click()
    page.get_by_role("button", name="Создать", exact=False).first.wait_for()
    page.goto(f"{url}/admin/#/collections/news/new")
    for place, text in (
        ('[data-key-path="title"] input', "У школы № 3 посадили сорок лип"),
        ('[data-key-path="lead"] textarea', "Весной ряд продолжат до Садовой улицы."),
    ):
        page.locator(place).first.fill(text)
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)


@contextmanager
def preview(studio: Studio) -> Iterator[str]:
    """`vestnik preview` of the site, once its pages are there; the address."""
    with subprocess.Popen(
        [sys.executable, "-m", "vestnik.commands", "preview", "--port", "0"],
        cwd=studio.site,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+?(?=/)/?", process.stdout.readline())
        assert found is not None
        process.stdout.readline()
        try:
            yield found[0].rstrip("/")
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)


def environment() -> dict[str, str]:
    """Of every command: the day of the guide."""
    return os.environ | {"VESTNIK_NOW": NOW, "PYTHONUNBUFFERED": "1"}


def wait(address: str, mark: str) -> None:
    """Till a page shows what was saved."""
    for _ in range(600):
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own preview
            if mark in answer.read().decode():
                return
        time.sleep(0.1)
    raise SystemExit(f"{address} does not show «{mark}»")


if __name__ == "__main__":
    main()
