"""Citations from the text to the pages of both sides, through every change of the register."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.site.test_incremental import same_as_clean
from tests.site.town import Town, pdf
from vestnik.core.portal import OutsideAct

ADM = "documents/adm/prikaz/2026/7-p/index.html"
UO = "documents/uo/prikaz/2026/7-p/index.html"
LINK = '<a class="citation" href="/documents/{issuer}/prikaz/2026/7-p/">приказу от 15.01.2026 № 7/п'


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town in which one news item names an act that is not there."""
    town = Town(tmp_path / "town")
    news(town, "Работа идёт по приказу от 15.01.2026 № 7/п и Федеральному закону № 131-ФЗ.")
    town.build()
    return town


def news(town: Town, text: str, **fields: str) -> None:
    """Writes the item whose text cites."""
    lines = {"title": "О работах", "date": "2026-03-01 10:00", "lead": "Идут.", "slug": "raboty"}
    front = "\n".join(f"{key}: {value}" for key, value in (lines | fields).items())
    town.write("news/2026/raboty.md", f"---\n{front}\n---\n\n{text}\n")


def order(town: Town, issuer: str = "adm", number: str = "7/п") -> str:
    """Publishes the act that is cited, and gives its path."""
    return town.write(
        f"documents/2026/{issuer}-{number.replace('/', '-')}/index.md",
        f"---\ntitle: О порядке\ndate: 2026-01-20 10:00\nkind: приказ\nnumber: {number}\n"
        f"adopted: 2026-01-15\nissuer: {issuer}\n---\n\nТекст.\n",
    )


def page(town: Town, name: str = "news") -> str:
    """The HTML of the citing item, or of an act, without no-break spaces."""
    path = {"news": "news/2026/03/01/raboty/index.html", "adm": ADM, "uo": UO}[name]
    return (town.root / "output" / path).read_text("utf-8").replace("\u00a0", " ")


@pytest.mark.slow
def test_a_new_act_resolves_citations_in_old_pages_and_is_told_of_them(town):
    """What was plain words is a link once the act is there; the act names the item that cites it.
    Where it goes again, so does the link.
    """
    assert "citation" not in page(town)
    path = order(town)
    town.build()
    assert LINK.format(issuer="adm") in page(town)
    assert "На этот документ ссылаются" in page(town, "adm")
    assert 'href="/news/2026/03/01/raboty/">О работах</a>' in page(town, "adm")
    same_as_clean(town)
    (town.content / path).unlink()
    town.build()
    assert "citation" not in page(town)
    same_as_clean(town)


@pytest.mark.slow
def test_two_acts_of_one_name_leave_the_citation_unlinked(town):
    """A citation that tells no issuer means nobody where two bodies have such an act; one that
    tells the issuer means that one.
    """
    order(town)
    town.build()
    other = order(town, "uo")
    town.build()
    assert "citation" not in page(town)
    assert "ссылаются" not in page(town, "adm")
    assert "ссылаются" not in page(town, "uo")
    same_as_clean(town)
    news(town, "По приказу управления образования от 15.01.2026 № 7/п.")
    town.build()
    assert 'href="/documents/uo/prikaz/2026/7-p/"' in page(town)
    assert "ссылаются" in page(town, "uo")
    assert "ссылаются" not in page(town, "adm")
    same_as_clean(town)
    news(town, "По приказу от 15.01.2026 № 7/п.")
    (town.content / other).unlink()
    town.build()
    assert LINK.format(issuer="adm") in page(town)
    assert "ссылаются" in page(town, "adm")


@pytest.mark.slow
def test_an_item_that_is_not_public_cites_nothing(town):
    """The cited act does not tell of drafts, of withdrawn items, nor of what is to come."""
    order(town)
    withdrawn = {"withdrawn": "{date: 2026-03-05, reason: Ошибка}"}
    for hidden in ({"draft": "да"}, {"date": "2026-04-01 10:00"}, withdrawn):
        news(town, "По приказу от 15.01.2026 № 7/п.", **hidden)
        town.build()
        assert "ссылаются" not in page(town, "adm")


