"""How the files that every page loads are called, which most builds ask without making any.

What they are made of: `assets`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

FOLDER = "theme"
"""Where the files lie in the output."""
DEFAULT_EMBLEM = "emblem.svg"
PRELOADED_FONT = "golos-text-cyrillic"
"""The one font that every page needs before it can be read."""
EARLY_SCRIPT = "early.js"
"""The one script that runs before the first paint."""

SEARCH_SCRIPT = "search.js"
"""Made of the theme like an asset, and published inside the client of the search alone."""
DIGEST_LENGTH = 8
"""Characters of the digest in a name."""


class AssetNames(Struct, frozen=True, kw_only=True):
    """Addresses of the bundled files, as `Frame` wants them."""

    stylesheet: str
    scripts: tuple[str, ...]
    early_script: str
    emblem: str
    preload_font: str


def asset_names(files: Mapping[str, bytes], emblem: str = "") -> AssetNames:
    """Where the files of `bundle_assets` are."""
    stem, extension = posixpath.splitext(posixpath.basename(emblem or DEFAULT_EMBLEM))
    return AssetNames(
        stylesheet=_only(files, "site", ".css"),
        scripts=(_only(files, "main", ".js"),),
        early_script=_only(files, "early", ".js"),
        emblem=_only(files, stem, extension),
        preload_font=_only(files, PRELOADED_FONT, ".woff2"),
    )


def plain_name(path: str) -> str:
    """The name of a bundled file without folder and digest.

    >>> plain_name("theme/site.1a2b3c4d.css")
    'site.css'
    """
    stem, extension = posixpath.splitext(posixpath.basename(path))
    return posixpath.splitext(stem)[0] + extension


def _only(files: Iterable[str], stem: str, extension: str) -> str:
    pattern = re.compile(
        rf"{FOLDER}/{re.escape(stem)}\.[0-9a-f]{{{DIGEST_LENGTH}}}{re.escape(extension)}"
    )
    (name,) = (name for name in files if pattern.fullmatch(name))
    return f"/{name}"
