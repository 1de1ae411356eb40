"""Sources as Windows and macOS leave them: line ends, marks, names of files."""

import unicodedata
from pathlib import Path

import pytest

from tests.commands.test_new import SETTINGS
from vestnik.commands.__main__ import main

NEWS = """---
title: {title}
date: 2026-11-17
lead: Кратко о деле.
{more}---

Сквер у школы открыли после ремонта. {text}
"""


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    """A site in a folder whose name has Cyrillic letters and blanks."""
    root = tmp_path / "Сайт администрации (копия)"
    (root / "content" / "news" / "2026").mkdir(parents=True)
    (root / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    monkeypatch.chdir(root)
    return root / "content" / "news" / "2026"


def check(capsys) -> str:
    """What `vestnik check` prints."""
    main(["check", "--now", "2026-11-20T12:30"])
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_line_ends_and_marks_of_windows_are_no_fault(site, capsys):
    """CRLF, a byte order mark, «й» in two signs; links over names with blanks."""
    first = NEWS.format(title="Первая", more="", text="Читайте [вторую](<Вторая новость.md>).")
    (site / "Первая новость.md").write_bytes(first.replace("\n", "\r\n").encode("utf-8-sig"))
    second = unicodedata.normalize("NFD", NEWS.format(title="Зимний йод", more="", text=""))
    (site / "Вторая новость.md").write_bytes(second.encode())
    assert "Ошибок нет" in check(capsys)


def test_a_name_from_macos_is_found(site, capsys):
    """The file has «й» in two signs, the link in one."""
    name = unicodedata.normalize("NFD", "Зимний йод.md")
    (site / name).write_text(NEWS.format(title="Йод", more="", text=""), "utf-8")
    link = NEWS.format(title="Ссылка", more="", text="Читайте [про йод](<Зимний йод.md>).")
    (site / "Ссылка.md").write_text(link, "utf-8")
    assert "Ошибок нет" in check(capsys)


def test_a_file_from_macos_is_to_be_renamed(site, capsys):
    """Its name looks the same, so copying it would not help."""
    (site / unicodedata.normalize("NFD", "йод.jpg")).write_bytes(b"\xff\xd8\xff\xe0")
    more = "image:\n  file: йод.jpg\n  alt: Пузырёк на полке\n"
    (site / "a.md").write_text(NEWS.format(title="Йод", more=more, text=""), "utf-8")
    assert "переименуйте файл" in check(capsys)


def test_what_windows_takes_for_one_is_told_apart(site, capsys):
    """Capitals in a name, a backslash in a path, two files that differ in capitals alone."""
    (site / "фото.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    more = "image:\n  file: Фото.JPG\n  alt: Сквер зимой\n"
    (site / "a.md").write_text(NEWS.format(title="Фото", more=more, text=""), "utf-8")
    more = "attachments:\n- file: Файлы\\План.pdf\n  title: План\n"
    (site / "b.md").write_text(NEWS.format(title="План", more=more, text=""), "utf-8")
    for name in ("most.md", "Most.md"):
        (site / name).write_text(NEWS.format(title=f"Мост {name}", more="", text=""), "utf-8")
    told = check(capsys)
    assert "большими и малыми буквами" in told
    assert "напишите Файлы/План.pdf" in told
    assert "уже занят" in told
