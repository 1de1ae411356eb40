"""Exports of old sites in XML to parcels: WordPress's WXR, RSS 2.0 and 1.0, Atom.

The XML is untrusted: entities are not expanded, nothing is fetched, text nodes are bounded by
libxml2's own limits. Damaged XML gives what can be read of it. WXR is RSS 2.0 with elements of its
own, so one walk over the items reads all three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape
from html.entities import name2codepoint
from io import BytesIO

from vestnik.core.model import Kind
from vestnik.importing import wordpress
from vestnik.importing.dates import iso, moment_in
from vestnik.importing.decoding import MAX_BYTES, decode
from vestnik.importing.dom import Element, squeezed
from vestnik.importing.parcels import Parcel, Unusable

_HEAD = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*|<\?[^>]*>\s*)*"
    r"<(?P<root>rss|feed|rdf:RDF)\b",
    re.DOTALL,
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&([a-zA-Z]{2,8});")
_KEPT_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ITEMS = frozenset({"item", "entry"})
_TAG = re.compile(r"<[^>]*>")
_CUT = re.compile(
    r"(?:\[(?:…|\.{3}|&hellip;)\]|…|\.{3}|(?:читать|подробнее|далее)[^<]{0,20})\s*(?:</\w+>\s*)*$",
    re.IGNORECASE,
)
_EXCERPT_ONLY = "в ленте было только начало текста: возьмите остальное со страницы"


def is_export(data: bytes) -> bool:
    """Whether a file holds an export, by its head."""
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "replace")
    else:
        text = head.decode("utf-8-sig", "replace")
    return _HEAD.match(text) is not None


def read_export(data: bytes) -> list[Parcel]:
    """Every page of an export, in its order. Raises Unusable where there is none."""
    raw = list(_items(data))
    if not raw:
        raise Unusable("в файле нет ни одной записи: это не выгрузка сайта, или она оборвана")
    attachments = {
        one.first("post_id"): one for one in raw if one.first("post_type") == "attachment"
    }
    library = wordpress.Library(
        {key: one.first("attachment_url") or one.first("link") for key, one in attachments.items()},
        {key: one.meta.get("_wp_attachment_image_alt", "") for key, one in attachments.items()},
    )
    parcels: list[Parcel] = []
    keys: set[str] = set()
    for number, one in enumerate(raw, 1):
        parcel = _parcel(one, number, library)
        if parcel is not None and parcel.key not in keys:
            keys.add(parcel.key)
            parcels.append(parcel)
    return parcels


@dataclass(slots=True)
class _Raw:
    """The elements of one item, by their names without namespace."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    """Relation, address and type."""
    categories: list[tuple[str, str]] = field(default_factory=list)
    """Domain and name."""
    meta: dict[str, str] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """The first of these that is there."""
        for name in names:
            for text in self.texts.get(name, ()):
                if text.strip():
                    return text.strip()
        return ""


def _items(data: bytes) -> Iterator[_Raw]:
    from lxml import etree

    if len(data) <= MAX_BYTES or data[:2] == b"\x1f\x8b":
        text = _DECLARATION.sub("", decode(data).text, count=1)
        data = _ENTITY.sub(_character, text).encode("utf-8", "replace")
    elements = etree.iterparse(
        BytesIO(data),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    )
    try:
        for _, element in elements:
            if _name(element) in _ITEMS:
                yield _raw(element)
                element.clear()
    except etree.XMLSyntaxError as error:
        raise Unusable("это не XML, или файл оборван в самом начале") from error


def _character(found: re.Match[str]) -> str:
    """An entity of HTML: XML knows only five."""
    name = found[1]
    if name in _KEPT_ENTITIES or name not in name2codepoint:
        return found[0]
    return chr(name2codepoint[name])


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _raw(item: Element) -> _Raw:
    raw = _Raw()
    for child in item:
        name = _name(child)
        if name == "comment":
            continue
        text = _inner(child)
        if name == "link" and child.get("href"):
            raw.links.append(
                (child.get("rel") or "alternate", child.get("href"), child.get("type") or "")
            )
        elif name == "enclosure" and child.get("url"):
            raw.links.append(("enclosure", child.get("url"), child.get("type") or ""))
        elif name == "category":
            label = child.get("label") or text or child.get("term") or ""
            raw.categories.append((child.get("domain") or "", squeezed(unescape(label))))
        elif name == "postmeta":
            values = {_name(one): (one.text or "") for one in child}
            raw.meta[values.get("meta_key", "")] = values.get("meta_value", "")
        elif name == "author" and len(child):
            text = next((one.text or "" for one in child if _name(one) == "name"), "")
        # `content:encoded` and `excerpt:encoded` have one local name.
        if name == "encoded" and "excerpt" in str(child.tag):
            name = "excerpt"
        raw.texts.setdefault(name, []).append(text)
    return raw


def _inner(element: Element) -> str:
    """What stands in an element; markup of Atom's `type="xhtml"` as markup."""
    from lxml import etree

    if not len(element):
        return element.text or ""
    if element.get("type") == "xhtml":
        return "".join(etree.tostring(one, encoding="unicode", with_tail=True) for one in element)
    return "".join(element.itertext())


