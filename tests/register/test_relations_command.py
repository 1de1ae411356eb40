"""`vestnik check --relations`: proposals for a folder or a file, ready to be pasted."""

import json
from pathlib import Path

import pytest

from tests.register.town import PORTAL
from tests.site.town import pdf
from vestnik.commands.relations import as_json, as_text, propose
from vestnik.settings import SettingsError

FRONT = "---\ntitle: {title}\ndate: 2026-02-01\nkind: {kind}\nnumber: {number}\nadopted: {day}\nissuer: {issuer}\n---\n\n{text}\n"  # noqa: E501


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Two acts: the second repeals the first, and one that the register does not have."""
    issuer = PORTAL.issuers[0].key
    kind = PORTAL.act_kinds[0].title.lower()
    (tmp_path / "documents").mkdir()
    first = FRONT.format(title="О деле", kind=kind, number="3/650", day="2018-03-05",
                         issuer=issuer, text="1. Сделать дело.")  # fmt: skip
    second = FRONT.format(
        title="О признании", kind=kind, number="7", day="2026-01-15", issuer=issuer,
        text=f"1. Признать утратившими силу {kind} от 05.03.2018 № 3/650 «О деле» и пункт 2 "
        f"{kind.removesuffix('е')}я от 06.04.2019 № 99 «О другом деле».",
    )  # fmt: skip
    (tmp_path / "documents/first.md").write_text(first, "utf-8")
    (tmp_path / "documents/second.md").write_text(second, "utf-8")
    return tmp_path


def test_proposals_are_ready_to_be_pasted(content):
    """Pasted as they are, the lines make a front matter with which nothing more is proposed."""
    (found,) = propose(content, PORTAL)
    assert found.path == "documents/second.md"
    assert found.known == (True, False)
    entry = json.loads(as_json([found]))[0]
    assert [one["outside"] for one in entry["proposals"]] == [False, True]
    assert "в реестре его нет" in as_text([found])
    path = content / found.path
    text = path.read_text("utf-8")
    path.write_text(text.replace("---\n\n", entry["front_matter"] + "---\n\n", 1), "utf-8")
    assert propose(content, PORTAL) == []
    assert as_text([]).startswith("Предложить нечего")


@pytest.mark.slow
def test_the_pdf_speaks_where_the_page_has_no_text(content):
    """Of an act that is there as a PDF, its words count when the file is asked about."""
    path = content / "documents/second.md"
    text = path.read_text("utf-8")
    head, front, _body = text.split("---\n", 2)
    path.write_text(f"{head}---\n{front}attachments: [{{file: a.pdf}}]\n---\n\nТекст в файле.\n")
    words = "1. Признать утратившим силу постановление от 05.03.2018 № 3/650."
    (content / "documents/a.pdf").write_bytes(pdf(words))
    (found,) = propose(content, PORTAL, path)
    assert found.proposals[0].field == "repeals"
    assert found.known == (True,)
    assert propose(content, PORTAL) == []


def test_one_file_alone(content):
    """A file may be named from where one stands or within the folder; others are refused."""
    assert propose(content, PORTAL, Path("documents/first.md")) == []
    assert len(propose(content, PORTAL, content / "documents/second.md")) == 1
    with pytest.raises(SettingsError, match="вне папки"):
        propose(content, PORTAL, Path("/etc/hostname"))
    with pytest.raises(SettingsError, match="не материал"):
        propose(content, PORTAL, Path("documents/none.md"))
