"""`vestnik erase ADDRESS [DIR]`: take an item out of everything that Vestnik keeps.

For personal data that was published by mistake: the page, listings, feeds, kept releases, caches.
What Vestnik cannot reach is listed at the end.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from vestnik.commands.common import add_site_arguments, load_settings
from vestnik.core.russian import plural
from vestnik.output import OutputError
from vestnik.publishing.erase import UNREACHABLE, Eraser, Erasure, Order
from vestnik.publishing.traces import Trace
from vestnik.publishing.upload import upload
from vestnik.running import make_request

_SHOWN = 40
"""Traces listed by name."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("address", metavar="ADDRESS", help="адрес страницы: /news/2026/11/17/…/")
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="папка публикации")
    add_site_arguments(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--delete-source",
        action="store_true",
        help="удалить файл материала и вложения, нужные только ему",
    )
    what.add_argument(
        "--edited",
        action="store_true",
        help="материал уже исправлен и остаётся; стереть прежние версии",
    )
    parser.add_argument(
        "--find",
        action="append",
        default=[],
        metavar="СЛОВА",
        help="что ещё искать в оставшемся, например фамилию; можно несколько раз",
    )
    parser.add_argument("--upload", metavar="КУДА", help="сразу обновить копию на сервере")


def run(arguments: argparse.Namespace) -> int:
    """Exit status: 1 when something is still found."""
    if arguments.upload and arguments.folder is None:
        raise OutputError("--upload: укажите и папку публикации: vestnik erase ADDRESS DIR")
    request = make_request(
        load_settings(arguments), output=arguments.folder or Path(), now=arguments.now
    )
    order = Order(
        address=arguments.address,
        delete_source=arguments.delete_source,
        edited=arguments.edited,
        words=tuple(arguments.find),
    )
    eraser = Eraser(request, arguments.folder, order)
    print(_told(eraser.run()))
    if arguments.upload:
        count = upload(arguments.folder, arguments.upload)
        print(f"На сервере обновлено и убрано: {count} {plural(count, 'файл', 'файла', 'файлов')}.")
    left = eraser.left()
    print(_told_left(left))
    print("Куда Вестник не достаёт:")
    for place in UNREACHABLE:
        print(f"  — {place}")
    return int(bool(left))


def _told(done: Erasure) -> str:
    lines = [f"Удалён файл: {path}" for path in done.deleted]
    lines += [f"Обновлена папка: {folder}" for folder in done.outputs]
    if done.dropped:
        lines.append(f"Стёрты файлы прежних выпусков: {done.dropped}; откат к ним невозможен")
    lines += [f"С ошибками, оставлена прежняя версия: {path}" for path in done.held]
    if done.purged:
        lines.append("Кэш и журналы сборки очищены.")
    else:
        lines.append("По этому адресу ничего нет и в хранимых выпусках не было; поиск слов:")
    return "\n".join(lines)


def _told_left(left: list[Trace]) -> str:
    if not left:
        return "В материалах, на сайте, в выпусках и в кэше больше ничего не найдено."
    lines = [f"  {trace.place}: {trace.what}" for trace in left[:_SHOWN]]
    if len(left) > _SHOWN:
        lines.append(f"  … и ещё {len(left) - _SHOWN}")
    return "\n".join(["Ещё найдено — проверьте сами:", *lines])
