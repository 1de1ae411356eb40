"""What a first view of a page costs: bytes of markup, styles, scripts and fonts, compressed."""

import gzip

import pytest

LIMIT = 100_000
"""Bytes of a news page without a picture, compressed by gzip; fonts are compressed already."""
PACKED = {".woff2", ".webp", ".jpg", ".png"}


@pytest.fixture(scope="module")
def news(demo_site):
    """Address of a news page that shows no picture."""
    pages = sorted(demo_site.glob("news/2*/*/*/*/index.html"))
    plain = next(page for page in pages if "<picture" not in page.read_text(encoding="utf-8"))
    return f"/{plain.parent.relative_to(demo_site).as_posix()}/"


def test_a_first_view_is_light(page, demo_site, site_url, news):
    """A visitor who comes for the first time loads no more than 100 kB before reading."""
    asked = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site_url)))
    page.goto(site_url + news, wait_until="networkidle")
    sizes = {url: _size(demo_site, url) for url in asked}
    assert sum(sizes.values()) <= LIMIT, sorted(sizes.items(), key=lambda pair: -pair[1])[:8]


def _size(site, url):
    path = site / (url.strip("/") + "/index.html" if url.endswith("/") else url.strip("/"))
    data = path.read_bytes()
    return len(data) if path.suffix in PACKED else len(gzip.compress(data, 6))
