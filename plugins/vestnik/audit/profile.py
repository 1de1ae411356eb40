"""What is asked of a site: a profile, kept as data so that a webmaster can read and change it.

A profile names sources (laws, standards), items (one check each, with its sources and parameters)
and duties (pages that must be there). Pure: knows TOML as text only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SOURCE = ("key", "title", "url", "note", "unconfirmed")
_ITEM = ("check", "title", "sources", "by", "parameters")
_EXPECTED = ("key", "title", "sources", "addresses", "titles", "text")


class ProfileError(ValueError):
    """A profile that cannot be used; the message says why, in Russian."""


@dataclass(frozen=True, slots=True)
class Source:
    """A law or a standard."""

    key: str
    title: str
    url: str = ""
    note: str = ""
    """Whom it binds, where that is not plain."""
    unconfirmed: str = ""
    """What was not compared with its text as it now stands."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is checked."""

    check: str
    """Name of the rule in `rules.py`; empty where only people or a browser can tell."""
    title: str
    sources: tuple[str, ...]
    """`wcag:1.4.4`: key of a source, then the place in it."""
    by: str = ""
    """Who tells what files alone do not show: «браузер», «человек»."""
    parameters: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """A page that must be there."""

    key: str
    title: str
    sources: tuple[str, ...]
    addresses: tuple[str, ...]
    """Where it may stand; the first is where a stub is made."""
    titles: tuple[str, ...] = ()
    """Words by which its main heading is known wherever it stands, in small letters."""
    text: str = ""
    """What belongs on it, for the one who writes it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is asked."""

    name: str
    revised: str
    """Day on which it was last gone through; see `Source.unconfirmed`."""
    sources: Mapping[str, Source]
    items: tuple[Item, ...]
    expected: tuple[Expected, ...]

    def cite(self, reference: str) -> str:
        """`8-fz:п. 1 ч. 1 ст. 13` → the title of that source, and the place in it."""
        key, _, place = reference.partition(":")
        title = self.sources[key].title
        return f"{title}, {place}" if place else title


def read_profile(text: str, name: str) -> Profile:
    """The profile in a TOML text; `name` is that of its file, for messages.

    Raises ProfileError when it is no TOML, has unknown keys or names a source that is not listed.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{name}: это не TOML: {error}") from error
    sources = {
        entry["key"]: Source(**entry)
        for entry in _entries(data, "sources", _SOURCE, ("key", "title"), name)
    }
    items = tuple(
        Item(
            check=entry.get("check", ""),
            title=entry["title"],
            sources=tuple(entry["sources"]),
            by=entry.get("by", ""),
            parameters=entry.get("parameters"),
        )
        for entry in _entries(data, "items", _ITEM, ("title", "sources"), name)
    )
    expected = tuple(
        Expected(
            key=entry["key"],
            title=entry["title"],
            sources=tuple(entry["sources"]),
            addresses=tuple(entry["addresses"]),
            titles=tuple(word.lower() for word in entry.get("titles", ())),
            text=entry.get("text", ""),
        )
        for entry in _entries(
            data, "expected", _EXPECTED, ("key", "title", "sources", "addresses"), name
        )
    )
    asked: list[Item | Expected] = [*items, *expected]
    for one in asked:
        for reference in one.sources:
            if reference.partition(":")[0] not in sources:
                raise ProfileError(
                    f"{name}: «{one.title}»: источника «{reference}» нет в [[sources]]"
                )
    return Profile(
        name=str(data.get("name", name)),
        revised=str(data.get("revised", "")),
        sources=sources,
        items=items,
        expected=expected,
    )


def _entries(
    data: Mapping[str, Any], table: str, known: tuple[str, ...], needed: tuple[str, ...], name: str
) -> list[dict[str, Any]]:
    entries = data.get(table, [])
    if not isinstance(entries, list):
        raise ProfileError(f"{name}: {table} пишется в двойных скобках: [[{table}]]")
    for number, entry in enumerate(entries, 1):
        place = f"{name}: [[{table}]] № {number}"
        if missing := [key for key in needed if not entry.get(key)]:
            raise ProfileError(f"{place}: нет {', '.join(missing)}")
        if unknown := [key for key in entry if key not in known]:
            raise ProfileError(f"{place}: лишнее {', '.join(unknown)}; бывает {', '.join(known)}")
    return entries
