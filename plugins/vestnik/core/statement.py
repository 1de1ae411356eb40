"""What was checked for accessibility, when and with what: the facts of an accessibility statement.

Kept as TOML that a person can read: the theme ships a record of the tests of Vestnik itself
(`theme/accessibility.toml`), a site has one of its own beside its settings, which
`vestnik audit OUTPUT --record` writes. Pure: knows texts, opens no file.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from datetime import date

import msgspec
from msgspec import Struct

_HEAD = (
    "# Что проверено на доступность. Попадает на страницу «Доступность сайта».\n"
    "# Файл пишет команда: vestnik audit output --record\n"
)


class StatementError(ValueError):
    """The record cannot be read; the message is in Russian."""


class CheckRun(Struct, frozen=True, kw_only=True):
    """One time that something was checked."""

    subject: str
    """What: «Этот сайт, страниц: 113»."""
    date: date
    tool: str
    """With what: «vestnik audit»."""
    standard: str = ""
    """Against what: «WCAG 2.2, уровень AA»."""
    own: bool = False
    """The site itself, not the program that made it."""
    passed: tuple[str, ...] = ()
    """Names of the checks that found nothing."""
    failed: tuple[str, ...] = ()
    """Names of those that found something."""
    elsewhere: tuple[str, ...] = ()
    """What this tool does not see, and who must look."""
    limits: tuple[str, ...] = ()
    """Known shortcomings, in sentences."""


def read_runs(text: str) -> tuple[CheckRun, ...]:
    """The runs of a record. Raises StatementError."""
    try:
        return msgspec.convert(tomllib.loads(text).get("runs", []), tuple[CheckRun, ...])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise StatementError(str(error)) from error


def written_runs(runs: Iterable[CheckRun]) -> str:
    """The record; `read_runs` reads it."""
    return _HEAD + "".join(map(_written, runs))


def _written(run: CheckRun) -> str:
    lines = [
        "\n[[runs]]",
        f"subject = {_quoted(run.subject)}",
        f"date = {run.date.isoformat()}",
        f"tool = {_quoted(run.tool)}",
    ]
    if run.standard:
        lines.append(f"standard = {_quoted(run.standard)}")
    if run.own:
        lines.append("own = true")
    for name in ("passed", "failed", "elsewhere", "limits"):
        if sentences := getattr(run, name):
            lines += [f"{name} = [", *(f"  {_quoted(one)}," for one in sentences), "]"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
