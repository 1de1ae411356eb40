"""`vestnik check`: putting right, watching, colours."""

import io
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.commands.test_new import SETTINGS
from vestnik.commands.__main__ import main

NEWS = "---\ntitle: Новость\ndate: 2026-03-09 08:00\nlead: Коротко.\n{extra}---\n{text}\n"


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    """A site with one piece of news, whose folder is the current one."""
    (tmp_path / "content/news/2026").mkdir(parents=True)
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "Мост  открыт .")
    return tmp_path


def write(site: Path, text: str, extra: str = "") -> Path:
    """The piece of news."""
    place = site / "content/news/2026/most.md"
    place.write_text(NEWS.format(text=text, extra=extra), "utf-8")
    return place


def test_fixing_says_what_it_did(site, capsys):
    """Each line before and after, then the check of what is left."""
    assert main(["check", "--fix"]) == 0
    said = capsys.readouterr().out
    assert "news/2026/most.md:6 · два пробела подряд; пробел перед знаком препинания: " in said
    assert "«Мост  открыт .» → «Мост открыт.»" in said
    assert "Исправлено: 1 место в 1 файле." in said
    assert "пробела подряд [" not in said
    assert "Мост открыт.\n" in (site / "content/news/2026/most.md").read_text("utf-8")
    assert main(["check", "--fix"]) == 0
    assert "Исправлять самой программе нечего." in capsys.readouterr().out


def test_fixing_leaves_errors_to_people(site, capsys):
    """What is not safe to change is named as ever, and the status says so."""
    write(site, "Мост  открыт.", "section: netu\n")
    assert main(["check", "--fix", "--json"]) == 1
    said = capsys.readouterr()
    assert "Исправлено: 1 место" in said.err
    assert '"errors": 1' in said.out


def test_a_huge_photo_becomes_smaller(site, capsys):
    """Upright, once; its rights stay; a photo that is small enough stays as it is."""
    place = site / "content/news/2026/foto.JPG"
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (5000, 3000), "green").save(stream, "JPEG", exif=exif)
    place.write_bytes(stream.getvalue())
    place.chmod(0o640)
    small = site / "content/news/2026/small.jpg"
    Image.new("RGB", (4000, 3000), "green").save(small, "JPEG")
    kept = small.read_bytes()
    assert main(["check", "--fix"]) == 0
    assert "foto.JPG · снимок уменьшен: 3000 × 5000 → 1536 × 2560 точек" in capsys.readouterr().out
    with Image.open(place) as image:
        assert image.size == (1536, 2560)
        assert not dict(image.getexif())
    assert place.stat().st_mode & 0o777 == 0o640
    assert small.read_bytes() == kept
    done = place.read_bytes()
    assert main(["check", "--fix"]) == 0
    assert place.read_bytes() == done


def test_no_colours_in_a_file(site, capsys):
    """What is not a terminal gets plain text."""
    write(site, "Мост.", "section: netu\n")
    assert main(["check"]) == 1
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_a_terminal_gets_colours_and_whole_lines(site):
    """The place is bold, the summary last; a line is not broken, so that the terminal links it."""
    write(site, "Мост.", "section: netu\n")
    said = on_a_terminal(site, {})
    assert "\x1b[1m" in said
    assert "news/2026/most.md:5" in said
    assert "\x1b[1;31m1 ошибка в 1 файле" in said
    assert "\x1b" not in on_a_terminal(site, {"NO_COLOR": "1"})


def on_a_terminal(site: Path, environment: dict[str, str]) -> str:
    """What `vestnik check` shows there."""
    ours, theirs = pty.openpty()
    env = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    env |= {"TERM": "xterm", "COLUMNS": "60"} | environment
    command = [sys.executable, "-m", "vestnik.commands", "check"]
    with subprocess.Popen(command, cwd=site, stdout=theirs, stderr=subprocess.PIPE, env=env):
        os.close(theirs)
        said = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            said += part
    os.close(ours)
    return said.decode()


@pytest.mark.slow
def test_watching_checks_again_after_a_save(site):
    """Until Ctrl+C."""
    write(site, "Мост.", "section: netu\n")
    command = [sys.executable, "-m", "vestnik.commands", "check", "--watch"]
    with subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE, text=True) as process:
        read_to(process, "Жду сохранений")
        write(site, "Мост открыт и построен.")
        said = read_to(process, "Жду сохранений")
        assert "netu" not in said
        assert "Ошибок нет" in said
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130


def read_to(process, mark: str) -> str:
    """What is said up to the line with a mark."""
    said = ""
    for line in process.stdout:
        said += line
        if mark in line:
            break
    return said
