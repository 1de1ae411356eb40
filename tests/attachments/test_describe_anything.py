from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.attachments import forge
from vestnik.attachments.describe import describe

SOUND = [
    forge.photo(200, 150),
    forge.saved(forge.drawing(120, 90, "P"), "PNG"),
    forge.saved(forge.drawing(90, 60), "WEBP"),
    forge.animation(),
    forge.pdf(),
    forge.svg(),
    b"PK\3\4" + bytes(60),
]
HOSTILE = st.one_of(
    st.binary(max_size=400),
    st.tuples(st.sampled_from([data[:16] for data in SOUND]), st.binary(max_size=400)).map(
        b"".join
    ),
)


@st.composite
def damaged(draw):
    """A sound file of which a piece was replaced or lost."""
    data = bytearray(draw(st.sampled_from(SOUND)))
    start = draw(st.integers(0, len(data) - 1))
    length = draw(st.integers(0, 40))
    data[start : start + length] = draw(st.binary(max_size=40))
    return bytes(data)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=HOSTILE | damaged(), name=st.sampled_from(["a.jpg", "a.pdf", "a.svg", "a.bin", "a"]))
def test_no_file_makes_describing_raise(tmp_path, data, name):
    """Whatever the bytes, there are facts about them, and the same ones the second time."""
    (tmp_path / name).write_bytes(data)
    facts = describe(tmp_path, name)
    assert facts.path == name
    assert facts.size == len(data)
    assert describe(tmp_path, name) == facts
