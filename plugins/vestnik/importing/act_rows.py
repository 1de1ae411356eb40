"""One row of a register's table to an `Item`: an act with its file, every gap named as a doubt."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import unquote, urlsplit

from vestnik.core.model import Kind
from vestnik.core.portal import ActKind, Portal
from vestnik.core.schema import STATUSES
from vestnik.importing.act_table import Row, files_of, read_day, read_number
from vestnik.importing.inline import References, escaped, line_escaped
from vestnik.importing.page import Block, BlockKind, Found, Page
from vestnik.importing.parcels import file_block
from vestnik.importing.recognition import ActFields, Item
from vestnik.importing.signatures import Signature
from vestnik.register.keys import issuers_of

_PLACE = "таблица"
_NO_TEXT = Block(BlockKind.PARAGRAPH, *(2 * ("Текст документа не перенесён.",)))
_SIGNED = re.compile(
    r"(?P<post>.*?)[\s,–—-]+(?P<name>[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.)"
)
_STATUSES = {
    **{name: name for name, _ in STATUSES},
    "действующий": "действует",
    "действующее": "действует",
    "утратил": "утратил силу",
    "утратило силу": "утратил силу",
    "не действует": "утратил силу",
    "недействующий": "утратил силу",
    "с изменениями": "действует с изменениями",
    "отменен судом": "отменён судом",
}


def read_row(row: Row, portal: Portal, today: date, known_issuer: str = "") -> Item:
    """The act of a row; `known_issuer` is the key of the body, where the table has no column."""
    values = row.values
    doubts: list[str] = []
    kind = _kind(values.get("kind") or values.get("title", ""), portal.act_kinds)
    if kind is None:
        doubts.append(f"вид «{values.get('kind', '')}» сайту неизвестен, взят первый из настроек")
        kind = portal.act_kinds[0].title.lower() if portal.act_kinds else "документ"
    number = read_number(values.get("number", ""))
    if not number and values.get("number"):
        doubts.append(f"номер испорчен таблицей: «{values['number']}»; впишите его с подлинника")
    elif not number:
        doubts.append("документ: не найдено — номер")
    adopted = read_day(values.get("adopted", ""))[:10]
    if not adopted:
        doubts.append(f"дата документа не понята: «{values.get('adopted', '')}»")
    issuer = _issuer(values.get("issuer"), portal, known_issuer, doubts)
    published = read_day(values.get("date", ""))
    if published and adopted and published[:10] < adopted:
        doubts.append("документ принят позже, чем опубликован: проверьте даты")
    page = _page(row, published)
    if not page.blocks:
        doubts.append("в таблице нет ни файла, ни текста документа: приложите файл")
        page = replace(page, blocks=(_NO_TEXT,))
    status = _status(values.get("status", ""), doubts)
    return Item(
        page=page,
        kind=Kind.DOCUMENT,
        title=values.get("title", ""),
        act=ActFields(
            kind=Found(kind, 1.0, _PLACE),
            number=Found(number, 1.0, _PLACE) if number else None,
            adopted=Found(adopted, 1.0, _PLACE) if adopted else None,
            issuer=issuer,
            status=(status, today.isoformat()) if status else None,
        ),
        signature=_signature(values.get("signatory", "")),
        doubts=tuple(doubts if values.get("title") else [*doubts, "заголовок не найден"]),
    )


def _kind(typed: str, kinds: tuple[ActKind, ...]) -> str | None:
    """Title of the kind in lower case; «Постановления», «ПОСТАНОВЛЕНИЕ администрации» are one."""
    word = typed.split(" ", maxsplit=1)[0].lower() if typed else ""
    names = {name.lower(): kind for kind in kinds for name in (kind.title, kind.plural, kind.key)}
    found = names.get(typed.lower()) or names.get(word)
    return found.title.lower() if found else None


def _issuer(typed: str | None, portal: Portal, known: str, doubts: list[str]) -> Found | None:
    """Whose act it is: as the table says, as the person who imports says, else the first body."""
    if found := _named_issuer(typed or "", portal):
        return found
    if known:
        return Found(known, 1.0, "назван при переносе")
    if typed:
        doubts.append(f"орган «{typed}» сайту неизвестен, взят первый из настроек")
    else:
        doubts.append("орган не назван, взят первый из настроек; назовите его: --issuer")
    return Found(portal.issuers[0].key, 0.3, "первый из настроек") if portal.issuers else None


def _named_issuer(typed: str, portal: Portal) -> Found | None:
    if len(portal.issuers) == 1:
        return Found(portal.issuers[0].key, 1.0, "единственный орган в настройках")
    lower = typed.lower()
    for one in portal.issuers:
        if lower and lower in (one.key, one.title.lower(), one.short.lower()):
            return Found(one.key, 1.0, _PLACE)
    keys = issuers_of(typed, portal) if typed else ()
    return Found(keys[0], 0.9, _PLACE) if len(keys) == 1 else None


def _status(typed: str, doubts: list[str]) -> str:
    """The status that the register cannot conclude itself: that an act is in force it can."""
    status = typed.lower().rstrip(" .")
    known = _STATUSES.get(status, "")
    if status and not known:
        doubts.append(f"статус «{typed}» непонятен; бывает: {', '.join(dict(STATUSES))}")
    return "" if known == "действует" else known


def _page(row: Row, published: str) -> Page:
    values = row.values
    references = References()
    blocks = [
        Block(BlockKind.PARAGRAPH, line.strip(), line_escaped(escaped(line.strip())))
        for line in values.get("text", "").split("\n")
        if line.strip()
    ]
    files = list(_named_files(values.get("file", "")))
    for number, (address, name) in enumerate(files):
        title = values.get("title", name) if number == 0 else name
        blocks.append(file_block(address, title, references))
    title = values.get("title", "")
    return Page(
        title=Found(title, 1.0, _PLACE) if title else None,
        date=Found(published, 1.0, _PLACE) if published else None,
        blocks=tuple(blocks),
        references=tuple(references.items),
        address=values.get("address", ""),
    )


def _named_files(typed: str) -> Iterator[tuple[str, str]]:
    r"""Address and name of each file; `C:\Документы\375.pdf` is looked for by its name."""
    for one in files_of(typed):
        address = one.replace("\\", "/")
        address = posixpath.basename(address) if re.match(r"^[A-Za-z]:/|^//", address) else address
        yield address, posixpath.basename(unquote(urlsplit(address).path)) or address


def _signature(typed: str) -> Signature | None:
    found = _SIGNED.fullmatch(typed)
    return Signature(found["post"].strip(), found["name"], ()) if found and found["post"] else None
