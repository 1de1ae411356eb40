"""`vestnik upgrade`: a site's content and settings brought to the form of a new release."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from vestnik.attachments.variant import write_whole
from vestnik.catalogue.scan import sources
from vestnik.commands.common import add_site_arguments, load_settings
from vestnik.core.migrations import (
    Conflict,
    Migration,
    pending,
    upgraded_settings,
    upgraded_source,
)
from vestnik.core.portal import SCHEMA
from vestnik.output import OutputError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    add_site_arguments(parser)
    parser.add_argument("--dry-run", action="store_true", help="только показать, что изменится")


def run(arguments: argparse.Namespace) -> int:
    """Exit status: 1 when something stands in the way, and then nothing was written."""
    settings = load_settings(arguments)
    version = (settings.get("VESTNIK") or {}).get("schema_version", 1)
    if not isinstance(version, int):
        raise OutputError(f"schema_version: «{version}» — не число; напишите, например, {SCHEMA}")
    if version > SCHEMA:
        raise OutputError(f"сайт записан в форме {version}, эта программа знает {SCHEMA}: обновите")
    steps = pending(version)
    if not steps:
        print(f"Обновлять нечего: сайт записан в форме {SCHEMA}, её читает эта программа.")
        return 0
    for step in steps:
        print(f"Форма {step.to}: {step.tells}")
    changed, conflicts = _sources(Path(settings["PATH"]), steps)
    for one in conflicts:
        print(
            f"{one.path}:{one.line} · поле «{one.old}» теперь называется «{one.new}», а такое поле "
            "здесь уже есть; оставьте одно"
        )
    if conflicts:
        print("Ничего не изменено.")
        return 1
    try:
        text = upgraded_settings(arguments.settings.read_bytes().decode(), steps)
    except ValueError:
        raise OutputError(f"{arguments.settings}: нет строки «VESTNIK = {{»") from None
    _put({**changed, arguments.settings: text.encode()}, dry=arguments.dry_run)
    return 0


def _put(changed: dict[Path, bytes], *, dry: bool) -> None:
    for place, data in changed.items():
        print(("будет изменён: " if dry else "изменён: ") + str(place))
        if not dry:
            write_whole(place, data)
    if not dry:
        print("Дальше: vestnik check, затем сохраните изменения в git.")


def _sources(content: Path, steps: Sequence[Migration]) -> tuple[dict[Path, bytes], list[Conflict]]:
    """The sources that become others, and what stands in the way."""
    changed: dict[Path, bytes] = {}
    conflicts: list[Conflict] = []
    for found in sorted(sources(content), key=lambda one: one.path):
        if found.fault:
            continue
        place = content / found.path
        old = place.read_bytes()
        new, clashes = upgraded_source(old, found.path, steps)
        conflicts += clashes
        if new != old:
            changed[place] = new
    return changed, conflicts
