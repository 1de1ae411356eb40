"""Makes a content folder of many documents: the same ones for the same numbers, on any machine.

    python scripts/make_corpus.py FOLDER --documents 3000 [--texts DIR]

News 65 %, acts 30 %, reports 5 %, about 6 kB each. Without `--texts` the words are drawn from
pymorphy3's dictionary with frequencies after Zipf; with it, from the texts of a folder (`*.txt`,
and `*.jsonl` with a `text` in each line), paragraph by paragraph.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

SECTIONS = ("vlast", "obrazovanie", "zhkh", "transport", "kultura", "sport", "byudzhet")
TAGS = ("ремонт", "школы", "вода", "праздник", "дороги", "бюджет", "конкурс", "парк", "зима", "суд")
KINDS = ("приказ", "постановление", "распоряжение", "решение")
ISSUERS = ("administraciya", "upravlenie-obrazovaniya", "sovet")
SIZE = 3300
"""Characters of a document: about 6 kB in UTF-8."""
_LAST = datetime(2026, 11, 20, 12, tzinfo=UTC)


def main() -> None:
    """Writes the corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--texts", type=Path)
    arguments = parser.parse_args()
    make(arguments.folder, arguments.documents, arguments.texts)


def make(folder: Path, count: int, texts: Path | None = None) -> None:
    """Writes `count` documents below `folder`."""
    chance = random.Random(count)  # noqa: S311 - a corpus is no secret
    paragraphs = _real_paragraphs(texts) if texts else _made_paragraphs(chance)
    for number in range(count):
        moment = _LAST - timedelta(minutes=int(number * 6_000_000 / max(count, 1)))
        path, lines = _front_matter(number, moment, chance)
        body: list[str] = []
        while sum(map(len, body)) < SIZE:
            body.append(next(paragraphs))
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join(body)
        place.write_text("---\n" + "\n".join(lines) + f"\n---\n\n{text}\n", "utf-8")


def _front_matter(number: int, moment: datetime, chance: random.Random) -> tuple[str, list[str]]:
    section = chance.choice(SECTIONS)
    tags = ", ".join(chance.sample(TAGS, chance.randrange(0, 3)))
    lines = [
        f"title: Материал № {number} о том, что сделано в городе",
        f"date: {moment:%Y-%m-%d %H:%M}",
        f"section: {section}",
        f"lead: Коротко о главном, выпуск {number}",
    ]
    if tags:
        lines.append(f"tags: [{tags}]")
    share = number % 20
    if share < 13:
        return f"news/{moment:%Y/%m}/item-{number}.md", lines
    if share < 19:
        lines += [
            f"kind: {chance.choice(KINDS)}",
            f"number: {number}-п",
            f"adopted: {moment:%Y-%m-%d}",
            f"issuer: {chance.choice(ISSUERS)}",
        ]
        return f"documents/{moment:%Y}/act-{number}/index.md", lines
    return f"reports/{moment:%Y}/report-{number}.md", lines


def _made_paragraphs(chance: random.Random) -> Iterator[str]:
    """Sentences of dictionary words, the r-th of them drawn with a frequency of 1/r."""
    import pymorphy3

    words = sorted({word for word, *_ in itertools.islice(
        pymorphy3.MorphAnalyzer().iter_known_word_parses("по"), 60_000)})  # fmt: skip
    chance.shuffle(words)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    while True:
        sentences = (
            " ".join(chance.choices(words, cum_weights=weights, k=chance.randrange(6, 16)))
            for _ in range(5)
        )
        yield " ".join(f"{sentence.capitalize()}." for sentence in sentences)


def _real_paragraphs(folder: Path) -> Iterator[str]:
    texts = [path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*.txt"))]
    for path in sorted(folder.rglob("*.jsonl")):
        texts += [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
    paragraphs = [
        " ".join(line.split())[:1500]
        for text in texts
        for line in text.splitlines()
        if line.strip()
    ]
    return itertools.cycle(paragraphs)


if __name__ == "__main__":
    main()
