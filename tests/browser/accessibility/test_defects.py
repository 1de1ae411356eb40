"""Would the tests see it? Defects put into the theme one at a time; nearly all must be caught."""

import pytest

from tests.browser.accessibility.seeded import Bench, colour_faults, defects, plural_faults
from tests.theme.gallery import THEME

MISSES = 20
"""One defect of so many may stay unseen."""


@pytest.mark.deep
def test_defects_fit_the_theme():
    """What a defect replaces is still there, so that it breaks something."""
    stale = [
        defect.breaks
        for defect in defects()
        if defect.find not in (THEME / defect.file).read_text(encoding="utf-8")
    ]
    assert stale == []


def test_there_are_enough_defects():
    """Sixty at least, each for another barrier."""
    known = defects()
    assert len(known) >= 60
    assert len({defect.breaks for defect in known}) == len(known)


def test_the_sound_theme_has_no_such_fault():
    """What finds defects finds nothing where there is none."""
    assert [*colour_faults(THEME), *plural_faults(THEME)] == []


@pytest.mark.deep
@pytest.mark.node
def test_defects_are_seen(browser, serve, tmp_path_factory, record_property):
    """Of all defects at most every twentieth passes unseen; the report names those that did."""
    bench = Bench(tmp_path_factory.mktemp("seeded"), browser, serve)
    known = defects()
    missed = []
    for defect in known:
        seen = bench.caught_by(defect)
        print(f"{'+' if seen else 'MISSED'} {defect.breaks} — {seen[:160]}")
        if not seen:
            missed.append(defect.breaks)
    record_property("defects seen", f"{len(known) - len(missed)} of {len(known)}")
    record_property("missed", "; ".join(missed) or "none")
    assert len(missed) <= len(known) / MISSES, missed
