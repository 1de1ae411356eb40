"""What pages may know of files: the text of the version that is published, and nothing more."""

import pytest

from tests.site.town import PORTAL, Town, pdf
from vestnik.site.reading import open_view


def town_with_act(tmp_path) -> Town:
    """One act with a PDF."""
    town = Town(tmp_path / "town")
    town.add_act(9)
    return town


def text_of_file(town: Town, path="documents/2026/act-1/act.pdf") -> tuple[tuple[str, ...], bool]:
    """What a view says of the file's text, and whether it noted that it was asked."""
    (ledger,) = (town.root / "cache").rglob("ledger.sqlite")
    (catalogue,) = (town.root / "cache").rglob("catalogue.sqlite")
    view = open_view(ledger, catalogue, PORTAL, {})
    try:
        return view.file_text(path), f"file:{path}" in view.reads.keys
    finally:
        view.close()


@pytest.mark.slow
def test_text_of_a_published_file_is_there_by_page(tmp_path):
    """And asking for it is a dependency on the file, found or not."""
    town = town_with_act(tmp_path)
    town.build()
    assert text_of_file(town) == (("Act 1",), True)
    assert text_of_file(town, "documents/2026/no.pdf") == ((), True)


@pytest.mark.slow
def test_a_new_file_brings_its_own_text(tmp_path):
    """And a file that leaves takes its text along."""
    town = town_with_act(tmp_path)
    town.build()
    town.change_file(5)
    town.build()
    assert text_of_file(town) == (("New 5",), True)
    town.set_line("documents/2026/act-1/index.md", "attachments", "")
    town.build()
    assert text_of_file(town) == ((), True)


@pytest.mark.slow
def test_a_held_item_keeps_the_text_that_was_published(tmp_path):
    """While the new file is damaged, the text is that of the file that visitors get."""
    town = town_with_act(tmp_path)
    town.build()
    town.write("documents/2026/act-1/act.pdf", pdf("Broken")[:200])
    report = town.build(hold_faulty=True)
    assert report.held == ["documents/2026/act-1/index.md"]
    assert text_of_file(town) == (("Act 1",), True)
