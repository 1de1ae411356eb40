"""`vestnik publish DIR`: bring the published site up to date, or back.

The web server serves DIR/current. A publication is either whole or has not happened: it may be
interrupted at any moment, and the next one puts everything right.
"""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from vestnik.commands.common import add_site_arguments, load_settings
from vestnik.core.russian import plural
from vestnik.output import OutputError
from vestnik.publishing.publish import Outcome, next_due, publish
from vestnik.publishing.release_log import FileChange, Release
from vestnik.publishing.releases import Releases
from vestnik.publishing.rollback import rollback
from vestnik.publishing.status import Reporter, report_failure
from vestnik.publishing.upload import tool_for, upload
from vestnik.running import due_line, make_request, show_progress, tell_problems
from vestnik.settings import SettingsError
from vestnik.site.request import Request


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="папка публикации")
    add_site_arguments(parser)
    parser.add_argument("--keep", type=int, default=5, help="сколько выпусков хранить (5)")
    parser.add_argument("--workers", type=int, default=0, help="процессов; 0 — по числу ядер")
    parser.add_argument(
        "--hold-faulty",
        action="store_true",
        help="опубликовать остальное; у материалов с ошибками оставить прежнюю версию",
    )
    parser.add_argument(
        "--rollback", nargs="?", type=int, const=0, metavar="N", help="вернуть прошлый выпуск или N"
    )
    parser.add_argument(
        "--next-due",
        action="store_true",
        help="только сказать, когда публиковать по сроку (пусто — ждать нечего)",
    )
    parser.add_argument("--list", action="store_true", help="показать сохранённые выпуски")
    parser.add_argument("--files", action="store_true", help="перечислить изменённые файлы")
    parser.add_argument(
        "--status",
        nargs="?",
        const="public",
        choices=("public", "full"),
        help="писать в DIR/status страницу для редакции: проверяется, опубликовано или что не так;"
        " full — и о черновиках, если страница закрыта паролем",
    )
    parser.add_argument("--revision", default="", help="версия материалов в git, для этой страницы")
    parser.add_argument("--upload", metavar="КУДА", help="rsync:имя@сервер:/папка или sftp://…")
    parser.add_argument("--upload-all", action="store_true", help="отправить все файлы заново")


def run(arguments: argparse.Namespace) -> int:
    """Exit status: 1 when nothing could be published."""
    if arguments.upload:
        tool_for(arguments.upload)  # a slip of the pen is told before anything is published
    if arguments.list:
        for release in Releases(arguments.folder).log.entries():
            print(_line(release))
        return 0
    if arguments.rollback is not None:
        release = rollback(arguments.folder, arguments.rollback)
        print(_line(release))
        print("Следующая публикация снова соберёт сайт из материалов: сначала исправьте их.")
        return _deliver(arguments, release.changes)
    request = _request(arguments)
    if arguments.next_due:
        return _next_due(arguments.folder, request)
    reporter = _reporter(arguments, request)
    try:
        with show_progress() as progress:
            outcome = publish(arguments.folder, request, keep=arguments.keep, progress=progress)
    except OutputError as error:
        if reporter:
            reporter.failed(str(error))
        raise
    if reporter:
        reporter.done(outcome)
    if not tell_problems(outcome.report):
        return 1
    print(_told(outcome), *due_line(outcome.report, request), sep="\n")
    return _deliver(arguments, outcome.release.changes if outcome.release else ())


def _request(arguments: argparse.Namespace) -> Request:
    """Raises SettingsError; the officers' page is told of it first."""
    try:
        return make_request(
            load_settings(arguments),
            output=arguments.folder,
            now=arguments.now,
            hold_faulty=arguments.hold_faulty,
            workers=arguments.workers,
        )
    except SettingsError as error:
        if arguments.status is not None:
            report_failure(arguments.folder, str(error), full=arguments.status == "full")
        raise


def _reporter(arguments: argparse.Namespace, request: Request) -> Reporter | None:
    """Who keeps the officers' page, where it is wanted; it says at once that a check is on."""
    if arguments.status is None:
        return None
    full = arguments.status == "full"
    reporter = Reporter(arguments.folder, request, revision=arguments.revision, full=full)
    with Releases(arguments.folder).locked(new=True):
        reporter.checking()
    return reporter


def _told(outcome: Outcome) -> str:
    if outcome.release is None:
        return "Публиковать нечего: сайт уже такой."
    return _line(outcome.release)


def _deliver(arguments: argparse.Namespace, changes: tuple[FileChange, ...]) -> int:
    if arguments.files:
        for change in changes:
            print(f"{'+' if not change.old else '−' if not change.new else '~'} {change.path}")
    if arguments.upload:
        count = upload(arguments.folder, arguments.upload, again=arguments.upload_all)
        print(f"Отправлено и убрано на сервере: {_files(count)}.")
    return 0


def _next_due(folder: Path, request: Request) -> int:
    """For cron: the moment, in the site's time zone, and what changes then."""
    due = next_due(folder)
    if due is not None:
        moment = datetime.fromisoformat(due[0]).astimezone(request.portal.zone)
        print(f"{moment:%Y-%m-%dT%H:%M:%S%z}\t{due[1]}")
    return 0


def _line(release: Release) -> str:
    moment = datetime.fromisoformat(release.moment).astimezone()
    what = f"возврат к выпуску {release.rollback_to}" if release.rollback_to else "выпуск"
    return (
        f"{release.number:>6}  {moment:%d.%m.%Y %H:%M}  {what}, "
        f"изменено {_files(len(release.changes))}"
    )


def _files(count: int) -> str:
    return f"{count} {plural(count, 'файл', 'файла', 'файлов')}"
