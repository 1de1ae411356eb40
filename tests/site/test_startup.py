"""Starting: a build that has little to do does not bring what only much work needs."""

import os
import subprocess
import sys

import pytest

_RUN = """
import sys
from vestnik.commands.__main__ import main
status = main(["build", "--now", "2026-11-20", "--workers", "1"])
print(*sorted(name for name in {names} if name in sys.modules))
raise SystemExit(status)
"""
READING = ("vestnik.core.markup", "vestnik.core.schema", "markdown", "yaml", "nh3", "pymorphy3")
RENDERING = (
    "jinja2",
    "vestnik.site.contexts",
    "vestnik.site.render",
    "vestnik.site.presenters.acts",
)
SEARCHING = ("vestnik.search.browser_index", "vestnik.search.forms", "whoosh")
STANDARD = (
    "dataclasses",
    "difflib",
    "inspect",
    "logging",
    "tarfile",
    "tempfile",
    "typing_extensions",
)
"""Modules of Python and of others that were brought for the sake of one name."""
OTHERS = (
    "vestnik.site.judge",
    "vestnik.site.assets",
    "vestnik.admin.bundle",
    "concurrent.futures.process",
    "PIL",
    "pypdfium2",
    "rich",
    "pelican",
)
SETTINGS = """
from vestnik.defaults import *
SITENAME = "Администрация"
SITEURL = "https://town.example"
PATH = "content"
OUTPUT_PATH = "output"
"""
NEWS = """---
title: Мост открыт
date: 2026-11-01 12:00
---
Сегодня открыли мост через реку.
"""


def imported(folder, names):
    """Builds, and tells which of these modules that has brought."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN.format(names=names)],
        check=False, cwd=folder, capture_output=True, text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].split()


@pytest.mark.slow
def test_nothing_changed_needs_little(tmp_path):
    """Neither readers nor templates nor the search are imported when no byte has changed: they
    would take twice as long as the build.
    """
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    (tmp_path / "content" / "news").mkdir(parents=True)
    (tmp_path / "content" / "news" / "most.md").write_text(NEWS, "utf-8")
    names = (*READING, *RENDERING, *SEARCHING, *OTHERS, *STANDARD)

    first = imported(tmp_path, names)
    second = imported(tmp_path, names)

    assert {"markdown", "jinja2", "vestnik.search.browser_index"} <= set(first)
    assert second == []


@pytest.mark.slow
def test_an_edit_brings_no_more_than_it_needs(tmp_path):
    """A text that cites nothing and has no PDF asks neither for the finder of citations nor for
    the press; releases of libraries are not read from their notes, which are letters; no moment of
    a feed is a text that a parser must read.
    """
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    (tmp_path / "content" / "news").mkdir(parents=True)
    place = tmp_path / "content" / "news" / "most.md"
    place.write_text(NEWS, "utf-8")
    names = (
        *("vestnik.register.citations", "vestnik.site.press", "vestnik.printing.sheet", "nh3"),
        *("dateutil.parser._parser", "email.message", "importlib.metadata"),
        *("vestnik.site.assets", "vestnik.site.scripts", "difflib", "typing_extensions"),
    )

    imported(tmp_path, names)
    place.write_text(NEWS + "\nСегодня мост открыли через реку.\n", "utf-8")  # no new word

    assert imported(tmp_path, names) == ["nh3"]
