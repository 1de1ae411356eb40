"""From the bytes of one source to the row that the catalogue keeps of it.

Runs in worker processes: takes and returns picklable values only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from vestnik.catalogue.scan import (
    BAD_NAME,
    OUTSIDE,
    UNREADABLE,
    UNREADABLE_FOLDER,
    WRONG_ENDING,
)
from vestnik.core.act_keys import reference_key
from vestnik.core.model import Body, Document, Reference
from vestnik.core.portal import Portal
from vestnik.core.problems import Problem, Severity

encode = msgspec.json.Encoder().encode
decode_document = msgspec.json.Decoder(Document).decode
decode_body = msgspec.json.Decoder(Body).decode
decode_problems = msgspec.json.Decoder(list[Problem]).decode


Complete = Callable[[Document, Body, Portal], Body]
"""Adds to a body what a feature finds in it. Must be pure, and a function of a module so that it
can be sent to a worker.
"""

WordsOf = Callable[[Document, Body], bytes]
"""Makes what the search keeps of a document; opaque to the catalogue."""


class Use(Struct, frozen=True, kw_only=True):
    """A file that a source shows or offers."""

    file: str
    line: int
    field: str
    picture: bool
    """Shown as a picture, not offered for download."""


class Record(Struct, frozen=True, kw_only=True):
    """All that one reading of a source yields."""

    path: str
    digest: str
    """SHA-256 of the source."""
    faulty: bool
    facts: bytes = b""
    """Encoded `Document`; empty when the source could not be read."""
    body: bytes = b""
    problems: bytes = b""
    uses: tuple[Use, ...] = ()
    links: tuple[Reference, ...] = ()
    """References of the text that lead to sources or addresses, not to files."""
    named: tuple[tuple[str, str], ...] = ()
    """(front-matter field, reference) of what the front matter names: related items, projects."""
    anchors: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    """What later steps look for: `redirects` from old addresses, `citations` in the text, `bare`
    acts that are there as a scan alone.
    """
    relations: tuple[str, ...] = ()
    """Names of the acts that this one names in its front matter."""
    words: bytes = b""
    """What the search keeps of the text; empty where the site has no search."""


FULL_TEXT = 150
"""Characters from which a page holds its act's text: the shortest order has as many."""

_FAULTS = {
    UNREADABLE: ("файл не читается", "проверьте, что он открывается, и права на него"),
    UNREADABLE_FOLDER: ("папка не читается", "проверьте права на неё"),
    BAD_NAME: ("имя файла или папки записано в старой кодировке", "переименуйте"),
    WRONG_ENDING: (
        "это текст для сайта, но имя файла кончается не на «.md», и страницы из него не выйдет",
        "переименуйте файл (Проводник: «Вид» → «Расширения имён файлов»)",
    ),
}


def faulty_record(path: str, fault: str) -> Record:
    """The record of what is in the place of a source and cannot be read."""
    if fault == OUTSIDE:
        from vestnik.core.crosschecks import symlink_outside

        problem = symlink_outside(path)
    else:
        message, remedy = _FAULTS[fault]
        problem = Problem(path=path, code=fault, message=message, remedy=remedy)
    return Record(path=path, digest="", faulty=True, problems=encode([problem]))


def read_record(
    root: Path,
    path: str,
    portal: Portal,
    known: str = "",
    complete: Complete | None = None,
    words_of: WordsOf | None = None,
) -> Record | None:
    """Reads and checks one source. None when its bytes still have the digest `known`.

    Raises FileNotFoundError when it is gone.
    """
    try:
        data = (root / path).read_bytes()
    except FileNotFoundError:
        raise
    except OSError:
        return faulty_record(path, UNREADABLE)
    if known and hashlib.sha256(data).hexdigest() == known:
        return None
    return make_record(data, path, portal, complete, words_of)


def make_record(
    data: bytes,
    path: str,
    portal: Portal,
    complete: Complete | None = None,
    words_of: WordsOf | None = None,
) -> Record:
    """The record of a source with these bytes."""
    from vestnik.core.corpus import check_source  # here, since most builds read nothing

    document, body, problems = check_source(data, path, portal)
    digest = hashlib.sha256(data).hexdigest()
    faulty = any(problem.severity is Severity.ERROR for problem in problems)
    if document is None or body is None:
        return Record(path=path, digest=digest, faulty=True, problems=encode(problems))
    if complete is not None:
        body = complete(document, body, portal)
    links, uses = _split(document, body)
    return Record(
        path=path,
        digest=digest,
        faulty=faulty,
        facts=encode(document),
        body=encode(body),
        problems=encode(problems) if problems else b"",
        uses=uses,
        links=links,
        named=tuple(_named(document)),
        anchors=body.anchors,
        traits=tuple(_traits(document, body)),
        relations=tuple(dict.fromkeys(_relations(document))),
        words=words_of(document, body) if words_of else b"",
    )


def _traits(document: Document, body: Body) -> Iterator[str]:
    act = document.act
    if act is not None and act.signed_copy and len(body.text) < FULL_TEXT:
        yield "bare"
    if document.redirect_from:
        yield "redirects"
    if body.citations:
        yield "citations"


def _relations(document: Document) -> Iterator[str]:
    from vestnik.core.standing import references_of

    act = document.act
    if act is not None:
        for _, _, reference in references_of(act):
            if not reference.outside:
                yield reference_key(reference, act.issuer)


def is_file(target: str) -> bool:
    """Whether a reference leads to a file of the content folder, not to a page of the site."""
    return not target.startswith("/") and not target.endswith(".md")


def _split(document: Document, body: Body) -> tuple[tuple[Reference, ...], tuple[Use, ...]]:
    links: list[Reference] = []
    uses: list[Use] = []
    for reference in body.references:
        if is_file(reference.target):
            uses.append(
                Use(
                    file=reference.target,
                    line=reference.line,
                    field="текст",
                    picture=reference.picture,
                )
            )
        else:
            links.append(reference)
    uses += [
        Use(file=file, line=0, field=field, picture=picture)
        for field, file, picture in _front_matter_files(document)
    ]
    return tuple(links), tuple(uses)


def _front_matter_files(document: Document) -> Iterator[tuple[str, str, bool]]:
    """(field, file, shown as a picture)."""
    if document.image:
        yield "image.file", document.image.file, True
    for number, picture in enumerate(document.gallery, 1):
        yield f"gallery[{number}].file", picture.file, True
    for number, video in enumerate(document.video, 1):
        if video.poster:
            yield f"video[{number}].poster", video.poster, True
    for number, attachment in enumerate(document.attachments, 1):
        waived = ".waived" if attachment.waiver else ""
        yield f"attachments[{number}].file{waived}", attachment.file, False
    if document.act and document.act.signed_copy:
        yield "signed_copy", document.act.signed_copy, False


def _named(document: Document) -> Iterator[tuple[str, str]]:
    for field in ("related", "projects", "translations"):
        for number, reference in enumerate(getattr(document, field), 1):
            yield f"{field}[{number}]", reference
