"""Tables of the front matter's fields, from the schema that also checks them."""

from __future__ import annotations

from collections.abc import Iterator

from guides.tables import code, table
from vestnik.core.model import Kind
from vestnik.core.schema import FIELDS, Field, Type

_HEAD = ("Поле", "Что это", "Пример")

TITLES = {
    Kind.NEWS: "поля, которые есть у любого материала",
    Kind.DOCUMENT: "поля, которые бывают только у документов",
    Kind.REPORT: "поля, которые бывают только у отчётов",
    Kind.PAGE: "поля, которые бывают только у страниц",
}


def field_blocks() -> dict[str, str]:
    """`fields:news` has the fields of all kinds, the other tables what their kind adds."""
    return {f"fields:{kind.value}": _table(_own(kind)) for kind in Kind}


def _own(kind: Kind) -> list[Field]:
    if kind is Kind.NEWS:
        return [field for field in FIELDS if field.kinds == frozenset(Kind)]
    return [field for field in FIELDS if kind in field.kinds and field.kinds != frozenset(Kind)]


def _table(fields: list[Field]) -> str:
    return table(_HEAD, (row for field in fields for row in _rows(field, "")))


def _rows(field: Field, prefix: str) -> Iterator[tuple[str, str, str]]:
    name = f"{prefix}{field.name}"
    yield f"`{name}`", _meaning(field), "" if field.fields else _example(field)
    for part in field.fields:
        yield from _rows(part, f"{name}.")


def _example(field: Field) -> str:
    return code(f"{field.name}: {field.example}" if "\n" not in field.example else field.example)


def _meaning(field: Field) -> str:
    """Name, hint, what may be typed."""
    need = " *Обязательное.*" if field.required else ""
    return f"**{field.label}.** {field.hint}{need} {_typed(field)}".strip()


def _typed(field: Field) -> str:
    """What may stand there, where the hint does not say it."""
    if field.choices:
        words = (
            f"`{value}`" if value == name else f"`{value}` ({name})"
            for value, name in field.choices
        )
        return f"Бывает: {', '.join(words)}."
    if field.fields:
        return "Можно несколько, списком." if field.many else ""
    if field.type in (Type.TEXT, Type.LONG_TEXT, Type.ALT):
        return "Можно несколько, списком." if field.many else ""
    many = "можно несколько, списком" if field.many else ""
    return f"Здесь — {', '.join(filter(None, (field.type.value, many)))}."
