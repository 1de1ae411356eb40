"""Files for git servers and pre-commit: each can be read, and its commands are ours."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from vestnik import starters
from vestnik.commands.__main__ import main, make_parser

NAMES = sorted({name for files in starters.CI.values() for name in files.values()})
PIPELINES = [name for name in NAMES if name.endswith(".yml")]
"""The others are scripts, which `tests/publishing/test_git_hook.py` runs."""


def commands(value) -> list[str]:
    """Every `vestnik …` in the strings of a file."""
    if isinstance(value, dict):
        return [found for one in value.values() for found in commands(one)]
    if isinstance(value, list):
        return [found for one in value for found in commands(one)]
    text = str(value)
    return re.findall(r"(?:^|/bin/|&& )(vestnik [^\n&|]+)", text, re.MULTILINE)


def assert_understood(found: list[str]) -> None:
    """Each command line has a parser that takes it."""
    for command in found:
        words = shlex.split(command)[1:]
        make_parser(words[0]).parse_args(words)


@pytest.mark.parametrize("name", PIPELINES)
def test_ci_files(name):
    """They check everything, build the site, and nothing that is no command of ours."""
    found = commands(yaml.safe_load(starters.starter(name)))
    assert_understood(found)
    assert "vestnik check --no-advice" in found
    assert "vestnik build -o public" in found


def test_hooks_for_pre_commit(repo):
    """Those that others install, and the one that a new site has."""
    hooks = yaml.safe_load((repo / ".pre-commit-hooks.yaml").read_text("utf-8"))
    own = yaml.safe_load(starters.starter("pre-commit-config.yaml"))["repos"][0]["hooks"]
    assert {hook["id"] for hook in hooks} == {"vestnik-check", "vestnik-fix"}
    for hook in [*hooks, *own]:
        assert_understood([hook["entry"]])
        pattern = re.compile(hook["files"])
        for path in ("content/news/2026/a.md", "pelicanconf.py", "problems-baseline.yaml"):
            assert pattern.match(path)
        assert not pattern.match("custom/templates/404.html")
        assert hook["pass_filenames"] is False


@pytest.mark.parametrize("kept_at", ["", *starters.CI])
def test_they_are_laid_down(kept_at, tmp_path):
    """Each in the place where its server looks for it."""
    starters.lay_down(tmp_path, kept_at)
    there = {path for files in starters.CI.values() for path in files if (tmp_path / path).exists()}
    assert there == set(starters.CI.get(kept_at, {}))


def test_init_asks_where_git_is(tmp_path, capsys):
    """And says what it has begun."""
    site = tmp_path / "town"
    assert main(["init", str(site), "--ci", "gitlab"]) == 0
    assert (site / ".gitlab-ci.yml").is_file()
    assert (site / ".pre-commit-config.yaml").is_file()
    assert "Сайт начат" in capsys.readouterr().out


def test_names_of_starters_are_real():
    """Every file that is promised is in the package."""
    folder = Path(starters.__file__).parent
    named = {*NAMES, *starters.ALWAYS.values()}
    assert named <= {path.name for path in folder.iterdir()}
