"""What the form looks like: collections, fields, labels and hints, from the schema and the site."""

from __future__ import annotations

from typing import Any

from vestnik.core.model import Kind
from vestnik.core.portal import Portal
from vestnik.core.schema import Field, Type, fields_of

_KINDS = (
    (Kind.NEWS, "news", "Новости", "Новость"),
    (Kind.DOCUMENT, "documents", "Документы", "Документ"),
    (Kind.REPORT, "reports", "Отчёты", "Отчёт"),
    (Kind.PAGE, "pages", "Страницы", "Страница"),
)
"""Kind, folder of the content, name of many, name of one."""
_SLUGS = {Kind.DOCUMENT: "{{fields.kind}}-{{fields.number}}"}
"""What a new item's folder is called, where not by its title."""
_PATTERNS = {
    Type.SLUG: ("^[a-z0-9]+(?:-[a-z0-9]+)*$", "Маленькие латинские буквы, цифры и дефисы"),
    Type.EMAIL: ("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", "Адрес почты: info@town.example"),
    Type.URL: ("^https?://", "Адрес начинается с https://"),
    Type.LANGUAGE: ("^[a-z]{2}$", "Две буквы: ru, en"),
}
_WIDGETS: dict[Type, dict[str, str]] = {
    Type.LONG_TEXT: {"widget": "text"},
    Type.DATE: {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"},
    Type.MOMENT: {"widget": "datetime", "format": "YYYY-MM-DD HH:mm"},
    Type.INTEGER: {"widget": "number", "value_type": "int"},
    Type.FILE: {"widget": "file"},
    Type.PICTURE_FILE: {"widget": "image"},
}
_UNASKED = {"type"}
"""Said by the folder already."""
_FIRST = ("title", "kind", "number", "adopted", "issuer", "period", "date", "section", "lead")
"""What nearly every text has. The text comes next, then pictures and files, then the rest."""
_NEXT = ("image", "gallery", "attachments")
_ONE = {
    "amends": "документ",
    "attachments": "файл",
    "based_on": "документ",
    "changes": "исправление",
    "contacts": "контакт",
    "events": "событие или срок",
    "gallery": "картинка",
    "projects": "проект",
    "published_in": "издание",
    "redirect_from": "адрес",
    "related": "страница",
    "repeals": "документ",
    "signatory": "подпись",
    "suspends": "документ",
    "tags": "метка",
    "translations": "адрес",
    "video": "ролик",
}
"""Field that is a list: what its button adds («Добавить: файл»)."""
_NEEDED = {(Kind.DOCUMENT, "attachments")}
"""Fields that the form asks for though the check does not."""


def form(portal: Portal, content: str = "content") -> dict[str, Any]:
    """The configuration of the form; `content` is the folder of the texts in the repository."""
    assert portal.admin is not None
    return {
        "backend": _backend(portal),
        "site_url": portal.url,
        "app_title": portal.short_name or portal.name,
        "show_preview_links": False,
        "editor": {"preview": False},  # it looks nothing like the site
        "media_folder": f"{content}/files",
        "public_folder": "/files",
        "slug": {
            "encoding": "ascii",
            "clean_accents": True,
            "sanitize_replacement": "-",
            "maxlength": 80,
        },
        "output": {"omit_empty_optional_fields": True, "encode_file_path": False},
        "collections": [
            *(_collection(*row, portal, content) for row in _KINDS),
            {"divider": True},
            *(_single_files(*row, portal, content) for row in _KINDS),
        ],
    }


def _backend(portal: Portal) -> dict[str, Any]:
    admin = portal.admin
    assert admin is not None
    backend: dict[str, Any] = {
        "name": admin.backend,
        "repo": admin.repo,
        "branch": admin.branch,
        "commit_messages": {
            "create": "Новый материал: {{path}}",
            "update": "Правка: {{path}}",
            "delete": "Удалено: {{path}}",
            "uploadMedia": "Файл: {{path}}",
            "deleteMedia": "Файл удалён: {{path}}",
        },
    }
    if admin.server:
        backend["base_url"] = admin.server
        if admin.backend == "gitea":
            backend["api_root"] = f"{admin.server}/api/v1"
        if admin.backend == "gitlab":
            backend["api_root"] = f"{admin.server}/api/v4"
    if admin.app_id:
        backend["app_id"] = admin.app_id
        if admin.backend != "gitea":  # there it is the only way, and not to be asked for
            backend["auth_type"] = "pkce"
    return backend


def _collection(
    kind: Kind, folder: str, many: str, one: str, portal: Portal, content: str
) -> dict[str, Any]:
    year = "" if kind is Kind.PAGE else "{{year}}/"
    return {
        "name": folder,
        "label": many,
        "label_singular": one,
        "folder": f"{content}/{folder}",
        "path": f"{year}{{{{slug}}}}/index",
        "slug": _SLUGS.get(kind, "{{title}}"),
        "extension": "md",
        "format": "yaml-frontmatter",
        "media_folder": "",
        "public_folder": "",
        "create": True,
        "summary": "{{title}}",
        "fields": _fields(kind, portal),
    }


def _single_files(
    kind: Kind, folder: str, many: str, one: str, portal: Portal, content: str
) -> dict[str, Any]:
    """The texts that have no folder of their own (`news/2026/most.md`): the form knows a text by
    the shape of its path, so they are a list of their own, where nothing new is made.
    """
    year = "" if kind is Kind.PAGE else "{{year}}/"
    return _collection(kind, folder, many, one, portal, content) | {
        "name": f"{folder}-single",
        "label": f"{many}: отдельные файлы",
        "description": "Написано не в форме. Здесь это исправляют, а новое пишут в списках выше.",
        "path": f"{year}{{{{slug}}}}",
        "create": False,
    }


def _fields(kind: Kind, portal: Portal) -> list[dict[str, Any]]:
    """In the order in which they are filled in."""
    asked = [_field(one, kind, portal) for one in fields_of(kind) if one.name not in _UNASKED]
    order = {name: place for place, name in enumerate((*_FIRST, "body", *_NEXT))}
    return sorted([*asked, _body(kind)], key=lambda one: order.get(one["name"], len(order)))


def _body(kind: Kind) -> dict[str, Any]:
    """The text. Acts are typed as they are: a rich editor would number their clauses anew."""
    return {
        "name": "body",
        "label": "Текст",
        "widget": "markdown",
        "required": kind is not Kind.DOCUMENT,
        "modes": ["raw"] if kind is Kind.DOCUMENT else ["rich_text", "raw"],
        "hint": "Номера пунктов — как в документе." if kind is Kind.DOCUMENT else "",
    }


def _field(field: Field, kind: Kind, portal: Portal) -> dict[str, Any]:
    needed = field.required or (kind, field.name) in _NEEDED
    hint = field.form_hint or field.hint
    described = {"name": field.name, "label": field.label, "required": needed, "hint": hint}
    if field.many:
        described["label_singular"] = _ONE[field.name]
    if field.type is Type.RECORD:
        parts = [_field(part, kind, portal) for part in field.fields]
        if field.many:
            limits = {"min": 1} if needed else {}
            return described | limits | {"widget": "list", "fields": parts, "collapsed": False}
        return described | {"widget": "object", "fields": parts, "collapsed": not needed}
    widget = _widget(field, portal)
    if field.many:
        single = {"name": "value", "label": field.label} | widget
        return described | {"widget": "list", "field": single}
    # Only of the text itself: «today» under another act's date would be saved unread.
    now = {"default": "{{now}}"} if (field.name, field.type) == ("date", Type.MOMENT) else {}
    return described | widget | now


def _widget(field: Field, portal: Portal) -> dict[str, Any]:
    options = _options(field, portal)
    if options:
        return {"widget": "select", "options": options}
    if field.type in _WIDGETS:
        return dict(_WIDGETS[field.type])
    pattern = _PATTERNS.get(field.type)
    return {"widget": "string"} | ({"pattern": list(pattern)} if pattern else {})


def _options(field: Field, portal: Portal) -> list[dict[str, str]]:
    chosen: dict[Type, list[tuple[str, str]]] = {
        Type.SECTION: [(one.key, one.title) for one in portal.sections],
        Type.ACT_KIND: [(one.key, one.title) for one in portal.act_kinds],
        Type.ISSUER: [(one.key, one.short or one.title) for one in portal.issuers],
        Type.CHOICE: list(field.choices),
        Type.BOOL: [("да", "Да"), ("нет", "Нет")],  # a switch would write «нет» where nobody chose
    }
    return [{"value": value, "label": label} for value, label in chosen.get(field.type, [])]
