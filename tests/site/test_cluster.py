"""A Dask cluster does the work: a scheduler and two workers, each a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest
from msgspec import structs

from tests.site.town import Town
from tests.site.warm import warm
from vestnik.output import OutputError
from vestnik.site import cluster
from vestnik.site.build import build

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cluster")]
ITEMS = 200
ALONE = ("--nworkers", "1", "--nthreads", "1")


def start(module, *options):
    """A process of Dask's, in a session of its own so that its children end with it."""
    command = [sys.executable, "-m", "distributed.cli.dask_" + module, *options]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def end(process):
    """Ends it and its children."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def scheduler():
    """The address of an empty cluster."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    wait_for(lambda: socket.create_connection(("127.0.0.1", port), 1).close() is None)
    yield f"127.0.0.1:{port}"
    end(process)


@pytest.fixture
def workers(scheduler):
    """`workers(2, options)` joins so many to the cluster; returns their processes."""
    started = []

    def join(count, *options):
        from distributed import Client

        for _ in range(count):
            options = options or ALONE
            started.append(start("worker", scheduler, "--host", "127.0.0.1", *options))
        with Client(scheduler) as client:
            client.wait_for_workers(count, timeout=60)
        return started

    yield join
    for process in started:
        end(process)


def wait_for(there, seconds=30):
    """Waits until it is so."""
    until = time.monotonic() + seconds
    while True:
        try:
            if there():
                return
        except OSError:
            pass
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


@pytest.fixture
def town(tmp_path):
    """Enough for a cluster, with acts, pictures and PDFs among it."""
    made = Town(tmp_path / "town")
    for number in range(ITEMS):
        (made.add_act if number % 3 == 0 else made.add_news)(number)
    return made


def on(town, scheduler, progress=None):
    """A clean build by the cluster into the folder `far`."""
    warm(town.root / "far-cache")
    request = town.request("far-cache", "far")
    return build(structs.replace(request, executor=f"dask://{scheduler}"), progress)


@pytest.mark.deep
def test_a_cluster_makes_the_same_site(town, scheduler, workers):
    """With one of two workers killed in the middle: byte for byte what one process makes."""
    crew = workers(2)
    seen = []

    def kill(what, done, _total):
        if what == "Страницы" and done == 50:
            end(crew.pop())
            seen.append(done)

    assert on(town, scheduler, kill).applied
    assert seen
    warm(town.root / "cache")
    town.build()
    assert town.tree("far") == town.tree()


def test_little_work_stays_at_home(town, scheduler):
    """An edit asks no cluster: there is not even a worker."""
    warm(town.root / "far-cache")
    town.build(cache="far-cache", output="far")
    time.sleep(2.1)  # stamps that are younger are not trusted: all would be read once more
    town.build(cache="far-cache", output="far")
    town.edit_body(3)
    report = on(town, scheduler)
    assert report.applied
    assert report.written


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        pytest.param(None, "нет рабочих процессов", id="nobody"),
        pytest.param(("--nworkers", "1", "--nthreads", "2"), "--nthreads 1", id="threads"),
    ],
)
def test_a_cluster_that_cannot_help_is_named(town, scheduler, workers, options, fault):
    """One sentence with the remedy, and nothing is published."""
    if options:
        workers(1, *options)
    with pytest.raises(OutputError, match=re.escape(fault)):
        on(town, scheduler)
    assert not (town.root / "far").exists()


def test_no_cluster_there(town):
    """The address and what to start are named."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(OutputError, match=rf"dask://127\.0\.0\.1:{port}: кластер не отвечает"):
        on(town, f"127.0.0.1:{port}")


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (cluster.Answer("other", "word", 1), "с другой версией"),
        (cluster.Answer("code", "", 1), "не видит папку"),
        (cluster.Answer("code", "word", 1), ""),
    ],
)
def test_every_worker_is_asked(answer, fault, tmp_path):
    """Another Vestnik or another disk would make another site."""
    said = cluster._fault(answer, "code", "word", tmp_path)
    assert fault in said
    assert bool(said) == bool(fault)
