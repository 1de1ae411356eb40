"""`vestnik check --relations`: what the words of acts say of others, as front matter to accept.

Nothing is asserted and nothing is changed: the clerk pastes what is right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec import structs

from vestnik.attachments.stage import Request, process_apart
from vestnik.catalogue.records import FULL_TEXT
from vestnik.catalogue.scan import sources
from vestnik.core.act_keys import any_issuer_key, own_key
from vestnik.core.corpus import check_source
from vestnik.core.filetext import unpack
from vestnik.core.model import Body, Document
from vestnik.core.portal import Portal
from vestnik.core.russian import date_digits
from vestnik.register import Proposal, front_matter, match_key, propose_relations
from vestnik.search.records import files_of
from vestnik.settings import SettingsError

_VERBS = {
    "amends": "изменяет",
    "repeals": "отменяет",
    "suspends": "приостанавливает",
    "based_on": "опирается на",
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed for one source."""

    path: str
    proposals: tuple[Proposal, ...]
    known: tuple[bool, ...]
    """Of each proposal, whether the register has the act."""


def propose(content: Path, portal: Portal, only: Path | None = None) -> list[Proposed]:
    """Proposals for every act of a folder, or for one file; acts without any are left out. Of one
    file that is there as a PDF alone, the text of the PDF counts.

    Raises SettingsError where `only` is no source of the folder.
    """
    path = _inside(content, only) if only else ""
    read = dict(_read(content, portal))
    if path and path not in read:
        raise SettingsError(f"{only}: это не материал сайта или его шапка не читается")
    acts: dict[str, list[Document]] = {}
    for document, _ in read.values():
        if document.act is not None and not document.act.project:
            for key in (own_key(document.act), any_issuer_key(document.act)):
                acts.setdefault(key, []).append(document)
    found = []
    for name, (document, body) in read.items():
        if path in ("", name):
            text = _text(content, document, body) if path else body.text
            proposed = _proposed(document, text, portal, acts)
            if proposed.proposals:
                found.append(proposed)
    return found


def _inside(content: Path, file: Path) -> str:
    place = file if file.is_file() else content / file
    try:
        return place.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        raise SettingsError(f"{file}: файл лежит вне папки материалов «{content}»") from None


def _read(content: Path, portal: Portal) -> Iterator[tuple[str, tuple[Document, Body]]]:
    for source in sources(content):
        if source.fault:
            continue
        document, body, _ = check_source((content / source.path).read_bytes(), source.path, portal)
        if document is not None and body is not None and document.act is not None:
            yield source.path, (document, body)


def _text(content: Path, document: Document, body: Body) -> str:
    """The text of an act, with that of its PDFs where its page has no full text of its own."""
    if len(body.text) >= FULL_TEXT:
        return body.text
    texts = [body.text]
    for file in files_of(document):
        if file.lower().endswith(".pdf") and (content / file).is_file():
            texts += unpack(process_apart(content, Request(path=file)).text)
    return "\n".join(texts)


def _proposed(
    document: Document, text: str, portal: Portal, acts: dict[str, list[Document]]
) -> Proposed:
    proposals, known = [], []
    for one in propose_relations(document, text, portal):
        other = _meant(one, document, portal, acts)
        if other is None:
            reference = structs.replace(one.reference, outside=True, title=one.citation.title)
            proposals.append(structs.replace(one, reference=reference))
        else:
            assert other.act is not None
            own = document.act.issuer if document.act else ""
            issuer = other.act.issuer if other.act.issuer != own else ""
            reference = structs.replace(
                one.reference, issuer=issuer, number=other.act.number, outside=False, title=""
            )
            proposals.append(structs.replace(one, reference=reference))
        known.append(other is not None)
    return Proposed(document.path, tuple(proposals), tuple(known))


def _meant(
    one: Proposal, document: Document, portal: Portal, acts: dict[str, list[Document]]
) -> Document | None:
    """The act of the register that a proposal means, where it is one alone."""
    own = document.act.issuer if document.act else ""
    for key in match_key(one.citation, portal, own):
        if len(found := acts.get(key, [])) == 1:
            return found[0]
    return None


def as_text(found: list[Proposed]) -> str:
    """For the clerk: of each file the words that say it, then the lines to paste."""
    if not found:
        return "Предложить нечего: связи, о которых говорят тексты, в шапках уже есть.\n"
    parts = []
    for one in found:
        lines = [one.path]
        for proposal, known in zip(one.proposals, one.known, strict=True):
            where = "" if known else " — в реестре его нет"
            lines.append(f"  # {_VERBS[proposal.field]}: {_named(proposal)}{where}")
        parts.append("\n".join(lines) + "\n" + front_matter(one.proposals))
    parts.append(
        "Проверьте и вставьте нужные строки в шапку файла; сама программа ничего не меняет.\n"
    )
    return "\n".join(parts)


def _named(proposal: Proposal) -> str:
    reference = proposal.reference
    parts = [proposal.kind]
    if reference.date:
        parts.append(f"от {date_digits(reference.date)}")
    if reference.number:
        parts.append(f"№ {reference.number}")
    if proposal.citation.title:
        parts.append(f"«{proposal.citation.title}»")
    return " ".join(parts)


def as_json(found: list[Proposed]) -> str:
    """The same for programs."""
    return json.dumps([_entry(one) for one in found], ensure_ascii=False, indent=1) + "\n"


def _entry(one: Proposed) -> dict[str, Any]:
    return {
        "path": one.path,
        "front_matter": front_matter(one.proposals),
        "proposals": [
            {
                "field": proposal.field,
                "kind": proposal.kind,
                "number": proposal.reference.number,
                "date": proposal.reference.date.isoformat() if proposal.reference.date else None,
                "issuer": proposal.reference.issuer,
                "title": proposal.citation.title,
                "scope": proposal.reference.scope,
                "outside": proposal.reference.outside,
                "in_register": known,
            }
            for proposal, known in zip(one.proposals, one.known, strict=True)
        ],
    }
