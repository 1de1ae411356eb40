"""Every code of a message that the code of Vestnik can give, found in its syntax trees.

A code is a literal in a known place of a known call. A new way of making problems has to be added
here; the tests compare with what the checker really says.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from vestnik.attachments import problems as file_words

PACKAGE = Path(__file__).resolve().parents[2] / "plugins" / "vestnik"

_CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
_PLACES = {
    "error": 0,
    "warn": 0,
    "advise": 0,
    "problem": 0,
    "Finding": 1,
    "_Fault": 0,
    "Fault": 0,
    "Excess": 0,
    "_counted": 2,
    "_later": 2,
    "_problem": 2,
    "_refuse": 1,
    "choose": 3,
}
"""Which argument of a call is a code."""

GROUPS = {
    "core/frontmatter": "Файл и его шапка",
    "core/schema": "Поля шапки",
    "core/markup": "Текст",
    "core/checks": "Текст",
    "attachments": "Картинки и файлы",
    "catalogue": "Связи с остальным сайтом",
    "core/act_crosschecks": "Связи с остальным сайтом",
    "core/crosschecks": "Связи с остальным сайтом",
    "search/synonyms": "Свои слова поиска",
    "core/baseline": "Список унаследованных недостатков",
}
"""Headings of the guide, by the part of the code that finds a fault."""


def codes_by_group() -> dict[str, list[str]]:
    """Heading → codes in alphabetical order; a code that several parts give stands in the first."""
    found: dict[str, list[str]] = {title: [] for title in GROUPS.values()}
    seen: set[str] = set()
    for part, title in GROUPS.items():
        new = (_file_codes() if part == "attachments" else set(_codes_below(part))) - seen
        seen |= new
        found[title] += new
    return {title: sorted(codes) for title, codes in found.items()}


def all_codes() -> set[str]:
    """Every code, wherever it is made."""
    paths = (path for path in PACKAGE.rglob("*.py") if path.parent.name != "attachments")
    return {code for path in paths for code in _codes_in(path)} | _file_codes()


def _codes_below(part: str) -> Iterator[str]:
    place = PACKAGE / part
    paths = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    for path in paths:
        yield from _codes_in(path)


def _codes_in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    if path.name == "scan.py":
        yield from _constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _codes_of_call(node)
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "code":
            yield from _texts(ast.walk(node.value))


def _codes_of_call(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    place = _PLACES.get(name)
    given = [one.value for one in call.keywords if one.arg == "code"]
    if place is not None and len(call.args) > max(place, 1):
        given.append(call.args[place])
    yield from _texts(given)


def _constants(tree: ast.Module) -> Iterator[str]:
    """Codes that a module keeps under names of its own, in capitals."""
    yield from _texts(node.value for node in tree.body if isinstance(node, ast.Assign))


def _texts(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Those nodes that are texts and look like a code."""
    for node in nodes:
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and _CODE.fullmatch(value):
            yield value


def _file_codes() -> set[str]:
    """Codes of faults and of remarks on files: `file-` and a name."""
    tree = ast.parse(Path(file_words.__file__).read_text("utf-8"))
    named = {
        node.value.elts[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple)
        if isinstance(node.value.elts[0], ast.Constant)
    }
    faults = file_words._FAULTS  # noqa: SLF001 - the only list of them
    return {f"file-{name}" for name in (*faults, *map(str, named))}
