"""`vestnik admin install`: the program of the form in the browser, into the site's own folder."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path

from vestnik.admin.bundle import FOLDER, VERSION, BundleError, Package, unpacked
from vestnik.commands.common import add_site_arguments, load_settings
from vestnik.output import OutputError
from vestnik.settings import home_of

_SECONDS = 300
"""How long npm may take for a package."""


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
    except (BundleError, OSError, subprocess.TimeoutExpired) as error:
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
    """The package's file: from the folder, or from wherever npm is set up to get packages."""
    if packages is not None:
        return (packages / package.file).read_bytes()
    npm = shutil.which("npm")
    if npm is None:
        raise BundleError(
            f"нет программы npm; на машине, где она есть, выполните «npm pack {package.name}» "
            "(так для каждого пакета) и укажите папку: --from папка"
        )
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", "--ignore-scripts", package.name]
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
        place = Path(folder) / package.file
        if done.returncode or not place.is_file():
            reason = (done.stderr or done.stdout).strip() or "npm ничего не сказал"
            raise BundleError(f"npm не скачал {package.name}: {reason}")
        return place.read_bytes()
