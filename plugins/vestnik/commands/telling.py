"""Problems on a terminal: in colours, as wide as they are; elsewhere plain text."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

from vestnik.core.problems import Problem, Severity
from vestnik.core.report import as_text, in_order, line, summary

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}


def show(problems: Sequence[Problem], notes: Sequence[str] = ()) -> None:
    """All problems and the summary, on standard output."""
    if not in_colours():
        print(as_text(problems, notes), end="")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    path = ""
    for problem in in_order(problems):
        if path and problem.path != path:
            console.print()
        path = problem.path
        text = Text(line(problem))
        place = f"{problem.path}:{problem.line}" if problem.line else problem.path
        text.stylize("bold", 0, len(place))
        text.stylize(_STYLES[problem.severity], len(place))
        console.print(text)
    if path:
        console.print()
    for note in notes:
        console.print(Text(note))
    console.print(Text(summary(problems), style=_mood(problems)))


def in_colours() -> bool:
    """Whether somebody looks at a terminal that has colours, and has not said no to them."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def _mood(problems: Iterable[Problem]) -> str:
    faulty = any(problem.severity is Severity.ERROR for problem in problems)
    return "bold red" if faulty else "bold green"
