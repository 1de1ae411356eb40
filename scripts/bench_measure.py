"""Measures a command: seconds, processor time and peak memory of it and of all below it."""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Makes Python compile what has changed at each start anew, which nobody does who publishes."""


@dataclass
class Run:
    """One build."""

    seconds: float
    """By the wall clock."""
    cpu: float
    """Processor seconds, user and system, of the whole process tree."""
    megabytes: float
    """Peak of the summed proportional set sizes of the process tree."""
    changed: int = 0
    """Files of the output that are new, gone or have other bytes."""
    files: int = 0
    bytes: int = 0
    steps: dict[str, float] = field(default_factory=dict)
    """Seconds by step, as the builder itself tells them."""

    def __add__(self, other: Run) -> Run:
        """Two commands one after the other."""
        return Run(
            self.seconds + other.seconds,
            self.cpu + other.cpu,
            max(self.megabytes, other.megabytes),
            steps=self.steps | other.steps,
        )


def measured(command: list[str], folder: Path) -> tuple[Run, str]:
    """A run of a command in a folder, and what it printed. Ends this program where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != _NO_BYTECODE},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    peak = [0.0]
    watch = threading.Thread(target=_watch, args=(process, peak))
    watch.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - start
    watch.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{output[-3000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(seconds, cpu, peak[0]), output


def digests(output: Path) -> dict[str, bytes]:
    """Every file of a folder with the digest of its bytes."""
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).digest()
        for path in output.rglob("*")
        if path.is_file()
    }


def size_of(output: Path) -> int:
    """Bytes of all files of a folder."""
    return sum(path.stat().st_size for path in output.rglob("*") if path.is_file())


def _watch(process: subprocess.Popen[str], peak: list[float]) -> None:
    while process.poll() is None:
        start = time.perf_counter()
        peak[0] = max(peak[0], sum(map(_pss, _tree(process.pid))))
        # Asking goes through all memory of a process: it may take a twentieth of the time, no more.
        time.sleep(max(0.05, 20 * (time.perf_counter() - start)))


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
