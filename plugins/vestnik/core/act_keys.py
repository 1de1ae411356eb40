"""Names by which acts are looked up: issuer, kind, number and date in one string.

A text seldom tells the issuer as the register does, so an act has a second name, with «*» for any
issuer. That one may belong to several acts, and then it stands for none of them.
"""

from __future__ import annotations

from datetime import date

from vestnik.core.addresses import number_slug
from vestnik.core.model import Act, ActReference

ANY = "*"


def act_key(issuer: str, kind: str, number: str, adopted: date | None) -> str:
    """The identity of an act, by which references look it up.

    >>> act_key("adm", "prikaz", "3/650", date(2018, 3, 5))
    'act:adm|prikaz|3-650|2018-03-05'
    """
    day = adopted.isoformat() if adopted else ""
    return f"act:{issuer}|{kind}|{number_slug(number)}|{day}"


def own_key(act: Act) -> str:
    """The name that belongs to this act alone."""
    return act_key(act.issuer, act.kind, act.number, act.adopted)


def any_issuer_key(act: Act, number: str = "") -> str:
    """Its name for any issuer; `number` where its own is spelled in another way."""
    return act_key(ANY, act.kind, number or act.number, act.adopted)


def is_any_issuer(key: str) -> bool:
    """Whether a name stands for acts of whatever issuer."""
    return key.startswith(f"act:{ANY}|")


def reference_key(reference: ActReference, issuer: str) -> str:
    """What an act's relation looks up: an address or path as typed, or an act key.

    `issuer` is that of the act that refers; a reference names its own only where it differs.
    """
    if reference.address:
        return reference.address
    return act_key(reference.issuer or issuer, reference.kind, reference.number, reference.date)
