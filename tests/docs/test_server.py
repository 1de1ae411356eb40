"""The configurations of the guide, tried with the demo portal: nginx, Apache, Caddy, systemd."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

import setup_tests
from tests.docs.servers import ADMIN, NAME, Server, free_port

pytestmark = [pytest.mark.deep, pytest.mark.xdist_group("servers")]

CONFIGS = ("nginx.conf", "apache.conf", "Caddyfile")
FOLDER = Path(__file__).resolve().parents[2] / "docs/server"
PAGES = ("/", "/news/", "/documents/", "/feeds/", "/en/", "/contacts/", "/alert/", "/nothing/here/")


@pytest.fixture(scope="module", params=CONFIGS)
def server(request, demo_site):
    """Each server with the demo portal."""
    running = Server(FOLDER / request.param, demo_site)
    yield running
    running.close()


def policy(text: str) -> set[str]:
    """Directives of a Content-Security-Policy."""
    return {part.strip() for part in text.split(";")}


def test_headers_are_strict(server, demo_site):
    """The policy is the one that every page states, and what only a header can say."""
    answer = server.ask("/")
    page = (demo_site / "index.html").read_text(encoding="utf-8")
    stated = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1]
    assert answer.status == 200
    assert policy(answer.headers["content-security-policy"]) == policy(stated) | {
        "frame-ancestors 'none'"
    }
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert answer.headers["content-type"].lower() == "text/html; charset=utf-8"
    assert "1.22" not in answer.headers.get("server", "")


def test_the_officers_page_is_there(server):
    """Beside the trees, with the same headers."""
    answer = server.ask("/status/")
    assert (answer.status, answer.body.decode()) == (200, "Проверяется")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-cache"
    assert server.ask("/status/nothing").status == 404


def test_files_are_kept_as_long_as_they_may(server, demo_site):
    """For ever what has a digest in its name, pages not at all without asking."""
    styles = next((demo_site / "theme").glob("site.*.css")).name
    shard = next((demo_site / "search" / "shards").iterdir()).name
    picture = next(demo_site.rglob("*-800.webp")).relative_to(demo_site).as_posix()
    for address, wanted in (
        (f"/theme/{styles}", "public, max-age=31536000, immutable"),
        (f"/search/shards/{shard}", "public, max-age=31536000, immutable"),
        ("/search/now.js", "no-cache"),
        ("/", "no-cache"),
        ("/news/", "no-cache"),
        ("/rss.xml", "no-cache"),
        ("/alert/fragment.html", "no-cache"),
        (f"/{picture}", "public, max-age=3600"),
    ):
        answer = server.ask(address)
        assert answer.status == 200, address
        assert answer.headers["cache-control"] == wanted, address
        assert "content-security-policy" in answer.headers, address


def test_pages_are_asked_for_once(server):
    """A page that has not changed is not sent again."""
    tag = server.ask("/").headers["etag"]
    assert server.ask("/", **{"If-None-Match": tag}).status == 304


def test_texts_are_compressed(server):
    """Three letters of four need not travel."""
    plain = server.ask("/")
    packed = server.ask("/", **{"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 3


def test_pdf_has_a_policy_of_its_own(server, demo_site):
    """The browser's own viewer shows it, with styles and scripts that are not the site's."""
    pdf = next(demo_site.rglob("*.pdf")).relative_to(demo_site).as_posix()
    answer = server.ask(f"/{pdf}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"


def test_the_form_has_a_policy_of_its_own(server):
    """It states one in its page, so the header says no more than who may frame it; what is called
    alike elsewhere, and everything else of the form's place, is as strict as the site.
    """
    answer = server.ask("/admin/")
    assert (answer.status, answer.body.decode()) == (200, ADMIN)
    assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert answer.headers["cross-origin-opener-policy"] == "unsafe-none"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-cache"
    for address in ("/", "/administration/", "/en/admin/", "/status/"):
        headers = server.ask(address).headers
        assert "default-src 'none'" in headers["content-security-policy"], address
        assert headers["cross-origin-opener-policy"] == "same-origin", address


class GitServer(BaseHTTPRequestHandler):
    """The one step of a git server's sign-in that our headers can break: it sends back at once."""

    def do_GET(self) -> None:
        self.send_response(302)
        self.send_header("Location", parse_qs(urlsplit(self.path).query)["back"][0] + "?code=1")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.mark.browser
