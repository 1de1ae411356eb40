"""`vestnik build`: what `pelican content` does, without Pelican."""

from __future__ import annotations

import argparse
from pathlib import Path

from vestnik.commands.common import add_site_arguments, load_settings
from vestnik.running import finish, make_request, show_progress
from vestnik.site.build import build


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    add_site_arguments(parser)
    parser.add_argument("-o", "--output", type=Path, help="папка сайта (иначе OUTPUT_PATH)")
    parser.add_argument("--workers", type=int, default=0, help="процессов; 0 — по числу ядер")
    parser.add_argument("--verify", action="store_true", help="сверить каждый файл сайта")
    parser.add_argument("--profile", action="store_true", help="показать, на что ушло время")


def run(arguments: argparse.Namespace) -> int:
    """Exit status: 1 when the site has errors and was left as it is."""
    settings = load_settings(arguments)
    request = make_request(
        settings,
        output=arguments.output or Path(settings["OUTPUT_PATH"]),
        now=arguments.now,
        workers=arguments.workers,
        verify=arguments.verify,
    )
    with show_progress() as progress:
        report = build(request, progress)
    if arguments.profile:
        for step, seconds in report.seconds.items():
            print(f"{step:>10} {seconds:7.3f} с")
    return int(finish(report, request))
