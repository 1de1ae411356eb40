"""The ledger: whoever has read what changed is marked, nobody else is."""

import sqlite3
from datetime import UTC, datetime

import pytest

from vestnik.output import Written
from vestnik.site.ledger import Ledger, Presence, Target, key_number, moment_text
from vestnik.site.lists import Membership
from vestnik.site.view import NEWEST, OLDEST, Reads


@pytest.fixture
def ledger(tmp_path):
    """A new one."""
    made = Ledger(tmp_path / "state" / "ledger.sqlite")
    yield made
    made.close()


def item(path, *places, keys=(), facts="facts", body="body", due=(), files=(), held=False):
    """What a source contributes; `places` are (list, position)."""
    return Presence(
        path=path,
        facts=facts.encode(),
        body=body,
        keys=keys or (f"/{path}/", path),
        members=tuple(Membership(name, place) for name, place in places),
        due=due,
        files=files,
        held=held,
    )


def settle(ledger, output, *, keys=(), ranges=()):
    """A target that has been rendered and has read this."""
    ledger.plan(f"list:{output}", [Target(output, "front", (output,))])
    (marked,) = [one for one in ledger.marked() if one.target.output == output]
    ledger.settle(marked.id, Written("d" * 64, 1), Reads(set(keys), set(ranges)))


def dirty(ledger):
    """Outputs that are marked."""
    return {one.target.output for one in ledger.marked()}


def change(ledger, *presences, removed=()):
    """Applies, and gives who is marked by it."""
    ledger.apply(presences, removed)
    return dirty(ledger)


# --- keys -----------------------------------------------------------------------------------------


def test_hits_and_misses(ledger):
    """Whoever looked for something in vain is told when it comes, when it changes, when it goes."""
    settle(ledger, "reader", keys=["/a/"])
    settle(ledger, "other", keys=["/b/"])
    assert change(ledger, item("a", keys=("/a/", "a"))) == {"reader"}
    settle(ledger, "reader", keys=["/a/"])
    assert change(ledger, item("a", keys=("/a/", "a"))) == set(), "nothing has changed"
    assert change(ledger, item("a", keys=("/a/", "a"), facts="other")) == {"reader"}
    settle(ledger, "reader", keys=["/a/"])
    assert change(ledger, item("a", keys=("/moved/", "a"), facts="third")) == {"reader"}
    settle(ledger, "reader", keys=["/a/"])
    assert change(ledger, removed=["a"]) == set(), "it no longer had that name"


def test_bodies(ledger):
    """A text that changes concerns who has read the text, facts who has read the facts."""
    ledger.apply([item("a")], ())
    settle(ledger, "page", keys=["a", "body:a"])
    settle(ledger, "card", keys=["a"])
    assert change(ledger, item("a", body="other")) == {"page"}
    settle(ledger, "page", keys=["a", "body:a"])
    assert change(ledger, item("a", body="other", facts="other")) == {"page", "card"}


def test_hiding(ledger):
    """What is not visible any more is gone for everybody who saw it."""
    ledger.apply([item("a", ("news", 5))], ())
    settle(ledger, "page", keys=["a"])
    settle(ledger, "list", ranges=[("news", OLDEST, NEWEST)])
    hidden = Presence(path="a", facts=b"", due=("2026-05-01T00:00:00Z",))
    assert change(ledger, hidden) == {"page", "list"}
    assert ledger.known_paths() == {"a"}
    assert ledger.facts("a") == b""
    assert ledger.count("news") == 0
    assert change(ledger, item("a", ("news", 5))) == {"page", "list"}


def test_key_numbers():
    """Sixty-four bits with a sign, as SQLite keeps integers."""
    numbers = {key_number(str(number)) for number in range(2000)}
    assert len(numbers) == 2000
    assert all(-(2**63) <= number < 2**63 for number in numbers)


# --- ranges ---------------------------------------------------------------------------------------


