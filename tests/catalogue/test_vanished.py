"""`vestnik check` tells of acts that git has seen published and the content has lost."""

import shutil
import subprocess
from datetime import UTC, datetime

import pytest

from tests.site.town import PORTAL
from vestnik.catalogue import vanished as module
from vestnik.catalogue.vanished import vanished_acts

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
PATH = "documents/2024/old/index.md"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def folder(tmp_path):
    """A repository whose folder `content` has one order."""
    git(tmp_path, "init", "-q")
    write(tmp_path)
    commit(tmp_path)
    return tmp_path


def git(folder, *arguments):
    """Runs git as nobody in particular."""
    names = ["-c", "user.name=Т", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *names, "-C", folder, *arguments], check=True, capture_output=True)


def commit(folder):
    """Everything as it is."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")


def write(folder, path=PATH, more=""):
    """The order in a file."""
    place = folder / "content" / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(
        f"---\ntitle: О порядке\ndate: 2024-01-11\nkind: приказ\nnumber: 12/3\n"
        f"adopted: 2024-01-10\nissuer: adm\n{more}---\nТекст приказа.\n",
        "utf-8",
    )


def found(folder, present=(), now=NOW):
    """The warnings."""
    cache = folder / "cache"
    return vanished_acts(folder / "content", PORTAL, cache, now, lambda key: key in present)


def test_a_deleted_act_is_missed(folder):
    """Its name, where it was, which commit deleted it and how to bring it back."""
    assert found(folder, {"act:adm|prikaz|12-3|2024-01-10"}) == []
    (folder / "content" / PATH).unlink()
    commit(folder)
    (problem,) = found(folder)
    assert (problem.path, problem.code, problem.severity) == (PATH, "act-vanished", "warning")
    assert problem.message.startswith("приказ от 10.01.2024 № 12/3 «О порядке»: документ был")
    assert "git checkout" in problem.remedy


def test_a_deletion_that_is_not_committed_is_missed_too(folder):
    """The officer hears of it before anybody else."""
    (folder / "content" / PATH).unlink()
    (problem,) = found(folder)
    assert "ещё есть в git" in problem.message


def test_a_moved_act_is_not_missed(folder):
    """The content has it under another name."""
    (folder / "content" / PATH).unlink()
    write(folder, "documents/2024/renamed/index.md")
    commit(folder)
    assert found(folder, {"act:adm|prikaz|12-3|2024-01-10"}) == []


@pytest.mark.parametrize(
    "more", ["draft: true\n", "withdrawn: {date: 2024-02-01, reason: Издан ошибочно}\n"]
)
def test_what_nobody_saw_or_was_withdrawn_is_not_missed(folder, more):
    """A draft was never published; of a withdrawn act everybody was told."""
    write(folder, more=more)
    commit(folder)
    (folder / "content" / PATH).unlink()
    commit(folder)
    assert found(folder) == []


def test_an_act_under_embargo_is_not_missed(folder):
    """It was deleted before its day."""
    (folder / "content" / PATH).unlink()
    commit(folder)
    assert found(folder, now=datetime(2024, 1, 1, tzinfo=UTC)) == []


def test_what_the_history_tells_is_kept(folder, monkeypatch):
    """The log is asked once for each newest commit."""
    (folder / "content" / PATH).unlink()
    commit(folder)
    first = found(folder)
    monkeypatch.setattr(module._Git, "deleted", lambda _git: pytest.fail("asked again"))
    assert found(folder) == first


def test_without_a_repository_nothing_is_said(tmp_path):
    """Nor without git, nor when git takes too long."""
    write(tmp_path)
    assert found(tmp_path) == []


def test_without_git_nothing_is_said(folder, monkeypatch):
    """The program is not there."""
    monkeypatch.setenv("PATH", "/nowhere")
    assert found(folder) == []
