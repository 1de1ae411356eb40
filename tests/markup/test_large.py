"""A town with 3,000 documents: some pages of every kind of its site, judged by all checkers."""

import json
import subprocess

import pytest

import setup_tests
from built_site import some_of_each_kind
from tests.markup.test_output import HTML_VALIDATE, NO_FAULT, VNU
from tests.theme.faults import faults

# One worker: the site is built once, and two builds of one cache refuse each other.
pytestmark = [pytest.mark.deep, pytest.mark.slow, pytest.mark.xdist_group("large")]


@pytest.fixture(scope="module")
def sample(large_site):
    """Some pages of every kind, as files."""
    return [page / "index.html" for page in some_of_each_kind(large_site)]


@pytest.mark.java
def test_the_nu_checker_finds_nothing(sample, record_property):
    """No message that is not explained."""
    command = ["java", "-Xss4m", "-jar", VNU, "--format", "json", *sample]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    record_property("pages", len(sample))
    messages = json.loads(done.stderr)["messages"]
    assert [one for one in messages if not one["message"].startswith(tuple(NO_FAULT))] == []


@pytest.mark.node
def test_html_validate_finds_nothing(sample, tmp_path):
    """By the rules for the demo portal."""
    config = setup_tests.ROOT / "tests/markup/.htmlvalidate.json"
    answer = tmp_path / "answer.json"
    with answer.open("wb") as file:
        command = ["node", HTML_VALIDATE, "--config", config, "--formatter", "json", *sample]
        subprocess.run(command, stdout=file, timeout=300, check=False, cwd=setup_tests.ROOT)
    reports = json.loads(answer.read_bytes() or "[]")
    assert [(r["filePath"], m["message"]) for r in reports for m in r["messages"]] == []


def test_no_page_has_a_fault_that_checkers_accept(sample):
    """Names, languages, plurals, headings, lists."""
    found = []
    for path in sample:
        text = path.read_text("utf-8")
        # This town has nothing in English to make a menu of.
        excused = {"the menu is no list"} if "<nav" not in text.partition("</header>")[0] else ()
        found += [f"{path.parent.name}: {fault}" for fault in faults(text) if fault not in excused]
    assert found == []
