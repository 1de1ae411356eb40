"""Обходит собранный сайт и говорит, какие проверки профиля пройдены, а какие места нет.

Профиль — файл TOML с источником каждого требования (закон, ГОСТ, WCAG). Ответ — «названные
проверки пройдены», а не «сайт соответствует закону»: часть требований видит только браузер или
человек, и они названы отдельно.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vestnik.commands.common import DEFAULT_SETTINGS, load_settings
from vestnik.output import OutputError
from vestnik.settings import RECORD, SettingsError, home_of, read_portal

if TYPE_CHECKING:
    from vestnik.audit import Duty, Inputs, Profile, Result
    from vestnik.core.portal import Portal

USUAL_PROFILE = "municipality.toml"
_SHOWN = 10
"""Places of one check that are named unless all are asked for."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("output", type=Path, metavar="OUTPUT", help="папка собранного сайта")
    parser.add_argument("--profile", type=Path, help="свой профиль (иначе тот, что в «Вестнике»)")
    parser.add_argument(
        "-s", "--settings", type=Path, help="файл настроек: название органа, папка материалов"
    )
    parser.add_argument("--json", action="store_true", help="ответ в JSON, для программ")
    parser.add_argument("--all", action="store_true", help="назвать все места, а не первые десять")
    parser.add_argument(
        "--record",
        action="store_true",
        help=f"записать ответ для страницы «Доступность сайта» в {RECORD} рядом с настройками",
    )
    parser.add_argument("--now", default="", help="считать текущим этот день: ГГГГ-ММ-ДД")


def run(arguments: argparse.Namespace) -> int:
    """Exit status: 1 when a check of the profile found something."""
    from vestnik.audit import ProfileError, audit, read_site

    if not (arguments.output / "index.html").is_file():
        raise OutputError(f"{arguments.output}: здесь нет собранного сайта (index.html)")
    try:
        profile = usual_profile() if arguments.profile is None else _own(arguments.profile)
        portal, inputs = _inputs(arguments)
        site = read_site(arguments.output, portal.url if portal else "")
        results = audit(site, profile, inputs)
    except ProfileError as error:
        raise SettingsError(str(error)) from error
    if arguments.json:
        print(json.dumps(_as_data(profile, results, len(site.pages)), ensure_ascii=False, indent=1))
    else:
        shown = None if arguments.all else _SHOWN
        print("\n".join(_as_lines(profile, results, len(site.pages), shown)))
    if arguments.record:
        _record(arguments, profile, results, len(site.pages))
    return int(any(result.findings for result in results))


def _record(
    arguments: argparse.Namespace, profile: Profile, results: list[Result], pages: int
) -> None:
    """Keeps what was found, good and bad, where the next build takes it from; the pages that a law
    expects are no matter of accessibility.
    """
    from vestnik.core.statement import CheckRun, written_runs

    path = arguments.settings or Path(DEFAULT_SETTINGS)
    if not path.is_file():
        raise SettingsError("--record: не видно файла настроек; назовите его: -s pelicanconf.py")
    names = load_settings(argparse.Namespace(settings=path, content=None))
    results = [result for result in results if not result.check.startswith("page:")]
    run = CheckRun(
        subject=f"Этот сайт, страниц: {pages}",
        date=_day(arguments.now),
        tool="vestnik audit",
        standard=f"{profile.name} (профиль пересмотрен {profile.revised})",
        own=True,
        passed=tuple(result.title for result in results if result.passed and result.looked_at),
        failed=tuple(
            f"{result.title} (мест: {len(result.findings)})"
            for result in results
            if result.findings
        ),
        elsewhere=tuple(
            f"{result.title} — {result.by}"
            for result in results
            if result.by and not result.findings
        ),
    )
    place = home_of(names) / RECORD
    place.write_text(written_runs([run]), "utf-8")
    print(f"Записано: {place}. Страница «Доступность сайта» покажет это со следующей сборки.")


def usual_profile() -> Profile:
    """The profile that Vestnik ships."""
    from vestnik.audit import read_profile

    path = files("vestnik.audit") / "profiles" / USUAL_PROFILE
    return read_profile(path.read_text("utf-8"), USUAL_PROFILE)


