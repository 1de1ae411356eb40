"""What a page tells search engines and networks beside its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.core.model import Kind
from vestnik.feeds.entries import absolute
from vestnik.site.discovery import (
    Force,
    JsonObject,
    breadcrumb_list,
    government_organization,
    json_script,
    legislation,
    news_article,
    report,
)
from vestnik.site.presenters.listings import home_url
from vestnik.site.presenters.media import social_picture
from vestnik.site.presenters.places import CONTACTS, SITE_CARD, section_card
from vestnik.site.presenters.shelf import shelf
from vestnik.site.presenters.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from vestnik.core.model import Document
    from vestnik.site.contexts import Crumb, FileView
    from vestnik.site.presenters.standing import Deeds
    from vestnik.site.view import View

_FORCE = {
    Standing.PENDING: Force.NOT_IN_FORCE,
    Standing.REPEALED: Force.NOT_IN_FORCE,
    Standing.ANNULLED: Force.NOT_IN_FORCE,
    Standing.EXPIRED: Force.NOT_IN_FORCE,
    Standing.SUSPENDED: Force.NOT_IN_FORCE,
    Standing.AMENDED: Force.IN_FORCE,
    Standing.IN_FORCE: Force.IN_FORCE,
}
"""For the others nothing is said: a typed status is words, a draft is no law yet."""


def own_image(view: View, document: Document) -> str:
    """Address of the item's own picture in the shape that networks show, or empty."""
    if document.image is None or document.withdrawn is not None:
        return ""
    return social_picture(view, document.image.file)


def image_of(view: View, document: Document, own: str) -> str:
    """Absolute address of the picture that stands for an item: its own, else its section's."""
    return absolute(view.portal.url, own) if own else section_image(view, document.section)


def section_image(view: View, section: str = "") -> str:
    """Absolute address of the picture made for a section, or for the whole site."""
    made = section_card(section) if section in shelf(view.portal).sections else SITE_CARD
    return absolute(view.portal.url, made)


def trail_data(view: View, crumbs: Sequence[Crumb]) -> Markup:
    """The way to a page of which nothing else is to be told."""
    return json_script(breadcrumb_list(crumbs, view.portal))


def home_data(view: View) -> Markup:
    """Whose site it is."""
    return json_script(_organization(view))


def item_data(
    view: View,
    document: Document,
    crumbs: Sequence[Crumb],
    image: str = "",
    files: Sequence[FileView] = (),
    deeds: Deeds | None = None,
) -> Markup:
    """An item in the words of schema.org, and the way to it; `image` is its own picture."""
    facts = _item_facts(view, document, image, files, deeds)
    way = breadcrumb_list(crumbs, view.portal)
    return json_script(facts, way) if facts else json_script(way)


def _item_facts(
    view: View, document: Document, image: str, files: Sequence[FileView], deeds: Deeds | None
) -> JsonObject | None:
    portal = view.portal
    if document.withdrawn is not None:
        return None
    match document.kind:
        case Kind.NEWS:
            images = (absolute(portal.url, image),) if image else ()
            return news_article(document, portal, images, age=document.age or portal.age)
        case Kind.REPORT:
            return report(document, portal, files)
        case Kind.DOCUMENT if deeds is not None:
            addresses = {one.reference: one.document.address for one in deeds.own if one.document}
            return legislation(
                document,
                portal,
                force=_FORCE.get(deeds.standing),
                address_of=lambda reference: addresses.get(reference, ""),
                files=files,
            )
        case _:
            home = home_url(document.lang, portal.lang)
            is_contacts = document.address in [home + place for place in CONTACTS]
            return _organization(view) if is_contacts else None


def _organization(view: View) -> JsonObject:
    """The body whose site this is. Its emblem is a file of the theme, whose name has a digest."""
    portal = view.portal
    if not portal.emblem:
        return government_organization(portal)
    emblem = view.asset(portal.emblem.rpartition("/")[2])
    return government_organization(portal) | {"logo": absolute(portal.url, emblem)}
