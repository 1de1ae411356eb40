"""Переносит материалы старого сайта в папку материалов: сохранённые страницы, тексты, файлы Word и
PDF, выгрузку WordPress, ленту RSS или Atom, таблицу документов (CSV).

Ничего не перезаписывает, прерванный перенос продолжает, в конце перечисляет перенесённое,
пропущенное и то, что надо посмотреть.
"""

from __future__ import annotations

import argparse
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from vestnik.commands.common import add_site_arguments, load_settings
from vestnik.core import baseline, frontmatter
from vestnik.core.corpus import check_source
from vestnik.core.model import Document, Kind
from vestnik.core.portal import Portal
from vestnik.core.problems import errors
from vestnik.core.report import as_text
from vestnik.importing.act_table import COLUMNS
from vestnik.importing.bringing import Order, bring
from vestnik.importing.journal import Entry, as_json, summary
from vestnik.importing.learning import propose
from vestnik.importing.parcels import Unusable
from vestnik.importing.selectors import PARTS, SelectorError, to_xpath
from vestnik.importing.verifying import failing
from vestnik.running import make_request, show_progress
from vestnik.settings import SettingsError
from vestnik.site.build import build
from vestnik.site.request import Request

_SHOWN = 30
_REASON = "Перенесено с прежнего сайта"
_KINDS = {"news": Kind.NEWS, "document": Kind.DOCUMENT, "report": Kind.REPORT, "page": Kind.PAGE}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "sources",
        nargs="*",
        type=Path,
        metavar="ЧТО",
        help="страницы и папки с ними, выгрузка, лента, таблица",
    )
    add_site_arguments(parser, content=False)
    parser.add_argument("--site", default="", help="адрес старого сайта: https://old.example")
    parser.add_argument("--kind", choices=sorted(_KINDS), help="считать всё материалами этого вида")
    parser.add_argument(
        "--issuer", default="", metavar="КЛЮЧ", help="чьи это документы, где не сказано"
    )
    parser.add_argument(
        "--selectors", type=Path, metavar="ФАЙЛ", help="где на страницах заголовок, дата и текст"
    )
    parser.add_argument(
        "--learn", action="store_true", help="предложить файл селекторов по нескольким страницам"
    )
    parser.add_argument(
        "--columns", type=Path, metavar="ФАЙЛ", help="какие столбцы таблицы что означают"
    )
    parser.add_argument(
        "--files",
        type=Path,
        action="append",
        default=[],
        metavar="ПАПКА",
        help="папка с файлами старого сайта (uploads, upload)",
    )
    parser.add_argument("--force", action="store_true", help="перезаписать перенесённое раньше")
    parser.add_argument("--dry-run", action="store_true", help="только показать, что получится")
    parser.add_argument("--report", type=Path, metavar="ФАЙЛ", help="полный отчёт в JSON")
    parser.add_argument(
        "--verify", type=Path, metavar="ФАЙЛ", help="список старых адресов: какие не откроются"
    )
    parser.add_argument("--contact", default="", help="кто отвечает за унаследованные недостатки")
    parser.add_argument("--workers", type=int, default=0, help="процессов; 0 — по числу ядер")


def run(arguments: argparse.Namespace) -> int:
    """Exit status: 1 when there was nothing to import, or an old address fails."""
    if not arguments.sources and not arguments.verify:
        raise SettingsError("укажите, что переносить: vestnik import папка-со-страницами")
    for source in (*arguments.sources, *arguments.files):
        if not source.exists():
            raise SettingsError(f"{source}: такого файла или папки нет")
    if arguments.learn:
        return _learn(arguments.sources)
    settings = load_settings(arguments)
    request = make_request(
        settings, output=Path(settings["OUTPUT_PATH"]), now=arguments.now, dry=True
    )
    entries: list[Entry] = []
    if arguments.sources:
        entries = _bring(arguments, request)
        # All is written before a word is said: whoever reads it may stop listening.
        told = [summary(entries)]
        if not arguments.dry_run:
            told += _forgive(request, entries, arguments.contact)
        if arguments.report:
            arguments.report.write_text(as_json(entries), "utf-8")
            told.append(f"Полный отчёт: {arguments.report}")
        print("\n".join(told))
    lost = _verify(arguments.verify, request) if arguments.verify else 0
    return int(bool(lost) or bool(arguments.sources and not entries))


