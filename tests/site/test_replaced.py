"""A file replaced after publication asks for a word to the readers."""

import shutil
from contextlib import closing
from datetime import timedelta

import pytest

from tests.site.town import Town, pdf, picture
from vestnik.catalogue.store import Catalogue
from vestnik.settings import code_digest, reading_digest

pytestmark = pytest.mark.slow

FOLDER = "documents/2026/act-1"
ITEM = f"{FOLDER}/index.md"
FRONT = (
    "title: О мерах\ndate: 2026-01-20 10:00\nkind: приказ\nnumber: 1-п\nadopted: 2026-01-15\n"
    "issuer: adm\nattachments:\n- {file: act.pdf, title: Текст приказа}\n"
)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A published act with its PDF, built once."""
    made = Town(tmp_path_factory.mktemp("published"))
    made.write(f"{FOLDER}/act.pdf", pdf("Act 1"))
    write(made)
    assert made.build().applied
    return made.root


@pytest.fixture
def town(published, tmp_path):
    """A copy of it with what the catalogue remembers."""
    made = Town(tmp_path / "town")
    shutil.copytree(published, made.root, dirs_exist_ok=True)
    return made


def write(town: Town, more: str = "", text: str = "Утвердить порядок.") -> None:
    """The act, with further lines of front matter."""
    town.write(ITEM, f"---\n{FRONT}{more}---\n{text}\n")


def file_of(number: int) -> str:
    """The PDF of an act."""
    return f"documents/2026/act-{number}/act.pdf"


def replace(town: Town, words: str = "Act 1, other words") -> None:
    """Other bytes in the PDF of the act."""
    town.write(f"{FOLDER}/act.pdf", pdf(words))


def told(town: Town, **choices) -> list[str]:
    """The warnings of a build, or with `dry` of a check."""
    problems = town.build(**choices).problems
    return [str(problem) for problem in problems if problem.code == "file-replaced"]


def test_replaced_file_asks_for_a_change_note(town):
    """With the line to paste; in the check as often as it is asked, and in the build alike."""
    replace(town)
    once = told(town, dry=True)
    place = f"{ITEM}:9 · attachments"
    line = 'changes: [{date: 2026-03-10, note: "заменён файл: Текст приказа"}]'
    message = "файл «act.pdf» заменён после публикации, а читателям об этом не сказано"
    remedy = f"добавьте в шапку строку «{line}» и допишите, что изменилось"
    assert once == [f"{place}: {message}; {remedy}"]
    assert told(town, dry=True) == told(town) == once


def test_line_to_paste_satisfies_it(town):
    """Whoever does as told hears no more of it."""
    replace(town)
    line = told(town, dry=True)[0].partition("строку «")[2].partition("» и допишите")[0]
    write(town, f"{line}\n")
    assert told(town) == []
    assert town.reports[-1].applied
    assert {problem.severity for problem in town.reports[-1].problems} <= {"warning", "advice"}


def test_only_a_new_entry_counts(town):
    """A note of an earlier change says nothing of this one; its list gets one line more."""
    note = "changes:\n- {date: 2026-02-01, note: уточнён телефон}\n"
    write(town, note)
    town.build()
    replace(town)
    write(town, note, "Утвердить порядок работы.")
    found = told(town, dry=True)
    assert len(found) == 1
    assert "добавьте в changes строку «- {date: 2026-03-10, note: " in found[0]
    write(town, f'{note}- {{date: 2026-03-10, note: "заменён файл"}}\n')
    assert told(town, dry=True) == []


def test_build_takes_the_file_as_published(town):
    """The next build compares with what this one has published, and forgets what it remembered."""
    replace(town)
    assert len(told(town)) == 1
    assert told(town) == []
    replace(town, "Act 1, third words")
    assert len(told(town)) == 1


def test_line_names_the_day_of_the_check(town):
    """The verdict is remembered, but not for tomorrow."""
    replace(town)
    assert "date: 2026-03-10" in told(town, dry=True)[0]
    town.now += timedelta(days=1)
    assert "date: 2026-03-11" in told(town, dry=True)[0]


def test_same_bytes_again_are_no_replacement(town):
    """A file put back, or copied anew."""
    replace(town)
    assert len(told(town, dry=True)) == 1
    replace(town, "Act 1")
    assert told(town, dry=True) == []


def test_fresh_cache_is_silent(town):
    """Without a past there is nothing to compare with."""
    shutil.rmtree(town.root / "cache")
    replace(town)
    assert told(town, dry=True) == []


@pytest.mark.parametrize("before", ["draft: true\n", "expires: 2026-03-20\n"])
def test_what_was_or_is_not_public_is_silent(town, before):
    """A draft that comes out with another file; an item that has gone."""
    write(town, before)
    town.build()
    replace(town)
    if "draft" in before:
        write(town)
    else:
        town.now += timedelta(days=30)
    assert told(town, dry=True) == []


def test_file_that_the_published_item_did_not_offer_is_silent(town):
    """Newly attached, though another item has published other bytes of it."""
    town.write("documents/2026/act-2/index.md", f"---\n{FRONT.replace('1-п', '2-п')}---\nТекст.\n")
    town.write("documents/2026/act-2/act.pdf", pdf("Act 2"))
    town.build()
    replace(town)
    other = FRONT.replace("1-п", "2-п").replace("file: act.pdf", "file: ../act-1/act.pdf")
    town.write("documents/2026/act-2/index.md", f"---\n{other}---\nТекст.\n")
    assert [line.partition(":")[0] for line in told(town, dry=True)] == [ITEM]


def test_pictures_are_not_asked_about(town):
    """A better photo is no change of an act."""
    town.write("news/2026/a.jpg", picture(1))
    town.write("news/2026/a.md", "---\ntitle: А\ndate: 2026-02-01\nlead: А.\n"
               "image: {file: a.jpg, alt: Вид}\n---\nТекст.\n")  # fmt: skip
    town.build()
    town.write("news/2026/a.jpg", picture(90))
    assert told(town, dry=True) == []


def test_cost_follows_the_change(town):
    """One replaced file among others: theirs are not looked at."""
    for number in range(2, 6):
        front = FRONT.replace("1-п", f"{number}-п")
        town.write(f"documents/2026/act-{number}/index.md", f"---\n{front}---\nТекст.\n")
        town.write(f"documents/2026/act-{number}/act.pdf", pdf(f"Act {number}"))
    town.build()
    replace(town)
    assert len(told(town, dry=True)) == 1
    key = reading_digest(town.portal, code_digest())
    with closing(Catalogue(town.root / "cache" / "catalogue.sqlite", key=key)) as catalogue:
        assert [row.path for row in catalogue.replaced_files()] == [ITEM]
        kept = [number for number in range(2, 6) if catalogue.accepted_file(file_of(number))]
        assert (kept, catalogue.accepted_file(file_of(1)) is None) == ([], False)
