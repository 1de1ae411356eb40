"""What one file holds of many pages: the items of an export, the rows of a table.

`exports` and `act_table` take files apart; `read_parcel` makes an item of a part, in a worker.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from vestnik.core.model import Kind
from vestnik.core.portal import Portal
from vestnik.importing.blocks import Collector
from vestnik.importing.dates import iso
from vestnik.importing.dom import parse
from vestnik.importing.furniture import AD, COUNTER, FORM, HIDDEN, Furniture, find_furniture
from vestnik.importing.inline import References, escaped
from vestnik.importing.leads import take_lead
from vestnik.importing.page import (
    Block,
    BlockKind,
    Dropped,
    Found,
    Page,
    Reference,
    ReferenceKind,
)
from vestnik.importing.recognition import Item, recognise
from vestnik.importing.sifting import Sifted

_PLACE = "выгрузка старого сайта"
_NOT_TEXT = frozenset({HIDDEN, FORM, COUNTER, AD})
"""Furniture that may stand in a text itself; an export has no other."""


class Unusable(ValueError):
    """An export that cannot be taken apart; the message says why, in Russian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One page as an export has it."""

    key: str
    """Names it within the export, the same in every run: its number or address."""
    title: str = ""
    date: str = ""
    """As front matter has it; empty where the export does not tell."""
    addresses: tuple[str, ...] = ()
    """Full old addresses, the usual one first."""
    author: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    lead: str = ""
    html: str = ""
    files: tuple[tuple[str, str], ...] = ()
    """Address and title of files that belong to it."""
    kind: Kind | None = None
    """Where the export says it."""
    news: bool = False
    refusal: str = ""
    """Why it is not imported, in Russian."""
    doubts: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    """What was left out of `html` already."""


def read_parcel(
    parcel: Parcel, portal: Portal, wanted: Kind | None = None, issuer: str = ""
) -> Item | str:
    """The item, or why there is none, in Russian."""
    if parcel.refusal:
        return parcel.refusal
    page = _page(parcel, portal)
    if not page.text.strip() and not page.references:
        return "в записи нет текста"
    item = recognise(page, portal, wanted or parcel.kind, issuer)
    told = tuple(
        f"вставка, которую умел показать только старый сайт: {one}" for one in parcel.dropped
    )
    return replace(item, remarks=(*item.remarks, *told))


def _page(parcel: Parcel, portal: Portal) -> Page:
    references = References()
    dropped = [Dropped(text, "вставка старого сайта") for text in parcel.dropped]
    blocks = Sifted()
    if parcel.html.strip():
        root = parse(f"<html><body><div>{parcel.html}</div></body></html>")
        found = find_furniture(root).reasons
        furniture = Furniture({one: why for one, why in found.items() if why in _NOT_TEXT})
        collector = Collector(furniture, references)
        collector.walk(root)
        blocks.kept.extend(collector.blocks)
        dropped += [Dropped(one.text_content(), why) for one, why in furniture.reasons.items()]
    taken = take_lead(blocks, parcel.title, _found(parcel.lead))
    kept = list(taken.blocks)
    for address, title in parcel.files:
        kept.append(file_block(address, title, references))
    return Page(
        title=_found(parcel.title),
        date=_found(_local(parcel.date, portal)),
        lead=taken.lead,
        author=_found(parcel.author),
        category=_found(parcel.category),
        tags=parcel.tags,
        blocks=tuple(kept),
        dropped=(*dropped, *taken.dropped),
        references=tuple(references.items),
        questions=parcel.doubts,
        address=parcel.addresses[0] if parcel.addresses else "",
        news=parcel.news,
    )


def _local(typed: str, portal: Portal) -> str:
    """A moment with its own zone in that of the site."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return typed
    return iso(portal.local(moment).replace(tzinfo=None)) if moment.tzinfo else typed


def _found(value: str) -> Found | None:
    return Found(value, 1.0, _PLACE) if value else None


def file_block(address: str, title: str, references: References) -> Block:
    """A line of its own that offers a file: it becomes an attachment."""
    mark = references.add(Reference(ReferenceKind.FILE, address, title))
    return Block(BlockKind.PARAGRAPH, title, f"[{escaped(title)}]({mark})", 1.0)
