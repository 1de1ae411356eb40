"""`vestnik init FOLDER`: a new site, with the demo portal as its example."""

from __future__ import annotations

import argparse
import shutil
from datetime import datetime
from pathlib import Path

from vestnik.output import OutputError
from vestnik.settings import bundled
from vestnik.starters import CI, lay_down

_BUILT = ("/documents/", "/reports/", "/sections/bezopasnost/")
"""Expected pages that the build makes by itself."""

_SYNONYMS = """\
# Что для поиска значит одно и то же: группа в строке, через знак равенства. Уберите «#» перед
# нужным и допишите своё: как называют в городе улицы, площади, учреждения. Общеизвестное
# (ТКО = мусор, ДОУ = детский сад, МФЦ, ЖКХ) поиск знает сам. Проверить: vestnik check.
# каток = ледовая арена
# Мои документы = МФЦ
# Старый мост = мост на улице Набережной
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("folder", type=Path, metavar="ПАПКА", help="новая папка сайта")
    parser.add_argument(
        "--ci",
        choices=sorted(CI),
        default="",
        help="где хранится git сайта: положить файл, по которому там проверяют и публикуют",
    )


def run(arguments: argparse.Namespace) -> int:
    """Copies the demo. Raises OutputError rather than touch a folder that has something in it."""
    folder: Path = arguments.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"«{folder}» уже существует и не пуста; назовите новую папку")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(bundled("content"), folder / "content")
    shutil.copyfile(bundled("pelicanconf.py"), folder / "pelicanconf.py")
    waiting = _stubs(folder)
    (folder / "custom").mkdir()
    (folder / "custom" / "synonyms.txt").write_text(_SYNONYMS, "utf-8")
    (folder / ".gitignore").write_text("/output/\n/.cache/\n", "utf-8")
    lay_down(folder, arguments.ci)
    print(
        f"Сайт начат в папке {folder}. Дальше:\n"
        f"  cd {folder}\n  pelican content        — собрать сайт в папку output\n"
        "  vestnik preview        — смотреть его на http://127.0.0.1:8000 и править\n"
        "Название, рубрики и меню — в pelicanconf.py.\n"
        f"Страниц, которых ждёт закон № 8-ФЗ, заготовлено черновиками: {waiting}."
        " Назовёт их vestnik audit output."
    )
    return 0


def _stubs(folder: Path) -> int:
    """Writes drafts of the pages that the law expects and the demo does not have; how many."""
    from vestnik.audit import stubs
    from vestnik.commands.audit import duties_of, usual_profile
    from vestnik.commands.common import load_settings
    from vestnik.settings import read_portal

    settings = load_settings(argparse.Namespace(settings=folder / "pelicanconf.py", content=None))
    content = folder / "content"
    there = {address for address, _ in duties_of(content, read_portal(settings))}
    today = datetime.now().astimezone().date()
    made = 0
    for path, text in stubs(usual_profile(), {*there, *_BUILT}, today):
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, "utf-8")
        made += 1
    return made
