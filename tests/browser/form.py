"""The form at `/admin/` as a person uses it."""

import os
from pathlib import Path

from playwright.sync_api import Locator, Page

from vestnik.commands.__main__ import main


def install(settings: Path) -> None:
    """`vestnik admin install`, from wherever npm gets packages or from a folder of them."""
    packages = os.environ.get("VESTNIK_CMS_PACKAGES", "")
    words = ["--from", packages] if packages else []
    assert main(["admin", "install", "-s", str(settings), *words]) == 0


def field(page: Page, path: str) -> Locator:
    """A field of the form: `title`, `attachments.0.file`."""
    return page.locator(f'[data-key-path="{path}"]')


def save(page: Page) -> None:
    """«Сохранить»."""
    page.get_by_role("button", name="Сохранить").click()
