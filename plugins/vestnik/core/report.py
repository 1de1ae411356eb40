"""Problems as people and programs read them.

Every line begins with `path:line`, which editors and terminals make a link of. Lines without a mark
at the end are errors.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby

from vestnik.core.problems import SEVERITY_NAMES, Problem, Severity
from vestnik.core.russian import plural

_ORDER = {severity: number for number, severity in enumerate(Severity)}
_FORMS = {
    Severity.ERROR: ("ошибка", "ошибки", "ошибок"),
    Severity.WARNING: ("предупреждение", "предупреждения", "предупреждений"),
    Severity.ADVICE: ("совет", "совета", "советов"),
}


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By file, by line, the gravest first."""
    return sorted(
        problems,
        key=lambda p: (p.path, p.line, _ORDER[p.severity], p.field, p.code, p.message),
    )


def line(problem: Problem) -> str:
    """One problem in one line; what is no error is marked.

    >>> line(Problem(path="news/a.md", line=4, code="double-space", message="два пробела подряд",
    ...              severity=Severity.ADVICE))
    'news/a.md:4 · два пробела подряд [совет]'
    """
    if problem.severity is Severity.ERROR:
        return str(problem)
    return f"{problem} [{SEVERITY_NAMES[problem.severity]}]"


def in_sentences(problem: Problem) -> str:
    """What is wrong, and what to do, each as a sentence, for pages that people read.

    A remedy may be an order or a guess; as a sentence of its own it needs no words before it.

    >>> in_sentences(Problem(path="news/a.md", code="unknown-key", message="поля «titel» нет",
    ...                      remedy="возможно, «title»; есть: date, title"))
    'поля «titel» нет. Возможно, «title»; есть: date, title.'
    """
    remedy = problem.remedy[:1].upper() + problem.remedy[1:]
    texts = [text for text in (problem.message, remedy) if text]
    return " ".join(text if text[-1] in ".?!…" else f"{text}." for text in texts)


def as_text(
    problems: Iterable[Problem], notes: Sequence[str] = (), *, most_advice: int | None = None
) -> str:
    """All problems, a blank line between files, `notes` and the summary last.

    More pieces of advice than `most_advice` are only counted: among hundreds of them nobody would
    see an error.
    """
    listed = in_order(problems)
    shown, notes = listed, list(notes)
    advice = sum(problem.severity is Severity.ADVICE for problem in listed)
    if most_advice is not None and advice > most_advice:
        shown = [problem for problem in listed if problem.severity is not Severity.ADVICE]
        notes.append("Советы здесь не показаны, их покажет «vestnik check».")
    groups = [
        "\n".join(line(problem) for problem in group)
        for _, group in groupby(shown, key=lambda problem: problem.path)
    ]
    return "\n\n".join([*groups, "\n".join([*notes, summary(listed)])]) + "\n"


def as_json(problems: Iterable[Problem]) -> str:
    """All problems for a program: `{"errors": 1, …, "summary": "…", "problems": [{…}]}`."""
    listed = in_order(problems)
    counts = {severity: sum(p.severity is severity for p in listed) for severity in Severity}
    value = {
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "advice": counts[Severity.ADVICE],
        "summary": summary(listed),
        "problems": [
            {
                "path": problem.path,
                "line": problem.line,
                "field": problem.field,
                "code": problem.code,
                "severity": problem.severity.value,
                "message": problem.message,
                "remedy": problem.remedy,
            }
            for problem in listed
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def summary(problems: Iterable[Problem]) -> str:
    """«3 ошибки в 2 файлах, 5 предупреждений»."""
    listed = list(problems)
    parts = [part for severity in Severity if (part := _count(listed, severity))]
    if not parts:
        return "Ошибок нет"
    if any(problem.severity is Severity.ERROR for problem in listed):
        return ", ".join(parts)
    return f"Ошибок нет; {', '.join(parts)}"


def _count(problems: Sequence[Problem], severity: Severity) -> str:
    """«3 ошибки в 2 файлах», or nothing where there are none."""
    found = [problem for problem in problems if problem.severity is severity]
    if not found:
        return ""
    text = f"{len(found)} {plural(len(found), *_FORMS[severity])}"
    if severity is not Severity.ERROR:
        return text
    files = len({problem.path for problem in found})
    return f"{text} в {files} {plural(files, 'файле', 'файлах', 'файлах')}"
