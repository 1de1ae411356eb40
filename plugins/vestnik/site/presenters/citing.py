"""Acts that a text cites, as links; acts that a file cites, beside it; and at the cited act, what
cites it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.catalogue.records import is_file
from vestnik.core.act_keys import any_issuer_key
from vestnik.site.contexts import CitedBy, Citing, FilePlace
from vestnik.site.presenters.acts import outside_name
from vestnik.site.presenters.heads import item_name
from vestnik.site.presenters.standing import act_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from vestnik.core.citation import Citation
    from vestnik.core.model import Act, Body, Document
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
    in_files = {
        other.path: tuple(_places(view, other, document, _))
        for other in (_newest_in_files(view, act) if others else ())
    }
    if others and _is_doubtful(view, document):
        others = [
            other for other in others if in_files.get(other.path) or _cites(view, other, document)
        ]
    if not others:
        return None
    return Citing(
        items=tuple(
            CitedBy(
                title=item_name(view, other, _),
                url=other.address,
                date=other.date.date(),
                lang="" if other.lang == document.lang else other.lang,
                places=in_files.get(other.path, ()),
            )
            for other in others[:LIMIT]
        ),
        complete=complete,
    )


def _newest_in_files(view: View, act: Act) -> Sequence[Document]:
    """Those of the citing items that name an act in their files alone."""
    return view.newest(f"cites-in-file/{any_issuer_key(act)}", LIMIT + 1)


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


# --- files ----------------------------------------------------------------------------------


def named_in_files(
    view: View, document: Document, body: Body, but: Collection[str], _: Words
) -> Citing | None:
    """The acts that the files of an item cite, where an address of them is known, without those
    that its text links and those at the addresses `but`.
    """
    cited = tuple(_in_files(view, _offered(document, body, _), _))
    if not cited:
        return None
    known = {"", *but, *(_address(view, document, one) for one in body.citations)}
    found: dict[str, list[tuple[Citation, FilePlace]]] = {}
    for citation, place in cited:
        url = _address(view, document, citation)
        if url not in known:
            found.setdefault(url, []).append((citation, place))
    items = tuple(
        _cited(view, document, url, named, _) for url, named in list(found.items())[:LIMIT]
    )
    return Citing(items=items, complete=len(found) <= LIMIT) if items else None


def _cited(
    view: View, document: Document, url: str, named: Sequence[tuple[Citation, FilePlace]], _: Words
) -> CitedBy:
    """An act that files name, with the first place in each of them."""
    citation = named[0][0]
    places = tuple({place.file: place for _citation, place in reversed(named)}.values())[::-1]
    act = cited_act(view, document, citation)
    if act is None:
        named_as = (citation.kind, citation.number, citation.date, citation.title)
        return CitedBy(title=outside_name(view, *named_as, _), url=url, places=places)
    return CitedBy(
        title=item_name(view, act, _),
        url=url,
        lang="" if act.lang == document.lang else act.lang,
        places=places,
    )


def _places(view: View, other: Document, document: Document, _: Words) -> Iterator[FilePlace]:
    """Where the files of another item name an act, the first place in each."""
    shown = set()
    for citation, place in _in_files(view, _offered(other, view.body(other.path), _), _):
        act = cited_act(view, other, citation) if place.file not in shown else None
        if act is not None and act.path == document.path:
            shown.add(place.file)
            yield place


def _in_files(
    view: View, files: Iterable[tuple[str, str]], _: Words
) -> Iterator[tuple[Citation, FilePlace]]:
    """What files, given as (path, title), cite, and where each cites it first."""
    for path, title in files:
        file = view.file(path)
        if file is None:
            continue
        for one in view.file_citations(path):
            words = _("file {title}, p.\u00a0{page}", title=_.quoted(title), page=one.page)
            yield one.citation, FilePlace(file=file.url, page=one.page, words=words)


def _offered(document: Document, body: Body, _: Words) -> Iterator[tuple[str, str]]:
    """(path, title) of the files that an item offers for download, each once."""
    act = document.act
    found: dict[str, str] = {}
    for one in document.attachments:
        found.setdefault(one.file, one.title)
    if act is not None and act.signed_copy:
        found.setdefault(act.signed_copy, _("Signed original"))
    for reference in body.references:
        if not reference.picture and is_file(reference.target):
            found.setdefault(reference.target, reference.text)
    for path, title in found.items():
        yield path, title or path.rpartition("/")[2]