def _bring(arguments: argparse.Namespace, request: Request) -> list[Entry]:
    names = "|".join(sorted(str(source.resolve()) for source in arguments.sources))
    mark = hashlib.sha256(names.encode()).hexdigest()[:16]
    order = Order(
        sources=tuple(arguments.sources),
        content=request.places.content,
        portal=request.portal,
        journal=request.places.cache / f"import-{mark}.jsonl",
        today=request.portal.local(request.now).date(),
        site=arguments.site,
        kind=_KINDS.get(arguments.kind or ""),
        issuer=_issuer(arguments.issuer, request.portal),
        selectors=_selectors(arguments.selectors),
        columns=_named(arguments.columns, "столбцов", COLUMNS),
        files=tuple(arguments.files),
        force=arguments.force,
        dry=arguments.dry_run,
        workers=arguments.workers or os.cpu_count() or 1,
    )
    try:
        with show_progress() as progress:
            return bring(order, _documents(request.places.content, request.portal), progress)
    except Unusable as error:
        raise SettingsError(str(error)) from error


def _documents(content: Path, portal: Portal) -> list[Document]:
    """Every sound document of the content folder."""
    found = []
    for path in sorted(content.rglob("*.md")):
        document, _, _ = check_source(
            path.read_bytes(), path.relative_to(content).as_posix(), portal
        )
        if document is not None:
            found.append(document)
    return found


def _issuer(key: str, portal: Portal) -> str:
    """A key of the settings. Raises SettingsError for another."""
    keys = [one.key for one in portal.issuers]
    if key and key not in keys:
        raise SettingsError(f"--issuer: «{key}» нет в настройках; есть: {', '.join(keys)}")
    return key


def _selectors(path: Path | None) -> dict[str, str]:
    """The selectors file. Raises SettingsError naming what is wrong with it."""
    selectors = _named(path, "селекторов", PARTS)
    for key, selector in selectors.items():
        try:
            to_xpath(selector)
        except SelectorError as error:
            raise SettingsError(f"{path} · {key}: {error}") from error
    return selectors


def _named(path: Path | None, what: str, keys: Iterable[str]) -> dict[str, str]:
    """A file of «key: value» lines. Raises SettingsError naming what is wrong with it."""
    if path is None:
        return {}
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: файл {what} не читается") from error
    fields, problems = frontmatter.parse(text, 1, path.name)
    if problems:
        raise SettingsError("\n".join(map(str, problems)))
    found: dict[str, str] = {}
    for key, node in (fields.entries if fields else {}).items():
        if key not in keys:
            raise SettingsError(f"{path}: «{key}» непонятно; бывает {', '.join(keys)}")
        if isinstance(node, frontmatter.Text) and node.value.strip():
            found[key] = node.value.strip()
    return found


def _learn(sources: list[Path]) -> int:
    proposal = propose(sources)
    if not proposal:
        print("По этим страницам ничего общего не нашлось: дайте несколько страниц одного вида.")
        return 1
    print(proposal, end="")
    return 0


def _forgive(request: Request, entries: list[Entry], contact: str) -> list[str]:
    """Puts the faults that the imported sources brought along into the baseline file. Returns what
    to say of it.
    """
    told = []
    mine = {entry.target for entry in entries if entry.target}
    place = request.places.baseline
    text = place.read_text("utf-8") if place.is_file() else ""
    old, _ = baseline.read(text) if text else (baseline.Baseline(), [])
    verdict = build(request).verdict
    problems = [problem for problem in verdict.problems if problem.path in mine]
    digests = {path: baseline.digest((request.places.content / path).read_bytes()) for path in mine}
    # Personal data are inherited by no one: somebody has to look at them before they are public.
    spared = [problem for problem in problems if "personal" not in problem.code]
    made = baseline.make(spared, digests, old)
    kept = [entry for entry in old.entries if entry.path not in {one.path for one in made.entries}]
    if made.entries:
        who = (
            old.contact or contact or request.portal.contacts.email or request.portal.contacts.phone
        )
        merged = baseline.Baseline(
            old.reason or _REASON,
            who or "укажите ответственного",
            tuple(sorted([*kept, *made.entries], key=lambda entry: entry.path)),
        )
        place.write_text(baseline.write(merged), "utf-8")
        count = len(made.entries)
        told.append(f"Унаследованные недостатки записаны в {place.name}: материалов {count}.")
    hard = [
        one
        for one in errors(problems)
        if not baseline.forgivable(one.code) or "personal" in one.code
    ]
    if hard:
        told += ["Исправьте сами, без этого сайт не соберётся:", as_text(hard[:_SHOWN])]
    return told


def _verify(path: Path, request: Request) -> int:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise SettingsError(f"{path}: список адресов не читается") from error
    lost = failing(lines, _documents(request.places.content, request.portal))
    if lost:
        print(f"Не откроются на новом сайте старые адреса: {len(lost)}")
        for line, draft in lost.items():
            print(f"  {line} — черновик {draft}" if draft else f"  {line}")
    else:
        print("Все старые адреса из списка ведут на страницы нового сайта.")
    return len(lost)
