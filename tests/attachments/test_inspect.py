"""What the build sees in a file, for people and for programs."""

import json

import pytest

from tests.attachments import forge
from vestnik.commands.__main__ import main


@pytest.fixture
def scan(tmp_path):
    """A scan of two pages that runs a script."""
    path = tmp_path / "Приказ 375.pdf"
    catalog = "/OpenAction << /S /JavaScript /JS (x) >>"
    path.write_bytes(forge.pdf([forge.SCAN_PAGE] * 2, catalog=catalog))
    return path


def test_programs_get_facts_class_and_reasons(scan, capsys):
    """As JSON; the reasons are those of `vestnik check`."""
    assert main(["inspect", "attachment", str(scan), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["class"] == "scan"
    assert (answer["facts"]["pages"], answer["facts"]["active"]) == (2, ["javascript"])
    assert [reason["code"] for reason in answer["reasons"]] == ["file-javascript", "file-no-text"]


def test_people_get_sentences(scan, capsys):
    """In Russian."""
    assert main(["inspect", "attachment", str(scan)]) == 0
    out = capsys.readouterr().out
    assert "Текст: скан: страницы — картинки, читать нечего" in out
    assert "Внутри: программа (JavaScript)" in out


def test_a_file_that_is_not_there_is_one_message(tmp_path, capsys):
    """And exit status 1."""
    assert main(["inspect", "attachment", str(tmp_path / "no.pdf")]) == 1
    assert "такого файла нет" in capsys.readouterr().err
