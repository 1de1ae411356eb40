"""Whether two names mean one act."""

from __future__ import annotations

from msgspec.structs import replace

from vestnik.core.addresses import number_slug
from vestnik.core.citation import Citation
from vestnik.core.model import Act


def is_own(citation: Citation, act: Act) -> bool:
    """Whether a citation names the act in whose text it stands, as its annexes do."""
    return (
        citation.kind == act.kind
        and not citation.outside
        and citation.date == act.adopted
        and citation.number_key == number_slug(act.number)
    )


def completed(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Short names («постановление № 3/650») with date and issuer of the full one in the same text.

    Only where one full name fits.
    """
    full: dict[tuple[str, str], set[tuple[object, str]]] = {}
    for one in citations:
        if one.number and one.date:
            full.setdefault((one.kind, one.number_key), set()).add((one.date, one.issuer))
    return tuple(_completed(one, citations, full) for one in citations) if full else citations


def _completed(
    citation: Citation,
    citations: tuple[Citation, ...],
    full: dict[tuple[str, str], set[tuple[object, str]]],
) -> Citation:
    if citation.date or not citation.number:
        return citation
    name = (citation.kind, citation.number_key)
    if len({day for day, _ in full.get(name, ())}) != 1:
        return citation
    known = next(one for one in citations if one.date and (one.kind, one.number_key) == name)
    issuer = citation.issuer or known.issuer
    return replace(citation, date=known.date, issuer=issuer, outside=known.outside)
