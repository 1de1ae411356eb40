"""Acts: facts, status in words, relations from both sides."""

from datetime import date

import pytest

from tests.site.fakes import FakeView, act, moment, pdf_file
from vestnik.core.model import ActReference, Annulment, Withdrawal
from vestnik.site.presenters import item
from vestnik.site.presenters.wording import NBSP

OLD = ActReference(kind="prikaz", number="12", date=date(2020, 1, 10))


def old():
    """An order that others change."""
    return act("12", date(2020, 1, 10), title="О порядке")


def page_of(view, document):
    """The page of an act."""
    return item(view, document.path)


def labels(page):
    """Relations as (label, address)."""
    return [(relation.label, relation.url) for relation in page.relations]


def test_the_card_of_facts(view):
    """The card has kind, number with its sign, date, issuer and the way to their lists."""
    page = page_of(view, view.add(act("3/650", effective=date(2023, 6, 1))))
    assert page.act.kind == "Приказ"
    assert page.act.number == f"№{NBSP}3/650"
    assert page.act.issuer == "Администрация города Липовска"
    assert page.act.kind_url == "/documents/kind/prikaz/"
    assert page.act.issuer_url == "/documents/issuer/adm/"
    assert page.act.effective == date(2023, 6, 1)
    assert page.act.status == "действует"
    assert page.act.status_tone == "active"


def test_an_act_without_number(view):
    """«б/н» gets no sign of a number."""
    assert page_of(view, view.add(act("б/н", slug="b-n"))).act.number == "б/н"


def test_the_tab_names_the_act(view):
    """The title of the tab names kind, date and number; quotes within quotes become inner ones."""
    page = page_of(view, view.add(act("375", title="О программе «Город»")))
    assert page.title == "О программе «Город»"
    assert page.head_title == (
        f"Приказ от{NBSP}23.05.2023 №{NBSP}375 «О программе „Город“» — Липовск"
    )


def test_the_way_to_an_act(view):
    """Главная › Документы › Приказы › № 375."""
    page = page_of(view, view.add(act("375")))
    assert [(crumb.title, crumb.url) for crumb in page.crumbs] == [
        ("Главная", "/"),
        ("Документы", "/documents/"),
        ("Приказы", "/documents/kind/prikaz/"),
        (f"№{NBSP}375", ""),
    ]


def test_a_relation_is_seen_from_both_sides(view):
    """The amending act says so, and the amended one learns of it without a line in its file."""
    amended = view.add(old())
    amending = view.add(act("375", amends=(OLD,)))
    assert labels(page_of(view, amending)) == [("Изменяет", amended.address)]
    page = page_of(view, amended)
    assert labels(page) == [("Изменён", amending.address)]
    assert page.relations[0].title == f"Приказ от{NBSP}23.05.2023 №{NBSP}375 «О деле 375»"
    assert page.relations[0].date == date(2023, 5, 23)
    assert page.act.status == "действует с изменениями"


@pytest.mark.parametrize("name", ["address", "path"])
def test_an_act_may_be_named_by_address_or_source(view, name):
    """A relation by address or by the path of the source counts as one by number and date."""
    repealed = view.add(old())
    reference = ActReference(address=getattr(repealed, name))
    repealing = view.add(act("375", repeals=(reference,)))
    assert labels(page_of(view, repealing)) == [("Признаёт утратившим силу", repealed.address)]
    page = page_of(view, repealed)
    assert labels(page) == [("Утратил силу", repealing.address)]
    assert (page.act.status, page.act.status_tone) == ("утратил силу", "ended")


def test_effects_stand_in_order_of_time(view):
    """What was done to an act is told from the oldest on."""
    target = view.add(old())
    for number, year in (("7", 2024), ("5", 2021), ("6", 2022)):
        view.add(act(number, date(year, 2, 1), amends=(OLD,)))
    titles = [relation.title for relation in page_of(view, target).relations]
    assert [title.split("2021")[0] != title for title in titles] == [True, False, False]
    assert ["2024" in title for title in titles] == [False, False, True]


def test_a_partial_repeal_only_changes(view):
    """An act of which one clause is repealed stays in force, with changes; the clause is named."""
    target = view.add(old())
    clause = ActReference(kind="prikaz", number="12", date=date(2020, 1, 10), scope="пункт 2.1")
    view.add(act("375", repeals=(clause,)))
    page = page_of(view, target)
    assert page.act.status == "действует с изменениями"
    assert page.relations[0].scope == "пункт 2.1"


def test_what_is_not_yet_in_force_does_nothing_yet():
    """An act before its day is «не вступил в силу» and repeals nothing until that day."""
    for now, status, own in (
        (moment(2023, 5, 31), "действует", "не вступил в силу"),
        (moment(2023, 6, 1), "утратил силу", "действует"),
    ):
        view = FakeView(now=now)
        target = view.add(old())
        repealing = view.add(act("375", repeals=(OLD,), effective=date(2023, 6, 1)))
        page = page_of(view, target)
        assert page.act.status == status
        assert labels(page) == [("Утратил силу", repealing.address)]
        assert page_of(view, repealing).act.status == own


