"""A town with 3,000 documents: some pages of every kind of its site, judged by all checkers."""

import json
import random
import subprocess
import sys

import pytest

import setup_tests
from built_site import KINDS
from tests.markup.test_output import HTML_VALIDATE, NO_FAULT, VNU
from tests.theme.faults import faults

# One worker: the site is built once, and two builds of one cache refuse each other.
pytestmark = [pytest.mark.deep, pytest.mark.slow, pytest.mark.xdist_group("large")]

DOCUMENTS = 3000
OF_EACH_KIND = 8


@pytest.fixture(scope="module")
def sample(repo, tmp_path_factory):
    """The built site's folder, and some pages of every kind."""
    folder = tmp_path_factory.mktemp("large")
    make = [repo / "scripts/make_corpus.py", folder / "content", "--documents", str(DOCUMENTS)]
    subprocess.run([sys.executable, *make], check=True, timeout=300, cwd=repo)
    build = ["-m", "pelican", folder / "content", "-s", "pelicanconf.py", "-o", folder / "site"]
    done = subprocess.run(
        [sys.executable, *build], capture_output=True, text=True, timeout=900, cwd=repo, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    chance = random.Random(DOCUMENTS)
    pages = []
    for pattern in KINDS:
        found = sorted((folder / "site").glob(f"{pattern}/index.html".lstrip("/")))
        pages += chance.sample(found, min(OF_EACH_KIND, len(found)))
    return folder / "site", sorted(set(pages))


@pytest.mark.java
def test_the_nu_checker_finds_nothing(sample, record_property):
    """No message that is not explained."""
    command = ["java", "-Xss4m", "-jar", VNU, "--format", "json", *sample[1]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    record_property("pages", len(sample[1]))
    messages = json.loads(done.stderr)["messages"]
    assert [one for one in messages if not one["message"].startswith(tuple(NO_FAULT))] == []


@pytest.mark.node
def test_html_validate_finds_nothing(sample, tmp_path):
    """By the rules for the demo portal."""
    config = setup_tests.ROOT / "tests/markup/.htmlvalidate.json"
    answer = tmp_path / "answer.json"
    with answer.open("wb") as file:
        command = ["node", HTML_VALIDATE, "--config", config, "--formatter", "json", *sample[1]]
        subprocess.run(command, stdout=file, timeout=300, check=False, cwd=setup_tests.ROOT)
    reports = json.loads(answer.read_bytes() or "[]")
    assert [(r["filePath"], m["message"]) for r in reports for m in r["messages"]] == []


def test_no_page_has_a_fault_that_checkers_accept(sample):
    """Names, languages, plurals, headings, lists."""
    found = []
    for path in sample[1]:
        text = path.read_text("utf-8")
        # This town has nothing in English to make a menu of.
        excused = {"the menu is no list"} if "<nav" not in text.partition("</header>")[0] else ()
        found += [f"{path.parent.name}: {fault}" for fault in faults(text) if fault not in excused]
    assert found == []
