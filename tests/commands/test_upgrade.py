"""`vestnik upgrade`: a whole site carried over, or nothing at all."""

import pytest

import vestnik.commands.upgrade as command
from vestnik.commands.__main__ import main
from vestnik.core.migrations import Migration

SETTINGS = 'SITENAME = "Липовск"\nPATH = "content"\nOUTPUT_PATH = "output"\nVESTNIK = {\n}\n'
STEP = Migration(to=2, tells="«summary» называется «lead»", fields={"summary": "lead"})


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A site of the first form, before a release with the second."""
    (tmp_path / "content/news").mkdir(parents=True)
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    (tmp_path / "content/news/a.md").write_text("---\ntitle: А\nsummary: Б\n---\nТекст\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "SCHEMA", 2)
    monkeypatch.setattr(command, "pending", lambda version: (STEP,) if version < STEP.to else ())
    return tmp_path


def everything(site):
    """{file: text}."""
    return {path: path.read_text("utf-8") for path in site.rglob("*") if path.is_file()}


def test_content_and_settings_are_carried_over(site, capsys):
    """And a second time there is nothing to do."""
    assert main(["upgrade"]) == 0
    assert "lead: Б" in (site / "content/news/a.md").read_text("utf-8")
    assert '"schema_version": 2' in (site / "pelicanconf.py").read_text("utf-8")
    assert "«summary» называется «lead»" in capsys.readouterr().out
    assert main(["upgrade"]) == 0
    assert "Обновлять нечего" in capsys.readouterr().out


def test_a_trial_changes_nothing(site, capsys):
    """It names what would change."""
    before = everything(site)
    assert main(["upgrade", "--dry-run"]) == 0
    assert everything(site) == before
    assert "будет изменён: " in capsys.readouterr().out


def test_one_conflict_stops_all(site, capsys):
    """With file, line and remedy."""
    (site / "content/news/b.md").write_text("---\nlead: 1\nsummary: 2\n---\n", "utf-8")
    before = everything(site)
    assert main(["upgrade"]) == 1
    assert everything(site) == before
    assert "news/b.md:3 · поле «summary» теперь называется «lead»" in capsys.readouterr().out


def test_settings_written_on_windows_keep_their_line_ends(site):
    """Only the number is new."""
    (site / "pelicanconf.py").write_bytes(SETTINGS.replace("\n", "\r\n").encode())
    assert main(["upgrade"]) == 0
    assert b"\n" not in (site / "pelicanconf.py").read_bytes().replace(b"\r\n", b"")


def test_a_form_that_is_no_number_is_named(site, capsys):
    """With what to write."""
    wrong = SETTINGS.replace("{\n", '{\n    "schema_version": "два",\n')
    (site / "pelicanconf.py").write_text(wrong, "utf-8")
    assert main(["upgrade"]) == 1
    assert "«два» — не число" in capsys.readouterr().err


def test_a_site_of_a_newer_release_is_named(site, capsys):
    """Before anything is built wrongly."""
    newer = SETTINGS.replace("{\n", '{\n    "schema_version": 9,\n')
    (site / "pelicanconf.py").write_text(newer, "utf-8")
    assert main(["upgrade"]) == 1
    assert "форме 9" in capsys.readouterr().err
    assert main(["build"]) == 1
    assert "обновите" in capsys.readouterr().err