def _own(path: Path) -> Profile:
    from vestnik.audit import read_profile

    try:
        return read_profile(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: профиль не читается: {error}") from error


def _inputs(arguments: argparse.Namespace) -> tuple[Portal | None, Inputs]:
    """What the settings and the sources tell; without them the output alone is judged."""
    from vestnik.attachments.describe import describe
    from vestnik.audit import Inputs

    today = _day(arguments.now)
    path = arguments.settings or Path(DEFAULT_SETTINGS)
    if arguments.settings is None and not path.is_file():
        return None, Inputs(today=today, describe=describe)
    names = load_settings(argparse.Namespace(settings=path, content=None))
    portal = read_portal(names)
    known = tuple(name for name in (portal.name, portal.short_name) if name)
    duties = dict(duties_of(Path(names["PATH"]), portal))
    return portal, Inputs(today=today, names=known, describe=describe, duties=duties)


def _day(typed: str) -> date:
    if not typed:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromisoformat(typed).date()
    except ValueError:
        raise SettingsError(f"--now {typed}: это не день; пишут 2026-11-22") from None


def duties_of(content: Path, portal: Portal) -> Iterator[tuple[str, Duty]]:
    """The upkeep of every page of a content folder, by its address."""
    from vestnik.audit import Duty
    from vestnik.catalogue.scan import sources
    from vestnik.core.corpus import check_source

    for found in sources(content):
        if found.fault or not found.path.startswith("pages/"):
            continue
        document, _, _ = check_source((content / found.path).read_bytes(), found.path, portal)
        if document is not None:
            yield (
                document.address,
                Duty(found.path, document.owner, document.review_by, document.draft),
            )


# --- the report ----------------------------------------------------------------------------------


def _as_lines(
    profile: Profile, results: list[Result], pages: int, shown: int | None
) -> Iterator[str]:
    yield f"Профиль: {profile.name} (пересмотрен {profile.revised}). Страниц: {pages}."
    failed = [result for result in results if result.findings]
    for result in failed:
        yield ""
        yield f"НЕ ПРОЙДЕНО: {result.title}"
        yield f"  источник: {'; '.join(result.sources)}"
        for finding in result.findings[:shown]:
            yield f"  {finding.address or 'сайт'}: {finding.message}"
        if shown is not None and len(result.findings) > shown:
            yield f"  …и ещё {len(result.findings) - shown} (все: --all)"
    yield ""
    passed = [result for result in results if result.passed]
    yield "Названные проверки пройдены:" if passed else "Ни одна проверка не пройдена."
    for result in passed:
        note = "" if result.looked_at else " (не нашлось, что проверять)"
        yield f"  + {result.title}{note} [{'; '.join(result.sources)}]"
    others = [result for result in results if result.by and not result.findings]
    if others:
        yield ""
        yield "По файлам не видно, проверяют иначе:"
        for result in others:
            yield f"  ? {result.title} — {result.by} [{'; '.join(result.sources)}]"
    yield ""
    yield f"Пройдено {len(passed)}, не пройдено {len(failed)}, проверяют иначе {len(others)}."
    unread = [source for source in profile.sources.values() if source.unconfirmed]
    if unread:
        yield ""
        yield "Не сверено с текстом источника (прежде чем ссылаться, сверьте):"
        for source in unread:
            yield f"  {source.title}: {source.unconfirmed}"


def _as_data(profile: Profile, results: list[Result], pages: int) -> dict[str, Any]:
    return {
        "profile": profile.name,
        "revised": profile.revised,
        "pages": pages,
        "unconfirmed": {
            source.title: source.unconfirmed
            for source in profile.sources.values()
            if source.unconfirmed
        },
        "checks": [
            {
                "check": result.check,
                "title": result.title,
                "sources": list(result.sources),
                "result": "failed" if result.findings else "passed" if result.passed else "not run",
                "by": result.by or "vestnik audit",
                "looked_at": result.looked_at,
                "findings": [
                    {"address": one.address, "message": one.message} for one in result.findings
                ],
            }
            for result in results
        ],
    }
