"""What the settings name, found by key: made once a process, since every page asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from vestnik.core.portal import ActKind, Issuer, Portal, Section
    from vestnik.site.contexts import FeedLink
    from vestnik.site.presenters.listings import Listing
    from vestnik.site.presenters.wording import Words


class Shelf(Struct, frozen=True):
    """Sections, kinds of acts and issuers of one portal by their keys."""

    portal: Portal
    sections: dict[str, Section]
    kinds: dict[str, ActKind]
    issuers: dict[str, Issuer]
    feeds: dict[tuple[Words, Listing], tuple[FeedLink, ...]] = field(default_factory=dict)
    """Links to feeds already made."""
    menus: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Of each language: (address, the menu's entry that it belongs to)."""

    def kind_title(self, key: str) -> str:
        """«Приказ»; the key itself for a kind that the site does not have."""
        kind = self.kinds.get(key)
        return kind.title if kind else key

    def kind_plural(self, key: str) -> str:
        """«Приказы»."""
        kind = self.kinds.get(key)
        return kind.plural if kind else key

    def section_title(self, key: str, lang: str = "") -> str:
        """«Образование»; where the settings say it, in the language asked for."""
        section = self.sections.get(key)
        return section.named(lang).title if section else key

    def issuer_title(self, key: str) -> str:
        """«Администрация городского округа Светлоречье»."""
        issuer = self.issuers.get(key)
        return issuer.title if issuer else key

    def issuer_short(self, key: str) -> str:
        """«Администрация», for rows of links."""
        issuer = self.issuers.get(key)
        return (issuer.short or issuer.title) if issuer else key


_last: list[Shelf] = []
"""The shelf of the portal asked for last. A process renders one portal: comparing it by identity
costs nothing, where hashing all its settings would cost more than using them."""


def shelf(portal: Portal) -> Shelf:
    """The settings of a portal by key."""
    if _last and _last[0].portal is portal:
        return _last[0]
    made = Shelf(
        portal,
        {section.key: section for section in portal.sections},
        {kind.key: kind for kind in portal.act_kinds},
        {issuer.key: issuer for issuer in portal.issuers},
    )
    _last[:] = [made]
    return made
