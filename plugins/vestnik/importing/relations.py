"""Which acts an imported act amends, repeals and rests on, as front matter."""

from __future__ import annotations

from msgspec import structs

from vestnik.core.addresses import number_slug
from vestnik.core.model import Act, ActReference, Body, Document
from vestnik.core.portal import Portal
from vestnik.register import front_matter, propose_relations
from vestnik.register.proposals import Proposal


class KnownActs:
    """The acts that the register has, to tell them from those that only others have."""

    def __init__(self) -> None:
        self._names: set[tuple[str, str, str]] = set()
        self._taken: set[tuple[str, str, str, str]] = set()

    def add(self, document: Document) -> None:
        """Notes the act of a document, if it is one and no draft."""
        act = document.act
        if act is not None:
            self._taken.add(_identity(act))
        if act is not None and not document.draft:
            self._names.add((act.kind, number_slug(act.number), act.adopted.isoformat()))

    def is_taken(self, act: Act) -> bool:
        """Whether there is this act already, published or draft."""
        return _identity(act) in self._taken

    def has(self, reference: ActReference) -> bool:
        """Whether the register has the act that is referred to."""
        if not (reference.number and reference.date):
            return False
        return (
            reference.kind,
            number_slug(reference.number),
            reference.date.isoformat(),
        ) in self._names


def _identity(act: Act) -> tuple[str, str, str, str]:
    return act.issuer, act.kind, number_slug(act.number), act.adopted.isoformat()


def relation_lines(document: Document, body: Body | None, portal: Portal, known: KnownActs) -> str:
    """Lines of front matter; an act that the register lacks is marked `outside`."""
    if body is None:
        return ""
    found = propose_relations(document, body.text, portal)
    return front_matter(_settled(one, known) for one in found)


def _settled(proposal: Proposal, known: KnownActs) -> Proposal:
    reference = proposal.reference
    if reference.outside or known.has(reference):
        return proposal
    return structs.replace(proposal, reference=structs.replace(reference, outside=True))
