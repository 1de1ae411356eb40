"""Measures the citation finder against what a person has marked in texts.

    python scripts/measure_citations.py FOLDER ANNOTATION [--faults]

FOLDER holds texts (UTF-8). ANNOTATION is tab-separated, a line for each citation:

    file    place    kind    number    date

`place` is the index of any character of the citation's number, date or (a code) name; kind is in
the nominative («федеральный закон»), number as typed without «№», date as 2018-03-05; «-» stands
for nothing. A line with `file` alone says that the file holds no more: only files that the
annotation names are measured, so they must be marked in full. «#» begins a comment.

A citation counts as found when kind, number (by its address form) and date are the same and its
words cover the place. Every other one that the finder gives is false.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vestnik.core.addresses import number_slug
from vestnik.register import Citation, find_citations


@dataclass(frozen=True, slots=True)
class Mark:
    """One citation as a person marked it."""

    file: str
    place: int
    kind: str
    number_key: str
    date: date | None

    def is_found_as(self, citation: Citation) -> bool:
        """Whether the finder means the same act by the same words."""
        return (
            citation.start <= self.place < citation.end
            and (citation.kind, citation.number_key, citation.date)
            == (self.kind, self.number_key, self.date)
        )  # fmt: skip


@dataclass(slots=True)
class Score:
    """Counts of one kind of act, or of all."""

    right: int = 0
    missed: int = 0
    false: int = 0

    def __str__(self) -> str:
        found, wanted = self.right + self.false, self.right + self.missed
        precision = self.right / found if found else 1.0
        recall = self.right / wanted if wanted else 1.0
        return (
            f"precision {precision:.3f} ({self.right}/{found})"
            f"  recall {recall:.3f} ({self.right}/{wanted})"
        )


def main() -> None:
    """Print the figures, and with --faults every citation that was missed or is false."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("annotation", type=Path)
    parser.add_argument("--faults", action="store_true")
    arguments = parser.parse_args()
    marks = read_marks(arguments.annotation)
    total = Score()
    kinds: Counter[tuple[str, str]] = Counter()
    for name, wanted in sorted(marks.items()):
        text = (arguments.folder / name).read_text(encoding="utf-8")
        missed, false = compare(find_citations(text), wanted)
        total.right += len(wanted) - len(missed)
        total.missed += len(missed)
        total.false += len(false)
        kinds.update((mark.kind, "right") for mark in wanted)
        kinds.update((mark.kind, "missed") for mark in missed)
        kinds.update((citation.kind, "false") for citation in false)
        if arguments.faults:
            show(name, text, missed, false)
    for kind in sorted({kind for kind, _ in kinds}):
        missed_here = kinds[kind, "missed"]
        score = Score(kinds[kind, "right"] - missed_here, missed_here, kinds[kind, "false"])
        print(f"{kind:40} {score}")
    print(f"{f'all, {len(marks)} texts':40} {total}")


def compare(found: tuple[Citation, ...], wanted: list[Mark]) -> tuple[list[Mark], list[Citation]]:
    """What was missed, and what was found that nobody marked."""
    left = list(found)
    missed = []
    for mark in wanted:
        match = next((one for one in left if mark.is_found_as(one)), None)
        if match is None:
            missed.append(mark)
        else:
            left.remove(match)
    return missed, left


def read_marks(path: Path) -> dict[str, list[Mark]]:
    """The marks of each file that the annotation names."""
    marks: dict[str, list[Mark]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.partition("#")[0].rstrip().split("\t")
        if not cells[0]:
            continue
        known = marks.setdefault(cells[0], [])
        if len(cells) > 1:
            place, kind, number, day = (cell.strip() for cell in cells[1:5])
            known.append(
                Mark(
                    file=cells[0],
                    place=int(place),
                    kind=kind,
                    number_key=number_slug(number) if number != "-" else "",
                    date=date.fromisoformat(day) if day != "-" else None,
                )
            )
    return marks


def show(name: str, text: str, missed: list[Mark], false: list[Citation]) -> None:
    """The faults of one file with the words around them."""
    for mark in missed:
        words = " ".join(text[max(0, mark.place - 90) : mark.place + 50].split())
        print(
            f"missed  {name}:{mark.place}  {mark.kind} {mark.number_key} {mark.date}  … {words} …"
        )
    for one in false:
        words = " ".join(text[max(0, one.start - 60) : one.end + 30].split())
        print(f"false   {name}:{one.start}  {one.kind} {one.number_key} {one.date}  … {words} …")


if __name__ == "__main__":
    main()
