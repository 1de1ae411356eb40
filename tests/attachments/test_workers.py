"""Tasks are Python expressions here: `eval` can be sent to any worker."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vestnik.attachments.workers import Failure, FailureKind, Workers, WorkersUnavailable

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="uses signals")]

PID = "__import__('os').getpid()"
SLEEP = "__import__('time').sleep(600)"
SEGFAULT = "__import__('signal').raise_signal(11)"
HUNGRY = "bytearray(1 << 33)"


def run(workers, *expressions):
    """The outcomes of some expressions."""
    return list(workers.run(eval, [(expression,) for expression in expressions]))


def is_gone(pid):
    """The process has ended (a zombie has: its parent was killed and nobody reaps)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


def wait_until_gone(pids):
    """Waits up to half a minute; returns those that are still there."""
    for _ in range(600):
        pids = [pid for pid in pids if not is_gone(pid)]
        if not pids:
            break
        time.sleep(0.05)
    return pids


@pytest.fixture
def workers():
    """Two of them."""
    with Workers(2, seconds=30) as pool:
        yield pool


def test_results_come_in_the_order_given(workers):
    """The first task is the slowest, and its result is still the first."""
    delays = [(0.3,), (0.0,), (0.1,), (0.0,)]
    expressions = [
        f"[{number}, __import__('time').sleep({d})][0]" for number, (d,) in enumerate(delays)
    ]
    assert run(workers, *expressions) == [0, 1, 2, 3]


def test_results_come_as_completed_with_their_index(workers):
    """Unordered results carry the index of their call."""
    outcomes = dict(workers.run_unordered(pow, [(2, 3), (2, 4), (2, 5)]))
    assert outcomes == {0: 8, 1: 16, 2: 32}


def test_workers_are_kept(workers):
    """Tasks share at most as many processes as were asked for, also from run to run."""
    first, second = set(run(workers, *[PID] * 20)), set(run(workers, *[PID] * 20))
    assert len(first | second) <= 2
    assert os.getpid() not in first


def test_nothing_to_do_starts_nothing(workers):
    """An empty run yields nothing and has no processes."""
    assert run(workers) == []
    assert workers._children == [None, None]


def test_a_task_that_overruns_is_a_timeout_and_the_next_goes_on():
    """The worker is replaced."""
    with Workers(1, seconds=1) as pool:
        before, overrun, after = run(pool, PID, SLEEP, PID)
    assert overrun == Failure(FailureKind.TIMEOUT, "more than 1 s")
    assert before != after


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux alone")
def test_a_task_that_eats_memory_fails_alone():
    """The limit ends the task, not the machine."""
    with Workers(1, memory=1 << 29) as pool:
        hungry, after = run(pool, HUNGRY, "1 + 1")
    assert hungry.kind is FailureKind.MEMORY
    assert after == 2


@pytest.mark.parametrize(
    ("expression", "detail"),
    [
        (SEGFAULT, "SIGSEGV"),
        ("__import__('os').kill(__import__('os').getpid(), 11)", "SIGSEGV"),
        ("__import__('os').abort()", "SIGABRT"),
        ("__import__('os')._exit(3)", "exit code 3"),
        ("__import__('sys').exit(4)", "exit code 4"),
    ],
)
def test_a_task_that_brings_its_worker_down_is_a_crash(workers, expression, detail):
    """The failure says how the process ended; the others are done."""
    outcomes = run(workers, "1", expression, "2", "3")
    assert outcomes == [1, Failure(FailureKind.CRASH, detail), 2, 3]


def test_an_exception_is_an_error_and_the_worker_stays(workers):
    """Type and text are told, no traceback."""
    outcomes = run(workers, "1 / 0", "lambda: 0", "(lambda f: f(f))(lambda f: f(f))")
    assert [outcome.kind for outcome in outcomes] == [FailureKind.ERROR] * 3
    assert outcomes[0].detail == "ZeroDivisionError: division by zero"


def test_what_a_task_prints_does_not_disturb_it(workers, capfd):
    """Libraries print to both streams; nothing of it is seen and no reply is damaged."""
    assert run(workers, "print('x' * 100_000)", "__import__('os').write(2, b'y' * 1000)") == [
        None,
        1000,
    ]
    assert capfd.readouterr() == ("", "")