def test_the_window_of_the_git_server_can_answer_the_form(server):
    """The form signs in through a window that goes to the git server and comes back; what it brings
    it tells the page that opened it. Elsewhere on the site a window has no such page.
    """
    with ThreadingHTTPServer(("127.0.0.1", 0), GitServer) as git:
        Thread(target=git.serve_forever, daemon=True).start()
        with ThreadPoolExecutor(1) as thread:
            came = thread.submit(signed_in, server.url, git.server_port).result()
        git.shutdown()
    assert came == {"/admin/": True, "/news/": False}


def signed_in(url: str, port: int) -> dict[str, bool]:
    """For each page that opens the window: whether the window, back again, knows its opener."""
    came = {}
    with chromium() as browser:
        for address in ("/admin/", "/news/"):
            page = browser.new_context(ignore_https_errors=True).new_page()
            page.goto(url + address)
            with page.context.expect_page() as opened:
                page.evaluate(
                    "to => { window.open(to, 'auth') }",
                    f"http://localhost:{port}/?back={url}{address}",
                )
            opened.value.wait_for_url("**?code=1")
            came[address] = opened.value.evaluate("window.opener !== null")
    return came


OWNING = {"documents", "reports"}
"""Parts of the site whose files are copies of what the page says."""
COPIES = {".pdf", ".docx", ".xlsx", ".odt"}


def test_file_of_an_act_leads_back_to_its_page(server, demo_site):
    """Attached and made files alike: the address in the header is what the page calls its own."""
    there = [path for path in demo_site.rglob("*") if path.suffix in COPIES]
    owned = [path for path in there if path.relative_to(demo_site).parts[0] in OWNING]
    assert {path.relative_to(demo_site).parts[0] for path in owned} == OWNING
    for path in owned:
        page = (path.parent / "index.html").read_text(encoding="utf-8")
        own = re.search(r'<link rel="canonical" href="([^"]+)"', page)[1]
        answer = server.ask(f"/{path.relative_to(demo_site).as_posix()}")
        assert answer.status == 200
        assert answer.headers["link"] == f'<{own}>; rel="canonical"', path


def test_other_answers_lead_nowhere(server, demo_site):
    """Pages, files of news, files that do not lie beside a page, files that are not there."""
    files = (path.relative_to(demo_site) for path in demo_site.rglob("*.pdf"))
    others = [f"/{path.as_posix()}" for path in files if path.parts[0] not in OWNING]
    act = one_of_each(demo_site)[1]
    assert others
    for address in ("/", act, f"{act}index.html", f"{act}missing.pdf", *others):
        assert "link" not in server.ask(address).headers, address


def test_missing_page_is_answered_with_our_own(server, demo_site):
    """With status 404 and the same headers."""
    answer = server.ask("/nothing/here/")
    assert answer.status == 404
    assert answer.body == (demo_site / "404.html").read_bytes()
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_folder_without_slash_leads_to_the_page(server):
    """As people type addresses."""
    answer = server.ask("/news")
    assert answer.status in (301, 302, 307, 308)
    assert answer.headers["location"].removeprefix(server.url) == "/news/"


def test_old_addresses_lead_to_new_ones(server):
    """The maps of the build are taken in."""
    answer = server.ask("/index.php?ELEMENT_ID=375")
    assert answer.status == 301
    target = "/documents/upravlenie-obrazovaniya/prikaz/2026/375/"
    assert answer.headers["location"].removeprefix(server.url) == target


@pytest.mark.parametrize("address", ["/.vestnik-output", "/redirects/nginx.map", "/news/.git/x"])
def test_service_files_are_not_shown(server, address):
    """They are the server's own business."""
    assert server.ask(address).status == 404


