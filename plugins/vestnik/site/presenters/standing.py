"""Acts among each other: what they do to one another, and where each stands in law.

An act knows what it amends, repeals and is based on. What others do to it stands in the lists
`acts-on/<name>`, one for each name that they may call it by: its key, its address, its source.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vestnik.core.act_keys import own_key
from vestnik.site.lists import reference_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from vestnik.core.model import Act, ActReference, Document
    from vestnik.site.view import View


class Standing(enum.Enum):
    """Where an act stands in law."""

    PROJECT = enum.auto()
    WITHDRAWN = enum.auto()
    PENDING = enum.auto()
    REPEALED = enum.auto()
    TYPED = enum.auto()
    """As the clerk typed it: a court, an outside act, what the register cannot know."""
    AMENDED = enum.auto()
    IN_FORCE = enum.auto()


@dataclass(frozen=True, slots=True)
class Deed:
    """What an act does to another, from the side of the one that does it."""

    relation: str
    """`amends`, `repeals` or `based_on`."""
    reference: ActReference
    document: Document | None
    """The act concerned, where the register shows it."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What another act does to this one."""

    relation: str
    act: Document
    scope: str


@dataclass(frozen=True, slots=True)
class Deeds:
    """An act among the others: looked up once for its facts, its relations, the search engines."""

    own: tuple[Deed, ...]
    done: tuple[Effect, ...]
    """By others to this one, oldest first."""
    standing: Standing


def deeds_of(view: View, document: Document) -> Deeds:
    """Looks up the relations of an act from both sides."""
    act = act_of(document)
    own = tuple(
        Deed(relation, reference, _looked_up(view, act, reference))
        for relation, references in _relations(act)
        for reference in references
    )
    done = _effects_on(view, document)
    return Deeds(own, done, _standing(view, document, done))


def act_of(document: Document) -> Act:
    """What makes a document an act; only asked of documents that are."""
    assert document.act is not None
    return document.act


def _relations(act: Act) -> tuple[tuple[str, tuple[ActReference, ...]], ...]:
    return ("amends", act.amends), ("repeals", act.repeals), ("based_on", act.based_on)


def _looked_up(view: View, act: Act, reference: ActReference) -> Document | None:
    return None if reference.outside else view.document(reference_key(reference, act.issuer))


def _effects_on(view: View, document: Document) -> tuple[Effect, ...]:
    act = act_of(document)
    if act.project:
        return ()
    names = (own_key(act), document.address, document.path)
    acts: dict[str, Document] = {}
    for name in names:
        for other in view.all(f"acts-on/{name}"):
            if other.path != document.path:
                acts[other.path] = other
    ordered = sorted(acts.values(), key=_order) if len(acts) > 1 else acts.values()
    return tuple(effect for other in ordered for effect in _effects_of(other, names))


def _order(document: Document) -> tuple[date, str]:
    return act_of(document).adopted, document.address


def _effects_of(other: Document, names: tuple[str, ...]) -> Iterator[Effect]:
    act = act_of(other)
    for relation, references in _relations(act):
        for reference in references:
            if not reference.outside and reference_key(reference, act.issuer) in names:
                yield Effect(relation, other, reference.scope)


# --- status ---------------------------------------------------------------------------------


def standing(view: View, document: Document) -> Standing:
    """Where an act stands, by its own dates and by what other acts in force do to it."""
    return _standing(view, document, _effects_on(view, document))


def _standing(view: View, document: Document, done: tuple[Effect, ...]) -> Standing:
    act = act_of(document)
    if act.project:
        return Standing.PROJECT
    if document.withdrawn is not None:
        return Standing.WITHDRAWN
    if _is_pending(view, document):
        return Standing.PENDING
    done = tuple(effect for effect in done if _counts(view, effect))
    # What the clerk typed stands above all but a repeal that the register holds itself.
    if any(effect.relation == "repeals" and not effect.scope for effect in done):
        return Standing.REPEALED
    if act.status:
        return Standing.TYPED
    changed = any(effect.relation in ("amends", "repeals") for effect in done)
    return Standing.AMENDED if changed else Standing.IN_FORCE


def _is_pending(view: View, document: Document) -> bool:
    """Whether the day of entry into force is still to come, which the engine knows."""
    act = act_of(document)
    if act.effective is None or act.project:
        return False
    return any(one.path == document.path for one in view.all(f"pending/{own_key(act)}"))


def _counts(view: View, effect: Effect) -> bool:
    return effect.act.withdrawn is None and not _is_pending(view, effect.act)
