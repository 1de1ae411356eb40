"""The tree of a page, and small questions about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Element = Any
"""An element of lxml, which has no types."""

BLOCK_TAGS = frozenset(
    (
        *("p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "center"),
        *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "blockquote", "pre"),
        *("figure", "figcaption", "hr", "address", "details", "summary", "fieldset", "body"),
        *("html", "noindex", "left", "right", "picture", "iframe", "object", "video"),
    )
)
"""Elements that begin a line of their own; «noindex» is Yandex's."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INVISIBLE = frozenset({"script", "style", "template", "noscript", "svg", "head", "title"})

_SPACES = re.compile(r"[\s\u00a0\u2002-\u200a\u202f]+")
_HYPHENS = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x0*1|0*1);")
"""Characters that no text has; the marks of references among them, see `page`."""
_DOUBLE_ENTITY = re.compile(r"&amp;((?:nbsp|laquo|raquo|mdash|ndash|quot|hellip|#\d{2,5});)")


def parse(text: str) -> Element:
    """The root element of a page. Raises ValueError where there is nothing in it."""
    from lxml import etree, html

    text = _CONTROL.sub("", _DOUBLE_ENTITY.sub(r"&\1", text))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ValueError("в файле нет страницы") from error
    return root


def squeezed(text: str | None) -> str:
    """One line, without soft hyphens and the like."""
    if not text:
        return ""
    return _SPACES.sub(" ", _HYPHENS.sub("", text)).strip()


def tag_of(element: Element) -> str:
    """The tag in lower case; empty for comments and the like."""
    tag = element.tag
    return tag.lower() if isinstance(tag, str) else ""


def names_of(element: Element) -> str:
    """Class and id as typed."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def words_of(element: Element) -> frozenset[str]:
    """Words in class and id: `mod_main-menu` has `mod`, `main`, `menu`, and whole `modmainmenu`."""
    names = names_of(element)
    if names == " ":
        return frozenset()
    whole = {_NOT_WORD.sub("", name.lower()) for name in names.split()}
    parts = _NOT_WORD.split(_CAMEL.sub(" ", names).lower())
    return frozenset((whole | set(parts)) - {""})


def text_of(element: Element, skip: frozenset[Element] | set[Element] = frozenset()) -> str:
    """All that is seen of an element, in one line, without the elements of `skip`."""
    return squeezed("".join(_texts(element, skip)))


def _texts(element: Element, skip: frozenset[Element] | set[Element]) -> Iterator[str]:
    stack: list[tuple[Element, bool]] = [(element, False)]
    while stack:
        here, left = stack.pop()
        if left:
            if tag_of(here) in BLOCK_TAGS or tag_of(here) == "br":
                yield " "
            if here is not element and here.tail:
                yield here.tail
            continue
        stack.append((here, True))
        if tag_of(here) in _INVISIBLE or here in skip or not tag_of(here):
            continue
        if tag_of(here) in BLOCK_TAGS:
            yield " "
        if here.text:
            yield here.text
        stack.extend((child, False) for child in reversed(here))


def inside(element: Element, ancestors: frozenset[Element] | set[Element]) -> bool:
    """Whether the element is one of `ancestors` or below one."""
    here = element
    while here is not None:
        if here in ancestors:
            return True
        here = here.getparent()
    return False
