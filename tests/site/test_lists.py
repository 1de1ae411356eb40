"""Which lists a document stands in: a pure function of the document and the clock."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.site.town import PORTAL
from vestnik.core.act_keys import act_key
from vestnik.core.model import (
    Act,
    ActReference,
    Alert,
    Consultation,
    Document,
    Event,
    Kind,
    MenuPlace,
    Project,
    Report,
    Withdrawal,
)
from vestnik.site.lists import (
    crossings,
    keys_of,
    lists_of,
    month_of,
    position,
    reference_key,
    split_language,
    visible,
    year_of,
)

NOW = datetime(2026, 3, 10, 12, tzinfo=PORTAL.zone)
DAY = timedelta(days=1)
NEWS = Document(
    path="news/2026/most.md",
    kind=Kind.NEWS,
    title="Мост открыт",
    date=NOW - DAY,
    address="/news/2026/03/09/most/",
    slug="most",
)
ACT = Act(kind="prikaz", number="3/650", adopted=date(2018, 3, 5), issuer="adm")
ORDER = replace(
    NEWS, path="documents/2018/a/index.md", kind=Kind.DOCUMENT, act=ACT,
    address="/documents/adm/prikaz/2018/3-650/",
)  # fmt: skip
PAGE = replace(NEWS, path="pages/gorod/most.md", kind=Kind.PAGE, address="/gorod/most/")


def names(document, now=NOW):
    """Names of the lists that pages and feeds show."""
    portal = replace(PORTAL, search=False)
    return {member.name for member in lists_of(document, now, portal)}


# --- membership -----------------------------------------------------------------------------------


def test_news():
    """In its own lists, those of its section and tags, with their years and months."""
    document = replace(NEWS, section="dorogi", tags=("Мосты", "Снос зданий"))
    bases = ["news", "section/dorogi", "tag/mosty", "tag/snos-zdanij"]
    dated = {f"{base}{part}" for base in bases for part in ("", "/2026", "/2026/03")}
    assert names(document) == dated | {"all", "sitemap/2026"}


def test_act():
    """By the day of its adoption in the register, by that of its publication elsewhere."""
    document = replace(ORDER, section="dorogi")
    bases = ["documents", "kind/prikaz", "issuer/adm"]
    dated = {f"{base}{part}" for base in bases for part in ("", "/2018", "/2018/03")}
    assert names(document) == dated | {
        "section/dorogi", "section/dorogi/2026", "section/dorogi/2026/03", "all", "sitemap/2026",
        "log", "log/2026", "log/2026/03", "act-log",
    }  # fmt: skip


def test_report():
    """In a list of its own."""
    document = replace(NEWS, kind=Kind.REPORT, report=Report())
    assert names(document) == {
        "reports", "reports/2026", "reports/2026/03", "all", "sitemap/2026",
        "log", "log/2026", "log/2026/03",
    }  # fmt: skip


def test_page():
    """In the tree, not among the new; its section makes it no news."""
    document = replace(PAGE, section="dorogi", project=Project(level="municipal"))
    assert names(document) == {"pages", "children/gorod/", "projects", "sitemap/2026"}
    assert names(replace(PAGE, address="/gorod/")) == {"pages", "children/", "sitemap/2026"}


def test_order_of_pages():
    """By their place in the menu, then in a fixed order."""
    places = [
        next(m.position for m in lists_of(page, NOW, PORTAL) if m.name == "pages")
        for page in (
            replace(PAGE, menu=MenuPlace(order=1)),
            replace(PAGE, menu=MenuPlace(order=2)),
            PAGE,
        )
    ]
    assert places == sorted(places)
    assert len(set(places)) == 3


def test_another_language():
    """Its items stand in the same lists of that language; what joins languages is shared."""
    document = replace(
        ORDER, lang="en", translations=("/x/",), projects=("/p/",), redirect_from=("/old/",),
        important=True, alert=Alert(until=NOW + DAY),
    )  # fmt: skip
    found = names(document)
    assert {"en:documents", "en:kind/prikaz/2018", "en:all", "en:important"} <= found
    assert {"translation//x/", "project//p/", "redirects", "alerts", "sitemap/2026"} <= found
    assert not any(name.startswith("en:sitemap") for name in found)


def test_what_is_searched():
    """Everything in every language, by months: an act by its adoption. Nothing without a search."""
    for document, month in ((NEWS, "2026/03"), (replace(ORDER, lang="en"), "2018/03")):
        with_search = {member.name for member in lists_of(document, NOW, PORTAL)}
        assert with_search - names(document) == {f"search/{month}"}


def test_each_list_once():
    """Two spellings of one tag are one membership."""
    document = replace(NEWS, tags=("мост", "Мост", "МОСТ"))
    found = [member.name for member in lists_of(document, NOW, PORTAL)]
    assert len(found) == len(set(found))


# --- the clock ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "seen", "previewed"),
    [({}, True, True), ({"draft": True}, False, True), ({"date": NOW}, True, True),
     ({"date": NOW + timedelta(seconds=1)}, False, True), ({"expires": NOW}, False, False),
     ({"expires": NOW + timedelta(seconds=1)}, True, True),
     ({"expires": NOW - DAY, "draft": True}, False, False)],
)  # fmt: skip
def test_visible(change, seen, previewed):
    """To the second; a preview shows what is still to come, but nothing that is over."""
    document = replace(NEWS, **change)
    assert visible(document, NOW) is seen
    assert visible(document, NOW, preview=True) is previewed


def test_important():
    """Until it is withdrawn."""
    document = replace(NEWS, important=True)
    assert "important" in names(document)
    gone = replace(document, withdrawn=Withdrawal(date=date(2026, 3, 9), reason="Ошибка"))
    assert "important" not in names(gone)
    assert "news" in names(gone), "the page stays and says so"


def test_alerts_and_events_end():
    """At their very moment."""
    document = replace(
        NEWS, alert=Alert(until=NOW), events=(Event(start=NOW - DAY, end=NOW), Event(start=NOW)),
    )  # fmt: skip
    before = NOW - timedelta(seconds=1)
    assert {"alerts", "events"} <= names(document, before)
    assert not {"alerts", "events"} & names(document, NOW)
    withdrawn = replace(document, withdrawn=Withdrawal(date=NOW.date(), reason="Ошибка"))
    assert not {"alerts", "events"} & names(withdrawn, before)


def test_events_by_the_next_one():
    """An item with several events stands where its next one is; the soonest stands first."""
    first, second = NOW + DAY, NOW + 9 * DAY
    document = replace(NEWS, events=(Event(start=second), Event(start=first)))

    def place(now):
        return next(m.position for m in lists_of(document, now, PORTAL) if m.name == "events")

    assert place(NOW) == -position(first, document.address)
    assert place(first) == -position(second, document.address) < place(NOW)


def test_consultation():
    """Open through its last day."""
    talk = Consultation(start=date(2026, 3, 1), until=date(2026, 3, 10))
    act = replace(ACT, project=True, consultation=talk)
    document = replace(ORDER, act=act)
    end = datetime(2026, 3, 11, tzinfo=PORTAL.zone)
    assert "consultations" in names(document, end - timedelta(seconds=1))
    assert "consultations" not in names(document, end)


def test_relations():
    """Found by the act that is named; not from a draft act, not to one that is elsewhere."""
    act = replace(
        ACT,
        effective=date(2026, 4, 1),
        amends=(ActReference(kind="prikaz", number="5", date=date(2017, 1, 1)),),
        repeals=(ActReference(address="/documents/uo/x/"),),
        based_on=(ActReference(kind="закон", number="131-ФЗ", outside=True),),
    )
    document = replace(ORDER, act=act)
    ahead = f"ahead/{document.address}|2026-04-01"
    expected = {"acts-on/act:adm|prikaz|5|2017-01-01", "acts-on//documents/uo/x/", ahead}
    assert {n for n in names(document) if n.startswith(("acts-on", "ahead"))} == expected
    in_force = datetime(2026, 4, 1, tzinfo=PORTAL.zone)
    assert ahead not in names(document, in_force)
    project = replace(ORDER, act=replace(act, project=True))
    assert not [n for n in names(project) if n.startswith(("acts-on", "ahead"))]


moments = st.datetimes(
    min_value=NOW.replace(tzinfo=None) - 400 * DAY,
    max_value=NOW.replace(tzinfo=None) + 400 * DAY,
    timezones=st.just(PORTAL.zone),
)
maybe = st.none() | moments


@settings(deadline=None, suppress_health_check=list(HealthCheck))  # a busy machine is slow
@given(
    moments, maybe, maybe, st.lists(st.tuples(moments, maybe), max_size=3),
    st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.lists(moments, min_size=2),
)  # fmt: skip
def test_the_clock_changes_nothing_between_crossings(
    published, expires, until, events, effective, looks
):
    """What the site shows of a document is the same at any two moments with no crossing between."""
    document = replace(
        ORDER,
        date=published,
        expires=expires,
        alert=Alert(until=until) if until else None,
        events=tuple(Event(start=start, end=end) for start, end in events),
        act=replace(ACT, effective=effective, valid_until=effective,
                    suspends=(ActReference(address="/x/", since=effective, until=effective),),
                    consultation=Consultation(start=date(2025, 1, 1), until=effective)
                    if effective else None),
    )  # fmt: skip
    crossed = sorted(PORTAL.local(moment) for moment in crossings(document, PORTAL))
    looks = sorted(looks)
    for earlier, later in pairwise(looks):
        if any(earlier < moment <= later for moment in crossed):
            continue
        assert visible(document, earlier) == visible(document, later)
        assert lists_of(document, earlier, PORTAL) == lists_of(document, later, PORTAL)


# --- order ----------------------------------------------------------------------------------------


def test_positions_follow_time():
    """To the second; a day counts from its midnight."""
    midnight = datetime(2018, 3, 5, tzinfo=PORTAL.zone)
    moments = [midnight.date(), midnight + timedelta(seconds=1), midnight + timedelta(minutes=1),
               midnight + DAY, date(2019, 1, 1)]  # fmt: skip
    places = [position(moment, "z") for moment in moments]
    assert places == sorted(set(places))


def test_acts_of_one_day_follow_their_numbers():
    """№ 9 before № 10, whatever their letters say."""
    numbers = ["1", "2", "9", "10", "10-п", "99/5", "100", "1000000"]
    places = [position(date(2018, 3, 5), number) for number in numbers]
    assert places == sorted(places)


@given(st.text(max_size=20), st.text(max_size=20))
def test_ties_stay_within_their_second(one, other):
    """However long a number is, it never moves an act to another moment."""
    assert position(NOW, one) < position(NOW + timedelta(seconds=1), other)


def test_positions_fit_into_sqlite():
    """Sixty-three bits, from the first year to the last."""
    assert 0 <= position(date.min, "x") < position(datetime.max.replace(tzinfo=UTC), "9") < 2**63


# --- names ----------------------------------------------------------------------------------------


def test_keys():
    """An item is found by its address and its source, an adopted act by what it is called."""
    assert keys_of(NEWS) == (NEWS.address, NEWS.path)
    assert keys_of(ORDER)[2] == "act:adm|prikaz|3-650|2018-03-05"
    assert keys_of(replace(ORDER, act=replace(ACT, project=True))) == keys_of(ORDER)[:2]


@pytest.mark.parametrize(
    ("typed", "other"), [("3/650", "3-650"), ("123-П", "123-п"), ("б/н", "б.н."), ("12-Н", "12-H")]
)
def test_one_act_however_its_number_is_typed(typed, other):
    """Capitals, Latin look-alikes and ways to write «без номера» do not matter."""
    day = date(2018, 3, 5)
    assert act_key("adm", "prikaz", typed, day) == act_key("adm", "prikaz", other, day)


def test_reference_key():
    """The issuer of the act that refers is meant unless another is named."""
    reference = ActReference(kind="prikaz", number="5", date=date(2017, 1, 1))
    assert reference_key(reference, "adm") == "act:adm|prikaz|5|2017-01-01"
    assert reference_key(replace(reference, issuer="uo"), "adm") == "act:uo|prikaz|5|2017-01-01"
    assert reference_key(replace(reference, address="/a/"), "adm") == "/a/"


def test_parts_of_names():
    """Months and years of lists, and languages."""
    assert month_of("tag/2024/2026/11") == ("tag/2024", 2026, 11)
    assert month_of("news/2026") is None
    assert year_of("kind/prikaz/2023") == ("kind/prikaz", 2023)
    assert year_of("kind/prikaz") is None
    assert split_language("en:news/2026") == ("en", "news/2026")
    assert split_language("acts-on/act:adm|x") == ("", "acts-on/act:adm|x")
    assert split_language("news") == ("", "news")


def test_time_zone_of_the_site():
    """An act comes into force at the site's own midnight."""
    document = replace(ORDER, act=replace(ACT, effective=date(2026, 4, 1)))
    assert datetime(2026, 3, 31, 21, tzinfo=UTC) in list(crossings(document, PORTAL))