@pytest.fixture
def three(ledger):
    """A list with members at 10, 20 and 30, and readers of its parts."""
    ledger.apply([item(str(n), ("news", n)) for n in (10, 20, 30)], ())
    settle(ledger, "newest two", ranges=[("news", 20, NEWEST)])
    settle(ledger, "middle", ranges=[("news", 10, 30)])
    settle(ledger, "all", ranges=[("news", OLDEST, NEWEST)])
    settle(ledger, "other", ranges=[("documents", OLDEST, NEWEST)])
    return ledger


@pytest.mark.parametrize(
    ("place", "expected"),
    [(35, {"newest two", "all"}), (25, {"newest two", "middle", "all"}),
     (15, {"middle", "all"}), (5, {"all"})],
)  # fmt: skip
def test_entering(three, place, expected):
    """Who looked at that part of the list is told."""
    assert change(three, item("new", ("news", place))) == expected


@pytest.mark.parametrize(
    ("gone", "expected"),
    [("30", {"newest two", "middle", "all"}), ("20", {"newest two", "middle", "all"}),
     ("10", {"middle", "all"})],
)  # fmt: skip
def test_leaving(three, gone, expected):
    """The bounds belong to the range."""
    assert change(three, removed=[gone]) == expected


def test_changing_in_place(three):
    """Whoever shows the member shows what changed of it."""
    assert change(three, item("10", ("news", 10), facts="new title")) == {"middle", "all"}


def test_moving(three):
    """Both the old and the new place count."""
    assert change(three, item("10", ("news", 40), facts="f")) == {"newest two", "middle", "all"}
    assert change(three, item("10", ("documents", 7), facts="f")) >= {"other"}


def test_lists_that_appear_and_vanish(ledger):
    """Who asked which lists there are is told, and only then."""
    settle(ledger, "index", keys=["lists:tag"])
    settle(ledger, "archive", keys=["months:news"])
    first = item("a", ("tag/x", 1), ("news/2026/03", 1))
    assert change(ledger, first) == {"index", "archive"}
    settle(ledger, "index", keys=["lists:tag"])
    settle(ledger, "archive", keys=["months:news"])
    assert change(ledger, item("b", ("tag/x", 2), ("news/2026/03", 2))) == set()
    assert change(ledger, removed=["a"]) == set()
    assert change(ledger, removed=["b"]) == {"index", "archive"}


def test_a_range_of_a_list_that_does_not_exist_yet(ledger):
    """An empty list is something that can be read."""
    settle(ledger, "reader", ranges=[("tag/x", OLDEST, NEWEST)])
    assert change(ledger, item("a", ("tag/x", 1))) == {"reader"}


def test_old_reads_are_forgotten(ledger):
    """What a target read before its last rendering concerns it no more."""
    settle(ledger, "page", keys=["/a/"], ranges=[("news", OLDEST, NEWEST)])
    ledger.mark_output("page")
    settle(ledger, "page", keys=["/b/"])
    settle(ledger, "clean")
    assert change(ledger, item("a", ("news", 1), keys=("/a/", "a"))) == set()


# --- the clock ------------------------------------------------------------------------------------


def test_crossings(ledger):
    """(since, until], in either direction; due moments of hidden items count."""
    ledger.apply([item("a", due=("2026-03-01T00:00:00Z", "2026-05-01T00:00:00Z")),
                  Presence(path="b", facts=b"", due=("2026-04-01T00:00:00Z",))], ())  # fmt: skip
    day = "2026-0{}-01T00:00:00Z".format
    assert ledger.crossed(day(2), day(3)) == ["a"]
    assert ledger.crossed(day(3), day(4)) == ["b"]
    assert sorted(ledger.crossed(day(1), day(9))) == ["a", "b"]
    assert ledger.crossed(day(5), day(4)) == ["a"], "the clock was put back"
    assert ledger.crossed(day(6), day(9)) == []
    assert ledger.next_due(day(3)) == (day(4), "b")
    assert ledger.next_due(day(4)) == (day(5), "a")
    assert ledger.next_due(day(5)) is None
    ledger.apply([], ["a"])
    assert ledger.next_due(day(1)) == (day(4), "b")


