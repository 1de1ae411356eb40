"""Where work is done: in this process while it is little, in several when it is much."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Item = TypeVar("Item")
Result = TypeVar("Result")

CLUSTER = "dask://"
"""How the address of a cluster begins."""
_WORTH_IT = 160
"""Items from which starting processes (about 0.4 s for two) pays."""
_CHUNK = 40
"""Items sent to a process at once."""
_AHEAD = 4
"""Chunks for each process that are on their way or done."""


class Team(Struct, frozen=True):
    """Whoever does the work, and how many pieces of it at once."""

    executor: Executor
    size: int


class Crew:
    """Spreads work over processes through `concurrent.futures.Executor`; finds them when first
    needed.
    """

    def __init__(self, workers: int = 0, hire: Callable[[], Team] | None = None) -> None:
        """`workers`: how many processes of this machine, 0 for one per core, 1 for none but this.
        `hire` finds others to do what is much.
        """
        self.workers = workers or len(_cores())
        self.far = hire is not None
        """Work may be done on other machines, which share nothing with this one but a disk."""
        self._hire = hire or partial(_processes, self.workers)
        self._team: Team | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._team is not None:
            self._team.executor.shutdown(cancel_futures=True)

    @property
    def has_gone_far(self) -> bool:
        """Whether other machines have done work."""
        return self.far and self._team is not None

    def is_worth_it(self, items: Sequence[Item], weight: int = 1) -> bool:
        """Whether so much work is given away at all."""
        return (self.far or self.workers > 1) and len(items) * weight >= _WORTH_IT

    def spread(
        self,
        work: Callable[[list[Item]], list[Result]],
        items: Sequence[Item],
        weight: int = 1,
        ahead: int = 0,
    ) -> Iterator[Result]:
        """`work` applied to all items, in chunks. `work` and items must be picklable; results keep
        their order. `weight`: how many usual items one of these costs. `ahead`: how many chunks
        each process may have done before their results are asked for; others begin at once, this
        process when the first result is asked for.
        """
        if not self.is_worth_it(items, weight):
            return (one for chunk in _chunks(items, _WORTH_IT) for one in work(chunk))
        team = self._team = self._team or self._hire()
        chunks = _chunks(items, max(_CHUNK // weight, 1))
        begun = (team.executor.submit(work, chunk) for chunk in chunks)
        waiting = deque(islice(begun, team.size * max(ahead, _AHEAD)))
        return _gathered(waiting, begun)


def crew_of(workers: int, executor: str, shared: Path) -> Crew:
    """The crew of a build: processes of this machine, or those of the cluster that `executor` names
    (`dask://host:port`), which must see the folder `shared`.
    """
    if not executor:
        return Crew(workers)
    from vestnik.site.cluster import join

    return Crew(workers, partial(join, executor, shared))


def _gathered(
    waiting: deque[Future[list[Result]]], more: Iterator[Future[list[Result]]]
) -> Iterator[Result]:
    """The results of those that are waited for; for each another one is begun."""
    while waiting:
        done = waiting.popleft().result()
        waiting.extend(islice(more, 1))
        yield from done


def _chunks(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    iterator: Iterable[Item] = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _cores() -> Sequence[int]:
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return range(os.cpu_count() or 1)


def _processes(workers: int) -> Team:
    """Started afresh, not forked: open databases and Pelican's threads stay where they are."""
    import multiprocessing  # here, since small builds stay in one process
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)
    return Team(executor, workers)


def _end_with_parent() -> None:
    """Ends this process when its parent is killed: it must write nothing once the lock is free."""
    threading.Thread(target=_watch_parent, daemon=True).start()


def _watch_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
