"""Several ES modules as one file: a browser asks for it once, and no tool but ours is needed.

Every module becomes a function that is called once and gives what the module exports; its names
stay its own. Of the language of modules that is enough for the theme's scripts: imports by name or
of a whole module, exports of functions, classes and constants where they are declared.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from msgspec import Struct, field

_IMPORT = re.compile(
    r'^import\s+(?P<names>\{[^}]*\}|\*\s+as\s+\w+)\s+from\s+"(?P<path>\.[^"\n]+)";', re.MULTILINE
)
_EXPORT = re.compile(
    r"^export (?P<sort>(?:async )?function\*?|class|const) (?P<name>\w+)", re.MULTILINE
)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_RENAMED = re.compile(r"\s+as\s+")
_REMARK = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)


class ModuleError(ValueError):
    """A module says something that cannot be put into one file; the text names module and line."""


class _Bundle(Struct):
    read: Callable[[str], str]
    places: dict[str, str] = field(default_factory=dict)
    """{path of a module: the constant that holds its exports}."""
    open: list[str] = field(default_factory=list)
    """The modules that are being taken in, one importing the next."""
    parts: list[str] = field(default_factory=list)
    exported: dict[str, list[str]] = field(default_factory=dict)

    def take(self, path: str) -> str:
        """Takes a module in, behind those that it imports; the constant that holds its exports."""
        if path in self.open:
            raise ModuleError(f"{path}: модули ссылаются друг на друга по кругу")
        if path not in self.places:
            self.open.append(path)
            body = self._body(path)
            self.open.pop()
            self.places[path] = f"$m{len(self.places)}"
            names = ", ".join(self.exported[path])
            place = self.places[path]
            self.parts.append(f"const {place} = (() => {{\n{body}return {{ {names} }};\n}})();\n")
        return self.places[path]

    def _body(self, path: str) -> str:
        def bring(match: re.Match[str]) -> str:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), match["path"]))
            place = self.take(target)
            names = match["names"]
            if names.startswith("*"):
                return f"const {names.split()[-1]} = {place};"
            return f"const {_RENAMED.sub(': ', names)} = {place};"

        text = _IMPORT.sub(bring, _REMARK.sub("", self.read(path)))
        self.exported[path] = [found["name"] for found in _EXPORT.finditer(text)]
        text = _EXPORT.sub(r"\g<sort> \g<name>", text)
        if other := _OTHER.search(text):
            raise ModuleError(f"{path}: так модуль не соединить с другими: {other[0]}")
        return text


def joined(path: str, read: Callable[[str], str]) -> str:
    """The module at `path` with all that it imports, as one module with its exports.

    `read` gives the text of a module at a path. The same modules give the same text.
    """
    bundle = _Bundle(read)
    place = bundle.take(path)
    names = ", ".join(bundle.exported[path])
    return "".join(bundle.parts) + (f"export const {{ {names} }} = {place};\n" if names else "")
