"""What every way of starting a build shares: the request, the progress, the report."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vestnik.settings import SettingsError, read_places, read_portal
from vestnik.site.executors import CLUSTER
from vestnik.site.request import Progress, Report, Request

_MOST_ADVICE = 20
"""A build of an old archive has hundreds; `vestnik check` is the place to read them."""


def make_request(
    settings: Mapping[str, Any], *, output: Path, now: str = "", **choices: Any
) -> Request:
    """A request for this site. `now` (ISO) wins over `VESTNIK_NOW` and the clock."""
    portal = read_portal(settings)
    text = now or str(settings.get("VESTNIK_NOW") or os.environ.get("VESTNIK_NOW") or "")
    try:
        moment = portal.local(datetime.fromisoformat(text)) if text else datetime.now(UTC)
    except ValueError:
        raise SettingsError(
            f"--now: «{text}» — не дата; напишите ГГГГ-ММ-ДД или ГГГГ-ММ-ДДTЧЧ:ММ"
        ) from None
    executor = str(settings.get("VESTNIK_EXECUTOR") or "")
    if executor and not executor.startswith(CLUSTER):
        raise SettingsError(f"VESTNIK_EXECUTOR: «{executor}»; напишите dask://узел:порт")
    return Request(
        portal=portal,
        places=read_places(settings),
        output=output,
        now=moment,
        executor=executor,
        **choices,
    )


def finish(report: Report, request: Request) -> bool:
    """Tells what was done. True when the build was refused."""
    if not tell_problems(report):
        return True
    print(summary(report, request))
    return False


def tell_problems(report: Report) -> bool:
    """Tells what is wrong and what that leads to. False when the build was refused."""
    if report.problems or report.verdict.notes:
        from vestnik.core.report import as_text

        text = as_text(report.problems, report.verdict.notes, most_advice=_MOST_ADVICE)
        print(text, file=sys.stderr)
    if not report.applied:
        print("Сайт не изменён.", file=sys.stderr)
        return False
    for path in report.held:
        print(f"Оставлена прежняя версия: {path}", file=sys.stderr)
    for path in report.absent:
        print(f"Не показан, пока не исправлен: {path}", file=sys.stderr)
    return True


def summary(report: Report, request: Request) -> str:
    """One or two lines: what changed, where the site is, what the clock will change next."""
    seconds = sum(report.seconds.values())
    changed = len(report.written)
    if changed or report.removed:
        what = f"записано файлов: {changed}, убрано: {len(report.removed)}"
    else:
        what = "ничего не изменилось"
    lines = [f"Материалов: {report.sources}; {what}; {seconds:.2f} с. Сайт: {request.output}"]
    return "\n".join([*lines, *due_line(report, request)])


def due_line(report: Report, request: Request) -> list[str]:
    """When the clock alone will change the site, and what; nothing when it never will."""
    if not report.next_due:
        return []
    moment = datetime.fromisoformat(report.next_due[0]).astimezone(request.portal.zone)
    return [f"Следующая перемена по сроку: {moment:%d.%m.%Y %H:%M} — {report.next_due[1]}"]


@contextlib.contextmanager
def show_progress() -> Iterator[Progress | None]:
    """A bar that says what is being done, on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done)

        yield show
