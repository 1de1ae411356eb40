"""What a feed holds, as values: documents become entries with absolute addresses and safe HTML.

**Identifiers.** An entry's `guid` is the one kept from an old site, else its permanent address. A
tag URI would survive neither a change of address nor one of domain any better, and needs a date,
which an officer may correct; an address does not. Readers know an item by its guid alone, so a page
that moves keeps its old one in `guid:`.
"""

from __future__ import annotations

import functools
import html
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, time
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from msgspec import Struct
from msgspec.structs import replace

from vestnik.core.model import Document, Kind
from vestnik.core.patterns import regex
from vestnik.core.portal import Portal

SUMMARY_LENGTH = 300
"""Characters of the text that stand in for a missing lead."""

_REMEMBERED = 64
"""Texts that stay at hand: one item stands in several feeds, and each is written in two formats."""

_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:")
_IN_PATH = "/:@!$&'()*+,;=~%"
"""What stays as it is in a path, besides letters, digits and `-._`."""
_TO_QUOTE = regex(r"[^A-Za-z0-9\-._/:@!$&'()*+,;=~%?#]|%(?![0-9A-Fa-f]{2})")
_STRAY_PERCENT = regex(r"%(?![0-9A-Fa-f]{2})")
_SPACES = regex(r"[^\S\u00a0\u202f]+")
"""All but the no-break ones."""
_INLINE_TAG = regex(
    r"</?(?:a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)"
    r"\b[^>]*>"
)
_TAG = regex(r"<[^>]*>")
_CUT_OFF = regex(r"(<[^>]*|&\w*)$")


class Enclosure(Struct, frozen=True, kw_only=True):
    """A file that comes with an entry: the picture, the PDF."""

    url: str
    media_type: str
    length: int
    """Bytes."""
    title: str = ""


class Category(Struct, frozen=True, kw_only=True):
    """What an entry is about: its section, a tag, the kind of act."""

    term: str
    scheme: str
    """Absolute address of the list of all such terms."""
    label: str


