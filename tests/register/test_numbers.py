"""Numbers of acts as people type them; the browser's rules are held to the same lines."""

import json
from pathlib import Path

import pytest

from vestnik.core.numbers import is_number, number_key, number_order, typed_keys

CASES = json.loads((Path(__file__).parent / "fixtures/numbers.json").read_text("utf-8"))


@pytest.mark.parametrize(("typed", "key"), CASES["keys"])
def test_spellings_of_a_number_are_one(typed, key):
    """Signs, spaces, case, dashes and Latin letters do not count; what parts digits does."""
    assert number_key(typed) == key


@pytest.mark.parametrize(("typed", "keys"), CASES["typed"])
def test_what_somebody_may_mean(typed, keys):
    """Latin letters are read by their looks and by their sound; nothing typed means nothing."""
    assert list(typed_keys(typed)) == keys


@pytest.mark.parametrize(("typed", "number", "found"), CASES["found"])
def test_a_number_is_found_however_it_is_typed(typed, number, found):
    """The whole number, or digits that are a whole part of it."""
    assert is_number(number_key(number), typed_keys(typed)) is found


def test_numbers_stand_in_their_order():
    """Nine before ten, those without a number last."""
    numbers = CASES["order"]
    shuffled = ["10а", *(one for one in numbers if one != "10а")]
    assert sorted(shuffled, key=lambda one: number_order(number_key(one))) == numbers
