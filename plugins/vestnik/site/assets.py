"""The files that every page loads: one style sheet, a few scripts, fonts and the emblem.

Output names carry a digest of the content (`theme/site.1a2b3c4d.css`), so that a host may let
browsers keep them for ever and a changed file is fetched at once. The same sources give the same
bytes and names everywhere.

A town's folder mirrors the theme's (`static/`, `components/<name>/`). A file there takes the place
of the theme's file of that name, but for two: its `static/settings.css` is read after the theme's,
so that it names only the tokens it changes, and its `static/town.css` comes after everything.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from vestnik.site.asset_names import (
    DEFAULT_EMBLEM,
    DIGEST_LENGTH,
    EARLY_SCRIPT,
    FOLDER,
    SEARCH_SCRIPT,
)
from vestnik.site.colours import accent_css
from vestnik.site.scripts import joined

_SEARCH = "components/search/page.js"
"""The search travels as one file, which only those load who search."""
_BEFORE_COMPONENTS = tuple(
    f"static/{name}.css" for name in ("schemes", "fonts", "base", "frame", "pages", "parts", "text")
)
_ON_SOME_PAGES = ("register",)
"""Components whose script is no part of `main.js`: only their own page fetches it."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_URL = re.compile(r'url\("(?P<path>[^":]+)"\)')
_IMPORT = re.compile(r'^(?P<head>(?:import|export)\b[^"\n]*)"(?P<path>\.[^"\n]+)";', re.MULTILINE)


class MissingAssetError(FileNotFoundError):
    """A sheet, a script or the settings name a file that neither the theme nor the town has."""


class _Bundle(Struct):
    """Files gathered so far, and how their sources are called in the output."""

    folders: Sequence[Path]
    """Where sources are looked for, the first that has one wins: the town's folder, the theme's."""
    files: dict[str, bytes]
    names: dict[str, str]
    """{path within a folder: name in the output}."""

    def find(self, path: str) -> Path:
        for folder in self.folders:
            if (folder / path).is_file():
                return folder / path
        raise MissingAssetError(
            f"{path}: такого файла нет ни в одной из папок {', '.join(map(str, self.folders))}"
        )

    def has(self, path: str) -> bool:
        return any((folder / path).is_file() for folder in self.folders)

    def text(self, path: str) -> str:
        return self.find(path).read_text(encoding="utf-8")

    def add(self, path: str, data: bytes | None = None) -> str:
        """Put a file into the output under a name with its digest; that name, without folder."""
        if path not in self.names:
            content = self.find(path).read_bytes() if data is None else data
            stem, extension = posixpath.splitext(posixpath.basename(path))
            digest = hashlib.sha256(content).hexdigest()[:DIGEST_LENGTH]
            self.names[path] = f"{stem}.{digest}{extension}"
            self.files[f"{FOLDER}/{self.names[path]}"] = content
        return self.names[path]


def bundle_assets(
    theme: Path,
    override: Path | None = None,
    *,
    accent: str = "",
    emblem: str = "",
    emblem_data: bytes | None = None,
) -> dict[str, bytes]:
    """What pages load: {path in the output: content}.

    `accent` and `emblem` are those of the town's settings; empty means the theme's own.
    `emblem_data` is the emblem where it lies among the materials, not in a folder of styles.
    """
    folders = (override, theme) if override else (theme,)
    bundle = _Bundle(folders, {}, {})
    _add_stylesheet(bundle, theme, override, accent)
    _add_script(bundle, "static/main.js")
    for name in _ON_SOME_PAGES:
        _add_script(bundle, f"components/{name}/{name}.js")
    bundle.add(f"static/{EARLY_SCRIPT}")
    bundle.add(f"static/{SEARCH_SCRIPT}", joined(_SEARCH, bundle.text).encode())
    bundle.add(f"static/{emblem or DEFAULT_EMBLEM}", emblem_data)
    return dict(sorted(bundle.files.items()))


def _add_stylesheet(bundle: _Bundle, theme: Path, override: Path | None, accent: str) -> None:
    settings = (theme / "static/settings.css").read_text(encoding="utf-8")
    if override and (override / "static/settings.css").is_file():
        settings += (override / "static/settings.css").read_text(encoding="utf-8")
    parts = [_resolved(bundle, "static/settings.css", settings)]
    if accent:
        parts.append(accent_css(accent, settings))
    sheets = [*_BEFORE_COMPONENTS, *_component_files(bundle.folders, ".css"), "static/print.css"]
    if bundle.has("static/town.css"):
        sheets.append("static/town.css")
    parts.extend(_resolved(bundle, path, bundle.text(path)) for path in sheets)
    bundle.add("static/site.css", "\n".join(map(_compact, parts)).encode())


def _component_files(folders: Iterable[Path], extension: str) -> list[str]:
    """Files of the components called like their component, in the order of the names."""
    found = {
        f"components/{path.parent.name}/{path.name}"
        for folder in folders
        for path in folder.glob(f"components/*/*{extension}")
        if path.stem == path.parent.name
    }
    return sorted(found)


def _resolved(bundle: _Bundle, path: str, css: str) -> str:
    """The style sheet with `url("…")` of files beside it replaced by their names in the output."""

    def replace(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), match["path"]))
        return f'url("{bundle.add(target)}")'

    return _URL.sub(replace, css)


def _compact(css: str) -> str:
    """Without comments, indents and empty lines: what compression leaves is not worth a parser."""
    lines = (line.strip() for line in _COMMENT.sub("", css).splitlines())
    return "\n".join(line for line in lines if line)


def _add_script(bundle: _Bundle, path: str) -> str:
    """A module with all that it imports; its imports then name the files of the output."""
    if path in bundle.names:
        return bundle.names[path]

    def replace(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), match["path"]))
        return f'{match["head"]}"./{_add_script(bundle, target)}";'

    return bundle.add(path, _IMPORT.sub(replace, bundle.text(path)).encode())
