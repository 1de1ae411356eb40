"""The statuses of acts as cuts of the register: their keys, and what the cuts are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.site.presenters.acts import status_in_words
from vestnik.site.presenters.standing import Standing, act_of, standing

if TYPE_CHECKING:
    from vestnik.core.model import Document
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View

STATUSES = (
    "in-force",
    "amended",
    "pending",
    "suspended",
    "repealed",
    "annulled",
    "expired",
    "project",
    "withdrawn",
    "other",
)
"""Keys of the statuses, which stand in addresses (`/documents/status/in-force/`), in the order in
which they are offered."""

_BEGINNINGS = (
    ("действует с изм", "amended"),
    ("действует", "in-force"),
    ("не вступ", "pending"),
    ("приостанов", "suspended"),
    ("утратил", "repealed"),
    ("отмен", "annulled"),
    ("призна", "annulled"),
    ("недейств", "annulled"),
    ("не действует", "repealed"),
    ("истёк", "expired"),
    ("истек", "expired"),
)
"""How a clerk begins a status that he types."""


def status_key(view: View, document: Document) -> str:
    """The key of the status in which an act stands, one of `STATUSES`."""
    where = standing(view, document)
    if where is Standing.TYPED:
        return _typed_key(act_of(document).status)
    key = where.name.lower().replace("_", "-")
    return key if key in STATUSES else "other"


def status_in(key: str, document: Document, _: Words) -> tuple[str, str]:
    """Words and tone of the status of an act that stands in the list `key`."""
    typed = act_of(document).status
    if key == "other" or (typed and _typed_key(typed) == key):
        return status_in_words(document, Standing.TYPED, _)
    return status_in_words(document, Standing[key.upper().replace("-", "_")], _)


def _typed_key(typed: str) -> str:
    words = " ".join(typed.casefold().split())
    return next((key for start, key in _BEGINNINGS if words.startswith(start)), "other")


def status_title(key: str, _: Words) -> str:
    """Title of the list of acts of a status: «Документы, утратившие силу»."""
    titles = {
        "in-force": _("Documents in force"),
        "amended": _("Documents in force as amended"),
        "pending": _("Documents not yet in force"),
        "suspended": _("Suspended documents"),
        "repealed": _("Repealed documents"),
        "annulled": _("Annulled documents"),
        "expired": _("Expired documents"),
        "project": _("Draft documents"),
        "withdrawn": _("Documents withdrawn from publication"),
    }
    return titles.get(key) or _("Documents of another status")


def status_short(key: str, _: Words) -> str:
    """The same in rows of links and in forms: «Утратили силу»."""
    titles = {
        "in-force": _("In force"),
        "amended": _("In force as amended"),
        "pending": _("Not yet in force"),
        "suspended": _("Suspended"),
        "repealed": _("Acts out of force"),
        "annulled": _("Annulled"),
        "expired": _("Expired"),
        "project": _("Drafts"),
        "withdrawn": _("Withdrawn"),
    }
    return titles.get(key) or _("Other")
