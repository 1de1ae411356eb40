"""A folder of saved pages as the site that it was: its addresses, the files behind its links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from vestnik.importing.page import Page

_HOST = re.compile(r"(?:[\w-]+\.)+[a-zа-я]{2,}", re.IGNORECASE)
_INDEX = re.compile(r"(?:^|/)(?:index|default)\.(?:html?|php)$", re.IGNORECASE)
PAGE_ENDINGS = frozenset(
    {".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".txt", ".text", ".gz"}
) | frozenset({".docx", ".doc", ".rtf", ".odt", ".pdf"})
_NO_ADDRESS = frozenset({".txt", ".text", ".docx", ".doc", ".rtf", ".odt", ".pdf"})
_SAFE = "/%?=&:@!$'()*+,;~.-_"


@dataclass(frozen=True, slots=True)
class Mirror:
    """A folder, or one file, with what is known of its site."""

    root: Path
    site: str = ""
    """`https://old.example`, without a final slash; empty where nobody knows."""

    def address_of(self, file: Path) -> str:
        """The old address of a page by its place in the folder; empty where it has none."""
        if file.suffix.lower() in _NO_ADDRESS or not file.is_relative_to(self.root):
            return ""
        parts = file.relative_to(self.root).parts
        known = bool(self.site)
        if self._host(file):
            parts, known = parts[1:], True
        if not known or not parts:
            return ""
        path = "/" + "/".join(parts).removesuffix(".gz")
        path = re.sub(r"@(?=\w+=)", "?", path)  # wget writes «?» so on Windows
        return quote(_INDEX.sub("/", path).replace("//", "/"), safe=_SAFE)

    def _host(self, file: Path) -> str:
        """The folder of the host that the file lies in; empty where the mirror has none."""
        parts = file.relative_to(self.root).parts if file.is_relative_to(self.root) else ()
        return parts[0] if len(parts) > 1 and _HOST.fullmatch(parts[0]) else ""

    def base_of(self, file: Path, page: Page) -> str:
        """The full address that relative links of a page start from; may be only a path."""
        if page.base:
            return page.base
        own = page.address if page.address.startswith("http") else ""
        return own or f"{self.site}{self.address_of(file)}"

    def old_addresses(self, file: Path, page: Page) -> tuple[str, ...]:
        """What readers have in their bookmarks: path and query."""
        found = []
        if page.address.startswith(("http://", "https://")):
            parts = urlsplit(page.address)
            found.append((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        found.append(self.address_of(file))
        usable = (one for one in found if one and one != "/" and ".." not in one.split("/"))
        return tuple(dict.fromkeys(re.sub(r"\s", "%20", one) for one in usable))

    def file_behind(self, file: Path, page: Page, address: str) -> Path | None:
        """The file of this folder that a link or picture of a page leads to, if it was saved."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        if parts.scheme not in ("", "http", "https"):
            return None
        candidates: list[Path] = []
        path = unquote(parts.path)
        if not parts.scheme and not parts.netloc and not path.startswith("/"):
            candidates.append(file.parent / path)
        full = urlsplit(urljoin(self.base_of(file, page), address))
        inner = unquote(full.path).lstrip("/")
        tops = [
            self.root,
            *(self.root / name for name in (full.hostname, self._host(file)) if name),
        ]
        candidates += [top / inner for top in tops]
        name = path.rsplit("/", 1)[-1]
        if name:  # «Сохранить как» of a browser puts everything into one folder
            candidates.append(file.parent / f"{file.stem}_files" / name)
            candidates.append(file.parent / f"{file.stem}.files" / name)
        return next((one for one in candidates if self._has(one)), None)

    def _has(self, path: Path) -> bool:
        """Whether it is a file of the folder, and no link out of it."""
        try:
            real = path.resolve(strict=True)
        except (OSError, ValueError):
            return False
        return real.is_file() and real.is_relative_to(self.root.resolve())

    def link_to(self, file: Path, page: Page, address: str) -> str:
        """A full address for what is not brought along; empty where it is not known."""
        try:
            full = urljoin(self.base_of(file, page), address)
        except ValueError:
            return ""
        if not full.startswith(("http://", "https://", "mailto:", "tel:")):
            return ""
        return quote(full, safe=_SAFE + "#[]")


def pages_in(source: Path) -> list[Path]:
    """The pages of a folder in the order of their names; the file itself where it is one."""
    if source.is_file():
        return [source]
    found = (path for path in source.rglob("*") if path.suffix.lower() in PAGE_ENDINGS)
    return sorted(path for path in found if path.is_file() and not path.is_symlink())
