"""`vestnik check`: every problem of every file, nothing built."""

from __future__ import annotations

import argparse
import sys
import threading
import time
from pathlib import Path
from typing import Any

from msgspec import structs

from vestnik.catalogue.store import Catalogue
from vestnik.catalogue.vanished import vanished_acts
from vestnik.commands import fixing
from vestnik.commands.common import add_site_arguments, load_settings
from vestnik.commands.telling import show
from vestnik.core import baseline
from vestnik.core.problems import Problem
from vestnik.core.report import as_json
from vestnik.output import OutputError
from vestnik.previewing.watching import saves
from vestnik.running import make_request, show_progress
from vestnik.settings import (
    SettingsError,
    code_digest,
    read_places,
    read_portal,
    reading_digest,
)
from vestnik.site.build import build
from vestnik.site.request import Request
from vestnik.site.verdict import Verdict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    add_site_arguments(parser)
    parser.add_argument("--json", action="store_true", help="ответ в JSON, для программ")
    parser.add_argument(
        "--make-baseline",
        action="store_true",
        help="простить нынешние недостатки: записать их в problems-baseline.yaml",
    )
    parser.add_argument(
        "--reason", default="", help="почему прощены: «Перенесено со старого сайта»"
    )
    parser.add_argument("--contact", default="", help="кто за них отвечает")
    parser.add_argument(
        "--relations",
        nargs="?",
        const="",
        metavar="ФАЙЛ",
        help="предложить связи, о которых говорят тексты документов: строки для шапки;"
        " без файла — для всех документов",
    )
    parser.add_argument("--no-advice", action="store_true", help="без советов")
    parser.add_argument(
        "--fix",
        action="store_true",
        help="исправить то, что не меняет смысла: пробелы, кавычки, тире, остатки Word, slug,"
        " слишком большие снимки; что исправлено, будет названо",
    )
    parser.add_argument(
        "--watch", action="store_true", help="проверять снова после каждого сохранения"
    )


def run(arguments: argparse.Namespace) -> int:
    """Exit status: 1 when there are errors. Proposals of relations are none."""
    settings = load_settings(arguments)
    if arguments.relations is not None:
        return _relations(arguments, settings)
    if arguments.fix:
        _fix(arguments, settings)
    if not arguments.watch:
        return _check(arguments, settings)
    _watch(arguments, settings)
    return 0


def _watch(arguments: argparse.Namespace, settings: dict[str, Any]) -> None:
    """Checks at once and after every save, by the settings as they are then."""
    content = Path(settings["PATH"])
    files = (arguments.settings.resolve(), read_places(settings).baseline)
    for _ in saves(lambda: [content], files, threading.Event()):
        print(f"— {time.strftime('%H:%M:%S')} —")
        try:
            settings = load_settings(arguments)
            _check(arguments, settings)
        except (SettingsError, OutputError) as error:
            print(error, file=sys.stderr)
        print("Жду сохранений (Ctrl+C — закончить).\n", flush=True)


def _check(arguments: argparse.Namespace, settings: dict[str, Any]) -> int:
    request = make_request(
        settings, output=Path(settings["OUTPUT_PATH"]), now=arguments.now, dry=True
    )
    with show_progress() as progress:
        verdict = build(request, progress).verdict
    if arguments.make_baseline:
        return _make_baseline(arguments, request, verdict)
    problems = [*verdict.problems, *_vanished(request)]
    if arguments.no_advice:
        problems = [problem for problem in problems if problem.severity != "advice"]
    if arguments.json:
        print(as_json(problems), end="")
    else:
        show(problems, verdict.notes)
    return int(verdict.blocking)


def _fix(arguments: argparse.Namespace, settings: dict[str, Any]) -> None:
    """Mends, and says what it has mended; with `--json` beside the answer, not in it."""
    stream = sys.stderr if arguments.json else sys.stdout
    mended = []
    for one in fixing.mend(Path(settings["PATH"]).resolve(), read_portal(settings)):
        mended.append(one)
        print(*one.lines, sep="\n", file=stream)
    print(fixing.tally(mended), end="\n\n", file=stream, flush=True)


def _vanished(request: Request) -> list[Problem]:
    """Acts that git remembers and the content has lost."""
    places, portal = request.places, request.portal
    catalogue = Catalogue(
        places.cache / "catalogue.sqlite", key=reading_digest(portal, code_digest())
    )
    there = catalogue.named
    try:
        return vanished_acts(
            places.content, portal, places.cache, request.now, lambda key: bool(there(key))
        )
    finally:
        catalogue.close()


def _relations(arguments: argparse.Namespace, settings: dict[str, Any]) -> int:
    from vestnik.commands import relations  # here, since its patterns cost time

    only = Path(arguments.relations) if arguments.relations else None
    found = relations.propose(Path(settings["PATH"]), read_portal(settings), only)
    print(relations.as_json(found) if arguments.json else relations.as_text(found), end="")
    return 0


def _make_baseline(arguments: argparse.Namespace, request: Request, verdict: Verdict) -> int:
    """Writes the file that forgives today's faults; new and changed items must be clean all the
    same.
    """
    place = request.places.baseline
    text = place.read_text("utf-8") if place.is_file() else ""
    old, _ = baseline.read(text) if text else (baseline.Baseline(), [])
    reason, contact = arguments.reason or old.reason, arguments.contact or old.contact
    if not reason or not contact:
        raise SettingsError(
            "назовите причину и ответственного: --reason «Перенесено со старого сайта»"
            " --contact «отдел информатизации»"
        )
    problems = [*verdict.problems, *verdict.forgiven]
    content = request.places.content
    digests = {
        path: baseline.digest((content / path).read_bytes())
        for path in {problem.path for problem in problems}
        if (content / path).is_file()
    }
    named = structs.replace(old, reason=reason, contact=contact)
    made = baseline.make(problems, digests, named)
    place.write_text(baseline.write(made), "utf-8")
    print(f"Записано в {place}: материалов {len(made.entries)}.")
    return 0