@pytest.mark.slow
def test_other_spellings_of_a_number_find_the_act(town):
    """«№ 7п» and «№ 7-п» are one act, until both are in the register."""
    order(town, number="7-п")
    news(town, "По приказу от 15.01.2026 № 7п.")
    town.build()
    assert 'href="/documents/adm/prikaz/2026/7-p/"' in page(town)
    assert "ссылаются" in page(town, "adm")
    order(town, number="7п")
    town.build()
    assert 'href="/documents/adm/prikaz/2026/7p/"' in page(town)
    assert "ссылаются" not in page(town, "adm")


@pytest.mark.slow
def test_outside_acts_lead_where_the_settings_say(town):
    """A federal law leads to the address in the settings; feeds carry the links too."""
    law = OutsideAct(url="https://laws.example/131", number="131-ФЗ")
    town.portal = replace(town.portal, outside_acts=(law,))
    order(town)
    town.build()
    assert '<a class="citation" href="https://laws.example/131">Федеральному закону' in page(town)
    feed = (town.root / "output/news/rss.xml").read_text("utf-8")
    assert "https://laws.example/131" in feed
    assert "https://lipovsk.example/documents/adm/prikaz/2026/7-p/" in feed
    same_as_clean(town)


def test_an_act_does_not_cite_itself_nor_the_same_relation_twice(town):
    """Annexes name their own act; an act that amends another is told of once."""
    town.write(
        "documents/2026/menyaet/index.md",
        "---\ntitle: О поправках\ndate: 2026-02-20 10:00\nkind: приказ\nnumber: 9\n"
        "adopted: 2026-02-15\nissuer: adm\namends: [{kind: приказ, number: 7/п, date: 2026-01-15}]"
        "\n---\n\n1. Внести в приказ от 15.01.2026 № 7/п изменения.\n\n"
        "Приложение к приказу от 15.02.2026 № 9\n",
    )
    order(town)
    town.build()
    amending = (town.root / "output/documents/adm/prikaz/2026/9/index.html").read_text("utf-8")
    assert 'class="citation" href="/documents/adm/prikaz/2026/9/"' not in amending
    assert "ссылаются" not in amending
    cited = page(town, "adm").partition("На этот документ ссылаются")[2]
    assert "О работах" in cited
    assert "О поправках" not in cited.partition("</section>")[0]


@pytest.mark.slow
def test_many_citing_items_are_bounded(town):
    """The page names the newest hundred and says that there are more."""
    order(town)
    for number in range(102):
        town.write(
            f"news/2026/n{number}.md",
            f"---\ntitle: Новость {number}\ndate: 2026-02-0{number % 9 + 1} 10:00\nlead: Да.\n---\n"
            "\nПо приказу от 15.01.2026 № 7/п.\n",
        )
    town.build()
    assert page(town, "adm").count("citing__item") == 100
    assert "Показаны последние 100" in page(town, "adm")


def act_with_file(town: Town, text: str, **fields: str) -> None:
    """Publishes a news item whose words cite nothing and whose PDF does."""
    town.write("news/2026/poryadok.pdf", pdf(text))
    news(town, "Порядок приложен.", attachments="[{file: poryadok.pdf, title: Порядок}]", **fields)


@pytest.mark.slow
def test_an_act_is_told_of_the_files_that_name_it(town):
    """Who attaches a PDF that names an act stands at the act, with file and page; beside the file
    stands a link to the act. Another PDF under the same name changes both.
    """
    order(town)
    act_with_file(town, "По приказу от 15.01.2026 № 7/п.")
    town.build()
    place = "/news/2026/poryadok.pdf#page=1"
    cited = page(town, "adm").partition("На этот документ ссылаются")[2]
    assert f'{place}">файл «Порядок», с. 1</a>' in cited
    named = page(town).partition("Документы, названные в файлах")[2]
    assert 'href="/documents/adm/prikaz/2026/7-p/"' in named
    assert f'{place}">файл «Порядок», с. 1</a>' in named
    town.write("news/2026/poryadok.pdf", pdf("По приказу от 15.01.2026 № 8/п."))
    town.build()
    assert "ссылаются" not in page(town, "adm")
    assert "названные" not in page(town)
    same_as_clean(town)


