"""The tools of the browser tests do what they promise."""

import http.client
from urllib.parse import urlsplit

import pytest


@pytest.fixture(scope="module")
def address(serve, tmp_path_factory):
    """A small site with a script, a style, a folder without index and a page for misses."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "news").mkdir()
    (folder / "empty").mkdir()
    (folder / "index.html").write_text(
        "<!DOCTYPE html><html lang=ru><meta charset=utf-8><title>Вестник</title>"
        '<link rel=stylesheet href="style.css"><script type=module src="main.js"></script>'
        "<h1>До</h1>"
    )
    (folder / "news" / "index.html").write_text("<!DOCTYPE html><title>Новости</title>")
    (folder / "404.html").write_text("<!DOCTYPE html><title>Нет такой страницы</title>")
    (folder / "style.css").write_text("h1 { color: rgb(1, 2, 3) }")
    (folder / "main.js").write_text('document.querySelector("h1").textContent = "После";')
    return serve(folder, headers={"Content-Security-Policy": "default-src 'self'"})


def _answer(address, path, method="GET"):
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request(method, path)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response, body


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/news/", 200, "Новости"),
        ("/news", 301, ""),
        ("/nothing/", 404, "Нет такой страницы"),
        ("/empty/", 404, "Нет такой страницы"),
        ("/../../etc/passwd", 404, "Нет такой страницы"),
    ],
)
def test_server_answers_as_a_static_host(address, path, status, body):
    """Folders show their index, misses show 404.html, folders without index are not listed."""
    response, text = _answer(address, path)
    assert (response.status, body in text) == (status, True)
    assert response.headers["Content-Security-Policy"] == "default-src 'self'"


def test_server_answers_head_without_a_body(address):
    """HEAD of a missing page tells its length and sends nothing."""
    response, text = _answer(address, "/nothing/", "HEAD")
    assert (response.status, text) == (404, "")
    assert int(response.headers["Content-Length"]) > 0


def test_browser_runs_a_served_page(page, address):
    """Chromium applies the styles and runs the modules of a served page, in Russian."""
    page.goto(address)
    assert page.title() == "Вестник"
    assert page.locator("h1").inner_text() == "После"
    assert page.locator("h1").evaluate("e => getComputedStyle(e).color") == "rgb(1, 2, 3)"
    assert page.evaluate("navigator.language") == "ru-RU"


def test_browser_without_scripts(new_page, address):
    """A context without JavaScript shows what the HTML says."""
    page = new_page(java_script_enabled=False)
    page.goto(address)
    assert page.locator("h1").inner_text() == "До"


def test_browser_reaches_nothing_outside(page, serve, tmp_path):
    """A page that asks another host gets an error at once."""
    (tmp_path / "index.html").write_text("<!DOCTYPE html><title>Пусто</title>")
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.failure))
    page.goto(serve(tmp_path))
    page.evaluate("fetch('https://example.org/', {mode: 'no-cors'}).catch(() => 0)")
    assert failed == ["net::ERR_NAME_NOT_RESOLVED"]
