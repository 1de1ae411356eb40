"""Carrying a site over to a release that names things otherwise."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.core import frontmatter
from vestnik.core.migrations import (
    MIGRATIONS,
    SCHEMA,
    Conflict,
    Migration,
    pending,
    upgraded_settings,
    upgraded_source,
)

STEPS = (
    Migration(to=2, tells="лид", fields={"summary": "lead"}, settings={"town": "place"}),
    Migration(to=3, tells="вводная", fields={"lead": "intro"}),
)


def test_the_known_steps_lead_to_the_present_form():
    """One after the other, with none left out."""
    assert [step.to for step in MIGRATIONS] == list(range(2, SCHEMA + 1))


def test_only_steps_ahead_are_taken():
    """A site of form 2 goes to 3 only."""
    assert pending(2, STEPS) == STEPS[1:]
    assert pending(3, STEPS) == ()


def test_a_field_is_renamed_through_all_steps():
    """Its value, remarks, the other lines and the text stay."""
    old = b"---\ntitle: A\nsummary: one  # summary: of all\n---\nsummary: in the text\n"
    new = b"---\ntitle: A\nintro: one  # summary: of all\n---\nsummary: in the text\n"
    assert upgraded_source(old, "a.md", STEPS) == (new, [])


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_stay(ending, mark):
    """What Windows has written stays what it was."""
    text = mark + ending.join(("---", "title: Б", '"summary" : да', "---", "Текст", ""))
    done, _ = upgraded_source(text.encode(), "a.md", STEPS[:1])
    assert done == text.replace('"summary"', "lead").encode()


def test_two_names_of_one_field_are_a_conflict():
    """Nobody but the officer knows which one is meant."""
    source = b"---\ntitle: A\nsummary: one\nlead: two\n---\n"
    assert upgraded_source(source, "a.md", STEPS[:1]) == (
        source,
        [Conflict("a.md", 3, "summary", "lead")],
    )


@given(st.binary(max_size=200))
def test_what_cannot_be_read_is_left_alone(data):
    """Any bytes: the same bytes, unless a field was found."""
    front, _ = frontmatter.read(data, "a.md")
    fields = front.fields.entries if front and front.fields else {}
    if not {"summary", "lead"} & set(fields):
        assert upgraded_source(data, "a.md", STEPS)[0] == data


def test_settings_are_renamed_and_numbered():
    """The number is added where there was none; values that look like a name stay."""
    old = 'SITENAME = "town"\nVESTNIK = {\n    "town": "Липовск",  # "town"\n}\n'
    new = upgraded_settings(old, STEPS)
    assert new == (
        'SITENAME = "town"\nVESTNIK = {\n    "schema_version": 3,\n'
        '    "place": "Липовск",  # "town"\n}\n'
    )
    assert re.sub("3", "9", new) != upgraded_settings(new, STEPS[:1])
    assert '"schema_version": 2,' in upgraded_settings(new, STEPS[:1])


def test_line_ends_of_settings_stay():
    """Windows' too, in the line that is added as well."""
    old = 'VESTNIK = {\r\n    "town": "Липовск",\r\n}\r\n'
    new = 'VESTNIK = {\r\n    "schema_version": 2,\r\n    "place": "Липовск",\r\n}\r\n'
    assert upgraded_settings(old, STEPS[:1]) == new


def test_settings_without_vestnik_are_refused():
    """There is no place for the number."""
    with pytest.raises(ValueError, match="SITENAME"):
        upgraded_settings('SITENAME = "A"\n', STEPS)
