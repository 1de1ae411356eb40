"""When a page was published: what the page says of it, and how certain that is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime

from vestnik.core.russian import MONTHS, parse_date
from vestnik.importing.dom import Element, squeezed, tag_of, text_of, words_of
from vestnik.importing.page import Found

_MONTH_SHORT = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_DATE = re.compile(
    r"(?<![\d.])(?P<digits>\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4})(?!\d)"
    r"|(?<![\d-])(?P<iso>\d{4}-\d\d-\d\d)(?!\d)"
    rf"|(?<!\d)(?P<words>[«\"]?\d{{1,2}}[»\"]?\s+(?:{'|'.join(MONTHS)})\s+\d{{4}})(?!\d)"
    rf"|(?<!\d)(?P<short>\d{{1,2}}\s+(?P<month>{'|'.join(_MONTH_SHORT)})[а-я]*\.?,?\s+(?P<year>\d{{4}}))(?!\d)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?!\d)")
_LABEL = re.compile(
    r"^(?:опубликован[оа]?|размещен[оа]?|размещён[оа]?|добавлен[оа]?|дата(?: публикации)?"
    r"|создан[оа]?|обновлен[оа]?|posted(?: on)?|published(?: on)?)\b[\s:.,—–-]*",
    re.IGNORECASE,
)
_DATE_WORDS = frozenset(
    (
        *("date", "data", "time", "published", "created", "posted", "submitted", "datetime"),
        *("newsdate", "entrydate", "postdate", "createdate", "newsdatetime", "datepublished"),
        *("posticondate", "edate", "pubdate", "itemdate", "newsitemdate"),
    )
)
_META = (
    ("property", "article:published_time"),
    ("itemprop", "datePublished"),
    ("name", "DC.date.issued"),
    ("name", "DC.date"),
    ("name", "pubdate"),
    ("name", "date"),
)
_MAX_DATE_TEXT = 90
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]([01]\d)[/-]([0-3]\d)(?=[/_-])")
Moment = date | datetime


def moment_in(text: str) -> Moment | None:
    """The first date in `text`, with the time that stands in the same text."""
    found = _DATE.search(text)
    if not found:
        return None
    day = _day(found)
    if day is None or not 1990 <= day.year <= 2100:
        return None
    clock = _CLOCK.search(text[found.end() :]) or _CLOCK.search(text[: found.start()])
    if clock is None:
        return day
    return datetime(day.year, day.month, day.day, int(clock[1]), int(clock[2]))  # noqa: DTZ001


def _day(found: re.Match[str]) -> date | None:
    if found["short"]:
        month = [name[:3] for name in _MONTH_SHORT].index(found["month"].lower()[:3]) + 1
        typed = f"{int(re.match(r'[0-9]+', found['short'])[0]):02}.{month:02}.{found['year']}"  # type: ignore[index]
    else:
        typed = found[0].replace("/", ".")
    try:
        day = parse_date(typed)
    except ValueError:
        return None
    return day.date() if isinstance(day, datetime) else day


def iso(moment: Moment) -> str:
    """As front matter has it: `2026-11-17` or `2026-11-17 10:30`."""
    if isinstance(moment, datetime):
        if moment.tzinfo and (moment.hour or moment.minute):
            return f"{moment:%Y-%m-%d %H:%M}{moment:%z}"
        return (
            f"{moment:%Y-%m-%d}"
            if not (moment.hour or moment.minute)
            else f"{moment:%Y-%m-%d %H:%M}"
        )
    return moment.isoformat()


def date_line(text: str) -> Moment | None:
    """The date of a line that holds nothing else: «Опубликовано: 5 марта 2016 г., 10:30»."""
    bare = _LABEL.sub("", text.strip(" |•·()"))
    found = _DATE.search(bare)
    if not found or len(bare) > _MAX_DATE_TEXT:
        return None
    rest = _CLOCK.sub("", bare[: found.start()] + bare[found.end() :])
    rest = re.sub(
        r"(?i)\b(?:г(?:ода?)?|в|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс)\b|[.,|:;•·()—–-]",
        "",
        rest,
    )
    return moment_in(bare) if not rest.strip() else None


def find_date(root: Element, zone: Element, address: str, body: str) -> Found | None:
    """When the page was published. `zone` is the part of the page with title and text."""
    shown = next(_shown(zone), None)
    stated = _stated(root)
    if shown and stated and _as_day(shown) != _as_day(stated):
        told = [moment for moment in _all_days(body) if moment > _as_day(stated)]
        if told and max(told) <= _as_day(shown):
            return Found(
                iso(shown), 0.9, "дата на странице; в разметке другая, раньше событий текста"
            )
        return Found(iso(shown), 0.85, f"дата на странице; в разметке другая — {iso(stated)}")
    if shown:
        place = "дата у заголовка, она же в разметке" if stated else "дата у заголовка"
        return Found(
            iso(stated if stated and not isinstance(shown, datetime) else shown), 0.95, place
        )
    if stated:
        return Found(iso(stated), 0.95, "дата в разметке страницы")
    return _from_names(root, address)


def _from_names(root: Element, address: str) -> Found | None:
    """The date that the window's title or the address tells."""
    title = next((one.text or "" for one in root.iter("title")), "")
    for part in re.split(r"\s+[-–—|]\s+", title):
        moment = date_line(part)
        if moment:
            return Found(iso(moment), 0.9, "дата в названии окна")
    found = _IN_ADDRESS.search(address)
    day = moment_in("-".join(found.groups())) if found else None
    return Found(iso(day), 0.7, "дата в адресе страницы") if day else None


