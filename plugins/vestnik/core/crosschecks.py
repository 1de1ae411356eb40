"""Words for faults that no source shows alone: they need other files, or the whole site.

The engine finds them; each function here gets what it found and returns the problem, so that all
messages of Vestnik read alike (of files that are missing or damaged `vestnik.attachments` tells).
`line` and `field` say where the fault stands in the source `path`: for the front matter see
`vestnik.core.corpus.line_of`, for the text `Reference.line` and «текст».
"""

from __future__ import annotations

import json
from datetime import date

from msgspec import Struct

from vestnik.core.addresses import is_numberless
from vestnik.core.problems import Problem, Severity

LINK_TO_UNREAD = "link-to-unread"
"""Code of an error that is gone as soon as another source is mended."""


class Place(Struct, frozen=True):
    """Where in a source a fault stands."""

    path: str
    line: int = 0
    field: str = ""

    def problem(
        self, code: str, message: str, remedy: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        """A problem that stands here."""
        return Problem(
            path=self.path,
            line=self.line,
            field=self.field,
            code=code,
            message=message.replace("\u00a0", " "),  # words of links come typeset
            remedy=remedy,
            severity=severity,
        )


def broken_link(place: Place, target: str, text: str = "", near: str = "") -> Problem:
    """A link or a named page (`related`, `projects`…) that leads to nothing of this site."""
    what = f"ссылка «{text}» ведёт на «{target}», а" if text else f"указана страница «{target}», а"
    return place.problem(
        "broken-link",
        f"{what} такой страницы на сайте нет",
        f"возможно, «{near}»" if near else "исправьте адрес или уберите ссылку",
    )


def link_to_unread(place: Place, target: str, unread: str, text: str = "") -> Problem:
    """A link to a page whose own source could not be read: nothing is wrong here."""
    what = f"ссылка «{text}» ведёт на «{target}»" if text else f"указана страница «{target}»"
    return place.problem(
        "link-to-unread",
        f"{what}, а та страница не прочитана: ошибка в ней самой",
        f"исправьте файл «{unread}»; здесь менять ничего не нужно",
    )


def link_to_hidden(place: Place, target: str, text: str = "") -> Problem:
    """A link of a visible page to a draft, or to an item whose hour has not come or is over."""
    what = f"ссылка «{text}» ведёт" if text else "ведёт"
    return place.problem(
        "link-to-hidden",
        f"{what} на «{target}», а эта страница сейчас не опубликована: читатель её не увидит",
        "уберите ссылку или опубликуйте ту страницу",
        Severity.WARNING,
    )


def broken_anchor(place: Place, target: str, anchor: str, text: str, near: str = "") -> Problem:
    """A link to a place that its page does not have."""
    return place.problem(
        "broken-anchor",
        f"ссылка «{text}» ведёт на место «#{anchor}» страницы «{target}», а такого там нет",
        f"возможно, «#{near}»" if near else "проверьте, к какому подзаголовку она ведёт",
    )


def address_case(place: Place, target: str, real: str, text: str = "") -> Problem:
    """A name with the wrong capitals: it works on Windows and breaks on the server."""
    what = f"ссылка «{text}» ведёт на «{target}»" if text else f"указан файл «{target}»"
    return place.problem(
        "address-case",
        f"{what}, а на самом деле — «{real}»: большие и маленькие буквы различаются",
        f"напишите «{real}»",
    )


def duplicate_address(place: Place, address: str, other: str) -> Problem:
    """Two items with one address."""
    return place.problem(
        "duplicate-address",
        f"адрес {address} уже занят: его даёт файл «{other}»",
        "переименуйте один из файлов или добавьте в него строку «slug: …»",
    )


def reserved_address(place: Place, address: str, folder: str) -> Problem:
    """A page of the tree where the site itself, or items of other kinds, stand."""
    return place.problem(
        "reserved-address",
        f"адрес {address} занят самим сайтом: в разделе {folder} страницы он создаёт сам",
        "перенесите или переименуйте файл страницы",
    )


def duplicate_file(place: Place, address: str, file: str, other: str) -> Problem:
    """Two files that would be published under one address."""
    return place.problem(
        "duplicate-file",
        f"файлы «{file}» и «{other}» получают на сайте один адрес {address}",
        "переименуйте один из них",
    )


def duplicate_act(place: Place, title: str, number: str, adopted: date, other: str) -> Problem:
    """The same act twice: one issuer, kind, number and date; `title` is the kind's."""
    sign = "" if is_numberless(number) else "№ "
    return place.problem(
        "duplicate-act",
        f"{title.lower()} {sign}{number} от {adopted:%d.%m.%Y} уже есть в файле «{other}»",
        "удалите лишний файл или исправьте номер и дату",
    )


def symlink_outside(path: str) -> Problem:
    """A symbolic link in the content that leads out of it."""
    return Place(path).problem(
        "symlink-outside",
        "это ярлык (символическая ссылка) на файл вне папки с текстами сайта",
        "удалите ярлык и положите сюда сам файл",
    )


def file_of_draft(place: Place, file: str, owner: str) -> Problem:
    """A public page that would publish a file lying beside an item that is not public."""
    return place.problem(
        "file-of-draft",
        f"файл «{file}» лежит рядом с неопубликованным текстом «{owner}» и вышел бы на сайт раньше "
        "него",
        "уберите его отсюда, опубликуйте тот текст или положите файл в другую папку",
    )


def redirect_conflict(place: Place, address: str, other: str, *, page: bool) -> Problem:
    """An old address at which a `page` of today stands, or that already leads to `other`."""
    alive = page and address == other
    taken = "по нему открывается страница сайта" if alive else f"с него уже ведут на «{other}»"
    return place.problem(
        "redirect-conflict",
        f"старый адрес «{address}» занят: {taken}",
        "оставьте его только там, куда он должен вести",
    )


def file_states_other_act(place: Place, file: str, stated: str, typed: str) -> Problem:
    """A PDF that begins with the head of another act than its page."""
    return place.problem(
        "file-other-act",
        f"в «{file}» стоит «{stated}», а на странице — «{typed}»",
        "проверьте вид, номер и дату, и тот ли это файл",
        Severity.WARNING,
    )


def file_replaced(place: Place, file: str, title: str, day: date, *, first: bool) -> Problem:
    """A file with other bytes than were published, of which the readers are told nothing.

    `title`: how its link is called; `day`: today, for the line to paste; `first`: the item has no
    list of changes yet.
    """
    note = json.dumps(f"заменён файл: {title}".replace("\u00a0", " "), ensure_ascii=False)
    entry = f"{{date: {day}, note: {note}}}"
    where, line = ("шапку", f"changes: [{entry}]") if first else ("changes", f"- {entry}")
    return place.problem(
        "file-replaced",
        f"файл «{file}» заменён после публикации, а читателям об этом не сказано",
        f"добавьте в {where} строку «{line}» и допишите, что изменилось",
        Severity.WARNING,
    )
