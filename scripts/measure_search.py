"""Measures what a change costs the search of a site: processor time, memory, files written.

    python scripts/measure_search.py [--documents 1000 3000 10000] [--json FILE]

Builds a made corpus (`make_corpus.py`) in this process, then changes one old document after another
and builds again: its body, its title, its day; deletes one; writes a new one. The time is the
processor's in the step «search» of a build, which other work on the machine disturbs little; files
are those of the index that were written or removed. Other versions are measured by
`PYTHONPATH=<their plugins>`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from make_corpus import make
from vestnik.commands.common import load_settings
from vestnik.running import make_request
from vestnik.site.build import build
from vestnik.site.making import Maker

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
_NEW = """---
title: Новость, которой не было
date: 2026-11-20 13:00
section: transport
---
Текст.
"""
_NOW = "2026-11-21T09:00"


def main() -> None:
    """Each size in a process of its own, since the peak of memory is one's own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, nargs="+", default=[1000])
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    if len(arguments.documents) > 1 or arguments.json:
        found = []
        for count in arguments.documents:
            command = [sys.executable, __file__, "--documents", str(count)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            print(done.stdout, flush=True)
            found.append(json.loads(done.stdout.splitlines()[-1]))
        if arguments.json:
            arguments.json.write_text(json.dumps(found, indent=1), "utf-8")
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), arguments.documents[0])


def measure(folder: Path, count: int) -> None:
    """Builds and changes; prints a line for each kind of change, and all as JSON at last."""
    make(folder / "content", count)
    conf = (ROOT / "pelicanconf.py").read_text("utf-8")
    own = '\nVESTNIK.pop("emblem", None)\nVESTNIK["menu"] = []\n'
    (folder / "pelicanconf.py").write_text(conf + own, "utf-8")
    os.chdir(folder)
    meter = _metered()
    found: dict[str, object] = {"documents": count}
    for kind, change in (("cold", None), *_CHANGES.items()):
        rows = []
        for number in range(1 if change is None else ROUNDS):
            if change is not None:
                change(folder / "content", number)
            rows.append(_run(meter))
            if change is None:
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                found |= {"peak_mb": peak, "files": sum(1 for _ in _shards(folder))}
        row = {key: median(one[key] for one in rows) for key in rows[0]}
        found[kind] = row
        print(count, kind, {key: round(value, 3) for key, value in row.items()}, flush=True)
    print(json.dumps(found))


def _run(meter: list[float]) -> dict[str, float]:
    started = time.process_time()
    meter.clear()
    arguments = argparse.Namespace(
        settings=Path("pelicanconf.py"), content=None, path=None, now=None
    )
    settings = load_settings(arguments)
    report = build(make_request(settings, output=Path("output"), now=_NOW, workers=1))
    assert report.applied, report.problems[:3]
    ours = [path for path in (*report.written, *report.removed) if path.startswith("search/")]
    whole = time.process_time() - started
    written = sum(1 for path in report.written if path.startswith("search/"))
    return {"search": sum(meter), "whole": whole, "touched": len(ours), "written": written}


def _metered() -> list[float]:
    """Makes the steps of the search note their times."""
    times: list[float] = []
    for step in ("make_segments", "index"):
        setattr(Maker, step, _timed(getattr(Maker, step), times))
    return times


def _timed(step: Callable[..., None], times: list[float]) -> Callable[..., None]:
    def timed(*arguments: object) -> None:
        started = time.process_time()
        step(*arguments)
        times.append(time.process_time() - started)

    return timed


def _shards(folder: Path) -> Iterator[Path]:
    return (folder / "output" / "search" / "shards").glob("*.bin")


def _old(content: Path, number: int) -> Path:
    """A news item of years ago, another for each number."""
    news = sorted(content.rglob("item-*.md"), key=lambda path: int(path.stem.split("-")[1]))
    return news[len(news) // 3 + number]


def _edit(place: Path, pattern: str, new: Callable[[re.Match[str]], str]) -> None:
    text = place.read_text("utf-8")
    changed = re.sub(pattern, new, text, count=1, flags=re.MULTILINE)
    assert changed != text, place
    place.write_text(changed, "utf-8")


def _body(content: Path, number: int) -> None:
    with _old(content, number).open("a", encoding="utf-8") as stream:
        stream.write(f"\nПчеловоды города вырастили жимолость, {number}.\n")


def _title(content: Path, number: int) -> None:
    _edit(_old(content, 10 + number), "^title: .*", lambda _: f"title: Съезд пчеловодов {number}")


def _backdate(content: Path, number: int) -> None:
    new = f"2019-05-1{number} 10:00"
    _edit(_old(content, 20 + number), r"^date: \d{4}-\d\d-\d\d \d\d:\d\d", lambda _: f"date: {new}")


def _delete(content: Path, number: int) -> None:
    _old(content, 30 + number).unlink()


def _new(content: Path, number: int) -> None:
    (content / f"news/2026/new-{number}.md").write_text(_NEW, "utf-8")


_CHANGES = {"new": _new, "body": _body, "title": _title, "backdate": _backdate, "delete": _delete}

if __name__ == "__main__":
    main()
