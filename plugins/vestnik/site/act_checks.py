"""Contradictions between acts, found again only where something has changed.

The catalogue notes the names that a changed source bears or names. What bears one of them, names
one, or is named by what bears one is judged anew here, and the judgement is kept; an edit costs
what the edited act has to do with others, never a walk through the register.

Drafts, project acts and withdrawn ones do nothing to others. An act under embargo is reckoned with
from the start: its clerk shall learn of a contradiction before it is public.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cached_property

from msgspec import Struct

from vestnik.catalogue.records import decode_document, encode
from vestnik.catalogue.store import Catalogue
from vestnik.core import act_crosschecks as words
from vestnik.core.act_keys import own_key, reference_key
from vestnik.core.addresses import is_numberless
from vestnik.core.crosschecks import Place
from vestnik.core.model import Act, ActReference, Document
from vestnik.core.portal import Portal
from vestnik.core.problems import Problem
from vestnik.core.standing import (
    ENDED,
    WORDS,
    Conclusion,
    Effect,
    Standing,
    conclude,
    counts,
    days_of,
    disagrees,
    effect_day,
    references_of,
)
from vestnik.site.lists import visible

PlaceOf = Callable[[str, str], Place]
_ALWAYS = "0"
"""A judgement that stands for no moment at all: it is made anew each time."""
_CHAIN = 3
"""Acts in the longest circle that is looked for. A longer one cannot be without an act that acts on
a later one, unless all are of one day.
"""


class _Named(Struct, frozen=True):
    """One reference of an act, with the act it means where the register has it."""

    field: str
    number: int
    reference: ActReference
    document: Document | None

    @property
    def place(self) -> str:
        return f"{self.field}[{self.number}]"


class ActChecks:
    """Judges the acts that have to be judged again, and keeps the answers in the catalogue."""

    def __init__(self, catalogue: Catalogue, portal: Portal, now: datetime, place: PlaceOf) -> None:
        self._catalogue = catalogue
        self._portal = portal
        self._now = now
        self._moment = now.isoformat()
        self._place = place
        self._known: dict[str, Document | None] = {}
        self._repealing: dict[str, list[Effect]] = {}

    def bring_up(self) -> None:
        """Brings the kept answers up to date with the sources and the moment."""
        paths = self._catalogue.acts_to_recheck(self._moment)
        self._catalogue.put_findings(map(self._row, paths))

    def _row(self, path: str) -> tuple[str, bytes, str, str]:
        document = self._document(path)
        if document is None or document.act is None:
            return path, b"", "", ""
        problems = list(self._relations(document, document.act))
        until = _ALWAYS if any(one.code == "relation-unknown-act" for one in problems) else ""
        if document.act.status:
            problem, turn = self._status(document, document.act)
            problems += [problem] if problem else []
            until = until or turn
        return path, encode(problems) if problems else b"", self._moment, until

    def _document(self, path: str) -> Document | None:
        if path not in self._known:
            facts = self._catalogue.facts(path)
            self._known[path] = decode_document(facts) if facts else None
        return self._known[path]

    # --- relations --------------------------------------------------------------------------

    def _relations(self, document: Document, act: Act) -> Iterator[Problem]:
        for named in self._named(act):
            other = named.document
            if other is None:
                near = _nearest(named.reference, act, self._names, self._portal)
                yield words.relation_unknown_act(
                    self._place(document.path, named.place), self._described(named.reference), near
                )
            elif other.act is not None and not act.project and other.path != document.path:
                yield from self._against(document, act, named, other, other.act)
        yield from self._circle(document, act)

    def _against(
        self, document: Document, act: Act, named: _Named, other: Document, target: Act
    ) -> Iterator[Problem]:
        """What speaks against one relation of an act."""
        place = named.place
        if target.adopted > act.adopted:
            yield words.relation_to_later_act(
                self._place(document.path, place), named.field, self._named_in_words(other),
                act.adopted,
            )  # fmt: skip
            return
        if named.field == "based_on":
            return
        mine = effect_day(act, named.reference)
        for effect in self._repeals(other):
            if effect.act.path == document.path:
                continue
            first = (effect.day, effect.act.path) < (mine, document.path)
            if named.field == "repeals" and not named.reference.scope and first:
                yield words.repealed_twice(
                    self._place(document.path, place),
                    self._named_in_words(other),
                    self._named_in_words(effect.act),
                )
                return
            if effect.day < mine:
                yield words.acted_on_after_end(
                    self._place(document.path, place), named.field, self._named_in_words(other),
                    effect.day,
                )  # fmt: skip
                return
        ended = _own_end(target)
        if ended and ended < mine:
            yield words.acted_on_after_end(
                self._place(document.path, place), named.field, self._named_in_words(other), ended
            )

    def _repeals(self, document: Document) -> list[Effect]:
        """Repeals of a whole act; looked for once, since a much amended act is asked of often."""
        if document.path not in self._repealing:
            self._repealing[document.path] = [
                effect
                for effect in self._effects_on(document)
                if effect.relation == "repeals" and not effect.scope
            ]
        return self._repealing[document.path]

    def _circle(self, document: Document, act: Act) -> Iterator[Problem]:
        """Acts of one day that act on each other; told once, at the first of them."""
        chains = [[document]]
        while chains:
            chain = chains.pop()
            last = chain[-1].act
            assert last is not None
            for named in self._named(last):
                other = named.document
                if other is None or other.act is None or other.act.adopted != act.adopted:
                    continue
                if other.path == document.path and len(chain) > 1:
                    field = next(one.place for one in self._named(act) if one.document is chain[1])
                    told = [self._named_in_words(one) for one in (*chain, document)]
                    yield words.relation_circle(self._place(document.path, field), told)
                    return
                if other.path > document.path and other not in chain and len(chain) < _CHAIN:
                    chains.append([*chain, other])

    def _named(self, act: Act) -> list[_Named]:
        return [
            _Named(field, number, reference, self._meant(reference, act))
            for field, number, reference in references_of(act)
            if not reference.outside
        ]

    def _meant(self, reference: ActReference, act: Act) -> Document | None:
        paths = self._catalogue.named(reference_key(reference, act.issuer))
        return self._document(min(paths)) if paths else None

    def _effects_on(self, document: Document) -> list[Effect]:
        """What acts do to this one that are no drafts and not withdrawn."""
        act = document.act
        assert act is not None
        names = {own_key(act), document.address, document.path}
        paths = {path for name in names for path in self._catalogue.relating(name)}
        found = []
        for path in sorted(paths - {document.path}):
            other = self._document(path)
            if other is None or other.act is None or other.draft:
                continue
            for relation, _, reference in references_of(other.act):
                if not reference.outside and reference_key(reference, other.act.issuer) in names:
                    found.append(Effect(relation, other, reference))
        return [effect for effect in found if counts(effect)]

    # --- status -----------------------------------------------------------------------------

    def _status(self, document: Document, act: Act) -> tuple[Problem | None, str]:
        """What is wrong with a typed status, and the moment until which the answer stands."""
        turns: set[datetime] = set()
        found = self._conclusion(document, turns, frozenset())
        until = min((turn for turn in turns if turn > self._now), default=None)
        text = until.isoformat() if until else ""
        derived = found.derived or found.standing
        if not disagrees(act.status, derived):
            return None, text
        by = self._named_in_words(found.by) if found.by else ""
        since = None if derived is Standing.PENDING else found.since
        problem = words.status_disagrees(
            self._place(document.path, "status"), act.status, WORDS[derived], since, by
        )
        return problem, text

    def _conclusion(
        self, document: Document, turns: set[datetime], asking: frozenset[str]
    ) -> Conclusion:
        """Where an act stands; `turns` takes up the moments at which that may change."""
        asking |= {document.path}
        effects = self._effects_on(document)
        for one in (document, *(effect.act for effect in effects)):
            assert one.act is not None
            turns |= {self._beginning(day) for day in days_of(one.act)}
            turns |= {moment for moment in (one.date, one.expires) if moment is not None}

        def is_ended(other: Document) -> bool:
            if other.path in asking:
                return False
            found = self._conclusion(other, turns, asking)
            return (found.derived or found.standing) in ENDED

        return conclude(
            document,
            [effect for effect in effects if visible(effect.act, self._now)],
            lambda _, day: self._beginning(day) <= self._now,
            is_ended,
        )

    def _beginning(self, day: date) -> datetime:
        return self._portal.local(datetime.combine(day, time()))

    # --- in words ---------------------------------------------------------------------------

    @cached_property
    def _names(self) -> list[str]:
        return self._catalogue.act_names()

    def _named_in_words(self, document: Document) -> str:
        act = document.act
        assert act is not None
        return self._in_words(act.kind, act.number, act.adopted)

    def _described(self, reference: ActReference) -> str:
        if reference.address:
            return f"«{reference.address}»"
        return self._in_words(reference.kind, reference.number, reference.date)

    def _in_words(self, kind: str, number: str, day: date | None) -> str:
        known = self._portal.act_kind(kind)
        title = (known.title if known else kind).lower()
        sign = "" if is_numberless(number) else "№ "
        return f"{title} {sign}{number}" + (f" от {day:%d.%m.%Y}" if day else "")


def _own_end(act: Act) -> date | None:
    """The first day on which an act has no force, by its own term or by a court."""
    ends = [act.valid_until + timedelta(days=1)] if act.valid_until else []
    if act.annulled and not act.annulled.scope:
        ends.append(act.annulled.date)
    return min(ends, default=None)


def _nearest(reference: ActReference, act: Act, names: list[str], portal: Portal) -> str:
    """The line that would make a reference right: one part changed, all others as they are."""
    if reference.address or reference.date is None:
        return ""
    wanted = reference_key(reference, act.issuer).removeprefix("act:").split("|")
    best: tuple[int, int, str] | None = None
    for name in names:
        parts = name.removeprefix("act:").split("|")
        if len(parts) != len(wanted):
            continue
        differing = [place for place in range(len(wanted)) if wanted[place] != parts[place]]
        if len(differing) != 1:
            continue
        found = _line(differing[0], parts, reference.date, portal)
        if found and (best is None or found < best):
            best = found
    return best[2] if best else ""


def _line(place: int, parts: list[str], typed: date, portal: Portal) -> tuple[int, int, str] | None:
    """How far the change goes, and the line; a number is only changed for one of the same day."""
    issuer, kind, number, day = parts
    match place:
        case 0:
            return 1, 0, f"«issuer: {issuer}»"
        case 1:
            known = portal.act_kind(kind)
            return 2, 0, f"«kind: {known.title.lower() if known else kind}»"
        case 2:
            return 3, len(number), f"«number: {number}»"
        case _:
            away = abs((date.fromisoformat(day) - typed).days)
            return 0, away, f"«date: {day}»"
