"""What the register costs: `python scripts/measure_register.py 10000 [--titles FILE.jsonl]`.

Makes that many acts of eleven years, with citations, relations and four days each month on which
they were adopted; builds them cold in one process; publishes one act that repeals another; and
tells the processor time of both builds by what it went into, and the size of the register's data.
Titles are drawn from `title` of a file of JSON lines, or made of a few words. Times are those of
this machine: compare parts of one run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

from vestnik.core.portal import ActKind, Issuer, Portal
from vestnik.settings import Places, bundled
from vestnik.site import act_checks, render, statuses, uptake
from vestnik.site.build import build
from vestnik.site.request import Request

PORTAL = Portal(
    name="Администрация города",
    url="https://gorod.example",
    act_kinds=tuple(
        ActKind(key=key, title=title, plural=title)
        for key, title in (
            ("prikaz", "Приказ"),
            ("postanovlenie", "Постановление"),
            ("rasporyazhenie", "Распоряжение"),
            ("reshenie", "Решение"),
        )
    ),
    issuers=tuple(
        Issuer(key=key, title=title, short=title)
        for key, title in (("adm", "Администрация"), ("uo", "Управление"), ("sovet", "Совет"))
    ),
)
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
FIRST = date(2016, 1, 1)
DATA = ("register-", "data-", "log", "opendata", "statistics")
"""Kinds of targets that only the register has begin so; beside them, lists of statuses."""

spent: defaultdict[str, float] = defaultdict(float)


def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with its processor time added to `spent`."""

    @wraps(function)
    def run(*arguments: Any, **named: Any) -> Any:
        started = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent[name] += time.process_time() - started

    return run


def watch() -> None:
    """Adds clocks to what the register does in a build."""
    make = render.Workshop.make

    def made(shop: Any, marked: Any) -> Any:
        started = time.process_time()
        try:
            return make(shop, marked)
        finally:
            target = marked.target
            of_statuses = any("status/" in str(one) for one in target.arguments)
            name = f"{target.kind} of statuses" if of_statuses else target.kind
            spent[name] += time.process_time() - started

    setattr(render.Workshop, "make", made)  # noqa: B010 - a method is replaced on purpose
    concluding = timed("statuses concluded", statuses.infer_statuses)
    setattr(uptake, "infer_statuses", concluding)  # noqa: B010 - as above
    judging = timed("acts judged together", act_checks.ActChecks.bring_up)
    setattr(act_checks.ActChecks, "bring_up", judging)  # noqa: B010 - as above


