#!/usr/bin/env python3
"""Measure the browser search on real texts: does a query find the page it was made from?

    python scripts/search_queries.py TEXTS [--documents 1000 10000 50000] [--queries 150] [--long]
        [--failures] [--json FILE]

TEXTS holds `*.jsonl` with a `title` and a `text` in each line, and `*.txt`. Queries are made from
titles: three or four words, each in another form; the same with one letter wrong; the same typed in
the English layout; and «№ … от …» of acts that one text cites. A third of the texts, chosen by the
digest of the text, is kept aside: nothing may be tuned to their queries, and both are reported.

Several sizes are measured one after the other, each in a process of its own, and stand beside each
other in a table at the end. Requests and bytes are those of ten results, without the 20 kB of the
client's code: a first query's with the manifest (one request, in the file of that code), a next
one's behind another in the same page; of title queries («forms») and of numbers.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "plugins"))

from vestnik.core.addresses import slug  # noqa: E402 - the package beside this script
from vestnik.search import realwords  # noqa: E402
from vestnik.search.analysis import Analyst  # noqa: E402
from vestnik.search.browser_index import index, recent_start  # noqa: E402
from vestnik.search.browser_records import Group, Indexed, month_of  # noqa: E402
from vestnik.search.gists import gist  # noqa: E402
from vestnik.search.segments import Segment, segment  # noqa: E402
from vestnik.search.tokens import STOP_WORDS  # noqa: E402
from vestnik.search.weights import levels, telling  # noqa: E402

LAST = date(2026, 11, 20)
DAYS = 4166
"""The documents spread over so many days: 11.4 years, as in `make_corpus.py`."""
LONG = 3300
"""Characters of a document with `--long`: paragraphs of others fill it."""
SECTIONS = ("vlast", "obrazovanie", "zhkh", "transport", "kultura", "sport", "byudzhet")
CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
    "ноября", "декабря",
)  # fmt: skip
_DAY = rf"от\s+[«\"]?(\d{{1,2}})[»\"]?(?:\.(\d\d)\.|\s+({'|'.join(MONTHS)})\s+)(\d{{4}})"
_NUMBER = r"(?:№|N)[\s-]{0,3}(\d+(?:\s?[-–]\s?ФЗ\b|[\w/-]*))"
CITED = (
    re.compile(rf"{_DAY}\s*(?:г\.?|года)?\s*{_NUMBER}", re.IGNORECASE),
    re.compile(rf"{_NUMBER}\s+{_DAY}", re.IGNORECASE),
)
"""An act that a text cites, in either order."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document of the trial."""

    title: str
    text: str
    day: date
    kept: bool
    """Kept aside: nothing is tuned to it."""
    address: str


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, and the page that should come among the first ten."""

    sort: str
    text: str
    target: Text


def main() -> None:
    """Build, ask, report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, nargs="+", default=[3000])
    parser.add_argument("--queries", type=int, default=150, help="of each sort and part")
    parser.add_argument("--long", action="store_true", help="fill every text to 3,300 characters")
    parser.add_argument("--failures", action="store_true", help="print what was not found")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    if len(arguments.documents) > 1:
        reports = [_apart(arguments, count) for count in arguments.documents]
        print(growth(reports))
    else:
        reports = [measure(arguments, arguments.documents[0])]
        print(json.dumps(reports[0], ensure_ascii=False, indent=1))
    if arguments.json:
        told = reports if len(reports) > 1 else reports[0]
        arguments.json.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def measure(arguments: argparse.Namespace, count: int) -> dict[str, Any]:
    """All that is measured of one size."""
    texts = read(arguments.texts, count, long=arguments.long)
    with tempfile.TemporaryDirectory() as folder:
        built = build(texts, Path(folder))
        built["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        queries = make_queries(texts, arguments.queries)
        answers = ask(Path(folder), queries)
    if arguments.failures:
        print_failures(queries, answers)
    return {"index": built, "client": client_size(), **summary(queries, answers)}


def _apart(arguments: argparse.Namespace, count: int) -> dict[str, Any]:
    """The same in a process of its own, whose peak of memory is its own."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "report.json"
        command = [sys.executable, __file__, str(arguments.texts), "--documents", str(count)]
        command += ["--queries", str(arguments.queries), "--json", str(place)]
        command += [f"--{name}" for name in ("long", "failures") if getattr(arguments, name)]
        subprocess.run(command, check=True)
        found: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return found


def growth(reports: Sequence[dict[str, Any]]) -> str:
    """A table with a column for each size."""
    rows: dict[str, list[str]] = {}
    for one in reports:
        for sort, parts in one["success@10"].items():
            for part, told in parts.items():
                rows.setdefault(f"success@10: {sort}, {part}", []).append(told)
        for name, costs in one["without client"].items():
            if "ten" in name or "number" in name:
                unit = 1000 if "bytes" in name else 1
                mean, p95 = (round(costs[which] / unit, 1) for which in ("mean", "p95"))
                rows.setdefault(name.replace("bytes", "kB"), []).append(f"{mean} ({p95})")
        for name in ("now_bytes", "bytes", "files", "analysis_s", "index_s", "peak_mb"):
            rows.setdefault(f"index: {name}", []).append(f"{one['index'][name]:,}")
    sizes = [f"{one['index']['documents']:,}" for one in reports]
    lines = [f"| documents: mean (p95) | {' | '.join(sizes)} |", f"|---|{'---|' * len(sizes)}"]
    return "\n".join([*lines, *(f"| {key} | {' | '.join(row)} |" for key, row in rows.items())])


# --- the texts ---------------------------------------------------------------------------------


def read(folder: Path, count: int, *, long: bool) -> list[Text]:
    """`count` documents; where the folder has fewer, titles are mixed anew."""
    chance = random.Random(count)  # noqa: S311 - a trial is no secret
    pairs = list(dict.fromkeys(_pairs(folder)))
    paragraphs = [part for _, text in pairs for part in text.split("\n") if len(part) > 80]
    chance.shuffle(pairs)
    while len(pairs) < count:
        one, other = chance.choice(pairs)[0].split(), chance.choice(pairs)[0].split()
        title = " ".join((*one[: len(one) // 2 + 1], *other[len(other) // 2 :]))
        pairs.append((title, "\n".join(chance.sample(paragraphs, 4))))
    made: list[Text] = []
    taken: set[str] = set()
    for number, (title, own) in enumerate(pairs[:count]):
        text = own
        while long and len(text) < LONG:
            text += "\n" + chance.choice(paragraphs)
        day = LAST - timedelta(days=int(number * DAYS / count))
        kept = hashlib.sha256(text.encode()).digest()[0] % 3 == 0
        address = f"/news/{day:%Y/%m/%d}/{slug(title)}/"
        if address in taken:
            address = f"{address[:-1]}-{number}/"
        taken.add(address)
        made.append(Text(title, text, day, kept, address))
    return made


def _pairs(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            one = json.loads(line)
            title = re.sub(r"^Статья \S+\s*", "", one["title"])
            yield title or one["title"], one["text"]
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text("utf-8").strip()
        first = re.split(r"(?<=[.!?])\s|\n", text)[0]
        yield " ".join(first.split()[:12]), text


# --- the index ---------------------------------------------------------------------------------


def build(texts: Sequence[Text], folder: Path) -> dict[str, Any]:
    """Writes the index, says what it cost."""
    analyst = Analyst()
    chance = random.Random(1)  # noqa: S311 - as above
    started = time.process_time()
    documents = [_indexed(analyst, text, chance) for text in texts]
    analysed = time.process_time()
    files = index(*_tiers(documents), {"words": realwords.facts()})
    done = time.process_time()
    words = {name: realwords.published(name) for name in realwords.published_names()}
    for name, data in (files | words).items():
        (folder / name).write_bytes(data)
    sizes = sorted(map(len, files.values()))
    return {
        "documents": len(texts),
        "stems_median": statistics.median(len(one.levels) for one in documents),
        "analysis_s": round(analysed - started, 2),
        "index_s": round(done - analysed, 2),
        "files": len(files),
        "bytes": sum(sizes),
        "now_bytes": len(files["now.bin"]),
        "file_p50_p90_max": [sizes[len(sizes) // 2], sizes[int(len(sizes) * 0.9)], sizes[-1]],
    }


def _indexed(analyst: Analyst, text: Text, chance: random.Random) -> Indexed:
    words = analyst.analyse({"title": text.title, "body": text.text})
    said = gist(text.text, telling(words), words.counts.get("title", {}), analyst.terms)
    return Indexed(
        address=text.address,
        title=text.title,
        day=text.day,
        group=Group(kind="report", section=chance.choice(SECTIONS)),
        levels=levels(words),
        related=words.groups,
        gist=said,
    )


def _tiers(documents: Sequence[Indexed]) -> tuple[list[Segment], list[Segment]]:
    years: dict[int, int] = {}
    for one in documents:
        years[one.day.year] = years.get(one.day.year, 0) + 1
    start = recent_start(years, max(one.day for one in documents))
    archive: dict[int, list[Indexed]] = {}
    recent: dict[int, list[Indexed]] = {}
    for one in documents:
        (recent if one.day >= start else archive).setdefault(month_of(one.day), []).append(one)
    return (
        [segment(month, archive[month]) for month in sorted(archive)],
        [segment(month, recent[month]) for month in sorted(recent)],
    )


# --- the queries -------------------------------------------------------------------------------


def make_queries(texts: Sequence[Text], count: int) -> list[Query]:
    """`count` queries of each sort for each part."""
    chance = random.Random(count)  # noqa: S311 - as above
    forms = Forms(chance)
    queries: list[Query] = []
    for kept in (False, True):
        part = [text for text in texts if text.kept == kept]
        chance.shuffle(part)
        made = [(query, text) for text in part if (query := forms.query(text.title))][:count]
        queries += [Query("forms", query, text) for query, text in made]
        queries += [Query("typo", forms.misspelt(query), text) for query, text in made]
        queries += [Query("layout", in_latin(query), text) for query, text in made]
    cited = list(citations(texts))
    for kept in (False, True):
        part_cited = [query for query in cited if query.target.kept == kept]
        queries += chance.sample(part_cited, min(count, len(part_cited)))
    return queries


class Forms:
    """Puts words into other forms."""

    def __init__(self, chance: random.Random) -> None:
        import pymorphy3

        self._morph: Any = pymorphy3.MorphAnalyzer(lang="ru")
        self._chance = chance

    def query(self, title: str) -> str:
        """Three or four words of a title, each in another form; empty where it has no three."""
        words = dict.fromkeys(re.findall(r"[а-я]{3,}", title.lower().replace("ё", "е")))
        usable = [word for word in words if word not in STOP_WORDS]
        if len(usable) < 3:
            return ""
        picked = self._chance.sample(usable, min(len(usable), self._chance.choice((3, 4))))
        return " ".join(self.other(word) for word in picked)

    def other(self, word: str) -> str:
        """Another form of the word; the word itself where it has only one."""
        parse = self._morph.parse(word)[0]
        forms = {
            one.word.replace("ё", "е")
            for one in parse.lexeme
            if one.tag.POS == parse.tag.POS and not {"Erro", "Slng", "Arch"} & one.tag.grammemes
        }
        others = sorted(forms - {word})
        return self._chance.choice(others) if others else word

    def misspelt(self, query: str) -> str:
        """One letter wrong, and no other word of the dictionary made by it: who types «супов» for
        «судов» has asked for something else, and is offered what is like it.
        """
        while True:
            made = with_typo(query, self._chance)
            wrong = set(made.split()) - set(query.split())
            if wrong and not any(self._morph.word_is_known(word) for word in wrong):
                return made


def with_typo(query: str, chance: random.Random) -> str:
    """One letter wrong in one word of five letters or more."""
    words = query.split()
    long = [place for place, word in enumerate(words) if len(word) > 4]
    place = chance.choice(long or range(len(words)))
    word = words[place]
    at = chance.randrange(len(word))
    letter = chance.choice([one for one in CYRILLIC[:-1] if one != word[at]])
    changes: list[Callable[[], str]] = [
        lambda: word[:at] + letter + word[at + 1 :],
        lambda: word[:at] + word[at + 1 :],
        lambda: word[:at] + letter + word[at:],
        lambda: word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ]
    words[place] = chance.choice(changes)()
    return " ".join(words)


def in_latin(query: str) -> str:
    """The query typed with the English layout on."""
    return query.translate(str.maketrans(CYRILLIC, LATIN))


def citations(texts: Sequence[Text]) -> Iterator[Query]:
    """«№ 642 от 26.03.2012» for every act that exactly one text cites.

    An act is its day and the digits of its number: «от 6 октября 2003 года № 131 - ФЗ» cites the
    same one as «№ 131-ФЗ от 06.10.2003», and no query can mean the one text and not the other.
    """
    found: dict[tuple[str, str], dict[int, str]] = {}
    for place, text in enumerate(texts):
        for day, number in _cited(text.text):
            act = (day, re.match(r"\d+", number)[0])  # type: ignore[index]
            found.setdefault(act, {}).setdefault(place, f"№ {number} от {day}")
    for _, places in sorted(found.items()):
        if len(places) == 1:
            ((place, query),) = places.items()
            yield Query("number", query, texts[place])


def _cited(text: str) -> Iterator[tuple[str, str]]:
    """(day as 26.03.2012, number) of every act that a text cites."""
    for order, pattern in enumerate(CITED):
        for groups in map(re.Match.groups, pattern.finditer(text)):
            number, (day, month, name, year) = (
                (groups[4], groups[:4]) if not order else (groups[0], groups[1:])
            )
            month = month or f"{MONTHS.index(name.lower()) + 1:02}"
            yield f"{int(day):02}.{month}.{year}", re.sub(r"\s", "", number).rstrip("-/")


# --- asking and reporting ----------------------------------------------------------------------


def ask(folder: Path, queries: Sequence[Query]) -> list[dict[str, Any]]:
    """The answers of the client under Node."""
    lines = "".join(json.dumps({"text": query.text}) + "\n" for query in queries)
    done = subprocess.run(
        ["node", str(ROOT / "scripts" / "search_client.mjs"), str(folder)],
        input=lines, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


def client_size() -> dict[str, int]:
    """Bytes of the client's modules joined, as they travel."""
    folder = ROOT / "theme" / "components" / "search"
    parts = [path.read_bytes() for path in sorted(folder.glob("*.js"))]
    joined = b"\n".join(parts)
    return {"modules": len(parts), "bytes": len(joined), "gzip": len(gzip.compress(joined, 9))}


def summary(queries: Sequence[Query], answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Success among the first ten by sort and part; requests and bytes of title queries."""
    success: dict[str, dict[str, list[bool]]] = {}
    costs: dict[str, list[int]] = {}
    for query, answer in zip(queries, answers, strict=True):
        part = "kept aside" if query.target.kept else "seen"
        hits = success.setdefault(query.sort, {}).setdefault(part, [])
        hits.append(query.target.address in answer["addresses"])
        if query.sort == "number":
            for name in ("first", "next"):
                for unit in ("requests", "bytes"):
                    whole = answer[name]["early"][unit] + answer[name]["rest"][unit]
                    costs.setdefault(f"number: {name} {unit}", []).append(whole)
        if query.sort == "forms":
            for name in ("first", "next"):
                for unit in ("requests", "bytes"):
                    early = answer[name]["early"][unit]
                    costs.setdefault(f"{name} {unit}, five shown", []).append(early)
                    ten = early + answer[name]["rest"][unit]
                    costs.setdefault(f"{name} {unit}, ten shown", []).append(ten)
            costs.setdefault("of five without a passage", []).append(answer["silent"])
    return {
        "success@10": {
            sort: {
                part: f"{sum(hits) / len(hits):.3f} of {len(hits)}" for part, hits in parts.items()
            }
            for sort, parts in success.items()
        },
        "without client": {name: _spread(values) for name, values in costs.items()},
        "ms_median": statistics.median(answer["ms"] for answer in answers),
    }


def _spread(values: list[int]) -> dict[str, float]:
    values = sorted(values)
    return {
        "mean": round(statistics.mean(values), 1),
        "median": values[len(values) // 2],
        "p95": values[int(len(values) * 0.95)],
    }


def print_failures(queries: Sequence[Query], answers: Sequence[dict[str, Any]]) -> None:
    """What was asked, how it was understood, what should have come. Only of the seen part."""
    for query, answer in zip(queries, answers, strict=True):
        if query.target.address not in answer["addresses"] and not query.target.kept:
            print(f"{query.sort}: {query.text} → {answer['corrected']} | {query.target.title}")


if __name__ == "__main__":
    main()