def _as_day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _all_days(text: str) -> list[date]:
    return [day for found in _DATE.finditer(text) if (day := _day(found))]


def _shown(zone: Element) -> Iterator[Moment]:
    """Dates that readers see near the title, in the elements made for them."""
    for element in zone.iter():
        tag = tag_of(element)
        if not tag or tag in ("body", "html", "script", "style"):
            continue
        words = words_of(element)
        named = tag == "time" or words & _DATE_WORDS or any("date" in word for word in words)
        if not named and tag not in ("span", "small", "i", "em", "div", "p", "td", "a"):
            continue
        text = text_of(element)
        if not text or len(text) > _MAX_DATE_TEXT:
            continue
        moment = moment_in(text) if named else date_line(text)
        stamp = element if tag == "time" else next(element.iter("time"), None)
        exact = _from_iso(stamp.get("datetime") or "") if stamp is not None else None
        if exact and (moment is None or _as_day(moment) == _as_day(exact)):
            moment = exact
        if moment is not None:
            yield moment


def _stated(root: Element) -> Moment | None:
    """What the page tells machines."""
    for attribute, value in _META:
        for element in root.xpath(f"//*[@{attribute}=$value]", value=value):
            typed = element.get("content") or element.get("datetime") or squeezed(element.text)
            moment = _from_iso(typed or "") or moment_in(typed or "")
            if moment:
                return moment
    for script in root.xpath("//script[@type='application/ld+json']"):
        moment = _in_json(script.text or "")
        if moment:
            return moment
    return None


def _from_iso(typed: str) -> Moment | None:
    try:
        moment = datetime.fromisoformat(typed.strip())
    except ValueError:
        return None
    if not 1990 <= moment.year <= 2100:
        return None
    return moment.date() if len(typed.strip()) <= 10 else moment


def _in_json(text: str) -> Moment | None:
    try:
        values = [json.loads(text)]
    except (ValueError, RecursionError):
        return None
    for _ in range(2000):
        if not values:
            return None
        value = values.pop()
        if isinstance(value, dict):
            typed = value.get("datePublished")
            moment = _from_iso(typed) if isinstance(typed, str) else None
            if moment:
                return moment
            values.extend(value.values())
        elif isinstance(value, list):
            values.extend(value)
    return None
