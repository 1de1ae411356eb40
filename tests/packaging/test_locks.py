"""The locks install anywhere: every file by its hash, from any registry."""

import json
import re
import tomllib

import pytest

LOCKS = ("build", "dev", "lock", "site")


def _pinned(text):
    """The entries of a lock: the name with its version, then its hashes."""
    joined = text.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_hashes(repo, name):
    """A lock line without an exact version and a hash would let any file in."""
    lines = _pinned((repo / "requirements" / f"{name}.txt").read_text())
    assert lines
    exact = re.compile(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}")
    assert [line for line in lines if not exact.match(line)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_address(repo, name):
    """A lock names no registry and no folder of the machine that made it."""
    text = (repo / "requirements" / f"{name}.txt").read_text()
    assert re.findall(r"://|--\w*index\w*|--find-links|^[-./]", text, re.MULTILINE) == []


def test_dev_lock_holds_the_site_lock(repo):
    """What is tested is what is shipped: the same versions."""
    site, dev = ((repo / "requirements" / f"{name}.txt").read_text() for name in ("site", "dev"))
    assert set(_pinned(site)) <= set(_pinned(dev))


def test_locks_follow_the_project(repo):
    """Every dependency of pyproject.toml is in its lock (else: make lock)."""
    project = tomllib.loads((repo / "pyproject.toml").read_text())["project"]
    locked = {line.split("==")[0] for line in _pinned((repo / "requirements/site.txt").read_text())}
    named = {re.match(r"[\w.-]+", dependency)[0] for dependency in project["dependencies"]}
    assert named <= locked


def test_node_lock_names_no_registry(repo):
    """package-lock.json tells packages by hash, not by address."""
    packages = json.loads((repo / "package-lock.json").read_text())["packages"]
    assert [name for name, facts in packages.items() if "resolved" in facts] == []
    assert [name for name, facts in packages.items() if name and "integrity" not in facts] == []