def act(number: int, count: int, titles: list[str], chance: random.Random) -> tuple[str, str]:
    """Path and source of an act."""
    day = FIRST + timedelta(days=number * 3980 // count)
    kind = PORTAL.act_kinds[number % 4]
    issuer = PORTAL.issuers[number % 3].key
    lines = [
        f"title: {json.dumps(chance.choice(titles), ensure_ascii=False)}",
        f"date: {day} 12:00",
        f"kind: {kind.title.lower()}",
        f"number: {number}-п",
        f"adopted: {day}",
        f"issuer: {issuer}",
    ]
    text = "1. Утвердить порядок.\n\n2. Опубликовать на сайте."
    if number > 40 and number % 5 == 0:
        other = number - chance.randrange(1, 40)
        when = FIRST + timedelta(days=other * 3980 // count)
        title = PORTAL.act_kinds[other % 4].title.lower()
        name = PORTAL.issuers[other % 3].key
        field = ("amends", "repeals", "based_on")[number // 5 % 3]
        scope = ", scope: пункт 2" if field == "repeals" and number % 2 else ""
        lines.append(
            f"{field}: [{{kind: {title}, number: {other}-п, date: {when}, issuer: {name}{scope}}}]"
        )
        text += f"\n\n3. См. {title} от {when:%d.%m.%Y} № {other}-п."
    source = "---\n" + "\n".join(lines) + f"\n---\n\n{text}\n"
    return f"documents/{day.year}/act-{number}/index.md", source


def request(home: Path) -> Request:
    """What to build."""
    places = Places(
        content=home / "content",
        theme=bundled("theme"),
        override=None,
        cache=home / "cache",
        baseline=home / "baseline.yaml",
    )
    return Request(portal=PORTAL, places=places, output=home / "output", now=NOW, workers=1)


def built(name: str, home: Path) -> None:
    """Builds, and tells what it cost."""
    spent.clear()
    started = time.process_time()
    report = build(request(home))
    whole = time.process_time() - started
    assert not report.refused, report.problems[:3]
    own = {
        kind: value
        for kind, value in spent.items()
        if kind.startswith(DATA) or kind.endswith(("statuses", "concluded", "together"))
    }
    share = sum(own.values())
    print(f"\n{name}: {whole:.2f} s, {len(report.written)} files; the register {share:.2f} s")
    for kind, value in sorted(own.items(), key=lambda pair: -pair[1]):
        print(f"  {value:8.3f}  {kind}")
    for step, value in report.seconds.items():
        print(f"  {value:8.3f}  step «{step}», by the clock")


def sizes(output: Path) -> None:
    """Size of what the browser's filter loads."""
    data = output / "documents" / "data"
    years = [one.read_bytes() for one in sorted(data.glob("????.json"))]
    months = [one.read_bytes() for one in sorted(data.glob("????-??.json"))]
    packed = [len(gzip.compress(one)) for one in months]
    print(f"\ncolumns of {len(years)} years: {sum(map(len, years))} bytes,")
    print(f"  gzip {sum(len(gzip.compress(one)) for one in years)}")
    print(f"titles of {len(months)} months: gzip {sum(packed)}, median {statistics.median(packed)}")
    for name in ("register.csv", "register.json"):
        print(f"{name}: {(output / 'opendata' / name).stat().st_size} bytes")


def main() -> None:
    """Makes, builds, tells."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("acts", type=int)
    parser.add_argument("--titles", type=Path)
    arguments = parser.parse_args()
    chance = random.Random(arguments.acts)  # noqa: S311 - nothing secret
    words = [
        "порядок",
        "состав",
        "план",
        "смета",
        "график",
        "список",
        "перечень",
        "ремонт",
        "школа",
        "мост",
        "парк",
        "вода",
    ]
    titles = [f"О мерах: {' '.join(chance.sample(words, 7))}" for _ in range(2000)]
    if arguments.titles:
        lines = arguments.titles.read_text("utf-8").splitlines()
        titles = [f"О порядке: {json.loads(line)['title']}"[:160] for line in lines]
    watch()
    with tempfile.TemporaryDirectory(prefix="vestnik-register-") as folder:
        home = Path(folder)
        for number in range(1, arguments.acts + 1):
            path, source = act(number, arguments.acts, titles, chance)
            place = home / "content" / path
            place.parent.mkdir(parents=True)
            place.write_text(source, "utf-8")
        built("cold", home)
        sizes(home / "output")
        last = arguments.acts - 7
        day = FIRST + timedelta(days=last * 3980 // arguments.acts)
        place = home / "content/documents/2026/new/index.md"
        place.parent.mkdir(parents=True)
        place.write_text(
            "---\ntitle: О новом\ndate: 2026-11-30 12:00\nkind: приказ\nnumber: 1\n"
            "adopted: 2026-11-30\nissuer: adm\nrepeals:\n"
            f"- {{kind: {PORTAL.act_kinds[last % 4].title.lower()}, number: {last}-п, date: {day},"
            f" issuer: {PORTAL.issuers[last % 3].key}}}\n---\n\nТекст приказа.\n",
            "utf-8",
        )
        built("one new act, which repeals another", home)
        built("nothing new", home)


if __name__ == "__main__":
    main()
