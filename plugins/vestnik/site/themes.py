"""Which templates have changed: each is named by a digest of itself and of all that it takes in."""

from __future__ import annotations

import hashlib
from pathlib import Path

from vestnik.core.patterns import regex
from vestnik.site.stamps import state_of
from vestnik.site.targets import TEMPLATES

_TAKES_IN = regex(r"""\{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")
_FRAME = ("frame/head.html", "frame/header.html", "frame/footer.html")
"""What stands around every page and is rendered apart from it."""


def template_digests(
    theme: Path, override: Path | None, signature: str
) -> tuple[dict[str, str] | None, str]:
    """{template: digest} and the theme's signature; None for the digests while `signature` still
    holds.
    """
    folders = [folder for folder in (override, theme) if folder is not None]
    parts = ("templates", "components", "locale")
    now = state_of(folder / part for folder in folders for part in parts).digest
    if now == signature:
        return None, now
    reader = _Reader(folders)
    names = {template for templates in TEMPLATES.values() for template in templates}
    return {template: reader.closure(template) for template in names}, now


class _Reader:
    def __init__(self, folders: list[Path]) -> None:
        self._folders = folders
        words = [p for f in folders for p in sorted((f / "locale").rglob("*.[mp]o"))]
        self._words = b"".join(hashlib.sha256(path.read_bytes()).digest() for path in words)

    def closure(self, template: str) -> str:
        """Digest of a template, the frame, the sentences, and every template taken in by them."""
        digest = hashlib.sha256(self._words)
        seen: set[str] = set()
        waiting = [template, *_FRAME]
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            for path in self._find(name):
                text = path.read_text("utf-8")
                digest.update(f"{name}\n{text}\n".encode())
                waiting += sorted(_TAKES_IN.findall(text))
        return digest.hexdigest()

    def _find(self, name: str) -> list[Path]:
        plain = name.removeprefix("theme/")
        parts = (plain, f"templates/{plain}")
        found = [folder / part for folder in self._folders for part in parts]
        return [path for path in found if path.is_file()]
