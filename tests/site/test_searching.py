"""The browser index of a site: what a change rewrites, and what it says."""

import json
from datetime import date

import pytest
from msgspec import structs

from tests.search.reader import said
from tests.site.town import Town, docx, pdf
from tests.site.warm import warm
from vestnik.site.lists import day_at, day_start
from vestnik.site.searching import segment_targets
from vestnik.site.view import NEWEST, OLDEST

CLIENT = "search/now.js"


@pytest.fixture
def town(tmp_path) -> Town:
    """A town with news of two months and an act."""
    made = Town(tmp_path / "town")
    warm(made.root / "cache")
    for number in (1, 2, 30, 40, 50, 60):
        made.add_news(number)
    made.add_act(2)
    made.build()
    return made


def index(town, output="output"):
    """The files of the index."""
    tree = town.tree(output)
    return {path: data for path, data in tree.items()
            if path.startswith("search/shards/") or path == CLIENT}  # fmt: skip


def news(town, name, text, day="2026-03-10", lines=""):
    """A news item."""
    town.write(
        f"news/2026/{name}.md",
        f"---\ntitle: Каток\ndate: {day} 08:00\nlead: Открыт каток.\n{lines}---\n{text}\n",
    )


def written(report):
    """What a build has written of the index."""
    return {path for path in report.written if path.startswith("search/")}


def test_a_new_item_rewrites_one_file(town):
    """Whatever the size of the archive: what is new stands in the manifest."""
    news(town, "katok", "Лёд залит.")
    assert written(town.build()) == {CLIENT}
    assert {"каток", "лед", "зал"} <= set(said(index(town)))


def test_an_edit_of_an_old_item_rewrites_its_part_of_the_archive(town):
    """The buckets of the words that are others, and no more."""
    path = next(path for path in town.sources() if "-01-" in (town.content / path).read_text())
    town.edit(path, lambda text: f"{text}\nПчеловод.\n")
    changed = written(town.build())
    assert CLIENT in changed
    assert len(changed) < len(index(town))
    assert "пчеловод" in said(index(town))


def test_a_text_without_new_words_rewrites_nothing(town):
    """The index holds none that say no word better than others."""
    news(town, "katok", "Лёд залит.")
    town.build()
    news(town, "katok", "Залит лёд!")
    assert written(town.build()) == set()


@pytest.mark.slow
def test_a_repeal_is_known_to_the_index(town):
    """The standing of an act depends on others, and so does its segment."""
    act = town.pick(0, "documents/")
    town.write(
        "documents/2026/repeal/index.md",
        f"---\ntitle: Об отмене\ndate: 2026-03-09\nkind: приказ\nnumber: 77\nadopted: 2026-03-09\n"
        f"issuer: adm\nrepeals: [{{address: /{act}}}]\n---\nОтменить.\n",
    )
    before = index(town)
    town.build()
    assert index(town)[CLIENT] != before[CLIENT]
    clean = town.build(cache="clean", output="clean-output")
    assert not clean.refused
    assert index(town, "clean-output") == index(town)


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ("draft: true\n", set()),
        ("expires: 2026-03-10 08:30\n", set()),
        ("withdrawn: {date: 2026-03-10, reason: Ошибка}\n", {"каток"}),
    ],
    ids=["draft", "expired", "withdrawn"],
)
def test_words_of_what_is_not_shown_stand_nowhere(town, lines, shown):
    """Neither in the postings nor in the dictionary; of a withdrawn item only its title is said."""
    news(town, "katok", "Жимолость.", lines=lines)
    town.build()
    found = set(said(index(town)))
    assert found & {"каток", "жимолост", "открыт"} == shown


def test_the_search_can_be_switched_off_and_on(town):
    """Then no file of it is left; switched on again, it is as before."""
    before = index(town)
    town.portal = structs.replace(town.portal, search=False)
    town.build()
    assert index(town) == {}
    town.portal = structs.replace(town.portal, search=True)
    town.build()
    assert index(town) == before


def test_the_towns_own_synonyms(town):
    """A file in its own folder; the index alone changes."""
    (town.root / "custom" / "synonyms.txt").write_text("каток = ледовая арена\n", "utf-8")
    assert written(town.build()) == {CLIENT}
    assert '[["каток"], ["ледов", "ар"]]' in said(index(town))[0]


def test_a_damaged_memory_of_forms_is_made_anew(town):
    """It saves work and is never needed."""
    (town.root / "cache" / "forms.sqlite").write_bytes(b"SQLite format 3\0 but no more")
    news(town, "katok", "Лёд залит.")
    town.build()
    assert "каток" in said(index(town))


def extent(name, day, count=3):
    """A month's list with its newest day."""
    return name, count, day_start(day)


def test_months_before_the_newest_are_the_archive():
    """A town with few texts a year has months for periods."""
    made = segment_targets(
        [extent("search/2026/02", date(2026, 2, 3)), extent("search/2026/03", date(2026, 3, 9))]
    )
    everything = (str(OLDEST), str(NEWEST))
    assert [(one.output, one.arguments[1:]) for one in made] == [
        (":search/2026/02/archive", everything),
        (":search/2026/03/recent", everything),
    ]


def test_a_busy_town_has_weeks():
    """The border divides a month: the archive ends where the present week begins."""
    made = segment_targets(
        [extent("search/2025/05", date(2025, 5, 3), 900), extent("search/2026/03",
                                                                 date(2026, 3, 12))]
    )  # fmt: skip
    names = [one.output for one in made]
    assert names == [
        ":search/2025/05/archive", ":search/2026/03/archive", ":search/2026/03/recent",
    ]  # fmt: skip
    old, new = made[1].arguments, made[2].arguments
    assert day_at(int(new[1])) == date(2026, 3, 9)
    assert int(old[2]) + 1 == int(new[1])


def test_words_of_an_office_file_are_found(town):
    """As those of a PDF, and kept for the passage under the result as one text."""
    town.write("news/2026/plan.docx", docx("Ploschad"))
    news(town, "katok", "Лёд.", lines="attachments: [{file: plan.docx, title: План}]\n")
    town.build()
    assert "ploschad" in said(index(town))
    (kept,) = town.root.glob("*/news/2026/**/katok/files.json")
    (file,) = json.loads(kept.read_text("utf-8"))
    assert (file["title"], file["pages"], file["whole"]) == ("План", ["Ploschad"], True)
    town.write("news/2026/plan.docx", docx("Naberezhnaya"))
    assert CLIENT in written(town.build())
    assert {"ploschad", "naberezhnaya"} & set(said(index(town))) == {"naberezhnaya"}


def test_words_of_a_pdf_are_found(town):
    """They belong to the document that offers the file; another file in its place has others."""
    town.write("news/2026/plan.pdf", pdf("Ploschad"))
    news(town, "katok", "Лёд.", lines="attachments: [{file: plan.pdf, title: План}]\n")
    town.build()
    assert "ploschad" in said(index(town))
    town.write("news/2026/plan.pdf", pdf("Naberezhnaya"))
    assert CLIENT in written(town.build())
    assert {"ploschad", "naberezhnaya"} & set(said(index(town))) == {"naberezhnaya"}
