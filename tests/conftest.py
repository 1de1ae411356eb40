"""What all tests share: where the project is, the demo portal built once, skips with a reason."""

import fcntl
import signal
import subprocess
import sys
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
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    output, done = shared / "demo-site", shared / "demo-site.done"
    with (shared / "demo-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            command = ["-m", "pelican", "content", "-s", "pelicanconf.py", "-o"]
            run = subprocess.run(
                [sys.executable, *command, output],
                cwd=repo,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=300,
                check=False,
            )
            assert run.returncode == 0, f"the demo portal does not build:\n{run.stdout}"
            done.touch()
    return output
