"""«По этой теме»."""

from datetime import date

from tests.site.fakes import moment, news, page
from vestnik.core.model import Withdrawal
from vestnik.site.presenters import item


def related(view, path):
    """Addresses of what is offered beside a text."""
    return [card.url for card in item(view, path).related]


def test_the_authors_choice_comes_first(view):
    """What the author names stands first, in that order; then what is kindred; four in all."""
    same = {"section": "dorogi", "tags": ("ремонт",), "title": "Ремонт дороги"}
    earlier = [view.add(news(f"n{day}", moment(2026, 11, day), **same)) for day in range(1, 6)]
    far = view.add(news("far", moment(2020, 1, 1)))
    own = view.add(
        news("own", **same, related=(far.address, "news/net.md", earlier[0].path, "news/own.md"))
    )
    found = related(view, own.path)
    assert found[:2] == [far.address, earlier[0].address]
    assert len(found) == len(set(found)) == 4
    assert own.address not in found


def test_what_comes_later_does_not_change_a_page(view):
    """Only earlier items are looked at, so that a new item leaves older pages as they are."""
    own = view.add(news("own", moment(2026, 11, 1), section="dorogi", title="Ремонт дороги"))
    view.add(news("later", moment(2026, 11, 2), section="dorogi", title="Ремонт дороги"))
    assert related(view, own.path) == []


def test_withdrawn_items_are_not_offered(view):
    """Neither the author's choice nor kindred items lead to what was withdrawn."""
    gone = Withdrawal(date=date(2026, 11, 18), reason="Ошибка")
    same = {"section": "dorogi", "title": "Ремонт дороги", "tags": ("ремонт",)}
    other = view.add(news("gone", moment(2026, 11, 1), **same, withdrawn=gone))
    own = view.add(news("own", **same, related=(other.path,)))
    assert related(view, own.path) == []


def test_pages_of_the_tree_have_the_authors_choice_alone(view):
    """A page stands in no list, so nothing but the author's choice is related to it."""
    other = view.add(news("a"))
    own = view.add(page("gorod", related=(other.path,)))
    assert related(view, own.path) == [other.address]