def test_plain_http_leads_to_https(server):
    """Under the site's own name."""
    answer = server.ask("/news/?a=1", secure=False, Host=NAME)
    assert answer.status in (301, 308)
    assert answer.headers["location"] == f"https://{NAME}/news/?a=1"


@pytest.mark.browser
def test_browser_finds_nothing_to_complain_of(server, demo_site):
    """Pages of every kind load under the policy: not one violation, nothing blocked or missing."""
    addresses = (*PAGES, *one_of_each(demo_site))
    with ThreadPoolExecutor(1) as thread:  # other tests may run Playwright in this one
        complaints = thread.submit(visit, server.url, addresses).result()
    assert complaints == []


def one_of_each(output: Path) -> list[str]:
    """A news item, an act, a report, a project."""
    shapes = ("news/*/*/*/*", "documents/*/*/*/*", "reports/*/*", "projects/*/*")
    items = (max(output.glob(f"{shape}/index.html")).parent for shape in shapes)
    return [f"/{item.relative_to(output).as_posix()}/" for item in items]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium of one's own; in a thread where no other test runs Playwright."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=setup_tests.chromium_path(), args=sandbox
        )
        yield browser
        browser.close()


def visit(url: str, addresses) -> list[str]:
    """Loads pages in Chromium; returns what it complains of."""
    complaints: list[str] = []
    with chromium() as browser:
        page = browser.new_context(ignore_https_errors=True).new_page()
        page.on("console", lambda said: complaints.append(f"{page.url}: {said.type} {said.text}"))
        page.on("pageerror", lambda fault: complaints.append(f"{page.url}: {fault}"))
        page.on("requestfailed", lambda one: complaints.append(f"{page.url}: failed {one.url}"))
        for address in addresses:
            answer = page.goto(url + address, wait_until="networkidle")
            if answer.status != (404 if "nothing" in address else 200):
                complaints.append(f"{address}: {answer.status}")
    return [one for one in complaints if not ("/nothing/" in one and "404" in one)]


@pytest.fixture(scope="module")
def service(repo, demo_site):
    """The port of a search service for the demo portal, started by the command of the guide."""
    port = free_port()
    command = ["-m", "vestnik.commands", "serve-search", "content", "-s", "pelicanconf.py"]
    process = subprocess.Popen(
        [sys.executable, *command, "-o", demo_site, "--port", str(port)], cwd=repo,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout.readline()
    yield port
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture(params=CONFIGS)
def searching(request, demo_site, service):
    """Each server with the demo portal and the guide's lines for the search service."""
    running = Server(FOLDER / request.param, demo_site, service)
    yield running
    running.close()


def test_search_service_stands_behind_the_server(searching):
    """The query arrives, in every language; the headers are there once, and nothing is kept."""
    deadline = time.monotonic() + 60  # the service writes its index first
    address = f"/poisk/?q={quote('ремонт дорог')}&sort=newest"
    while (answer := searching.ask(address)).status == 503 and time.monotonic() < deadline:
        time.sleep(0.5)
    page = answer.body.decode()
    assert answer.status == 200
    assert 'value="ремонт дорог"' in page
    assert 'id="search-results"' in page
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for name in ("content-security-policy", "x-content-type-options", "cache-control"):
        assert answer.headers[f"{name} count"] == "1", name
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    english = searching.ask("/poisk/en/?q=road").body.decode()
    assert '<html lang="en"' in english
    assert searching.ask("/").status == 200


def test_units_are_understood(tmp_path):
    """Both files are taken; only the places of this machine are replaced."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed")
    for unit in FOLDER.glob("vestnik-publish.*"):
        text = unit.read_text(encoding="utf-8").replace("/opt/vestnik/bin/vestnik", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    units = sorted(tmp_path.glob("vestnik-publish.*"))
    assert len(units) == 2
    done = subprocess.run(
        [program, "verify", *units], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
