"""An item on paper: the sheet of which the site makes a PDF, and the link to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.feeds.entries import absolute
from vestnik.site.contexts import FileView
from vestnik.site.presenters.citing import with_links
from vestnik.site.presenters.media import fallback, published
from vestnik.site.presenters.places import generated
from vestnik.site.presenters.shelf import shelf
from vestnik.site.presenters.wording import numbered, words
from vestnik.site.printed import is_printed, print_address

if TYPE_CHECKING:
    from vestnik.core.model import Body, Document, Reference
    from vestnik.printing.sheet import Sheet, Shot
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View


def made_pdf(view: View, document: Document, body: Body, _: Words) -> FileView | None:
    """The link to the PDF that the site makes of an item; None where it makes none."""
    if not is_printed(document, view.portal):
        return None
    printed = view.printed(sheet(view, document, body))
    return FileView(
        url=print_address(document),
        title=_("Text of this page as PDF, tagged for screen readers"),
        type_name="PDF",
        size=printed.size,
        pages=printed.pages,
        digest=printed.digest,
    )


def sheet(view: View, document: Document, body: Body) -> Sheet:
    """What the PDF of an item shows: its text with head and signature, never its status, which
    time changes; for that, the address of the page stands in it.
    """
    from vestnik.printing.sheet import Sheet  # here, since few pages have a PDF

    portal, _ = view.portal, words(document.lang)
    issuer, head, requisites = _head(view, document, _)
    return Sheet(
        source=document.path,
        title=document.title,
        lang=document.lang,
        address=absolute(portal.url, document.address),
        moment=document.date,
        author=issuer,
        head=head,
        requisites=requisites,
        lead=document.lead if not document.act else "",
        html=with_links(view, document, body),
        links=tuple(_link(view, reference) for reference in body.references),
        shots=tuple(_shot(view, reference) for reference in body.references),
        signatures=tuple((one.post, one.name) for one in document.signatory),
        found_at=_("The page of this text, with its present status:")
        if document.act
        else _("The page of this text:"),
        page_of=_("page {page} of {pages}", page="{page}", pages="{pages}"),
        base=absolute(portal.url, "/").rstrip("/"),
    )


def _head(view: View, document: Document, _: Words) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Who speaks, the lines above the title, the line of date and number."""
    known = shelf(view.portal)
    act, report = document.act, document.report
    if act is not None:
        issuer = known.issuer_title(act.issuer)
        kind = known.kind_title(act.kind)
        kind = f"{kind} ({_('draft')})" if act.project else kind
        requisites = (_.wording.date_words(act.adopted), numbered(act.number))
        return issuer, (issuer.upper(), kind.upper()), tuple(filter(None, requisites))
    issuer = known.issuer_title(report.issuer) if report and report.issuer else view.portal.name
    lines = (_.wording.date_words(document.date.date()), report.period if report else "")
    return issuer, (issuer,), tuple(filter(None, lines))


def _link(view: View, reference: Reference) -> str:
    """Absolute address of what a reference leads to, or nothing."""
    target, url = reference.target, view.portal.url
    anchor = f"#{reference.anchor}" if reference.anchor else ""
    if target.startswith("/") or target.endswith(".md"):
        document = view.document(target.partition("?")[0])
        if document is not None:
            return absolute(url, document.address) + anchor
        return absolute(url, target) + anchor if generated(view, target) else ""
    file = view.file(target)
    return absolute(url, file.url) + anchor if file else ""


def _shot(view: View, reference: Reference) -> Shot | None:
    """A picture as it is published, without its metadata."""
    from vestnik.printing.sheet import Shot

    file = view.file(reference.target) if reference.picture else None
    if file is None:
        return None
    shown = fallback(file) or published(file)
    cached = getattr(shown, "cached", "")
    return Shot(path=cached, digest=shown.digest, width=shown.width) if cached else None
