"""Acts that a text cites, as links; and at the cited act, what cites it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.core.act_keys import any_issuer_key
from vestnik.site.contexts import CitedBy, Citing
from vestnik.site.presenters.heads import item_name
from vestnik.site.presenters.standing import act_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from vestnik.core.citation import Citation
    from vestnik.core.model import Body, Document
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View

LIMIT = 100
"""Citing items that an act's page names."""


def with_links(view: View, document: Document, body: Body) -> str:
    """The HTML of a text whose citations are links where the register has the act, or the settings
    say where it is published.
    """
    if not body.citations:
        return body.html
    from vestnik.register import link  # here, since the patterns of its package cost time

    known: dict[tuple[object, ...], str] = {}

    def address_of(index: int) -> str:
        if index >= len(body.citations):
            return ""
        citation = body.citations[index]
        name = (citation.kind, citation.number, citation.date, citation.issuer, citation.title)
        if name not in known:
            known[name] = _address(view, document, citation)
        return known[name]

    return link(body.html, address_of)


def _address(view: View, document: Document, citation: Citation) -> str:
    act = cited_act(view, document, citation)
    if act is None:
        from vestnik.register.outside import outside_address

        return outside_address(citation, view.portal)
    return act.address if act.path != document.path else ""


def cited_act(view: View, document: Document, citation: Citation) -> Document | None:
    """The act of the register that a citation in the text of `document` means."""
    from vestnik.register import match_key

    own = document.act.issuer if document.act else ""
    found = (view.document(key) for key in match_key(citation, view.portal, own))
    return next((act for act in found if act is not None), None)


def citing(view: View, document: Document, but: Collection[str], _: Words) -> Citing | None:
    """What cites an act, newest first, without the sources `but`, which its page names already."""
    act = act_of(document)
    if act.project:
        return None
    found = view.newest(f"cites/{any_issuer_key(act)}", LIMIT + 1)
    complete = len(found) <= LIMIT
    others: Sequence[Document] = [
        other for other in found if other.path != document.path and other.path not in but
    ]
    if others and _is_doubtful(view, document):
        others = [other for other in others if _cites(view, other, document)]
    if not others:
        return None
    return Citing(
        items=tuple(
            CitedBy(
                title=item_name(view, other, _),
                url=other.address,
                date=other.date.date(),
                lang="" if other.lang == document.lang else other.lang,
            )
            for other in others[:LIMIT]
        ),
        complete=complete,
    )


def _is_doubtful(view: View, document: Document) -> bool:
    """Whether a name of this act that tells no issuer may stand for another act."""
    from vestnik.register.keys import other_spellings

    act = act_of(document)
    if view.document(any_issuer_key(act)) is None:
        return True
    return any(
        view.document(any_issuer_key(act, number)) is not None
        for number in other_spellings(act.number)
    )


def _cites(view: View, other: Document, document: Document) -> bool:
    acts = (cited_act(view, other, citation) for citation in view.body(other.path).citations)
    return any(act is not None and act.path == document.path for act in acts)
