"""`vestnik inspect attachment`: what the build sees in a file to download."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import msgspec

from vestnik.attachments.media import PDF, type_name
from vestnik.attachments.problems import file_problems
from vestnik.attachments.stage import Request, process_apart
from vestnik.core.filetext import unpack
from vestnik.core.model import FileFacts
from vestnik.core.problems import Problem
from vestnik.settings import SettingsError

_CLASSES = {
    "text": "текст на каждой странице",
    "mixed": "текст на большинстве страниц, остальные — картинки",
    "scan": "скан: страницы — картинки, читать нечего",
    "garbled": "текст испорчен: буквы не складываются в слова",
    "": "не определить",
}
_ACTIVE = {
    "javascript": "программа (JavaScript)",
    "launch": "запуск другой программы",
    "embedded-files": "вложенные файлы",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", metavar="ФАЙЛ", type=Path, help="PDF, DOCX, XLSX, ODT…")
    parser.add_argument("--json", action="store_true", help="ответ в JSON, для программ")


def run(arguments: argparse.Namespace) -> int:
    """Свойства файла для скачивания: вид, страницы, есть ли текст, разметка, язык, что в нём
    опасно и что о нём скажет проверка.
    """
    path: Path = arguments.file
    if not path.is_file():
        raise SettingsError(f"{path}: такого файла нет")
    result = process_apart(path.resolve().parent, Request(path=path.name))
    problems = file_problems(result.facts, path=str(path))
    pages = [sum(map(str.isalnum, page)) for page in unpack(result.text)]
    if arguments.json:
        print(json.dumps(_as_json(result.facts, problems, pages), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(result.facts, problems, pages)))
    return 0


def _as_json(facts: FileFacts, problems: list[Problem], pages: list[int]) -> dict[str, Any]:
    return {
        "facts": msgspec.to_builtins(facts),
        "class": facts.text_layer or None,
        "letters_by_page": pages,
        "reasons": [
            {
                "code": problem.code,
                "severity": str(problem.severity),
                "message": problem.message,
                "remedy": problem.remedy,
            }
            for problem in problems
        ],
    }


def _lines(facts: FileFacts, problems: list[Problem], pages: list[int]) -> list[str]:
    """For people."""
    said = [
        ("Файл", f"{type_name(facts.media_type, facts.path)}, {facts.size} байт"),
        ("SHA-256", facts.digest),
        ("Название", facts.title),
        ("Язык", facts.language),
        ("Страниц", str(facts.pages or "")),
        ("Листов", str(facts.sheets or "")),
    ]
    if facts.media_type == PDF and not facts.fault:
        said += [
            ("Текст", _CLASSES[facts.text_layer]),
            ("Букв и цифр по страницам", ", ".join(map(str, pages))),
            ("Разметка для чтения вслух", "есть" if facts.tagged else "нет"),
            ("Внутри", ", ".join(_ACTIVE[part] for part in facts.active)),
        ]
    lines = [f"{name}: {value}" for name, value in said if value]
    return lines + [f"{problem.message}; {problem.remedy}" for problem in problems]