def test_a_draft_act_has_no_force(view):
    """A draft act amends nothing and is called so."""
    target = view.add(old())
    draft = view.add(act("1-пр", amends=(OLD,), project=True))
    assert page_of(view, target).act.status == "действует"
    assert page_of(view, target).relations == ()
    assert page_of(view, draft).act.status == "проект"
    assert f"№{NBSP}1-пр (проект) «" in page_of(view, draft).head_title
    assert labels(page_of(view, draft)) == [("Изменяет", target.address)]


def test_a_withdrawn_act_repeals_nothing(view):
    """An act that was withdrawn from publication has no effect on others."""
    target = view.add(old())
    withdrawal = Withdrawal(date=date(2023, 6, 1), reason="ошибка")
    view.add(act("375", repeals=(OLD,), withdrawn=withdrawal))
    assert page_of(view, target).act.status == "действует"


@pytest.mark.parametrize(
    ("typed", "tone"),
    [("утратил силу", "ended"), ("отменён судом", "ended"),
     ("приостановлен", "ended"), ("на экспертизе", "")],
)  # fmt: skip
def test_a_typed_status_is_kept(view, typed, tone):
    """What the clerk typed, with the day it was checked, stands above amendments."""
    target = view.add(act("12", date(2020, 1, 10), status=typed, status_checked=date(2026, 1, 1)))
    view.add(act("375", amends=(OLD,)))
    page = page_of(view, target)
    assert (page.act.status, page.act.status_tone) == (typed, tone)
    assert page.act.status_checked == date(2026, 1, 1)


def test_a_repeal_of_the_register_stands_above_a_typed_status(view):
    """A typed «действует» does not hide the act that repeals it."""
    target = view.add(act("12", date(2020, 1, 10), status="действует"))
    view.add(act("375", repeals=(OLD,)))
    assert page_of(view, target).act.status == "утратил силу"


def test_a_typed_status_that_disagrees_gives_way(view):
    """A typed «действует» does not hide an amendment that the register holds."""
    target = view.add(act("12", date(2020, 1, 10), status="действует"))
    view.add(act("375", amends=(OLD,)))
    assert page_of(view, target).act.status == "действует с изменениями"


def named(**more):
    """How others name the old order."""
    return ActReference(kind="prikaz", number="12", date=date(2020, 1, 10), **more)


@pytest.mark.parametrize(
    ("facts", "other", "expected"),
    [
        ({"effective": date(2026, 12, 1)}, {}, ("не вступил в силу", date(2026, 12, 1))),
        ({"valid_until": date(2026, 11, 19)}, {}, ("истёк срок", date(2026, 11, 20))),
        ({"valid_until": date(2026, 11, 20)}, {}, ("действует", None)),
        ({"annulled": Annulment(date=date(2026, 1, 9), court="Суд")}, {},
         ("отменён судом", date(2026, 1, 9))),
        ({"annulled": Annulment(date=date(2026, 1, 9), court="Суд", scope="пункт 2")}, {},
         ("действует с изменениями", date(2026, 1, 9))),
        ({"annulled": Annulment(date=date(2027, 1, 9), court="Суд")}, {}, ("действует", None)),
        ({}, {"suspends": (named(),)}, ("приостановлен", date(2023, 5, 23))),
        ({}, {"suspends": (named(until=date(2026, 11, 20)),)},
         ("приостановлен", date(2023, 5, 23))),
        ({}, {"suspends": (named(until=date(2026, 11, 19)),)}, ("действует", None)),
        ({}, {"repeals": (named(since=date(2026, 11, 21)),)}, ("действует", None)),
        ({}, {"repeals": (named(since=date(2026, 11, 20)),)}, ("утратил силу", date(2026, 11, 20))),
        ({"valid_until": date(2025, 1, 1)}, {"repeals": (named(),)},
         ("утратил силу", date(2023, 5, 23))),
    ],
)  # fmt: skip
def test_every_status_follows_from_dates_and_relations(view, facts, other, expected):
    """Each status of the set, on the first and the last day of its reign."""
    target = view.add(act("12", date(2020, 1, 10), **facts))
    if other:
        view.add(act("375", **other))
    shown = page_of(view, target).act
    assert (shown.status, shown.status_since) == expected


def test_a_suspension_ends_with_the_act_that_suspends(view):
    """Where the suspending act is repealed, the suspended one is in force again; a repealed one is
    not.
    """
    target = view.add(old())
    view.add(act("7", date(2021, 2, 1), suspends=(OLD,)))
    assert page_of(view, target).act.status == "приостановлен"
    lifted = ActReference(kind="prikaz", number="7", date=date(2021, 2, 1))
    view.add(act("8", date(2021, 3, 1), repeals=(lifted,)))
    assert page_of(view, target).act.status == "действует"


