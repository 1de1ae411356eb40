"""From the values of a front matter to the `Document`."""

from __future__ import annotations

import posixpath

from vestnik.core import addresses
from vestnik.core.frontmatter import Fields, Text
from vestnik.core.model import Act, Document, Kind, Report
from vestnik.core.patterns import regex
from vestnik.core.portal import Portal
from vestnik.core.problems import Problem
from vestnik.core.schema.common_fields import TYPES
from vestnik.core.schema.fields import FIELDS, fields_of
from vestnik.core.schema.reader import Values, check_required, is_blank, read_fields
from vestnik.core.schema.rules import check_item
from vestnik.core.schema.spot import Reading
from vestnik.core.schema.suggest import listed
from vestnik.core.schema.values import is_yes

FOLDERS = {
    "news": Kind.NEWS,
    "documents": Kind.DOCUMENT,
    "reports": Kind.REPORT,
    "pages": Kind.PAGE,
}
"""What the sources of each folder of the content are."""

_ACT = Act.__struct_fields__
_MADE_HERE = frozenset({"path", "kind", "address", "slug", "act", "report", "project", "menu"})
_COMMON = tuple(name for name in Document.__struct_fields__ if name not in _MADE_HERE)
_DATED_NAME = regex(r"^\d{4}-\d{2}-\d{2}[-_ ]+")


def read(fields: Fields, path: str, portal: Portal) -> tuple[Document | None, list[Problem]]:
    """The item that a front matter describes, and all that is wrong with it.

    A document may come together with errors, so that checks across files see it; there is none
    where its title, date or address cannot be known.
    """
    reading = Reading(path, portal, _language(fields, portal))
    kind = _kind(fields, reading)
    if kind is None:
        return None, reading.problems
    schema = fields_of(kind)
    but = _not_required(fields)
    check_required(fields, schema, reading.spot(""), but=but)
    values = read_fields(fields, schema, reading, others=FIELDS)
    if "draft" in fields.entries and not is_blank(fields.entries["draft"]):
        values.setdefault("draft", True)  # said, but not understood: better hidden than shown
    _settle_issuer(values, kind, fields, reading)
    check_item(values, kind, reading)
    document = _document(values, kind, reading)
    if document:
        _redirect_to_itself(document, reading)
    return document, reading.problems


def _language(fields: Fields, portal: Portal) -> str:
    """The language that the source says it is in, else the site's own."""
    node = fields.entries.get("lang")
    typed = node.value.strip().lower() if isinstance(node, Text) else ""
    return typed or portal.lang


def _kind(fields: Fields, reading: Reading) -> Kind | None:
    """What the source is: by its `type`, else by its folder."""
    node = fields.entries.get("type")
    folder = reading.path.partition("/")[0]
    if isinstance(node, Text) and node.value.strip():
        names = {word.casefold(): value for value, name in TYPES for word in (value, name)}
        typed = names.get(node.value.strip().casefold())
        if typed:
            return Kind(typed)
    if folder in FOLDERS:
        return FOLDERS[folder]
    reading.spot("type").error(
        "kind-unknown",
        f"файл лежит в папке «{folder}»: непонятно, новость это, документ, отчёт или страница"
        if "/" in reading.path
        else "файл не лежит ни в одной папке: непонятно, новость это, документ, отчёт или страница",
        f"переложите его в одну из папок {', '.join(FOLDERS)} или добавьте строку «type: news»",
    )
    return None


def _not_required(fields: Fields) -> frozenset[str]:
    """Required fields that a draft act (проект) does not have yet."""
    node = fields.entries.get("project")
    if isinstance(node, Text) and is_yes(node.value):
        return frozenset({"number", "adopted"})
    return frozenset()


def _settle_issuer(values: Values, kind: Kind, fields: Fields, reading: Reading) -> None:
    """The only issuer of the site adopts all acts that name none."""
    if kind is not Kind.DOCUMENT or "issuer" in values or "issuer" in fields.entries:
        return
    issuers = reading.portal.issuers
    if len(issuers) == 1:
        values["issuer"] = issuers[0].key
        return
    have = listed([issuer.key for issuer in issuers])
    reading.spot("issuer").error(
        "required-missing",
        "не указано, кто принял документ",
        f"добавьте строку «issuer: …»; есть: {have}"
        if issuers
        else "добавьте органы (issuers) в настройки сайта",
    )


