"""Acts in words: the card of facts, the status, the name, the relations."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict

from vestnik.core.citation import Citation
from vestnik.core.standing import Conclusion, Standing, counts
from vestnik.register.outside import outside_address
from vestnik.site.contexts import ActFacts, HistoryStep, Relation, Term
from vestnik.site.presenters.listings import listing_in
from vestnik.site.presenters.media import file_view
from vestnik.site.presenters.shelf import shelf
from vestnik.site.presenters.standing import act_of, has_come, standing
from vestnik.site.presenters.wording import numbered

if TYPE_CHECKING:
    from datetime import date

    from vestnik.core.model import Act, ActReference, Annulment, Consultation, Document
    from vestnik.core.standing import Effect
    from vestnik.site.contexts import FileView
    from vestnik.site.presenters.standing import Deed, Deeds
    from vestnik.site.presenters.wording import Words
    from vestnik.site.view import View


# --- status ---------------------------------------------------------------------------------


def status_in_words(document: Document, where: Standing, _: Words) -> tuple[str, str]:
    """The status and its tone: `active`, `pending`, `ended` or none."""
    if where is Standing.TYPED:
        typed = act_of(document).status
        return typed, _tone(typed)
    return {
        Standing.PROJECT: (_("draft"), "pending"),
        Standing.WITHDRAWN: (_("withdrawn from publication"), "ended"),
        Standing.PENDING: (_("not yet in force"), "pending"),
        Standing.REPEALED: (_("repealed"), "ended"),
        Standing.ANNULLED: (_("annulled by a court"), "ended"),
        Standing.EXPIRED: (_("expired"), "ended"),
        Standing.SUSPENDED: (_("suspended"), "ended"),
        Standing.AMENDED: (_("in force as amended"), "active"),
        Standing.IN_FORCE: (_("in force"), "active"),
    }[where]


def _tone(typed: str) -> str:
    """Tone of a status in the clerk's own words; none where they say nothing familiar."""
    words = typed.casefold()
    if words.startswith("действует"):
        return "active"
    if words.startswith("не вступил"):
        return "pending"
    ends = ("утратил", "отмен", "приостановл", "недейств", "не действует", "истёк", "истек")
    return "ended" if words.startswith(ends) else ""


# --- facts ----------------------------------------------------------------------------------


class _Named(TypedDict):
    kind: str
    number: str
    adopted: date
    issuer: str
    project: bool
    consultation: Consultation | None


def _named(view: View, act: Act) -> _Named:
    known = shelf(view.portal)
    return _Named(
        kind=known.kind_title(act.kind),
        number=numbered(act.number),
        adopted=act.adopted,
        issuer=known.issuer_title(act.issuer),
        project=act.project,
        consultation=act.consultation,
    )


def brief_facts(view: View, document: Document) -> ActFacts:
    """Kind, number, date and issuer, for places that do not speak of the act's status."""
    return ActFacts(**_named(view, act_of(document)))


def row_facts(view: View, document: Document, _: Words) -> ActFacts:
    """What a row of the register shows: the brief facts and the status."""
    act = act_of(document)
    status, tone = status_in_words(document, standing(view, document), _)
    return ActFacts(
        **_named(view, act), status=status, status_tone=tone, status_checked=act.status_checked
    )


def act_facts(view: View, document: Document, deeds: Deeds | None, _: Words) -> ActFacts:
    """The card of facts of an act; without its deeds it is one withdrawn from publication."""
    act = act_of(document)
    first = view.portal.lang
    found = deeds.conclusion if deeds else Conclusion(Standing.WITHDRAWN)
    status, tone = status_in_words(document, found.standing, _)
    return ActFacts(
        **_named(view, act),
        kind_url=listing_in(document.lang, first, "kind", act.kind).url,
        issuer_url=listing_in(document.lang, first, "issuer", act.issuer).url,
        effective=act.effective,
        status=status,
        status_tone=tone,
        status_checked=_known_on(document, deeds) if deeds else None,
        status_since=None if found.standing in _UNDATED else found.since,
        status_by=_doer(view, found.by, _) if found.by else None,
        annulled=act.annulled,
        published_in=act.published_in,
        signed_copy=None if document.withdrawn else _signed_copy(view, act, _),
    )


_UNDATED = (Standing.IN_FORCE, Standing.PROJECT, Standing.WITHDRAWN)


def _known_on(document: Document, deeds: Deeds) -> date | None:
    """The day whose knowledge a status is: that of the last thing the register has learned of the
    act, or later the day on which the clerk checked. Never today, or every page would change daily.
    """
    act = act_of(document)
    found = deeds.conclusion
    if act.project or found.standing is Standing.TYPED:
        return act.status_checked
    days = [document.updated.date(), *(one.act.date.date() for one in deeds.done if counts(one))]
    if act.status_checked:
        days.append(act.status_checked)
    if found.since and found.standing is not Standing.PENDING:
        days.append(found.since)
    return max(days)


def _doer(view: View, other: Document, _: Words) -> Term:
    return Term(title=titled(full_name(view, other, _), other.title, _), url=other.address)


def _signed_copy(view: View, act: Act, _: Words) -> FileView | None:
    if not act.signed_copy:
        return None
    return file_view(view, act.signed_copy, _("Signed original"))


