"""Open data: the files of the register and of the news, the passport, the page that leads to all.

A year of the register is a target; the whole register and the checksums are put together from the
files of the years (`Workshop.assembled`), so that one new act makes nobody read all the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from vestnik.core.act_keys import own_key, reference_key
from vestnik.feeds.entries import absolute
from vestnik.register.log import in_order
from vestnik.register.opendata import (
    RELATIONS,
    DataFile,
    DataRelation,
    Entry,
    csv_part,
    json_lines,
    json_part,
    json_schema,
)
from vestnik.register.passport import Passport, list_csv, passport_csv, passport_rows
from vestnik.site.contexts import DataSet, OpenDataPage, Term
from vestnik.site.presenters.acts import full_name, outside_url
from vestnik.site.presenters.pages import announced, basics, trail
from vestnik.site.presenters.places import LOG, OPEN_DATA, STATISTICS
from vestnik.site.presenters.register import rows
from vestnik.site.presenters.register_log import deed_in_words
from vestnik.site.presenters.shelf import shelf
from vestnik.site.presenters.standing import act_of
from vestnik.site.presenters.status_words import STATUSES
from vestnik.site.presenters.titles import description_of
from vestnik.site.presenters.wording import numbered, words
from vestnik.site.printed import is_printed, print_address
from vestnik.site.wording import date_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from vestnik.core.model import Act, ActReference, Document
    from vestnik.register.rows import Row
    from vestnik.site.view import View

SCHEMA = f"{OPEN_DATA}register.schema.json"


# --- the register ---------------------------------------------------------------------------


def data_csv(view: View, year: str) -> bytes:
    """A year of the register as a table."""
    return csv_part(_entries(view, year))


def data_json(view: View, year: str) -> bytes:
    """A year of the register as JSON."""
    return json_part(_entries(view, year), absolute(view.portal.url, SCHEMA))


def data_schema(view: View) -> bytes:
    """What the JSON files hold."""
    return json_schema(absolute(view.portal.url, SCHEMA), STATUSES)


def _entries(view: View, year: str) -> Iterator[Entry]:
    name = f"documents/{year}"
    for row, document in zip(rows(view, name), view.all(name), strict=True):
        yield _entry(view, row, document)


def _entry(view: View, row: Row, document: Document) -> Entry:
    act = act_of(document)
    gone = document.withdrawn is not None
    printed = is_printed(document, view.portal)
    return Entry(
        id=own_key(act).removeprefix("act:").replace("|", "/"),
        row=replace(row, address=absolute(view.portal.url, row.address)),
        published=view.portal.local(document.date),
        effective=act.effective,
        section_title=shelf(view.portal).section_title(row.section) if row.section else "",
        relations=() if gone else tuple(_relations(view, act)),
        files=() if gone else tuple(_files(view, document)),
        pdf=absolute(view.portal.url, print_address(document)) if printed else "",
        withdrawn=document.withdrawn.date if document.withdrawn else None,
    )


def _relations(view: View, act: Act) -> Iterator[DataRelation]:
    for relation in RELATIONS:
        for reference in getattr(act, relation, ()):
            name = _name_of(view, act, reference)
            if name:
                yield DataRelation(relation=relation, act=name, scope=reference.scope)


def _name_of(view: View, act: Act, reference: ActReference) -> str:
    """The address of the other act where there is one, else what it is called."""
    if reference.outside:
        url = outside_url(view, reference)
        if url:
            return url
    else:
        other = view.document(reference_key(reference, act.issuer))
        if other is not None:
            return absolute(view.portal.url, other.address)
    day = f"от {date_digits(reference.date)}" if reference.date else ""
    number = numbered(reference.number)
    kind = shelf(view.portal).kind_title(reference.kind)
    return " ".join(part for part in (kind, day, number, reference.title) if part)


def _files(view: View, document: Document) -> Iterator[DataFile]:
    for path, title in _used(document, act_of(document)):
        file = view.file(path)
        if file is not None:
            yield DataFile(
                title=title or file.url.rpartition("/")[2],
                url=absolute(view.portal.url, file.url),
                media_type=file.facts.media_type,
                size=file.facts.size,
                sha256=file.facts.digest,
                pages=file.facts.pages,
            )


def _used(document: Document, act: Act) -> Iterable[tuple[str, str]]:
    found = {one.file: one.title for one in document.attachments}
    if act.signed_copy:
        found.setdefault(act.signed_copy, "")
    return found.items()


# --- news -----------------------------------------------------------------------------------


def data_news(view: View, year: str) -> bytes:
    """The news of a year as JSON, the latest first."""
    return json_lines("news", (_news(view, one) for one in view.all(f"news/{year}")))


def _news(view: View, document: Document) -> dict[str, Any]:
    withdrawn = document.withdrawn
    return {
        "title": document.title,
        "published": view.portal.local(document.date).isoformat(timespec="minutes"),
        "updated": view.portal.local(document.updated).isoformat(timespec="minutes"),
        "section": document.section or None,
        "tags": list(document.tags),
        "lead": "" if withdrawn else document.lead,
        "withdrawn": withdrawn.date.isoformat() if withdrawn else None,
        "address": absolute(view.portal.url, document.address),
    }


# --- the passport ---------------------------------------------------------------------------


def passport(view: View) -> Passport:
    """The passport of the register; its last change is the last line of the log."""
    portal = view.portal
    _ = words(portal.lang)
    last = next(iter(in_order(view.newest("act-log", 1))), None)
    change = ""
    if last is not None:
        change = f"{deed_in_words(last.deed, _)}: {full_name(view, last.document, _)}"
    prefix = f"{portal.inn}-" if portal.inn else ""
    return Passport(
        identifier=f"{prefix}acts",
        title=f"Реестр документов: {portal.name}",
        description="Постановления, распоряжения, приказы, решения и другие документы: вид, номер,"
        " дата, кем принят, название, статус, связи между документами, файлы.",
        owner=portal.name,
        contact=portal.contacts.name or portal.name,
        phone=portal.contacts.phone,
        email=portal.contacts.email,
        data=absolute(portal.url, f"{OPEN_DATA}register.csv"),
        structure=absolute(portal.url, f"{OPEN_DATA}structure.csv"),
        created=_first_day(view),
        modified=last.day if last else None,
        change=change,
        licence=portal.licence,
        page=absolute(portal.url, OPEN_DATA),
    )


def _first_day(view: View) -> date | None:
    """The day of the first act's publication: looked for in the first year that has any."""
    for year in sorted(_years(view, "log"), key=lambda name: int(name.rpartition("/")[2])):
        days = [one.date.date() for one in view.all(year) if one.act is not None]
        if days:
            return min(days)
    return None


