"""Citations of acts, from the reading of a source or a file to the page that shows them.

A text's citations are found and marked when it is read; which act each means is looked up when a
page is rendered, so that a new act turns the citations of old pages into links. The text of a PDF
cannot be linked: what it cites stands beside it, and at the acts that it cites.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from vestnik.core.citation import FileCitation
from vestnik.core.filetext import page_starts
from vestnik.core.model import Body, Document
from vestnik.core.portal import ActKind, Portal

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(tuple[FileCitation, ...]).decode


def with_citations(document: Document, body: Body, portal: Portal) -> Body:
    """The body with the acts that its text cites."""
    from vestnik.register import may_cite  # here, as below

    if not may_cite(body.html):
        return body
    from vestnik.register import kind_words, mark  # here, since its patterns cost time

    html, found = mark(body.html, kind_words(portal.act_kinds), document.act)
    return replace(body, html=html, citations=found) if found else body


def citations_of_pages(kinds: tuple[ActKind, ...], pages: tuple[str, ...]) -> bytes:
    """The acts that the text of a file cites, as the catalogue keeps them (`decode_citations`);
    nothing where there are none. A citation may run from one page to the next.
    """
    found = tuple(_first_of_each(kinds, pages))
    return _encode(found) if found else b""


def decode_citations(kept: bytes) -> tuple[FileCitation, ...]:
    """What `citations_of_pages` made."""
    return _decode(kept) if kept else ()


def _first_of_each(kinds: tuple[ActKind, ...], pages: tuple[str, ...]) -> Iterator[FileCitation]:
    """Each act once, where it is named first: a running title names one on every page."""
    from vestnik.register import find_citations, kind_words  # here, since its patterns cost time
    from vestnik.register.same import completed

    starts = page_starts(pages)
    seen = set()
    for one in completed(find_citations("\n".join(pages), kind_words(kinds))):
        name = (one.kind, one.number_key, one.date, one.issuer, "" if one.number else one.title)
        if name not in seen:
            seen.add(name)
            yield FileCitation(bisect_right(starts, one.start), one)
