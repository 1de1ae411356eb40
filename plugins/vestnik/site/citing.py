"""Citations of acts, from the reading of a source to the page that shows it.

A text's citations are found and marked when it is read; which act each means is looked up when a
page is rendered, so that a new act turns the citations of old pages into links.
"""

from __future__ import annotations

from dataclasses import replace

from vestnik.core.model import Body, Document
from vestnik.core.portal import Portal


def with_citations(document: Document, body: Body, portal: Portal) -> Body:
    """The body with the acts that its text cites."""
    from vestnik.register import kind_words, mark  # here, since its patterns cost time

    html, found = mark(body.html, kind_words(portal.act_kinds), document.act)
    return replace(body, html=html, citations=found) if found else body
