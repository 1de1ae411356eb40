"""Contradictions between acts: found where something has changed, and nowhere else."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.site.town import Town
from vestnik.site import act_checks


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town without acts."""
    return Town(tmp_path / "town")


def order(town: Town, number: int, adopted: str, *lines: str) -> str:
    """Writes an order."""
    front = "\n".join(lines)
    return town.write(
        f"documents/{number}.md",
        f"---\ntitle: О деле\ndate: {adopted} 10:00\nkind: приказ\nnumber: {number}\n"
        f"adopted: {adopted}\nissuer: adm\n{front}\n---\n\nТекст приказа.\n",
    )


def does(relation: str, number: int, adopted: str, more: str = "") -> str:
    """A line of front matter that names another order."""
    return f"{relation}: [{{kind: приказ, number: {number}, date: {adopted}{more}}}]"


def codes(town: Town) -> list[tuple[str, str]]:
    """What `check` finds, as (path, code)."""
    return [(one.path, one.code) for one in town.build(dry=True).problems
            if one.code.startswith(("act-", "relation-", "status-"))]  # fmt: skip


def test_contradictions_come_and_go_with_the_acts(town):
    """An act that repeals what is repealed is remarked on until one of the two changes its mind."""
    order(town, 1, "2020-01-10")
    order(town, 2, "2021-01-10", does("repeals", 1, "2020-01-10"))
    assert codes(town) == []
    order(town, 3, "2022-01-10", does("repeals", 1, "2020-01-10"))
    assert codes(town) == [("documents/3.md", "act-repealed-twice")]
    order(town, 2, "2021-01-10", "draft: да", does("repeals", 1, "2020-01-10"))
    assert codes(town) == []
    order(town, 2, "2021-01-10", does("repeals", 1, "2020-01-10", ", scope: пункт 1"))
    assert codes(town) == []
    order(town, 2, "2021-01-10", does("repeals", 1, "2020-01-10"))
    order(town, 3, "2022-01-10", does("amends", 1, "2020-01-10"))
    assert codes(town) == [("documents/3.md", "act-changed-after-end")]
    (town.content / "documents/2.md").unlink()
    assert codes(town) == []


def test_a_missing_act_is_found_again_and_the_right_line_is_offered(town):
    """The nearest act that differs in one part alone is offered, whatever comes and goes."""
    order(town, 2, "2021-01-10", does("repeals", 1, "2020-01-10"))
    (problem,) = town.build(dry=True).problems
    assert problem.remedy.startswith("исправьте вид, номер и дату")
    order(town, 1, "2020-02-11")
    (problem,) = town.build(dry=True).problems
    assert problem.remedy.startswith("возможно, нужно «date: 2020-02-11»")
    order(town, 1, "2020-01-10")
    assert codes(town) == []


def test_a_typed_status_is_judged_by_the_clock(town):
    """A typed «действует» is remarked on from the day on which the repeal takes effect, and the
    verdict that is kept does not outlive that day.
    """
    order(town, 1, "2020-01-10", "status: действует", "status_checked: 2025-01-01")
    day = (town.now + timedelta(days=5)).date()
    order(town, 2, "2026-01-10", does("repeals", 1, "2020-01-10", f", since: {day}"))
    assert codes(town) == []
    town.now += timedelta(days=6)
    assert codes(town) == [("documents/1.md", "status-disagrees")]
    town.now -= timedelta(days=6)
    assert codes(town) == []


def test_an_edit_judges_its_neighbours_alone(town, monkeypatch):
    """Of thirty pairs of acts, an edit of one looks at that pair."""
    for number in range(1, 61, 2):
        order(town, number, "2020-01-10")
        order(town, number + 1, "2021-01-10", does("amends", number, "2020-01-10"))
    town.build(dry=True)
    judged = []
    real = act_checks.ActChecks._row

    def noted(self, path):
        judged.append(path)
        return real(self, path)

    monkeypatch.setattr(act_checks.ActChecks, "_row", noted)
    order(town, 7, "2020-01-10", "section: dorogi")
    town.build(dry=True)
    assert judged == ["documents/7.md", "documents/8.md"]
