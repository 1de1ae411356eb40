"""The table of settings: names and defaults from `Portal`, the meaning in Russian from here."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import NODEFAULT, structs

from guides.tables import table
from vestnik.core.model import Contact
from vestnik.core.portal import ActKind, Admin, Issuer, Link, OutsideAct, Portal, Section

PORTAL = {
    "name": "Полное имя органа власти. Если не задано, берётся `SITENAME`.",
    "url": "Адрес сайта без косой черты в конце. Если не задан, берётся `SITEURL`.",
    "schema_version": "В какой форме записаны материалы и настройки; меняет `vestnik upgrade`.",
    "short_name": "Короткое имя: подвал, ленты новостей.",
    "town": "Город, округ, район.",
    "region": "Область, край, республика.",
    "inn": "ИНН органа: с него начинается номер набора открытых данных.",
    "description": "О сайте одним-двумя предложениями: для поисковых систем и лент.",
    "timezone": "Часовой пояс. Если не задан, берётся `TIMEZONE`.",
    "lang": "Основной язык: его адреса — без приставки.",
    "languages": "Все языки сайта; адреса остальных начинаются с кода языка: `/en/`.",
    "sections": "Разделы (рубрики), см. ниже.",
    "act_kinds": "Виды документов, см. ниже.",
    "issuers": "Органы, которые принимают документы, см. ниже.",
    "outside_acts": "Документы, которых в реестре нет, а тексты на них ссылаются: см. ниже.",
    "menu": "Главное меню: ссылки, см. ниже; `children` — второй уровень.",
    "services": "«Услуги и обращения» на главной: ссылки.",
    "social": "Страницы органа в социальных сетях: ссылки в подвале.",
    "partners": "Полезные сайты: ссылки в подвале.",
    "network": "Другие муниципалитеты той же сети: выбор «Регион» в шапке.",
    "network_title": "Как называется этот выбор.",
    "share": "Куда ведут ссылки «Поделиться»; пустой список их убирает.",
    "contacts": "Контакты органа: подвал каждой страницы, см. ниже.",
    "map_url": "Ссылка «Как нас найти на карте».",
    "imprint": "Выходные данные: кто издаёт сайт, регистрация СМИ, редактор.",
    "age": "Возрастной знак всего сайта: `0+`, `6+`, `12+`, `16+`, `18+`.",
    "emblem": "Герб: файл в папке текстов или в `custom/static`. Не указан — герба нет.",
    "accent": "Цвет ссылок и кнопок вместо цвета темы, `#rrggbb`; контраст с белым не ниже 7:1.",
    "licence": "Условия использования текстов, одно предложение.",
    "pdf": "`auto`: из текста каждого документа и отчёта, к которому не приложен PDF, сайт сделает "
    "доступный PDF.",
    "per_page": "Сколько материалов на первой странице списка.",
    "per_month_page": "Сколько материалов на странице архива за месяц.",
    "feed_items": "Сколько записей в ленте RSS.",
    "home_news": "Сколько новостей на главной, кроме важной.",
    "home_acts": "Сколько документов на главной.",
    "home_events": "Сколько событий на главной под словом «Скоро»; столько же проектов документов "
    "на обсуждении.",
    "official_phones": "Телефоны самого органа: проверка не примет их за телефоны граждан.",
    "checked": "Что проверено на доступность. Руками не пишут: берётся из файла "
    "`accessibility.toml` рядом с настройками (его пишет `vestnik audit output --record`).",
    "search": "Поиск на сайте: `False` убирает указатель слов.",
    "search_service": "Адрес службы поиска для тех, у кого выключены сценарии: `/poisk/`; "
    "см. «Поиск без сценариев».",
    "admin": "Форма в браузере по адресу `/admin/`: куда она сохраняет, см. ниже.",
}
"""What each setting of `VESTNIK` means."""

RECORDS: dict[type, dict[str, str]] = {
    Section: {
        "key": "Стоит в поле `section` и в адресе: `obrazovanie`. Потом не менять.",
        "title": "Название: «Образование».",
        "description": "О чём раздел, одно предложение.",
        "translations": "Названия на других языках сайта: "
        '`{"en": {"title": "Education", "description": "…"}}`.',
    },
    ActKind: {
        "key": "Стоит в адресе: `prikaz`. Потом не менять.",
        "title": "В единственном числе, с прописной: «Приказ».",
        "plural": "Во множественном: «Приказы».",
        "genitive": "В родительном падеже, для предложений: «приказа».",
    },
    Issuer: {
        "key": "Стоит в поле `issuer` и в адресе: `administraciya`. Потом не менять.",
        "title": "Полное название.",
        "short": "Короткое: «Администрация».",
    },
    OutsideAct: {
        "url": "Где документ опубликован: `https://…`.",
        "title": "Полное название кодекса: «Земельный кодекс Российской Федерации».",
        "kind": "Вид: «постановление»; у федерального закона и кодекса не нужен.",
        "number": "Как его пишут в текстах: `131-ФЗ`.",
        "date": "Дата документа: `2003-10-06`.",
    },
    Link: {
        "title": "Слова ссылки.",
        "url": "Адрес на этом сайте (`/news/`) или чужой (`https://…`).",
        "note": "Пояснение рядом со ссылкой.",
        "children": "Ссылки второго уровня (только в `menu`).",
    },
    Contact: {
        "name": "Имя или название.",
        "post": "Должность.",
        "phone": "Телефон с кодом города; несколько — через запятую.",
        "email": "Электронная почта.",
        "address": "Почтовый адрес.",
        "hours": "Часы работы.",
        "url": "Ссылка.",
    },
    Admin: {
        "backend": "Где хранится git: `gitea` (и Forgejo), `gitlab` или `github`.",
        "repo": "Репозиторий сайта: `gorod/site`.",
        "branch": "Ветка, в которую форма сохраняет.",
        "server": "Адрес своего сервера git без косой черты в конце: `https://git.town.example`.",
        "app_id": "Номер формы на сервере git (OAuth); без него входят по ключу доступа.",
    },
}
"""What the records inside settings consist of."""

_USED_IN: dict[type, str] = {
    Section: "`sections` — разделы",
    ActKind: "`act_kinds` — виды документов",
    Issuer: "`issuers` — органы",
    OutsideAct: "`outside_acts` — документы не из реестра",
    Link: "`menu`, `services`, `social`, `partners`, `network` — ссылки",
    Contact: "`contacts` — контакты",
    Admin: "`admin` — форма в браузере",
}

FILE = {
    "SITENAME": "Полное имя органа власти: шапка и заголовки страниц.",
    "SITEURL": "Адрес сайта без косой черты в конце: `https://svetlorechye.example`.",
    "TIMEZONE": "Часовой пояс: по нему выходят новости и кончаются сроки.",
    "PATH": "Папка с текстами и файлами.",
    "OUTPUT_PATH": "Папка готового сайта.",
    "VESTNIK": "Всё остальное о сайте: таблица ниже.",
    "VESTNIK_HOME": "Где лежат `custom/`, `.cache/` и `problems-baseline.yaml`; "
    "обычно там же, где файл настроек.",
    "VESTNIK_CACHE": "Папка кэша вместо `.cache`.",
    "VESTNIK_THEME": "Папка темы вместо той, что внутри программы.",
    "VESTNIK_EXECUTOR": "Кластер Dask, который делает большую работу: `dask://узел:порт`.",
    "VESTNIK_NOW": "Считать текущим этот момент (так же действует переменная окружения); для проб.",
    "VESTNIK_SETTINGS": "Имя набора настроек, если одну папку текстов собирают по-разному: "
    "у каждого набора свой кэш.",
}
"""Names in `pelicanconf.py` itself."""

_DEFAULTS = {
    "TIMEZONE": "`Europe/Moscow`",
    "PATH": "`content`",
    "OUTPUT_PATH": "`output`",
}


def setting_blocks() -> dict[str, str]:
    """The tables `settings:file`, `settings:portal`, `settings:records`."""
    return {
        "settings:file": table(
            ("Имя", "Что это", "Если не задано"),
            ((f"`{name}`", text, _DEFAULTS.get(name, "")) for name, text in FILE.items()),
        ),
        "settings:portal": table(
            ("Имя", "Что это", "Если не задано"),
            (
                (f"`{field.name}`", PORTAL[field.name], _default(field))
                for field in structs.fields(Portal)
            ),
        ),
        "settings:records": "\n".join(map(_record, RECORDS)),
    }


def _record(record: type) -> str:
    rows = (
        (f"`{field.name}`", RECORDS[record][field.name], _need(field))
        for field in structs.fields(record)
    )
    return f"{_USED_IN[record]}:\n\n" + table(("Имя", "Что это", "Нужно"), rows)


def _need(field: structs.FieldInfo) -> str:
    missing = NODEFAULT
    needed = field.default is missing and field.default_factory is missing
    return "обязательно" if needed else ""


def _default(field: structs.FieldInfo) -> str:
    value = field.default
    if value is NODEFAULT:
        return "обязательно"
    if value in ("", (), Contact()):
        return ""
    if isinstance(value, tuple):
        value = ", ".join(map(str, value))
    return f"`{value}`"


_NAME = re.compile(r"(?:settings\.get\(|settings\[)\s*\"([A-Z_]+)\"")


def names_in_code(package: Path) -> set[str]:
    """Names that the code asks the settings for."""
    files = (package / name for name in ("settings.py", "running.py", "plugin.py"))
    return {name for file in files for name in _NAME.findall(file.read_text("utf-8"))}
