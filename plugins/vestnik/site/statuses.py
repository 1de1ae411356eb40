"""The lists `status/<key>`: in which an act stands because of what other acts do to it.

What follows from one document and the clock is in `lists.py`. A status also follows from others:
the act that repeals another moves it from one list to the next without touching its file. So the
status of an act is concluded from a view, what was looked at is noted as for a target, and the
ledger asks for it again when one of those things changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.catalogue.records import decode_document
from vestnik.site.lists import Membership, position

if TYPE_CHECKING:
    from vestnik.core.model import Document
    from vestnik.core.portal import Portal
    from vestnik.site.ledger import Ledger
    from vestnik.site.view import View


def infer_statuses(ledger: Ledger, portal: Portal, *, preview: bool) -> None:
    """Puts every act whose status may have changed into the lists of its status.

    A status is never concluded from lists of statuses, so once through is enough.
    """
    waiting = ledger.uninferred()
    if not waiting:
        return
    view = ledger.view(portal, preview=preview)
    for item, facts in waiting:
        view.begin()
        members = status_lists(view, decode_document(facts))
        ledger.infer(item, members, view.reads)


def status_lists(view: View, document: Document) -> tuple[Membership, ...]:
    """The lists of an act's status: all, those of its year, those of its month."""
    from vestnik.site.presenters.status_words import status_key  # here: most builds infer nothing

    act = document.act
    if act is None:
        return ()
    prefix = "" if document.lang == view.portal.lang else f"{document.lang}:"
    base = f"{prefix}status/{status_key(view, document)}"
    place = position(act.adopted, act.number)
    year = f"{base}/{act.adopted.year:04}"
    return tuple(Membership(name, place) for name in (base, year, f"{year}/{act.adopted.month:02}"))
