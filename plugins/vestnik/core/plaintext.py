"""From HTML to plain text: one block a line, for search, feeds and descriptions.

The HTML is that of `markup.convert`: sanitised, so every `<` begins a tag and every tag is whole.
"""

from __future__ import annotations

from html import unescape

from vestnik.core.patterns import regex

_TAG = regex(r"<(/?[a-zA-Z][a-zA-Z0-9]*)([^>]*)>")
_START = regex(r'\bstart="(-?\d+)"')

_BLOCKS = frozenset(
    (
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "div", "section", "hr"),
        *("ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "details", "summary"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr"),
    )
)
_CELLS = frozenset({"td", "th"})
CELL_BREAK = " | "
"""Parts the cells of a row."""

_LINE = "\x03"
"""A line's end while the line breaks of the HTML still stand for spaces."""
_GLUE = "\x04"
"""Holds the number of a list item and its first paragraph on one line."""
_GLUED = regex(f"{_GLUE}(?:[ {_LINE}]*{_LINE})?")

_SENTENCE_END = regex(r"[.!?…][»“)\"]*(?=\s)")
_NOT_SENTENCE = regex(
    r"(?:^|[^\w])(?:\w|г|гг|ул|им|тыс|руб|млн|пос|стр|ст|пп|кв|обл|т\. ?[деп])\.$"
)

_LOOSE_END = regex(r"(?:(?: \w{1,2}\.?)|[ ,;:—–(«„-])+$")
"""Short words and signs that must not end a line."""


def plain_text(html: str) -> str:
    """The text of a body, a paragraph, list item or table row on a line of its own.

    Numbers of ordered lists are written out; pictures and footnote marks are left out; no-break
    spaces become spaces.

    >>> print(plain_text("<p>Дума <b>решила</b>:</p><ol><li>принять.</li></ol>"))
    Дума решила:
    1. принять.
    """
    parts = _TAG.split(html)
    pieces = [parts[0]]
    lists: list[int | None] = []
    hidden = False
    for place in range(1, len(parts), 3):
        tag, attributes, text = parts[place].lower(), parts[place + 1], parts[place + 2]
        if tag == "a" and "footnote-" in attributes:
            hidden = True
        elif tag == "/a":
            hidden = False
        else:
            pieces.append(_mark(tag, attributes, lists))
        if not hidden:
            pieces.append(text)
    text = "".join(pieces).replace("\n", " ")
    if _GLUE in text:
        text = _GLUED.sub("", text)
    text = text.replace(_LINE, "\n")
    if "&" in text:
        text = unescape(text)
    lines = (" ".join(line.split()) for line in text.replace("\u00ad", "").split("\n"))
    return "\n".join(line.removeprefix("| ") for line in lines if line)


def _mark(tag: str, attributes: str, lists: list[int | None]) -> str:
    """What stands in the text in place of a tag; `lists` are the open lists with their numbers."""
    name = tag.removeprefix("/")
    if name in _CELLS:
        return CELL_BREAK if tag == name else ""
    if name == "br":
        return " "
    if name not in _BLOCKS:
        return ""
    if name in ("ul", "ol"):
        _enter_list(tag, attributes, lists)
    elif tag == "li" and lists and (number := lists[-1]) is not None:
        lists[-1] = number + 1
        return f"{_LINE}{number}. {_GLUE}"
    return _LINE


def _enter_list(tag: str, attributes: str, lists: list[int | None]) -> None:
    if tag == "ul":
        lists.append(None)
    elif tag == "ol":
        found = _START.search(attributes)
        lists.append(int(found[1]) if found else 1)
    elif lists:
        lists.pop()


def excerpt(text: str, limit: int = 200) -> str:
    """The beginning of a text, at most `limit` characters, for a description.

    It ends with a sentence where one ends in the second half, else after a word, with «…».

    >>> excerpt("Заявки принимают до 1 мая. Приходите в управление образования.", 40)
    'Заявки принимают до 1 мая.'
    """
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    ends = [found.end() for found in _SENTENCE_END.finditer(flat, 0, limit + 1)]
    for end in reversed(ends):
        if end < limit // 2:
            break
        if not _NOT_SENTENCE.search(flat, 0, end):
            return flat[:end]
    space = flat.rfind(" ", 0, limit)
    cut = flat[: space if space > 0 else limit - 1]
    return _LOOSE_END.sub("", cut) + "…"
