"""Sanitised HTML as a tree of elements."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "source"})


@dataclass(slots=True)
class Element:
    """An element with its children; text stands between them as it was."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """Names of its classes."""
        return self.attributes.get("class", "").split()

    def elements(self, *tags: str) -> list[Element]:
        """Its children of these tags."""
        return [one for one in self.children if isinstance(one, Element) and one.tag in tags]


def parse(html: str) -> Element:
    """The tree below one nameless element."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an element."""
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Closes it, and whatever was left open in it."""
        places = [place for place, one in enumerate(self._open) if one.tag == tag]
        if places and places[-1]:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        """Text."""
        self._open[-1].children.append(data)
