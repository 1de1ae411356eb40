"""`vestnik admin install`: the program of the form in the browser, into the site's own folder."""

from __future__ import annotations

import argparse
import urllib.request
from functools import partial
from pathlib import Path

from vestnik.admin.bundle import FOLDER, VERSION, BundleError, Package, unpacked
from vestnik.commands.common import add_site_arguments, load_settings
from vestnik.output import OutputError
from vestnik.settings import home_of

_LARGEST = 64 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("what", choices=("install",), help="скачать и сверить файлы формы /admin/")
    add_site_arguments(parser, content=False)
    parser.add_argument(
        "--from",
        dest="packages",
        type=Path,
        metavar="ПАПКА",
        help="взять скачанные пакеты, без сети",
    )


def run(arguments: argparse.Namespace) -> int:
    """Exit status 0. Raises OutputError when the package cannot be had, or is another."""
    settings = load_settings(arguments)
    folder = home_of(settings) / "custom" / FOLDER
    try:
        files = unpacked(partial(_fetched, arguments.packages))
    except (BundleError, OSError) as error:
        raise OutputError(f"форма не установлена: {error}") from error
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    print(
        f"Форма (Sveltia CMS {VERSION}) — в папке {folder}. Сохраните её в git.\n"
        'Включить форму: "admin" в настройках VESTNIK, смотрите руководство веб-мастера.'
    )
    return 0


def _fetched(packages: Path | None, package: Package) -> bytes:
    if packages is not None:
        return (packages / package.address.rpartition("/")[2]).read_bytes()
    with urllib.request.urlopen(package.address, timeout=60) as answer:  # noqa: S310 - a constant
        return bytes(answer.read(_LARGEST))
