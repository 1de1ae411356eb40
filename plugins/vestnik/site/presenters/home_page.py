"""The home page: one important item, a few news and acts, what is soon, services, projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.site.contexts import HomePage
from vestnik.site.presenters import tree
from vestnik.site.presenters.cards import card, link_card, soonest_events
from vestnik.site.presenters.discovering import home_data, section_image
from vestnik.site.presenters.framing import links_in
from vestnik.site.presenters.listings import home_url, listing_in
from vestnik.site.presenters.pages import announced, basics, translated_home
from vestnik.site.presenters.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vestnik.core.model import Document
    from vestnik.site.contexts import TreeNode
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View


def home(view: View, lang: str) -> HomePage:
    """The home page of a language."""
    portal = view.portal
    _ = words(lang)
    prefix = "" if lang == portal.lang else f"{lang}:"
    lead, news = _news(view, prefix)
    acts = view.newest(f"{prefix}documents", portal.home_acts)
    projects, projects_url = _projects(view, prefix, _)
    drafts = view.newest(f"{prefix}consultations", portal.home_events + 1)
    more_drafts = len(drafts) > portal.home_events
    named = basics(view, lang, portal.name, home_url(lang, portal.lang))
    named["head_title"] = portal.name
    return HomePage(
        **named,
        description=portal.description,
        feeds=announced(view, lang),
        og_image=section_image(view),
        jsonld=home_data(view),
        translations=translated_home(view, lang),
        important=card(view, lead, lang) if lead else None,
        news=tuple(card(view, document, lang) for document in news),
        acts=tuple(link_card(view, document, lang) for document in acts),
        events=soonest_events(view, f"{prefix}events", portal.home_events),
        services=links_in(portal, lang, portal.services),
        projects=projects,
        consultations=tuple(
            link_card(view, document, lang) for document in drafts[: portal.home_events]
        ),
        news_url=listing_in(lang, portal.lang, "news").url if news or lead else "",
        acts_url=listing_in(lang, portal.lang, "documents").url if acts else "",
        projects_url=projects_url,
        consultations_url=(
            listing_in(lang, portal.lang, "status", "project").url if more_drafts else ""
        ),
    )


def _news(view: View, prefix: str) -> tuple[Document | None, Sequence[Document]]:
    """The item that opens the page, the newest important one or else the newest; news beside it."""
    count = view.portal.home_news
    important = view.newest(f"{prefix}important", 1)
    news = [
        document for document in view.newest(f"{prefix}news", count + 1) if not document.withdrawn
    ]
    lead = important[0] if important else next(iter(news), None)
    if lead is None:
        return None, ()
    return lead, [document for document in news if document.path != lead.path][:count]


def _projects(view: View, prefix: str, _: Words) -> tuple[tuple[TreeNode, ...], str]:
    """The trees of projects, and the address of the page above them."""
    pages = view.all(f"{prefix}projects")
    trees = tree.forest(pages, _)
    above = view.document(tree.parent_of(trees[0].url)) if trees else None
    return trees, above.address if above else ""
