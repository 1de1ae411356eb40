"""The rule of imports that `make check` holds the package to."""

import pytest

import import_rules


@pytest.fixture
def breaches(tmp_path, monkeypatch):
    """`breaches(path, code)` → what is said of a file of the package with that code."""
    monkeypatch.setattr(import_rules, "PACKAGE", tmp_path)

    def check(path, code):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code)
        return [breach.text for breach in import_rules.check(file)]

    return check


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("core/markup.py", "from vestnik.core.model import Document"),
        ("core/markup.py", "from . import model"),
        ("search/records.py", "from vestnik.core import model"),
        ("search/records.py", "from .analysis import words"),
        ("search/whoosh_index.py", "import whoosh.index"),
        ("site/targets.py", "from vestnik.feeds import xml"),
        ("plugin.py", "from pelican import signals\nfrom vestnik.site import targets"),
        ("commands/check.py", "from vestnik import __version__\nfrom vestnik.output import Output"),
        ("feeds/xml.py", "from feedgen.feed import FeedGenerator"),
        ("running.py", "from vestnik.settings import Places\nfrom vestnik.site import build"),
        ("core/schema/values.py", "def read_text(node):\n    return read_text(node)"),
    ],
)
def test_the_way_of_the_data_is_free(breaches, path, code):
    """A part imports what lies below it and its own files."""
    assert breaches(path, code) == []


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("core/markup.py", "def", "Python cannot read this"),
        ("core/markup.py", "from vestnik.site import view", "core imports site"),
        ("core/markup.py", "from ..search import records", "core imports search"),
        ("core/markup.py", "def f():\n    import jinja2", "core does without jinja2"),
        ("core/markup.py", "import pathlib\npathlib.Path('x').read_text()", "opens no file"),
        ("core/markup.py", "def f():\n    return open('x')", "opens no file"),
        ("site/build.py", "from vestnik.running import finish", "site imports running"),
        ("feeds/xml.py", "from vestnik.search.records import Record", "feeds imports search"),
        ("feeds/xml.py", "from vestnik import search", "feeds imports search"),
        ("site/targets.py", "import vestnik.plugin", "site imports plugin"),
        ("commands/check.py", "import pelican.settings", "only plugin.py may import pelican"),
        ("search/server.py", "from whoosh import index", "may import whoosh"),
    ],
)
def test_a_breach_is_named(breaches, path, code, said):
    """What goes against the stream is told with the rule."""
    (text,) = breaches(path, code)
    assert said in text