def full_name(view: View, document: Document, _: Words) -> str:
    """«Приказ от 23.05.2023 № 375», of a draft with «(проект)» behind it."""
    act = act_of(document)
    name = _dated(shelf(view.portal).kind_title(act.kind), act.number, act.adopted, _)
    return f"{name} ({_('draft')})" if act.project else name


def _dated(kind: str, number: str, day: date | None, _: Words) -> str:
    parts = [kind, _("of\u00a0{date}", date=_.day(day)) if day else "", numbered(number)]
    return " ".join(part for part in parts if part)


def titled(name: str, title: str, _: Words) -> str:
    """«Приказ от 23.05.2023 № 375 «О порядке…»»."""
    if not name or not title:
        return name or title
    return f"{name} {_.quoted(title)}"


def outside_name(view: View, kind: str, number: str, day: date | None, title: str, _: Words) -> str:
    """An act that the register does not have, as it was named: «Постановление от 18.04.2023 № 1100
    «О порядке…»»; a code by its title alone.
    """
    if title and not number and not day:
        return title
    words = shelf(view.portal).kind_title(kind)
    return titled(_dated(words[:1].upper() + words[1:], number, day, _), title, _)


# --- relations in words ---------------------------------------------------------------------


def relations(view: View, found: Deeds, _: Words) -> tuple[Relation, ...]:
    """What the act does to others, then what others did to it."""
    active = {
        "amends": _("Amends"),
        "repeals": _("Repeals"),
        "suspends": _("Suspends"),
        "based_on": _("Based on"),
    }
    passive = {
        "amends": _("Amended by"),
        "repeals": _("Repealed by"),
        "suspends": _("Suspended by"),
        "based_on": _("Is the basis of"),
    }
    own = (_own_relation(view, deed, active[deed.relation], _) for deed in found.own)
    done = (
        _shown_relation(
            view,
            effect.act,
            _("Repealed in part") if _is_partial_repeal(effect) else passive[effect.relation],
            effect.reference,
            _,
        )
        for effect in found.done
    )
    return (*(relation for relation in own if relation), *done)


def _own_relation(view: View, deed: Deed, label: str, _: Words) -> Relation | None:
    reference = deed.reference
    if deed.document is not None:
        return _shown_relation(view, deed.document, label, reference, _)
    named = (reference.kind, reference.number, reference.date, reference.title)
    title = outside_name(view, *named, _)
    if not title:
        return None  # an address alone, of something that is not published
    return Relation(
        label=label,
        title=title,
        url=outside_url(view, reference) if reference.outside else "",
        scope=reference.scope,
        date=reference.date,
        since=reference.since,
        until=reference.until,
    )


def outside_url(view: View, reference: ActReference) -> str:
    """Where an outside act is published: as the clerk typed it, else as the settings say."""
    if reference.url:
        return reference.url
    named = Citation(
        start=0,
        end=0,
        kind=reference.kind,
        number=reference.number,
        date=reference.date,
        title=reference.title,
        outside=True,
    )
    return outside_address(named, view.portal)


def _shown_relation(
    view: View, other: Document, label: str, reference: ActReference, _: Words
) -> Relation:
    name = full_name(view, other, _) if other.act else ""
    return Relation(
        label=label,
        title=titled(name, other.title, _),
        url=other.address,
        scope=reference.scope,
        date=other.act.adopted if other.act else None,
        since=reference.since,
        until=reference.until,
    )


# --- history --------------------------------------------------------------------------------


def history(view: View, document: Document, found: Deeds, _: Words) -> tuple[HistoryStep, ...]:
    """What has happened to an act, and what is to happen, in order of time; nothing where it was
    adopted and that is all.
    """
    act = act_of(document)
    whole = {
        "amends": _("Amended"),
        "repeals": _("Repealed"),
        "suspends": _("Suspended in force"),
    }
    steps = [
        HistoryStep(
            date=effect.day,
            label=_("Repealed in part") if _is_partial_repeal(effect) else whole[effect.relation],
            title=full_name(view, effect.act, _),
            url=effect.act.address,
            scope=effect.scope,
            until=effect.reference.until,
            ahead=not has_come(view, effect.act, effect.day),
        )
        for effect in found.done
        if effect.relation in whole and counts(effect)
    ]
    if act.annulled:
        ahead = not has_come(view, document, act.annulled.date)
        steps.append(_annulment(act.annulled, _, ahead=ahead))
    if act.valid_until:
        ahead = not has_come(view, document, act.valid_until + timedelta(days=1))
        steps.append(HistoryStep(date=act.valid_until, label=_("Last day in force"), ahead=ahead))
    if not steps or act.project:
        return ()
    steps.insert(0, HistoryStep(date=act.adopted, label=_("Adopted on")))
    if act.effective and act.effective != act.adopted:
        ahead = not has_come(view, document, act.effective)
        step = HistoryStep(date=act.effective, label=_("Enters into force"), ahead=ahead)
        steps.insert(1, step)
    return tuple(sorted(steps, key=lambda step: step.date))


def _is_partial_repeal(effect: Effect) -> bool:
    return effect.relation == "repeals" and bool(effect.scope)


def _annulment(annulled: Annulment, _: Words, *, ahead: bool) -> HistoryStep:
    case = _("case {number}", number=numbered(annulled.case)) if annulled.case else ""
    return HistoryStep(
        date=annulled.date,
        label=_("Annulled by a court"),
        title=", ".join(part for part in (annulled.court, case) if part),
        url=annulled.url,
        scope=annulled.scope,
        ahead=ahead,
    )
