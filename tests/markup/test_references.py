"""Whatever the demo portal names is there: links, pictures, anchors, feeds, site maps."""

import re
from datetime import date
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

from tests.feeds.validator import validate

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("markup")]

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_every_reference_leads_somewhere(site):
    """Links, pictures of every size, scripts, feeds and anchors resolve within the output."""
    broken = []
    for page in site.pages:
        for one in page.references():
            address = site.inside(one.typed, page.address)
            if address is None:
                continue
            file = site.file_at(address)
            anchor = address.partition("#")[2]
            if not file:
                broken.append(f"{one}: no such file")
            elif anchor and file in site.by_file and anchor not in site.by_file[file].anchors:
                broken.append(f"{one}: no such anchor")
    assert broken == []


def test_links_are_addresses_of_the_site_itself(site):
    """A link to a page of this site begins with a slash, so that the site works under any name."""
    found = [
        str(one)
        for page in site.pages
        for one in page.references()
        if one.tag != "link" and one.typed.startswith(site.url) and not page.is_redirect
    ]
    assert found == []


def test_addresses_have_one_form(site):
    """No link leads through a redirect: folders end with a slash, nothing says `index.html`."""
    found = [
        str(one)
        for page in site.pages
        for one in page.references()
        if (site.inside(one.typed, page.address) or "").partition("#")[0].endswith("/index.html")
    ]
    assert found == []


def test_pages_and_their_canonical_addresses_agree(site):
    """A page names itself; the page of an old address names the new one."""
    for page in site.pages:
        found = page.tree.xpath("//link[@rel='canonical']/@href")
        if page.is_redirect:
            assert [site.file_at(site.inside(one, page.address)) for one in found] != [""]
        elif page.is_indexed:
            assert found == [site.url + page.address], page.file
        else:
            assert found == [], page.file


def test_pictures_declare_their_size(site):
    """Nothing jumps while pictures load."""
    for page in site.pages:
        for picture in page.tree.iter("img"):
            assert picture.get("width", "").isdigit(), f"{page.file}: {picture.get('src')}"
            assert picture.get("height", "").isdigit(), f"{page.file}: {picture.get('src')}"
            assert "alt" in picture.attrib, f"{page.file}: {picture.get('src')}"


def test_every_page_announces_feeds(site):
    """A reader's program finds the subscriptions of the page that it is on."""
    for page in site.pages:
        found = page.tree.xpath("//link[@rel='alternate' and contains(@type, '+xml')]/@href")
        assert len(found) >= 2 or not page.is_indexed, page.file
        assert all(site.file_at(address) for address in found)


def test_every_page_can_be_reached(site):
    """From the home page links lead to every page but those of old addresses and the 404."""
    seen = {"index.html"}
    queue = ["index.html"]
    while queue:
        page = site.by_file[queue.pop()]
        for one in page.references():
            address = site.inside(one.typed, page.address)
            file = site.file_at(address) if address else ""
            if file in site.by_file and file not in seen:
                seen.add(file)
                queue.append(file)
    pages = {page.file for page in site.pages if not page.is_redirect} - {"404.html"}
    assert sorted(pages - seen) == []


def feeds(site) -> list[str]:
    """Files of feeds."""
    return sorted(name for name in site.files if re.search(r"(?:^|/)(?:rss|atom)\.xml$", name))


def test_feeds_are_valid(site):
    """By the rules of the W3C validator, and readable by a program that people use."""
    found = {}
    for name in feeds(site):
        data = (site.root / name).read_bytes()
        faults = validate(data, f"{site.url}/{name}", date.today())  # noqa: DTZ011 - dates of a demo
        if faults:
            found[name] = [str(fault) for fault in faults[:5]]
        read = feedparser.parse(data)
        assert not read.bozo, name
        assert read.feed.title, name
        for entry in read.entries:
            assert site.file_at(urlsplit(entry.link).path), f"{name}: {entry.link}"
            for enclosure in entry.get("enclosures", []):
                file = site.file_at(urlsplit(enclosure.href).path)
                size = (site.root / file).stat().st_size
                assert int(enclosure.length) == size, f"{name}: {enclosure.href}"
    assert found == {}
    assert len(feeds(site)) > 30


def test_site_maps_hold_every_item_and_list(site):
    """A robot learns of every news item, act, report and page, and of the lists; what is withdrawn
    it is not sent to.
    """
    index = etree.parse(site.root / "sitemap.xml")
    listed = []
    for part in index.xpath("//s:sitemap/s:loc/text()", namespaces=SITEMAP):
        tree = etree.parse(site.root / urlsplit(part).path.lstrip("/"))
        listed += tree.xpath("//s:url/s:loc/text()", namespaces=SITEMAP)
        assert len(tree.xpath("//s:url", namespaces=SITEMAP)) <= 50_000
    assert len(listed) == len(set(listed))
    assert [url for url in listed if not site.file_at(urlsplit(url).path)] == []
    items = {
        site.url + page.address
        for page in site.pages
        if page.is_indexed and page.tree.xpath("//main[.//article]")
        if not page.tree.xpath("//meta[@name='description' and @content='Снято с публикации.']")
    }
    assert items <= set(listed)
    others = {urlsplit(url).path for url in set(listed) - items}
    assert {"/", "/en/", "/news/", "/news/2026/", "/documents/kind/prikaz/", "/tags/"} <= others
    pages = {page.address: page for page in site.pages}
    assert [address for address in others if not pages[address].is_indexed] == []


def test_redirect_pages_lead_to_pages(site):
    """An old address shows where the item is now, to people as well as to programs."""
    found = [page for page in site.pages if page.is_redirect]
    assert found
    for page in found:
        (target,) = page.tree.xpath("//meta[translate(@http-equiv, 'R', 'r') = 'refresh']/@content")
        address = site.inside(target.partition("url=")[2].strip("'\""), page.address)
        assert site.file_at(address), page.file
        assert page.tree.xpath("//a/@href"), page.file


def test_nothing_else_is_published(site):
    """Every file has a kind that a visitor, a robot or the web server's configuration asks for."""
    kinds = "conf css html jpg js json map pdf png svg txt webp woff2 xml docx odt ods xlsx csv"
    others = {
        name
        for name in site.files
        if name.rpartition(".")[2] not in kinds.split() and not name.startswith("search/")
    }
    assert others <= {"opendata/SHA256SUMS"}
