"""Inherited faults are forgiven until their file is touched."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from vestnik.core import baseline
from vestnik.core.baseline import Baseline, Entry
from vestnik.core.problems import Problem

OLD = b"---\ntitle: x\n---\n"
DIGESTS = {"news/2012/a.md": baseline.digest(OLD), "news/b.md": baseline.digest(b"b")}


def problem(path: str, code: str = "alt-missing") -> Problem:
    """A problem of some file."""
    return Problem(path=path, code=code, message="не так")


INHERITED = baseline.make(
    [problem("news/2012/a.md"), problem("news/2012/a.md", "heading-skipped")],
    DIGESTS,
    Baseline("Перенесено с прежнего сайта", "отдел информатизации"),
)


def test_unchanged_file_is_forgiven_and_counted():
    """What came from the old site does not stop the new one; others' faults do."""
    problems = [
        problem("news/2012/a.md"),
        problem("news/2012/a.md", "heading-skipped"),
        problem("news/b.md"),
    ]
    applied = baseline.apply(problems, INHERITED, DIGESTS)
    assert applied.problems == [problem("news/b.md")]
    assert applied.note.startswith(
        "Унаследовано от прежнего сайта и пока прощено: 2 недостатка в 1 файле"
    )


def test_new_fault_of_a_forgiven_file_counts():
    """Only the codes that were there when the baseline was made are forgiven."""
    new = problem("news/2012/a.md", "broken-link")
    applied = baseline.apply([new], INHERITED, DIGESTS)
    assert new in applied.problems


def test_touched_file_must_be_clean():
    """One changed byte ends the forgiveness, and the entry is named as stale."""
    digests = DIGESTS | {"news/2012/a.md": baseline.digest(OLD + b" ")}
    applied = baseline.apply([problem("news/2012/a.md")], INHERITED, digests)
    assert [p.code for p in applied.problems] == ["alt-missing", "baseline-stale"]
    assert applied.note == ""


def test_deleted_and_mended_files_leave_stale_entries():
    """Advice says which lines of the baseline can go."""
    gone = baseline.apply([], INHERITED, {})
    assert [p.message for p in gone.problems] == ["файла «news/2012/a.md» больше нет"]
    mended = baseline.apply([problem("news/2012/a.md")], INHERITED, DIGESTS)
    assert [p.message for p in mended.problems] == [
        "в «news/2012/a.md» больше нет: heading-skipped"
    ]


def test_dangerous_faults_are_never_forgiven():
    """A baseline made of them is empty, one edited by hand is refused."""
    secret = problem("news/2012/a.md", "outside-content")
    assert baseline.make([secret], DIGESTS, Baseline()).entries == ()
    entry = Entry("news/2012/a.md", DIGESTS["news/2012/a.md"], frozenset({"outside-content"}))
    forged = Baseline("x", "y", (entry,))
    assert secret in baseline.apply([secret], forged, DIGESTS).problems
    _, problems = baseline.read(baseline.write(forged))
    assert [p.code for p in problems] == ["baseline-format"]


def test_reason_and_contact_are_asked_for():
    """Somebody answers for what is forgiven."""
    _, problems = baseline.read("entries:\n")
    assert [p.message.split("«")[1].split(":")[0] for p in problems] == ["reason", "contact"]


def test_unreadable_line_is_named():
    """A line spoilt by a merge does not silently forgive nothing."""
    text = baseline.write(INHERITED) + "<<<<<<< HEAD\n"
    _, problems = baseline.read(text)
    assert [p.line for p in problems] == [text.count("\n")]


_lines = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30)
_entries = st.builds(
    Entry,
    _lines.map(lambda text: f"news/{text.strip()}.md"),
    st.text("0123456789abcdef", min_size=16, max_size=16),
    st.frozensets(st.sampled_from(["alt-missing", "heading-skipped"]), min_size=1),
)


@given(_lines, _lines, st.lists(_entries, max_size=4))
def test_reading_undoes_writing(reason, contact, entries):
    """The file says all that the value does."""
    value = Baseline(" ".join(reason.split()), " ".join(contact.split()), tuple(entries))
    again, _ = baseline.read(baseline.write(value))
    assert replace(again, entries=tuple(replace(e, line=0) for e in again.entries)) == value
