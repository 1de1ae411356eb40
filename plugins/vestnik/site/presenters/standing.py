"""Acts among each other: what they do to one another, and where each stands in law.

An act knows what it amends, repeals, suspends and is based on. What others do to it stands in the
lists `acts-on/<name>`, one for each name that they may call it by: its key, its address, its
source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from vestnik.core.act_keys import own_key, reference_key
from vestnik.core.standing import ENDED, Conclusion, Effect, Standing, conclude, references_of
from vestnik.site.lists import ahead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from vestnik.core.model import Act, ActReference, Document
    from vestnik.site.view import View

__all__ = ["Deed", "Deeds", "Effect", "Standing", "act_of", "deeds_of", "has_come", "standing"]


class Deed(Struct, frozen=True):
    """What an act does to another, from the side of the one that does it."""

    relation: str
    """`amends`, `repeals`, `suspends` or `based_on`."""
    reference: ActReference
    document: Document | None
    """The act concerned, where the register shows it."""


class Deeds(Struct, frozen=True):
    """An act among the others: looked up once for its facts, its relations, the search engines."""

    own: tuple[Deed, ...]
    done: tuple[Effect, ...]
    """By others to this one, oldest first."""
    conclusion: Conclusion

    @property
    def standing(self) -> Standing:
        """Where the act stands."""
        return self.conclusion.standing


def deeds_of(view: View, document: Document) -> Deeds:
    """Looks up the relations of an act from both sides."""
    act = act_of(document)
    own = tuple(
        Deed(relation, reference, _looked_up(view, act, reference))
        for relation, _, reference in references_of(act)
    )
    done = _effects_on(view, document)
    return Deeds(own, done, _conclusion(view, document, done))


def act_of(document: Document) -> Act:
    """What makes a document an act; only asked of documents that are."""
    assert document.act is not None
    return document.act


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
    for relation, _, reference in references_of(act):
        if not reference.outside and reference_key(reference, act.issuer) in names:
            yield Effect(relation, other, reference)


# --- status ---------------------------------------------------------------------------------


def standing(view: View, document: Document) -> Standing:
    """Where an act stands, by its own dates and by what other acts in force do to it."""
    return _conclusion(view, document, _effects_on(view, document)).standing


def _conclusion(
    view: View, document: Document, done: tuple[Effect, ...], asking: frozenset[str] = frozenset()
) -> Conclusion:
    asking |= {document.path}

    def is_ended(other: Document) -> bool:
        """Whether an act that suspends this one is itself over; acts in a circle are not."""
        if other.path in asking:
            return False
        found = _conclusion(view, other, _effects_on(view, other), asking)
        return (found.derived or found.standing) in ENDED

    return conclude(document, done, lambda act, day: has_come(view, act, day), is_ended)


def has_come(view: View, document: Document, day: date) -> bool:
    """Whether a day of an act has begun, which the engine knows."""
    return not view.all(ahead(document, day))