def test_moments_as_text():
    """UTC, sorted by time."""
    assert moment_text(datetime(2026, 3, 1, 12, 30, 15, 999, tzinfo=UTC)) == "2026-03-01T12:30:15Z"


# --- targets --------------------------------------------------------------------------------------


def test_planning(ledger):
    """New targets are marked, changed ones too; those that are not named any more will go."""
    one, two = Target("1.html", "month", ("a", "1")), Target("2.html", "month", ("a", "2"))
    ledger.plan("list:a", [one, two])
    assert dirty(ledger) == {"1.html", "2.html"}
    for marked in ledger.marked():
        ledger.settle(marked.id, Written("d" * 64, 1), Reads())
    ledger.plan("list:a", [one, two])
    assert dirty(ledger) == set()
    ledger.plan("list:a", [one])
    assert ledger.gone() == ["2.html"]
    ledger.plan("list:a", [Target("1.html", "month", ("a", "other")), two])
    assert dirty(ledger) == {"1.html", "2.html"}
    assert ledger.gone() == []


def test_another_owner_takes_over(ledger):
    """In whatever order the two are planned: the file stays, and nobody contests it."""
    for first, second in (("item:a", "item:b"), ("item:b", "item:a")):
        ledger.plan("item:a", [Target("x.html", "news", ("a",))])
        ledger.contested()
        for owner in (first, second):
            wants = [Target("x.html", "news", ("b",))] if owner == "item:b" else []
            ledger.plan(owner, wants)
        lost = {owner for _, owner in ledger.contested()}
        for owner in lost - {"item:b"}:
            ledger.plan(owner, [])
        assert ledger.contested() == []
        assert ledger.owner_of("x.html") == "item:b"
        assert ledger.gone() == []
        ledger.plan("item:b", [])


def test_two_owners_of_one_file(ledger):
    """It is noted, again whenever the one who lost is planned anew."""
    ledger.plan("item:a", [Target("x.html", "news", ("a",))])
    ledger.plan("item:b", [Target("x.html", "news", ("b",))])
    assert ledger.contested() == [("x.html", "item:a")]
    ledger.plan("item:a", [Target("x.html", "news", ("a",))])
    assert ledger.contested() == [("x.html", "item:b")]


