"""`vestnik inspect page`: what an import takes from a file, nothing written."""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from vestnik.commands.common import DEFAULT_SETTINGS, load_settings
from vestnik.core.portal import ActKind, Issuer, Portal
from vestnik.importing.decoding import Unreadable
from vestnik.importing.page import MARK_PATTERN, Found, Page, ReferenceKind
from vestnik.importing.reading import read_page
from vestnik.importing.recognition import Item, recognise
from vestnik.settings import SettingsError, read_portal

_USUAL = Portal(
    name="Орган власти",
    url="",
    act_kinds=(
        ActKind(key="postanovlenie", title="Постановление", plural="Постановления"),
        ActKind(key="rasporyazhenie", title="Распоряжение", plural="Распоряжения"),
        ActKind(key="prikaz", title="Приказ", plural="Приказы"),
        ActKind(key="reshenie", title="Решение", plural="Решения"),
    ),
    issuers=(Issuer(key="administraciya", title="Администрация"),),
)
"""Where there are no settings."""


def add_subject(subjects: Any) -> None:
    """Adds `page` to the subjects of `vestnik inspect`."""
    page = subjects.add_parser(
        "page", help="что импорт возьмёт из страницы", description=inspect_page.__doc__
    )
    page.add_argument("file", metavar="ФАЙЛ", type=Path, help="сохранённая страница или текст")
    page.add_argument("-s", "--settings", type=Path, help="файл настроек")
    page.add_argument("--json", action="store_true", help="ответ в JSON, для программ")
    page.set_defaults(inspect=inspect_page)


def inspect_page(arguments: argparse.Namespace) -> int:
    """Что импорт возьмёт из страницы: заголовок, дата, текст, файлы — и что оставит, с причиной."""
    path: Path = arguments.file
    if not path.is_file():
        raise SettingsError(f"{path}: такого файла нет")
    try:
        page = read_page(path.read_bytes())
    except (Unreadable, ValueError) as error:
        raise SettingsError(f"{path}: {error}") from error
    except OSError as error:
        raise SettingsError(f"{path}: файл не читается; проверьте права на него") from error
    item = recognise(page, _portal(arguments.settings))
    if arguments.json:
        print(json.dumps(as_values(path, item), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(item)))
    return 0


def _portal(settings: Path | None) -> Portal:
    path = settings or Path(DEFAULT_SETTINGS)
    if settings is None and not path.is_file():
        return _USUAL
    return read_portal(load_settings(argparse.Namespace(settings=path, content=None)))


def as_values(path: Path, item: Item) -> dict[str, Any]:
    """The answer for programs."""
    page = item.page
    return {
        "file": str(path),
        "kind": item.kind.value,
        "system": page.system or None,
        "address": page.address or None,
        "listing": page.listing,
        "title": _value(page.title, item.title),
        "date": _value(page.date),
        "lead": _value(page.lead),
        "author": _value(page.author),
        "category": _value(page.category),
        "age": page.age or None,
        "kept": [
            {"kind": block.kind.value, "text": block.text, "markdown": _shown(block.markdown, page)}
            for block in page.blocks
        ],
        "dropped": [asdict(one) for one in page.dropped],
        "pictures": _references(page, ReferenceKind.PICTURE),
        "attachments": _references(page, ReferenceKind.FILE),
        "act": _act(item),
        "signatory": (
            {"post": item.signature.post, "name": item.signature.name} if item.signature else None
        ),
        "period": item.period or None,
        "doubts": list(item.doubts),
    }


def _act(item: Item) -> dict[str, Any] | None:
    if item.act is None:
        return None
    names = ("kind", "number", "adopted", "issuer")
    return {name: _value(getattr(item.act, name)) for name in names}


def _value(found: Found | None, instead: str = "") -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "value": instead or found.value,
        "certainty": round(found.certainty, 2),
        "place": found.place,
    }


def _references(page: Page, kind: ReferenceKind) -> list[dict[str, str]]:
    return [
        {"address": one.address, "title": one.title} for one in page.references if one.kind is kind
    ]


def _shown(markdown: str, page: Page) -> str:
    return re.sub(MARK_PATTERN, lambda found: page.references[int(found[1])].address, markdown)


def _lines(item: Item) -> list[str]:
    """The answer for people."""
    page = item.page
    lines = [f"Вид: {item.kind.value}"]
    for name, found in (
        ("Заголовок", page.title),
        ("Дата", page.date),
        ("Краткое содержание", page.lead),
        ("Автор", page.author),
        ("Рубрика", page.category),
    ):
        if found:
            lines.append(f"{name}: {found.value} — {found.place}, {found.certainty:.0%}")
    if item.act:
        for name, value in _act(item).items() if _act(item) else ():  # type: ignore[union-attr]
            shown = (
                f"{value['value']} — {value['place']}, {value['certainty']:.0%}"
                if value
                else "не найдено"
            )
            lines.append(f"Документ · {name}: {shown}")
    lines += [f"Под вопросом: {doubt}" for doubt in item.doubts]
    lines.append(f"Взято абзацев: {len(page.blocks)}")
    lines += [f"  {block.text[:100]}" for block in page.blocks if block.text]
    lines.append(f"Оставлено: {len(page.dropped)}")
    lines += [f"  {one.reason}: {one.text[:80]}" for one in page.dropped]
    return lines
