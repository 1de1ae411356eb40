"""Начинает новый материал: правильный файл на своём месте, с подсказками к каждой строке.

vestnik new новость --title «Открыт каток» · vestnik new приказ --number 376 --repeals 375/2023
"""

from __future__ import annotations

import argparse
import shutil
import sys
from datetime import date, datetime
from pathlib import Path

from vestnik.commands.common import add_site_arguments, load_settings
from vestnik.core.addresses import file_name
from vestnik.core.corpus import check_source
from vestnik.core.model import Document, Kind
from vestnik.core.portal import Portal
from vestnik.core.problems import errors
from vestnik.core.report import as_text
from vestnik.core.russian import parse_date
from vestnik.core.starting import Start, StartError, find_kind, new_path, new_source
from vestnik.output import OutputError
from vestnik.running import make_request
from vestnik.settings import SettingsError

_RELATIONS = ("amends", "repeals", "based_on")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "what", metavar="ЧТО", nargs="?", default="", help="новость, отчёт, страница, приказ, …"
    )
    add_site_arguments(parser, content=False)
    parser.add_argument("--title", default="", help="заголовок")
    parser.add_argument("--date", default="", help="когда показать на сайте (иначе сейчас)")
    parser.add_argument("--section", default="", help="рубрика: ключ или название")
    parser.add_argument("--number", default="", help="номер документа")
    parser.add_argument("--adopted", default="", help="когда документ принят (иначе сегодня)")
    parser.add_argument("--issuer", default="", help="кто принял: ключ органа из настроек")
    for name, text in zip(
        _RELATIONS, ("какой документ изменяет", "какой отменяет", "на чём основан"), strict=True
    ):
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            action="append",
            default=[],
            metavar="НОМЕР/ГОД",
            help=f"{text}: 375/2023; можно несколько раз",
        )
    parser.add_argument(
        "--file", action="append", default=[], type=Path, metavar="ФАЙЛ", help="приложить файл"
    )
    parser.add_argument("--draft", action="store_true", help="черновик: на сайт не попадёт")


def run(arguments: argparse.Namespace) -> int:
    """Exit status: 0 when the file is written and checks."""
    settings = load_settings(arguments)
    request = make_request(settings, output=Path(settings["OUTPUT_PATH"]), now=arguments.now)
    portal, content = request.portal, request.places.content
    now = portal.local(request.now)
    for file in arguments.file:
        if not file.is_file():
            raise SettingsError(f"--file: файла «{file}» нет")
    names = [(file, file_name(file.name)) for file in arguments.file]
    try:
        what = arguments.what or _asked("Что это (новость, отчёт, приказ…)")
        kind, act_kind = find_kind(what, portal)
        start = _start(arguments, kind, act_kind, portal, now)
        references = _references(arguments, content, portal)
        path = new_path(start, lambda one: (content / one).exists(), folder=bool(names))
        text = new_source(start, portal, references, [name for _, name in names])
    except StartError as error:
        raise SettingsError(str(error)) from error
    target = content / path
    if target.exists():
        raise OutputError(f"«{path}» уже есть; назовите материал иначе")
    target.parent.mkdir(parents=True, exist_ok=True)
    for file, name in names:
        shutil.copyfile(file, target.parent / name)
    target.write_text(text, encoding="utf-8", newline="\n")
    print(f"Создан файл {target}\nНапишите текст под второй чертой --- и проверьте: vestnik check")
    _, _, problems = check_source(text.encode(), path, portal)
    hard = errors(problems)
    if hard:
        print(as_text(hard), end="")
    return int(bool(hard))


def _start(
    arguments: argparse.Namespace, kind: Kind, act_kind: str, portal: Portal, now: datetime
) -> Start:
    """What is known of the item; what is missing is asked, where somebody can answer."""
    title = arguments.title or _asked("Заголовок")
    number = arguments.number
    if kind is Kind.DOCUMENT and not number:
        number = _asked("Номер документа", instead="б/н")
    return Start(
        kind=kind,
        title=title,
        moment=_moment(arguments.date, now),
        act_kind=act_kind,
        number=number,
        adopted=_day(arguments.adopted, now.date()),
        issuer=arguments.issuer or (portal.issuers[0].key if portal.issuers else ""),
        section=arguments.section,
        draft=arguments.draft,
    )


def _asked(question: str, instead: str = "") -> str:
    """The answer of a person at a terminal; elsewhere `instead`, or a message what to add."""
    if not sys.stdin.isatty():
        if instead:
            return instead
        raise StartError(f"не указано: {question.lower()}; пример: vestnik new новость --title «…»")
    answer = ""
    while not answer:
        answer = input(f"{question}: ").strip() or instead
    return answer


def _moment(typed: str, now: datetime) -> datetime | date:
    return _date(typed, "--date") if typed else now.replace(second=0, microsecond=0)


def _day(typed: str, today: date) -> date:
    if not typed:
        return today
    found = _date(typed, "--adopted")
    return found.date() if isinstance(found, datetime) else found


def _date(typed: str, option: str) -> date | datetime:
    try:
        return parse_date(typed)
    except ValueError as error:
        raise StartError(f"{option}: {error}; напишите ГГГГ-ММ-ДД") from error


def _references(
    arguments: argparse.Namespace, content: Path, portal: Portal
) -> dict[str, list[Document]]:
    """The acts named by number and year, found among those of the site."""
    asked = {name: getattr(arguments, name) for name in _RELATIONS}
    if not any(asked.values()):
        return {}
    acts = []
    for path in sorted((content / "documents").rglob("*.md")):
        document, _, _ = check_source(
            path.read_bytes(), path.relative_to(content).as_posix(), portal
        )
        if document is not None and document.act is not None:
            acts.append(document)
    own = {one.key for one in portal.issuers if arguments.issuer in (one.key, one.title)}
    return {name: [_act(one, acts, own) for one in typed] for name, typed in asked.items() if typed}


def _act(typed: str, acts: list[Document], own: set[str]) -> Document:
    """The act «375/2023», of several that of the body itself (`own`, its key), which is whose acts
    a body repeals. Raises StartError where there is none, or still several.
    """
    number, _, year = typed.replace("№", "").strip().rpartition("/")
    found = [
        one
        for one in acts
        if one.act
        and one.act.number == number.strip()
        and str(one.act.adopted.year) == year.strip()
    ]
    if len(found) > 1:
        found = [one for one in found if one.act and one.act.issuer in own] or found
    if len(found) == 1:
        return found[0]
    if not found:
        raise StartError(f"«{typed}»: такого документа в реестре нет; пишут номер и год: 375/2023")
    listed = ", ".join(one.path for one in found)
    raise StartError(f"«{typed}»: таких документов несколько: {listed}; впишите нужный сами")
