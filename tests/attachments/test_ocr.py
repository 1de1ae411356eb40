"""Recognising a scan: done by OCRmyPDF where it is installed, and said clearly where it is not."""

import os
import shutil
import sys

import pytest

from tests.attachments import forge
from vestnik.commands.__main__ import main

SCAN = forge.pdf([forge.SCAN_PAGE])
WORDS = "BT /F1 9 Tf 9 9 Td (Prikaz number 375 of the town about dinners at school) Tj ET"
FAKE_OCR = """#!{python}
import shutil, sys
open({log!r}, "w").write(" ".join(sys.argv[1:]))
shutil.copy({text!r}, sys.argv[-1])
"""
FAKE_TESSERACT = "#!/bin/sh\necho 'List of available languages (1):'\necho {}\n"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="stand-ins are scripts")


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Stand-ins for OCRmyPDF and Tesseract on PATH; gives what installs them."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (tmp_path / "text.pdf").write_bytes(forge.pdf([WORDS]))
    monkeypatch.setenv("PATH", str(folder))
    script = FAKE_OCR.format(
        python=sys.executable, log=str(tmp_path / "log"), text=str(tmp_path / "text.pdf")
    )

    def install(language="rus"):
        scripts = {"ocrmypdf": script, "tesseract": FAKE_TESSERACT.format(language)}
        for name, text in scripts.items():
            (folder / name).write_text(text)
            (folder / name).chmod(0o755)

    return install


@pytest.fixture
def scan(tmp_path):
    """A scan in a folder of its own."""
    path = tmp_path / "prikaz.pdf"
    path.write_bytes(SCAN)
    return path


def test_without_the_program_it_says_what_to_install(programs, scan, capsys):
    """And changes nothing."""
    assert main(["ocr", str(scan)]) == 1
    assert "OCRmyPDF не установлена" in capsys.readouterr().err
    assert not scan.with_name("prikaz-tekst.pdf").exists()


def test_a_scan_is_recognised_beside_itself(programs, scan, tmp_path, capsys):
    """In Russian; the original stays as it is."""
    programs()
    assert main(["ocr", str(scan)]) == 0
    made = scan.with_name("prikaz-tekst.pdf")
    assert made.read_bytes() == (tmp_path / "text.pdf").read_bytes()
    assert scan.read_bytes() == SCAN
    assert "-l rus" in (tmp_path / "log").read_text()
    assert "сверьте с подлинником" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "language", "message"),
    [
        (SCAN, "eng", "не знает языка: rus"),
        (forge.pdf([WORDS]), "rus", "уже есть текст"),
        (b"text", "rus", "это не PDF"),
        (SCAN[:200], "rus", "не открывается"),
    ],
)
def test_what_cannot_be_recognised_is_said(programs, scan, capsys, data, language, message):
    """Before anything is started."""
    programs(language)
    scan.write_bytes(data)
    assert main(["ocr", str(scan)]) == 1
    assert message in capsys.readouterr().err


def test_nothing_is_overwritten(programs, scan, capsys):
    """A file of that name may have been mended by hand."""
    programs()
    shutil.copy(scan, scan.with_name("prikaz-tekst.pdf"))
    assert main(["ocr", str(scan)]) == 1
    assert "уже есть" in capsys.readouterr().err
