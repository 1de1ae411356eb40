"""The press keeps what it made, and a town's switch decides what there is."""

import pytest
from msgspec import structs

from tests.printing.sheets import sheet
from tests.site.town import Town
from vestnik.output import OutputError
from vestnik.site import press
from vestnik.site.press import Press

pytestmark = pytest.mark.slow


@pytest.fixture
def made(tmp_path):
    """A press, and a note of what it compiled."""
    one = Press(tmp_path)
    one.compiled = []
    compiled = one._compiled

    def note(sheet, source):
        one.compiled.append(sheet.title)
        return compiled(sheet, source)

    one._compiled = note
    yield one
    one.close()


def test_what_was_made_is_kept(made, tmp_path):
    """By its content: another title is another PDF, in the same place."""
    first = made.printed(sheet())
    assert made.printed(sheet()) == first
    assert made.compiled == [sheet().title]
    other = made.printed(sheet(title="Другое"))
    assert (other.path, other.digest == first.digest) == (first.path, False)
    assert made.printed(sheet()) == first
    assert len(list((tmp_path / press.FOLDER).iterdir())) == 2


def test_a_lost_or_damaged_copy_is_made_again(made, tmp_path):
    """To the same bytes."""
    first = made.printed(sheet())
    (tmp_path / first.path).write_bytes(b"")
    assert made.printed(sheet()) == first
    (tmp_path / first.path).with_suffix(".json").write_text("{")
    assert made.printed(sheet()) == first
    assert len(made.compiled) == 3


def test_a_text_that_never_ends_is_given_up(tmp_path, monkeypatch):
    """With the source's name and what to do."""
    monkeypatch.setattr(press, "_SECONDS", 1.0)
    monkeypatch.setattr(press, "source_of", lambda _: "#{ let n = 0; while n < 1 {} }")
    one = Press(tmp_path)
    with pytest.raises(OutputError, match=r"documents/prikaz-375/index.md: PDF не получился"):
        one.printed(sheet())
    one.close()


def test_without_typst_it_says_what_to_install(tmp_path, monkeypatch):
    """Which item asks for it, and how to do without."""
    monkeypatch.setattr(press, "version", lambda: "")
    with pytest.raises(OutputError, match="pip install typst"):
        Press(tmp_path).printed(sheet())


def pdfs(town) -> list[str]:
    """PDFs of the output that the site made."""
    return [path for path in town.tree() if path.endswith(".pdf") and "_" in path]


@pytest.fixture
def town(tmp_path) -> Town:
    """An act without a PDF and a report."""
    one = Town(tmp_path / "town")
    one.add_act(2)
    one.add_report(3)
    one.build()
    return one


def test_an_author_asks_and_asks_no_more(town):
    """The PDF stands beside the page, which tells its size; without the line both are gone."""
    path = town.pick(0, "documents/")
    assert pdfs(town) == []
    town.set_line(path, "pdf", "auto")
    town.build()
    (made,) = pdfs(town)
    page = town.tree()[made.rpartition("/")[0] + "/index.html"].decode()
    assert f'href="/{made}"' in page
    assert "1\u00a0стр" in page
    town.set_line(path, "pdf", "")
    town.build()
    assert pdfs(town) == []
    page = town.tree()[made.rpartition("/")[0] + "/index.html"].decode()
    assert made not in page


def test_the_settings_ask_for_all_that_have_none(town):
    """Acts and reports, but not those that say no, and not those with a PDF of their own."""
    town.print_all(1)
    town.build()
    assert len(pdfs(town)) == 2
    town.set_line(town.pick(0, "documents/"), "pdf", "no")
    town.add_act(9)
    assert "act.pdf" in (town.content / town.pick(1, "documents/")).read_text("utf-8")
    town.build()
    assert [path.partition("/")[0] for path in pdfs(town)] == ["reports"]


def test_nothing_changed_makes_nothing(town, monkeypatch):
    """And an edit elsewhere leaves the PDF as it is."""
    town.print_all(1)
    town.build()
    monkeypatch.setattr(press, "compile_pdf", None)
    assert town.build().rendered == 0
    town.add_news(3)
    assert not [path for path in town.build().written if path.endswith(".pdf")]


def test_a_withdrawn_act_has_no_pdf(town):
    """Its page says that it is withdrawn, and holds nothing else."""
    town.print_all(1)
    town.build()
    town.withdraw(0)
    town.build()
    assert [path.partition("/")[0] for path in pdfs(town)] == ["reports"]


def test_both_builds_make_the_same(town):
    """Two caches, two outputs."""
    town.portal = structs.replace(town.portal, pdf="auto")
    town.build()
    town.build(cache="other", output="clean")
    assert town.tree() == town.tree("clean")
