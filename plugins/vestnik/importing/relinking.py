"""Links between the imported pages: from old addresses to the sources that stand for them now.

A page is written before the pages that it links to are read, so its links first keep their old
addresses, and this second pass over the written sources turns those into paths of sources. It
replaces nothing but whole targets of links that the journal knows, so it can be done again at any
time and leaves an editor's changes alone.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from vestnik.importing.journal import Entry

UNKNOWN_HOST = "old-site.invalid"
"""Where links lead as long as nobody knows how the site was called; none is left at the end."""
_INDEX = re.compile(r"(?:^|/)(?:index|default)\.(?:html?|php)$", re.IGNORECASE)
_LINK = re.compile(
    r"\[((?:[^\[\]\\\n]|\\.)*)\]\((<?)([^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)(>?)\)"
)


def old_key(address: str) -> str:
    """One spelling of a full old address: no scheme, no `www.`, no last slash, no anchor.

    >>> old_key("https://www.Old.example/news/index.php#top")
    'old.example/news'
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    path = _INDEX.sub("", unquote(parts.path)).rstrip("/")
    return f"{host}{path}" + (f"?{unquote(parts.query)}" if parts.query else "")


def same_host(one: str, other: str) -> bool:
    """Whether two full addresses are of one site."""
    return (
        old_key(one).partition("/")[0].partition("?")[0]
        == (old_key(other).partition("/")[0].partition("?")[0])
    )


def relink(
    entries: Iterable[Entry],
    content: Path,
    known: Mapping[str, str],
    progress: Callable[[int], None] | None = None,
) -> list[Entry]:
    """Rewrites the links of written sources. `known` has the path of a source by each old path and
    query. Returns the entries with those links only that stay as they were.
    """
    entries = list(entries)
    places = {name: entry.target for entry in entries if entry.target for name in entry.names}
    done = []
    for number, entry in enumerate(entries, 1):
        done.append(_relinked(entry, content, places, known) if entry.links else entry)
        if progress:
            progress(number)
    return done


def _relinked(
    entry: Entry, content: Path, places: Mapping[str, str], known: Mapping[str, str]
) -> Entry:
    new: dict[str, str] = {}
    for link in entry.links:
        key = old_key(link)
        path = key[len(key.partition("/")[0].partition("?")[0]) :] or "/"
        target = places.get(key) or known.get(path) or ""
        if target == entry.target:
            new[link] = ""  # «наверх»
        elif target:
            new[link] = posixpath.relpath(target, posixpath.dirname(entry.target) or ".")
        elif urlsplit(link).hostname == UNKNOWN_HOST:
            new[link] = ""
    source = content / entry.target
    try:
        text = source.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return entry
    changed = _LINK.sub(lambda found: _replaced(found, new), text)
    changed = re.sub(
        r"<(https?://[^\s<>]+)>",
        lambda found: f"[{found[1]}]({new[found[1]]})" if new.get(found[1]) else found[0],
        changed,
    )
    if changed != text:
        part = source.with_name(f".{source.name}.part")
        part.write_text(changed, encoding="utf-8", newline="\n")
        part.replace(source)
    stays = tuple(
        link.replace(f"http://{UNKNOWN_HOST}", "")
        for link in entry.links
        if not new.get(link) and old_key(link) not in entry.names
    )
    return replace(entry, links=stays)


def _replaced(found: re.Match[str], new: Mapping[str, str]) -> str:
    if found[3] not in new:
        return found[0]
    target = new[found[3]]
    return f"[{found[1]}]({target})" if target else found[1]
