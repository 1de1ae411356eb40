#!/usr/bin/env python3
"""What the browser search answers to thirty everyday queries, as people have judged it.

    python scripts/search_everyday.py TEXTS [--documents 3000] [--results] [--json FILE]

TEXTS as for `search_queries.py`. `search_everyday.tsv` holds the judgements: query, grade, digest
of the text, title. A grade is 3 for what answers the matter asked for, 2 for what is about it, 1
for what touches it, 0 for what has its words alone. Results that nobody has judged are told and
count as 0; `--results` prints the first five of each query with what judging needs.

Judged is what this search has shown: a text that it never showed is missed by nobody. So the order
is measured, and whether it became worse; not what it does not find.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from search_queries import Query, Text, ask, build, read

GRADES = Path(__file__).with_suffix(".tsv")
FIRST = 5
ABOUT = 2
"""The least grade of a text that is about the matter."""
QUERIES = (
    *("ремонт дорог", "график вывоза мусора", "очередь в детский сад", "субсидия на оплату ЖКХ"),
    *("многодетные семьи выплаты", "прием граждан главой", "расписание автобусов"),
    *("капитальный ремонт домов", "отключение горячей воды", "благоустройство парка"),
    *("запись в школу", "материнский капитал", "публичные слушания", "бюджет на год"),
    *("земельный участок многодетным", "пожарная безопасность в лесу", "паводок"),
    *("питание школьников", "летний лагерь", "ЕГЭ", "конкурс на должность"),
    *("доступная среда инвалиды", "спортивный комплекс", "день города"),
    *("переселение из аварийного жилья", "газификация", "муниципальный контроль"),
    *("штраф за парковку", "поддержка малого бизнеса", "волонтеры"),
)

Judged = Mapping[str, Mapping[str, int]]
"""Query → digest of a text → its grade."""


def main() -> None:
    """Build, ask, compare with the judgements."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--results", action="store_true", help="print the results")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    texts = read(arguments.texts, arguments.documents, long=False)
    by_address = {text.address: text for text in texts}
    with tempfile.TemporaryDirectory() as folder:
        build(texts, Path(folder))
        answers = ask(Path(folder), [Query("everyday", query, texts[0]) for query in QUERIES])
    judged = read_grades()
    rows = []
    for query, answer in zip(QUERIES, answers, strict=True):
        found = [by_address[address] for address in answer["addresses"][:FIRST]]
        rows.append(row(query, found, judged.get(query, {})))
        if arguments.results:
            _print_results(query, found, judged.get(query, {}))
    report = {"documents": len(texts), **summary(rows), "queries": rows}
    print(_table(report))
    if arguments.json:
        arguments.json.write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")


def digest(text: Text) -> str:
    """Names a text, whatever its date and address."""
    return hashlib.sha256(f"{text.title}\n{text.text}".encode()).hexdigest()[:12]


def read_grades() -> Judged:
    """The judgements."""
    found: dict[str, dict[str, int]] = {}
    for line in GRADES.read_text("utf-8").splitlines() if GRADES.exists() else ():
        query, grade, name, _ = line.split("\t")
        found.setdefault(query, {})[name] = int(grade)
    return found


def row(query: str, found: Sequence[Text], judged: Mapping[str, int]) -> dict[str, Any]:
    """What is said of one query. nDCG compares the order with the best one of all judged texts."""
    names = [digest(text) for text in found]
    grades = [judged.get(name, 0) for name in names]
    best = _gain(sorted(judged.values(), reverse=True)[:FIRST])
    return {
        "query": query,
        "grades": grades,
        "unjudged": sum(name not in judged for name in names),
        "answered": any(grade >= ABOUT for grade in grades),
        "there": any(grade >= ABOUT for grade in judged.values()),
        "ndcg": round(_gain(grades) / best, 3) if best else None,
    }


def summary(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Of the queries for which a text about the matter is known, and of all."""
    there = [one for one in rows if one["there"]]
    scores = [one["ndcg"] for one in rows if one["ndcg"] is not None]
    return {
        "with a text about it": len(there),
        "success@5": round(sum(one["answered"] for one in there) / max(len(there), 1), 3),
        "success@1": round(
            sum(one["grades"][:1] >= [ABOUT] for one in there) / max(len(there), 1), 3
        ),
        "nDCG@5": round(statistics.mean(scores), 3) if scores else None,
        "about it, of the first 5": round(
            statistics.mean(sum(grade >= ABOUT for grade in one["grades"]) for one in there), 2
        ),
        "unjudged": sum(one["unjudged"] for one in rows),
    }


def _gain(grades: Sequence[int]) -> float:
    return float(sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades)))


def _print_results(query: str, found: Sequence[Text], judged: Mapping[str, int]) -> None:
    stems = [word[:5] for word in re.findall(r"\w{4,}", query.lower())]
    for text in found:
        print("\t".join((query, str(judged.get(digest(text), "?")), digest(text), text.title[:90])))
        sentences = re.split(r"(?<=[.!?])\s|\n", text.text)
        telling = sorted(sentences, key=lambda one: -sum(stem in one.lower() for stem in stems))
        print("    ", " … ".join(telling[:1])[:200])


def _table(report: Mapping[str, Any]) -> str:
    lines = ["| query | grades of the first five | nDCG@5 |", "|---|---|---|"]
    for one in report["queries"]:
        grades = ", ".join(map(str, one["grades"])) or "nothing found"
        score = one["ndcg"] if one["there"] else "no text"
        lines.append(f"| {one['query']} | {grades} | {score} |")
    told = {key: value for key, value in report.items() if key != "queries"}
    return "\n".join([*lines, "", json.dumps(told, ensure_ascii=False)])


if __name__ == "__main__":
    main()
