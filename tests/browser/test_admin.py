"""The form in the browser: opens, is filled, saves into the site's folder, and the site builds.

The folder is a real one of the browser (its private file system) in place of the one that a person
would choose: Chromium's chooser cannot be driven. What the form wrote there is copied to the site.
"""

import base64
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.form import field, install, save
from tests.browser.picked import PICK
from tests.site.town import pdf as a_pdf
from vestnik.commands.common import load_settings
from vestnik.core.corpus import check_source
from vestnik.core.report import line
from vestnik.settings import read_portal

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("admin")]

SETTINGS = """
from vestnik.defaults import *
SITENAME = "Администрация города Липовска"
SITEURL = "https://lipovsk.example"
VESTNIK = {
    "sections": [{"key": "dorogi", "title": "Дороги"}],
    "act_kinds": [{"key": "prikaz", "title": "Приказ", "plural": "Приказы"}],
    "issuers": [{"key": "adm", "title": "Администрация"}],
    "admin": {"backend": "gitea", "repo": "lipovsk/site", "server": "https://git.lipovsk.example"},
}
"""
READ = """
async () => {
  const found = {};
  const walk = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") await walk(handle, path + name + "/");
      else {
        const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
        found[path + name] = btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(""));
      }
    }
  };
  const root = await navigator.storage.getDirectory();
  await walk(await root.getDirectoryHandle("site"), "");
  return found;
}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """A site with the form, installed by the command that people use."""
    root = tmp_path_factory.mktemp("admin")
    (root / "content/news").mkdir(parents=True)
    (root / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    install(root / "pelicanconf.py")
    return root


@pytest.fixture
def preview(site):
    """`vestnik preview`; gives the address."""
    with subprocess.Popen(
        [sys.executable, "-m", "vestnik.commands", "preview", "--port", "0"],
        cwd=site,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        address = process.stdout.readline().split()[1].rstrip("/")
        process.stdout.readline()
        yield address
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def written(page, site) -> dict[str, bytes]:
    """What the form wrote, copied into the site."""
    files = {path: base64.b64decode(data) for path, data in page.evaluate(READ).items()}
    for path, data in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    return files


def test_news_and_an_order_from_the_form(site, preview, new_page, tmp_path):
    """In Russian, with nothing asked of any other server; what is needed is asked for; what comes
    out of it passes the check and is on the site at the next look.
    """
    page = new_page(viewport={"width": 1280, "height": 3000})
    page.set_default_timeout(30_000)
    foreign = []
    page.on("requestfinished", lambda one: foreign.append(one.url))
    page.add_init_script(PICK)
    page.goto(f"{preview}/admin/")
    page.get_by_role("button", name="Открыть папку сайта").click()
    page.get_by_role("button", name="Создать", exact=False).first.wait_for()

    write_news(page, preview)
    write_order(page, preview, tmp_path)
    assert {url for url in foreign if not url.startswith((preview, "blob:", "data:"))} == set()
    files = written(page, site)
    sources = sorted(path for path in files if path.endswith(".md"))
    assert [re.sub(r"/\d{4}/", "/Y/", path) for path in sources] == [
        "content/documents/Y/prikaz-412/index.md",
        "content/news/Y/otkryt-katok-na-ploschadi/index.md",
    ]
    assert len([path for path in files if path.endswith(".pdf")]) == 1
    portal = read_portal(load_settings(SimpleNamespace(settings=site / "pelicanconf.py")))
    for path in sources:
        document, _, problems = check_source(files[path], path.removeprefix("content/"), portal)
        assert [line(one) for one in problems if one.severity == "error"] == []
        assert document is not None
    page.goto(f"{preview}/news/")
    expect(page.get_by_role("link", name="Открыт каток на площади")).to_be_visible()
    page.goto(f"{preview}/documents/")
    page.get_by_role("link", name="О проведении субботников").first.click()
    expect(page.get_by_role("link", name="PDF").first).to_be_visible()


def write_news(page, preview) -> None:
    """A piece of news."""
    page.goto(f"{preview}/admin/#/collections/news/new")
    field(page, "title").locator("input").first.fill("Открыт каток на площади")
    field(page, "section").get_by_role("radio", name="Дороги").click()
    field(page, "lead").locator("textarea").first.fill("Вход свободный.")
    body = field(page, "body").locator('[contenteditable="true"], textarea').first
    body.click()
    body.press_sequentially("Каток работает до марта.")
    save(page)
    wait_for(page, 1)


def write_order(page, preview, folder) -> None:
    """An order; without its PDF it is not saved."""
    page.goto(f"{preview}/admin/#/collections/documents/new")
    field(page, "title").locator("input").first.fill("О проведении субботников")
    field(page, "kind").get_by_role("radio", name="Приказ").click()
    field(page, "number").locator("input").first.fill("412")
    field(page, "adopted").get_by_role("button", name="Сегодня").click()
    field(page, "issuer").get_by_role("radio").first.click()
    field(page, "lead").locator("textarea").first.fill("Субботники весной.")
    save(page)
    attachments = field(page, "attachments").first
    expect(attachments.get_by_text("Это поле обязательно для заполнения")).to_be_visible()
    attachments.get_by_role("button").filter(has_text="Добавить").first.click()
    pdf = folder / "Приказ 412.pdf"
    pdf.write_bytes(a_pdf("Prikaz 412"))
    field(page, "attachments.0.file").locator('input[type="file"]').first.set_input_files(pdf)
    field(page, "attachments.0.title").locator("input").first.fill("Приказ № 412")
    expect(field(page, "attachments.0.file").get_by_text("412.pdf").first).to_be_visible()
    save(page)
    wait_for(page, 2)


def wait_for(page, count: int) -> None:
    """Waits till so many texts are saved, and the form has left the last one."""
    for _ in range(60):
        page.wait_for_timeout(500)
        texts = [path for path in page.evaluate(READ) if path.endswith(".md")]
        if len(texts) >= count and not page.url.endswith("/new"):
            return
    raise AssertionError(page.url)
