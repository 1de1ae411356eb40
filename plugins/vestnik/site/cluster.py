"""Work on several machines: a Dask cluster as an ordinary `concurrent.futures.Executor`.

What a build gives away is done again when a machine is lost, and comes to the same bytes: sources
are only read, and files are written beside and renamed. The machines share the folders of the site
(one disk, at the same paths) and run the same Vestnik; both are asked before anything is given
away. A cluster runs whatever it is sent, so it belongs into a closed network
(https://distributed.dask.org/en/stable/tls.html).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vestnik.output import OutputError
from vestnik.settings import code_digest
from vestnik.site.executors import CLUSTER, Team

_SECONDS = 10
"""How long a cluster may take to answer."""
_RETRIES = 3
"""How often a piece of work is given out again that a lost machine had."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker says of itself."""

    code: str
    """Digest of the Vestnik that it runs."""
    read: str
    """What it has read where the build has left a word."""
    threads: int


def join(address: str, shared: Path) -> Team:
    """The workers of the cluster at `address` (`dask://host:port`); `shared` is a folder that all
    must see. Raises OutputError with a remedy where they cannot be used.
    """
    try:
        from distributed import Client
        from distributed.cfexecutor import ClientExecutor
    except ImportError:
        raise OutputError(
            "для сборки на нескольких машинах поставьте: pip install 'vestnik[cluster]'"
        ) from None

    class ClusterExecutor(ClientExecutor):
        """Dask's, with the whole of the standard signature; lets the cluster go at the end."""

        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            super().shutdown(wait=wait and not cancel_futures)  # type: ignore[no-untyped-call]
            self._client.close()

    try:
        client = Client(f"tcp://{address.removeprefix(CLUSTER)}", timeout=_SECONDS)
    except (OSError, ValueError) as error:
        raise OutputError(
            f"{address}: кластер не отвечает ({error}); запустите: dask scheduler"
        ) from error
    try:
        size = _checked(client, address, shared)
    except OutputError:
        client.close()
        raise
    executor = ClusterExecutor(client, pure=False, retries=_RETRIES)  # type: ignore[no-untyped-call]
    return Team(executor, size)


def _checked(client: Any, address: str, shared: Path) -> int:
    """How many tasks the cluster works on at once, when each worker can do the work."""
    word = secrets.token_hex()
    shared.mkdir(parents=True, exist_ok=True)
    place = shared / f"word-{word[:8]}"
    place.write_text(word, encoding="ascii")
    try:
        answers: dict[str, Answer] = client.run(_answer, place)
    finally:
        place.unlink()
    if not answers:
        raise OutputError(
            f"{address}: у кластера нет рабочих процессов; запустите: dask worker --nthreads 1"
        )
    code = code_digest()
    for worker, answer in sorted(answers.items()):
        fault = _fault(answer, code, word, shared)
        if fault:
            raise OutputError(f"{address}: рабочий процесс {worker} {fault}")
    return len(answers)


def _fault(answer: Answer, code: str, word: str, shared: Path) -> str:
    if answer.code != code:
        return "запущен с другой версией «Вестника»; поставьте одну и ту же"
    if answer.read != word:
        return f"не видит папку {shared}; она нужна ему на общем диске под тем же именем"
    if answer.threads != 1:
        return f"работает в {answer.threads} нитей; запустите его с ключом --nthreads 1"
    return ""


def _answer(place: Path, dask_worker: Any = None) -> Answer:
    """Runs in a worker; the argument `dask_worker` is filled in by Dask."""
    try:
        read = place.read_text(encoding="ascii")
    except OSError:
        read = ""
    return Answer(code_digest(), read, dask_worker.state.nthreads)
