"""Worker processes that can be killed, for input that cannot be trusted.

A `concurrent.futures.Executor` cannot stop one task. These can: every task has a limit of
wall-clock time and, where the platform has `resource`, of address space. A task that overruns, runs
out of memory or brings its process down yields a `Failure`; its process is replaced and the other
tasks go on.

    parent                                      child (child.py)
    one thread per worker ── length + pickle ─▶ stdin   thread: listens; parent gone → exits
                          ◀─ length + pickle ── stdout  main thread: carries out one task at a time
"""

from __future__ import annotations

import contextlib
import enum
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import IO, BinaryIO, Generic, Self, TypeVar, TypeVarTuple, cast

from vestnik.attachments.child import read_message, write_message

SECONDS = 60.0
"""Wall-clock limit of one task, unless told otherwise."""
MEMORY = 1 << 30
"""Limit of the address space of one worker in bytes, unless told otherwise."""

_START = """import sys
sys.path[:] = sys.argv[4:]
from vestnik.attachments.child import main
main(sys.argv[1:4])
"""
_POLL = 0.5
"""Seconds for which a wait may be deaf to Ctrl-C on Windows."""

Arguments = TypeVarTuple("Arguments")
Value = TypeVar("Value")


class FailureKind(enum.StrEnum):
    """How a task failed."""

    TIMEOUT = "timeout"
    """It ran longer than the limit."""
    MEMORY = "memory"
    """It wanted more memory than the limit, or the system killed it for its memory."""
    CRASH = "crash"
    """Its process ended in the middle of it."""
    ERROR = "error"
    """It raised an exception."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A task that came to nothing, and why."""

    kind: FailureKind
    detail: str = ""
    """For developers, in English: name of the signal, type and text of the exception."""


class WorkersUnavailable(RuntimeError):
    """Worker processes do not start at all: the installation is broken, not the input."""


@dataclass(frozen=True, slots=True)
class _Done(Generic[Value]):
    index: int
    outcome: Value | Failure | WorkersUnavailable


