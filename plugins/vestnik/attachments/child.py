"""The inside of a worker process; `workers` is the outside.

Imports next to nothing: the time it takes is the time a worker needs to start. It never imports the
`__main__` of the process that started it.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from queue import SimpleQueue
from typing import BinaryIO

Reply = tuple[str, object]
"""`("value", result)`, `("memory", text)` or `("error", text)`."""

LENGTH = 8
"""Bytes of the length that stands before every message."""

GRACE = 5.0
"""Seconds after its limit at which a child ends itself when its parent did not."""

PARENT_CHECK = 2.0
"""Seconds between two looks at whether the parent is still there."""


def write_message(stream: BinaryIO, message: bytes) -> None:
    """Writes one message with its length before it."""
    view = memoryview(len(message).to_bytes(LENGTH, "little") + message)
    while view:
        view = view[stream.write(view) :]


def read_message(stream: BinaryIO) -> bytes | None:
    """The next message; None at the end of the stream, also where it ends within a message."""
    head = _read_exactly(stream, LENGTH)
    return None if head is None else _read_exactly(stream, int.from_bytes(head, "little"))


def _read_exactly(stream: BinaryIO, length: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < length:
        part = stream.read(min(length - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return bytes(parts)


def answer(request: bytes) -> bytes:
    """Carries out one pickled `(function, arguments)`; the reply is pickled too.

    Whatever the function raises becomes a reply. Only the end of the process is no reply.
    """
    try:
        function, arguments = pickle.loads(request)  # noqa: S301 - from our own parent
        return _pickled(("value", function(*arguments)))
    except MemoryError as error:
        return _pickled(("memory", str(error) or "out of memory"))
    except Exception as error:  # noqa: BLE001 - a worker outlives whatever a file does to it
        return _pickled(("error", f"{type(error).__name__}: {error}"))


def _pickled(reply: Reply) -> bytes:
    return pickle.dumps(reply, pickle.HIGHEST_PROTOCOL)


def serve(requests: BinaryIO, replies: BinaryIO, parent: int, seconds: float) -> None:
    """Carries out requests until the stream ends or the parent is gone."""
    inbox: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, inbox, parent), daemon=True).start()
    while True:
        request = inbox.get()
        _set_alarm(seconds + GRACE)
        reply = answer(request)
        _set_alarm(0)
        try:
            write_message(replies, reply)
        except OSError:
            return


def _listen(requests: BinaryIO, inbox: SimpleQueue[bytes], parent: int) -> None:
    """Hands requests on; ends the process, in the middle of a task too, when the parent is gone."""
    while _parent_alive(requests, parent):
        request = read_message(requests)
        if request is None:
            break
        inbox.put(request)
    os._exit(0)


def _parent_alive(requests: BinaryIO, parent: int) -> bool:
    """Waits for something to read; False when the parent is gone.

    The end of the pipe tells that already, unless another child of the parent, made by fork, holds
    the pipe open. Hence the second look, at the id of the parent.
    """
    if os.name == "nt":
        return True
    import select

    while True:
        readable, _, _ = select.select([requests], [], [], PARENT_CHECK)
        if os.getppid() != parent:
            return False
        if readable:
            return True


def _set_alarm(seconds: float) -> None:
    """The last resort for a task in C code that lets no other thread run: the kernel ends it."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def limit_memory(limit: int) -> None:
    """Bounds the address space, where the platform can; no core files either way."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, value in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, limit)):
        try:
            _, hard = resource.getrlimit(name)
            bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(name, (bounded, hard))
        except (OSError, ValueError):  # macOS refuses RLIMIT_AS
            continue


def main(arguments: list[str]) -> None:
    """Starts serving. Arguments: process id of the parent, seconds for a task, bytes of memory."""
    parent, seconds, memory = int(arguments[0]), float(arguments[1]), int(arguments[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches children too: the parent decides
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    replies = os.fdopen(os.dup(1), "wb", buffering=0)
    _silence()
    limit_memory(memory)
    write_message(replies, b"")  # ready
    serve(requests, replies, parent, seconds)


def _silence() -> None:
    """What libraries print goes nowhere; least of all between our messages."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)
    sys.stdin = sys.stdout = sys.stderr = os.fdopen(2, "r+", closefd=False)
