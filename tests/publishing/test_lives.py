"""Towns that publish through faults, rollbacks and time: mended, they are as built anew."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.publishing.published import PublishedTown
from tests.site.town import DEEDS
from vestnik.output import OutputError
from vestnik.publishing.rollback import rollback


def spoil(town: PublishedTown, n: int) -> None:
    """A fault of one of several kinds, in a way that `mend` can undo."""
    path = town.pick(n)
    if path is None or (town.root / "saved" / path).exists():
        return
    place, saved = town.content / path, town.root / "saved" / path
    saved.parent.mkdir(parents=True, exist_ok=True)
    saved.write_bytes(place.read_bytes())
    match n % 5:
        case 0:
            town.edit(path, lambda text: text.replace("---\n", "---\nnosuchfield: 1\n", 1))
        case 1:
            town.edit(path, lambda text: f"{text}\n[Туда](/nowhere/).\n")
        case 2:
            place.write_text("без шапки", "utf-8")
        case 3:
            town.edit(path, lambda text: text.replace("---\n", "---\nslug: same\ndraft: x\n", 1))
        case _:
            town.edit(
                path, lambda text: text.replace("---\n", "---\ngallery: [{file: n.jpg}]\n", 1)
            )


def mend(town: PublishedTown) -> None:
    """Undoes what `spoil` has done to the sources that are still there."""
    for saved in sorted((town.root / "saved").rglob("*.md")):
        place = town.content / saved.relative_to(town.root / "saved")
        if place.exists():
            place.write_bytes(saved.read_bytes())
        saved.unlink()


def back(town: PublishedTown, n: int) -> None:
    """A way back, where there is one."""
    log = town.releases.log.entries()
    if len(log) > 1:
        try:
            rollback(town.folder, log[n % (len(log) - 1)].number if n % 2 else 0)
        except OutputError:
            assert log[0].rollback_to or n % 2 or log[-1].rollback_to


HAPPENINGS = (*DEEDS, spoil, spoil, lambda town, _: mend(town), back)
STEPS = st.lists(
    st.tuples(st.integers(0, len(HAPPENINGS) - 1), st.integers(0, 400)), min_size=3, max_size=14
)


NO_SHRINK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A life takes seconds: a failing one is shown as it was found."""


def live(steps) -> None:
    """Publishes after every step; looks at what visitors get once everything is mended."""
    with tempfile.TemporaryDirectory() as folder:
        town = PublishedTown(Path(folder) / "town")
        town.warm("www/state/cache")
        for deed, number in ((0, 3), (0, 10), (0, 35), (2, 9), (2, 2), (4, 1), (5, 2)):
            DEEDS[deed](town, number)
        for deed, number in steps:
            HAPPENINGS[deed](town, number)
            town.publish(hold_faulty=True)
        mend(town)
        outcome = town.publish(hold_faulty=True)
        town.warm("end-cache")
        clean = town.build(cache="end-cache", output="end")
        assert outcome.report.refused == clean.refused
        if not clean.refused:
            assert town.served() == town.tree("end")


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=NO_SHRINK)
@given(STEPS)
def test_lives(steps):
    """A few lives."""
    live(steps)


@pytest.mark.deep
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), phases=NO_SHRINK)
@given(STEPS)
def test_many_lives(steps):
    """Many."""
    live(steps)
