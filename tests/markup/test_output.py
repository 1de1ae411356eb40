"""The markup of the whole demo portal, judged by the Nu checker and by html-validate."""

import json
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

import setup_tests
from tests.markup.site import FRAGMENTS
from tests.theme.faults import faults

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("markup")]

VNU = setup_tests.NODE_MODULES / "vnu-jar/build/dist/vnu.jar"
HTML_VALIDATE = setup_tests.NODE_MODULES / "html-validate/bin/html-validate.mjs"

NO_FAULT = {
    "Resource violates Content Security Policy": "files on a disk have no origin that is 'self'; "
    "tests/docs/test_server.py holds the policy against a real server",
    "Inline script violates Content Security Policy": "JSON-LD is data, not a script",
    "CSS: Unrecognized at-rule “@container”": "the checker's CSS is older than container queries",
    "CSS: “container”: Property “container” doesn't exist": "the same",
    "CSS: “container-type”: Property “container-type” doesn't exist": "the same",
    "CSS: “color-scheme”: Too many values or values are not recognized": "it does not know the"
    " `only` of CSS Color Adjustment 1, which keeps browsers from inverting a reader's own scheme",
}
"""Beginnings of messages of the Nu checker that blame nothing, each with the reason."""


@pytest.fixture(scope="module")
def nu_messages(site) -> list[dict]:
    """What the Nu checker says of every HTML, CSS and SVG file, in one run of Java."""
    kinds = ["--also-check-css", "--also-check-svg", "--skip-non-html"]
    command = ["java", "-Xss4m", "-jar", VNU, "--format", "json", *kinds, site.root]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    return json.loads(done.stderr)["messages"]


@pytest.mark.java
def test_nu_checker_finds_nothing(nu_messages, site):
    """Every page, the style sheet and the drawings are valid; no warning is left unexplained."""
    found = []
    for message in nu_messages:
        file = message["url"].rpartition(f"{site.root.name}/")[2]
        explained = message["message"].startswith(tuple(NO_FAULT))
        if not explained and file not in FRAGMENTS:
            found.append(f"{file}:{message.get('lastLine', 0)} {message['message']}")
    assert found == []


@pytest.mark.java
def test_explanations_are_still_needed(nu_messages):
    """What the Nu checker no longer says is no longer excused."""
    said = {message["message"] for message in nu_messages}
    assert [start for start in NO_FAULT if not any(one.startswith(start) for one in said)] == []