def test_dropping(ledger):
    """A target that has gone leaves no reads behind."""
    settle(ledger, "x.html", keys=["/a/"], ranges=[("news", 1, 2)])
    ledger.plan("list:x.html", [])
    ledger.drop_gone()
    assert list(ledger.manifest()) == []
    ledger.commit()
    with sqlite3.connect(ledger.path) as database:
        for table in ("key_read", "range_read", "target"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    database.close()


def test_marks_by_kind_and_all(ledger):
    """A changed template, changed settings."""
    settle(ledger, "a.html")
    settle(ledger, "b.html")
    ledger.mark_kinds(["news"])
    assert dirty(ledger) == set()
    ledger.mark_kinds(["front"])
    assert dirty(ledger) == {"a.html", "b.html"}
    settle(ledger, "a.html")
    ledger.mark_all()
    assert dirty(ledger) == {"a.html", "b.html"}


def test_marks_survive(ledger, tmp_path):
    """A build that is killed between applying and rendering is continued by the next."""
    settle(ledger, "page", keys=["/a/"])
    ledger.commit()
    ledger.apply([item("a", keys=("/a/", "a"))], ())
    ledger.commit()
    again = Ledger(ledger.path)
    assert dirty(again) == {"page"}
    again.close()


def test_rollback(ledger):
    """What was not committed has not happened, down to the numbers of lists."""
    settle(ledger, "page", ranges=[("news", OLDEST, NEWEST)])
    ledger.commit()
    ledger.apply([item("a", ("news", 1), ("tag/x", 1))], ())
    ledger.rollback()
    assert dirty(ledger) == set()
    assert ledger.known_paths() == set()
    assert ledger.touched() == set()
    assert change(ledger, item("a", ("tag/x", 1), ("news", 1))) == {"page"}


# --- files ----------------------------------------------------------------------------------------


def test_files(ledger):
    """Used while anybody visible uses them."""
    ledger.apply([item("a", files=("d/x.pdf", "d/e/y.pdf")), item("b", files=("d/x.pdf",))], ())
    assert ledger.is_used("d/x.pdf")
    assert ledger.files_in("d/") == ["d/x.pdf"]
    assert "file:d/x.pdf" in ledger.touched()
    ledger.apply([], ["a"])
    assert ledger.is_used("d/x.pdf")
    assert not ledger.is_used("d/e/y.pdf")
    ledger.apply([Presence(path="b", facts=b"")], ())
    assert not ledger.is_used("d/x.pdf")


def test_held_files(ledger):
    """Whether the last good version of a file counts depends on who uses it."""
    ledger.apply([item("a", files=("x.pdf",), held=True), item("b", files=("x.pdf",))], ())
    assert ledger.is_held("x.pdf")
    assert ledger.held_paths() == ["a"]
    settle(ledger, "page", keys=["file:x.pdf"])
    ledger.touched()
    assert change(ledger, item("a", files=("x.pdf",))) == {"page"}
    assert ledger.touched() == {"file:x.pdf"}
    assert not ledger.is_held("x.pdf")


# --- for publishing -------------------------------------------------------------------------------


def test_standing_and_correct(ledger):
    """What lies in the output, also after somebody else has changed it."""
    for name in ("same", "changed", "removed"):
        settle(ledger, name)
    ledger.plan("list:new", [Target("not rendered", "front")])
    assert set(ledger.standing()) == {"same", "changed", "removed"}
    files = {"same": "d" * 64, "changed": "e" * 64, "foreign": "f" * 64}
    ledger.correct(files)
    assert ledger.standing() == files
    assert dirty(ledger) == {"changed", "removed", "not rendered"}
    assert ledger.gone() == ["foreign"]
    ledger.correct(files)
    assert ledger.standing() == files


def test_purge(ledger):
    """No deleted row can be found in the file; what is read of empty lists is kept."""
    ledger.apply([item("ivanova", ("tag/ivanova", 1), facts="Иванова" * 900)], ())
    settle(ledger, "reader", ranges=[("tag/petrov", OLDEST, NEWEST)])
    ledger.commit()
    ledger.apply([], ["ivanova"])
    ledger.touched()
    ledger.purge()
    data = b"".join(path.read_bytes() for path in ledger.path.parent.iterdir())
    assert "Иванова".encode() not in data
    assert b"ivanova" not in data
    assert change(ledger, item("p", ("tag/petrov", 1))) == {"reader"}


def test_names_and_digests_of_a_source(ledger):
    """Its page, and files that nobody else uses."""
    ledger.apply([item("a", keys=("/a/", "a"), files=("own.pdf", "both.pdf")),
                  item("b", files=("both.pdf",))], ())  # fmt: skip
    ledger.plan("item:a", [Target("a/index.html", "news", ("a",))])
    ledger.plan("file:own.pdf", [Target("own.pdf", "file", ("own.pdf",))])
    ledger.plan("file:both.pdf", [Target("both.pdf", "file", ("both.pdf",))])
    for marked in ledger.marked():
        ledger.settle(marked.id, Written(marked.target.output, 1), Reads())
    assert ledger.named("/a/") == ["a"]
    assert sorted(ledger.digests_of("a")) == ["a/index.html", "own.pdf"]


@pytest.mark.parametrize("damage", [b"", b"no database" * 500])
def test_a_damaged_ledger_is_made_anew(ledger, damage):
    """Its output is then looked at file by file."""
    settle(ledger, "page")
    ledger.commit()
    identity = ledger.meta("identity")
    ledger.close()
    ledger.path.write_bytes(damage)
    again = Ledger(ledger.path)
    assert again.meta("identity") not in ("", identity)
    assert again.standing() == {}
    again.close()
