"""What programs know of a built site: its kinds of pages, a sample of them, a host for them."""

import gzip
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from built_site import addresses_of, served, some_of_each_kind


@pytest.fixture
def site(tmp_path):
    """Twenty news, one register, a page for what is missing, and a folder without a page."""
    pages = ["", "documents", *(f"news/2026/11/{day:02}/most" for day in range(1, 21))]
    for folder in pages:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "index.html").write_text(f"<h1>{folder}</h1>", "utf-8")
    (tmp_path / "404.html").write_text("нет", "utf-8")
    (tmp_path / "contacts").mkdir()
    (tmp_path / "main.0123abcd.js").write_text("// нет", "utf-8")
    return tmp_path


def test_one_page_of_every_kind(site):
    """The first that there is, and the page for missing addresses; empty folders are no pages."""
    assert addresses_of(site) == ["/", "/news/2026/11/01/most/", "/documents/", "/404.html"]
    assert addresses_of(site, ("documents", "reports")) == ["/documents/"]


def test_a_sample_is_the_same_each_time(site):
    """So many of each kind at most, chosen by chance and not by the alphabet."""
    chosen = some_of_each_kind(site, 5)
    assert chosen == some_of_each_kind(site, 5)
    assert len(chosen) == 7
    assert [page.parent.name for page in chosen[2:]] != ["01", "02", "03", "04", "05"]


def test_it_is_served_as_a_host_does(site):
    """Texts compressed, files named by their content kept; what is not there is 404."""
    with served(site) as base:
        with urlopen(f"{base}/documents/") as answer:
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            assert gzip.decompress(answer.read()) == b"<h1>documents</h1>"
            assert answer.headers["Cache-Control"] == "no-cache"
        with urlopen(f"{base}/main.0123abcd.js") as answer:
            assert "max-age" in answer.headers["Cache-Control"]
        with pytest.raises(HTTPError, match="404") as error:
            urlopen(f"{base}/contacts/")
        error.value.close()
