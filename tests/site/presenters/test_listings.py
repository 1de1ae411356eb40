"""Names of lists and the addresses of their pages."""

import pytest

from vestnik.core.portal import Portal
from vestnik.site.presenters.listings import listing
from vestnik.site.presenters.places import listing_at, split_home

PORTAL = Portal(name="Липовск", url="https://lipovsk.example", languages=("ru", "en"))
NAMES = {
    "news": "/news/",
    "news/2026": "/news/2026/",
    "news/2026/11": "/news/2026/11/",
    "documents": "/documents/",
    "documents/2023": "/documents/year/2023/",
    "documents/2023/05": "/documents/year/2023/05/",
    "kind/prikaz": "/documents/kind/prikaz/",
    "kind/prikaz/2023": "/documents/kind/prikaz/2023/",
    "issuer/adm/2023/05": "/documents/issuer/adm/2023/05/",
    "section/kultura": "/sections/kultura/",
    "tag/lyod/2026/01": "/tags/lyod/2026/01/",
    "tag/2024": "/tags/2024/",
    "tag/2024/2025/01": "/tags/2024/2025/01/",
    "reports/2026": "/reports/2026/",
    "en:news/2026/11": "/en/news/2026/11/",
    "en:section/kultura": "/en/sections/kultura/",
}


@pytest.mark.parametrize(("name", "url"), NAMES.items())
def test_names_and_addresses_go_together(name, url):
    """A list's name gives its address, and the address gives the name back."""
    found = listing(name, "ru")
    assert (found.name, found.url) == (name, url)
    lang, rest = split_home(url, PORTAL)
    assert listing_at(rest.rstrip("/").split("/"), lang, PORTAL) == found


def test_pages_of_a_month_have_numbers():
    """The first page of a month is the month's own address."""
    found = listing("news/2026/11", "ru")
    assert [found.page(number) for number in (1, 2)] == ["/news/2026/11/", "/news/2026/11/2/"]


@pytest.mark.parametrize(
    "address", ["/gorod/", "/news/2026/13/", "/news/2026/11/17/2/", "/sections/"]
)
def test_other_addresses_are_no_lists(address):
    """Pages of the tree, impossible months and items are no lists."""
    assert listing_at(address.strip("/").split("/"), "ru", PORTAL) is None
