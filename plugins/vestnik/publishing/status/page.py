"""The status as a value, and as a page."""

from __future__ import annotations

import enum
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import groupby

from vestnik.core.crosschecks import LINK_TO_UNREAD
from vestnik.core.problems import SEVERITY_NAMES, Problem
from vestnik.core.report import in_order, in_sentences, summary
from vestnik.core.russian import date_words, plural

_MOST = 30
"""Published pages that are named."""
_POLICY = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; form-action 'none'; "
    "script-src 'self'; style-src 'self'"
)


class Step(enum.StrEnum):
    """How far the last version is."""

    CHECKING = "checking"
    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


_WORDS = {
    Step.CHECKING: "Проверяется",
    Step.PUBLISHED: "Опубликовано",
    Step.UNCHANGED: "Опубликовано: менять было нечего",
    Step.REFUSED: "Не опубликовано",
}


@dataclass(frozen=True, slots=True)
class Published:
    """A page that the last release has changed."""

    address: str
    title: str
    gone: bool = False
    new: bool = False
    """The others were changed, or only lead to something that was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the page says."""

    step: Step
    moment: datetime
    """In the site's time zone."""
    site: str = ""
    """Name of the body."""
    url: str = ""
    """Address of the site, without the last slash."""
    revision: str = ""
    """The version of the texts in git; empty where it is not known."""
    release: int = 0
    pages: Sequence[Published] = ()
    problems: Sequence[Problem] = ()
    """Errors, those that may be shown."""
    withheld: int = 0
    """Errors of what is not public."""
    warnings: int = 0
    """Less grave problems, which are not named here."""
    held: Sequence[str] = ()
    """Sources that are shown as they were before, because of their errors."""
    trouble: str = ""
    """Why nothing could be done at all."""


def data(status: Status) -> bytes:
    """What the page's script asks for: whether there is something new to show."""
    said = {"step": status.step.value, "moment": status.moment.isoformat()}
    return (json.dumps(said) + "\n").encode()


def render(status: Status) -> bytes:
    """The page."""
    return (
        '<!doctype html>\n<html lang="ru">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="robots" content="noindex, nofollow">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_WORDS[status.step]} — состояние сайта</title>\n"
        '<link rel="stylesheet" href="status.css">\n'
        f'<script src="status.js" data-moment="{status.moment.isoformat()}"'
        f' data-step="{status.step}" defer></script>\n</head>\n<body>\n<main>\n'
        f"<h1>Состояние сайта</h1>\n<p>{escape(status.site)}</p>\n"
        f"{_head(status)}{_pages(status)}{_problems(status)}"
        '<p><a href="./">Обновить страницу</a> · '
        f'<a href="{escape(status.url)}/">На главную сайта</a></p>\n'
        "</main>\n</body>\n</html>\n"
    ).encode()


def _head(status: Status) -> str:
    moment = f"{date_words(status.moment)} в {status.moment:%H:%M}"
    number = f", выпуск {status.release}" if status.release else ""
    revision = f", версия <code>{escape(status.revision[:10])}</code>" if status.revision else ""
    text = f"<p><strong>{_WORDS[status.step]}</strong> {moment}{number}{revision}.</p>\n"
    if status.step is Step.CHECKING:
        text += (
            "<p>Страница обновится сама. Если так дольше десяти минут, позовите веб-мастера.</p>\n"
        )
    if status.step is Step.REFUSED:
        text += "<p>На сайте всё осталось как было.</p>\n"
    if status.trouble:
        text += f"<p>{escape(status.trouble)}</p>\n"
    return f'<div class="state state--{status.step}" role="status">\n{text}</div>\n'


def _pages(status: Status) -> str:
    if not status.pages:
        return ""
    items = "".join(f"<li>{_page(one, status.url)}</li>\n" for one in status.pages[:_MOST])
    rest = len(status.pages) - _MOST
    more = f"<p>И ещё {rest}.</p>\n" if rest > 0 else ""
    return f"<h2>Что изменилось</h2>\n<ul>\n{items}</ul>\n{more}"


def _page(page: Published, url: str) -> str:
    if page.gone:
        return f"{escape(page.address)} — убрано"
    what = "новое: " if page.new else "обновилось: "
    return f'{what}<a href="{escape(url + page.address)}">{escape(page.title or page.address)}</a>'


def _problems(status: Status) -> str:
    """First what is to be mended, then what only waits for that."""
    own = {one.path for one in status.problems if one.code != LINK_TO_UNREAD}
    mended = [one for one in status.problems if one.path in own]
    parts = []
    if mended:
        parts.append(f"<h2>{escape(summary(mended))}</h2>\n")
    for path, group in groupby(in_order(mended), key=lambda one: one.path):
        held = " — на сайте оставлен прежний вид" if path in status.held else ""
        items = "".join(f"<li>{_problem(one)}</li>\n" for one in group)
        parts.append(f"<h3><code>{escape(path)}</code>{held}</h3>\n<ul>\n{items}</ul>\n")
    waiting = sorted({one.path for one in status.problems} - own)
    if waiting:
        items = "".join(f"<li><code>{escape(path)}</code></li>\n" for path in waiting)
        parts.append(
            "<h2>Ждут исправления других</h2>\n<p>В этих материалах менять ничего не нужно: они"
            " ссылаются на то, что не удалось прочитать. Исправите названное выше — пройдут и"
            f" они.</p>\n<ul>\n{items}</ul>\n"
        )
    if status.withheld:
        what = plural(status.withheld, "ошибка", "ошибки", "ошибок")
        parts.append(
            f"<p>Ещё {status.withheld} {what} — в том, что не опубликовано (черновики, выход по"
            " сроку). Здесь их не видно; их назовёт <code>vestnik check</code>.</p>\n"
        )
    if status.warnings:
        parts.append(
            f"<p>Предупреждений: {status.warnings}. Публикации они не мешают; их назовёт"
            " <code>vestnik check</code>.</p>\n"
        )
    return "".join(parts)


def _problem(problem: Problem) -> str:
    where = [f"строка {problem.line}"] if problem.line else []
    where += [escape(problem.field)] if problem.field else []
    name = SEVERITY_NAMES[problem.severity].capitalize()
    place = f" ({', '.join(where)})" if where else ""
    return f"<strong>{name}</strong>{place}: {escape(in_sentences(problem))}"
