"""`vestnik inspect citations` prints what the build sees."""

import json

import pytest

from tests.site.town import pdf
from vestnik.commands.__main__ import main


def test_text_file(tmp_path, monkeypatch, capsys):
    """The places are those of the file; kinds are the usual ones where there are no settings."""
    monkeypatch.chdir(tmp_path)
    text = "Группа\r\nсоздана постановлением администрации от 05.03.2018 № 3/650 «О группе».\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert main(["inspect", "citations", "a.txt", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["citations"]
    words = "постановлением администрации от 05.03.2018 № 3/650"
    assert (tmp_path / "a.txt").read_text()[found["start"] : found["end"]] == words == found["text"]
    assert found | {"start": 0, "end": 0} == {
        "start": 0,
        "end": 0,
        "text": words,
        "kind": "postanovlenie",
        "kind_name": "постановление",
        "kind_text": "постановлением",
        "number": "3/650",
        "number_key": "3-650",
        "date": "2018-03-05",
        "issuer": "администрации",
        "title": "О группе",
        "scope": "",
        "relation": None,
        "outside": False,
        "quoted": False,
        "keys": [],
    }


def test_markdown_file(tmp_path, monkeypatch, capsys):
    """Of Markdown the text counts, without front matter and markup."""
    monkeypatch.chdir(tmp_path)
    head = "---\ntitle: О приказе № 1\ndate: 2026-01-01\n---\n"
    (tmp_path / "a.md").write_text(f"{head}По **приказу** от 05.03.2018 № 3.\n", encoding="utf-8")
    assert main(["inspect", "citations", "a.md", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    (found,) = answer["citations"]
    assert answer["plain_text"][found["start"] : found["end"]] == "приказу от 05.03.2018 № 3"


def test_for_people(tmp_path, monkeypatch, capsys):
    """Without --json it is a line for each, in Russian."""
    monkeypatch.chdir(tmp_path)
    text = "Первая строка.\nПризнать утратившим силу пункт 2 приказа отдела от 05.03.2018 № 3."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Школа № 5.", encoding="utf-8")
    assert main(["inspect", "citations", "a.txt"]) == 0
    assert main(["inspect", "citations", "b.txt"]) == 0
    assert capsys.readouterr().out == (
        "2: приказ от 05.03.2018 № 3 · отдела · отменяет · пункт 2\nДокументы не названы.\n"
    )


def test_no_such_file(tmp_path, monkeypatch, capsys):
    """A file that is not there is one sentence, not a traceback."""
    monkeypatch.chdir(tmp_path)
    assert main(["inspect", "citations", "nofile.txt"]) == 1
    assert capsys.readouterr().err == "nofile.txt: такого файла нет\n"


@pytest.mark.slow
def test_pdf_file(tmp_path, monkeypatch, capsys):
    """Of a PDF the text counts that a build reads; the page tells where an act is named."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.pdf").write_bytes(pdf("По приказу управления от 15.01.2026 № 7/п."))
    assert main(["inspect", "citations", "a.pdf", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    (found,) = answer["citations"]
    assert (found["page"], found["kind"], found["number"]) == (1, "prikaz", "7/п")
    words = "приказу управления от 15.01.2026 № 7/п"
    assert answer["plain_text"][found["start"] : found["end"]] == words
    assert main(["inspect", "citations", "a.pdf"]) == 0
    assert capsys.readouterr().out.startswith("с. 1: приказ от 15.01.2026 № 7/п")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert main(["inspect", "citations", "b.pdf"]) == 1
    assert "текста в файле нет" in capsys.readouterr().err
