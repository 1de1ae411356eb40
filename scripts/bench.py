"""Measures Vestnik beside Hugo with Pagefind and stock Pelican, on the same documents, in one run.

    python scripts/bench.py [--documents 3000 …] [--sites vestnik hugo+pagefind pelican]
        [--kinds cold nothing …] [--rounds 3 …] [--texts DIR] [--json FILE] [--report FILE]

Kinds of run: cold; nothing changed; the body of one document edited, a new one or an old one; one
new item, one new act; one retagged; one deleted; a template changed. A peer that builds everything
again at every change (Hugo, Pagefind) is measured cold alone, once in each round, and stands with
that beside the others. The sites take turns; the figures are medians. `--rounds` may be one number
for each of the sizes; the last is for all further ones. Times are by the wall clock and by the
processor (of the whole process tree, which other work on the machine disturbs less). Memory is the
peak of the summed PSS of the process tree.
`--report` writes the table and the chart of growth into a page of the documentation, between its
marks. Peers are installed by pip into `.cache/bench-peers`, for this alone.

    python scripts/bench.py media …     pictures and PDFs: `bench_media.py`
    python scripts/bench.py search …    the search in Chromium: `bench_search.py`
    python scripts/bench.py preview …   from a save to the page: `bench_preview.py`
    python scripts/bench.py publish …   one change on its way to the server: `bench_publish.py`
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from statistics import median

from bench_measure import Run, digests, size_of
from bench_report import Results, table, write_report
from bench_sites import ROOT, Site, makers
from make_corpus import make

KINDS = ("cold", "nothing", "edit", "edit-old", "new", "new-act", "retag", "delete", "template")
OTHERS = ("search", "media", "preview", "publish")
"""Other measurements, each in a module of its own; that of the search needs a browser."""
_NEW_ITEM = """---
title: Новость {number}, которой ещё не было
date: 2026-11-20 13:00
section: transport
lead: Её только что написали
tags: [парк]
---
Первый абзац новости, {number}.
"""
_NEW_ACT = """---
title: О том, чего ещё не постановляли, {number}
date: 2026-11-20 13:00
section: transport
lead: Его только что приняли
tags: [парк]
kind: постановление
number: 99{number}-п
adopted: 2026-11-20
issuer: administraciya
---
1. Первый пункт, {number}.
"""


def rounds(sites: list[Site], kinds: list[str], count: int) -> dict[str, dict[str, list[Run]]]:
    """All runs: {site: {kind: runs}}, the sites taking turns."""
    runs: dict[str, dict[str, list[Run]]] = {s.name: {kind: [] for kind in kinds} for s in sites}
    for number in range(count):
        for kind in kinds:
            for site in sites:
                if site.kinds and kind not in site.kinds:
                    continue
                if not _change(site, kind, number):
                    continue
                before = digests(site.output) if site.output.exists() else {}
                run = site.build()
                after = digests(site.output)
                run.changed = sum(
                    before.get(path) != after.get(path) for path in before.keys() | after.keys()
                )
                run.files, run.bytes = len(after), size_of(site.output)
                runs[site.name][kind].append(run)
                print(
                    f"{site.name:>14} {kind:>9} {run.seconds:8.2f} s {run.cpu:8.2f} s cpu"
                    f" {run.megabytes:6.0f} MB {run.changed:6} files",
                    flush=True,
                )
    return runs


def _change(site: Site, kind: str, number: int) -> bool:
    """Does to a site what this kind of run is about; False where it does not have such a thing."""
    news = sorted(site.content.rglob("item-*.md"), key=lambda path: int(path.stem.split("-")[1]))
    if kind == "cold":
        site.forget()
    elif kind in {"edit", "edit-old"}:
        place = news[10 + number if kind == "edit" else len(news) // 2 + number]
        with place.open("a", encoding="utf-8") as stream:
            stream.write(f"\nЕщё одно предложение, {number}.\n")
    elif kind == "new":
        place = site.content / f"news/2026/new-{number}.md"
        place.write_text(_NEW_ITEM.format(number=number), "utf-8")
    elif kind == "new-act":
        place = site.content / f"documents/2026/act-new-{number}/index.md"
        place.parent.mkdir(parents=True)
        place.write_text(_NEW_ACT.format(number=number), "utf-8")
    elif kind == "retag":
        place = news[len(news) // 3 + number]
        lines = [line for line in place.read_text("utf-8").split("\n") if line[:6] != "tags: "]
        lines.insert(1, "tags: [вода, парк]")
        place.write_text("\n".join(lines), "utf-8")
    elif kind == "delete":
        news[len(news) // 4 + number].unlink()
    elif kind == "template":
        return site.change_template(number)
    return True


def medians(runs: dict[str, dict[str, list[Run]]]) -> Results:
    """{site: {kind: {figure: median}}}; memory is the highest that was seen."""
    found: Results = {}
    for name, kinds in runs.items():
        for kind, all_runs in kinds.items():
            if not all_runs:
                continue
            values = [asdict(run) for run in all_runs]
            row = {key: median(one[key] for one in values) for key in values[0] if key != "steps"}
            row["megabytes"] = max(one["megabytes"] for one in values)
            row["steps"] = {
                step: median(one["steps"].get(step, 0.0) for one in values)
                for step in values[0]["steps"]
            }
            found.setdefault(name, {})[kind] = row
    return found


def main() -> None:
    """Runs the benchmark and prints its tables."""
    if sys.argv[1:2] and sys.argv[1] in OTHERS:
        import_module(f"bench_{sys.argv[1]}").main(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, nargs="+", default=[3000])
    parser.add_argument("--texts", type=Path, help="folder of real texts for the bodies")
    parser.add_argument("--sites", nargs="+", default=["vestnik", "hugo+pagefind", "pelican"])
    parser.add_argument("--kinds", nargs="+", default=list(KINDS), choices=KINDS)
    parser.add_argument("--rounds", type=int, nargs="+", default=[3])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--report", type=Path, help="page to write the figures into")
    arguments = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    sizes: dict[int, Results] = {}
    made = makers(ROOT / ".cache" / "bench-peers")
    for place, count in enumerate(arguments.documents):
        times = arguments.rounds[min(place, len(arguments.rounds) - 1)]
        with tempfile.TemporaryDirectory(prefix="vestnik-bench-") as folder:
            sites = [made[name](Path(folder) / name) for name in arguments.sites]
            for site in sites:
                make(site.content, count, arguments.texts)
                site.prepare()
            sizes[count] = medians(rounds(sites, arguments.kinds, times))
        print(f"\n{count} documents, {machine}\n\n{table(sizes[count])}\n", flush=True)
        if arguments.json:
            arguments.json.write_text(json.dumps(sizes, indent=1), "utf-8")
        if arguments.report:  # after each size: the larger ones take hours
            told = ", ".join(map(str, arguments.rounds))
            write_report(arguments.report, sizes, f"{machine}; rounds: {told}")


if __name__ == "__main__":
    main()
