"""One source, from bytes to document, body and problems."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sites.portal import PORTAL
from vestnik.core.corpus import check_source, line_of

SMALL = Path(__file__).parents[1] / "sites" / "small" / "content"
MOST = SMALL / "news" / "2026" / "most.md"


def test_sound_source_gives_document_and_body():
    """A page can be made of what comes back."""
    document, body, problems = check_source(MOST.read_bytes(), "news/2026/most.md", PORTAL)
    assert not problems
    assert document is not None
    assert document.address == "/news/2026/11/17/otkrytie-mosta/"
    assert body is not None
    assert [heading.text for heading in body.headings] == [
        "Как поедут автобусы",
        "Что нужно грузовикам",
    ]
    assert [reference.target for reference in body.references] == [
        "pages/okrug/istoriya.md",
        "documents/2026/prikaz-214/index.md",
        "news/2026/shema.pdf",
    ]


def test_results_travel_between_processes():
    """A worker sends them back."""
    result = check_source(MOST.read_bytes(), "news/2026/most.md", PORTAL)
    assert pickle.loads(pickle.dumps(result)) == result


def test_text_is_checked_although_the_head_is_not_sound():
    """All problems come at once, in the order of the lines."""
    data = "---\ntitle:Мост\n---\n\nПорядок — [здесь](/a/).\n".encode()
    document, body, problems = check_source(data, "news/2026/most.md", PORTAL)
    assert document is None
    assert body is not None
    assert [(p.line, p.code) for p in problems] == [(2, "yaml-no-space"), (5, "link-vague")]


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("title", 2),
        ("image.file", 9),
        ("gallery[1].alt", 15),
        ("attachments[2].file", 27),
        ("related[1]", 46),
        ("signatory", 1),
        ("attachments[9].file", 24),
        ("lead.x", 7),
    ],
)
def test_line_of_a_field_is_found_again(field, line):
    """Checks across files name the line of a field, the nearest one where there is none."""
    assert line_of(MOST.read_bytes(), "news/2026/most.md", field) == line


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_problems_not_exceptions(data):
    """Whatever is put into the folder, the other sources are published."""
    head = "---\ntitle: Мост\ndate: 2026-11-17\nlead: x\n---\n".encode()
    check_source(head + data, "news/a.md", PORTAL)
    document, _, problems = check_source(data, "news/a.md", PORTAL)
    assert document is not None or problems
