"""A built site as its visitors meet it: pages by address, and what they refer to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

FRAGMENTS = frozenset({"alert/fragment.html"})
"""Parts that a script puts into pages; they are no documents of their own."""

_ADDRESSES = ("href", "src", "poster", "action", "data-url")
_FETCHED = ("src", "srcset", "poster", "data-url")
"""Attributes whose address the browser fetches without being asked."""
_FETCHED_LINKS = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest"})


@dataclass(frozen=True)
class Reference:
    """An address in a page."""

    page: str
    """Address of the page."""
    tag: str
    attribute: str
    typed: str
    fetched: bool
    """The browser asks for it by itself."""

    def __str__(self) -> str:
        return f"{self.page}: <{self.tag} {self.attribute}=…{self.typed}>"


@dataclass(frozen=True)
class Page:
    """One HTML document."""

    file: str
    """Path in the output."""
    address: str
    tree: html.HtmlElement

    @property
    def is_redirect(self) -> bool:
        """Whether it only sends the visitor of an old address on."""
        return bool(self.tree.xpath("//meta[translate(@http-equiv, 'R', 'r') = 'refresh']"))

    @property
    def is_indexed(self) -> bool:
        """Whether robots may list it."""
        return not self.is_redirect and not self.tree.xpath("//meta[@name='robots']")

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Places that a link may lead to."""
        return frozenset(self.tree.xpath("//@id"))

    def references(self) -> Iterator[Reference]:
        """Every address in the page."""
        for element in self.tree.iter(html.etree.Element):
            for name in _ADDRESSES:
                if name in element.attrib:
                    yield self._reference(element, name, element.get(name))
            for candidate in element.get("srcset", "").split(","):
                if candidate.strip():
                    yield self._reference(element, "srcset", candidate.split()[0])

    def _reference(self, element, name: str, typed: str) -> Reference:
        fetched = name in _FETCHED or (
            element.tag == "link" and not _FETCHED_LINKS.isdisjoint(element.get("rel", "").split())
        )
        return Reference(self.address, element.tag, name, typed.strip(), fetched)

    def data(self) -> list[dict[str, object]]:
        """The items of the page's JSON-LD. Raises ValueError where it is no JSON."""
        found: list[dict[str, object]] = []
        for element in self.tree.xpath("//script[@type='application/ld+json']"):
            value = json.loads(element.text)
            found += value if isinstance(value, list) else [value]
        return found


class Site:
    """The output of a build; `url` is the address at which it is to be published."""

    def __init__(self, root: Path, url: str) -> None:
        self.root = root
        self.url = url.rstrip("/")

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file of the output."""
        return frozenset(
            path.relative_to(self.root).as_posix()
            for path in self.root.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        )

    @cached_property
    def pages(self) -> list[Page]:
        """Every document, redirects included."""
        return [
            Page(
                name, self.address_of(name), html.parse(self.root / name, self._parser()).getroot()
            )
            for name in sorted(self.files)
            if name.endswith(".html") and name not in FRAGMENTS
        ]

    @staticmethod
    def _parser() -> html.HTMLParser:
        return html.HTMLParser(encoding="utf-8")

    @cached_property
    def by_file(self) -> dict[str, Page]:
        """Pages by their path in the output."""
        return {page.file: page for page in self.pages}

    def address_of(self, file: str) -> str:
        """`news/index.html` → `/news/`."""
        return "/" + file.removesuffix("index.html")

    def inside(self, typed: str, page: str) -> str | None:
        """The address within the site, anchor included, that `typed` in `page` means; None for one
        elsewhere.
        """
        parts = urlsplit(urljoin(f"{self.url}{page}", typed))
        if f"{parts.scheme}://{parts.netloc}" != self.url:
            return None
        return parts.path + (f"#{parts.fragment}" if parts.fragment else "")

    def file_at(self, address: str) -> str:
        """The file that a static host answers with; empty for none."""
        name = unquote(address.partition("#")[0]).lstrip("/")
        if not name or name.endswith("/"):
            name += "index.html"
        return name if name in self.files else ""
