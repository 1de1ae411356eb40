"""Numbers that other documents hardly change."""

import random
from datetime import date

from tests.search.town import news
from vestnik.search.numbering import numbered


def item(chance, number, day):
    """A news item in one of three sections."""
    section = chance.choice(("zhizn", "vlast", "sport"))
    return news("Каток", "Каток открыт.", date(2024, 5, day), number, section)


def test_a_document_that_goes_takes_no_number_of_another():
    """Nor does one that comes, but for the few that meet on one place or fill their run."""
    chance = random.Random(3)
    month = [item(chance, number, 1 + number % 28) for number in range(80)]
    before = {one.address: number for number, one in numbered(month)[1]}
    moved = []
    for place, gone in enumerate(month):
        rest = numbered([*month[:place], *month[place + 1 :]])[1]
        after = {one.address: number for number, one in rest}
        moved.append(sum(before[address] != number for address, number in after.items()))
        assert gone.address not in after
    assert sum(moved) / len(moved) < 1
    assert len(set(before.values())) == len(before)


def test_numbers_of_a_group_follow_each_other_with_the_days():
    """And each lies in the run of its group."""
    chance = random.Random(4)
    month = [item(chance, number, 1 + number) for number in range(12)]
    layout, found = numbered(month)
    for run in layout.runs:
        inside = [one for place, one in found if run.start <= place < run.start + run.room]
        assert {str(one.group) for one in inside} == {run.group}
        assert [one.day for one in inside] == sorted(one.day for one in inside)
    assert sum(1 for _ in found) == len(month)
