"""Relations that the words of an act say and its front matter does not: for the clerk to accept.

Nothing is asserted: a proposal becomes a relation when a person has pasted it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from vestnik.core.addresses import act_address, number_slug
from vestnik.core.citation import Citation
from vestnik.core.model import Act, ActReference, Document
from vestnik.core.portal import Portal
from vestnik.core.standing import references_of
from vestnik.register.citations import find_citations
from vestnik.register.keys import issuers_of, match_key
from vestnik.register.kinds import kind_words
from vestnik.register.same import completed, is_own

FIELDS = ("amends", "repeals", "suspends", "based_on")

_ENACTS = re.compile(
    r"п\s?о\s?с\s?т\s?а\s?н\s?о\s?в\s?л\s?я\s?[ею]|приказыва|обязыва|р\s?е\s?ш\s?(?:и\s?л|а\s?е\s?т)|^\s*1\.\s",
    re.IGNORECASE | re.MULTILINE,
)
"""Behind this word an act no longer says on what it rests."""
_PLAIN = re.compile(r"[\w«][^:#\n\"'{}\[\]&*!|>%@`]*")
_LITERALS = frozenset({"да", "нет", "yes", "no", "true", "false", "null", "on", "off"})


class Proposal(Struct, frozen=True):
    """One relation, ready to be pasted."""

    field: str
    """`amends`, `repeals`, `suspends` or `based_on`."""
    reference: ActReference
    citation: Citation
    """The words that say it; several citations of one act make one proposal, this is the first."""
    kind: str
    """The kind as the clerk writes it: «постановление»."""

    @property
    def yaml(self) -> str:
        """The item of the list in front matter, two spaces in, without the name of the field."""
        reference = self.reference
        values: dict[str, str] = {
            "kind": self.kind,
            "number": reference.number,
            "date": reference.date.isoformat() if reference.date else "",
            "issuer": reference.issuer,
            "title": reference.title,
            "scope": reference.scope,
            "outside": "да" if reference.outside else "",
        }
        lines = [f"{name}: {_typed(value)}" for name, value in values.items() if value]
        return "  - " + "\n    ".join(lines)


def front_matter(proposals: Iterable[Proposal]) -> str:
    """All of them as lines of front matter, each field once; empty for none."""
    blocks = []
    proposals = list(proposals)
    for field in FIELDS:
        items = [one.yaml for one in proposals if one.field == field]
        if items:
            blocks.append("\n".join([f"{field}:", *items]) + "\n")
    return "".join(blocks)


def propose_relations(document: Document, text: str, portal: Portal) -> tuple[Proposal, ...]:
    """What the text of an act says of others and its front matter leaves out; nothing for a text
    that is not an act's.
    """
    act = document.act
    if act is None:
        return ()
    citations = completed(find_citations(text, kind_words(portal.act_kinds)))
    enacting = _ENACTS.search(text)
    border = enacting.start() if enacting else len(text)
    found: dict[tuple[str, str, str, date | None, str], Proposal] = {}
    for citation in citations:
        if not citation.relation or is_own(citation, act):
            continue
        if citation.relation == "based_on" and citation.start > border:
            continue
        proposal = _proposal(citation, act, portal)
        if proposal is None or _is_known(proposal, act):
            continue
        name = (proposal.field, *_name(proposal.reference))
        before = found.get(name)
        found[name] = _with_scope(before, proposal) if before else proposal
    return tuple(found.values())


def _proposal(citation: Citation, act: Act, portal: Portal) -> Proposal | None:
    """`None` where the words do not name the act well enough."""
    kind = portal.act_kind(citation.kind)
    outside = (
        citation.outside
        or kind is None
        or (bool(citation.date and citation.number) and not match_key(citation, portal, act.issuer))
    )
    if not (citation.number and citation.date) and not (outside and citation.title):
        return None
    issuers = issuers_of(citation.issuer, portal) if not outside else ()
    issuer = issuers[0] if issuers and act.issuer not in issuers else ""
    title = citation.title if outside else ""
    reference = ActReference(
        kind=citation.kind,
        number=citation.number,
        date=citation.date,
        issuer=issuer,
        title=title,
        scope=citation.scope,
        outside=outside,
    )
    name = kind.title.lower() if kind else citation.kind
    return Proposal(citation.relation, reference, citation, name)


def _with_scope(before: Proposal, more: Proposal) -> Proposal:
    """Two mentions of one act: the clauses of both, or the whole act where one names none."""
    scopes = (before.reference.scope, more.reference.scope)
    scope = ", ".join(dict.fromkeys(scopes)) if all(scopes) else ""
    return replace(before, reference=replace(before.reference, scope=scope))


def _name(reference: ActReference) -> tuple[str, str, date | None, str]:
    number = number_slug(reference.number) if reference.number else reference.title
    return reference.kind, number, reference.date, reference.issuer


def _is_known(proposal: Proposal, act: Act) -> bool:
    """Whether the front matter relates the two already, in this way or another."""
    reference = proposal.reference
    for _, _, known in references_of(act):
        if known.address:
            same = reference.date is not None and known.address == act_address(
                reference.issuer or act.issuer, reference.kind, reference.date, reference.number
            )
        elif known.number and reference.number:
            same = (number_slug(known.number), known.date) == (
                number_slug(reference.number),
                reference.date,
            )
        else:
            same = bool(known.title) and known.title == reference.title
        if same:
            return True
    return False


def _typed(value: str) -> str:
    """A value as YAML, in quotation marks where it needs them."""
    plain = _PLAIN.fullmatch(value) and value == value.strip()
    if plain and (value.lower() not in _LITERALS or value == "да"):
        return value
    return json.dumps(value, ensure_ascii=False)
