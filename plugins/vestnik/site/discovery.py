"""What machines read to find and understand pages: site maps, robots.txt, JSON-LD, Open Graph.

Pure functions of documents, settings and page contexts; none of them looks anything up.
"""

from __future__ import annotations

import enum
import html
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from vestnik.core.model import ActReference, Document
from vestnik.core.portal import Portal
from vestnik.feeds.entries import absolute
from vestnik.site.contexts import Crumb, FileView, ItemPage, Page

JsonObject = dict[str, Any]
"""A JSON-LD object."""

URLS_PER_SITEMAP = 50_000
"""What the protocol allows in one file."""

_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_SCHEMA = "https://schema.org"
_HEADLINE_LENGTH = 110
"""Search engines cut headlines there."""
_LOCALES = {"ru": "ru_RU", "en": "en_US", "de": "de_DE", "zh": "zh_CN"}
"""Languages without a line here are those of the peoples of Russia: `tt_RU`."""


class SitemapUrl(Struct, frozen=True):
    """An address with the moment of its last change."""

    url: str
    """Absolute."""
    changed: datetime | None = None


def sitemap_entry(document: Document, portal: Portal) -> SitemapUrl:
    """The document in a site map."""
    return SitemapUrl(absolute(portal.url, document.address), portal.local(document.updated))


def sitemap_parts(urls: Iterable[SitemapUrl]) -> list[list[SitemapUrl]]:
    """Addresses in files of the size that the protocol allows; an import may fill a year."""
    ordered = sorted(urls, key=lambda one: one.url)
    return [
        ordered[start : start + URLS_PER_SITEMAP]
        for start in range(0, len(ordered), URLS_PER_SITEMAP)
    ]


def sitemap_urls(urls: Iterable[SitemapUrl]) -> bytes:
    """A site map: pages, in the order of their addresses."""
    return _sitemap("urlset", "url", urls)


def sitemap_index(entries: Iterable[SitemapUrl]) -> bytes:
    """The list of the site maps themselves, each with the newest change of its pages."""
    return _sitemap("sitemapindex", "sitemap", entries)


def _sitemap(root: str, element: str, urls: Iterable[SitemapUrl]) -> bytes:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{_SITEMAPS}">']
    for one in sorted(urls, key=lambda one: one.url):
        changed = (
            f"<lastmod>{one.changed.isoformat(timespec='seconds')}</lastmod>" if one.changed else ""
        )
        lines.append(f"<{element}><loc>{html.escape(one.url)}</loc>{changed}</{element}>")
    return "\n".join([*lines, f"</{root}>", ""]).encode()


def robots(portal: Portal, closed: Iterable[str] = ()) -> bytes:
    """robots.txt: everything is open but the addresses in `closed`, and here is the map."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {_path(portal, address)}" for address in closed] or ["Disallow:"]
    return "\n".join([*lines, "", f"Sitemap: {absolute(portal.url, '/sitemap.xml')}", ""]).encode()


def _path(portal: Portal, address: str) -> str:
    """The address as it stands in requests."""
    return "/" + absolute(portal.url, address).split("/", 3)[3]


# --- JSON-LD ---


class Force(enum.StrEnum):
    """Whether an act is in force, in schema.org's words."""

    IN_FORCE = "InForce"
    PARTLY = "PartiallyInForce"
    NOT_IN_FORCE = "NotInForce"


def json_script(*objects: Mapping[str, Any]) -> Markup:
    """JSON for `<script type="application/ld+json">`; no text in it can end that script."""
    value = objects[0] if len(objects) == 1 else objects
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - nothing in it is markup any more


def government_organization(portal: Portal) -> JsonObject:
    """The body whose site this is, for the home page and the contacts."""
    contacts = portal.contacts
    return _object(
        "GovernmentOrganization",
        **_organization_facts(portal),
        alternateName=portal.short_name,
        description=portal.description,
        logo=absolute(portal.url, portal.emblem) if portal.emblem else "",
        telephone=contacts.phone,
        email=contacts.email,
        address=contacts.address,
        areaServed=portal.town,
        hasMap=portal.map_url,
        sameAs=[link.url for link in portal.social],
    )


def news_article(
    document: Document, portal: Portal, images: Sequence[str] = (), *, age: str = ""
) -> JsonObject:
    """A news item. `images` are addresses, the largest first; `age` is its mark or the site's."""
    section = portal.section(document.section)
    return _object(
        "NewsArticle",
        **_text_facts(document, portal, images),
        author=_person(document.author) or _organization(portal),
        publisher=_organization(portal),
        articleSection=section.named(document.lang).title if section else "",
        keywords=list(document.tags),
        contentRating=age,
        isAccessibleForFree=True,
    )


def report(document: Document, portal: Portal, files: Sequence[FileView] = ()) -> JsonObject:
    """A report (справка, отчёт, доклад)."""
    facts = document.report
    issuer = _issuer(portal, facts.issuer) if facts and facts.issuer else _organization(portal)
    return _object(
        "Report",
        **_text_facts(document, portal),
        author=issuer,
        publisher=_organization(portal),
        temporalCoverage=facts.period if facts else "",
        encoding=[_media(file, portal) for file in files],
    )


