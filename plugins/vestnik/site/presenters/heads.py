"""The head of an item's page: titles, the way here, what search engines and networks are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.core.model import Kind
from vestnik.site.presenters import acts, tree
from vestnik.site.presenters.discovering import image_of
from vestnik.site.presenters.listings import listing_in, own_listing
from vestnik.site.presenters.pages import (
    Basics,
    announced,
    basics,
    listing_title,
    trail,
    translations_of,
)
from vestnik.site.presenters.wording import numbered, shortened

if TYPE_CHECKING:
    from datetime import datetime

    from vestnik.core.model import Document
    from vestnik.site.contexts import Crumb, FeedLink, Term
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View

DESCRIPTION_LENGTH = 200
STEP_LENGTH = 80
"""Of the last of the breadcrumbs: what is cut off stands in the heading below."""


class Head(Basics):
    """What an item's page has besides what stands in its middle."""

    crumbs: tuple[Crumb, ...]
    description: str
    feeds: tuple[FeedLink, ...]
    og_image: str
    og_type: str
    published: datetime
    updated: datetime
    translations: tuple[Term, ...]
    noindex: bool


def item_head(view: View, document: Document, text: str, image: str, _: Words) -> Head:
    """The head of an item's page; `text` is its plain text, `image` the address of its picture."""
    portal = view.portal
    named = basics(
        view,
        document.lang,
        document.title,
        document.address,
        head_title=item_name(view, document, _),
    )
    named["age"] = document.age or portal.age
    description = document.lead if not document.withdrawn else _("Withdrawn from publication.")
    return Head(
        **named,
        crumbs=_crumbs(view, document, _),
        description=description or shortened(text, DESCRIPTION_LENGTH),
        feeds=announced(view, document.lang, own_listing(document, portal.lang)),
        og_image=image_of(view, document, image),
        og_type="website" if document.kind is Kind.PAGE else "article",
        published=document.date,
        updated=document.updated,
        translations=translations_of(view, document),
        # Whoever looks for a withdrawn item shall find that it is withdrawn: only drafts stay out.
        noindex=document.draft,
    )


def item_name(view: View, document: Document, _: Words) -> str:
    """An item's title as it stands alone: «Приказ от 23.05.2023 № 375 «О порядке…»»."""
    if document.act is None:
        return document.title
    return acts.titled(acts.full_name(view, document, _), document.title, _)


def _crumbs(view: View, document: Document, _: Words) -> tuple[Crumb, ...]:
    listing = own_listing(document, view.portal.lang)
    if listing is None:
        above = [(tree.short_title(page), page.address) for page in tree.ancestors(view, document)]
        return trail(view, document.lang, *above, _step(document.title))
    step = (listing_title(view, listing), listing.url)
    if document.act is None:
        return trail(view, document.lang, step, _step(document.title))
    register = listing_in(document.lang, view.portal.lang, "documents")
    return trail(
        view,
        document.lang,
        (listing_title(view, register), register.url),
        step,
        numbered(document.act.number) or document.title,
    )


def _step(title: str) -> str:
    return title if len(title) <= STEP_LENGTH else shortened(title, STEP_LENGTH)
