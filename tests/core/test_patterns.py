"""Expressions compiled at first use."""

import pickle
import re

import pytest

from vestnik.core.patterns import byte_regex, regex


def test_it_does_what_a_compiled_expression_does():
    """Every method and fact of `re.Pattern` is there, before and after the first use."""
    found = regex(r"(?P<word>[а-я]+)", re.IGNORECASE)

    assert found.groupindex == {"word": 1}
    assert found.sub("слово", "Мост открыт") == "слово слово"
    assert [one["word"] for one in found.finditer("Мост открыт")] == ["Мост", "открыт"]
    assert byte_regex(rb"\d+").findall(b"1 22") == [b"1", b"22"]


def test_it_is_compiled_once_and_only_when_used():
    """A mistake shows at the first use, not where the expression is written."""
    wrong = regex("(")

    with pytest.raises(re.error):
        wrong.search("")


def test_it_goes_to_another_process():
    """Workers get values that may hold one, used or not."""
    used = regex("а+")
    assert used.search("аа")

    assert pickle.loads(pickle.dumps(used)).fullmatch("ааа")
