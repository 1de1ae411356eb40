"""Who wrote a page and to which rubric it belongs, as the page says beside its title."""

from __future__ import annotations

import re

from vestnik.importing.dom import Element, squeezed, tag_of, text_of, words_of
from vestnik.importing.page import Found
from vestnik.importing.titles import same

_AUTHOR_WORDS = frozenset({"author", "createdby", "byline", "newsauthor", "postauthor", "avtor"})
_CATEGORY_WORDS = frozenset({"categoryname", "catlinks", "postcategory", "newscategory"})
_CRUMB_WORDS = frozenset(
    {"breadcrumb", "breadcrumbs", "bread", "crumbs", "pathway", "speedbar", "dlespeedbar"}
)
_LABEL = re.compile(r"^(?:автор|рубрик[аи]|категори[яи]|раздел|от|by)\b\s*:?\s*", re.IGNORECASE)
_LOGIN = re.compile(r"[a-z0-9_.@ -]+|администратор|super user|редактор|гость", re.IGNORECASE)
"""A user of the old system, not a person."""
_HOME = frozenset({"главная", "главная страница", "home", "на главную"})
_LONG = 80


def find_author(zone: Element) -> Found | None:
    """The author named beside the title; names of users of the old system are none."""
    for element in zone.iter():
        if not tag_of(element):
            continue
        if element.get("itemprop") == "author" or words_of(element) & _AUTHOR_WORDS:
            name = _LABEL.sub("", text_of(element)).strip(" .,")
            if 3 <= len(name) <= _LONG and not _LOGIN.fullmatch(name):
                return Found(name, 0.85, "автор у заголовка")
    return None


def find_category(root: Element, zone: Element, title: str) -> Found | None:
    """The rubric named beside the title, else the last step of the way to the page."""
    for element in zone.iter():
        if tag_of(element) and words_of(element) & _CATEGORY_WORDS:
            name = _LABEL.sub("", text_of(element)).strip(" .,")
            if name and len(name) <= _LONG:
                return Found(name, 0.9, "рубрика у заголовка")
    steps = [
        step for step in crumbs(root) if step.casefold() not in _HOME and not same(step, title)
    ]
    if steps and len(steps[-1]) <= _LONG:
        return Found(steps[-1], 0.7, "путь к странице")
    return None


def crumbs(root: Element) -> list[str]:
    """The links of the way to the page, the site's name among them where it is one."""
    for element in root.iter():
        if tag_of(element) and words_of(element) & _CRUMB_WORDS:
            links = [squeezed(text_of(link)) for link in element.iter("a")]
            found = [link for link in links if link]
            if found:
                return found[1:] if len(found) > 1 else found
    return []
