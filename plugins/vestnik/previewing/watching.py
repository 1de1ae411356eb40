"""Notices that something was saved."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

_STEP = 20
"""Milliseconds of quiet after which a save is taken to be whole."""
_TICK = 700
"""Milliseconds after which single files are looked at: a watch would not survive editors."""

_Stamp = tuple[int, int]


def saves(
    folders: Callable[[], Sequence[Path]], files: Sequence[Path], stop: threading.Event
) -> Iterator[None]:
    """Yields when it has begun to watch, so that nothing saved before is missed, and after each
    change in one of the folders (asked for again now and then: the town's own may be made later) or
    of one of the files, till `stop` is set.
    """
    from watchfiles import watch

    while not stop.is_set():
        watched = list(folders())
        stamps: list[_Stamp] = []
        for changes in watch(
            *watched,
            stop_event=stop,
            step=_STEP,
            debounce=400,
            rust_timeout=_TICK,
            yield_on_timeout=True,
            raise_interrupt=True,
        ):
            now = [_stamp(file) for file in files]
            if changes or now != stamps:
                stamps = now
                yield
            if list(folders()) != watched:
                break


def _stamp(file: Path) -> _Stamp:
    try:
        status = file.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)
