"""Ищет в собранном сайте: слова в любой форме, номера и даты, язык запросов.

Операторы пишутся прописными: ремонт И (дороги ИЛИ мосты) НЕ год:2011, название:бюджет, уборк*.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from vestnik.commands.common import add_site_arguments, load_settings
from vestnik.core.portal import Portal
from vestnik.core.russian import plural
from vestnik.output import OutputError
from vestnik.running import make_request
from vestnik.search.passages import Passage
from vestnik.site.asking import FACETS, Answer, Asker, Question, Result
from vestnik.site.request import site_of

_FACETS = {
    "kind": "вид: news, document, report, page или ключ вида документа",
    "section": "рубрика",
    "issuer": "орган",
    "year": "год",
    "status": "active — действует, ended — нет",
    "lang": "язык, если не основной",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("query", metavar="ЗАПРОС", help="что искать")
    add_site_arguments(parser)
    parser.add_argument("-o", "--output", type=Path, help="папка сайта (иначе OUTPUT_PATH)")
    for name in FACETS:
        parser.add_argument(f"--{name}", default="", metavar="КЛЮЧ", help=_FACETS[name])
    parser.add_argument("--newest", action="store_true", help="сначала новые")
    parser.add_argument("--literal", action="store_true", help="ничего не исправлять")
    parser.add_argument("-n", "--count", type=int, default=10, help="сколько показать")
    parser.add_argument("--json", action="store_true", help="ответ в JSON, для программ")


def run(arguments: argparse.Namespace) -> int:
    """Exit status: 1 when nothing is found."""
    settings = load_settings(arguments)
    output = arguments.output or Path(settings["OUTPUT_PATH"])
    request = make_request(settings, output=output, now=arguments.now)
    asker = Asker(site_of(request))
    try:
        _bring_up(asker)
        answer = asker.ask(
            Question(
                text=arguments.query,
                chosen={name: getattr(arguments, name) for name in FACETS},
                count=arguments.count,
                newest=arguments.newest,
                literal=arguments.literal,
            )
        )
    finally:
        asker.close()
    portal = request.portal
    print(as_json(answer, portal) if arguments.json else as_text(answer, portal))
    return int(not answer.total)


def _bring_up(asker: Asker) -> None:
    """While the site is being built, the index of before answers."""
    try:
        asker.bring_up()
    except OutputError as error:
        print(error, file=sys.stderr)


def as_json(answer: Answer, portal: Portal) -> str:
    """The answer for programs."""
    return json.dumps(
        {
            "query": answer.understood,
            "corrected": answer.corrected,
            "total": answer.total,
            "complete": answer.complete,
            "unused": list(answer.unused),
            "near": answer.near,
            "facets": {name: dict(values) for name, values in answer.facets.items() if values},
            "results": [_as_json(one, portal) for one in answer.results],
        },
        ensure_ascii=False,
        indent=1,
    )


def _as_json(one: Result, portal: Portal) -> dict[str, Any]:
    facts = one.facts
    values: dict[str, Any] = {
        "title": one.title,
        "url": portal.url + one.address,
        "kind": facts.kind,
        "act": facts.act,
        "number": one.number,
        "date": facts.day,
        "section": facts.section,
        "issuer": facts.issuer,
        "ended": facts.ended,
        "passage": "".join(piece.text for piece in one.passage),
        "marked": [piece.text for piece in one.passage if piece.marked],
        "file": portal.url + one.file if one.file else "",
        "page": one.page,
    }
    return {name: value for name, value in values.items() if value not in ("", 0, [])}


def as_text(answer: Answer, portal: Portal) -> str:
    """The answer for people."""
    lines = []
    if answer.corrected:
        lines.append(f"Показаны результаты для «{answer.understood}».")
    lines += [f"Слова «{word}» нет ни в одном материале." for word in answer.unused]
    if answer.near:
        lines.append(f"Может быть, вы искали «{answer.near}»?")
    if not answer.total:
        return "\n".join([*lines, "Ничего не найдено."])
    noun = plural(answer.total, "материал", "материала", "материалов")
    lines.append(f"Найдено: {answer.total} {noun}.")
    if not answer.complete:
        lines.append("Всех слов нет ни в одном; ближайшие:")
    for number, one in enumerate(answer.results, 1):
        lines += ["", f"{number}. {one.title}", f"   {_line(one, portal)}"]
        if one.passage:
            lines.append(f"   {_marked(one.passage)}")
        if one.file:
            page = f", страница {one.page}" if one.page else ""
            lines.append(f"   {portal.url}{one.file}{page}")
        lines.append(f"   {portal.url}{one.address}")
    return "\n".join(lines)


def _line(one: Result, portal: Portal) -> str:
    facts = one.facts
    kind = portal.act_kind(facts.act)
    section = portal.section(facts.section)
    year, month, day = facts.day.split("-")
    parts = [
        kind.title if kind else "",
        f"№ {one.number}" if one.number else "",
        f"{day}.{month}.{year}",
        section.title if section else "",
        "не действует" if facts.ended else "",
    ]
    return " · ".join(part for part in parts if part)


def _marked(pieces: Passage) -> str:
    """Found words are bold on a terminal, in asterisks elsewhere."""
    before, after = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("*", "*")
    texts = (f"{before}{one.text}{after}" if one.marked else one.text for one in pieces)
    return "".join(texts)