def test_a_crash_in_a_used_worker_is_tried_again_in_a_new_one(tmp_path):
    """A file is not blamed for what earlier ones did to the worker."""
    mark = tmp_path / "mark"
    once = f"__import__('pathlib').Path({str(mark)!r}).touch(exist_ok=False) or {SEGFAULT}"
    guarded = f"'second time' if __import__('os').path.exists({str(mark)!r}) else ({once})"
    with Workers(1) as pool:
        assert run(pool, "1", guarded) == [1, "second time"]


def test_functions_of_main_are_refused(workers, monkeypatch):
    """Workers never import the caller's main module, so they could not find the function."""

    def function():
        return 1

    function.__module__ = "__main__"
    with pytest.raises(ValueError, match="__main__"):
        list(workers.run(function, [()]))


def test_one_run_at_a_time(workers):
    """A second run while one is under way is a mistake of the caller."""
    running = workers.run(eval, [("1",), ("2",)])
    next(running)
    with pytest.raises(RuntimeError, match="busy"):
        next(workers.run(eval, [("3",)]))
    running.close()


def test_leaving_a_run_early_ends_its_workers_and_leaves_the_pool_usable():
    """The sleeping tasks are not waited for."""
    with Workers(2) as pool:
        running = pool.run_unordered(eval, [(PID,), (SLEEP,), (SLEEP,)])
        _, pid = next(running)
        running.close()
        assert wait_until_gone([pid]) == []
        assert run(pool, "5") == [5]


def test_closing_leaves_no_process(workers):
    """Not even a zombie."""
    pids = set(run(workers, *[PID] * 8))
    workers.close()
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


def test_a_broken_installation_is_told_apart_from_a_bad_file(monkeypatch):
    """When no worker can start, that is no fault of a file."""
    monkeypatch.setattr("vestnik.attachments.workers._START", "raise SystemExit(7)")
    with Workers(1) as pool, pytest.raises(WorkersUnavailable, match="exit code 7"):
        run(pool, "1")


PARENT = """
import sys, os, time
from vestnik.attachments.workers import Workers
print(os.getpid(), flush=True)
if __name__ != "__main__":
    raise SystemExit("main was imported by a worker")
with Workers(2) as pool:
    calls = [("[open({0!r} + str(n), 'w').write(str(__import__('os').getpid())) for n in [%d]] "
              "and {1}" % n,) for n in range(2)]
    calls = [(c.format(sys.argv[1], sys.argv[2]),) for (c,) in calls]
    print(list(pool.run(eval, calls)))
"""
BUSY = {
    "asleep": SLEEP,
    "computing in Python": "[0 for _ in iter(int, 1)]",
    "idle in a call that lets other threads run": "__import__('threading').Event().wait()",
}


@pytest.fixture
def busy_parent(tmp_path, request):
    """A process whose two workers are busy; yields it and the ids of the workers."""
    script = tmp_path / "caller.py"
    script.write_text(PARENT)
    marks = tmp_path / "mark"
    parent = subprocess.Popen(
        [sys.executable, script, marks, request.param],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    files = [Path(f"{marks}{number}") for number in range(2)]
    for _ in range(600):
        if all(file.exists() and file.read_text() for file in files):
            break
        time.sleep(0.05)
    pids = [int(file.read_text()) for file in files]
    yield parent, pids
    for pid in [parent.pid, *pids]:
        if not is_gone(pid):
            os.kill(pid, signal.SIGKILL)
    parent.wait()


@pytest.mark.parametrize("busy_parent", BUSY.values(), ids=BUSY, indirect=True)
def test_workers_die_with_a_killed_parent(busy_parent):
    """`kill -9` leaves the parent no time to end them, not even in the middle of a task."""
    parent, pids = busy_parent
    parent.kill()
    parent.wait()
    assert wait_until_gone(pids) == []


@pytest.mark.parametrize("busy_parent", [SLEEP], ids=["asleep"], indirect=True)
def test_ctrl_c_ends_the_workers(busy_parent):
    """The parent ends by KeyboardInterrupt at once, and the workers with it."""
    parent, pids = busy_parent
    parent.send_signal(signal.SIGINT)
    assert parent.wait(timeout=30) in {130, -signal.SIGINT, 1}
    assert wait_until_gone(pids) == []
