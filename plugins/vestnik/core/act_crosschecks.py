"""Words for faults between acts: what the front matter of one says of others cannot be so.

As in `crosschecks`, the engine finds them and each function tells what was found. `act` and `other`
are acts in words, in the nominative: «приказ № 5 от 01.02.2024».
"""

from __future__ import annotations

from datetime import date

from vestnik.core.crosschecks import Place
from vestnik.core.problems import Problem, Severity

_DOES = {
    "amends": "изменить",
    "repeals": "отменить",
    "suspends": "приостановить",
    "based_on": "опереться на",
}


def relation_unknown_act(place: Place, described: str, near: str = "") -> Problem:
    """A relation to an act that the register does not have; `near` is the line to write."""
    maybe = f"возможно, нужно {near};" if near else "исправьте вид, номер и дату;"
    return place.problem(
        "relation-unknown-act",
        f"{described} — такого документа в реестре нет",
        f"{maybe} если документ не с этого сайта, добавьте строку «outside: да»",
    )


def relation_to_later_act(place: Place, field: str, other: str, adopted: date) -> Problem:
    """A relation to an act that was adopted after this one, which is of the day `adopted`."""
    return place.problem(
        "relation-to-later-act",
        f"{other} принят позже этого документа (от {adopted:%d.%m.%Y}): {_DOES[field]} его он не "
        "мог",
        "исправьте дату одного из документов или уберите связь",
    )


def relation_circle(place: Place, chain: list[str]) -> Problem:
    """Acts of one day that repeal, amend or rest on each other in a circle."""
    return place.problem(
        "relation-circle",
        f"документы ссылаются друг на друга по кругу: {' → '.join(chain)}",
        "оставьте связь только у того документа, который действует на другой",
    )


def repealed_twice(place: Place, other: str, by: str) -> Problem:
    """A whole act that another act has repealed before."""
    return place.problem(
        "act-repealed-twice",
        f"{other} уже утратил силу: его отменил {by}",
        "проверьте номер и дату; если отменена только часть, впишите её в «scope: …»",
        Severity.WARNING,
    )


def acted_on_after_end(place: Place, field: str, other: str, ended: date) -> Problem:
    """An act that amends or suspends another which was over by then."""
    done = {"amends": "изменён", "suspends": "приостановлен"}.get(field, "отменён")
    return place.problem(
        "act-changed-after-end",
        f"{other} не действует с {ended:%d.%m.%Y} и не мог быть {done} позже",
        "проверьте, тот ли это документ, и даты вступления в силу",
        Severity.WARNING,
    )


def status_disagrees(
    place: Place, typed: str, derived: str, since: date | None, by: str
) -> Problem:
    """A typed status that contradicts what the register says of the act."""
    why = f" с {since:%d.%m.%Y}" if since else ""
    who = f" ({by})" if by else ""
    return place.problem(
        "status-disagrees",
        f"написан статус «{typed}», а по реестру документ {derived}{why}{who}; на странице стоит "
        f"«{derived}»",
        "уберите строки «status» и «status_checked»: этот статус сайт выводит сам",
        Severity.WARNING,
    )
