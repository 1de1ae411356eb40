"""YAML of a front matter to `Fields`: events of a safe parser, never YAML's own objects.

Walking libyaml's events (0.05 ms for a typical head) is faster than composing nodes, and keeps
what a loader throws away: lines, doubled keys, and the scalars as typed. Anchors, aliases and tags
are refused, so that nothing can be multiplied or constructed.
"""

from __future__ import annotations

from typing import Any

import yaml
from msgspec import Struct, field

from vestnik.core.frontmatter.explain import explain, quoted_line
from vestnik.core.frontmatter.nodes import Fields, Items, Node, Text
from vestnik.core.patterns import regex
from vestnik.core.problems import Problem, Severity

MAX_HEAD_CHARS = 64_000
MAX_DEPTH = 6
MAX_NODES = 5_000
MAX_PROBLEMS = 30
"""A head with more faults is no head; the rest would only hide them."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# « #5» or « #слово» after a value: more likely a part of it than a remark, which YAML takes it for.
_LOST_BEHIND_HASH = regex(
    r"""^\s*(?:- *)?(?:[\w-]+:)?(?:\s+[^\s"'#|>][^"']*)?\s(#(?:\S| *\d).*)$"""
)


def parse(head: str, first_line: int, path: str) -> tuple[Fields | None, list[Problem]]:
    """Fields of the YAML text `head`, whose first line is `first_line` of the source."""
    if len(head) > MAX_HEAD_CHARS:
        return None, [_too_big(path, first_line)]
    reader = _Reader(head, first_line, path)
    try:
        fields = reader.root()
    except _GaveUpError:
        return None, reader.problems
    except yaml.YAMLError as error:
        return None, [*reader.problems, *explain(head, first_line, path, error)]
    if fields is None:
        return None, explain(head, first_line, path, None)
    if " #" in head:
        reader.problems += _lost_behind_hash(head, fields, first_line, path)
    return fields, reader.problems


class _GaveUpError(Exception):
    """The head is refused; the problem is already noted."""


class _Reader(Struct):
    """Walks the events of one head."""

    head: str
    first_line: int
    path: str
    problems: list[Problem] = field(default_factory=list)
    nodes: int = 0
    # Of libyaml or of PyYAML itself: they share no type.
    parser: Any = None

    def root(self) -> Fields | None:
        """The head's record; `None` where it is a list or a text."""
        self.parser = _LOADER(self.head)
        try:
            self._next()  # start of the stream
            event = self._next()
            if isinstance(event, yaml.StreamEndEvent):
                return Fields(line=self.first_line)
            node = self._node(self._next(), 0)
            self._next()  # end of the document
            if not isinstance(self._next(), yaml.StreamEndEvent):
                return None
        finally:
            self.parser.dispose()
        if isinstance(node, Text) and not node.value:
            return Fields(line=self.first_line)
        return node if isinstance(node, Fields) else None

    def _next(self) -> yaml.Event:
        event: yaml.Event = self.parser.get_event()
        return event

    def _line(self, event: yaml.Event) -> int:
        mark = event.start_mark
        return self.first_line + (mark.line if mark else 0)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            self.problems.append(_too_big(self.path, self._line(event)))
            raise _GaveUpError
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "yaml-anchor", "*")
            return Text("", self._line(event))
        self._refuse_anchor_and_tag(event)
        if isinstance(event, yaml.ScalarEvent):
            return Text(event.value, self._line(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(event, depth)
        return self._fields(event, depth)

    def _refuse_anchor_and_tag(self, event: yaml.Event) -> None:
        if getattr(event, "anchor", None) is not None:
            self._refuse(event, "yaml-anchor", "&")
        if getattr(event, "tag", None) is not None:
            self._refuse(event, "yaml-tag", "!")

    def _items(self, start: yaml.Event, depth: int) -> Items:
        items: list[Node] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Items(items, self._line(start))

    def _fields(self, start: yaml.Event, depth: int) -> Fields:
        fields = Fields(line=self._line(start))
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if not isinstance(key, Text):
                self._refuse_key(key)
            elif key.value in fields.entries:
                self._refuse_double(key, fields.key_lines[key.value])
            else:
                fields.entries[key.value] = value
                fields.key_lines[key.value] = key.line
        return fields

    def _add(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) == MAX_PROBLEMS:
            raise _GaveUpError

    def _refuse(self, event: yaml.Event, code: str, sign: str) -> None:
        line = self._line(event)
        source = self.head.split("\n")[line - self.first_line]
        self._add(
            Problem(
                path=self.path,
                line=line,
                code=code,
                message=f"значение начинается со служебного знака «{sign}»",
                remedy=f"возьмите значение в кавычки: {quoted_line(source)}",
            )
        )

    def _refuse_key(self, key: Node) -> None:
        self._add(
            Problem(
                path=self.path,
                line=key.line,
                code="key-not-text",
                message="вместо названия поля стоит список или скобки",
                remedy="напишите строку вида «название: значение»; значение, которое начинается "
                "со скобки, возьмите в кавычки",
            )
        )

    def _refuse_double(self, key: Text, first: int) -> None:
        self._add(
            Problem(
                path=self.path,
                line=key.line,
                field=key.value,
                code="duplicate-key",
                message=f"поле «{key.value}» уже есть в строке {first}",
                remedy="оставьте одно из двух",
            )
        )


def _too_big(path: str, line: int) -> Problem:
    return Problem(
        path=path,
        line=line,
        code="front-matter-too-big",
        message="шапка файла (то, что между «---») слишком велика или слишком сложно вложена",
        remedy="оставьте в шапке только поля, а текст перенесите ниже второй строки «---»",
    )


def _lost_behind_hash(head: str, fields: Fields, first_line: int, path: str) -> list[Problem]:
    kept = _texts(fields)
    return [
        Problem(
            path=path,
            line=number,
            code="lost-behind-hash",
            message=f"«{found.group(1).strip()}» не попадёт на сайт: всё, что стоит после пробела "
            "и знака «#», считается примечанием",
            remedy=f"возьмите значение в кавычки: {quoted_line(line)}",
            severity=Severity.WARNING,
        )
        for number, line in enumerate(head.split("\n"), first_line)
        if (found := _LOST_BEHIND_HASH.match(line)) and found.group(1).strip() not in kept
    ]


def _texts(node: Node) -> str:
    """Every value of `node`, one a line."""
    if isinstance(node, Text):
        return node.value
    inner = node.items if isinstance(node, Items) else node.entries.values()
    return "\n".join(map(_texts, inner))
