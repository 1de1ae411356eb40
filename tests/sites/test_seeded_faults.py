"""Faults sown into good sources are found where they were sown, each with its remedy."""

import random
from pathlib import Path

import pytest

from tests.sites.portal import PORTAL
from tests.sites.seeding import SEEDS, Good, Seed
from vestnik.core.corpus import check_source
from vestnik.core.problems import Problem

SMALL = Path(__file__).parent / "small" / "content"
TIMES = 4
"""Good sources that each fault is sown into."""


def good_sources() -> list[Good]:
    """Those of the small site: every kind and every field."""
    return [
        Good(path.relative_to(SMALL).as_posix(), tuple(path.read_text("utf-8").splitlines()))
        for path in sorted(SMALL.rglob("*.md"))
    ]


GOOD = good_sources()


def sown(seed: Seed) -> list[tuple[Good, int, list[Problem]]]:
    """Sources, the line to be named, and what is said of them."""
    pick = random.Random(seed.name)
    order = pick.sample(GOOD, len(GOOD))
    found = []
    for good in order:
        result = seed.sow(good, pick)
        if result is not None:
            found.append((good, result.line, check_source(result.data, good.path, PORTAL)[2]))
        if len(found) == TIMES:
            break
    return found


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_a_fault_is_named_with_its_place_and_remedy(seed):
    """File, line, what is wrong, what to do."""
    cases = sown(seed)
    assert cases
    for good, line, problems in cases:
        mine = [one for one in problems if one.code == seed.code]
        assert mine, (good.path, [str(one) for one in problems])
        assert any(one.line == line for one in mine) or line < 0, (line, [str(one) for one in mine])
        for problem in mine:
            assert problem.path == good.path
            assert problem.message
            assert problem.remedy


def test_there_are_many_of_many_kinds():
    """Two hundred faults of fifty kinds at least."""
    assert len({seed.code for seed in SEEDS}) >= 50
    assert sum(len(sown(seed)) for seed in SEEDS) >= 200


def test_the_good_sources_are_good():
    """What is found was sown."""
    for good in GOOD:
        data = ("\n".join(good.lines) + "\n").encode()
        assert check_source(data, good.path, PORTAL)[2] == []