def _document(values: Values, kind: Kind, reading: Reading) -> Document | None:
    """The document of sound values; `None` where it would have no place on the site."""
    act = _act(values) if kind is Kind.DOCUMENT else None
    if "title" not in values or "date" not in values or (kind is Kind.DOCUMENT and not act):
        return None
    given = {name: values[name] for name in _COMMON if name in values}
    given.setdefault("lang", reading.portal.lang)
    if kind is Kind.PAGE:
        given |= {name: values[name] for name in ("menu", "project") if name in values}
    if kind is Kind.REPORT:
        given["report"] = Report(
            period=values.get("period", ""),
            issuer=values.get("issuer", ""),
            contacts=values.get("contacts", ()),
        )
    address = _address(values, kind, act, reading)
    slug = address.rstrip("/").rpartition("/")[2]
    return Document(path=reading.path, kind=kind, address=address, slug=slug, act=act, **given)


def _address(values: Values, kind: Kind, act: Act | None, reading: Reading) -> str:
    """Where the item stands on the site."""
    lang = values.get("lang", "")
    portal = reading.portal
    prefix = addresses.language_prefix(lang, portal.lang) if lang else ""
    path = _without_language(reading.path, lang)
    given: str = values.get("slug", "")
    day = values["date"].date()
    if act:
        name = given if given or act.number else default_slug(path)
        return addresses.act_address(
            act.issuer, act.kind, act.adopted, act.number, name=name, prefix=prefix
        )
    if kind is Kind.PAGE:
        return addresses.page_address(_renamed(path, given, reading), prefix)
    name = given or default_slug(path)
    if kind is Kind.REPORT:
        return addresses.report_address(day.year, name, prefix)
    return addresses.news_address(day, name, prefix)


def _without_language(path: str, lang: str) -> str:
    """`path` without what marks its language: `pages/en/about.md`, `news/opening.en.md`."""
    if not lang:
        return path
    stem, extension = posixpath.splitext(path)
    folder, _, rest = stem.removesuffix(f".{lang}").partition("/")
    return f"{folder}/{rest.removeprefix(f'{lang}/')}{extension}"


def _renamed(path: str, slug: str, reading: Reading) -> str:
    """The path that a page would have if its file bore the name `slug`."""
    folder, name = posixpath.split(path)
    if not slug:
        return path
    if name.startswith("index."):
        reading.spot("slug").error(
            "slug-of-folder",
            f"«slug: {slug}» здесь не действует: адрес этой страницы — имя её папки",
            "уберите slug, а папку переименуйте",
        )
        return path
    return posixpath.join(folder, f"{slug}.md")


def _act(values: Values) -> Act | None:
    """The act; a draft one (проект) has the date of its publication until it is adopted."""
    given = {name: values[name] for name in _ACT if name in values}
    if values.get("project"):
        given.setdefault("number", "")
        if "date" in values:
            given.setdefault("adopted", values["date"].date())
    if {"kind", "number", "adopted", "issuer"} - given.keys():
        return None
    return Act(**given)


def default_slug(path: str) -> str:
    """The end of the address from the name of the file, or of the folder of an `index.md`.

    >>> default_slug("news/2026/2026-11-17-priem.md"), default_slug("reports/2026/itogi/index.md")
    ('priem', 'itogi')
    """
    stem = posixpath.splitext(posixpath.basename(path))[0]
    if stem == "index":
        stem = posixpath.basename(posixpath.dirname(path))
    return addresses.slug(_DATED_NAME.sub("", stem) or stem)


def _redirect_to_itself(document: Document, reading: Reading) -> None:
    if document.address in document.redirect_from:
        reading.item("redirect_from", document.address).error(
            "redirect-to-itself",
            f"старый адрес «{document.address}» — это и есть адрес этой страницы",
            "уберите его",
        )
