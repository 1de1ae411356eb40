"""Sorted keys in ranges of about one weight, whatever the way to them."""

import random

from vestnik.search.division import Division

LIMIT = 60


def divided(weights):
    """The division of these keys, made from nothing."""
    made = Division(LIMIT, below={})
    made.change(weights, lambda _: ())
    return made


def load_of(weights):
    """Gives the keys that begin so."""
    return lambda start: [(key, own) for key, own in weights.items() if key.startswith(start)]


def words():
    """Keys of one to four letters."""
    return [a + b + c + d for a in "абв" for b in ("", *"где") for c in ("", *"жз") for d in "ийк"]


def test_a_changed_division_is_that_of_its_keys():
    """Weights grow and shrink, keys come and go, till none is left."""
    chance = random.Random(5)
    weights, made = {}, Division(LIMIT, below={})
    for _ in range(300):
        deltas = {}
        for key in chance.sample(words(), chance.choice((1, 1, 5, 40))):
            new = chance.choice((0, 0, 1, 10, 100))
            if more := new - weights.pop(key, 0):
                deltas[key] = more
            if new:
                weights[key] = new
        made.change(deltas, load_of(weights))
        assert made == divided(weights)
    made.change({key: -own for key, own in weights.items()}, load_of({}))
    assert made.starts() == []


def test_ranges_are_about_of_one_weight():
    """None is heavier than the limit but one that a single key makes so; two neighbours below one
    beginning are.
    """
    weights = dict.fromkeys(words(), 10) | {"агжи": 500}
    starts = divided(weights).starts()
    ranges = [
        sum(own for key, own in weights.items() if first <= key < last)
        for first, last in zip(starts, [*starts[1:], "я"], strict=True)
    ]
    assert sum(ranges) == sum(weights.values())
    assert [one for one in ranges if one > LIMIT] == [500]
    assert len(ranges) < len(weights) / 2


def test_ranges_stay_where_they_are():
    """A new key moves borders within its own beginning only."""
    keys = [a + b + c for a in "абв" for b in "где" for c in "жзийк"]
    before = divided(dict.fromkeys(keys, 10))
    starts = set(before.starts())
    before.change({"агл": 10}, load_of(dict.fromkeys([*keys, "агл"], 10)))
    assert all(start.startswith("а") for start in starts ^ set(before.starts()))
