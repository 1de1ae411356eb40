"""`vestnik init FOLDER`: a new site, with the demo portal as its example."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from vestnik.output import OutputError
from vestnik.settings import bundled


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("folder", type=Path, metavar="ПАПКА", help="новая папка сайта")


def run(arguments: argparse.Namespace) -> int:
    """Copies the demo. Raises OutputError rather than touch a folder that has something in it."""
    folder: Path = arguments.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"«{folder}» уже существует и не пуста; назовите новую папку")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(bundled("content"), folder / "content")
    shutil.copyfile(bundled("pelicanconf.py"), folder / "pelicanconf.py")
    (folder / "custom").mkdir()
    (folder / ".gitignore").write_text("/output/\n/.cache/\n", "utf-8")
    print(
        f"Сайт начат в папке {folder}. Дальше:\n"
        f"  cd {folder}\n  pelican content        — собрать сайт в папку output\n"
        "  pelican -lr content    — смотреть его на http://127.0.0.1:8000 и править\n"
        "Название, рубрики и меню — в pelicanconf.py."
    )
    return 0
