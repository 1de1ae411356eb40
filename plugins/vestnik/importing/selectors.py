"""CSS selectors, the few that people write: `div.news-text`, `#content h1`, `td.text > b, .title`.

A selectors file says for one site what the heuristics miss. It is YAML, a selector for each part:

    title: h1.page-title
    date: .news-date
    body: .news-text
    drop: .banner, .read-also
"""

from __future__ import annotations

import re

PARTS = ("title", "date", "lead", "body", "author", "category", "drop")
"""What a selectors file may name."""

_STEP = re.compile(
    r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:#[\w-]+|\.[\w-]+|\[[\w-]+(?:[~^*$|]?=(?:\"[^\"]*\"|'[^']*'|[\w-]+))?\])*)"
)
_PIECE = re.compile(
    r"#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)"
    r"|\[(?P<name>[\w-]+)(?:(?P<op>[~^*$|]?=)(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[\w-]+)))?\]"
)


class SelectorError(ValueError):
    """A selector that is not understood; the message is in Russian."""


def to_xpath(selector: str) -> str:
    """The XPath of a selector. Raises SelectorError.

    >>> to_xpath("td.text > b")
    "//td[contains(concat(' ', normalize-space(@class), ' '), ' text ')]/b"
    """
    return "|".join(_one(part.strip()) for part in selector.split(","))


def _one(selector: str) -> str:
    path, axis = "", "//"
    for step in selector.replace(">", " > ").split():
        if step == ">":
            axis = "/"
            continue
        found = _STEP.fullmatch(step)
        if not found or not step:
            raise SelectorError(
                f"селектор «{selector}» непонятен; годятся тег, .класс, #имя, [атрибут=значение]"
            )
        path += (
            axis + (found["tag"] or "*") + "".join(map(_condition, _PIECE.finditer(found["rest"])))
        )
        axis = "//"
    if not path:
        raise SelectorError("пустой селектор")
    return path


def _condition(piece: re.Match[str]) -> str:
    if piece["id"]:
        return f"[@id='{piece['id']}']"
    if piece["cls"]:
        return f"[contains(concat(' ', normalize-space(@class), ' '), ' {piece['cls']} ')]"
    if not piece["op"]:
        return f"[@{piece['name']}]"
    value = (piece["a"] or piece["b"] or piece["c"] or "").replace("'", "")
    if piece["op"] == "=":
        return f"[@{piece['name']}='{value}']"
    if piece["op"] == "^=":
        return f"[starts-with(@{piece['name']}, '{value}')]"
    return f"[contains(@{piece['name']}, '{value}')]"
