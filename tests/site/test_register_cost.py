"""What one act costs among the data of the register."""

import csv
import hashlib
import io
import json
import re

import jsonschema
import pytest
from msgspec.structs import replace

from tests.site.test_incremental import same_as_clean
from tests.site.test_statuses import write
from tests.site.town import Town, pdf

pytestmark = pytest.mark.slow


@pytest.fixture
def town(tmp_path):
    """Orders of three years."""
    town = Town(tmp_path)
    for number, day in enumerate(("2024-01-10", "2025-02-10", "2025-03-10", "2026-01-10"), 1):
        write(town, f"documents/{day[:4]}/a{number}/index.md", number, day)
    town.build()
    return town


def data(report):
    """The files of data among those that a build has written."""
    pattern = r"(documents/data/|opendata/).*\.(json|csv)|opendata/SHA256SUMS"
    return {path for path in report.written if re.fullmatch(pattern, path)}


def test_a_new_act_rewrites_its_year_and_its_month(town):
    """No file of another year or month; the whole register is joined anew."""
    write(town, "documents/2026/new/index.md", 9, "2026-02-10")
    assert data(town.build()) == {
        *("documents/data/2026.json", "documents/data/2026-02.json"),
        *("opendata/register-2026.csv", "opendata/register-2026.json", "opendata/log-2026.csv"),
        *("opendata/register.csv", "opendata/register.json", "opendata/meta.csv"),
        "opendata/SHA256SUMS",
    }


def test_a_change_of_status_rewrites_the_years_of_both_acts(town):
    """The repealed one changes its column; its titles and the log stay."""
    repeal = "repeals: [{address: /documents/2024/a1/index.md}]\n"
    write(town, "documents/2026/new/index.md", 9, "2026-02-10", repeal)
    written = data(town.build())
    assert {"documents/data/2024.json", "opendata/register-2024.csv"} <= written
    assert not {"documents/data/2024-01.json", "documents/data/2025.json"} & written
    assert "утратил силу" in town.tree()["opendata/register-2024.csv"].decode()


def test_the_whole_follows_a_year_that_vanishes(town):
    """The last act of a year goes, and with it its lines."""
    (town.content / "documents/2024/a1/index.md").unlink()
    town.build()
    tree = town.tree()
    assert "opendata/register-2024.csv" not in tree
    assert tree["opendata/register.csv"].count(b"\r\n") == 4


def test_checksums_are_those_of_the_files(town):
    """`sha256sum --check` would say so."""
    tree = town.tree()
    for line in tree["opendata/SHA256SUMS"].decode().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(tree[f"opendata/{name}"]).hexdigest() == digest


def test_a_town_without_acts_has_empty_data(tmp_path):
    """The files are there, and the page that leads to them."""
    town = Town(tmp_path)
    town.add_news(1)
    town.build()
    tree = town.tree()
    assert tree["opendata/register.json"].endswith(b'"acts":[\n\n]}\n')
    assert "opendata/statistics/index.html" in tree


def test_the_register_is_what_its_schema_promises(town):
    """A validator of JSON Schema finds nothing in the register of a town in which acts are
    repealed, withdrawn, attached to and printed; every row of the table has every column.
    """
    town.portal = replace(town.portal, pdf="auto")
    path = "documents/2026/full/index.md"
    fields = (
        "repeals: [{address: /documents/2024/a1/index.md, scope: пункт 2}]\n"
        "based_on: [{kind: закон, number: 131-ФЗ, date: 2003-10-06, outside: true}]\n"
        "effective: 2026-03-01\nattachments: [{file: a.pdf, title: Текст}]\n"
    )
    town.write("documents/2026/full/a.pdf", pdf("По приказу от 15.01.2026 № 7/п."))
    write(town, path, 9, "2026-02-10", fields)
    gone = "withdrawn: {date: 2026-03-01, reason: Ошибка}\n"
    write(town, "documents/2026/gone/index.md", 10, "2026-02-11", gone)
    report = town.build()
    assert not report.refused, report.problems
    tree = town.tree()
    schema = json.loads(tree["opendata/register.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for name in ("register.json", "register-2026.json", "register-2024.json"):
        assert [
            error.message for error in checker.iter_errors(json.loads(tree[f"opendata/{name}"]))
        ] == []
    broken = json.loads(tree["opendata/register-2026.json"])
    broken["acts"][0]["adopted"] = "10.02.2026"
    assert not checker.is_valid(broken)
    data = tree["opendata/register.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert data.count(b"\n") == data.count(b"\r\n") == len(rows)


def test_made_pdfs_are_in_the_data_with_their_checksums(town):
    """The register names the PDF of each act, a file beside it the checksum of each."""
    assert town.tree()["opendata/pdf-sha256.txt"] == b""
    town.portal = replace(town.portal, pdf="auto")
    town.build()
    tree = town.tree()
    lines = dict(
        line.split("  ")[::-1] for line in tree["opendata/pdf-sha256.txt"].decode().splitlines()
    )
    assert lines == {
        path: hashlib.sha256(data).hexdigest()
        for path, data in tree.items()
        if path.endswith(".pdf")
    }
    assert len(lines) == 4
    acts = json.loads(tree["opendata/register.json"])["acts"]
    assert {one["pdf"].removeprefix("https://lipovsk.example/") for one in acts} == set(lines)
    town.edit("documents/2026/a4/index.md", lambda text: f"{text}\nЕщё одно предложение.\n")
    town.build()
    new = town.tree()
    assert new["opendata/register.json"] == tree["opendata/register.json"]
    assert new["opendata/pdf-sha256.txt"] != tree["opendata/pdf-sha256.txt"]
    digest = hashlib.sha256(new["opendata/pdf-sha256.txt"]).hexdigest()
    assert f"{digest}  pdf-sha256.txt" in new["opendata/SHA256SUMS"].decode()
    same_as_clean(town)
