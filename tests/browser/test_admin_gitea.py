"""The form saves through a git server: signed in, filled, saved, committed, published, told.

The server is a stand-in (see `gitea.py`); everything behind it is real: a bare repository, our
hooks, the published site and the officers' page.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.form import field, install, save
from tests.browser.gitea import CLIENT, Gitea
from tests.publishing.git_server import Server, git
from tests.site.town import pdf as a_pdf

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("admin"),
    pytest.mark.skipif(sys.platform == "win32", reason="the server is a Unix one"),
]

YEAR = datetime.now(UTC).year
SETTINGS = """
from vestnik.defaults import *
SITENAME = "Администрация города Липовска"
SITEURL = "https://lipovsk.example"
VESTNIK = {{
    "sections": [{{"key": "dorogi", "title": "Дороги"}}],
    "act_kinds": [{{"key": "prikaz", "title": "Приказ", "plural": "Приказы"}}],
    "issuers": [{{"key": "adm", "title": "Администрация"}}],
    "admin": {{
        "backend": "gitea", "repo": "lipovsk/site", "server": "{server}", "app_id": "{app}",
    }},
}}
"""


class Town:
    """A site with the form, its git server and what is served of it."""

    def __init__(self, root: Path, version: str, serve) -> None:
        self.root = root
        self.git = Server(root, now="", delegating=True)
        self.git.publishes()
        self.gitea = Gitea(self.git.bare, version)
        self._settle()
        self.site = serve(self.git.www / "current")
        self.status = serve(self.git.www)
        self.gitea.origin = self.site

    def _settle(self) -> None:
        clone = self.git.clone
        settings = SETTINGS.format(server=self.gitea.url, app=CLIENT)
        (clone / "pelicanconf.py").write_text(settings, "utf-8")
        self.git.write("most/index", "Мост открыт")
        install(clone / "pelicanconf.py")
        self.git.push()

    @property
    def head(self) -> str:
        """The last commit."""
        return git(self.git.bare, "rev-parse", "main").strip()


@pytest.fixture
def town(tmp_path, serve):
    """`town(version)`."""
    made = []

    def make(version: str) -> Town:
        made.append(Town(tmp_path, version, serve))
        return made[-1]

    yield make
    for one in made:
        one.gitea.stop()


@pytest.fixture
def form(new_page):
    """A window tall enough for a whole form, which shows only the fields that are in sight."""
    page = new_page(viewport={"width": 1280, "height": 3000})
    page.set_default_timeout(30_000)
    return page


def test_from_the_form_to_the_public_page(town, form, new_page, tmp_path):
    """Signed in with one button; what is saved is a commit in the officer's name. A fault leaves
    the site as it was, and the officers' page says what to do; mended, it is out, as is an order.
    """
    here = town("1.24.0")
    said = []
    form.on("console", lambda one: said.append(one.text))
    sign_in(form, here)
    expect(form.get_by_text("Мост открыт")).to_be_visible()
    assert "POST /api/v1/repos/lipovsk/site/file-contents" in here.gitea.calls
    assert [one for one in said if "will be ignored" in one] == []
    write_news(form, "Каток работает до марта. [Расписание](/netu/).")
    saved(form, here)
    assert git(here.git.bare, "log", "-1", "--format=%an <%ae>|%s", "main").strip() == (
        "Анна Петрова <petrova@lipovsk.example>"
        f"|Новый материал: content/news/{YEAR}/otkryt-katok/index.md"
    )
    look = new_page()
    look.goto(f"{here.status}/status/")
    expect(look.get_by_text("Не опубликовано")).to_be_visible()
    expect(look.get_by_text(f"news/{YEAR}/otkryt-katok/index.md")).to_be_visible()
    expect(look.get_by_text("/netu/")).to_be_visible()
    look.goto(f"{here.site}/news/")
    expect(look.get_by_role("link", name="Открыт каток")).to_have_count(0)

    form.reload()
    form.get_by_text("Открыт каток").first.click()
    body = field(form, "body").locator('[contenteditable="true"]').first
    expect(body).to_contain_text("Каток работает до марта")
    form.wait_for_timeout(500)  # the editor takes its text over into a state of its own
    body.fill("Каток работает до апреля.")
    expect(body).not_to_contain_text("Расписание")
    saved(form, here)
    look.goto(f"{here.status}/status/")
    expect(look.get_by_text("Опубликовано", exact=False).first).to_be_visible()
    expect(look.get_by_role("link", name="Открыт каток")).to_be_visible()
    look.goto(f"{here.site}/news/")
    look.get_by_role("link", name="Открыт каток").first.click()
    expect(look.get_by_text("Каток работает до апреля.")).to_be_visible()

    write_order(form, tmp_path)
    saved(form, here)
    names = git(here.git.bare, "show", "-z", "--format=", "--name-only", "main").split("\0")
    assert sorted(name.rpartition("/")[2] for name in names if name) == [
        "index.md",
        "Приказ 412.pdf",
    ]
    look.goto(f"{here.site}/documents/")
    look.get_by_role("link", name="О проведении субботников").first.click()
    expect(look.get_by_role("link", name="PDF").first).to_be_visible()


def test_forgejo_gives_what_is_there(town, form):
    """It has another call for the texts of many files."""
    here = town("12.0.0+gitea-1.22.0")
    sign_in(form, here)
    form.get_by_text("Мост открыт").first.click()
    expect(field(form, "lead").locator("textarea").first).to_have_value("Коротко.")
    field(form, "lead").locator("textarea").first.fill("Первого сентября.")
    saved(form, here)
    assert "GET /api/v1/repos/lipovsk/site/git/blobs" in here.gitea.calls
    text = git(here.git.bare, "show", "main:content/news/2026/most/index.md")
    assert "lead: Первого сентября." in text
    assert "title: Мост открыт" in text


def test_a_refusing_server_loses_nothing(town, form, tmp_path):
    """Where the hook lets nothing faulty in, the form says that it is not saved and keeps the text;
    why, such servers do not tell it, as the guide says.
    """
    here = town("1.24.0")
    here.git.refuses(tmp_path)
    before = here.head
    sign_in(form, here)
    write_news(form, "Каток работает. [Расписание](/netu/).")
    save(form)
    said = form.get_by_role("alertdialog", name="Ошибка")
    expect(said).to_contain_text("При сохранении записи произошла ошибка")
    assert here.head == before
    form.screenshot(path="/tmp/workshop/g4.png")
    said.get_by_role("button", name="OK").click()
    expect(field(form, "title").locator("input").first).to_have_value("Открыт каток")


def sign_in(page, here: Town) -> None:
    """One button, a window of the git server, and the lists are there."""
    page.goto(f"{here.site}/admin/")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Gitea / Forgejo").click()
    opened.value.get_by_role("button", name="Разрешить").click()
    page.get_by_role("button", name="Создать", exact=False).first.wait_for()


def write_news(page, text: str) -> None:
    """A piece of news, not saved yet."""
    page.goto(f"{page.url.partition('#')[0]}#/collections/news/new")
    field(page, "title").locator("input").first.fill("Открыт каток")
    field(page, "lead").locator("textarea").first.fill("Вход свободный.")
    body = field(page, "body").locator('[contenteditable="true"], textarea').first
    body.click()
    body.press_sequentially(text)


def write_order(page, folder: Path) -> None:
    """An order with its PDF, not saved yet."""
    page.goto(f"{page.url.partition('#')[0]}#/collections/documents/new")
    field(page, "title").locator("input").first.fill("О проведении субботников")
    field(page, "kind").get_by_role("radio", name="Приказ").click()
    field(page, "number").locator("input").first.fill("412")
    field(page, "adopted").get_by_role("button", name="Сегодня").click()
    field(page, "issuer").get_by_role("radio").first.click()
    field(page, "lead").locator("textarea").first.fill("Субботники весной.")
    attachments = field(page, "attachments").first
    attachments.get_by_role("button").filter(has_text="Добавить").first.click()
    pdf = folder / "Приказ 412.pdf"
    pdf.write_bytes(a_pdf("Prikaz 412"))
    field(page, "attachments.0.file").locator('input[type="file"]').first.set_input_files(pdf)
    expect(field(page, "attachments.0.file").get_by_text("412.pdf").first).to_be_visible()


def saved(page, here: Town) -> None:
    """Saves, and waits till the server has taken it and its hooks have run."""
    before = here.head
    with page.expect_response(lambda said: said.request.method == "POST") as answer:
        save(page)
    assert answer.value.status == 201
    assert here.head != before
    expect(page.get_by_text("Сохранено 1 запись").last).to_be_visible()
