"""`vestnik diff OLD NEW`: which pages two builds differ in, and why."""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from vestnik.commands.common import add_site_arguments, load_settings
from vestnik.core.russian import plural
from vestnik.settings import read_places
from vestnik.site.comparing import Change, Difference, compare, find_built

_SHOWN = 10
"""Files named under one reason, without `--all`."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("old", type=Path, help="прежний сайт: папка, куда его собирали")
    parser.add_argument("new", type=Path, help="новый сайт, например /srv/town/current")
    add_site_arguments(parser, content=False)
    parser.add_argument("--all", action="store_true", help="назвать все файлы, а не первые")
    parser.add_argument("--json", action="store_true", help="для программ")


def run(arguments: argparse.Namespace) -> int:
    """Exit status: 0, whether or not anything differs."""
    cache = read_places(load_settings(arguments)).cache
    folders = (arguments.old, arguments.new)
    ledgers = [*sorted(cache.glob("output-*/ledger.sqlite"))]
    for folder in folders:  # the trees of releases lie beside their ledgers
        ledgers += sorted(folder.resolve().parent.parent.glob("state/*/ledger.sqlite"))
    old, new = (find_built(folder, ledgers) for folder in folders)
    found = compare(old, new)
    if arguments.json:
        rows = [
            {"path": d.path, "change": d.change.name.lower(), "reasons": d.reasons} for d in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    unknown = [built.folder for built in (old, new) if built.ledger is None]
    for folder in unknown:
        print(f"{folder}: как этот сайт собирали, здесь не известно; причины не названы.")
    print("\n".join(_lines(found, None if arguments.all else _SHOWN)))
    return 0


def _lines(found: Sequence[Difference], most: int | None) -> Iterator[str]:
    if not found:
        yield "Различий нет."
        return
    counts = Counter(one.change for one in found)
    parts = (f"{change.value} — {counts[change]}" for change in Change if counts[change])
    number = len(found)
    yield f"Различий: {number} {plural(number, 'файл', 'файла', 'файлов')} ({', '.join(parts)})."
    groups: dict[tuple[str, ...], list[Difference]] = defaultdict(list)
    for one in found:
        groups[one.reasons].append(one)
    for reasons, members in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        yield ""
        yield from reasons or ("Причина не известна",)
        for one in members[:most]:
            yield f"    {one.change.value:<8} {one.path}"
        if most is not None and len(members) > most:
            yield f"    … и ещё {len(members) - most}"
