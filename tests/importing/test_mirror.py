"""A folder of saved pages as the site that it was: whatever a link says, within the folder."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from vestnik.importing.mirror import Mirror, ending_of, pages_in
from vestnik.importing.page import Page

PAGE = Page(address="https://old.example/docs/")


def saved(root: Path, *names: str) -> list[Path]:
    """Empty files of those names."""
    files = [root / name for name in names]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return files


def test_pages_are_found_under_the_names_that_programs_give_them(tmp_path):
    """With a query, with an ending added, as the index of a folder."""
    here, by_query, added, index, first = saved(
        tmp_path,
        "old.example/docs/index.html",
        "old.example/docs/detail.php?ID=5",
        "old.example/news/most.html",
        "old.example/okrug/index.php",
        "old.example/index.html@p=1",
    )
    mirror = Mirror(tmp_path, "https://old.example")
    wanted = {
        "detail.php?ID=5": by_query,
        "/docs/detail.php?ID=5#top": by_query,
        "https://www.old.example/news/most": added,
        "/okrug/": index,
        "../okrug": index,
        "/?p=1": first,
        "/docs/detail.php?ID=6": None,
        "/docs/detail.php?back=/news/": None,
        "https://other.example/news/most": None,
        "mailto:a@old.example": None,
    }
    assert {one: mirror.page_behind(here, PAGE, one) for one in wanted} == wanted


def test_the_ending_of_a_page_is_that_before_its_query():
    """An address is no ending."""
    assert ending_of(Path("detail.php?ID=5.pdf")) == ".php"
    assert ending_of(Path("index.html@p=2")) == ".html"
    assert ending_of(Path("Приказ @ 5.PDF")) == ".pdf"


def test_pages_with_cyrillic_and_blanks_are_pages(tmp_path):
    """As officers call their files."""
    saved(tmp_path, "Новости района/Новая страница (1).HTM", "фото.jpg")
    (found,) = pages_in(tmp_path)
    assert Mirror(tmp_path, "https://old.example").address_of(found) == (
        "/%D0%9D%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8%20%D1%80%D0%B0%D0%B9%D0%BE%D0%BD%D0%B0/"
        "%D0%9D%D0%BE%D0%B2%D0%B0%D1%8F%20%D1%81%D1%82%D1%80%D0%B0%D0%BD%D0%B8%D1%86%D0%B0%20(1).HTM"
    )


@given(st.text(st.sampled_from("a/.?=&#%2F:\\ \0@йhtp"), max_size=24))
def test_no_link_breaks_an_import(address):
    """Neither what it leads to nor what it is replaced by raises anything."""
    mirror = Mirror(Path("/nowhere"), "https://old.example")
    here = Path("/nowhere/docs/index.html")
    assert mirror.page_behind(here, PAGE, address) is None
    assert mirror.file_behind(here, PAGE, address) is None
    mirror.link_to(here, PAGE, address)
