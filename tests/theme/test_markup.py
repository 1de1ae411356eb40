"""The markup of every component and kind of page is valid by the two checkers that we use."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.theme.gallery import build

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The gallery as files; the fragment of warnings is no page."""
    folder = tmp_path_factory.mktemp("gallery")
    build(folder)
    (folder / "alert/fragment.html").unlink()
    return folder


@pytest.mark.java
def test_the_nu_checker_finds_no_error(repo, pages):
    """No error by the checker of W3C. Its warnings are left out: it reads files, and finds that
    our policy of «'self'» forbids what lies beside them.
    """
    jar = repo / "node_modules/vnu-jar/build/dist/vnu.jar"
    run = subprocess.run(
        ["java", "-jar", jar, "--errors-only", "--skip-non-html", "--format", "json", pages],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found = [(m["url"], m["message"]) for m in json.loads(run.stderr)["messages"]]
    assert [message for message in found if message[0].endswith(".html")] == []


@pytest.mark.node
def test_html_validate_finds_no_error(repo, pages):
    """No error by html-validate. Landmarks that the gallery repeats are left to axe on pages."""
    run = subprocess.run(
        [
            repo / "node_modules/.bin/html-validate",
            "--config",
            HERE / "htmlvalidate.json",
            "--formatter",
            "text",
            f"{pages}/**/*.html",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (run.returncode, run.stdout) == (0, "")
