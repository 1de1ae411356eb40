"""What pages of many kinds show: files, pictures, events, links."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Crumb(Struct, frozen=True, kw_only=True):
    """A step of the breadcrumbs; the last one has no address."""

    title: str
    url: str = ""


class FeedLink(Struct, frozen=True, kw_only=True):
    """A feed that the page announces."""

    title: str
    url: str
    media_type: str
    """`application/rss+xml` or `application/atom+xml`."""


class PictureView(Struct, frozen=True, kw_only=True):
    """A picture in all its sizes."""

    src: str
    """JPEG (or PNG) for browsers that know nothing better, of middle width."""
    width: int
    height: int
    alt: str
    webp: str = ""
    """`srcset` of WebP variants, or empty."""
    jpeg: str = ""
    """`srcset` of JPEG variants, or empty."""
    caption: str = ""
    credit: str = ""
    full: str = ""
    """Address of the full-size file to download, or empty."""
    full_size: int = 0
    """Its size in bytes."""


class FileView(Struct, frozen=True, kw_only=True):
    """A file to download, with what one wants to know before."""

    url: str
    title: str
    type_name: str
    """«PDF», «DOCX»…"""
    size: int
    """Bytes."""
    pages: int = 0
    digest: str = ""
    """SHA-256, hexadecimal."""
    thumbnail: PictureView | None = None
    scan: bool = False
    """A PDF without text: a screen reader finds nothing in it."""
    waiver: str = ""
    """Why it is published though it is not accessible."""


class VideoView(Struct, frozen=True, kw_only=True):
    """A video elsewhere."""

    url: str
    title: str
    host: str
    """Name of the site it leads to: `rutube.ru`."""
    poster: PictureView | None = None
    transcript: str = ""
    duration: str = ""


class Term(Struct, frozen=True, kw_only=True):
    """A section, a tag, a kind of act: a name with the address of its list."""

    title: str
    url: str
    current: bool = False
    note: str = ""
    """A sentence about it, where a list has room: the description of a section."""
    lang: str = ""
    """Of what is behind a link to another language: `en`."""


class EventView(Struct, frozen=True, kw_only=True):
    """An event or a deadline of an item, shown under «Скоро»."""

    title: str
    url: str
    start: datetime
    end: datetime | None = None
    place: str = ""
    deadline: bool = False
    all_day: bool = False
