"""The filter of the browser finds what the reference finds, in the same order."""

import json
import subprocess
from datetime import date
from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vestnik.register.browser import month_texts, year_columns
from vestnik.register.query import SORTS, Query, select
from vestnik.register.rows import Row, Status

KINDS = [("prikaz", "Приказ"), ("reshenie", "Решение"), ("postanovlenie", "Постановление")]
STATUSES = [
    Status(key="in-force", words="действует", tone="active"),
    Status(key="repealed", words="утратил силу", tone="ended"),
]
NUMBERS = ["375", "3/650", "123-п", "123п", "903h", "б/н", "12/1415", "19-192", "404п-П13", "7"]
TITLES = ["О мосте", "«Ёлка» в парке", "елка в парке", "Об уборке", "№ 5", "Ярмарка", "О мосте!"]
DAYS = st.dates(date(2023, 11, 1), date(2026, 2, 28))

ROWS = st.builds(
    lambda kind, number, adopted, issuer, title, status, section: Row(
        kind=kind[0], kind_title=kind[1], number=number, adopted=adopted, issuer=issuer,
        issuer_title=issuer.upper(), title=title, address=f"/{title}/", status=status,
        section=section,
    ),
    st.sampled_from(KINDS), st.sampled_from(NUMBERS), DAYS, st.sampled_from(["adm", "uo"]),
    st.sampled_from(TITLES), st.sampled_from(STATUSES), st.sampled_from(["", "sport", "zhkh"]),
)  # fmt: skip
QUERIES = st.builds(
    Query,
    kind=st.sampled_from(["", "prikaz", "reshenie"]),
    number=st.sampled_from(["", "", "№ 375", "650", "123-p", "N 123", "903н", "б/н", "х"]),
    since=st.none() | DAYS,
    until=st.none() | DAYS,
    issuer=st.sampled_from(["", "", "adm"]),
    section=st.sampled_from(["", "", "sport"]),
    year=st.sampled_from([0, 0, 2024, 2025]),
    status=st.sampled_from(["", "", "repealed"]),
    sort=st.sampled_from(SORTS),
)
PROGRAM = """
import { fromAddress, toAddress, understood } from "./theme/components/register/query.js";
import { rowsOf, select, sorted, yearsFor } from "./theme/components/register/table.js";
const { files, years, states } = JSON.parse(await new Response(process.stdin).text());
const textOf = (row) => {
  const month = JSON.parse(files[`${row.year}-${String(row.month).padStart(2, "0")}`]);
  if (month.stamp !== row.stamp) throw new Error("another month");
  return month.rows[row.inMonth];
};
const answers = [];
for (const state of states) {
  const { query } = understood(fromAddress(toAddress(state)));
  const wanted = yearsFor(query, years);
  const rows = select(wanted.flatMap((year) => rowsOf(year, JSON.parse(files[year]))), query);
  const found = await sorted(rows, query.sort, rows.length, async (row) => textOf(row)[0]);
  const shown = (row) =>
    [row.day, row.kind[0], row.number, row.issuer[0], row.status[0], textOf(row)[0]];
  answers.push(found.map(shown));
}
process.stdout.write(JSON.stringify(answers));
"""


def files_of(rows):
    """The files of a register, and its years, newest first."""
    files, years = {}, []
    for year, in_year in groupby(rows, lambda row: row.adopted.year):
        members = list(in_year)
        years.append(year)
        files[str(year)] = year_columns(members).decode()
        for month, in_month in groupby(members, lambda row: row.adopted.month):
            texts = [(row.title, row.address) for row in in_month]
            files[f"{year}-{month:02}"] = month_texts(texts).decode()
    return files, years


def state_of(query):
    """A query as the address of the page holds it."""
    state = {"kind": query.kind, "number": query.number, "issuer": query.issuer,
             "section": query.section, "status": query.status, "sort": query.sort,
             "year": str(query.year or "")}  # fmt: skip
    if query.since:
        state["from"] = f"{query.since:%d.%m.%Y}"
    if query.until:
        state["to"] = query.until.isoformat()
    return {name: value for name, value in state.items() if value}


def shown(row):
    """What the test compares of a row."""
    day = row.adopted.isoformat()
    return [day, row.kind, row.number, row.issuer, row.status.key, row.title]


@pytest.mark.node
@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(ROWS, max_size=60), queries=st.lists(QUERIES, min_size=20, max_size=20))
def test_the_browser_answers_as_python_does(repo, rows, queries):
    """Any register, any question: the same acts in the same order."""
    rows = sorted(rows, key=lambda row: row.adopted, reverse=True)
    files, years = files_of(rows)
    asked = {"files": files, "years": years, "states": [state_of(query) for query in queries]}
    done = subprocess.run(
        ["node", "--input-type=module", "-e", PROGRAM],
        input=json.dumps(asked), stdout=subprocess.PIPE, text=True, check=True, cwd=repo,
    )  # fmt: skip
    answers = json.loads(done.stdout)
    for query, answer in zip(queries, answers, strict=True):
        assert answer == [shown(row) for row in select(rows, query)], query


def test_a_new_act_changes_its_year_and_its_month():
    """Other months keep their files and their stamps."""

    def row(day, title):
        return Row(kind="prikaz", kind_title="Приказ", number="1", adopted=day, issuer="adm",
                   issuer_title="А", title=title, address="/", status=STATUSES[0])  # fmt: skip

    old = [row(date(2026, 2, 1), "Б"), row(date(2026, 1, 5), "В"), row(date(2025, 1, 5), "Г")]
    before, after = files_of(old)[0], files_of([row(date(2026, 2, 3), "А"), *old])[0]
    assert {name for name in after if before[name] != after[name]} == {"2026", "2026-02"}
