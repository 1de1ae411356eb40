"""Acts that the register does not have: where the town's list says that they are published."""

from __future__ import annotations

from vestnik.core.addresses import number_slug
from vestnik.core.citation import Citation
from vestnik.core.portal import OutsideAct, Portal


def outside_address(citation: Citation, portal: Portal) -> str:
    """Address of a cited act elsewhere; empty where the settings do not name it.

    A number names an act only together with its date, but for federal laws, whose numbers texts
    use alone; a code goes by its name.
    """
    for act in portal.outside_acts:
        if _is_meant(citation, act, portal):
            return act.url
    return ""


def _is_meant(citation: Citation, act: OutsideAct, portal: Portal) -> bool:
    if not act.number:
        return bool(act.title) and not citation.number and _same_words(act.title, citation.title)
    if citation.number_key != number_slug(act.number):
        return False
    if act.number.upper().endswith("ФЗ"):
        return citation.date is None or act.date is None or citation.date == act.date
    kind = portal.act_kind(citation.kind)
    said = kind.title if kind else citation.kind
    return citation.date == act.date and (not act.kind or _same_words(act.kind, said))


def _same_words(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
