"""What a page is: news, an act, a report or a lasting page; and of an act, whose and which."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from vestnik.core.model import Kind
from vestnik.core.portal import ActKind, Portal
from vestnik.importing.page import Block, Found, Page
from vestnik.importing.signatures import Signature, find_signature
from vestnik.register.keys import issuers_of
from vestnik.register.requisites import Requisites, scan

_ENACTS = {
    "приказ": r"п\s?р\s?и\s?к\s?а\s?з\s?ы\s?в\s?а\s?ю",
    "постановление": r"п\s?о\s?с\s?т\s?а\s?н\s?о\s?в\s?л\s?я\s?(?:ю|е\s?т)",
    "распоряжение": r"(?:обязыва|распоряжа)ю(?:сь)?(?=\s*:)",
    "решение": r"р\s?е\s?ш\s?(?:и\s?л\s?[аио]?|а\s?е\s?т)(?=\s*:)",
}
_NUMBERED = re.compile(r"^\**\s*1\.\s?\S")
_REPORT = re.compile(r"^(?:справка|отч[её]т|доклад|годовой отч[её]т)\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(?:за\s+((?:(?:первый|второй|третий|четв[её]ртый|I{1,3}|IV)\s+(?:квартал|полугодие)\s+)?\d{4}"
    r"(?:\s?[–—-]\s?\d{4})?\s+г(?:од(?:а|ы)?|\.))|в\s+период\s+(с\s+.{4,60}?\d{4}\s*г(?:ода|\.)))",
    re.IGNORECASE,
)
_HEAD_BLOCKS = 14
_BEFORE_NUMBER = 12
"""Characters before the number on a line of its own: further on it is one that the text cites."""
_SPACED = re.compile(r"(?<!\w)(?:[А-ЯЁ] ){4,}[А-ЯЁ](?!\w)")
_QUOTED = re.compile(r"[«\"](О(?:б|бо)?\s.+)[»\"]\s*$", re.DOTALL)
_ABOUT = re.compile(r"^О(?:б|бо)?\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFields:
    """What was recognised of an act; `None` for what was not found."""

    kind: Found
    """Title of the kind in lower case: «приказ»."""
    number: Found | None = None
    adopted: Found | None = None
    issuer: Found | None = None
    """Key of one of the site's issuers."""
    status: tuple[str, str] | None = None
    """Status and the day (ISO) on which it was known, where a register of the old site told it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A page with what it is."""

    page: Page
    kind: Kind
    title: str
    act: ActFields | None = None
    period: str = ""
    signature: Signature | None = None
    doubts: tuple[str, ...] = ()
    """What a person should look at, in Russian; with any the item is a draft."""
    remarks: tuple[str, ...] = ()
    """What was concluded and is no reason for a draft, in Russian."""


@dataclass(slots=True)
class _Clues:
    kind: Found | None = None
    number: Found | None = None
    adopted: Found | None = None
    title: str = ""
    doubts: list[str] = field(default_factory=list)


def recognise(page: Page, portal: Portal, wanted: Kind | None = None, issuer: str = "") -> Item:
    """What the page is; `wanted` and `issuer` are what the person who imports says: the kind, and
    the key of the body whose acts these are.
    """
    title = page.title.value if page.title else ""
    clues = _act_clues(page, title, portal.act_kinds)
    signature = find_signature(page.blocks)
    doubts: list[str] = []
    remarks: list[str] = []
    act = None
    if wanted in (None, Kind.DOCUMENT) and clues.kind is not None:
        act = _act(page, clues, portal, doubts, issuer)
        title = clues.title or title
    kind = wanted or _kind(page, title, act)
    if kind is Kind.DOCUMENT and act is None:
        doubts.append("документ не опознан: нет ни вида, ни слов «постановляю», «приказываю»")
        kind = Kind.NEWS
    found = _PERIOD.search(title) or (
        _PERIOD.search(page.text[:1500]) if kind is Kind.REPORT else None
    )
    doubts += page.questions
    _doubt_title(page, title, doubts)
    if page.listing:
        doubts.append("это список других страниц: возможно, он не нужен, Вестник составит свой")
    if page.date is None and act and act.adopted:
        sure = kind is Kind.DOCUMENT and act.adopted.sure
        (remarks if sure else doubts).append(
            "дата публикации не найдена: поставлена дата самого документа"
        )
    elif page.date is None:
        doubts.append("дата публикации не найдена: поставлен день импорта")
    elif not page.date.sure:
        doubts.append(f"дата {page.date.value} под вопросом: {page.date.place}")
    return Item(
        page=page,
        kind=kind,
        title=title,
        act=act if kind is Kind.DOCUMENT else None,
        period=(found[1] or found[2] or "").strip(" .") if found and kind is Kind.REPORT else "",
        signature=signature if kind in (Kind.DOCUMENT, Kind.REPORT) else None,
        doubts=tuple(doubts),
        remarks=tuple(remarks),
    )


def _doubt_title(page: Page, title: str, doubts: list[str]) -> None:
    if not title:
        doubts.append("заголовок не найден")
    elif page.title and not page.title.sure:
        doubts.append(f"заголовок под вопросом: {page.title.place}")
    if not page.text.strip() and not page.references:
        doubts.append("текста на странице не найдено")


def _kind(page: Page, title: str, act: ActFields | None) -> Kind:
    if act is not None:
        return Kind.DOCUMENT
    if _REPORT.match(title):
        return Kind.REPORT
    if page.listing:
        return Kind.PAGE
    return Kind.NEWS if page.date or page.news else Kind.PAGE


