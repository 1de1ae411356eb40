"""The passport of the data set in the form of the Russian recommendations on open data.

«Методические рекомендации по публикации открытых данных государственными органами и органами
местного самоуправления», version 3.0: a list of data sets (`list.csv`), for each a passport (a
table on its page and `meta.csv`) and a description of its structure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from vestnik.register.opendata import COLUMNS, csv_table

STANDARD = "http://opendata.gosmonitor.ru/standard/3.0"
"""The name by which tables say which version of the recommendations they follow."""


class Passport(Struct, frozen=True, kw_only=True):
    """What one must know of a data set before using it."""

    identifier: str
    title: str
    description: str
    owner: str
    contact: str
    phone: str
    email: str
    data: str
    """Address of the table."""
    structure: str
    """Address of the description of its columns."""
    created: date | None
    modified: date | None
    change: str
    """What the last change was."""
    licence: str
    subject: str = "документы, правовые акты, реестр"
    period: str = "в день публикации или изменения документа"
    page: str = ""


def passport_rows(passport: Passport) -> tuple[tuple[str, str, str], ...]:
    """(property, name in Russian, value), in the order of the recommendations; empty ones too."""
    return (
        ("identifier", "Идентификационный номер", passport.identifier),
        ("title", "Наименование набора данных", passport.title),
        ("description", "Описание набора данных", passport.description),
        ("creator", "Владелец набора данных", passport.owner),
        ("publishername", "Ответственное лицо", passport.contact),
        ("publisherphone", "Телефон ответственного лица", passport.phone),
        ("publishermbox", "Адрес электронной почты ответственного лица", passport.email),
        ("data", "Гиперссылка (URL) на открытые данные", passport.data),
        ("format", "Формат данных", "CSV"),
        ("structure", "Описание структуры набора данных", passport.structure),
        ("created", "Дата первой публикации набора данных", _day(passport.created)),
        ("modified", "Дата последнего внесения изменений", _day(passport.modified)),
        ("provenance", "Содержание последнего изменения", passport.change),
        ("valid", "Периодичность обновления", passport.period),
        ("subject", "Ключевые слова, соответствующие содержанию набора данных", passport.subject),
        ("licence", "Условия использования", passport.licence),
        ("standardversion", "Версия методических рекомендаций", STANDARD),
    )


def passport_csv(passport: Passport) -> bytes:
    """`meta.csv`."""
    return csv_table(
        ("property", "value"), [(name, value) for name, _, value in passport_rows(passport)]
    )


def list_csv(passports: Sequence[Passport]) -> bytes:
    """`list.csv`: which data sets there are."""
    rows = [("standardversion", "Версия методических рекомендаций", STANDARD, "")]
    rows += [(one.identifier, one.title, one.page, "csv") for one in passports]
    return csv_table(("property", "title", "value", "format"), rows)


def structure_csv() -> bytes:
    """What the columns of the table mean."""
    return csv_table(
        ("field name", "english description", "russian description", "format"),
        [(one.title, one.name, one.meaning, one.format) for one in COLUMNS],
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
