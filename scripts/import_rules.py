#!/usr/bin/env python3
"""Hold the imports of `vestnik` to one direction: core ← features ← site ← plugin, commands.

Feature packages do not import each other; some libraries are known to one place only; `core` opens
no file. Every breach is named, imports inside functions and `if TYPE_CHECKING:` included.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "plugins" / "vestnik"

LAYERS = (
    {"core"},
    {"*"},
    {"site", "importing"},
    {"running", "publishing", "previewing"},
    {"plugin", "commands", "defaults"},
)
"""From the ground up; «*» is every other module or folder, each on its own: the features.
`importing` recognises acts by the register and reads files in the workers of the attachments.
`running` is what every way of starting a build shares."""

ONLY_IN = {
    "distributed": ("site/cluster.py",),
    "feedgen": ("feeds/",),
    "typst": ("printing/compiler.py",),
    "pelican": ("plugin.py",),
    "whoosh": ("search/whoosh_index.py", "search/whoosh_writing.py"),
}
"""Libraries that only these files may import."""

NOT_IN_CORE = {"jinja2", "sqlite3", "subprocess", "urllib.request"}
OPENS_FILES = {"open", "read_bytes", "read_text", "write_bytes", "write_text"}
"""Methods of paths; of functions only the builtin `open` is meant."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule broken at one place."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def main() -> int:
    """Print every breach; return the exit status."""
    files = sorted(PACKAGE.rglob("*.py"))
    breaches = dict.fromkeys(breach for path in files for breach in check(path))
    for breach in breaches:
        print(breach)
    return 1 if breaches else 0


def check(path: Path) -> Iterator[Breach]:
    """The breaches in one file of the package."""
    try:
        tree = ast.parse(path.read_bytes(), str(path))
    except SyntaxError as error:
        yield Breach(path, error.lineno or 1, f"Python cannot read this: {error.msg}")
        return
    inside = path.relative_to(PACKAGE)
    for line, name in imported(tree, inside):
        for text in refusals(inside, name):
            yield Breach(path, line, text)
    if part_of(inside) == "core":
        for line, name in opened(tree):
            yield Breach(path, line, f"core opens no file, but calls {name}()")


def imported(tree: ast.AST, inside: Path) -> Iterator[tuple[int, str]]:
    """Each import as line and full dotted name."""
    package = ("vestnik", *inside.parts[:-1])
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            prefix = ".".join((*base, node.module or "")).strip(".")
            yield from ((node.lineno, f"{prefix}.{alias.name}") for alias in node.names)


def refusals(inside: Path, name: str) -> Iterator[str]:
    """Why this file may not import that name."""
    here = part_of(inside)
    library, _, rest = name.partition(".")
    if library == "vestnik":
        there = rest.partition(".")[0]
        if there and not may_import(here, there):
            yield f"{here} imports {there}; imports run core ← features ← site ← plugin, commands"
    elif library in ONLY_IN and not inside.as_posix().startswith(ONLY_IN[library]):
        yield f"only {', '.join(ONLY_IN[library])} may import {library}"
    if here == "core" and any(name == it or name.startswith(f"{it}.") for it in NOT_IN_CORE):
        yield f"core does without {name}"


def may_import(here: str, there: str) -> bool:
    """Whether one part of the package may import another."""
    if here == there or there.startswith("__"):
        return True
    return level(there) < level(here) or level(here) == level("plugin") == level(there)


def level(part: str) -> int:
    """How far a part stands from the ground."""
    named = (number for number, parts in enumerate(LAYERS) if part in parts)
    return next(named, 1)


def part_of(inside: Path) -> str:
    """The part of the package that a file belongs to: its top folder or its own name."""
    return inside.parts[0].removesuffix(".py")


def opened(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Calls that open files."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", "")
            if name in OPENS_FILES or getattr(node.func, "id", "") == "open":
                yield node.lineno, name or "open"


if __name__ == "__main__":
    sys.exit(main())
