"""A front matter against the schema: known keys, right shapes, nothing required missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vestnik.core.frontmatter import Fields, Items, Node, Text
from vestnik.core.russian import typography
from vestnik.core.schema.records import RECORD_RULES
from vestnik.core.schema.spot import Reading, Spot
from vestnik.core.schema.suggest import field_named, latin_twin
from vestnik.core.schema.types import Field, Type
from vestnik.core.schema.values import READERS

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})

_PROSE = frozenset({Type.TEXT, Type.LONG_TEXT, Type.ALT})
"""What people read is typeset as the body is: «ёлочки», dashes, no-break spaces."""
_VERBATIM = frozenset({"guid", "issuer", "kind"})
"""Texts that are looked up or compared."""

Values = dict[str, Any]
"""Sound values of a record under the names of their fields."""


def read_fields(
    node: Fields,
    schema: Sequence[Field],
    reading: Reading,
    prefix: str = "",
    others: Sequence[Field] = (),
) -> Values:
    """The sound values of `node`; `others` are fields that exist, but not for this kind of item."""
    known = {field.name: field for field in schema}
    values: Values = {}
    for key, value in node.entries.items():
        spot = Spot(reading, f"{prefix}{key}", node.key_lines[key])
        field = known.get(key)
        if field is None:
            _refuse_key(key, spot, schema, others)
            continue
        reading.lines[spot.name] = spot.line
        read = read_value(field, value, spot)
        if read is not None:
            values[key] = read
    return values


def check_required(
    node: Fields,
    schema: Sequence[Field],
    spot: Spot,
    prefix: str = "",
    but: frozenset[str] = frozenset(),
) -> bool:
    """Notes every required field that `node` lacks or leaves empty; true where there is none."""
    complete = True
    for field in schema:
        if not field.required or field.name in but:
            continue
        value = node.entries.get(field.name)
        if value is not None and not is_blank(value):
            continue
        complete = False
        line = node.key_lines.get(field.name, spot.line)
        _missing(field, Spot(spot.reading, f"{prefix}{field.name}", line), empty=value is not None)
    return complete


def is_blank(node: Node) -> bool:
    """Whether nothing was typed there."""
    if isinstance(node, Text):
        return node.value.strip() in _NOTHING
    if isinstance(node, Items):
        return not node.items
    return not node.entries


def read_value(field: Field, node: Node, spot: Spot) -> object:
    """What `node` means as `field`; `None` for nothing or nonsense."""
    if is_blank(node):
        return None
    if field.many:
        return _read_many(field, node, spot)
    return _read_one(field, node, spot)


def _read_many(field: Field, node: Node, spot: Spot) -> tuple[object, ...]:
    if not isinstance(node, Items):
        return _several(field, node, spot)
    values: list[object] = []
    for index, item in enumerate(node.items, 1):
        place = Spot(spot.reading, f"{spot.name}[{index}]", item.line)
        spot.reading.lines[place.name] = item.line
        if is_blank(item):
            place.error("empty-item", "пункт списка пуст", "допишите его или удалите")
            continue
        value = _read_one(field, item, place)
        if value is not None:
            values.append(value)
            if isinstance(value, str):
                spot.reading.items[spot.name, value] = place
    return tuple(values)


def _several(field: Field, node: Node, spot: Spot) -> tuple[object, ...]:
    """A list typed as one value; tags, as people do, with commas between."""
    parts: list[Node] = [node]
    if field.type is Type.TAG and isinstance(node, Text):
        parts = [Text(part, node.line) for part in node.value.split(",") if part.strip()]
    values = [_read_one(field, part, Spot(spot.reading, spot.name, spot.line)) for part in parts]
    return tuple(value for value in values if value is not None)


def _read_one(field: Field, node: Node, spot: Spot) -> object:
    if field.type is Type.RECORD:
        return _read_record(field, node, spot)
    if not isinstance(node, Text):
        _wrong_shape(field, node, spot)
        return None
    value = READERS[field.type](node.value.strip(), spot, field)
    if isinstance(value, str) and spot.reading.lang == "ru" and field.type in _PROSE:
        return value if field.name in _VERBATIM else typography(value)
    return value


def _read_record(field: Field, node: Node, spot: Spot) -> object:
    if isinstance(node, Text) and field.shorthand and not _looks_like_pair(node.value, field):
        node = Fields({field.shorthand: node}, {field.shorthand: spot.line}, spot.line)
    if not isinstance(node, Fields):
        _wrong_shape(field, node, spot)
        return None
    prefix = f"{spot.name}."
    complete = check_required(node, field.fields, spot, prefix)
    values = read_fields(node, field.fields, spot.reading, prefix)
    needed = {part.name for part in field.fields if part.required}
    if not complete or needed - values.keys():
        return None
    rule = RECORD_RULES.get(field.name)
    if rule and not rule(values, spot):
        return None
    return field.make(**values)


def _looks_like_pair(text: str, field: Field) -> bool:
    """Whether `text` is `file:a.jpg`, a pair without the blank."""
    return any(text.startswith(f"{part.name}:") for part in field.fields)


def _wrong_shape(field: Field, node: Node, spot: Spot) -> None:
    got = {Text: "одного значения", Items: "списка", Fields: "нескольких полей"}[type(node)]
    if isinstance(node, Text) and _looks_like_pair(node.value, field):
        key, _, value = node.value.partition(":")
        spot.error(
            "yaml-no-space",
            f"после двоеточия в «{key}:» нет пробела",
            f"напишите «{key}: {value.strip()}»",
        )
        return
    spot.error(
        "wrong-shape",
        f"вместо {got} здесь должно быть: {field.type.value}",
        f"напишите так: {_example(field)}",
    )


def _example(field: Field) -> str:
    if field.type is Type.RECORD or "\n" in field.example:
        return (
            f"«{field.name}:», а под ним с отступом — «"
            + "», «".join(line.strip() for line in field.example.split("\n"))
            + "»"
        )
    return f"{field.name}: {field.example}"


def _missing(field: Field, spot: Spot, *, empty: bool) -> None:
    if field.type is Type.ALT:
        spot.error(
            "alt-missing",
            "у картинки нет описания для тех, кто её не видит",
            f"добавьте строку «alt: …» и напишите, что на ней видно, например «{field.example}»",
        )
        return
    if empty:
        spot.error(
            "required-missing",
            f"поле «{field.label}» пусто",
            f"впишите, например: {_example(field)}",
        )
        return
    spot.error(
        "required-missing",
        f"нет обязательного поля «{field.label}»",
        f"добавьте строку, например: {_example(field)}",
    )


def _refuse_key(key: str, spot: Spot, schema: Sequence[Field], others: Sequence[Field]) -> None:
    bare = key.strip("\u00a0 \t")
    other = next((field for field in others if field.name == bare and field not in schema), None)
    if other:
        _foreign_key(other, spot)
        return
    meant = field_named(bare, schema)
    names = ", ".join(field.name for field in schema)
    if meant is None:
        where = f"бывают: {names}" if len(schema) < 12 else "уберите его или исправьте название"
        spot.error("unknown-key", f"поля «{key}» нет", where)
    elif latin_twin(bare) == meant.name:
        letters = ", ".join(
            f"«{char}»"
            for char in dict.fromkeys(bare)
            if "а" <= char.lower() <= "я" or char in "ёіѕ"
        )
        spot.error(
            "key-lookalike",
            f"в названии поля «{key}» русские буквы: {letters}"
            if letters
            else f"лишний пробел в названии поля «{bare}»",
            f"наберите «{meant.name}» латинскими буквами" if letters else "сотрите его",
        )
    else:
        spot.error("unknown-key", f"поля «{key}» нет", f"возможно, «{meant.name}» ({meant.label})")


def _foreign_key(field: Field, spot: Spot) -> None:
    names = {
        "news": "у новостей",
        "document": "у документов",
        "report": "у отчётов",
        "page": "у страниц",
    }
    whose = " и ".join(names[kind.value] for kind in sorted(field.kinds))
    spot.error(
        "key-of-other-kind",
        f"поле «{field.name}» ({field.label}) бывает только {whose}",
        "уберите его или переложите файл в нужную папку",
    )