@pytest.mark.slow
def test_what_a_text_names_is_not_told_again_for_its_files(town):
    """The signed copy of a text says the same as the text."""
    order(town)
    text = "По приказу от 15.01.2026 № 7/п и Федеральному закону № 131-ФЗ."
    act_with_file(town, text)
    news(town, text, attachments="[{file: poryadok.pdf}]")
    law = OutsideAct(url="https://laws.example/131", number="131-ФЗ")
    town.portal = replace(town.portal, outside_acts=(law,))
    town.build()
    assert "названные" not in page(town)
    assert "poryadok.pdf" not in page(town, "adm")
    news(town, "Порядок приложен.", attachments="[{file: poryadok.pdf}]")
    town.build()
    assert 'href="https://laws.example/131">Федеральный закон № 131-ФЗ</a>' in page(town)


@pytest.mark.slow
def test_files_of_two_bodies_name_the_act_of_their_body(town):
    """Where two bodies have an act of that number and day, a file that tells the body names its."""
    order(town)
    order(town, "uo")
    act_with_file(town, "По приказу управления образования от 15.01.2026 № 7/п.")
    town.build()
    assert "poryadok.pdf#page=1" in page(town, "uo")
    assert "ссылаются" not in page(town, "adm")
    same_as_clean(town)


@pytest.mark.slow
def test_a_damaged_file_leaves_what_was_published(town):
    """While an item is held for its broken PDF, the act still tells of the PDF that visitors get;
    of an item that is withdrawn it tells nothing.
    """
    order(town)
    act_with_file(town, "По приказу от 15.01.2026 № 7/п.")
    town.build()
    town.write("news/2026/poryadok.pdf", pdf("По приказу от 15.01.2026 № 7/п.")[:200])
    report = town.build(hold_faulty=True)
    assert report.held == ["news/2026/raboty.md"]
    assert "poryadok.pdf#page=1" in page(town, "adm")
    town.write("news/2026/poryadok.pdf", pdf("По приказу от 15.01.2026 № 7/п."))
    news(
        town,
        "Порядок приложен.",
        attachments="[{file: poryadok.pdf}]",
        withdrawn="{date: 2026-03-05, reason: Ошибка}",
    )
    town.build()
    assert "ссылаются" not in page(town, "adm")
    same_as_clean(town)


@pytest.mark.slow
def test_relations_to_outside_acts_lead_where_the_settings_say(town):
    """An outside act that a clerk names without an address is linked where the site's list has it;
    an address that was typed counts more.
    """
    laws = (
        OutsideAct(url="https://laws.example/131", number="131-ФЗ"),
        OutsideAct(url="https://laws.example/zk", title="Земельный кодекс Российской Федерации"),
    )
    town.portal = replace(town.portal, outside_acts=laws)
    path = order(town)
    town.edit(
        path,
        lambda text: text.replace(
            "issuer: adm\n",
            "issuer: adm\nbased_on:\n"
            "- {kind: федеральный закон, number: 131-ФЗ, date: 2003-10-06, outside: true}\n"
            "- {title: Земельный кодекс Российской Федерации, outside: true}\n"
            "- {kind: закон, number: 7-ОЗ, date: 2020-01-09, outside: true,"
            " url: 'https://region.example/7'}\n",
        ),
    )
    town.build()
    relations = page(town, "adm").partition("Связанные документы")[2]
    assert "https://laws.example/131" in relations
    assert "https://laws.example/zk" in relations
    assert "https://region.example/7" in relations
