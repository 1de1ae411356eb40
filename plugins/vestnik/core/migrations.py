"""What a new release asks of the content and the settings of an older one.

`SCHEMA` numbers the form of both. A release that renames a field or a setting raises it and adds a
`Migration`; `vestnik upgrade` carries a site over, step by step, and writes the number down
(`schema_version` in the settings). Nothing but the names changes: lines, their ends, remarks and
values stay as they were typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vestnik.core import frontmatter
from vestnik.core.portal import SCHEMA

_NUMBER = re.compile(r"""(["']schema_version["']\s*:\s*)\d+""")
_OPENING = re.compile(r"^(VESTNIK\b[^=\n]*=\s*\{)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step from a form to the next."""

    to: int
    """The form that it leads to."""
    tells: str
    """What changes and why, in Russian, one sentence."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Fields of the front matter: old name → new name."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Settings in `VESTNIK`: old name → new name."""


MIGRATIONS: tuple[Migration, ...] = ()
"""In the order of their numbers. The first form has nothing behind it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A source that has a field under its old and its new name."""

    path: str
    line: int
    old: str
    new: str


def pending(version: int, migrations: Sequence[Migration] = MIGRATIONS) -> tuple[Migration, ...]:
    """The steps that a site of that form still has before it."""
    return tuple(step for step in migrations if step.to > version)


def upgraded_source(
    data: bytes, path: str, steps: Sequence[Migration]
) -> tuple[bytes, list[Conflict]]:
    """The source with its fields renamed, or as it was with the fields that cannot be.

    A source that cannot be read is left alone: `vestnik check` names its fault.
    """
    conflicts: list[Conflict] = []
    for step in steps:
        front, _ = frontmatter.read(data, path)
        if front is None or front.fields is None or b"\r" in data.replace(b"\r\n", b""):
            return data, conflicts
        lines = data.split(b"\n")
        for old, new in step.fields.items():
            number = front.fields.key_lines.get(old)
            if number is None:
                continue
            if new in front.fields.entries:
                conflicts.append(Conflict(path, number, old, new))
                continue
            key = re.compile(rb"^([\"']?)" + re.escape(old.encode()) + rb"\1(?=\s*:)")
            lines[number - 1] = key.sub(new.encode(), lines[number - 1], count=1)
        data = b"\n".join(lines)
    return data, conflicts


def upgraded_settings(text: str, steps: Sequence[Migration]) -> str:
    """The settings' file with its settings renamed and the form written down.

    Raises ValueError where `VESTNIK = {` is not found in it.
    """
    for step in steps:
        for old, new in step.settings.items():
            key = re.compile(rf"""(?m)^(\s*)(["']){re.escape(old)}\2(?=\s*:)""")
            text = key.sub(rf"\g<1>\g<2>{new}\g<2>", text)
    number = steps[-1].to if steps else SCHEMA
    end = "\r\n" if "\r\n" in text else "\n"
    text, found = _NUMBER.subn(rf"\g<1>{number}", text, count=1)
    if not found:
        text, found = _OPENING.subn(rf'\g<1>{end}    "schema_version": {number},', text, count=1)
    if not found:
        raise ValueError(text)
    return text
