"""Entry point of the `vestnik` command: finds the subcommand and runs it."""

from __future__ import annotations

import argparse
import atexit
import gc
import io
import os
import sys
import threading
from importlib import import_module
from typing import Any, NoReturn

from vestnik.commands.russian_help import speak_russian
from vestnik.output import OutputError
from vestnik.settings import SettingsError

COMMANDS = {
    "init": "начать новый сайт с показательным содержанием",
    "new": "начать новый материал",
    "preview": "смотреть сайт с черновиками и править его",
    "build": "собрать сайт",
    "check": "проверить материалы, ничего не публикуя",
    "audit": "проверить собранный сайт: доступность, обязательные страницы",
    "import": "перенести материалы старого сайта",
    "publish": "опубликовать сайт, вернуть прежний выпуск",
    "diff": "чем и почему различаются два собранных сайта",
    "ocr": "распознать текст скана",
    "inspect": "показать, что сборка видит в файле",
    "search": "найти в собранном сайте",
    "serve-search": "отвечать на поиск тем, у кого выключены сценарии",
    "admin": "установить форму в браузере для тех, кто не пользуется git",
    "upgrade": "перевести сайт на новую версию Вестника",
    "erase": "убрать персональные данные отовсюду, куда Вестник достаёт",
}
"""Modules of this package that are commands, with what `vestnik --help` says of them."""
_OBJECTS = 20_000
"""New objects after which the collector looks for garbage among them; Python's own rule is 700."""
_MODULES = {"import": "import_site", "serve-search": "serve_search"}
"""Commands whose name no module can have."""


def make_parser(only: str = "") -> argparse.ArgumentParser:
    """The command line. With `only`, just that command is imported: starting must be quick."""
    parser = argparse.ArgumentParser(
        prog="vestnik", description="Вестник: сайт муниципалитета из папки с текстами."
    )
    commands = parser.add_subparsers(dest="command", metavar="КОМАНДА", required=True)
    for name, help_text in COMMANDS.items():
        if only and name != only:
            commands.add_parser(name, help=help_text)
            continue
        module = _module(name)
        sentence = f"{help_text[0].upper()}{help_text[1:]}."
        subparser = commands.add_parser(name, help=help_text, description=sentence)
        module.add_arguments(subparser)
    return parser


def _module(name: str) -> Any:
    return import_module(f"vestnik.commands.{_MODULES.get(name, name)}")


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; returns its exit status. Expected failures are one message, no traceback."""
    speak_russian()
    _speak_anywhere()
    words = sys.argv[1:] if arguments is None else arguments
    parsed = make_parser(words[0] if words[:1] and words[0] in COMMANDS else "").parse_args(words)
    try:
        return _run(parsed)
    except (SettingsError, OutputError) as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # `vestnik check | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print("Прервано.", file=sys.stderr)
        return 130


def _speak_anywhere() -> None:
    """A window that has no sign for «→» (cp1251, cp866) gets «?» for it, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run(parsed: argparse.Namespace) -> int:
    status = int(_module(parsed.command).run(parsed))
    sys.stdout.flush()  # while a closed pipe can still be told from a fault
    return status


def start() -> NoReturn:
    """The command as a process of its own.

    Much of what a short command does is bringing modules and letting them go again. Nothing of
    them is garbage, so the collector looks less often; and at the end the system takes back all
    memory at once, where Python would free each object first (a sixth of the time of an edit).
    """
    gc.set_threshold(_OBJECTS)
    status = main()
    if threading.active_count() > 1:
        sys.exit(status)
    # What temporary folders and measuring tools have left to do; Python has no other name for it.
    atexit._run_exitfuncs()  # noqa: SLF001
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            status = status or 1
    os._exit(status)


if __name__ == "__main__":
    start()