def data_passport(view: View) -> bytes:
    """`meta.csv`."""
    return passport_csv(passport(view))


def data_list(view: View) -> bytes:
    """`list.csv`."""
    return list_csv([passport(view)])


# --- the page -------------------------------------------------------------------------------


def opendata(view: View) -> OpenDataPage:
    """What can be taken from here, and the passport of the register."""
    lang = view.portal.lang
    _ = words(lang)
    title = _("Open data")
    return OpenDataPage(
        **basics(view, lang, title, OPEN_DATA),
        crumbs=trail(view, lang, title),
        description=description_of(view, title),
        feeds=announced(view, lang),
        sets=(
            DataSet(
                title=_("The register of documents"),
                files=tuple(
                    _link(title, name)
                    for title, name in (
                        (_("The whole register, CSV"), "register.csv"),
                        (_("The whole register, JSON"), "register.json"),
                        (_("JSON Schema"), "register.schema.json"),
                        (_("What the columns mean"), "structure.csv"),
                        (_("The passport as a table"), "meta.csv"),
                        (_("List of data sets"), "list.csv"),
                        (_("Checksums (SHA-256)"), "SHA256SUMS"),
                        (_("Checksums of the PDFs that this site makes"), "pdf-sha256.txt"),
                    )
                ),
                years=_by_year(view, "documents", "register", ("csv", "json")),
            ),
            DataSet(title=_("News"), years=_by_year(view, "news", "news", ("json",))),
            DataSet(
                title=_("What was published, changed and withdrawn"),
                files=(
                    Term(title=_("The log"), url=LOG),
                    Term(title=_("The log as a feed (Atom)"), url=f"{LOG}atom.xml"),
                    Term(title=_("The log as a feed (RSS)"), url=f"{LOG}rss.xml"),
                ),
                years=_by_year(view, "log", "log", ("csv",)),
            ),
        ),
        passport=tuple((title, value) for _name, title, value in passport_rows(passport(view))),
        statistics_url=STATISTICS,
    )


def _by_year(
    view: View, name: str, file: str, formats: tuple[str, ...]
) -> tuple[tuple[int, tuple[Term, ...]], ...]:
    years = sorted((int(one.rpartition("/")[2]) for one in _years(view, name)), reverse=True)
    return tuple(
        (year, tuple(_link(kind.upper(), f"{file}-{year}.{kind}") for kind in formats))
        for year in years
    )


def _years(view: View, name: str) -> list[str]:
    return [one for one in view.lists(name) if one.rpartition("/")[2].isdecimal()]


def _link(title: str, name: str) -> Term:
    return Term(title=title, url=OPEN_DATA + name)


def data_files(view: View) -> list[str]:
    """Names of all files of open data but the checksums, sorted."""
    parts = (
        ("documents", "register", "csv"),
        ("documents", "register", "json"),
        ("news", "news", "json"),
        ("log", "log", "csv"),
    )
    found = [
        f"{file}-{one.rpartition('/')[2]}.{kind}"
        for name, file, kind in parts
        for one in _years(view, name)
    ]
    whole = ("register.csv", "register.json", "register.schema.json", "structure.csv")
    return sorted([*found, *whole, "meta.csv", "list.csv", "pdf-sha256.txt"])
