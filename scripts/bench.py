"""Measures Vestnik beside stock Pelican on the same files, in one run.

    python scripts/bench.py [--documents 3000] [--texts DIR] [--rounds 3] [--json FILE]

Kinds of run: cold; nothing changed; the body of one document edited; one new news item. Rounds of
the two alternate; the figures are medians. Memory is the peak of the summed PSS of the process
tree. Files are those of the output whose bytes changed.

    python scripts/bench.py search TEXTS …

measures the search: `bench_search.py`.

    python scripts/bench.py preview [--documents 10000] [--rounds 15]

measures how long after a save the preview serves the changed page: `bench_preview.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from make_corpus import make

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("cold", "nothing", "edit", "new")
_NEW_ITEM = """---
title: Новость, которой ещё не было
date: 2026-11-20 13:00
section: transport
lead: Её только что написали
---
Первый абзац новости.
"""
_STOCK = """
SITENAME = "Stock"
SITEURL = "https://stock.example"
PATH = "content"
TIMEZONE = "Europe/Moscow"
DEFAULT_LANG = "ru"
THEME = "simple"
DEFAULT_PAGINATION = 20
FEED_ALL_RSS = "feeds/all.rss.xml"
CATEGORY_FEED_RSS = "feeds/{slug}.rss.xml"
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
CHECK_MODIFIED_METHOD = "mtime"
SLUGIFY_SOURCE = "title"
ARTICLE_URL = "{slug}/"
ARTICLE_SAVE_AS = "{slug}/index.html"
"""
"""Stock Pelican with its read cache on: the best that it can do."""


@dataclass
class Run:
    """One build."""

    seconds: float
    megabytes: float
    files: int = 0


class Site:
    """A site under measurement: Vestnik's or Pelican's own."""

    def __init__(self, name: str, folder: Path, *, vestnik: bool) -> None:
        self.name = name
        self.folder = folder
        self._vestnik = vestnik
        settings = folder / "pelicanconf.py"
        if vestnik:
            text = (ROOT / "pelicanconf.py").read_text("utf-8")
            settings.write_text(
                text + '\nVESTNIK.pop("emblem", None)\nVESTNIK["menu"] = []\n', "utf-8"
            )
        else:
            settings.write_text(_STOCK, "utf-8")

    def build(self) -> Run:
        """One build by the command that people use."""
        before = self._digests()
        command = [
            sys.executable,
            "-m",
            "pelican",
            "content",
            "-s",
            "pelicanconf.py",
            "-o",
            "output",
        ]
        run = measured(command, self.folder)
        after = self._digests()
        changed = {
            path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
        }
        run.files = len(changed)
        return run

    def forget(self) -> None:
        """The state before the first build."""
        for name in ("output", ".cache", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def _digests(self) -> dict[str, bytes]:
        output = self.folder / "output"
        return {
            path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).digest()
            for path in output.rglob("*")
            if path.is_file()
        }


def measured(command: list[str], folder: Path) -> Run:
    """Seconds and megabytes of a command and all below it."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    peak = [0.0]
    watch = threading.Thread(target=_watch, args=(process, peak))
    watch.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - start
    watch.join()
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{output[-3000:]}")
    return Run(seconds, peak[0])


def _watch(process: subprocess.Popen[str], peak: list[float]) -> None:
    """Peak of the summed proportional set sizes of the process and all below it, in MB."""
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_pss, _tree(process.pid))))
        time.sleep(0.05)


def _tree(root: int) -> list[int]:
    found = [root]
    for pid in found:
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def _pss(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def rounds(sites: list[Site], count: int) -> dict[str, dict[str, list[Run]]]:
    """All runs: {site: {kind: runs}}, the sites taking turns."""
    runs: dict[str, dict[str, list[Run]]] = {s.name: {kind: [] for kind in KINDS} for s in sites}
    for number in range(count):
        for kind in KINDS:
            for site in sites:
                _prepare(site, kind, number)
                runs[site.name][kind].append(site.build())
                print(
                    f"{site.name:>8} {kind:>8} {runs[site.name][kind][-1].seconds:8.2f} s",
                    flush=True,
                )
    return runs


def _prepare(site: Site, kind: str, number: int) -> None:
    content = site.folder / "content"
    if kind == "cold":
        site.forget()
    elif kind == "edit":
        items = sorted(content.rglob("item-*.md"))
        with items[len(items) // 2].open("a", encoding="utf-8") as stream:
            stream.write(f"\nЕщё одно предложение, {number}.\n")
    elif kind == "new":
        (content / f"news/2026/new-{number}.md").write_text(
            _NEW_ITEM.replace("которой", f"{number}, которой"), "utf-8"
        )


def table(runs: dict[str, dict[str, list[Run]]]) -> str:
    """The medians as a Markdown table."""
    names = list(runs)
    lines = ["| run | " + " | ".join(f"{n}: s | MB | files" for n in names) + " | ratio |"]
    lines.append("|---|" + "---:|" * (3 * len(names) + 1))
    for kind in KINDS:
        cells, times = [], []
        for name in names:
            seconds = median(run.seconds for run in runs[name][kind])
            memory = max(run.megabytes for run in runs[name][kind])
            files = int(median(run.files for run in runs[name][kind]))
            cells.append(f"{seconds:.2f} | {memory:.0f} | {files}")
            times.append(seconds)
        lines.append(f"| {kind} | " + " | ".join(cells) + f" | {times[0] / times[-1]:.3f} |")
    return "\n".join(lines)


def main() -> None:
    """Runs the benchmark and prints its table."""
    if sys.argv[1:2] == ["search"]:
        import bench_search  # needs a browser

        bench_search.main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["preview"]:
        import bench_preview

        bench_preview.main(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--texts", type=Path, help="folder of real texts for the bodies")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vestnik-bench-") as folder:
        sites = []
        for name in ("vestnik", "pelican"):
            home = Path(folder) / name
            make(home / "content", arguments.documents, arguments.texts)
            sites.append(Site(name, home, vestnik=name == "vestnik"))
        runs = rounds(sites, arguments.rounds)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"\n{arguments.documents} documents, {machine}\n\n{table(runs)}")
    if arguments.json:
        values = {n: {k: [asdict(r) for r in rs] for k, rs in ks.items()} for n, ks in runs.items()}
        arguments.json.write_text(json.dumps(values, indent=1), "utf-8")


if __name__ == "__main__":
    main()
