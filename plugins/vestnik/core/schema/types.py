"""How a field is described: its type, where it belongs, the words that people read about it."""

from __future__ import annotations

import enum
from collections.abc import Callable

from msgspec import Struct

from vestnik.core.model import Kind


class Type(enum.Enum):
    """What may stand in a field, and how it is called in a message."""

    TEXT = "текст в одну строку"
    LONG_TEXT = "текст"
    DATE = "дата ГГГГ-ММ-ДД"
    MOMENT = "дата ГГГГ-ММ-ДД, можно со временем ЧЧ:ММ"
    BOOL = "да или нет"
    INTEGER = "целое число"
    CHOICE = "одно из слов списка"
    SLUG = "часть адреса: латинские буквы, цифры и дефис"
    SECTION = "раздел сайта"
    ACT_KIND = "вид документа"
    ISSUER = "орган, который принял документ"
    NUMBER = "номер документа"
    FILE = "имя файла"
    PICTURE_FILE = "имя файла картинки"
    ALT = "описание картинки"
    PLACE = "адрес страницы этого сайта или путь к её файлу"
    OLD_ADDRESS = "старый адрес страницы"
    TAG = "метка"
    EMAIL = "адрес электронной почты"
    PHONE = "телефон"
    URL = "ссылка"
    LANGUAGE = "код языка"
    RECORD = "несколько полей с отступом"


class Field(Struct, frozen=True, kw_only=True):
    """One field of the front matter: the source of its check, its form, its line in the guide."""

    name: str
    """As it is typed: `image`."""
    type: Type
    label: str
    """In Russian, capitalised: «Картинка»."""
    hint: str
    """One sentence for the editor."""
    form_hint: str = ""
    """Instead of it in the form, where people choose and do not type; empty: `hint` fits there."""
    example: str
    """A value as typed in YAML; of a record, its lines without indentation."""
    required: bool = False
    many: bool = False
    """A list; one value may stand alone."""
    kinds: frozenset[Kind] = frozenset(Kind)
    """Kinds of item that have it."""
    aliases: tuple[str, ...] = ()
    """Other names that people type, in lower case."""
    choices: tuple[tuple[str, str], ...] = ()
    """Of `Type.CHOICE`: (value, name in Russian)."""
    fields: tuple[Field, ...] = ()
    """Of `Type.RECORD`: what it consists of."""
    make: Callable[..., object] = dict
    """Of `Type.RECORD`: called with the values of `fields` as keywords."""
    shorthand: str = ""
    """Of `Type.RECORD`: the field that a plain text in its place stands for."""
    end_of_day: bool = False
    """Of `Type.MOMENT`: a date without time means the last second of that day."""
