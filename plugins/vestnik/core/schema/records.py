"""What must hold between the fields of one record: a relation, an event, a picture…

A rule gets the sound values of the record, may settle them, and returns false where no record can
be made of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from vestnik.core.schema.spot import Spot
from vestnik.core.schema.suggest import fold
from vestnik.core.schema.values import read_act_kind, read_issuer

Rule = Callable[[dict[str, Any], Spot], bool]

LONG_ALT = 250
"""Characters that a screen reader reads in about fifteen seconds without a pause."""


def picture(values: dict[str, Any], spot: Spot) -> bool:
    """A description says more than the caption, and is short enough to be listened to."""
    alt, caption = values["alt"], values.get("caption", "")
    if caption and fold(alt) == fold(caption):
        spot.inside("alt").advise(
            "alt-repeats-caption",
            "описание картинки слово в слово повторяет подпись: его прочтут вслух дважды",
            "в описании напишите, что видно, а в подписи — что это и когда",
        )
    if len(alt) > LONG_ALT:
        spot.inside("alt").advise(
            "alt-long",
            f"описание картинки длинное ({len(alt)} знаков)",
            "оставьте одно предложение, остальное перенесите в текст",
        )
    return True


def video(values: dict[str, Any], spot: Spot) -> bool:
    """What is said and shown is told in words, too."""
    if not values.get("transcript"):
        spot.warn(
            "video-no-transcript",
            "у видео нет расшифровки: кто не слышит или не видит, ничего не узнает",
            "добавьте строку «transcript: …» и напишите, что говорят и показывают",
        )
    return True


def event(values: dict[str, Any], spot: Spot) -> bool:
    """An event does not end before it begins; a deadline lasts until the end of its day."""
    start: datetime = values["start"]
    if values.get("deadline") and start.time() == time():
        values["start"] = start = start.replace(hour=23, minute=59, second=59)
    end: datetime | None = values.get("end")
    if end and end < start:
        spot.inside("end").error(
            "event-end-before-start",
            f"событие кончается ({shown(end)}) раньше, чем начинается ({shown(start)})",
            "исправьте одну из дат",
        )
        return False
    return True


def consultation(values: dict[str, Any], spot: Spot) -> bool:
    """A discussion does not end before it begins, and has somewhere to write to."""
    if values["until"] < values["start"]:
        spot.inside("until").error(
            "consultation-until-before-start",
            f"обсуждение кончается ({values['until']}) раньше, чем начинается ({values['start']})",
            "исправьте одну из дат",
        )
        return False
    if not values.get("email") and not values.get("address"):
        spot.warn(
            "consultation-no-address",
            "не сказано, куда присылать замечания к проекту",
            "добавьте строку «email: …» или «address: …»",
        )
    return True


def project(values: dict[str, Any], spot: Spot) -> bool:
    """A project does not end before it begins."""
    start, end = values.get("start"), values.get("end")
    if start and end and end < start:
        spot.inside("end").error(
            "project-end-before-start",
            f"проект кончается ({end}) раньше, чем начинается ({start})",
            "исправьте одну из дат",
        )
        return False
    return True


def relation(values: dict[str, Any], spot: Spot) -> bool:
    """A relation names its act completely, or says that the act is not in this register."""
    if values.get("address"):
        return True
    if values.get("outside"):
        return _outside(values, spot)
    missing = [name for name in ("kind", "number", "date") if not values.get(name)]
    if missing:
        spot.error(
            "relation-incomplete",
            f"документ назван не полностью: не хватает {', '.join(missing)}",
            "допишите, или укажите его адрес (address), или, если он не с этого сайта, "
            "«outside: да»",
        )
        return False
    return _settle_keys(values, spot)


def _outside(values: dict[str, Any], spot: Spot) -> bool:
    if values.get("title") or (values.get("kind") and values.get("number")):
        return True
    spot.error(
        "relation-incomplete",
        "у документа не с этого сайта нет ни названия, ни вида с номером",
        "допишите «title: …» или «kind: …» и «number: …»",
    )
    return False


def _settle_keys(values: dict[str, Any], spot: Spot) -> bool:
    """Puts the site's keys in place of the words for kind and issuer."""
    kind = read_act_kind(values["kind"], spot.inside("kind"))
    issuer = values.get("issuer")
    key = read_issuer(issuer, spot.inside("issuer")) if issuer else ""
    if kind is None or key is None:
        return False
    values["kind"], values["issuer"] = kind, key
    return True


def shown(moment: datetime) -> str:
    """A moment as a message shows it: without the time where none was typed."""
    if moment.time() in (time(), time(23, 59, 59)):
        return f"{moment:%Y-%m-%d}"
    return f"{moment:%Y-%m-%d %H:%M}"


RECORD_RULES: dict[str, Rule] = {
    "image": picture,
    "gallery": picture,
    "video": video,
    "events": event,
    "consultation": consultation,
    "project": project,
    "amends": relation,
    "repeals": relation,
    "suspends": relation,
    "based_on": relation,
}
"""Rules by the name of the field that holds the record."""
