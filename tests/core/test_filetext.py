import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.core.filetext import pack, unpack


@pytest.mark.parametrize("pages", [("Приказ\nо мерах", "", "стр. 3"), ("одна",), ("", "две")])
def test_pages_come_back_in_their_places(pages):
    """Empty pages too: the number of a page is its place."""
    assert unpack(pack(pages)) == pages


@pytest.mark.parametrize("pages", [(), ("",), ("", "", "")])
def test_a_file_without_words_takes_no_room(pages):
    """A scan of any length."""
    assert pack(pages) == b""
    assert unpack(b"") == ()


@given(st.lists(st.text(st.characters(exclude_characters="\f")), min_size=1))
def test_any_text_is_kept(pages):
    """Whatever PDFium finds, lone surrogates included; equal pages make equal bytes."""
    assert pack(pages) == pack(tuple(pages))
    if any(pages):
        kept = [page.encode("utf-8", "replace").decode() for page in pages]
        assert list(unpack(pack(pages))) == kept


def test_a_form_feed_in_a_page_parts_nothing():
    """It becomes a blank."""
    assert unpack(pack(["a\fb", "c"])) == ("a b", "c")
