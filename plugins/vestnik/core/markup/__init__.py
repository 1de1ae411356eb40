"""From Markdown to a body: safe HTML, plain text, headings, anchors and references.

    source ─ limits ─ lines ─▶ dialect ─▶ sanitise ─▶ finish ─▶ Body
             refuse   mend     convert    remove      anchors, references, typography

`limits` refuses what would hang the converter; `lines` mends what officers type; `dialect` is
Python-Markdown, with the numbered `clauses` of acts; `sanitise` is nh3; `finish` reads the clean
HTML once and makes it ours. Nothing here raises for bad content, and nothing opens a file.
"""

from __future__ import annotations

import re

from vestnik.core.markup import limits
from vestnik.core.markup.dialect import Dialect
from vestnik.core.markup.finish import finish
from vestnik.core.markup.lines import clean, prepare
from vestnik.core.markup.links import Lines
from vestnik.core.markup.sanitise import TAGS, sanitise
from vestnik.core.markup.stream import Stream
from vestnik.core.model import Body
from vestnik.core.patterns import regex
from vestnik.core.plaintext import plain_text
from vestnik.core.problems import Problem, Severity

__all__ = ["convert"]

_LEFT_OVER = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters that entities brought back, and the converter's own marks."""

_TOP_HEADING = regex(r"^[ ]{0,3}(?:#[ \t]+(\S.*)|(\S.*)\n[ ]{0,3}=+[ \t]*$)", re.MULTILINE)
_RAW_TAG = regex(r"<([a-zA-Z][a-zA-Z0-9:]*)(?=[\s/>])")
_HARMLESS = frozenset(
    (
        *("address", "article", "big", "body", "center", "font", "footer", "head", "header"),
        *("html", "main", "nav", "o:p", "section", "tt", "u"),
    )
)
"""Tags that are removed without a loss, because their content stays."""
_REMEDIES = {
    "iframe": "видео добавьте полем video, карту — ссылкой",
    "video": "видео добавьте полем video",
    "object": "файл добавьте ссылкой или полем attachments",
    "embed": "файл добавьте ссылкой или полем attachments",
}


def convert(
    source: str,
    *,
    path: str,
    first_line: int = 1,
    clauses: bool = False,
    lang: str = "ru",
    limit: int = limits.SIZE,
) -> tuple[Body, list[Problem]]:
    """Convert the body of one source.

    `path` is relative to the content folder, `first_line` the line on which the body begins.
    With `clauses` the numbered clauses of an act keep their numbers and get anchors. Typography is
    Russian where `lang` is; `limit` is the greatest length in characters.

    References of this site stay unresolved: `href="vestnik:N"` and `<img src="vestnik:N" alt="…">`
    (exactly so), with N an index into `Body.references`.
    """
    text = clean(source)
    if refused := limits.excess(text, limit):
        line = first_line + text.count("\n", 0, refused.place)
        return _EMPTY, [_problem(path, line, refused.code, refused.message, refused.remedy)]
    problems = [*_top_headings(text, path, first_line), *_removed_tags(text, path, first_line)]
    dialect = Dialect.of(clauses=clauses)
    try:
        html = _LEFT_OVER.sub("", sanitise(dialect.html(prepare(text, clauses=clauses))))
        stream = Stream(
            html,
            path=path,
            lang=lang,
            lines=Lines(source, first_line),
            clauses=dialect.clauses.places,
        )
        html = finish(stream)
    except RecursionError:
        Dialect.of.cache_clear()
        return _EMPTY, [*problems, _too_deep(path, first_line)]
    except Exception as fault:  # noqa: BLE001 - a fault of a library is named, and no other page waits
        Dialect.of.cache_clear()
        return _EMPTY, [*problems, _failed(path, first_line, fault)]
    body = Body(
        html=html,
        text=plain_text(html),
        headings=tuple(stream.headings),
        anchors=tuple(stream.anchors),
        references=tuple(stream.references),
    )
    return body, sorted([*problems, *stream.problems])


_EMPTY = Body(html="", text="")


def _problem(
    path: str, line: int, code: str, message: str, remedy: str, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(
        path=path,
        line=line,
        field="текст",
        code=code,
        message=message,
        remedy=remedy,
        severity=severity,
    )


def _too_deep(path: str, line: int) -> Problem:
    return _problem(
        path, line, "markup-too-deep", "разметка вложена слишком глубоко", "сделайте текст проще"
    )


def _failed(path: str, line: int, fault: Exception) -> Problem:
    return _problem(
        path,
        line,
        "markup-failed",
        f"разметку не удалось прочесть ({type(fault).__name__}: {fault})",
        "упростите её и сообщите о случае разработчикам",
    )


def _top_headings(text: str, path: str, first_line: int) -> list[Problem]:
    """A heading of level 1 is the title of the page; a text begins with `##`."""
    if "#" not in text and "\n=" not in text:
        return []
    return [
        _problem(
            path,
            first_line + text.count("\n", 0, found.start()),
            "heading-level-one",
            f"«{(found[1] or found[2]).strip()[:60]}» — заголовок первого уровня, как и название",
            "поставьте две решётки: ##",
            Severity.WARNING,
        )
        for found in _TOP_HEADING.finditer(text)
    ]


def _removed_tags(text: str, path: str, first_line: int) -> list[Problem]:
    """Tags that the sanitiser removes together with what an author meant by them."""
    if "<" not in text:
        return []
    first: dict[str, int] = {}
    for found in _RAW_TAG.finditer(text):
        first.setdefault(found[1].lower(), found.start())
    return [
        _problem(
            path,
            first_line + text.count("\n", 0, place),
            "html-removed",
            f"тег <{tag}> на сайте не работает и удалён",
            _REMEDIES.get(tag, "уберите его из текста"),
            Severity.WARNING,
        )
        for tag, place in first.items()
        if tag not in TAGS and tag not in _HARMLESS
    ]
