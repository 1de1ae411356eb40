"""What a screen reader says of every kind of page: read `spoken/*.txt`, then accept them.

After a change that you mean: `python -m tests.theme.spoken`, and look at the difference in git.
"""

import pytest

from tests.theme.gallery import build
from tests.theme.spoken import GOLDEN, speak, transcript

pytestmark = [pytest.mark.node, pytest.mark.slow]


def test_pages_are_said_as_they_were_read_and_accepted(tmp_path):
    """No name, role, state, order or number changes without anybody having read it."""
    build(tmp_path)
    said = speak(tmp_path)
    golden = {path.stem: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.txt")}
    assert said.keys() == golden.keys()
    for name, text in said.items():
        assert text == golden[name], name


def test_a_transcript_is_for_people():
    """Entries of lists stand as «2/3», header and footer are left to the home page."""
    said = ["document", "banner", "link, Меню", "main", "list"]
    said += ["listitem, level 1, position 2, set size 3", "link, Мост", "end of list"]
    said += ["contentinfo", "link, Карта сайта"]
    assert transcript(said) == "main\nlist\n  2/3: link, Мост\n"
    assert "banner" in transcript(said, whole=True)