def test_acts_that_suspend_each_other_end_the_question(view):
    """A circle of suspensions has an answer all the same."""
    later = ActReference(kind="prikaz", number="13", date=date(2020, 1, 10))
    one = view.add(act("12", date(2020, 1, 10), suspends=(later,)))
    view.add(act("13", date(2020, 1, 10), suspends=(OLD,)))
    assert page_of(view, one).act.status == "приостановлен"


def test_a_repealed_act_says_by_what_and_since_when(view):
    """The head of the act names the act that repealed it, and the day whose knowledge that is."""
    target = view.add(old())
    repealing = view.add(act("375", repeals=(OLD,), effective=date(2023, 6, 1)))
    shown = page_of(view, target).act
    assert shown.status_by.url == repealing.address
    assert shown.status_since == date(2023, 6, 1)
    assert shown.status_checked == date(2023, 6, 1)


def test_history_is_in_order_of_time(view):
    """Adoption, entry into force, what others did, what a court said; nothing for a plain act."""
    target = view.add(
        act("12", date(2020, 1, 10), effective=date(2020, 2, 1), valid_until=date(2027, 1, 1),
            annulled=Annulment(date=date(2025, 1, 9), court="Суд", case="3а-1/25", scope="пункт 3"))
    )  # fmt: skip
    view.add(act("9", date(2022, 3, 1), repeals=(named(scope="пункт 2"),)))
    view.add(act("7", date(2021, 2, 1), suspends=(named(until=date(2021, 5, 1)),)))
    view.add(act("8", date(2021, 6, 1), amends=(named(since=date(2024, 1, 1)),)))
    steps = page_of(view, target).history
    assert [(step.date.year, step.label, step.scope) for step in steps] == [
        (2020, "Принят", ""),
        (2020, "Вступает в силу", ""),
        (2021, "Приостановлен", ""),
        (2022, "Утратил силу в части", "пункт 2"),
        (2024, "Изменён", ""),
        (2025, "Отменён судом", "пункт 3"),
        (2027, "Последний день действия", ""),
    ]
    assert [step.date.year for step in steps if step.ahead] == [2027]
    assert page_of(view, view.add(act("99", effective=date(2023, 6, 1)))).history == ()


def test_an_outside_act_is_not_looked_up(view):
    """A federal law is named unlinked, or with its own address elsewhere."""
    law = ActReference(
        kind="Федеральный закон", number="273-ФЗ", date=date(2012, 12, 29),
        title="Об образовании", outside=True, scope="статья 37",
    )  # fmt: skip
    linked = ActReference(title="Устав города", outside=True, url="https://x.example/ustav")
    page = page_of(view, view.add(act("375", based_on=(law, linked))))
    assert [(relation.title, relation.url, relation.scope) for relation in page.relations] == [
        (f"Федеральный закон от{NBSP}29.12.2012 №{NBSP}273-ФЗ «Об образовании»", "", "статья 37"),
        ("Устав города", "https://x.example/ustav", ""),
    ]


def test_a_hidden_act_is_named_unlinked():
    """A relation to an act under embargo keeps the clerk's own words, without a link."""
    view = FakeView(now=moment(2020, 1, 1))
    hidden = view.add(old())
    by_number = view.add(act("11", date(2019, 1, 1), amends=(OLD,)))
    by_address = view.add(
        act("10", date(2019, 1, 1), amends=(ActReference(address=hidden.address),))
    )
    relation = page_of(view, by_number).relations[0]
    assert (relation.title, relation.url) == (f"Приказ от{NBSP}10.01.2020 №{NBSP}12", "")
    assert page_of(view, by_address).relations == ()


def test_the_same_number_of_another_issuer_is_another_act(view):
    """A relation without an issuer means the act's own issuer."""
    other = view.add(act("12", date(2020, 1, 10), issuer="uo"))
    view.add(act("375", amends=(OLD,)))
    assert page_of(view, other).relations == ()


def test_the_signed_original(view):
    """The scan of the signed original stands among the facts."""
    view.add_file(pdf_file("documents/skan.pdf", text=False))
    copy = page_of(view, view.add(act("375", signed_copy="documents/skan.pdf"))).act.signed_copy
    assert (copy.title, copy.type_name, copy.scan) == ("Подписанный оригинал", "PDF", True)


def test_who_reads_what_others_may_do(view):
    """An act's page asks for acts on it by every name that it has, so that a new one is noticed."""
    target = view.add(old())
    page_of(view, target)
    asked = {name for name, _low, _high in view.reads.ranges}
    assert f"acts-on/{target.address}" in asked
    assert f"acts-on/{target.path}" in asked
    assert "acts-on/act:adm|prikaz|12|2020-01-10" in asked
