"""Acts stand in the lists of their status, which other acts decide."""

from datetime import date, timedelta

import pytest

from tests.site.fakes import FakeView, act, moment
from tests.site.town import Town
from vestnik.core.model import ActReference
from vestnik.site.presenters.status_words import status_key

OLD = "documents/2024/old/index.md"
NEW = "documents/2026/new/index.md"


def write(town, path, number, adopted, more=""):
    """An order of the town."""
    town.write(
        path,
        f"---\ntitle: О порядке {number}\ndate: {adopted}\nkind: приказ\nnumber: {number}\n"
        f"adopted: {adopted}\nissuer: adm\n{more}---\nТекст приказа {number} для примера.\n",
    )


def shown(town, status):
    """Whether the old order stands in the list of a status; None where there is no such list."""
    page = town.tree().get(f"documents/status/{status}/index.html")
    return page and b'href="/documents/adm/prikaz/2024/1/"' in page


@pytest.fixture
def town(tmp_path):
    """A town with one order in force."""
    town = Town(tmp_path)
    write(town, OLD, 1, "2024-01-10")
    town.build()
    return town


@pytest.mark.slow
def test_an_act_is_moved_by_the_one_that_repeals_it(town):
    """The repealed act changes its list without a touch, on the day when the repeal takes effect;
    it comes back when the repeal goes.
    """
    assert shown(town, "in-force")
    day = town.now.date() + timedelta(days=3)
    write(town, NEW, 2, "2026-03-01", f"effective: {day}\nrepeals: [{{address: /{OLD}}}]\n")
    town.build()
    assert shown(town, "in-force")
    assert shown(town, "repealed") is None
    town.now += timedelta(days=4)
    town.build()
    assert shown(town, "repealed")
    assert not shown(town, "in-force")
    (town.content / NEW).unlink()
    town.build()
    assert shown(town, "in-force")
    assert shown(town, "repealed") is None


@pytest.mark.slow
def test_a_draft_moves_nothing(town):
    """An act that nobody may see yet repeals nothing."""
    write(town, NEW, 2, "2026-03-01", f"draft: true\nrepeals: [{{address: /{OLD}}}]\n")
    town.build()
    assert shown(town, "in-force")


@pytest.mark.slow
def test_a_build_that_changes_nothing_asks_for_no_status(town, monkeypatch):
    """The status of an act is concluded anew only when something that it depends on changes."""
    asked = []
    monkeypatch.setattr(
        "vestnik.site.presenters.status_words.status_key",
        lambda _view, one: asked.append(one.path) or "in-force",
    )
    town.build()
    write(town, "documents/2026/other/index.md", 3, "2026-03-02")
    town.build()
    assert asked == ["documents/2026/other/index.md"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("действует", "in-force"),
        ("Утратил силу (решение суда)", "repealed"),
        ("приостановлен до 01.06.2026", "suspended"),
        ("отменён судом", "annulled"),
        ("истёк срок действия", "expired"),
        ("спорный", "other"),
    ],
)
def test_a_typed_status_is_filed_by_its_words(typed, key):
    """What the clerk types in words of his own has its place among the lists."""
    view = FakeView(now=moment(2026, 11, 20))
    document = view.add(act("1", status=typed, status_checked=date(2026, 11, 1)))
    assert status_key(view, document) == key


def test_an_amended_act(tmp_path):
    """Acts that others have changed are in force as amended."""
    view = FakeView(now=moment(2026, 11, 20))
    old = view.add(act("1", date(2024, 1, 10)))
    reference = ActReference(kind="prikaz", number="1", date=date(2024, 1, 10))
    view.add(act("2", date(2025, 1, 10), amends=(reference,)))
    assert [one.path for one in view.all("status/amended/2024/01")] == [old.path]
    assert [one.act.number for one in view.all("status/in-force")] == ["2"]
