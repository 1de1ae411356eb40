"""The home page."""

import json
from datetime import date

from msgspec.structs import replace

from tests.site.fakes import PORTAL, FakeView, act, moment, news, page, project
from vestnik.core.model import Consultation, Event, MenuPlace, Withdrawal
from vestnik.core.portal import Link
from vestnik.site.presenters import frame, home


def urls(things):
    """Addresses of cards, links or nodes."""
    return [thing.url for thing in things]


def test_an_important_item_opens_the_page(view):
    """The newest important item stands first, and not a second time among the news."""
    important = view.add(news("vazhno", moment(2026, 11, 1), important=True))
    others = [view.add(news(f"n{day}", moment(2026, 11, day))) for day in (10, 9, 8, 7, 6)]
    result = home(view, "ru")
    assert result.important.url == important.address
    assert urls(result.news) == [document.address for document in others[:4]]
    assert result.news_url == "/news/"


def test_without_an_important_item_the_newest_opens_the_page(view):
    """The page always opens with one item and has four more beside it."""
    items = [view.add(news(f"n{day}", moment(2026, 11, day))) for day in (10, 9, 8, 7, 6, 5)]
    result = home(view, "ru")
    assert result.important.url == items[0].address
    assert urls(result.news) == [document.address for document in items[1:5]]


def test_withdrawn_news_are_left_out(view):
    """The home page does not lead to what was withdrawn."""
    view.add(news("a", withdrawn=Withdrawal(date=date(2026, 11, 18), reason="Ошибка")))
    result = home(view, "ru")
    assert result.important is None
    assert result.news_url == ""


def test_the_newest_acts_without_status(view):
    """Acts stand as number, date and title: their status is not looked up here."""
    for number in range(1, 8):
        view.add(act(str(number), date(2023, 5, number)))
    result = home(view, "ru")
    assert [card.act.number[-1] for card in result.acts] == ["7", "6", "5", "4", "3"]
    assert {card.act.status for card in result.acts} == {""}
    assert not any(name.startswith("acts-on/") for name, _low, _high in view.reads.ranges)


def test_events_stand_soonest_first(view):
    """Under «Скоро» events of all items stand in the order of time; past ones are gone."""
    view.add(news("a", events=(Event(start=moment(2026, 12, 5), title="Каток"),)))
    view.add(
        news("b", events=(
            Event(start=moment(2026, 11, 1), title="Прошло"),
            Event(start=moment(2026, 12, 1), title="Приём", deadline=True),
            Event(start=moment(2026, 12, 9, 18), title="Ёлка", place="Площадь"),
        ))
    )  # fmt: skip
    view.add(news("c", events=(Event(start=moment(2026, 11, 2), title="Прошло"),)))
    events = home(view, "ru").events
    assert [event.title for event in events] == ["Приём", "Каток", "Ёлка"]
    assert [event.deadline for event in events] == [True, False, False]


def test_only_the_soonest_events(view):
    """However much is announced, «Скоро» stays short, and later items are not looked at."""
    for day in range(1, 29):
        start = moment(2026, 12, day)
        view.add(news(f"n{day}", events=(Event(start=start, title=f"{day}"), Event(start=start))))
    events = home(view, "ru").events
    assert [event.start.day for event in events] == [1, 1, 2, 2, 3]
    asked = {name for name, _low, _high in view.reads.ranges if name.startswith("coming/")}
    assert len(asked) == 2 * PORTAL.home_events


def test_dates_without_time_are_whole_days(view):
    """An event typed as a date lasts all day."""
    view.add(news("a", events=(
        Event(start=moment(2026, 12, 5, 0)),
        Event(start=moment(2026, 12, 6, 0), end=moment(2026, 12, 7, 23, 59)),
        Event(start=moment(2026, 12, 8, 9)),
    )))  # fmt: skip
    assert [event.all_day for event in home(view, "ru").events] == [True, True, False]


def test_draft_acts_open_to_comments(view):
    """Draft acts stand there while comments are taken."""
    period = Consultation(start=date(2026, 11, 1), until=date(2026, 11, 20))
    draft = view.add(act("1", date(2026, 11, 1), project=True, consultation=period))
    over = replace(period, until=date(2026, 11, 19))
    view.add(act("2", date(2026, 11, 1), project=True, consultation=over))
    (card,) = home(view, "ru").consultations
    assert card.url == draft.address
    assert card.act.consultation == period
    assert home(view, "ru").consultations_url == ""


def test_many_draft_acts_have_a_page(view):
    """The first few stand on the home page, with the way to all."""
    period = Consultation(start=date(2026, 11, 1), until=date(2026, 11, 20))
    for number in range(1, 8):
        view.add(act(str(number), date(2026, 11, 1), project=True, consultation=period))
    result = home(view, "ru")
    assert len(result.consultations) == PORTAL.home_events
    assert result.consultations_url == "/documents/status/project/"


def test_projects_are_trees_in_their_order(view):
    """Root projects stand in the order of the menu, each with those below it."""
    above = view.add(page("proekty"))
    view.add(project("proekty/b", "national", menu=MenuPlace(order=2)))
    view.add(project("proekty/a", "regional", menu=MenuPlace(order=3)))
    view.add(project("proekty/b/mesto/c", "municipal"))
    view.add(project("proekty/d", "regional", menu=MenuPlace(hidden=True)))
    result = home(view, "ru")
    assert urls(result.projects) == ["/proekty/b/", "/proekty/a/"]
    assert urls(result.projects[0].children) == ["/proekty/b/mesto/c/"]
    assert result.projects_url == above.address


def test_services_are_those_of_the_language():
    """Links of the settings belong to the first language unless they carry another's address."""
    english = Link(title="Write to us", url="/en/write/")
    view = FakeView(replace(PORTAL, services=(*PORTAL.services, english)))
    assert urls(home(view, "ru").services) == ["/obrashcheniya/"]
    assert urls(home(view, "en").services) == ["/en/write/"]


def test_the_page_is_the_site_itself(view):
    """The home page has the body's name, no breadcrumbs, and leads to its other languages."""
    result = home(view, "ru")
    assert result.title == result.head_title == PORTAL.name
    assert result.crumbs == ()
    assert result.canonical == "https://lipovsk.example/"
    assert result.description == PORTAL.description
    assert urls(result.translations) == ["/en/"]
    assert urls(home(view, "en").translations) == ["/"]
    body = json.loads(result.jsonld)
    assert body["@type"] == "GovernmentOrganization"
    assert "logo" not in body


def test_only_its_own_emblem_is_shown():
    """A town that names no coat of arms is not given another's."""
    assert frame(FakeView(PORTAL), "ru", "").emblem == ""
    view = FakeView(replace(PORTAL, emblem="emblem.svg"))
    assert frame(view, "ru", "").emblem.startswith("/theme/emblem.")
    body = json.loads(home(view, "ru").jsonld)
    assert body["logo"].startswith("https://lipovsk.example/theme/emblem.")


def test_another_language_shows_its_own(view):
    """The English home page has English news only."""
    view.add(news("a"))
    english = view.add(news("rink", lang="en"))
    result = home(view, "en")
    assert result.important.url == english.address
    assert result.news_url == "/en/news/"
    assert result.acts_url == ""