def _parcel(raw: _Raw, number: int, library: wordpress.Library) -> Parcel | None:
    kind_of_post = raw.first("post_type")
    if kind_of_post in wordpress.INNER_TYPES:
        return None
    link = raw.first("link") or next((one for rel, one, _ in raw.links if rel == "alternate"), "")
    guid = raw.first("guid", "id")
    addresses = [one for one in (link, guid) if one.startswith(("http://", "https://"))]
    full = raw.first("encoded", "full-text", "content")
    summary = raw.first("excerpt") if kind_of_post else raw.first("description", "summary")
    html = full or summary
    dropped: tuple[str, ...] = ()
    if kind_of_post:
        html, dropped = wordpress.as_html(full, library)
        html = library.picture(raw.meta.get("_thumbnail_id", ""), html) + html
    lead = squeezed(unescape(_TAG.sub(" ", summary))) if full and summary != full else ""
    if _CUT.search(lead) or len(lead) > _LONGEST_LEAD:
        lead = ""  # the beginning of the text, cut by a machine
    status = raw.first("status") if kind_of_post else ""
    return Parcel(
        key=raw.first("post_id") or guid or link or str(number),
        title=squeezed(unescape(_TAG.sub(" ", unescape(raw.first("title"))))),
        date=_date(raw),
        addresses=tuple(dict.fromkeys(addresses)),
        author="" if kind_of_post else _author(raw),
        category=next((name for domain, name in raw.categories if domain != "post_tag"), ""),
        tags=tuple(dict.fromkeys(name for domain, name in raw.categories if domain == "post_tag")),
        lead=lead,
        html=html,
        files=tuple(_enclosures(raw, html)),
        kind=Kind.PAGE if kind_of_post == "page" else None,
        news=kind_of_post in ("", "post"),
        refusal="на старом сайте лежит в корзине" if status == "trash" else "",
        doubts=tuple(_doubts(status, full, summary, raw)),
        dropped=dropped,
    )


_LONGEST_LEAD = 600


def _author(raw: _Raw) -> str:
    """A name; not the login or the mail address of whoever pressed the button."""
    typed = squeezed(raw.first("creator", "author"))
    named = re.fullmatch(r"\S+@\S+\s*\((.+)\)", typed)
    typed = named[1] if named else typed
    return typed if re.search(r"[А-Яа-яЁё]", typed) and "дмин" not in typed else ""


def _date(raw: _Raw) -> str:
    local = raw.first("post_date")
    for typed in (local, raw.first("pubDate", "published", "date", "issued", "updated")):
        if not typed or typed.startswith("0000"):
            continue
        try:
            return iso(datetime.fromisoformat(typed))
        except ValueError:
            pass
        try:
            return iso(parsedate_to_datetime(typed))
        except ValueError:
            pass
        if moment := moment_in(typed):
            return iso(moment)
    return ""


def _enclosures(raw: _Raw, html: str) -> Iterator[tuple[str, str]]:
    """Files given beside the text that the text itself does not show."""
    for relation, address, media_type in raw.links:
        name = address.rpartition("/")[2]
        if relation != "enclosure" or not name or name in html:
            continue
        if not media_type.startswith("image/"):
            yield address, name


def _doubts(status: str, full: str, summary: str, raw: _Raw) -> Iterator[str]:
    if status in ("draft", "pending", "auto-draft"):
        yield "на старом сайте это черновик"
    elif status == "private":
        yield "на старом сайте страница закрыта от посторонних"
    if raw.first("post_password"):
        yield "на старом сайте страница закрыта паролем"
    if not full and summary and _CUT.search(summary.strip()):
        yield _EXCERPT_ONLY
