"""What the name of a list says, and where the list's pages stand.

`news/2026/11` stands at `/news/2026/11/`, its second page at `/news/2026/11/2/`; `documents/2023`
at `/documents/year/2023/`, `en:section/kultura` at `/en/sections/kultura/`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from vestnik.core.addresses import language_prefix, list_address
from vestnik.core.model import Kind
from vestnik.site.lists import split_language

if TYPE_CHECKING:
    from datetime import date

    from vestnik.core.model import Document

_BY_ADOPTION = ("documents", "kind", "issuer", "status")
_KEYED = ("kind", "issuer", "status", "section", "tag")
_WITH_FEED = ("all", "news", "documents", "reports", "section", "kind")


class Listing(Struct, frozen=True, kw_only=True):
    """A base list, a year or a month of one."""

    family: str
    """`news`, `documents`, `reports`, `section`, `tag`, `kind`, `issuer`, `status`,
    `all`."""
    lang: str
    """Language of the list, also when it is the site's first."""
    foreign: bool = False
    """Its language is not the site's first: names and addresses carry it."""
    key: str = ""
    """Of a section, kind or issuer, or the slug of a tag."""
    year: int = 0
    """0 for the whole list."""
    month: int = 0
    """0 for a whole year, or the whole list."""

    @property
    def name(self) -> str:
        """The name that a view understands."""
        return f"{self.lang}:{self.plain}" if self.foreign else self.plain

    @property
    def plain(self) -> str:
        """The name without its language."""
        name = f"{self.family}/{self.key}" if self.key else self.family
        if self.year:
            name += f"/{self.year:04}"
        return f"{name}/{self.month:02}" if self.month else name

    @property
    def url(self) -> str:
        """Address of the list's first page."""
        return self.page(1)

    @property
    def base(self) -> Listing:
        """The list without year and month."""
        return replace(self, year=0, month=0)

    @property
    def of_acts(self) -> bool:
        """Its members are acts, listed by the day of adoption."""
        return self.family in _BY_ADOPTION

    @property
    def by_day(self) -> bool:
        """News-like: shown in groups, a day each."""
        return not self.of_acts and self.family != "reports"

    @property
    def has_feed(self) -> bool:
        """It can be subscribed to."""
        return self.family in _WITH_FEED and not self.year

    def page(self, number: int) -> str:
        """Address of a page of the list; the list of everything stands on the home page."""
        return _address(self, number)

    def of_year(self, year: int) -> Listing:
        """A year of the list."""
        return replace(self, year=year, month=0)

    def of_month(self, year: int, month: int) -> Listing:
        """A month of the list."""
        return replace(self, year=year, month=month)

    def day_of(self, document: Document) -> date:
        """The day under which the list files a document."""
        if self.of_acts and document.act is not None:
            return document.act.adopted
        return document.date.date()


@lru_cache(maxsize=8192)
def _address(listing: Listing, number: int) -> str:
    prefix = language_prefix(listing.lang, "") if listing.foreign else ""
    if listing.family == "all":
        return f"{prefix}/"
    return list_address(listing.plain, number, prefix)


@lru_cache(maxsize=4096)
def listing(name: str, first_lang: str) -> Listing:
    """Reads the name of a list.

    >>> listing("en:section/kultura/2026/11", "ru").url
    '/en/sections/kultura/2026/11/'
    """
    lang, plain = split_language(name)
    family, *rest = plain.split("/")
    # A tag may be called «2024», so a key is taken off before years are looked for.
    key = rest.pop(0) if family in _KEYED else ""
    year, month = (*(int(part) for part in rest), 0, 0)[:2]
    return Listing(
        family=family,
        lang=lang or first_lang,
        foreign=bool(lang),
        key=key,
        year=year,
        month=month,
    )


def sibling(model: Listing, family: str, key: str = "") -> Listing:
    """Another base list of the same language."""
    return Listing(family=family, key=key, lang=model.lang, foreign=model.foreign)


@lru_cache(maxsize=1024)
def listing_in(lang: str, first_lang: str, family: str, key: str = "") -> Listing:
    """A base list of a language."""
    return Listing(family=family, key=key, lang=lang, foreign=lang != first_lang)


def own_listing(document: Document, first_lang: str) -> Listing | None:
    """The list to which an item belongs before all others; a page has none."""
    match document.kind:
        case Kind.NEWS:
            return listing_in(document.lang, first_lang, "news")
        case Kind.REPORT:
            return listing_in(document.lang, first_lang, "reports")
        case Kind.DOCUMENT if document.act is not None:
            return listing_in(document.lang, first_lang, "kind", document.act.kind)
        case _:
            return None


def home_url(lang: str, first_lang: str) -> str:
    """Address of the home page of a language."""
    return language_prefix(lang, first_lang) + "/"
