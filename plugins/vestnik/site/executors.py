"""Where work is done: in this process while it is little, in several when it is much."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor

Item = TypeVar("Item")
Result = TypeVar("Result")

_WORTH_IT = 160
"""Items from which starting processes (about 0.4 s for two) pays."""
_CHUNK = 40
"""Items sent to a process at once."""


class Crew:
    """Spreads work over processes through `concurrent.futures.Executor`; starts them when first
    needed.
    """

    def __init__(self, workers: int = 0, make: Callable[[int], Executor] | None = None) -> None:
        """`workers`: how many processes, 0 for one per core, 1 for none but this."""
        self.workers = workers or len(_cores())
        self._make = make or _processes
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def spread(
        self,
        work: Callable[[list[Item]], list[Result]],
        items: Sequence[Item],
        weight: int = 1,
    ) -> Iterator[Result]:
        """`work` applied to all items, in chunks. `work` and items must be picklable; results keep
        their order. `weight`: how many usual items one of these costs.
        """
        if self.workers < 2 or len(items) * weight < _WORTH_IT:
            for chunk in _chunks(items, _WORTH_IT):
                yield from work(chunk)
            return
        if self._executor is None:
            self._executor = self._make(self.workers)
        chunks = _chunks(items, max(_CHUNK // weight, 1))
        waiting = [self._executor.submit(work, chunk) for chunk in islice(chunks, self.workers * 4)]
        while waiting:
            done = waiting.pop(0).result()
            waiting += [self._executor.submit(work, chunk) for chunk in islice(chunks, 1)]
            yield from done


def _chunks(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    iterator: Iterable[Item] = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _cores() -> Sequence[int]:
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return range(os.cpu_count() or 1)


def _processes(workers: int) -> Executor:
    """Started afresh, not forked: open databases and Pelican's threads stay where they are."""
    import multiprocessing  # here, since small builds stay in one process
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_end_with_parent
    )


def _end_with_parent() -> None:
    """Ends this process when its parent is killed: it must write nothing once the lock is free."""
    threading.Thread(target=_watch_parent, daemon=True).start()


def _watch_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
