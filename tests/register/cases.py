"""Reads the phrases of `fixtures/citations.md`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vestnik.register import Citation

FIXTURE = Path(__file__).parent / "fixtures" / "citations.md"
_MARKS = {"вне": "outside", "в цитате": "quoted"}


@dataclass(frozen=True)
class Case:
    """A phrase and what is to be found in it, as the fixture spells it."""

    line: int
    text: str
    expected: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.line} {self.text[:50]}"


def read_cases() -> list[Case]:
    """Every phrase of the fixture."""
    cases: list[Case] = []
    phrase, line, expected = "", 0, []
    for number, row in enumerate(FIXTURE.read_text(encoding="utf-8").splitlines(), 1):
        if row.startswith("- "):
            phrase, line, expected = row[2:], number, []
            cases.append(Case(line, phrase.replace("⏎", "\n").replace("⍽", "\u00a0"), ()))
        elif row.startswith("  → "):
            if row != "  → нет":
                expected.append(_tidy(row[4:]))
            cases[-1] = Case(line, cases[-1].text, tuple(expected))
    return cases


def _tidy(row: str) -> str:
    cells = [cell.strip() for cell in row.strip("[] ").split("|")]
    return " | ".join([*cells, *[""] * (6 - len(cells))]).rstrip(" |")


def spelled(citation: Citation) -> str:
    """A citation as the fixture spells it."""
    marks = [word for word, name in _MARKS.items() if getattr(citation, name)]
    if citation.scope:
        marks.append(f"пункты: {citation.scope}")
    day = citation.date.isoformat() if citation.date else ""
    cells = [citation.kind, citation.number, day, citation.issuer, citation.title]
    return " | ".join([*cells, citation.relation, *marks]).rstrip(" |")
