"""Where an act stands in law: concluded from its own dates and from what other acts do to it.

Pure: whether a day has come is asked of the caller, since pages must not know the clock itself (see
`days_of`). What the law says in words: an act that is repealed does not come back when the act that
repealed it is repealed in turn; one that is suspended does.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from vestnik.core.model import Act, ActReference, Document

RELATIONS = ("amends", "repeals", "suspends", "based_on")
"""Fields of an act that name other acts."""


class Standing(enum.Enum):
    """Where an act stands in law."""

    PROJECT = enum.auto()
    WITHDRAWN = enum.auto()
    PENDING = enum.auto()
    REPEALED = enum.auto()
    ANNULLED = enum.auto()
    """By a court."""
    EXPIRED = enum.auto()
    """Its own term is over."""
    SUSPENDED = enum.auto()
    TYPED = enum.auto()
    """As the clerk typed it: an outside act, what the register cannot know."""
    AMENDED = enum.auto()
    IN_FORCE = enum.auto()


ENDED = frozenset({Standing.REPEALED, Standing.ANNULLED, Standing.EXPIRED})

WORDS = {
    Standing.PENDING: "не вступил в силу",
    Standing.IN_FORCE: "действует",
    Standing.AMENDED: "действует с изменениями",
    Standing.SUSPENDED: "приостановлен",
    Standing.REPEALED: "утратил силу",
    Standing.ANNULLED: "отменён судом",
    Standing.EXPIRED: "истёк срок",
}
"""What the field `status` may say of each."""
_RANK = {Standing.IN_FORCE: 0, Standing.AMENDED: 1, Standing.SUSPENDED: 2, Standing.PENDING: 2}


class Effect(Struct, frozen=True):
    """What another act does to this one."""

    relation: str
    """One of `RELATIONS`."""
    act: Document
    """The act that does it."""
    reference: ActReference
    """How it names this one."""

    @property
    def scope(self) -> str:
        """The clauses concerned; empty for the whole act."""
        return self.reference.scope

    @property
    def day(self) -> date:
        """From which day on."""
        assert self.act.act is not None
        return effect_day(self.act.act, self.reference)


class Conclusion(Struct, frozen=True):
    """Where an act stands, since when and by what."""

    standing: Standing
    since: date | None = None
    by: Document | None = None
    """The act that ended or suspended it."""
    derived: Standing | None = None
    """What the register itself says, where the clerk typed a status."""


Passed = Callable[[Document, date], bool]
"""Whether a day of an act, one of its `days_of`, has come."""


def references_of(act: Act) -> Iterator[tuple[str, int, ActReference]]:
    """(field, place in it from 1 on, reference) of every act that this one names."""
    for relation in RELATIONS:
        for number, reference in enumerate(getattr(act, relation), 1):
            yield relation, number, reference


def effect_day(act: Act, reference: ActReference) -> date:
    """From which day on an act does what one of its references says."""
    return reference.since or act.effective or act.adopted


def days_of(act: Act) -> frozenset[date]:
    """The days at whose beginning an act, or what it does to others, changes."""
    days = {act.effective} if act.effective else set()
    days |= {reference.since for _, _, reference in references_of(act) if reference.since}
    days |= {_after(reference.until) for reference in act.suspends if reference.until}
    if act.valid_until:
        days.add(_after(act.valid_until))
    if act.annulled:
        days.add(act.annulled.date)
    return frozenset(days)


def _after(day: date) -> date:
    return day + timedelta(days=1)


def conclude(
    document: Document,
    effects: Sequence[Effect],
    passed: Passed,
    is_ended: Callable[[Document], bool],
) -> Conclusion:
    """Where an act stands. `effects` are of visible acts; `is_ended` tells whether another act is
    no longer in force, and is asked of acts that suspend.
    """
    act = document.act
    assert act is not None
    if act.project:
        return Conclusion(Standing.PROJECT)
    if document.withdrawn is not None:
        return Conclusion(Standing.WITHDRAWN, document.withdrawn.date)
    found = _derived(document, act, effects, passed, is_ended)
    if act.status and not disagrees(act.status, found.standing):
        return Conclusion(Standing.TYPED, derived=found.standing)
    return found


def disagrees(typed: str, derived: Standing) -> bool:
    """Whether a typed status contradicts what the register knows, and not only adds to it.

    >>> disagrees("действует", Standing.REPEALED), disagrees("утратил силу", Standing.AMENDED)
    (True, False)
    """
    said = next((standing for standing, words in WORDS.items() if words == typed), None)
    if said is None or said is derived or derived in (Standing.WITHDRAWN, Standing.PROJECT):
        return False
    if derived in ENDED:
        return True
    if said is Standing.PENDING or said in ENDED:
        return False
    return _RANK[said] < _RANK[derived]


def _derived(
    document: Document,
    act: Act,
    effects: Sequence[Effect],
    passed: Passed,
    is_ended: Callable[[Document], bool],
) -> Conclusion:
    own = [one for one in effects if counts(one) and _has_come(one, passed)]
    ends = [
        Conclusion(Standing.REPEALED, one.day, one.act)
        for one in own
        if one.relation == "repeals" and not one.scope
    ]
    if act.annulled and not act.annulled.scope and passed(document, act.annulled.date):
        ends.append(Conclusion(Standing.ANNULLED, act.annulled.date))
    if act.valid_until and passed(document, _after(act.valid_until)):
        ends.append(Conclusion(Standing.EXPIRED, _after(act.valid_until)))
    if ends:
        return min(ends, key=lambda end: end.since or date.min)
    if act.effective and not passed(document, act.effective):
        return Conclusion(Standing.PENDING, act.effective)
    for one in own:
        if one.relation == "suspends" and not one.scope and _lasts(one, passed, is_ended):
            return Conclusion(Standing.SUSPENDED, one.day, one.act)
    changing = [one.day for one in own if one.relation in ("amends", "repeals")]
    changing += [one.day for one in own if one.relation == "suspends"
                 and one.scope and _lasts(one, passed, is_ended)]  # fmt: skip
    if act.annulled and act.annulled.scope and passed(document, act.annulled.date):
        changing.append(act.annulled.date)
    if changing:
        return Conclusion(Standing.AMENDED, max(changing))
    return Conclusion(Standing.IN_FORCE, act.effective or act.adopted)


def counts(effect: Effect) -> bool:
    """Whether an effect is of an act at all: drafts and withdrawn acts do nothing."""
    other = effect.act
    return other.act is not None and not other.act.project and other.withdrawn is None


def _has_come(effect: Effect, passed: Passed) -> bool:
    act = effect.act.act
    assert act is not None
    if effect.reference.since:
        return passed(effect.act, effect.reference.since)
    return act.effective is None or passed(effect.act, act.effective)


def _lasts(effect: Effect, passed: Passed, is_ended: Callable[[Document], bool]) -> bool:
    until = effect.reference.until
    if until and passed(effect.act, _after(until)):
        return False
    return not is_ended(effect.act)
