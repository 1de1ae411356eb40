"""Показывает, что сборка видит в файле: для тех, кто ищет причину, и для измерений."""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vestnik.attachments.stage import Request, process_apart
from vestnik.commands import attachment, inspect_page, inspect_words
from vestnik.commands.common import DEFAULT_SETTINGS, load_settings
from vestnik.core import frontmatter, markup
from vestnik.core.filetext import page_starts, unpack
from vestnik.core.portal import ActKind, Portal
from vestnik.core.russian import date_digits
from vestnik.register import Citation, find_citations, kind_words, match_key
from vestnik.register.kinds import names_of
from vestnik.settings import SettingsError, read_portal

_USUAL_KINDS = (
    ActKind(key="postanovlenie", title="Постановление", plural="Постановления"),
    ActKind(key="rasporyazhenie", title="Распоряжение", plural="Распоряжения"),
    ActKind(key="prikaz", title="Приказ", plural="Приказы"),
    ActKind(key="reshenie", title="Решение", plural="Решения"),
)
"""Where there are no settings."""
_RELATIONS = {
    "amends": "изменяет",
    "repeals": "отменяет",
    "suspends": "приостанавливает",
    "based_on": "основание",
}
_MARKDOWN = {".md", ".markdown"}
_PDF = ".pdf"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    subjects = parser.add_subparsers(dest="subject", metavar="ЧТО", required=True)
    citations = subjects.add_parser(
        "citations", help="документы, которые назвал текст", description=_citations.__doc__
    )
    citations.add_argument("file", metavar="ФАЙЛ", type=Path, help=".md, .txt или .pdf")
    citations.add_argument("-s", "--settings", type=Path, help="файл настроек")
    citations.add_argument("--json", action="store_true", help="ответ в JSON, для программ")
    citations.set_defaults(inspect=_citations)
    facts = subjects.add_parser(
        "attachment", help="свойства файла для скачивания", description=attachment.run.__doc__
    )
    attachment.add_arguments(facts)
    facts.set_defaults(inspect=attachment.run)
    inspect_page.add_subject(subjects)
    words = subjects.add_parser(
        "words",
        help="слова, номера и даты, как их понимает поиск",
        description=inspect_words.run.__doc__,
    )
    inspect_words.add_arguments(words)


def run(arguments: argparse.Namespace) -> int:
    """Exit status: 1 when the file cannot be read."""
    inspect = arguments.inspect
    return int(inspect(arguments))


def _citations(arguments: argparse.Namespace) -> int:
    """Документы, которые назвал текст: вид, номер, дата, орган, название и что с ними делает текст.

    Места (start, end) — в знаках текста: у .txt — самого файла, у .md и .pdf — того текста без
    разметки, который стоит в ответе как plain_text. Конец строки — один знак.
    """
    path: Path = arguments.file
    portal = _portal(arguments.settings)
    kinds = portal.act_kinds if portal else _USUAL_KINDS
    pages = _text_of_pdf(path) if path.suffix.lower() == _PDF else ()
    text = "\n".join(pages) if pages else _plain_text(path)
    starts = page_starts(pages)
    found = find_citations(text, kind_words(kinds))
    names = names_of(kinds)
    if arguments.json:
        answer: dict[str, Any] = {"file": str(path)}
        if path.suffix.lower() in {*_MARKDOWN, _PDF}:
            answer["plain_text"] = text
        answer["citations"] = [
            _as_json(one, text, portal)
            | {"kind_name": names.get(one.kind, one.kind)}
            | ({"page": bisect_right(starts, one.start)} if pages else {})
            for one in found
        ]
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        lines = [
            f"{_place(one, text, starts)}: {_line(one, names.get(one.kind, one.kind))}"
            for one in found
        ]
        print("\n".join(lines or ["Документы не названы."]))
    return 0


def _portal(settings: Path | None) -> Portal | None:
    """The site whose kinds and issuers count: by `--settings`, else of this folder, if any."""
    path = settings or Path(DEFAULT_SETTINGS)
    if settings is None and not path.is_file():
        return None
    names = load_settings(argparse.Namespace(settings=path, content=None))
    return read_portal(names)


def _plain_text(path: Path) -> str:
    """The text in which citations are sought; raises SettingsError where there is none."""
    if not path.is_file():
        raise SettingsError(f"{path}: такого файла нет")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path}: файл не читается; проверьте права на него") from error
    decoded, problems = frontmatter.decode(data, path.name)
    if decoded is None:
        raise SettingsError("\n".join(str(problem) for problem in problems))
    if path.suffix.lower() not in _MARKDOWN:
        return "\n".join(data.decode("utf-8").replace("\r\n", "\n").split("\r"))
    front, _ = frontmatter.read(data, path.name)
    source = decoded if front is None or front.fields is None else front.body
    body, _ = markup.convert(source, path=path.name, clauses=True)
    return body.text


def _text_of_pdf(path: Path) -> tuple[str, ...]:
    """The pages of a PDF, as a build reads them: in a process that can be killed."""
    if not path.is_file():
        raise SettingsError(f"{path}: такого файла нет")
    result = process_apart(path.resolve().parent, Request(path=path.name))
    pages = unpack(result.text)
    if not pages:
        raise SettingsError(
            f"{path}: текста в файле нет или он не читается; что с ним, скажет"
            " «vestnik inspect attachment»"
        )
    return pages


def _as_json(citation: Citation, text: str, portal: Portal | None) -> dict[str, Any]:
    return {
        "start": citation.start,
        "end": citation.end,
        "text": text[citation.start : citation.end],
        "kind": citation.kind,
        "kind_text": citation.kind_text,
        "number": citation.number,
        "number_key": citation.number_key,
        "date": citation.date.isoformat() if citation.date else None,
        "issuer": citation.issuer,
        "title": citation.title,
        "scope": citation.scope,
        "relation": citation.relation or None,
        "outside": citation.outside,
        "quoted": citation.quoted,
        "keys": list(match_key(citation, portal)) if portal else [],
    }


def _place(citation: Citation, text: str, starts: Sequence[int]) -> str:
    """The line of a text, the page of a PDF."""
    if len(starts) > 1:
        return f"с. {bisect_right(starts, citation.start)}"
    return str(text.count("\n", 0, citation.start) + 1)


def _line(citation: Citation, kind: str) -> str:
    """One line for people: what it is, and what is done to it."""
    parts = [kind]
    if citation.date:
        parts.append(f"от {date_digits(citation.date)}")
    if citation.number:
        parts.append(f"№ {citation.number}")
    if citation.title:
        parts.append(f"«{citation.title}»")
    notes = [
        citation.issuer,
        _RELATIONS.get(citation.relation, ""),
        citation.scope,
        "не из реестра" if citation.outside else "",
        "в названии другого" if citation.quoted else "",
    ]
    return " · ".join([" ".join(parts), *(note for note in notes if note)])
