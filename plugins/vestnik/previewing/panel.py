"""What the preview adds to a page: where it comes from, what is wrong, what is not public yet.

Added when a page is served; nothing of it is ever in a file of the output.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from itertools import groupby

from vestnik.core.model import Document
from vestnik.core.problems import SEVERITY_NAMES, Problem, Severity
from vestnik.core.report import in_order, in_sentences, summary
from vestnik.core.russian import date_words
from vestnik.previewing.keeper import State

OWN = "/_vestnik/"
"""Below this address the preview keeps what is its own; no page of a site can be there."""
_HEAD = (
    '<link rel="stylesheet" href="/_vestnik/preview.css">'
    '<script src="/_vestnik/preview.js" data-number="{number}" defer></script>'
)


def with_panel(html: bytes, state: State, panel: str) -> bytes:
    """A page with the panel at its end and the script that loads it anew."""
    head = _HEAD.format(number=state.number).encode()
    html = html.replace(b"</head>", head + b"</head>", 1)
    before, end, after = html.rpartition(b"</body>")
    return before + panel.encode() + end + after if end else html + panel.encode()


def panel(state: State, document: Document | None, now: datetime | None) -> str:
    """The box at the foot of a page, open when the page or all of the site is in trouble."""
    own = [one for one in state.problems if document is not None and one.path == document.path]
    others = [one for one in state.problems if one not in own]
    urgent = bool(state.trouble) or any(one.severity is Severity.ERROR for one in own)
    parts = [f"<p>{escape(state.trouble)}</p>" if state.trouble else ""]
    if document is not None:
        parts.append(f"<p>Файл: <code>{escape(document.path)}</code>{_when(document, now)}</p>")
        if document.path in state.held:
            parts.append("<p>Из-за ошибок показан прежний вид этого материала.</p>")
        parts.append(_items(own, place=False) if own else "<p>К этому материалу замечаний нет.</p>")
    if others:
        where = "В других материалах" if document is not None else "В материалах"
        parts.append(f"<p>{where}: {escape(summary(others).lower())}.</p>")
    parts.append(f'<p><a href="{OWN}">Все замечания и черновики</a></p>')
    return (
        '<aside class="vestnik-preview" lang="ru" aria-label="Предварительный просмотр">'
        f"<details{' open' if urgent else ''}><summary>{_headline(state, own)}</summary>"
        f"{''.join(parts)}</details></aside>"
    )


def missing_panel(state: State) -> str:
    """The box of a page that is not there, perhaps because of an error: all are named."""
    faults = [one for one in state.problems if one.severity is Severity.ERROR]
    said = (
        "<p>Такой страницы нет. Материал с ошибкой не показывается, пока она не исправлена:</p>"
        f"{_items(faults, place=True)}"
        if faults
        else "<p>Такой страницы нет. Возможно, материал назван иначе или удалён.</p>"
    )
    return (
        '<aside class="vestnik-preview" lang="ru" aria-label="Предварительный просмотр">'
        f"<details open><summary>{_headline(state, faults)}</summary>{said}"
        f'<p><a href="{OWN}">Все замечания и черновики</a></p></details></aside>'
    )


def overview(state: State, unpublished: Sequence[Document], now: datetime | None) -> bytes:
    """The preview's own page: everything that is wrong, and everything that is not public yet."""
    parts = [f"<p><strong>{escape(state.trouble)}</strong></p>" if state.trouble else ""]
    parts.append(f"<p>{escape(summary(state.problems))}.</p>")
    for path, group in groupby(in_order(state.problems), key=lambda one: one.path):
        parts.append(f"<h2><code>{escape(path)}</code></h2>")
        if path in state.held:
            parts.append("<p>Показан прежний вид, без этой ошибки.</p>")
        if path in state.absent:
            parts.append("<p>Не показан, пока не исправлен.</p>")
        parts.append(_items(group, place=False))
    parts.append("<h2>Черновики и то, что выйдет позже</h2>")
    items = "".join(
        f'<li><a href="{escape(one.address)}">{escape(one.title)}</a>{_when(one, now)}</li>'
        for one in unpublished
    )
    parts.append(f"<ul>{items}</ul>" if items else "<p>Их нет.</p>")
    return _page(state, "Предварительный просмотр", "".join(parts))


def waiting(state: State) -> bytes:
    """The page while there is no site yet; it loads itself anew."""
    said = state.trouble or "Сайт собирается. Страница откроется сама."
    return _page(state, "Предварительный просмотр", f"<p>{escape(said)}</p>")


def _page(state: State, title: str, body: str) -> bytes:
    return (
        '<!doctype html><html lang="ru"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title>{_HEAD.format(number=state.number)}</head>"
        f'<body class="vestnik-page"><main><h1>{title}</h1>{body}'
        '<p><a href="/">На главную сайта</a></p></main></body></html>'
    ).encode()


def _headline(state: State, own: Sequence[Problem]) -> str:
    if state.trouble:
        return "Просмотр: сайт не обновлён"
    return f"Просмотр: {escape(summary(own).lower())}" if own else "Просмотр"


def _items(problems: Iterable[Problem], *, place: bool) -> str:
    items = "".join(f"<li>{_item(one, place=place)}</li>" for one in in_order(problems))
    return f"<ul>{items}</ul>"


def _item(problem: Problem, *, place: bool) -> str:
    where = [f"<code>{escape(problem.path)}</code>"] if place else []
    where += [f"строка {problem.line}"] if problem.line else []
    where += [escape(problem.field)] if problem.field else []
    name = SEVERITY_NAMES[problem.severity].capitalize()
    head = f"<strong>{name}</strong>" + (f" ({', '.join(where)})" if where else "")
    return f"{head}: {escape(in_sentences(problem))}"


def _when(document: Document, now: datetime | None) -> str:
    """That visitors do not see the item, and when they will."""
    if document.draft:
        return " — черновик: посетители его не видят"
    if now is not None and document.date > now:
        moment = document.date
        return f" — выйдет {date_words(moment)} в {moment:%H:%M}: посетители его ещё не видят"
    return ""
