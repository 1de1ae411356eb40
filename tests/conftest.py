"""What all tests share: where the project is, the demo portal built once, skips with a reason."""

import fcntl
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import setup_tests


def pytest_configure():
    """Commands that tests end as a person does, with Ctrl+C, end so in a background run, too: a
    shell starts that with the signal ignored, and children inherit it.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_runtest_setup(item):
    """A test whose tool is missing says what to install; in CI that is a failure."""
    for marker in setup_tests.NEEDED_BY:
        if item.get_closest_marker(marker) and (reason := setup_tests.reason_to_skip(marker)):
            if setup_tests.in_ci():
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)


@pytest.fixture(scope="session")
def repo() -> Path:
    """The root of the project."""
    return setup_tests.ROOT


@pytest.fixture(scope="session")
def demo_site(repo, tmp_path_factory, worker_id) -> Path:
    """The output of the demo portal, built once for all workers by the command that people use."""

    def make(output: Path) -> None:
        _build(repo, "content", output, seconds=300)

    return _once(tmp_path_factory, worker_id, "demo-site", make)


LARGE = 3000
"""Documents of the large town."""


@pytest.fixture(scope="session")
def large_site(repo, tmp_path_factory, worker_id) -> Path:
    """The site of a town with 3,000 documents, built once for all workers; minutes, if loaded."""

    def make(output: Path) -> None:
        content = output.with_name("large-content")
        script = [repo / "scripts/make_corpus.py", content, "--documents", str(LARGE)]
        subprocess.run([sys.executable, *script], check=True, timeout=300, cwd=repo)
        _build(repo, content, output, seconds=900)

    return _once(tmp_path_factory, worker_id, "large-site", make)


def _once(tmp_path_factory, worker_id: str, name: str, make: Callable[[Path], None]) -> Path:
    """What the first worker that needs it makes, and the others wait for."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    output, done = shared / name, shared / f"{name}.done"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(output)
            done.touch()
    return output


def _build(repo: Path, content: str | Path, output: Path, *, seconds: int) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pelican", content, "-s", "pelicanconf.py", "-o", output],
        cwd=repo,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert run.returncode == 0, f"{content} does not build:\n{run.stdout}"
