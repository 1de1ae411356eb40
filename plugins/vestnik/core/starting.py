"""Starting an item: the text of a new source, from the same schema that will check it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from vestnik.core.addresses import act_slug, slug
from vestnik.core.model import Document, Kind
from vestnik.core.portal import Portal
from vestnik.core.schema import TYPES, Field, fields_of

_FOLDERS = {
    Kind.NEWS: "news",
    Kind.DOCUMENT: "documents",
    Kind.REPORT: "reports",
    Kind.PAGE: "pages",
}
_SUGGESTED = {
    Kind.NEWS: ("lead", "section", "image"),
    Kind.DOCUMENT: ("effective", "section", "signatory"),
    Kind.REPORT: ("lead", "period", "signatory"),
    Kind.PAGE: ("lead", "menu"),
}
"""Fields that a new source shows as a comment, with the schema's own example."""
_SLUG = 60
_PLAIN = re.compile(r"[A-Za-zА-Яа-яЁё][^:#\[\]{}&*!|>%@`'\"\n]*[^\s:#\[\]{}&*!|>%@`'\"\n]")
_LITERALS = frozenset({"да", "нет", "yes", "no", "true", "false", "null", "on", "off"})
_TEXT = {
    Kind.NEWS: "Что произошло, где и когда.",
    Kind.DOCUMENT: "В целях …{enacts}:\n\n1. …\n\n2. Контроль за исполнением оставляю за собой.",
    Kind.REPORT: "Что сделано за это время.",
    Kind.PAGE: "Текст страницы.",
}
_ENACTS = {"приказ": " приказываю", "постановление": " постановляю", "решение": " решил"}
"""By the kind's title; who gives a распоряжение needs no verb."""


class StartError(Exception):
    """An item cannot be started; the message says why, in Russian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What is known of an item that is begun."""

    kind: Kind
    title: str
    moment: datetime | date
    """When it is published."""
    act_kind: str = ""
    """Key of the kind of act."""
    number: str = ""
    adopted: date | None = None
    issuer: str = ""
    section: str = ""
    """Key or title of a section."""
    draft: bool = False


def find_kind(word: str, portal: Portal) -> tuple[Kind, str]:
    """The kind of item that a word names, and the key of the kind of act, if it is one.

    Raises StartError naming what there is.
    """
    bare = word.strip().casefold()
    for act in portal.act_kinds:
        if bare in (act.title.casefold(), act.key):
            return Kind.DOCUMENT, act.key
    for value, name in TYPES:
        if bare in (value, name.casefold()):
            if value == Kind.DOCUMENT:
                break
            return Kind(value), ""
    have = [name for value, name in TYPES if value != Kind.DOCUMENT]
    have += [act.title.lower() for act in portal.act_kinds]
    raise StartError(f"«{word}» — непонятно, что это; бывает: {', '.join(have)}")


def new_path(start: Start, exists: Callable[[str], bool], *, folder: bool) -> str:
    """Where the source goes: `news/2026/katok.md`, `documents/2023/prikaz-375/index.md`."""
    name = slug(start.title, _SLUG)
    year = start.moment.year
    if start.kind is Kind.DOCUMENT and start.adopted:
        name, year = f"{start.act_kind}-{act_slug(start.number, start.adopted)}", start.adopted.year
    base = _FOLDERS[start.kind] if start.kind is Kind.PAGE else f"{_FOLDERS[start.kind]}/{year}"
    within = folder or start.kind is Kind.DOCUMENT
    path = f"{base}/{name}/index.md" if within else f"{base}/{name}.md"
    if exists(path):
        raise StartError(f"«{path}» уже есть; назовите материал иначе")
    return path


def new_source(
    start: Start,
    portal: Portal,
    references: Mapping[str, Iterable[Document]],
    files: Iterable[str] = (),
) -> str:
    """The text of the source; `references` are acts by the field that names them."""
    lines = ["---", f"title: {_typed(start.title)}", f"date: {_moment(start.moment)}"]
    if start.draft:
        lines.append("draft: да")
    if start.kind is Kind.DOCUMENT:
        lines += _act_lines(start, portal)
    section = _section(start.section, portal)
    if section:
        lines.append(f"section: {section}")
    for name, acts in references.items():
        lines.append(f"{name}:")
        for act in acts:
            lines += _reference(act, portal)
    attached = list(files)
    if attached:
        lines.append("attachments:")
    for file in attached:
        lines += [f"  - file: {file}", f"    title: {_typed(start.title)}"]
    lines += _hints(start, done={line.partition(":")[0] for line in lines})
    kind = portal.act_kind(start.act_kind)
    enacts = _ENACTS.get(kind.title.casefold(), "") if kind else ""
    return "\n".join([*lines, "---", "", _TEXT[start.kind].format(enacts=enacts), ""])


def _act_lines(start: Start, portal: Portal) -> list[str]:
    kind = portal.act_kind(start.act_kind)
    assert kind is not None
    assert start.adopted is not None
    if portal.issuer(start.issuer) is None:
        have = ", ".join(issuer.key for issuer in portal.issuers)
        raise StartError(f"орган «{start.issuer}» не назван в настройках; есть: {have}")
    return [
        f"kind: {kind.title.lower()}",
        f"number: {_typed(start.number)}",
        f"adopted: {start.adopted.isoformat()}",
        f"issuer: {start.issuer}",
    ]


def _reference(document: Document, portal: Portal) -> list[str]:
    act = document.act
    assert act is not None
    kind = portal.act_kind(act.kind)
    return [
        f"  - kind: {kind.title.lower() if kind else act.kind}",
        f"    number: {_typed(act.number)}",
        f"    date: {act.adopted.isoformat()}",
        f"    issuer: {act.issuer}",
    ]


def _section(typed: str, portal: Portal) -> str:
    if not typed:
        return ""
    for one in portal.sections:
        if typed.casefold() in (one.key, one.title.casefold()):
            return one.key
    have = ", ".join(one.key for one in portal.sections)
    raise StartError(f"рубрики «{typed}» нет в настройках; есть: {have}")


def _hints(start: Start, done: set[str]) -> list[str]:
    """Further fields as comments: what they are for, an example that works."""
    lines: list[str] = []
    known = {field.name: field for field in fields_of(start.kind)}
    for name in _SUGGESTED[start.kind]:
        if name in done or name not in known:
            continue
        lines += _hint(known[name])
    return lines


def _hint(field: Field) -> list[str]:
    example = field.example.split("\n")
    shown = (
        [f"# {field.name}: {example[0]}"]
        if len(example) == 1 and ":" not in example[0]
        else [
            f"# {field.name}:",
            *(f"#   {line}" for line in example),
        ]
    )
    return [f"# {field.label}: {field.hint}", *shown]


def _moment(moment: datetime | date) -> str:
    if isinstance(moment, datetime):
        return f"{moment:%Y-%m-%d %H:%M}"
    return moment.isoformat()


def _typed(value: str) -> str:
    """A value as YAML, in quotation marks where it needs them."""
    text = " ".join(value.split())
    if _PLAIN.fullmatch(text) and text.lower() not in _LITERALS:
        return text
    return json.dumps(text, ensure_ascii=False)