def _act_clues(page: Page, title: str, kinds: tuple[ActKind, ...]) -> _Clues:
    """Everything that says that this is an act, the strongest first."""
    names = {kind.title.lower() for kind in kinds}
    clues = _Clues()
    verb = _verb(page)
    _from_head(page.blocks, names, clues, enacts=bool(verb))
    _from_title(title, names, clues)
    if clues.kind is None and verb and verb in names:
        clues.kind = Found(verb, 0.8, "по слову, которым документ повелевает")
    if clues.kind is not None and not (verb or clues.number):
        clues.kind = None  # a note about an act is not the act
    if clues.kind is not None and clues.number is None:
        _from_links(page, title, clues)
    return clues


def _from_head(blocks: tuple[Block, ...], names: set[str], clues: _Clues, *, enacts: bool) -> None:
    """«ПОСТАНОВЛЕНИЕ / от 05.03.2018 № 3/650» above the text. More words than the kind on its line
    are believed only of a text that enacts something: else it may name an act of others.
    """
    lines = [line for block in blocks[:_HEAD_BLOCKS] for line in block.text.split("\n")]
    for place, line in enumerate(lines[:_HEAD_BLOCKS]):
        bare = _SPACED.sub(lambda found: found[0].replace(" ", ""), line).strip(" .:|").lower()
        word = bare.split(" ")[0] if bare else ""
        if word not in names:
            continue
        if bare != word and not (enacts and any(scan(line)) and "правительств" not in bare):
            continue
        clues.kind = Found(word, 0.95, "шапка документа")
        for near in lines[place : place + 4]:
            found = _requisites(near)
            if found and (near is line or found.start <= _BEFORE_NUMBER):
                _take(clues, found, 0.95, "шапка документа")
                break
        return


def _from_title(title: str, names: set[str], clues: _Clues) -> None:
    """«Постановление администрации от 05.03.2018 № 3/650 «О создании…»»."""
    word = title.split(" ", maxsplit=1)[0].lower() if title else ""
    if word not in names:
        return
    if clues.kind is None:
        clues.kind = Found(word, 0.9, "заголовок страницы")
    if clues.number is None and (found := _requisites(title)):
        _take(clues, found, 0.9, "заголовок страницы")
    quoted = _QUOTED.search(title)
    if quoted:
        clues.title = quoted[1].strip()


def _from_links(page: Page, title: str, clues: _Clues) -> None:
    """«Скачать приказ № 375 от 23.05.2023 «Об утверждении…»», where it names this very title."""
    assert clues.kind is not None
    for block in page.blocks[-6:]:
        text = block.text
        if clues.kind.value[:5] not in text.lower() or len(text) > 600:
            continue
        named = bool(title) and _letters(title) in _letters(text)
        if named and (found := _requisites(text)):
            _take(clues, found, 0.85, "ссылка на файл документа с тем же названием")
            return


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _requisites(line: str) -> Requisites | None:
    return next((found for found in scan(line) if found.strong), None) or next(
        (found for found in scan(line) if found.date), None
    )


def _take(clues: _Clues, found: Requisites, certainty: float, place: str) -> None:
    if found.number:
        clues.number = Found(found.number, certainty, place)
    if found.date:
        clues.adopted = Found(found.date.isoformat(), certainty, place)


def _verb(page: Page) -> str:
    """The kind of act that the enacting word tells, where numbered clauses follow."""
    numbered = any(
        _NUMBERED.match(line) for block in page.blocks for line in block.text.split("\n")
    )
    if not numbered:
        return ""
    head = page.text[:6000].lower()
    places = {
        name: found.start()
        for name, pattern in _ENACTS.items()
        if (found := re.search(rf"(?<!\w){pattern}", head))
    }
    return min(places, key=lambda name: places[name]) if places else ""


def _act(
    page: Page, clues: _Clues, portal: Portal, doubts: list[str], known_issuer: str
) -> ActFields:
    assert clues.kind is not None
    if known_issuer:
        issuer: Found | None = Found(known_issuer, 1.0, "назван при переносе")
    else:
        issuer = _issuer(page, portal)
    number, adopted = clues.number, clues.adopted
    for name, value in (
        ("вид", clues.kind),
        ("номер", number),
        ("дата", adopted),
        ("орган", issuer),
    ):
        if value is None:
            doubts.append(f"документ: не найдено — {name}")
        elif not value.sure:
            doubts.append(f"документ: {name} под вопросом ({value.value}: {value.place})")
    if adopted and _impossible(adopted.value, page.date):
        doubts.append("документ принят позже, чем опубликован: проверьте даты")
    return ActFields(kind=clues.kind, number=number, adopted=adopted, issuer=issuer)


def _impossible(adopted: str, published: Found | None) -> bool:
    return published is not None and date.fromisoformat(adopted).isoformat() > published.value[:10]


def _issuer(page: Page, portal: Portal) -> Found | None:
    """Which of the site's bodies adopted it: named above the text, or the only one there is."""
    if len(portal.issuers) == 1:
        return Found(portal.issuers[0].key, 1.0, "единственный орган в настройках")
    title = page.title.value if page.title else ""
    head = [line for block in page.blocks[:_HEAD_BLOCKS] for line in block.text.split("\n")]
    for line, certainty in [(title, 0.9), *((line, 0.85) for line in head)]:
        if len(line) > 250 or _ABOUT.match(line):
            continue
        keys = issuers_of(re.sub(r"^\w+(?:ие|з)\s+", "", line), portal)
        if len(keys) == 1:
            return Found(keys[0], certainty, "назван в шапке или заголовке")
    if portal.issuers:
        return Found(
            portal.issuers[0].key, 0.3, "орган в тексте не назван, взят первый из настроек"
        )
    return None
