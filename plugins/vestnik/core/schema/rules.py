"""What must hold between the fields of one item, and what makes a good title.

Only what the source alone can tell: whether something has passed depends on the clock and is not
asked here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from vestnik.core.model import ActReference, Kind
from vestnik.core.schema.records import shown
from vestnik.core.schema.spot import Reading, Spot
from vestnik.core.schema.suggest import fold

Values = dict[str, Any]

LONG_TITLE = {Kind.NEWS: 150, Kind.PAGE: 150, Kind.REPORT: 300, Kind.DOCUMENT: 1000}
"""Characters above which a title is hard to take in; acts are called what they are called."""
LONG_LEAD = 600


def check_item(values: Values, kind: Kind, reading: Reading) -> None:
    """Notes every contradiction between the values of one item."""
    _title(values, kind, reading)
    _lead(values, kind, reading)
    _tags(values, reading)
    for rule in _ORDER_RULES:
        rule(values, reading)
    _redirects(values, reading)
    if kind is Kind.DOCUMENT:
        _status(values, reading)
        _consultation(values, reading)
        _own_relations(values, reading)


def _title(values: Values, kind: Kind, reading: Reading) -> None:
    title: str = values.get("title", "")
    spot = reading.spot("title")
    if is_shouted(title):
        spot.warn(
            "title-capitals",
            "заголовок набран ПРОПИСНЫМИ буквами: их труднее читать, а программы чтения вслух "
            "произносят по буквам",
            f"наберите обычными: «{title.capitalize()}» (имена — с прописной)",
        )
    if title.endswith(".") and not title.endswith(("..", "г.", "гг.", "др.", "т.д.", "т.п.")):
        spot.advise("title-full-stop", "в конце заголовка стоит точка", "уберите её")
    if len(title) > LONG_TITLE[kind]:
        spot.advise(
            "title-long",
            f"заголовок длинный ({len(title)} знаков)",
            f"сократите его хотя бы до {LONG_TITLE[kind]}, подробности перенесите в lead",
        )


def is_shouted(text: str) -> bool:
    """Whether `text` is several words in capitals only.

    >>> is_shouted("ВНИМАНИЕ! ОТКЛЮЧЕНИЕ ВОДЫ"), is_shouted("МФЦ и ЗАГС")
    (True, False)
    """
    words = re.findall(r"[^\W\d_]{4,}", text)
    return len(words) >= 3 and sum(map(len, words)) >= 15 and text == text.upper()


def _lead(values: Values, kind: Kind, reading: Reading) -> None:
    lead: str = values.get("lead", "")
    if not lead and kind is Kind.NEWS:
        reading.spot("lead").advise(
            "lead-missing",
            "нет краткого содержания: в списках и в поиске будет только заголовок",
            "добавьте строку «lead: …» с одним-двумя предложениями",
        )
    if len(lead) > LONG_LEAD:
        reading.spot("lead").advise(
            "lead-long",
            f"краткое содержание длинное ({len(lead)} знаков)",
            "оставьте одно-два предложения, остальное перенесите в текст",
        )
    if lead and fold(lead).rstrip(".") == fold(values.get("title", "")).rstrip("."):
        reading.spot("lead").advise(
            "lead-repeats-title",
            "краткое содержание повторяет заголовок",
            "напишите, что случилось, где и когда",
        )


def _tags(values: Values, reading: Reading) -> None:
    seen: dict[str, str] = {}
    kept: list[str] = []
    for tag in values.get("tags", ()):
        if fold(tag) in seen:
            reading.item("tags", tag).advise(
                "tag-repeated", f"метка «{tag}» записана дважды", "оставьте одну"
            )
            continue
        seen[fold(tag)] = tag
        kept.append(tag)
    if kept:
        values["tags"] = tuple(kept)


def _later(
    first: str, second: str, code: str, message: str, *, severe: bool = True
) -> Callable[[Values, Reading], None]:
    """A rule: the date `second` does not stand before the date `first`."""

    def rule(values: Values, reading: Reading) -> None:
        before, after = values.get(first), values.get(second)
        if before is None or after is None or _day(after) >= _day(before):
            return
        spot = reading.spot(second)
        text = message.format(_shown(after), _shown(before))
        note = spot.error if severe else spot.warn
        note(code, text, "исправьте одну из дат")

    return rule


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def _shown(value: date | datetime) -> str:
    return shown(value) if isinstance(value, datetime) else value.isoformat()


def _expires(values: Values, reading: Reading) -> None:
    start, end = values.get("date"), values.get("expires")
    if start and end and end <= start:
        reading.spot("expires").error(
            "expires-before-date",
            f"снимается с сайта ({shown(end)}) раньше, чем публикуется ({shown(start)})",
            "исправьте одну из дат",
        )


def _alert(values: Values, reading: Reading) -> None:
    start, alert = values.get("date"), values.get("alert")
    if start and alert and alert.until <= start:
        reading.spot("alert.until").error(
            "alert-until-before-date",
            f"предупреждение кончается ({shown(alert.until)}) раньше, "
            f"чем публикуется ({shown(start)})",
            "исправьте одну из дат",
        )


def _changes(values: Values, reading: Reading) -> None:
    start = values.get("date")
    for index, change in enumerate(values.get("changes", ()), 1):
        if start and change.date < start.date():
            reading.spot(_item(reading, "changes", index, "date")).warn(
                "change-before-date",
                f"изменено {change.date}, а опубликовано только {shown(start)}",
                "исправьте одну из дат",
            )


def _withdrawn(values: Values, reading: Reading) -> None:
    start, withdrawn = values.get("date"), values.get("withdrawn")
    if start and withdrawn and withdrawn.date < start.date():
        reading.spot("withdrawn.date").error(
            "withdrawn-before-date",
            f"снято с публикации {withdrawn.date}, а опубликовано только {shown(start)}",
            "исправьте одну из дат",
        )


def _annulled(values: Values, reading: Reading) -> None:
    adopted, annulled = values.get("adopted"), values.get("annulled")
    if adopted and annulled and annulled.date < adopted:
        reading.spot("annulled.date").error(
            "annulled-before-adopted",
            f"отменён судом с {annulled.date}, а принят только {adopted}",
            "исправьте одну из дат",
        )


def _published(values: Values, reading: Reading) -> None:
    adopted = values.get("adopted")
    for index, publication in enumerate(values.get("published_in", ()), 1):
        if adopted and publication.date < adopted:
            reading.spot(_item(reading, "published_in", index, "date")).error(
                "published-before-adopted",
                f"опубликован {publication.date}, а принят только {adopted}",
                "исправьте одну из дат",
            )


def _item(reading: Reading, name: str, index: int, part: str) -> str:
    """Full name of a field of a list's item; a record alone has no index."""
    full = f"{name}[{index}].{part}"
    return full if full in reading.lines else f"{name}.{part}"


