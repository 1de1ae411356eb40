"""The `vestnik` command as it is typed: its words, its manners."""

import subprocess
import sys
from pathlib import Path

import pytest

from vestnik.commands.__main__ import COMMANDS, main

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("words", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_is_russian(words, capsys):
    """Headings, too, which argparse says in English; names of options are not words."""
    with pytest.raises(SystemExit):
        main(words)
    text = capsys.readouterr().out
    assert text.startswith("Вызов: vestnik")
    for english in ("usage", "options", "positional arguments", "show this", "default"):
        assert english not in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "не указано: КОМАНДА"),
        (["check", "--keep"], "лишнее в команде: --keep"),
        (["publish"], "не указано: DIR"),
        (["publish", "www", "--keep", "много"], "--keep: значение 'много' не подходит"),
    ],
)
def test_a_wrong_command_line_is_told_in_russian(words, message, capsys):
    """One line after how it is called, and the status that shells know."""
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.slow
def test_a_reader_that_goes_away(tmp_path):
    """`vestnik check | head` ends without a traceback."""
    folder = tmp_path / "content/news/2026"
    folder.mkdir(parents=True)
    for number in range(300):
        (folder / f"n{number}.md").write_text("---\ntitle: Н\n---\nТекст .\n", "utf-8")
    (tmp_path / "pelicanconf.py").write_text((ROOT / "pelicanconf.py").read_text("utf-8"), "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "vestnik.commands", "check"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
