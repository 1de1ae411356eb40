"""The figures of `scripts/measure_citations.py` count what they say."""

import sys
from pathlib import Path

import pytest

import measure_citations
from vestnik.register import find_citations

MARKS = Path(__file__).parent / "fixtures" / "corpus-marks.tsv"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def test_figures(tmp_path, monkeypatch, capsys):
    """Right, missed and false citations, and a file without any."""
    text = "По приказу от 05.03.2018 № 3 и по распоряжению № 7. Закон № 44-ФЗ."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Школа № 5.", encoding="utf-8")
    (tmp_path / "marks.tsv").write_text(
        "# texts of a test\nb.txt\n"
        f"a.txt\t{text.index('№ 3')}\tприказ\t3\t2018-03-05\n"
        f"a.txt\t{text.index('№ 7')}\tраспоряжение\t7\t2018-03-05\n",
        encoding="utf-8",
    )
    arguments = ["measure", str(tmp_path), str(tmp_path / "marks.tsv"), "--faults"]
    monkeypatch.setattr(sys, "argv", arguments)
    measure_citations.main()
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in said[:3]] == ["missed", "false", "false"]
    assert said[-1].endswith("precision 0.333 (1/3)  recall 0.500 (1/2)")
    assert said[-1].startswith("all, 2 texts")


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus lies beside the project, if anywhere")
def test_the_marked_corpus_is_found_as_a_person_read_it():
    """Nothing that was found once, in texts of real towns, is lost again, and nothing false new."""
    for name, wanted in measure_citations.read_marks(MARKS).items():
        text = (CORPUS / name).read_text(encoding="utf-8")
        assert measure_citations.compare(find_citations(text), wanted) == ([], []), name
