"""One file of an old site to an `Item`: what a worker process does with hostile input."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vestnik.core.model import Kind
from vestnik.core.portal import Portal
from vestnik.importing.decoding import Unreadable, decode
from vestnik.importing.exports import is_export
from vestnik.importing.html_page import read_html
from vestnik.importing.office import OLD_WORD, WORD, converted, kind_of
from vestnik.importing.page import Page
from vestnik.importing.pdf_page import read_pdf
from vestnik.importing.recognition import Item, recognise
from vestnik.importing.text_page import read_text
from vestnik.importing.word_page import read_word

_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|table|span|br|h[1-6]|a|ul|td)\b", re.IGNORECASE
)
_MAX_FILE = 64_000_000
_PAGED = re.compile(
    r"(?:[?&;](?:p|page|pagen_\d+|start|limitstart|offset|cstart|curpos|pn?)=\d+|/page/?\d+/?$|-page-?\d+)",
    re.IGNORECASE,
)
"""The second and further pages of a list, by their address."""
_EXPORT = "это лента или выгрузка сайта; если она нужна, назовите сам файл: vestnik import файл.xml"
_NOT_PAGES = {
    "xlsx": "это книга Excel: сохраните лист как «CSV UTF-8» и назовите этот файл",
    "xls": "это книга Excel: сохраните лист как «CSV UTF-8» и назовите этот файл",
    "zip": "это архив: распакуйте его в папку и назовите её",
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not imported, and why, in Russian."""

    reason: str


def read_page(
    data: bytes,
    address: str = "",
    selectors: Mapping[str, str] | None = None,
    name: str = "dokument.pdf",
) -> Page:
    """The page in `data`, whatever its `name` says. Raises Unreadable and ValueError."""
    kind = kind_of(data)
    if kind == WORD:
        return read_word(data)
    if kind in OLD_WORD:
        return read_word(converted(data, kind))
    if kind == "pdf":
        return read_pdf(data, name)
    if is_export(data):
        raise Unreadable(_EXPORT)
    if kind in _NOT_PAGES:
        raise Unreadable(_NOT_PAGES[kind])
    text = decode(data).text
    if _TAG.search(text[:50_000]):
        return read_html(text, address, selectors)
    return read_text(text, address)


def read_item(
    path: str,
    address: str,
    selectors: Mapping[str, str],
    portal: Portal,
    wanted: Kind | None,
    issuer: str = "",
) -> Item | Refused:
    """The item of one file, for a worker."""
    page = _read(path, address, selectors)
    if isinstance(page, Refused):
        return page
    if not page.text.strip() and not page.references:
        return Refused("на странице нет текста")
    if page.listing and _PAGED.search(address):
        return Refused("страница длинного списка: списки Вестник составляет сам")
    return recognise(page, portal, wanted, issuer)


def _read(path: str, address: str, selectors: Mapping[str, str]) -> Page | Refused:
    try:
        file = Path(path)
        if file.stat().st_size > _MAX_FILE:
            return Refused("файл слишком велик для страницы")
        return read_page(file.read_bytes(), address, selectors, file.name)
    except (Unreadable, ValueError) as fault:
        return Refused(str(fault))
    except RecursionError:
        return Refused("разметка страницы вложена слишком глубоко")
    except OSError:
        return Refused("файл не читается")
