"""The values of a front matter: text exactly as typed, each with its line.

YAML's own types are left out on purpose: `number: 012`, `3/650`, `12e3` and `no` come as the words
that the editor typed, and the schema decides what they mean.
"""

from __future__ import annotations

from msgspec import Struct, field


class Text(Struct):
    """A scalar."""

    value: str
    line: int
    """Line of the source, from 1."""


class Items(Struct):
    """A list."""

    items: list[Node]
    line: int


class Fields(Struct):
    """A record: `key: value` pairs in the order of the source."""

    entries: dict[str, Node] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)
    """Line of each key, which may stand above its value."""
    line: int = 1


Node = Text | Items | Fields


def plain(node: Node) -> object:
    """`node` without lines, as nested dictionaries, lists and strings."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}
