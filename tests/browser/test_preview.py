"""The preview in Chromium: a saved text shows by itself, whatever is wrong is on the page."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

SETTINGS = """
from vestnik.defaults import *
SITENAME = "Администрация города Липовска"
SITEURL = "https://lipovsk.example"
VESTNIK = {"sections": [{"key": "dorogi", "title": "Дороги"}]}
"""
NEWS = "---\ntitle: {title}\ndate: 2026-03-09 08:00\nlead: Коротко.\n{extra}---\nТекст новости.\n"


@pytest.fixture
def site(tmp_path) -> Path:
    """A site with one piece of news, a draft."""
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    write(tmp_path, "Мост строят", "draft: true\n")
    return tmp_path


@pytest.fixture
def preview(site):
    """`vestnik preview` as it is typed; gives its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "vestnik.commands", "preview", "--port", "0"],
        cwd=site,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"VESTNIK_NOW": "2026-03-10T09:00"},
    ) as process:
        line = process.stdout.readline()
        yield line.split()[1].rstrip("/")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 130


def write(site: Path, title: str, extra: str = "") -> None:
    """Saves the piece of news as editors do: beside, then renamed."""
    place = site / "content/news/2026/most.md"
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name("most.md~")
    beside.write_text(NEWS.format(title=title, extra=extra), "utf-8")
    beside.replace(place)


def test_a_save_shows_by_itself(preview, site, page):
    """From the waiting page on, nobody presses anything."""
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"{preview}/news/2026/03/09/most/")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Мост строят", timeout=60_000)
    expect(page.locator(".notice__title")).to_have_text("Черновик")
    write(site, "Мост построен")
    expect(heading).to_have_text("Мост построен", timeout=20_000)
    box = page.get_by_label("Предварительный просмотр")
    write(site, "Мост закрыт", "section: netu\n")
    expect(box.get_by_text("netu")).to_be_visible(timeout=20_000)
    expect(heading).to_have_text("Мост построен")
    write(site, "Мост открыт", "section: dorogi\n")
    expect(heading).to_have_text("Мост открыт", timeout=20_000)
    expect(box.get_by_text("netu")).to_have_count(0)
    settings = site / "pelicanconf.py"
    settings.write_text(SETTINGS.replace("sections", "setions"), "utf-8")
    expect(box.get_by_text("возможно, sections")).to_be_visible(timeout=20_000)
    settings.write_text(SETTINGS, "utf-8")
    expect(box.get_by_text("возможно, sections")).to_have_count(0, timeout=20_000)
    loading = "Failed to load resource"  # the page that was not there yet, and the site has no icon
    assert [fault for fault in faults if loading not in fault] == []


def test_the_box_is_accessible(preview, page):
    """The browser's own rules find nothing in the box and on the overview."""
    page.goto(f"{preview}/_vestnik/")
    expect(page.get_by_role("heading", name="Черновики")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Мост строят").click()
    summary = page.locator(".vestnik-preview summary")
    expect(summary).to_be_visible()
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Все замечания и черновики")).to_be_visible()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide
