"""Warnings that stand on every page, and pages at old addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.site.contexts import AlertFragment, AlertPage, RedirectPage
from vestnik.site.presenters.cards import alert_views
from vestnik.site.presenters.pages import basics, trail
from vestnik.site.presenters.places import ALERTS
from vestnik.site.presenters.wording import words

if TYPE_CHECKING:
    from vestnik.site.view import View


def alert_fragment(view: View) -> AlertFragment:
    """The one file that changes when a warning comes or goes; every page fetches it."""
    return AlertFragment(alerts=alert_views(view))


def alert_page(view: View) -> AlertPage:
    """The same warnings for those without scripts."""
    lang = view.portal.lang
    _ = words(lang)
    title = _("Warnings")
    return AlertPage(
        **basics(view, lang, title, ALERTS),
        crumbs=trail(view, lang, title),
        alerts=alert_views(view),
        noindex=True,
    )


def redirect(view: View, path: str, old: str) -> RedirectPage:
    """What stands at an old address of the visible document of that source path."""
    document = view.document(path)
    if document is None:
        raise LookupError(path)
    _ = words(document.lang)
    facts = basics(view, document.lang, _("The page has moved"), old)
    # Search engines shall keep the new address, so that is the canonical one.
    facts["canonical"] = basics(view, document.lang, "", document.address)["canonical"]
    return RedirectPage(**facts, noindex=True, target=document.address, target_title=document.title)
