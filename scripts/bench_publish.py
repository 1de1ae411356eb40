"""Measures publishing: one change on its way to the served tree, beside a copy of hard links.

    python scripts/bench.py publish [--documents 10000] [--rounds 3] [--home DIR] [--json FILE]

The command is `vestnik publish`, as people type it. Both trees are made first, so that every round
finds what a town finds: one tree served, the other a release behind. A round edits the body of one
of the newest texts and publishes; then the same without a change; then copies the served tree by
hard links (`cp -al`), which is what publishing costs where trees are not kept up to date.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench_measure import Run, measured
from bench_sites import Vestnik
from make_corpus import make


def main(words: list[str]) -> None:
    """Runs the measurement and prints its lines."""
    parser = argparse.ArgumentParser(prog="bench.py publish")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--home", type=Path, help="folder to keep, so that the next run is warm")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="vestnik-bench-") as folder:
        site = Vestnik(arguments.home or Path(folder))
        if not site.content.is_dir():
            make(site.content, arguments.documents)
        site.prepare()
        runs: dict[str, list[Run]] = {"first": [], "edit": [], "nothing": [], "hard links": []}
        runs["first"].append(_publish(site))
        _edit(site, 0)
        _publish(site)  # the other tree is made
        for number in range(arguments.rounds):
            _edit(site, number + 1)
            runs["edit"].append(_publish(site))
            runs["nothing"].append(_publish(site))
            runs["hard links"].append(_copied(site))
    figures = {
        name: {"seconds": median(r.seconds for r in all_), "cpu": median(r.cpu for r in all_)}
        for name, all_ in runs.items()
        if all_
    }
    for name, one in figures.items():
        print(f"{name:>10} {one['seconds']:8.2f} s {one['cpu']:8.2f} s cpu")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1), "utf-8")


def _publish(site: Vestnik) -> Run:
    command = [sys.executable, "-m", "vestnik.commands", "publish", "published"]
    return measured(command, site.folder)[0]


def _edit(site: Vestnik, number: int) -> None:
    news = sorted(site.content.rglob("item-*.md"), key=lambda path: int(path.stem.split("-")[1]))
    with news[number].open("a", encoding="utf-8") as stream:
        stream.write(f"\nЕщё одно предложение, {number}.\n")


def _copied(site: Vestnik) -> Run:
    served = (site.folder / "published" / "current").resolve()
    copy = site.folder / "copy"
    run, _ = measured(["cp", "-al", str(served), str(copy)], site.folder)
    shutil.rmtree(copy)
    return run
