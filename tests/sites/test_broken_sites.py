"""Each broken site is reported exactly as its `expected.txt` says.

A site is a folder `broken-<fault>/` with `content/` and the lines that `vestnik check` prints. An
editor can read both: add a folder, and it is a test.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.sites.portal import PORTAL
from vestnik.core.corpus import check_source
from vestnik.core.problems import Problem, Severity
from vestnik.core.report import in_order, line
from vestnik.settings import Places, bundled
from vestnik.site.build import build
from vestnik.site.request import Request

SITES = Path(__file__).parent
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
NEED_THE_WHOLE_SITE = {
    "broken-act-changed-after-end",
    "broken-act-repealed-twice",
    "broken-address-case",
    "broken-anchor",
    "broken-duplicate-act",
    "broken-duplicate-address",
    "broken-duplicate-file",
    "broken-file-javascript",
    "broken-file-launch",
    "broken-file-embedded-files",
    "broken-file-garbled",
    "broken-file-old-office",
    "broken-file-no-text",
    "broken-file-only-scan",
    "broken-file-other-act",
    "broken-file-personal",
    "broken-file-name-ending",
    "broken-file-of-draft",
    "broken-link",
    "broken-link-to-hidden",
    "broken-link-to-unread",
    "broken-missing-file",
    "broken-redirect-conflict",
    "broken-relation-circle",
    "broken-relation-to-later-act",
    "broken-relation-unknown-act",
    "broken-reserved-address",
    "broken-status-disagrees",
    "broken-symlink-outside",
    "broken-synonym-alone",
    "broken-synonym-empty",
    "broken-synonym-encoding",
    "broken-unreadable-file",
}
"""Their faults stand between files, and are found by the engine."""

BROKEN = sorted(path.name for path in SITES.glob("broken-*"))


def problems(site: str) -> list[Problem]:
    """Everything that the sources of a site show one by one."""
    content = SITES / site / "content"
    found: list[Problem] = []
    for source in sorted(path for path in content.rglob("*.md") if not path.is_symlink()):
        path = source.relative_to(content).as_posix()
        found += check_source(source.read_bytes(), path, PORTAL)[2]
    return in_order(found)


@pytest.mark.parametrize("site", [name for name in BROKEN if name not in NEED_THE_WHOLE_SITE])
def test_broken_site_is_reported_word_for_word(site):
    """What is wrong, where, and what to do."""
    expected = (SITES / site / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [line(problem) for problem in problems(site)] == expected
    assert expected


def judged(site: Path, folder: Path) -> list[str]:
    """The lines that `vestnik check` prints for a whole site."""
    places = Places(
        content=site / "content",
        theme=bundled("theme"),
        override=site / "custom" if (site / "custom").is_dir() else None,
        cache=folder / "cache",
        baseline=folder / "problems-baseline.yaml",
    )
    request = Request(
        portal=PORTAL, places=places, output=folder / "output", now=NOW, workers=1, dry=True
    )
    return [line(problem) for problem in build(request).verdict.problems]


@pytest.mark.parametrize("site", sorted(NEED_THE_WHOLE_SITE - {"broken-link-to-unread"}))
def test_faults_between_files_are_found_by_the_engine(site, tmp_path):
    """Links, files, acts and addresses are judged together."""
    expected = (SITES / site / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert judged(SITES / site, tmp_path) == expected
    assert expected


@pytest.mark.parametrize("site", sorted(NEED_THE_WHOLE_SITE - {"broken-link-to-unread"}))
def test_faults_between_files_are_not_seen_in_one(site):
    """Sources that are sound by themselves are left alone."""
    assert problems(site) == []


def test_good_site_has_nothing_to_report(tmp_path):
    """The small site has every kind and field, and no line of report."""
    assert judged(SITES / "small", tmp_path) == []


def test_many_kinds_of_fault_have_a_site():
    """Each kind of fault is shown once at least."""
    codes = {p.code for site in BROKEN for p in problems(site)}
    assert len(codes) + len(NEED_THE_WHOLE_SITE) >= 100


def test_every_problem_tells_place_value_and_remedy():
    """A message begins small, ends without a stop, and is followed by what to do."""
    for site in BROKEN:
        for problem in problems(site):
            assert problem.message[0].islower() or not problem.message[0].isalpha(), problem
            assert problem.remedy, problem
            assert not problem.message.endswith("."), problem
            assert problem.severity in Severity
