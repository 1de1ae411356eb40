"""What people and programs read about problems."""

import json

import pytest

from vestnik.core.problems import Problem, Severity
from vestnik.core.report import as_json, as_text, summary


def problem(path: str, line: int, severity: Severity = Severity.ERROR) -> Problem:
    """A problem of no importance."""
    return Problem(
        path=path,
        line=line,
        field="date",
        code="x",
        message="не так",
        remedy="исправьте",
        severity=severity,
    )


def test_text_is_grouped_by_file_and_sorted_by_line():
    """Each line begins with a place that an editor can open; what is no error says so."""
    problems = [
        problem("news/b.md", 3),
        problem("news/a.md", 12, Severity.ADVICE),
        problem("news/a.md", 4),
        problem("news/a.md", 4, Severity.WARNING),
    ]
    assert as_text(problems) == (
        "news/a.md:4 · date: не так; исправьте\n"
        "news/a.md:4 · date: не так; исправьте [предупреждение]\n"
        "news/a.md:12 · date: не так; исправьте [совет]\n"
        "\n"
        "news/b.md:3 · date: не так; исправьте\n"
        "\n"
        "2 ошибки в 2 файлах, 1 предупреждение, 1 совет\n"
    )


@pytest.mark.parametrize(
    ("errors", "warnings", "expected"),
    [
        (0, 0, "Ошибок нет"),
        (0, 5, "Ошибок нет; 5 предупреждений"),
        (1, 0, "1 ошибка в 1 файле"),
        (3, 21, "3 ошибки в 3 файлах, 21 предупреждение"),
        (11, 2, "11 ошибок в 11 файлах, 2 предупреждения"),
        (21, 0, "21 ошибка в 21 файле"),
        (101, 112, "101 ошибка в 101 файле, 112 предупреждений"),
    ],
)
def test_summary_has_the_right_plurals(errors, warnings, expected):
    """Numbers go with their words."""
    problems = [problem(f"news/{n}.md", 1) for n in range(errors)]
    problems += [problem("news/w.md", 1, Severity.WARNING)] * warnings
    assert summary(problems) == expected


def test_json_holds_everything():
    """Programs get counts, the summary and every field."""
    value = json.loads(as_json([problem("news/a.md", 4)]))
    assert (value["errors"], value["warnings"], value["advice"]) == (1, 0, 0)
    assert value["problems"] == [
        {
            "path": "news/a.md",
            "line": 4,
            "field": "date",
            "code": "x",
            "severity": "error",
            "message": "не так",
            "remedy": "исправьте",
        }
    ]


def test_notes_stand_before_the_summary():
    """What was forgiven is counted where people look for the result."""
    assert as_text([], ["Прощено: 3"]) == "Прощено: 3\nОшибок нет\n"


def test_much_advice_is_only_counted():
    """Among hundreds of pieces of advice nobody would see an error."""
    problems = [problem("news/a.md", n, Severity.ADVICE) for n in range(3)]
    problems.append(problem("news/b.md", 1))
    assert "[совет]" in as_text(problems, most_advice=3)
    text = as_text(problems, ["Заметка."], most_advice=2)
    assert text == (
        "news/b.md:1 · date: не так; исправьте\n\n"
        "Заметка.\n"
        "Советы здесь не показаны, их покажет «vestnik check».\n"
        "1 ошибка в 1 файле, 3 совета\n"
    )
