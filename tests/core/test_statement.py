"""The record of what was checked can be written, read and believed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.core.statement import CheckRun, StatementError, read_runs, written_runs

SENTENCES = st.tuples() | st.tuples(st.text(max_size=30), st.text(max_size=30))


@given(
    st.builds(
        CheckRun,
        subject=st.text(max_size=30),
        date=st.dates(),
        tool=st.text(max_size=30),
        standard=st.text(max_size=30),
        own=st.booleans(),
        passed=SENTENCES,
        failed=SENTENCES,
        elsewhere=SENTENCES,
        limits=SENTENCES,
    )
)
def test_what_is_written_is_read_again(run):
    """A record holds any words, quotes and line ends included."""
    assert read_runs(written_runs([run])) == (run,)


def test_a_record_is_readable():
    """People see at once what was checked, when and by what."""
    run = CheckRun(subject="Этот сайт", date=date(2026, 11, 22), tool="vestnik audit", own=True)
    text = written_runs([run])
    assert 'subject = "Этот сайт"\ndate = 2026-11-22\ntool = "vestnik audit"\nown = true' in text


@pytest.mark.parametrize("text", ["[[runs]]", "runs = 1", "[[runs]\n", '[[runs]]\nsubject = "а"'])
def test_a_damaged_record_is_named(text):
    """A record that lacks its date is not taken for one."""
    with pytest.raises(StatementError):
        read_runs(text)
