"""The promise of incremental publishing: whatever happened, the output is that of a clean build."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.site.town import DEEDS, Town

STEPS = st.lists(st.tuples(st.integers(0, len(DEEDS) - 1), st.integers(0, 400)), max_size=12)
SETTLED = (
    [(0, n) for n in (3, 10, 20, 35, 50, 77)] + [(2, n) for n in (2, 9, 15)] + [(4, 1), (5, 2)]
)
"""What the town has before anything happens."""


def happen(town: Town, steps) -> None:
    """Does these deeds."""
    for deed, number in steps:
        DEEDS[deed](town, number)


def same_as_clean(town: Town) -> None:
    """Compares with a build into a new folder with a new cache, down to the refusal. That a file is
    another than was published is no news where nothing was published.
    """
    town.build()
    clean = town.build(cache="clean-cache", output="clean")
    incremental = town.reports[-2]
    told = [str(one) for one in incremental.problems if one.code != "file-replaced"]
    assert told == list(map(str, clean.problems))
    assert incremental.refused == clean.refused
    if clean.refused:
        return
    made, wanted = town.tree(), town.tree("clean")
    assert sorted(made) == sorted(wanted)
    assert [path for path in wanted if made[path] != wanted[path]] == []


def check(steps, *, each_step: bool) -> None:
    """Lets a town live through the steps, then compares it with a clean build."""
    with tempfile.TemporaryDirectory() as folder:
        town = Town(Path(folder) / "town")
        happen(town, SETTLED)
        town.build()
        for step in steps:
            happen(town, [step])
            if each_step:
                town.build()
        same_as_clean(town)


@pytest.mark.slow
def test_every_deed_once():
    """Everything that officers do, once, a build after each: the output is a clean build's."""
    check([(number, 7 * number + 5) for number in range(len(DEEDS))], each_step=True)


@pytest.mark.slow
def test_acts_of_one_day_and_number_follow_each_other_however_they_came(tmp_path):
    """Of different bodies, that is: which leads to which depends on nobody's turn."""
    town = Town(tmp_path / "town")
    happen(town, SETTLED)
    for number in (220, 67, 310):
        town.add_named(number)
        town.build()
    same_as_clean(town)


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_incremental_build_equals_clean_build(steps):
    """After any edits, with a build after each, the output is a clean build's to the byte."""
    check(steps, each_step=True)


@pytest.mark.deep
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.integers(0, len(DEEDS) - 1), st.integers(0, 4000)), max_size=40),
    st.booleans(),
)
def test_long_lives_of_towns(steps, each_step):
    """The same over long lives, with builds after every edit or after all of them."""
    check(steps, each_step=each_step)
