"""A folder of saved pages as the site that it was: its addresses, the files behind its links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from vestnik.importing.page import Page
from vestnik.importing.relinking import UNKNOWN_HOST, same_host

_HOST = re.compile(r"(?:[\w-]+\.)+[a-zа-я]{2,}", re.IGNORECASE)
_INDEX = re.compile(r"(?:^|/)(?:index|default)\.(?:html?|php)$", re.IGNORECASE)
_DOCUMENTS = frozenset({".docx", ".doc", ".rtf", ".odt", ".pdf"})
PAGE_ENDINGS = _DOCUMENTS | {
    *(".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".txt", ".text", ".gz")
}
_NO_ADDRESS = _DOCUMENTS | {".txt", ".text"}
_QUERY = re.compile(r"(?<=\w)[?@](?=\w[^/]*=).*$")
_SAFE = "/%?=&:@!$'()*+,;~.-_"


@dataclass(frozen=True, slots=True)
class Mirror:
    """A folder, or one file, with what is known of its site."""

    root: Path
    site: str = ""
    """`https://old.example`, without a final slash; empty where nobody knows."""
    files: tuple[Path, ...] = ()
    """Other folders with files of the site: `uploads` beside an export."""

    def address_of(self, file: Path) -> str:
        """The old address of a page by its place in the folder; empty where it has none."""
        if ending_of(file) in _NO_ADDRESS or not file.is_relative_to(self.root):
            return ""
        return self._place(file) if self.site or self._host(file) else ""

    def _place(self, file: Path) -> str:
        """The address of a file below its host, whether or not anybody knows the host."""
        parts = file.relative_to(self.root).parts[1 if self._host(file) else 0 :]
        path = "/" + "/".join(parts).removesuffix(".gz")
        path = re.sub(r"@(?=\w+=)", "?", path)  # wget writes «?» so on Windows
        return quote(_INDEX.sub("/", path).replace("//", "/"), safe=_SAFE)

    def _host(self, file: Path) -> str:
        """The folder of the host that the file lies in; empty where the mirror has none."""
        parts = file.relative_to(self.root).parts if file.is_relative_to(self.root) else ()
        return parts[0] if len(parts) > 1 and _HOST.fullmatch(parts[0]) else ""

    def full_address_of(self, file: Path) -> str:
        """Where the file stood, with a host that stands for the unknown one."""
        site = self.site
        if host := self._host(file):
            same = urlsplit(site).hostname == host
            site = site if same else f"https://{host}"
        if not file.is_relative_to(self.root):
            return ""
        return f"{site or f'http://{UNKNOWN_HOST}'}{self._place(file)}"

    def base_of(self, file: Path, page: Page) -> str:
        """The full address that relative links of a page start from."""
        if page.base:
            return page.base
        own = page.address if page.address.startswith("http") else ""
        return own or self.full_address_of(file)

    def old_addresses(self, file: Path, page: Page) -> tuple[str, ...]:
        """What readers have in their bookmarks: path and query."""
        return self.paths_of((page.address, self.address_of(file)))

    def paths_of(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """Path and query of those addresses that a reader can have been given."""
        found = []
        for address in addresses:
            parts = urlsplit(address)
            if address.startswith(("http://", "https://", "/")):
                found.append((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        usable = (one for one in found if one != "/" and ".." not in one.split("/"))
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
        candidates += [top / inner for top in self._tops(file, page, full.hostname or "")]
        parts_of_path = inner.split("/")
        for top in self.files:  # given alone, without the folders above it
            candidates += [top / "/".join(parts_of_path[at:]) for at in range(len(parts_of_path))]
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
        tops = (self.root, *self.files)
        return real.is_file() and any(real.is_relative_to(top.resolve()) for top in tops)

    def page_behind(self, file: Path, page: Page, address: str) -> Path | None:
        """The saved page that a link leads to, if it was saved."""
        try:
            parts = urlsplit(address)
            full = urlsplit(urljoin(self.base_of(file, page), address))
        except ValueError:
            return None
        if parts.scheme not in ("", "http", "https"):
            return None
        inner = unquote(full.path).lstrip("/")
        stems = [top / inner for top in self._tops(file, page, full.hostname or "")]
        if not parts.scheme and not parts.netloc and not parts.path.startswith("/"):
            stems.insert(0, file.parent / unquote(parts.path))
        for stem in stems:
            for one in _saved_as(
                stem, unquote(full.query), is_folder=full.path.endswith("/") or not full.path
            ):
                if self._has(one) and ending_of(one) in PAGE_ENDINGS:
                    return one.resolve()
        return None

    def _tops(self, file: Path, page: Page, host: str) -> list[Path]:
        """The folders in which the site `host` may have been saved; not those of another site."""
        base = self.base_of(file, page)
        own = urlsplit(base).hostname or ""
        if own not in ("", UNKNOWN_HOST) and not same_host(base, f"http://{host}"):
            return [self.root / host]
        return [self.root, *(self.root / one for one in (host, self._host(file)) if one)]

    def link_to(self, file: Path, page: Page, address: str) -> str:
        """A full address for what is not brought along; empty where it leads nowhere."""
        try:
            full = urljoin(self.base_of(file, page), address)
        except ValueError:
            return ""
        if not full.startswith(("http://", "https://", "mailto:", "tel:")):
            return ""
        return quote(full, safe=_SAFE + "#[]")


def _saved_as(stem: Path, query: str, *, is_folder: bool) -> list[Path]:
    """Where programs that copy sites put a page: wget writes «?» as «@», adds `.html`."""
    if query:
        query = query.replace("/", "%2F")
        stem = stem / "index.html" if is_folder or not stem.name else stem
        names = [f"{stem.name}?{query}", f"{stem.name}@{query}"]
        return [stem.with_name(f"{name}{end}") for name in names for end in ("", ".html")]
    inside = [stem / f"index.{ending}" for ending in ("html", "php", "htm")]
    return [stem, stem.with_name(f"{stem.name}.html"), *inside] if stem.name else inside


def ending_of(file: Path) -> str:
    """The ending of a name, in small letters: `.php` of `detail.php?ID=5` and `detail.php@ID=5`."""
    return Path(_QUERY.sub("", file.name)).suffix.lower()


def is_document(file: Path) -> bool:
    """Whether a file may be a page of its own or an attachment of one: Word, PDF."""
    return ending_of(file) in _DOCUMENTS


def pages_in(source: Path) -> list[Path]:
    """The pages of a folder in the order of their names; the file itself where it is one."""
    if source.is_file():
        return [source]
    found = (path for path in source.rglob("*") if ending_of(path) in PAGE_ENDINGS)
    return sorted(path for path in found if path.is_file() and not path.is_symlink())
