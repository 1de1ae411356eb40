#!/usr/bin/env python3
"""How well personal data are found: numbers made at random, and false alarms on real acts.

    scripts/measure_personal.py [папка или файл .jsonl с настоящими документами…]

Prints the share of the numbers that are found, by kind, and every trace in the documents given:
in published acts there should be none. A line of JSON is one text (`text`), any other text file
too; of a PDF its text layer is looked at. Nothing found is printed unmasked.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.core.personal_numbers import KINDS, sentence
from vestnik.attachments import pdf
from vestnik.attachments.inside import Refused
from vestnik.core.checks.passage import Passage
from vestnik.core.personal import find_personal
from vestnik.core.personal_files import find_in_pages

_CASES = 2000


def main() -> int:
    """Measure; exit status 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("acts", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    good = recall(arguments.seed)
    texts = alarms = 0
    for name, found in looked_at(arguments.acts):
        texts += 1
        alarms += bool(found)
        for one in found:
            print(f"  {name}: {one}")
    if texts:
        print(f"Документов: {texts}, с находками: {alarms} ({alarms / texts:.2%})")
    return 0 if good and alarms <= texts / 100 else 1


def recall(seed: int) -> bool:
    """Prints the share found of each kind; true when all are above 0.99."""
    pick = random.Random(seed)  # noqa: S311 - cases, not secrets
    made: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    for number in range(_CASES):
        kind = list(KINDS)[number % len(KINDS)]
        text, datum = sentence(pick, kind)
        made[kind] += 1
        in_text = any(one.datum is datum for one in find_personal(Passage(text).prose))
        in_file = any(one.datum == datum.name for one in find_in_pages([text]))
        hit[kind] += in_text and in_file
        if not (in_text and in_file):
            print(f"  не найдено ({kind}, страница {in_text}, файл {in_file}): {text}")
    for kind, count in made.items():
        print(f"{kind}: {hit[kind]} из {count} ({hit[kind] / count:.4f})")
    total = sum(hit.values()) / sum(made.values())
    print(f"Всего: {sum(hit.values())} из {sum(made.values())} ({total:.4f})")
    return total >= 0.99


def looked_at(paths: list[Path]) -> Iterator[tuple[str, list[str]]]:
    """Each document with what is found in it, masked."""
    for path in paths:
        files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for file in files:
            yield from _in_file(file)


def _in_file(file: Path) -> Iterator[tuple[str, list[str]]]:
    if file.suffix == ".jsonl":
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                yield f"{file.name}:{number}", _traces(json.loads(line)["text"])
    elif file.suffix == ".pdf":
        try:
            found = list(find_in_pages(pdf.read_text(file.read_bytes())))
        except Refused:
            return
        yield file.name, [f"{one.datum} с. {one.page} «{one.masked}» {one.sure}" for one in found]
    elif file.suffix in (".txt", ".md"):
        yield file.name, _traces(file.read_text("utf-8", "replace"))


def _traces(text: str) -> list[str]:
    found = find_personal(Passage(text).prose)
    return [f"{one.datum.name} «{one.masked}» {'точно' if one.sure else 'похоже'}" for one in found]


if __name__ == "__main__":
    sys.exit(main())
