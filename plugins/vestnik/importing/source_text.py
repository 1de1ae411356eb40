"""An item as a source: front matter and Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from vestnik.core.model import Kind
from vestnik.core.portal import Portal
from vestnik.importing.page import MARK_PATTERN, Block, BlockKind, Reference, ReferenceKind
from vestnik.importing.recognition import ActFields, Item

_PLAIN = re.compile(r"[A-Za-zА-Яа-яЁё0-9(«][^:#\[\]{}&*!|>%@`'\"\n]*[^\s:#\[\]{}&*!|>%@`'\"\n]|\w")
_LITERALS = frozenset({"да", "нет", "yes", "no", "true", "false", "null", "on", "off", "~"})
_LIKE_NUMBER = re.compile(r"[\d.,_+e-]+|\d{4}-\d\d-\d\d.*|0[xob].*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a reference of the page leads in the new site."""

    target: str
    """File beside the source, address, or empty where it leads nowhere."""


def yaml_value(value: str) -> str:
    """One line of text as YAML, in quotation marks where it needs them.

    >>> yaml_value("О мостах"), yaml_value("Важно: да")
    ('О мостах', '"Важно: да"')
    """
    text = " ".join(value.split())
    if (
        _PLAIN.fullmatch(text)
        and text.lower() not in _LITERALS
        and not _LIKE_NUMBER.fullmatch(text)
    ):
        return text
    return json.dumps(text, ensure_ascii=False)


def source_text(
    item: Item,
    portal: Portal,
    *,
    today: date,
    placed: Mapping[int, Placed] | None = None,
    redirects: Iterable[str] = (),
    relations: str = "",
) -> str:
    """The text of the source. `placed` says where each reference of the page now leads."""
    page = item.page
    skip = set(item.signature.blocks) if item.signature else set()
    body, files = _body(page.blocks, page.references, placed or {}, skip)
    lines = ["---", *_head_lines(item, portal, today)]
    if files:
        lines.append("attachments:")
    for file, title in files:
        lines += [f"  - file: {yaml_value(file)}", f"    title: {yaml_value(title)}"]
    addresses = list(dict.fromkeys(redirects))
    if addresses:
        lines.append("redirect_from:")
        lines += [f"  - {json.dumps(one, ensure_ascii=False)}" for one in addresses]
    head = "\n".join(lines) + "\n" + relations
    return f"{head}---\n\n{body}\n"


def _head_lines(item: Item, portal: Portal, today: date) -> list[str]:
    """Front matter of what the page itself tells, the doubts above as comments."""
    page = item.page
    lines = [f"# Импорт: {one}" for one in (*item.doubts, *item.remarks)]
    lines.append(f"title: {yaml_value(item.title or 'Без названия')}")
    lines.append(f"date: {_date(item, today)}")
    if item.doubts:
        lines.append("draft: да")
    if item.act:
        lines += _act_lines(item.act, portal, today)
    told = {
        "lead": page.lead.value if page.lead else "",
        "period": item.period if item.kind is Kind.REPORT else "",
        "section": _section(item, portal),
        "author": page.author.value if page.author else "",
    }
    lines += [f"{name}: {yaml_value(value)}" for name, value in told.items() if value]
    if page.tags:
        lines.append(
            f"tags: [{', '.join(json.dumps(one, ensure_ascii=False) for one in page.tags)}]"
        )
    if page.age:
        lines.append(f"age: {page.age}")
    if item.signature:
        lines += ["signatory:", f"  post: {yaml_value(item.signature.post)}"]
        lines.append(f"  name: {yaml_value(item.signature.name)}")
    return lines


def _date(item: Item, today: date) -> str:
    if item.page.date:
        return item.page.date.value
    if item.act and item.act.adopted:
        return item.act.adopted.value
    return today.isoformat()


def _act_lines(act: ActFields, portal: Portal, today: date) -> list[str]:
    lines = [f"kind: {act.kind.value}"]
    lines.append(
        f"number: {json.dumps(act.number.value, ensure_ascii=False) if act.number else 'б/н'}"
    )
    lines.append(f"adopted: {act.adopted.value if act.adopted else today.isoformat()}")
    if act.issuer and len(portal.issuers) > 1:
        lines.append(f"issuer: {act.issuer.value}")
    if act.status:
        lines += [f"status: {act.status[0]}", f"status_checked: {act.status[1]}"]
    return lines


def _section(item: Item, portal: Portal) -> str:
    """The section of that name, if the site has it."""
    category = item.page.category.value.casefold() if item.page.category else ""
    return next(
        (
            one.key
            for one in portal.sections
            if category and category in (one.title.casefold(), one.key)
        ),
        "",
    )


def _body(
    blocks: tuple[Block, ...],
    references: tuple[Reference, ...],
    placed: Mapping[int, Placed],
    skip: set[int],
) -> tuple[str, list[tuple[str, str]]]:
    """The Markdown, and the files that stood on lines of their own: those become attachments."""
    parts: list[str] = []
    files: list[tuple[str, str]] = []
    before: Block | None = None
    for place, block in enumerate(blocks):
        if place in skip:
            continue
        file = _lone_file(block, references, placed)
        if file:
            if file not in files:
                files.append(file)
            continue
        markdown = _resolved(block.markdown, placed)
        if not markdown.strip():
            continue
        if before and before.kind is BlockKind.LIST and block.kind is BlockKind.LIST:
            parts.append("<!-- -->")  # else the two lists become one
        parts.append(markdown)
        before = block
    return "\n\n".join(parts), files


_LONE = re.compile(rf"\**\[([^\[\]]+)\]\({MARK_PATTERN}\)\**[.;]?")


def _lone_file(
    block: Block, references: tuple[Reference, ...], placed: Mapping[int, Placed]
) -> tuple[str, str] | None:
    found = _LONE.fullmatch(block.markdown.strip())
    if not found:
        return None
    index = int(found[2])
    target = placed.get(index)
    if references[index].kind is not ReferenceKind.FILE or not target or "/" in target.target:
        return None
    return (target.target, block.text.strip(" .;")) if target.target else None


_PICTURE = re.compile(rf"!\[[^\[\]]*\]\({MARK_PATTERN}\)")
_LINK = re.compile(rf"(?<!!)\[((?:[^\[\]\\]|\\.)*)\]\({MARK_PATTERN}\)")


def _resolved(markdown: str, placed: Mapping[int, Placed]) -> str:
    """Marks replaced by what they now stand for; a link that leads nowhere leaves its words."""

    def target(index: int) -> str:
        found = placed.get(index)
        return found.target if found else ""

    def picture(found: re.Match[str]) -> str:
        file = target(int(found[1]))
        return (
            found[0].replace(found[0][found[0].rindex("](") + 2 :], f"{_bracketed(file)})")
            if file
            else ""
        )

    def link(found: re.Match[str]) -> str:
        address = target(int(found[2]))
        if address and found[1].replace("\\", "") == address:
            return f"<{address}>"
        return f"[{found[1]}]({_bracketed(address)})" if address else found[1]

    return _LINK.sub(link, _PICTURE.sub(picture, markdown))


def _bracketed(target: str) -> str:
    return f"<{target}>" if re.search(r"[\s()]", target) else target