def legislation(
    document: Document,
    portal: Portal,
    *,
    force: Force | None = None,
    address_of: Callable[[ActReference], str] = lambda _: "",
    files: Sequence[FileView] = (),
) -> JsonObject:
    """An act. `address_of` gives the address of an act that it refers to, or nothing."""
    act = document.act
    if act is None:
        raise ValueError(f"{document.path} is not an act")
    kind = portal.act_kind(act.kind)

    def other(reference: ActReference) -> JsonObject:
        return _other_act(reference, portal, address_of(reference) or reference.url)

    return _object(
        "Legislation",
        **_facts(document, portal),
        legislationIdentifier=act.number if _has_number(act.number) else "",
        legislationType=kind.title if kind else act.kind,
        legislationDate=act.adopted,
        legislationDateOfApplicability=act.effective or "",
        legislationPassedBy=_issuer(portal, act.issuer),
        legislationJurisdiction=portal.town or portal.region,
        legislationLegalForce=f"{_SCHEMA}/{force}" if force else "",
        creativeWorkStatus="Draft" if act.project else "",
        publication=[
            _bare("PublicationEvent", name=one.name, startDate=one.date, url=one.url)
            for one in act.published_in
        ],
        legislationChanges=[other(one) for one in act.amends],
        legislationRepeals=[other(one) for one in act.repeals],
        isBasedOn=[other(one) for one in act.based_on],
        encoding=[_media(file, portal) for file in files],
    )


def breadcrumb_list(crumbs: Sequence[Crumb], portal: Portal) -> JsonObject:
    """The way from the home page; the last step, where the reader is, has no address."""
    return _object(
        "BreadcrumbList",
        itemListElement=[
            _bare(
                "ListItem",
                position=position,
                name=crumb.title,
                item=absolute(portal.url, crumb.url) if crumb.url else "",
            )
            for position, crumb in enumerate(crumbs, start=1)
        ],
    )


def _object(kind: str, **properties: Any) -> JsonObject:
    return {"@context": _SCHEMA, **_bare(kind, **properties)}


def _bare(kind: str, **properties: Any) -> JsonObject:
    """A JSON-LD object without what is empty; dates become text."""
    known = {name: _value(value) for name, value in properties.items() if value not in ("", [], {})}
    identifier = {"@id": known.pop("id")} if "id" in known else {}
    return {"@type": kind, **identifier, **known}


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _facts(document: Document, portal: Portal) -> JsonObject:
    """What every kind of document says of itself."""
    address = absolute(portal.url, document.address)
    return {
        "url": address,
        "mainEntityOfPage": address,
        "name": document.title,
        "abstract": document.lead,
        "inLanguage": document.lang,
        "datePublished": portal.local(document.date),
        "dateModified": portal.local(document.updated),
    }


def _text_facts(document: Document, portal: Portal, images: Sequence[str] = ()) -> JsonObject:
    facts = _facts(document, portal)
    facts["headline"] = _cut(document.title, _HEADLINE_LENGTH)
    facts["description"] = facts.pop("abstract")
    facts["image"] = [absolute(portal.url, image) for image in images]
    return facts


def _organization_facts(portal: Portal) -> JsonObject:
    home = absolute(portal.url, "/")
    return {"id": f"{home}#organization", "name": portal.name, "url": home}


def _organization(portal: Portal) -> JsonObject:
    return _bare("GovernmentOrganization", **_organization_facts(portal))


def _issuer(portal: Portal, key: str) -> JsonObject:
    issuer = portal.issuer(key)
    return _bare("GovernmentOrganization", name=issuer.title if issuer else key)


def _person(name: str) -> JsonObject:
    return _bare("Person", name=name) if name else {}


def _other_act(reference: ActReference, portal: Portal, address: str) -> JsonObject:
    kind = portal.act_kind(reference.kind)
    return _bare(
        "Legislation",
        url=absolute(portal.url, address) if address else "",
        name=reference.title,
        legislationType=kind.title if kind else reference.kind,
        legislationIdentifier=reference.number if _has_number(reference.number) else "",
        legislationDate=reference.date or "",
    )


def _has_number(number: str) -> bool:
    return number.casefold() not in ("", "б/н")


def _media(file: FileView, portal: Portal) -> JsonObject:
    return _bare(
        "MediaObject",
        name=file.title,
        contentUrl=absolute(portal.url, file.url),
        contentSize=f"{file.size} B",
        sha256=file.digest,
    )


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return text[:length].rpartition(" ")[0].rstrip(" ,;:—–-") + "…"


# --- Open Graph ---


def open_graph(page: Page, portal: Portal) -> tuple[tuple[str, str], ...]:
    """Properties and values for `<meta property=… content=…>`, in a fixed order; none is empty."""
    values = [
        ("og:type", page.og_type),
        ("og:site_name", portal.name),
        ("og:title", page.title),
        ("og:description", page.description),
        ("og:url", page.canonical),
        ("og:locale", _locale(page.lang)),
        ("og:image", page.og_image),
    ]
    if page.og_image and isinstance(page, ItemPage) and page.picture is not None:
        values.append(("og:image:alt", page.picture.alt))
    if page.og_type == "article":
        values += _article_values(page)
    return tuple((name, value) for name, value in values if value)


def _article_values(page: Page) -> list[tuple[str, str]]:
    values = [
        ("article:published_time", page.published.isoformat() if page.published else ""),
        ("article:modified_time", page.updated.isoformat() if page.updated else ""),
    ]
    if isinstance(page, ItemPage):
        values.append(("article:section", page.section.title if page.section else ""))
        values += [("article:tag", tag.title) for tag in page.tags]
    return values


def _locale(lang: str) -> str:
    return _LOCALES.get(lang, f"{lang}_RU")
