"""What is wrong with the content, as values.

Nothing in Vestnik raises for bad content: a reader or a check returns `Problem`s, the build
collects all of them over all files, prints them once, and publishes nothing while one of them is an
error.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable

from msgspec import Struct


class Severity(enum.StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """Nothing is published until it is mended."""
    WARNING = "warning"
    """Published, but it will trouble a reader."""
    ADVICE = "advice"
    """Worth a thought; never counted against the author."""


SEVERITY_NAMES = {
    Severity.ERROR: "ошибка",
    Severity.WARNING: "предупреждение",
    Severity.ADVICE: "совет",
}
"""How a severity is called in what an officer reads."""


class Problem(Struct, frozen=True, order=True, kw_only=True):
    """One fault of one source file, in words that an officer understands.

    >>> str(Problem(path="news/a.md", line=4, field="date", code="date-impossible",
    ...             message="«31.02.2023» — такой даты нет", remedy="напишите ГГГГ-ММ-ДД"))
    'news/a.md:4 · date: «31.02.2023» — такой даты нет; напишите ГГГГ-ММ-ДД'
    """

    path: str
    """Source, relative to the content folder, with forward slashes."""
    line: int = 0
    """Line in the source, from 1; 0 where no line is to blame."""
    field: str = ""
    """Front-matter field, or «текст» for the body, or empty."""
    code: str
    """Stable name of the kind of fault, such as `date-impossible`."""
    message: str
    """What is wrong, in Russian, with the offending value."""
    remedy: str = ""
    """What to do, in Russian, imperative."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        head = f"{place} · {self.field}: " if self.field else f"{place} · "
        tail = f"; {self.remedy}" if self.remedy else ""
        return f"{head}{self.message}{tail}"


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that stop publication."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]
