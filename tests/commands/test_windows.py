"""What Windows has not, or has otherwise: links, UTF-8 windows, plain line ends, slashes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.test_new import SETTINGS
from vestnik.commands.__main__ import main
from vestnik.previewing.keeper import Keeper, preview_request
from vestnik.running import make_request

NEWS = "---\ntitle: Мост\ndate: 2026-03-09 08:00\nlead: Коротко.\n---\nТекст  новости.\n"


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    """A site in a folder with a Russian name and a space, where no link can be made."""
    home = tmp_path / "Сайт города"
    (home / "content/news/2026").mkdir(parents=True)
    (home / "pelicanconf.py").write_text(SETTINGS, "utf-8", newline="\r\n")
    monkeypatch.chdir(home)

    def refused(*_words, **_more):
        raise OSError(1314, "A required privilege is not held by the client")

    for name in ("symlink", "link"):
        monkeypatch.setattr(os, name, refused)
    monkeypatch.setattr(Path, "symlink_to", refused)
    monkeypatch.setattr(Path, "hardlink_to", refused)
    return home


def test_new_check_and_fix_without_links(site, capsys):
    """The file that Notepad would write: CRLF and a byte order mark, which stay."""
    place = site / "content/news/2026/most.md"
    place.write_bytes(("\ufeff" + NEWS).replace("\n", "\r\n").encode())
    assert main(["new", "новость", "--title", "Каток", "--now", "2026-03-10T09:00"]) == 0
    assert main(["check", "--fix"]) == 0
    assert "Исправлено: 1 место" in capsys.readouterr().out
    assert place.read_bytes() == ("\ufeff" + NEWS).replace("\n", "\r\n").replace("  ", " ").encode()


@pytest.mark.slow
def test_build_import_and_preview_without_links(site, capsys):
    """They need none; an old page in windows-1251 comes in."""
    (site / "content/news/2026/most.md").write_text(NEWS, "utf-8", newline="\r\n")
    old = site / "старая страница.html"
    html = "<html><body><h1>Открыт мост</h1><p>09.03.2020</p><p>Мост открыт для всех.</p></body>"
    old.write_bytes(html.encode("cp1251"))
    assert main(["import", old.name]) == 0
    assert main(["build"]) == 0
    names = {"PATH": str(site / "content"), "OUTPUT_PATH": "output", "VESTNIK_HOME": str(site)}
    exec(SETTINGS, settings := {})
    settings |= names
    keeper = Keeper(lambda: preview_request(make_request(settings, output=site / "output")))
    state = keeper.refresh()
    assert state.ready
    assert not state.trouble
    capsys.readouterr()


@pytest.mark.parametrize("encoding", ["cp1251", "cp866"])
def test_a_window_of_another_encoding(site, encoding):
    """Signs that it has not are «?»; the words are there, and nothing breaks."""
    (site / "content/news/2026/most.md").write_text(NEWS, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "vestnik.commands", "check", "--fix"],
        cwd=site,
        env=os.environ | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(encoding)
    assert "два пробела подряд" in done.stdout.decode(encoding)
