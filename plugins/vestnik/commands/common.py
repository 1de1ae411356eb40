"""What the commands share: where the settings are."""

from __future__ import annotations

import argparse
import runpy
from pathlib import Path
from typing import Any

from vestnik.settings import SettingsError

DEFAULT_SETTINGS = "pelicanconf.py"


def add_site_arguments(parser: argparse.ArgumentParser, *, content: bool = True) -> None:
    """Which site, at which moment; without `content` its folder is that of the settings."""
    if content:
        _add_content(parser)
    parser.add_argument(
        "-s", "--settings", type=Path, default=Path(DEFAULT_SETTINGS), help="файл настроек"
    )
    parser.add_argument("--now", default="", help="считать текущим этот момент: ГГГГ-ММ-ДДTЧЧ:ММ")


def _add_content(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("content", nargs="?", type=Path, help="папка материалов (иначе PATH)")


def load_settings(arguments: argparse.Namespace) -> dict[str, Any]:
    """The names of the settings' file, its relative paths made absolute.

    Raises SettingsError when there is no such file or it cannot be run.
    """
    path = arguments.settings.resolve()
    if not path.is_file():
        raise SettingsError(
            f"{arguments.settings}: файла настроек нет; перейдите в папку сайта"
            " или укажите файл: -s путь/pelicanconf.py"
        )
    try:
        names = runpy.run_path(str(path))
    except Exception as error:
        raise SettingsError(f"{arguments.settings}: ошибка в настройках: {error}") from error
    settings = {key: value for key, value in names.items() if key.isupper()}
    for key in ("PATH", "OUTPUT_PATH"):
        settings[key] = str(path.parent / settings[key])
    settings.setdefault("VESTNIK_HOME", str(path.parent))
    if getattr(arguments, "content", None) is not None:
        settings["PATH"] = str(arguments.content.resolve())
    if not Path(settings["PATH"]).is_dir():
        raise SettingsError(f"{settings['PATH']}: такой папки с материалами нет")
    return settings