@pytest.mark.java
def test_fragments_are_valid_in_a_page(site, tmp_path):
    """What a script puts into a page is as valid as the page."""
    head = '<!doctype html><html lang="ru"><head><title>Часть</title></head><body>'
    for number, name in enumerate(sorted(FRAGMENTS)):
        part = (site.root / name).read_text(encoding="utf-8")
        (tmp_path / f"{number}.html").write_text(f"{head}{part}</body></html>", encoding="utf-8")
    command = ["java", "-jar", VNU, "--format", "json", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert [message["message"] for message in json.loads(done.stderr)["messages"]] == []


@pytest.mark.node
def test_html_validate_finds_nothing(site, tmp_path):
    """Rules beyond the standard: accessible names, headings in order, no element misused.

    Two exceptions in `.htmlvalidate.json`: what is chosen in a form of settings holds at once, so
    there is nothing to send; and the frame in which a wide table scrolls is a region with
    a name, and no section of the text, which would need a heading.
    """
    config = Path(__file__).parent / ".htmlvalidate.json"
    command = ["node", HTML_VALIDATE, "--config", config, "--formatter", "json"]
    answer = tmp_path / "answer.json"  # through a pipe only the first 64 KB would come
    with answer.open("wb") as file:
        subprocess.run(
            [*command, f"{site.root}/**/*.html"],
            stdout=file,
            timeout=300,
            check=False,
            cwd=setup_tests.ROOT,
        )
    reports = json.loads(answer.read_bytes() or "[]")
    places = [
        f"{Path(report['filePath']).relative_to(site.root)}:{one['line']} {one['message']}"
        for report in reports
        for one in report["messages"]
    ]
    assert places == []


def test_every_page_says_what_it_is(site):
    """A language, a title, one main heading, one main part, an encoding."""
    faults = []
    for page in site.pages:
        tree = page.tree
        if tree.get("lang") not in ("ru", "en"):
            faults.append(f"{page.file}: lang={tree.get('lang')}")
        if not (tree.findtext("head/title") or "").strip():
            faults.append(f"{page.file}: no title")
        if not tree.xpath("//meta[@charset='utf-8']"):
            faults.append(f"{page.file}: no encoding")
        numbers = {part: len(tree.xpath(f"//{part}")) for part in ("h1", "main")}
        faults += [f"{page.file}: <{part}> × {n}" for part, n in numbers.items() if n != 1]
    assert faults == []


def test_language_follows_the_address(site):
    """What stands below `/en/` is English, the rest Russian."""
    wrong = [
        page.file
        for page in site.pages
        if (page.tree.get("lang") == "en") != page.file.startswith("en/")
    ]
    assert wrong == []


def test_anchors_are_unique(site):
    """An id names one place of its page."""
    double = {
        page.file: [name for name, times in Counter(page.tree.xpath("//@id")).items() if times > 1]
        for page in site.pages
    }
    assert {file: names for file, names in double.items() if names} == {}


def test_no_page_has_a_fault_that_checkers_accept(site):
    """Names, languages, plurals, headings, lists: what valid markup can still get wrong."""
    found = []
    for page in site.pages:
        if not page.is_redirect:
            source = (site.root / page.file).read_text("utf-8")
            found += [f"{page.address}: {fault}" for fault in faults(source)]
    assert found == []


def test_titles_are_unique(site):
    """Of two tabs a visitor can tell which is which; two languages may call a thing alike."""
    titles = Counter(
        (page.tree.get("lang"), " ".join((page.tree.findtext("head/title") or "").split()))
        for page in site.pages
        if not page.is_redirect
    )
    assert {title: times for title, times in titles.items() if times > 1} == {}


DATA = ("application/ld+json", "application/json")
"""Types of `script` that no browser runs."""


def test_nothing_runs_or_styles_inline(site):
    """The strict policy would block it."""
    found = []
    for page in site.pages:
        for element in page.tree.iter("*"):
            names = [name for name in element.attrib if name == "style" or name.startswith("on")]
            found += [f"{page.file}:{element.sourceline} {element.tag} {name}" for name in names]
        found += [f"{page.file}: <style>" for _ in page.tree.iter("style")]
        found += [
            f"{page.file}: <script type={script.get('type')}>"
            for script in page.tree.iter("script")
            if "src" not in script.attrib and script.get("type") not in DATA
        ]
    assert found == []


def test_nothing_is_fetched_elsewhere(site):
    """Reading a page tells nobody but the town that it is read."""
    found = [
        str(one)
        for page in site.pages
        for one in page.references()
        if one.fetched and site.inside(one.typed, page.address) is None
    ]
    assert found == []
    for name in site.files:
        if name.endswith((".css", ".js", ".svg")):
            text = (site.root / name).read_text(encoding="utf-8")
            text = text.replace("http://www.w3.org/", "")
            assert not re.search(r"(?:https?:)?//[\w-]+\.\w", text), name


def test_structured_data_is_sound(site):
    """JSON-LD can be read, says of what it speaks, and names addresses of this site in full."""
    kinds = Counter()
    for page in site.pages:
        for item in page.data():
            assert item["@context"] == "https://schema.org", page.file
            kinds[item["@type"]] += 1
            url = item.get("url", "")
            assert not url or url.startswith("https://"), f"{page.file}: {url}"
    assert {"NewsArticle", "Legislation", "GovernmentOrganization"} <= kinds.keys()