_ORDER_RULES: tuple[Callable[[Values, Reading], None], ...] = (
    _later(
        "adopted",
        "effective",
        "effective-before-adopted",
        "вступает в силу {}, а принят только {}",
    ),
    _later(
        "adopted",
        "date",
        "date-before-adopted",
        "на сайте с {}, а принят только {}",
        severe=False,
    ),
    _later(
        "adopted",
        "status_checked",
        "status-checked-before-adopted",
        "статус проверен {}, а принят только {}",
    ),
    _later(
        "adopted",
        "valid_until",
        "valid-until-before-adopted",
        "действует только по {}, а принят {}",
    ),
    _expires,
    _annulled,
    _alert,
    _changes,
    _withdrawn,
    _published,
)


def _redirects(values: Values, reading: Reading) -> None:
    seen: set[str] = set()
    for address in values.get("redirect_from", ()):
        if address in seen:
            reading.item("redirect_from", address).advise(
                "redirect-repeated", f"старый адрес «{address}» записан дважды", "оставьте один"
            )
        seen.add(address)
    if "redirect_from" in values:
        values["redirect_from"] = tuple(dict.fromkeys(values["redirect_from"]))


def _status(values: Values, reading: Reading) -> None:
    if values.get("status") and not values.get("status_checked"):
        reading.spot("status").error(
            "status-unchecked",
            f"не сказано, на какой день верен статус «{values['status']}»",
            "добавьте строку «status_checked: ГГГГ-ММ-ДД» или уберите status: "
            "сайт выводит статус сам",
        )


def _consultation(values: Values, reading: Reading) -> None:
    if values.get("consultation") and not values.get("project"):
        reading.spot("consultation").warn(
            "consultation-not-project",
            "обсуждение объявлено, но документ не помечен как проект",
            "добавьте строку «project: да»",
        )


def _own_relations(values: Values, reading: Reading) -> None:
    """An act does not change or repeal itself."""
    own = (values.get("kind"), values.get("number"), values.get("adopted"))
    for name in ("amends", "repeals", "suspends", "based_on"):
        references: tuple[ActReference, ...] = values.get(name, ())
        for index, reference in enumerate(references, 1):
            if reference.outside or reference.issuer not in ("", values.get("issuer")):
                continue
            if (reference.kind, reference.number, reference.date) == own:
                _relation_to_itself(reading.spot(_item(reading, name, index, "number")))


def _relation_to_itself(spot: Spot) -> None:
    spot.error(
        "relation-to-itself",
        "документ ссылается сам на себя: те же вид, номер и дата",
        "укажите тот документ, о котором речь",
    )
