"""A built site as files: its pages parsed, and how far each stands from the home page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html

_BASE = "https://site.invalid"
"""Stands for the site's own address while links are resolved."""


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML document."""

    address: str
    """`/news/`, `/404.html`."""
    tree: Any
    """Its root element (lxml)."""
    links: tuple[str, ...]
    """Addresses within the site that it links to, in their order."""

    @property
    def is_redirect(self) -> bool:
        """Whether it only sends the visitor of an old address on."""
        return bool(self.tree.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']"))

    @property
    def lang(self) -> str:
        """Its language, as declared."""
        return str(self.tree.get("lang") or "")

    def texts(self, path: str) -> list[str]:
        """The texts of the elements that an XPath finds."""
        return [" ".join(one.text_content().split()) for one in self.tree.xpath(path)]


@dataclass(frozen=True, slots=True)
class Site:
    """The files of a site."""

    root: Path
    files: frozenset[str]
    """Paths relative to the root, with `/`."""
    pages: Mapping[str, Page]
    """Pages that a visitor is to read, by address: no redirects, no fragments."""
    depths: Mapping[str, int]
    """How many links from the home page lead to an address, by the shortest way."""

    def file_at(self, address: str) -> str:
        """The file that a static host answers with; empty for none."""
        name = unquote(address).lstrip("/")
        if not name or name.endswith("/"):
            name += "index.html"
        return name if name in self.files else ""


def read_site(root: Path, url: str = "") -> Site:
    """Reads every HTML file below `root`; `url` is the address at which it is published, by which
    links in full are known as the site's own (without it, that of the home page's canonical link).
    """
    files = frozenset(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )
    trees = {_address(name): _tree(root / name) for name in sorted(files) if name.endswith(".html")}
    documents = {address: tree for address, tree in trees.items() if tree is not None}
    own = url or _canonical(documents.get("/"))
    pages = {
        address: Page(address, tree, tuple(_links(tree, address, own)))
        for address, tree in documents.items()
    }
    readable = {address: page for address, page in pages.items() if not page.is_redirect}
    return Site(root=root, files=files, pages=readable, depths=_depths(pages))


def _address(name: str) -> str:
    return "/" + name.removesuffix("index.html")


def _tree(path: Path) -> Any:
    """The document; None for a fragment, which a script puts into pages."""
    data = path.read_bytes()
    if b"<html" not in data[:2000].lower():
        return None
    tree = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    for pattern in tree.xpath("//template"):  # what a script makes rows of; nobody reads it
        pattern.drop_tree()
    return tree


def _canonical(home: Any) -> str:
    found = [] if home is None else home.xpath("//link[@rel='canonical']/@href")
    parts = urlsplit(found[0]) if found else None
    return f"{parts.scheme}://{parts.netloc}" if parts and parts.netloc else ""


def _links(tree: Any, address: str, own: str) -> Iterator[str]:
    for typed in tree.xpath("//a/@href | //area/@href"):
        full = urldefrag(urljoin(f"{_BASE}{address}", str(typed).strip())).url
        for base in (_BASE, own.rstrip("/")):
            if base and (full == base or full.startswith(f"{base}/")):
                yield urlsplit(full).path or "/"
                break


def _depths(pages: Mapping[str, Page]) -> dict[str, int]:
    depths = {"/": 0} if "/" in pages else {}
    ring = list(depths)
    while ring:
        following = []
        for address in ring:
            for target in pages[address].links:
                if target not in depths:
                    depths[target] = depths[address] + 1
                    if target in pages:
                        following.append(target)
        ring = following
    return depths
