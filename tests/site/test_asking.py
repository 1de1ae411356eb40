"""Asking a built site: `vestnik search`."""

import json

import pytest

from tests.site.town import Town, docx, pdf
from tests.site.warm import warm
from vestnik.output import OutputError
from vestnik.site.asking import Asker, Question, is_advanced
from vestnik.site.request import site_of


@pytest.fixture
def town(tmp_path):
    """A town with a rink and what is not public."""
    made = Town(tmp_path / "town")
    warm(made.root / "cache")
    made.add_act(2)
    item(made, "katok", "Каток на пруду открыт. Лёд залит вчера.", "section: dorogi\n")
    item(made, "yama", "Ямы на дорогах засыпаны.")
    item(made, "taina", "Жимолость отцвела.", "draft: true\n")
    made.build()
    return made


@pytest.fixture
def ask(town):
    """Asks the town; gives the answer."""
    askers = []

    def run(text, **chosen):
        asker = Asker(site_of(town.request()))
        askers.append(asker)
        asker.bring_up()
        return asker.ask(Question(text=text, chosen=chosen))

    yield run
    for asker in askers:
        asker.close()


def item(town, name, text, lines=""):
    """A news item."""
    title = {"katok": "Каток открыт", "yama": "Ремонт дорог", "taina": "Тайна"}.get(name, "Дело")
    town.write(
        f"news/2026/{name}.md",
        f"---\ntitle: {title}\ndate: 2026-03-09 08:00\nlead: Коротко.\n{lines}---\n{text}\n",
    )


def titles(answer):
    """Of the results."""
    return [one.title for one in answer.results]


def test_an_answer_shows_where_the_words_stand(ask):
    """In another form than was asked for, with facets."""
    answer = ask("катка льда")
    assert titles(answer) == ["Каток открыт"]
    marked = [piece.text for piece in answer.results[0].passage if piece.marked]
    assert marked == ["Каток", "Лёд"]
    assert dict(answer.facets["section"]) == {"dorogi": 1}
    assert answer.complete


def test_what_is_not_public_is_not_found(town, ask):
    """Nor is what is taken back found any longer."""
    assert ask("жимолость").total == 0
    town.set_line("news/2026/katok.md", "draft", "true")
    town.build()
    assert ask("каток").total == 0


def test_a_new_item_is_found_after_the_next_build(town, ask):
    """The index follows what was built."""
    item(town, "most", "Фонарь разбит.")
    assert ask("фонари").total == 0
    town.build()
    assert ask("фонари").total == 1


def test_facets_narrow(ask):
    """The others still say how many they would let through."""
    answer = ask("дорога каток", section="dorogi")
    assert titles(answer) == ["Каток открыт"]
    assert dict(answer.facets["section"]) == {"dorogi": 1}
    assert dict(answer.facets["kind"]) == {"news": 1}
    assert ask("kind:news НЕ каток").total == 1


def test_words_of_an_attachment_name_its_page(town, ask):
    """Where the text itself has none of them."""
    town.write("news/2026/plan.pdf", pdf("Ploschad"))
    item(town, "plan", "См. план.", "attachments: [{file: plan.pdf, title: План}]\n")
    town.build()
    (found,) = ask("ploschad").results
    assert (found.file.rpartition("/")[2], found.page) == ("plan.pdf", 1)


def test_a_site_that_was_never_built(tmp_path):
    """Is told so in one sentence."""
    town = Town(tmp_path / "town")
    with pytest.raises(OutputError, match="ещё не собран"):
        Asker(site_of(town.request()))


def test_which_queries_are_in_the_query_language():
    """Capitals alone do not make one, nor a time of day."""
    assert is_advanced("мост И год:2011")
    assert is_advanced("ремонт НЕ дорог")
    assert is_advanced("уборк*")
    assert not is_advanced("О МЕРАХ И ПОРЯДКЕ")
    assert not is_advanced("в 10:30 и позже")


def test_inspect_words(capsys):
    """Tokens, stems, expansions, numbers and dates."""
    from vestnik.commands.__main__ import main

    assert main(["inspect", "words", "Заявок № 123-п от 23 мая 2023", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["stems"] == ["заявок"]
    assert found["numbers"] == ["123п"]
    assert found["dates"] == ["2023-05-23"]
    assert found["tokens"][0]["expansions"] == {"заявок": ["заявк"]}


def test_words_of_an_office_file_name_no_page(town, ask):
    """Nobody can tell the page of a text before it is printed."""
    town.write("news/2026/plan.docx", docx("Высадка липы и клёна"))
    item(town, "plan", "См. план.", "attachments: [{file: plan.docx, title: План}]\n")
    town.build()
    (found,) = ask("клён").results
    assert (found.file.rpartition("/")[2], found.page) == ("plan.docx", 0)
    assert "клёна" in "".join(piece.text for piece in found.passage)
