"""The schema: every field of every kind of item, as data.

Validation, `vestnik new`, the editors' guide and the browser form are all made from this table.
"""

from __future__ import annotations

from functools import cache

from vestnik.core.model import Kind, MenuPlace, Project
from vestnik.core.schema import act_fields, common_fields
from vestnik.core.schema.types import Field, Type

_DOCUMENT_OR_REPORT = frozenset({Kind.DOCUMENT, Kind.REPORT})
_REPORT = frozenset({Kind.REPORT})
_PAGE = frozenset({Kind.PAGE})

LEVELS = (
    ("national", "национальный"),
    ("federal", "федеральный"),
    ("regional", "региональный"),
    ("municipal", "муниципальный"),
)

_REPORT_FIELDS = (
    Field(
        name="period",
        type=Type.TEXT,
        kinds=_REPORT,
        label="За какое время",
        hint="Как в отчёте.",
        example="первый квартал 2026 года",
        aliases=("период",),
    ),
    Field(
        name="issuer",
        type=Type.ISSUER,
        kinds=_REPORT,
        label="Чей отчёт",
        hint="Ключ или название органа.",
        form_hint="Какой орган отчитывается.",
        example="upravlenie-obrazovaniya",
        aliases=("орган", "чей"),
    ),
)

_PAGE_FIELDS = (
    Field(
        name="menu",
        type=Type.RECORD,
        kinds=_PAGE,
        label="Место в меню",
        hint="Каким по счёту стоять среди соседних страниц и как называться.",
        example="order: 10\ntitle: История",
        aliases=("меню",),
        make=MenuPlace,
        shorthand="order",
        fields=(
            Field(
                name="order",
                type=Type.INTEGER,
                label="Порядок",
                hint="Меньшее число — раньше.",
                example="10",
                aliases=("порядок", "номер"),
            ),
            Field(
                name="hidden",
                type=Type.BOOL,
                label="Скрыть",
                hint="Да — в меню не показывать.",
                example="да",
                aliases=("скрыть", "скрыто"),
            ),
            Field(
                name="title",
                type=Type.TEXT,
                label="Короткое название",
                hint="Если заголовок для меню длинен.",
                example="История",
                aliases=("название", "заголовок"),
            ),
        ),
    ),
    Field(
        name="project",
        type=Type.RECORD,
        kinds=_PAGE,
        label="Проект",
        hint="Страница рассказывает о проекте: какого уровня и в какие годы.",
        example="level: municipal\nstart: 2025-01-01\nend: 2026-12-31",
        aliases=("проект",),
        make=Project,
        shorthand="level",
        fields=(
            Field(
                name="level",
                type=Type.CHOICE,
                choices=LEVELS,
                required=True,
                label="Уровень",
                hint="Национальный, федеральный, региональный или муниципальный.",
                example="municipal",
                aliases=("уровень",),
            ),
            Field(
                name="start",
                type=Type.DATE,
                label="Начало",
                hint="Первый день.",
                example="2025-01-01",
                aliases=("начало",),
            ),
            Field(
                name="end",
                type=Type.DATE,
                label="Конец",
                hint="Последний день.",
                example="2026-12-31",
                aliases=("конец",),
            ),
        ),
    ),
)

FIELDS: tuple[Field, ...] = (
    *common_fields.HEAD,
    *act_fields.ACT,
    *_REPORT_FIELDS,
    *common_fields.MEDIA,
    *common_fields.REST,
    *_PAGE_FIELDS,
)
"""Every field, in the order in which a form shows them."""


@cache
def fields_of(kind: Kind) -> tuple[Field, ...]:
    """The fields that items of `kind` have."""
    return tuple(field for field in FIELDS if kind in field.kinds)