class Workers:
    """A few worker processes, started when first needed and kept until closed.

    Use it as a context manager. Functions are sent by name and values by pickle: a function must
    stand at the top of an importable module, and not in `__main__`, which workers never import.
    One `run` at a time.
    """

    def __init__(self, count: int = 2, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.count = max(1, count)
        self.seconds = seconds
        self.memory = memory
        self._children: list[_Child | None] = [None] * self.count
        self._lock = threading.Lock()
        self._halted = False
        self._running = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all workers at once, busy or not, and waits for them. Can be called again."""
        with self._lock:
            self._halted = True
            children, self._children = self._children, [None] * self.count
        for child in children:
            if child is not None:
                child.kill()

    def run(
        self, function: Callable[[*Arguments], Value], calls: Iterable[tuple[*Arguments]]
    ) -> Iterator[Value | Failure]:
        """Carries out `function(*call)` for each of `calls`; yields the outcomes in that order.

        The workers do not wait for a slow consumer. Whoever leaves the iterator early ends them.
        """
        waiting: dict[int, Value | Failure] = {}
        wanted = 0
        for index, outcome in self.run_unordered(function, calls):
            waiting[index] = outcome
            while wanted in waiting:
                yield waiting.pop(wanted)
                wanted += 1

    def run_unordered(
        self, function: Callable[[*Arguments], Value], calls: Iterable[tuple[*Arguments]]
    ) -> Iterator[tuple[int, Value | Failure]]:
        """As `run`, but yields `(index, outcome)` as soon as each is there."""
        if getattr(function, "__module__", None) == "__main__":
            raise ValueError("workers do not import __main__: move the function to a module")
        requests = [pickle.dumps((function, call), pickle.HIGHEST_PROTOCOL) for call in calls]
        self._begin()
        done: SimpleQueue[_Done[Value]] = SimpleQueue()
        threads: list[threading.Thread] = []
        finished = False
        try:
            threads = self._start_threads(requests, done)
            for _ in requests:
                item = _get(done)
                if isinstance(item.outcome, WorkersUnavailable):
                    raise item.outcome
                yield item.index, item.outcome
            finished = True
        finally:
            if not finished:
                self._halt()
            for thread in threads:
                thread.join()
            self._running = False

    def _begin(self) -> None:
        if self._running:
            raise RuntimeError("these workers are busy with another run")
        self._running = True
        with self._lock:
            self._halted = False

    def _halt(self) -> None:
        """Ends the workers of a run that nobody waits for any more."""
        with self._lock:
            self._halted = True
            for child in self._children:
                if child is not None:
                    child.kill()

    def _start_threads(
        self, requests: list[bytes], done: SimpleQueue[_Done[Value]]
    ) -> list[threading.Thread]:
        """One thread for each worker that has something to do."""
        pending = deque(enumerate(requests))
        threads = [
            threading.Thread(target=self._serve, args=(slot, pending, done), daemon=True)
            for slot in range(min(self.count, len(requests)))
        ]
        for thread in threads:
            thread.start()
        return threads

    def _serve(
        self, slot: int, pending: deque[tuple[int, bytes]], done: SimpleQueue[_Done[Value]]
    ) -> None:
        """Carries out tasks in one worker until none is left or the run is halted."""
        while not self._halted:
            try:
                index, request = pending.popleft()
            except IndexError:
                return
            try:
                outcome = cast("Value | Failure", self._attempt(slot, request))
            except WorkersUnavailable as error:
                done.put(_Done(index, error))
                return
            except Exception as error:  # noqa: BLE001 - a thread that dies would hang the consumer
                done.put(_Done(index, WorkersUnavailable(f"{type(error).__name__}: {error}")))
                return
            done.put(_Done(index, outcome))

    def _attempt(self, slot: int, request: bytes) -> object:
        """The outcome of one task.

        What fails for memory or by a crash in a worker that has done other tasks is tried once more
        in a new one, so that no file is blamed for what the files before it left behind.
        """
        while True:
            child = self._child(slot)
            if child is None:
                return Failure(FailureKind.CRASH, "halted")
            used = child.served
            outcome = child.call(request, self.seconds)
            if not isinstance(outcome, Failure) or outcome.kind is FailureKind.ERROR:
                return outcome
            child.kill()
            with self._lock:
                if self._children[slot] is child:
                    self._children[slot] = None
            if outcome.kind is FailureKind.TIMEOUT or not used:
                return outcome

    def _child(self, slot: int) -> _Child | None:
        """The worker of that slot, started where there is none; None when the run is halted."""
        with self._lock:
            if self._halted:
                return None
            child = self._children[slot]
            if child is None or child.ended:
                child = self._children[slot] = _Child(self.seconds, self.memory)
            return child


class _Child:
    """One worker process, seen from outside."""

    def __init__(self, seconds: float, memory: int) -> None:
        # Isolated and without `site`: a third of the time, and the caller's path is known anyway.
        # Names of files must mean the same on both sides, hence the mode.
        mode = f"utf8={sys.flags.utf8_mode}"
        command = [sys.executable, "-I", "-S", "-X", mode, "-c", _START]
        self._process = subprocess.Popen(
            [*command, str(os.getpid()), str(seconds), str(memory), *_import_path()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests = self._process.stdin
        self._inbox: SimpleQueue[bytes | None] = SimpleQueue()
        self.served = 0
        """Tasks that it has carried out."""
        self._ready = False
        threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()

    @property
    def ended(self) -> bool:
        """The process is no more."""
        return self._process.poll() is not None

    def _listen(self, replies: IO[bytes]) -> None:
        """Hands replies on; None stands for the end of the process."""
        with replies:
            while (reply := read_message(cast("BinaryIO", replies))) is not None:
                self._inbox.put(reply)
        self._inbox.put(None)

    def call(self, request: bytes, seconds: float) -> object:
        """What one task returns, or a `Failure`. After a failure other than an error, kill it."""
        try:
            write_message(cast("BinaryIO", self._requests), request)
            reply = self._reply(seconds)
        except Empty:
            return Failure(FailureKind.TIMEOUT, f"more than {seconds:g} s")
        except OSError:
            reply = None
        if reply is None:
            return self._failure()
        self.served += 1
        status, value = pickle.loads(reply)  # noqa: S301 - from our own child
        return value if status == "value" else Failure(FailureKind(status), str(value))

    def _reply(self, seconds: float) -> bytes | None:
        """The reply to the request just sent; the first message of all only says «ready»."""
        if not self._ready:
            if self._inbox.get(timeout=max(seconds, 60.0)) is None:
                code = self._process.wait()
                raise WorkersUnavailable(f"a worker process did not start (exit code {code})")
            self._ready = True
        return self._inbox.get(timeout=seconds)

    def _failure(self) -> Failure:
        """Why a process has ended that should not have."""
        code = self._process.wait()
        if code >= 0:
            return Failure(FailureKind.CRASH, f"exit code {code}")
        name = signal.Signals(-code).name if -code in list(signal.Signals) else f"signal {-code}"
        kinds = {"SIGKILL": FailureKind.MEMORY, "SIGALRM": FailureKind.TIMEOUT}
        return Failure(kinds.get(name, FailureKind.CRASH), name)

    def kill(self) -> None:
        """Ends the process, busy or not, and waits until it has gone. Can be called again."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            self._requests.close()


def _import_path() -> list[str]:
    """Where workers look for modules: where this process does, and where this package is."""
    own = str(Path(__file__).resolve().parents[2])
    entries = [entry or str(Path.cwd()) for entry in sys.path]
    return entries if own in entries else [*entries, own]


def _get(done: SimpleQueue[_Done[Value]]) -> _Done[Value]:
    """The next of `done`. Looks up now and then: on Windows, Ctrl-C cannot end a wait."""
    while True:
        try:
            return done.get(timeout=_POLL)
        except Empty:
            continue
