"""What of the problems may be read by everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from vestnik.catalogue.records import decode_document
from vestnik.catalogue.store import Catalogue
from vestnik.core.problems import Problem
from vestnik.site.lists import visible

_HIDING = re.compile(rb"^[ \t\"']*(?:draft|expires|withdrawn)\b", re.IGNORECASE | re.MULTILINE)
_DATE = re.compile(rb"^[ \t\"']*date[\"']?\s*:\s*[\"']?(\d{4}-\d\d-\d\d)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shown:
    """Problems parted."""

    problems: Sequence[Problem]
    """Those of public items that name nothing else."""
    withheld: int
    """How many others there are."""


def public_part(problems: Sequence[Problem], content: Path, database: Path, now: datetime) -> Shown:
    """Problems of what is public, or meant to be at this moment, in words that name nothing that is
    not. An item that cannot be read counts as hidden when its text has a word or a day that hides.

    `database` is that of the catalogue in which the build has just taken up the sources.
    """
    if not problems:
        return Shown((), 0)
    catalogue = Catalogue(database, key="")
    try:
        hidden = set(_hidden(catalogue, content, now))
    finally:
        catalogue.close()
    names = [name for path in hidden for name in _names(path)]
    shown = [
        one
        for one in problems
        if one.path not in hidden
        and not any(name in f"{one.message} {one.remedy}" for name in names)
    ]
    return Shown(tuple(shown), len(problems) - len(shown))


def _hidden(catalogue: Catalogue, content: Path, now: datetime) -> Iterator[str]:
    """Sources that are not public, and their addresses."""
    for path in catalogue.paths():
        facts = catalogue.facts(path)
        if facts is None:
            if _hides_itself(content / path, now):
                yield path
            continue
        document = decode_document(facts)
        if not visible(document, now):
            yield path
            yield document.address


def _hides_itself(source: Path, now: datetime) -> bool:
    try:
        data = source.read_bytes()
    except OSError:
        return True
    date = _DATE.search(data)
    late = date is not None and date[1].decode() > f"{now:%Y-%m-%d}"
    return late or _HIDING.search(data.replace(b"\0", b"")) is not None


def _names(path: str) -> Iterator[str]:
    """What a message may call a source: its path, its address, the folder of its files."""
    yield path
    if path.endswith("/index.md"):
        yield path.removesuffix("index.md")
