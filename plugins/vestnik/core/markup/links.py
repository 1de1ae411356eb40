"""Where a link or picture of a text leads, and on which line of the source it stands."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from msgspec import Struct

from vestnik.core.addresses import slug
from vestnik.core.patterns import regex


class Inside(Struct, frozen=True):
    """Something of this site."""

    target: str
    """A content path, or an address that begins with a slash."""
    anchor: str = ""


class Outside(Struct, frozen=True):
    """An address elsewhere, a mail address, a telephone."""

    url: str
    web: bool = True


class Fault(Struct, frozen=True):
    """A link that cannot be published."""

    code: str
    message: str
    remedy: str


Target = Inside | Outside | Fault

_SCHEME = regex(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SAFE = ("http:", "https:")
_CONTACT = ("mailto:", "tel:")
_MAIL = regex(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_LOCAL = regex(r"(?:file:|[a-zA-Z]:[\\/]|\\)")
_PAGES = (".html", ".htm", ".php", ".xml", ".rss")
"""Names of pages and feeds: addresses, not files of the content."""


def resolve(typed: str, path: str) -> Target:
    """Where `typed`, an address in the source `path`, leads.

    >>> resolve("../2025/otchet.md#itogi", "reports/2026/plan.md")
    Inside(target='reports/2025/otchet.md', anchor='itogi')
    """
    typed = typed.strip()
    if not typed:
        return Fault("empty-link", "ссылка без адреса", "впишите адрес в скобки: [текст](адрес)")
    if _LOCAL.match(typed):
        return _local(typed)
    if scheme := _SCHEME.match(typed):
        return _with_scheme(typed, scheme[0].lower())
    return _without_scheme(typed) or _inside(typed, path)


def _with_scheme(typed: str, scheme: str) -> Target:
    if scheme in _SAFE and len(typed) > len(scheme) + 2:
        return Outside(typed)
    if scheme in _CONTACT:
        return Outside(typed, web=False)
    return refused(typed)


def _without_scheme(typed: str) -> Outside | None:
    """Addresses as people write them: `www.gosuslugi.ru`, `uo@svetlorechye.example`."""
    if typed.startswith("//"):
        return Outside("https:" + typed)
    if typed.startswith("www."):
        return Outside("https://" + typed)
    if _MAIL.fullmatch(typed):
        return Outside("mailto:" + typed, web=False)
    return None


def refused(typed: str) -> Fault:
    """What the sanitiser would not let through."""
    if _LOCAL.match(typed):
        return _local(typed)
    return Fault(
        "unsafe-link",
        f"ссылка «{_short(typed)}» небезопасна и не будет опубликована",
        "замените её адресом, который начинается с https://",
    )


def foreign_picture(typed: str) -> Fault:
    """A picture that a reader's browser would have to fetch elsewhere."""
    return Fault(
        "outside-picture",
        f"картинка «{_short(typed)}» лежит на чужом сайте и не показывается",
        "скачайте её, положите рядом с текстом и укажите имя файла",
    )


def _local(typed: str) -> Fault:
    return Fault(
        "local-file",
        f"«{_short(typed)}» — файл на вашем компьютере, его никто не откроет",
        "положите файл рядом с текстом и укажите его имя",
    )


def _inside(typed: str, path: str) -> Target:
    place, _, anchor = typed.replace("\\", "/").partition("#")
    place, query, words = place.partition("?")
    anchor = _anchor(anchor)
    if not place:
        return Inside(path, anchor)
    place = unquote(place)
    if place.startswith("/"):
        return _from_root(place, query + words, anchor)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), place))
    if place.endswith("/"):
        target = f"{target}/index.md".removeprefix("./")
    if target.startswith("..") and target[2:3] in ("", "/"):
        return _climbs(typed)
    return Inside(target, anchor)


def _from_root(place: str, query: str, anchor: str) -> Target:
    if ".." in place.split("/"):
        return _climbs(place)
    target = "/" + posixpath.normpath(place).lstrip("/")
    extension = posixpath.splitext(target)[1].lower()
    if extension and extension not in _PAGES and not place.endswith("/"):
        return Inside(target[1:], anchor)
    slash = "" if extension in _PAGES or target == "/" else "/"
    return Inside(target + slash + query, anchor)


def _climbs(typed: str) -> Fault:
    return Fault(
        "outside-content",
        f"«{_short(typed)}» ведёт за пределы папки content",
        "положите файл внутрь папки content и укажите путь к нему",
    )


def _anchor(typed: str) -> str:
    """As it stands in a page: people copy anchors encoded, or type a heading's words."""
    anchor = unquote(typed).strip()
    return anchor if anchor.isascii() else slug(anchor, 60)


def _short(typed: str) -> str:
    return typed if len(typed) <= 60 else typed[:59] + "…"


_TYPED = regex(
    r"""(?:\]\(\s*<?|\]:[ \t]*|\b(?:href|src)\s*=\s*["']?)([a-zA-Z][a-zA-Z0-9+.-]*:[^\s"'>]*)"""
)


def _whole(typed: str) -> str:
    """An address without what closes it in Markdown."""
    typed = typed[:200].rstrip(",.;")
    while typed.endswith(")") and typed.count(")") > typed.count("("):
        typed = typed[:-1].rstrip(",.;")
    return typed


_MISSES = 100
"""After so many links that are not in the source as they stand, the search is given up."""


class Lines:
    """Finds the lines of links, asked for them in the order of the text."""

    def __init__(self, source: str, first_line: int) -> None:
        self.source = source
        self.first_line = first_line
        self.place = 0
        self.counted = (0, first_line)
        """A place, and its line: lines are counted from there."""
        self.misses = 0
        self.removed: list[tuple[str, int]] | None = None

    def link(self, typed: str) -> int:
        """The line of a link or picture with the address `typed`."""
        if not typed:
            return self.find("]()", "]( ", '=""')
        return self.find(
            f"]({typed}", f"](<{typed}", f'"{typed}', f"<{typed}", f"]: {typed}", typed
        )

    def find(self, *candidates: str) -> int:
        """The line of the first of `candidates` that stands behind the last one found.

        Where none does (footnotes stand elsewhere than their text), the first before it.
        """
        starts = (self.place, 0) if self.misses < _MISSES else ()
        for start in starts:
            for candidate in candidates:
                place = self.source.find(candidate, start)
                if place >= 0:
                    self.place = max(self.place, place + 1)
                    return self.line(place)
        self.misses += 1
        return self.first_line

    def next_removed(self) -> tuple[str, int] | None:
        """The next address with an unsafe scheme, and its line: nh3 does not tell them."""
        if self.removed is None:
            found = ((_whole(match[1]), match.start()) for match in _TYPED.finditer(self.source))
            self.removed = [
                (typed, self.line(place))
                for typed, place in found
                if not typed.lower().startswith(_SAFE + _CONTACT)
            ][::-1]
        return self.removed.pop() if self.removed else None

    def line(self, place: int) -> int:
        """The line of a place in the source."""
        start, line = self.counted if place >= self.counted[0] else (0, self.first_line)
        line += self.source.count("\n", start, place)
        self.counted = (place, line)
        return line
