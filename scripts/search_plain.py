#!/usr/bin/env python3
"""What a plain BM25 with lemmas finds, in memory: a yardstick for a folder of texts.

    python scripts/search_plain.py TEXTS [--documents 10000] [--queries 60] [--title 3] [--long]

The queries of `search_queries.py` are asked of an index of pymorphy3's lemmas that knows no fields,
no typos and no numbers of acts; `--title` says how often a word of the title counts. What it misses
in other forms is mostly due to the texts: where they are more than the folder has, titles are mixed
anew, and many say the same three words. BM25 as in Robertson and Zaragoza, «The Probabilistic
Relevance Framework», 2009, k1 = 1.2, b = 0.75.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pymorphy3

from search_queries import Query, Text, make_queries, read

K1, B = 1.2, 0.75
FIRST = 10
_morph = pymorphy3.MorphAnalyzer(lang="ru")


def main() -> None:
    """Index, ask, report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=60, help="of each sort and part")
    parser.add_argument("--title", type=int, default=3, help="how often a word of it counts")
    parser.add_argument("--long", action="store_true", help="fill every text to 3,300 characters")
    arguments = parser.parse_args()
    texts = read(arguments.texts, arguments.documents, long=arguments.long)
    queries = make_queries(texts, arguments.queries)
    for (sort, kept), hits in sorted(success(texts, queries, arguments.title).items()):
        part = "kept aside" if kept else "seen"
        print(f"{sort:>7}, {part:<10} {sum(hits) / len(hits):.3f} of {len(hits)}")


def success(
    texts: Sequence[Text], queries: Sequence[Query], title: int
) -> dict[tuple[str, bool], list[bool]]:
    """(sort, whether kept aside) → of each query whether the first ten have its text."""
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    sizes = []
    for place, text in enumerate(texts):
        counts = Counter(lemmas(text.text) + lemmas(text.title) * title)
        sizes.append(counts.total())
        for word, count in counts.items():
            postings[word].append((place, count))
    mean = sum(sizes) / len(sizes)
    found: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    for query in queries:
        scores: dict[int, float] = defaultdict(float)
        for word in set(lemmas(query.text)):
            said = postings.get(word, [])
            rarity = math.log(1 + (len(texts) - len(said) + 0.5) / (len(said) + 0.5))
            for place, count in said:
                norm = K1 * (1 - B + B * sizes[place] / mean)
                scores[place] += rarity * count * (K1 + 1) / (count + norm)
        first = [texts[place] for place in sorted(scores, key=scores.__getitem__)[-FIRST:]]
        found[query.sort, query.target.kept].append(query.target in first)
    return found


def lemmas(text: str) -> list[str]:
    """The words of a text as the dictionary has them."""
    return [_lemma(word) for word in re.findall("[а-я0-9]+", text.lower().replace("ё", "е"))]


@cache
def _lemma(word: str) -> str:
    return str(_morph.parse(word)[0].normal_form).replace("ё", "е")


if __name__ == "__main__":
    main()