class FeedEntry(Struct, frozen=True, kw_only=True):
    """One item of a feed."""

    guid: str
    link: str
    """Absolute address of the page."""
    title: str
    html: str
    """Full text; every reference in it is absolute."""
    summary: str
    """Plain text."""
    published: datetime
    updated: datetime
    author: str = ""
    categories: tuple[Category, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    """The first one is the one that RSS shows."""

    @property
    def permalink(self) -> bool:
        """Whether the guid is the address of the page."""
        return self.guid == self.link


class FeedInfo(Struct, frozen=True, kw_only=True):
    """A feed as a whole: `rss.xml` and `atom.xml` at the address of the list that it follows."""

    title: str
    page: str
    """Absolute address of the list, with a final slash."""
    description: str
    author: str
    """Name of the body that publishes."""
    home: str
    """Absolute address of the site."""
    lang: str = "ru"
    email: str = ""
    rights: str = ""
    icon: str = ""
    """Absolute address of a small square picture, or empty."""
    logo: str = ""
    """Absolute address of a larger picture, or empty. RSS shows it when it is PNG, JPEG or GIF."""

    @property
    def rss_url(self) -> str:
        """Absolute address of the RSS file."""
        return self.page + "rss.xml"

    @property
    def atom_url(self) -> str:
        """Absolute address of the Atom file."""
        return self.page + "atom.xml"


def absolute(base: str, address: str) -> str:
    """The address as every program reads it: absolute, host in punycode, the rest percent-encoded.

    `base` is the address of the site; an address of another site is only encoded.

    >>> absolute("https://светлоречье.рф", "/files/план.pdf")
    'https://xn--b1agaa2asodl8czc.xn--p1ai/files/%D0%BF%D0%BB%D0%B0%D0%BD.pdf'
    """
    if address.startswith("//"):
        address = urlsplit(base).scheme + ":" + address
    elif not _SCHEME.match(address):
        address = base.rstrip("/") + "/" + address.removeprefix("/")
    if not _TO_QUOTE.search(address):
        return address
    parts = urlsplit(_STRAY_PERCENT.sub("%25", address))
    path, query, fragment = (
        quote(part, safe=_IN_PATH + "?") for part in (parts.path, parts.query, parts.fragment)
    )
    return urlunsplit((parts.scheme, _host(parts.netloc), path, query, fragment))


@functools.lru_cache(maxsize=256)
def _host(netloc: str) -> str:
    try:
        return netloc.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(netloc, safe=":@[]")


def feed_info(
    portal: Portal, address: str = "/", title: str = "", *, description: str = "", lang: str = ""
) -> FeedInfo:
    """The feed of the list at `address`, or of the whole site; without icon and logo."""
    name = portal.short_name or portal.name
    return FeedInfo(
        title=f"{title} — {name}" if title else portal.name,
        page=absolute(portal.url, address),
        description=description or portal.description or portal.name,
        author=portal.name,
        home=absolute(portal.url, "/"),
        lang=lang or portal.lang,
        email=portal.contacts.email,
        rights=portal.licence,
    )


def feed_entry(
    document: Document,
    body: str,
    portal: Portal,
    enclosures: Sequence[Enclosure] = (),
    *,
    title: str = "",
) -> FeedEntry:
    """The document as an item of a feed, under `title` where its own does not stand alone.

    `body` is its resolved HTML; the references in it and those of the enclosures may be addresses
    within the site. A withdrawn document says that it is withdrawn and nothing else, whatever
    `body` holds.
    """
    link = absolute(portal.url, document.address)
    entry = FeedEntry(
        guid=document.guid.strip() or link,
        link=link,
        title=_one_line(title or document.title),
        html="",
        summary="",
        published=_with_zone(document.date, portal),
        updated=_with_zone(document.updated, portal),
        author=_one_line(document.author),
        categories=_categories(document, portal),
    )
    if document.withdrawn is not None:
        return _withdrawn(entry, document, portal)
    files = _in_order(
        document, [replace(one, url=absolute(portal.url, one.url)) for one in enclosures]
    )
    text = clean(body, link, portal.url)
    summary = _one_line(document.lead) or opening(text)
    text = text.strip() or _paragraph(summary or entry.title)
    return replace(entry, html=text + _links(files, text), summary=summary, enclosures=files)


@functools.lru_cache(maxsize=_REMEMBERED)
def clean(body: str, page: str, base: str) -> str:
    """HTML fit for strangers: absolute references, and nothing but text, tables and pictures.

    `page` is the absolute address of the document, `base` that of the site. Scripts, styles, forms,
    frames and SVG go, as do `id` and `class`, which mean nothing elsewhere; of a `<picture>` its
    `<img>` stays.
    """
    return _cleaner(page, base)(body)


@functools.lru_cache(maxsize=1)
def _tags() -> tuple[set[str], set[str], dict[str, set[str]]]:
    """Elements that stay, elements that go with all they hold, attributes that stay."""
    tags = (
        "a abbr address article aside b bdi blockquote br caption cite code col colgroup dd del"
        " details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins"
        " kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table"
        " tbody td tfoot th thead time tr u ul var wbr"
    )
    gone = (
        "script style svg math template iframe object embed noscript form button select textarea"
        " audio video"
    )
    attributes = {
        "*": {"lang", "dir"},
        "a": {"href", "title", "hreflang"},
        "abbr": {"title"},
        "col": {"span"},
        "colgroup": {"span"},
        "del": {"datetime"},
        "img": {"src", "alt", "title", "width", "height"},
        "ins": {"datetime"},
        "li": {"value"},
        "ol": {"start", "type", "reversed"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "time": {"datetime"},
    }
    return set(tags.split()), set(gone.split()), attributes


def _cleaner(page: str, base: str) -> Callable[[str], str]:
    import nh3  # here, since a build that writes no feed must not wait for it

    def resolved(reference: str) -> str | None:
        try:
            if reference.startswith("#"):
                return page + reference
            if reference.startswith("/"):
                return absolute(base, reference)
            return absolute(base, urljoin(page, reference))
        except ValueError:  # «//[» and the like: no address at all
            return None

    tags, gone, attributes = _tags()
    cleaner = nh3.Cleaner(
        tags=tags,
        clean_content_tags=gone,
        attributes=attributes,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
        url_relative=resolved,
    )
    return cleaner.clean


def opening(body: str, length: int = SUMMARY_LENGTH) -> str:
    """The beginning of the text, cut between words.

    >>> opening("<p>Каток <b>открыт</b>.</p><p>Ждём всех</p>", 18)
    'Каток открыт. Ждём…'
    """
    # Ten times the length leaves room for markup, and spares us stripping a long act.
    head = _CUT_OFF.sub("", body[: 10 * length])
    text = _one_line(html.unescape(_TAG.sub(" ", _INLINE_TAG.sub("", head))))
    if len(text) <= length:
        return text
    return (text[: length + 1].rpartition(" ")[0] or text[:length]).rstrip(" .,;:—–-") + "…"


def _categories(document: Document, portal: Portal) -> tuple[Category, ...]:
    found: list[Category] = []
    if document.section:
        section = portal.section(document.section)
        title = section.named(document.lang).title if section else document.section
        scheme = absolute(portal.url, "/sections/")
        found.append(Category(term=document.section, scheme=scheme, label=title))
    if document.act is not None:
        kind = portal.act_kind(document.act.kind)
        title = kind.title if kind else document.act.kind
        scheme = absolute(portal.url, "/documents/kind/")
        found.append(Category(term=document.act.kind, scheme=scheme, label=title))
    scheme = absolute(portal.url, "/tags/")
    found += [
        Category(term=tag, scheme=scheme, label=tag)
        for tag in dict.fromkeys(_one_line(tag) for tag in document.tags)
        if tag
    ]
    return tuple(found)


def _in_order(document: Document, files: Iterable[Enclosure]) -> tuple[Enclosure, ...]:
    """RSS shows the first file alone: of an act or a report the document, not its picture."""
    if document.kind in (Kind.DOCUMENT, Kind.REPORT):
        files = sorted(files, key=lambda file: file.media_type.startswith("image/"))
    return tuple(files)


def _links(files: Iterable[Enclosure], text: str) -> str:
    """Links to the files that the text does not lead to: many readers show no enclosures."""
    missing = [
        file
        for file in files
        if not file.media_type.startswith("image/")
        and html.escape(file.url, quote=False) not in text
    ]
    if not missing:
        return ""
    return f"<ul>{''.join(map(_link, missing))}</ul>"


def _link(file: Enclosure) -> str:
    title = _one_line(file.title) or file.url.rpartition("/")[2]
    return f'<li><a href="{html.escape(file.url)}">{html.escape(title, quote=False)}</a></li>'


_WITHDRAWN = {
    "ru": "Материал снят с публикации {day:%d.%m.%Y}: {reason}",
    "en": "Withdrawn on {day:%d.%m.%Y}: {reason}",
}


def _withdrawn(entry: FeedEntry, document: Document, portal: Portal) -> FeedEntry:
    withdrawal = document.withdrawn
    assert withdrawal is not None
    words = _WITHDRAWN.get(document.lang, _WITHDRAWN["en"])
    note = _one_line(words.format(day=withdrawal.date, reason=withdrawal.reason))
    moment = _with_zone(datetime.combine(withdrawal.date, time()), portal)
    return replace(
        entry,
        html=_paragraph(note),
        summary=note,
        updated=max(entry.updated, moment),
        author="",
    )


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text, quote=False)}</p>"


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _with_zone(moment: datetime, portal: Portal) -> datetime:
    """In the site's zone where its offset is one that feeds can write: whole minutes."""
    local = portal.local(moment)
    offset = local.utcoffset()
    # Moscow's was two and a half hours and seventeen seconds in 1916.
    return local.astimezone(UTC) if offset and offset.total_seconds() % 60 else local
