"""What of a document is searched: its fields, and its place in the browser index."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from vestnik.core.model import Body, Document
from vestnik.core.portal import Portal
from vestnik.core.russian import date_digits
from vestnik.search.analysis import Analyst, Words
from vestnik.search.browser_records import Group, Indexed
from vestnik.search.gists import gist
from vestnik.search.weights import levels, telling


def fields_of(
    document: Document, body: Body, portal: Portal, attachments: Iterable[str] = ()
) -> dict[str, str]:
    """The fields that `Analyst.analyse` counts. `attachments` are the texts of its files."""
    if document.withdrawn is not None:  # its page says no more than this
        return {"title": document.title, "number": _number(document, portal)}
    section = portal.section(document.section) if document.section else None
    lead = (
        document.lead,
        section.named(document.lang).title if section else "",
        *document.tags,
        *(heading.text for heading in body.headings),
    )
    return {
        "title": document.title,
        "number": _number(document, portal),
        "lead": "\n".join(part for part in lead if part),
        "body": body.text,
        "attachment": "\n".join(attachments),
    }


def words_of(document: Document, body: Body, portal: Portal, analyst: Analyst) -> Words:
    """What is counted of a document, and what results may show of its text."""
    words = analyst.analyse(fields_of(document, body, portal))
    if document.withdrawn is not None:
        return words
    text = f"{document.lead}\n{body.text}"
    titled = words.counts.get("title", {})
    return replace(words, gist=gist(text, telling(words), titled, analyst.terms))


def files_of(document: Document) -> list[str]:
    """Paths of the files whose text counts as the document's: none of a withdrawn one."""
    if document.withdrawn is not None:
        return []
    copy = document.act.signed_copy if document.act else ""
    return list(
        dict.fromkeys([*(one.file for one in document.attachments), *([copy] if copy else [])])
    )


def _number(document: Document, portal: Portal) -> str:
    """«Приказ № 375 от 23.05.2023»: what an act is asked for by."""
    act = document.act
    if act is None:
        return ""
    kind = portal.act_kind(act.kind)
    return f"{kind.title if kind else ''} № {act.number} от {date_digits(act.adopted)}"


def indexed(document: Document, words: Words, portal: Portal, *, ended: bool = False) -> Indexed:
    """The document as the browser index takes it; `ended`: an act that is no longer in force."""
    act, report = document.act, document.report
    return Indexed(
        address=document.address,
        title=document.title,
        day=act.adopted if act else document.date.date(),
        group=Group(
            kind=document.kind.value,
            act=act.kind if act else "",
            issuer=act.issuer if act else report.issuer if report else "",
            section=document.section,
            lang="" if document.lang == portal.lang else document.lang,
        ),
        number=act.number if act else "",
        repealed=ended,
        files=bool(files_of(document)),
        levels=levels(words),
        related=words.groups,
        gist=words.gist,
    )
