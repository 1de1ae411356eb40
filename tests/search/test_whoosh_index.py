"""The index of the search service: kept up to date by what changed, never trusted blindly."""

import json
import os
import subprocess
from datetime import date

import pytest

from tests.search.town import act, documents, news, published, segments
from vestnik.search import synonyms, whoosh_index
from vestnik.search.ranking import search
from vestnik.search.whoosh_index import Updated, WhooshIndex, update
from vestnik.search.whoosh_writing import month_words

SYNONYMS = synonyms.groups("ЖКХ = жилищно-коммунальное хозяйство")
QUERIES = (
    *("приказ 375", "№ 375 от 23.05.2023", "3/650", "123п", "№ 642 от 26.03.2012", "заявкой"),
    *("людьми", "елки мед", "nfhba", "тарыфы", "пчиловодов", "ЖКХ", "ремонт дорог"),
    *("порядок озеленения", "порядок уборки города", "ремонт -завершение -завершён"),
    *("Ремонт дороги на улице Ленина", "уборка снега", "гранты для людей", "нет такого слова"),
    *("порог", "ремонт порогов", "«ремонт порога»", "порог тарыфы", "абырвалг дорога", "GJHJU"),
)


class Place:
    """A folder with an index of some documents."""

    def __init__(self, folder):
        self.folder = folder

    def put(self, of):
        made = {f"{one.month}": one for one in segments(of)}
        parts = [(name, repr(one)) for name, one in made.items()]
        return update(self.folder, parts, lambda name: month_words(made[name]))

    def ask(self, text):
        index = WhooshIndex.open(self.folder)
        found = search(index, text, SYNONYMS)
        addresses = [index.shown(hit.document)[0] for hit in found.hits]
        index.close()
        return addresses, found

    def select(self, text):
        index = WhooshIndex.open(self.folder)
        titles = {index.shown(one)[1] for one in index.select(text)[0]}
        index.close()
        return titles


@pytest.fixture
def place(tmp_path):
    """An index of the town."""
    made = Place(tmp_path / "whoosh")
    made.put(documents())
    return made


def test_the_months_that_changed_are_written_and_no_more(place):
    """What has gone goes."""
    town = documents()
    assert place.put(town) == Updated(0, rebuilt=False)
    new = news("Открыт каток", "Лёд залит.", town[4].day, 99)
    assert place.put([*town, new]) == Updated(2, rebuilt=False)
    assert place.ask("лёд")[0] == [new.address]
    changed = act("О мерах по уборке снега", "3/650", date(2018, 3, 5), repealed=True)
    others = [one for one in town if one.number != "3/650"]
    assert place.put([*others, changed]) == Updated(2, rebuilt=False)
    assert place.ask("лёд")[0] == []


def test_after_many_changes_all_is_written_anew(place, monkeypatch):
    """So that the rest stays small."""
    monkeypatch.setattr(whoosh_index, "_FEW", 3)
    town = documents()
    more = [news("Открыт каток", "Лёд залит.", town[4].day, 90 + number) for number in range(4)]
    assert place.put([*town, more[0]]) == Updated(2, rebuilt=False)
    assert place.put([*town, *more]) == Updated(len(town) + 4, rebuilt=True)
    assert len(place.ask("лёд")[0]) == 4


def test_words_of_what_has_gone_are_unknown(place):
    """Nothing is corrected to them, and no stem stands for them."""
    others = [one for one in documents() if "пчеловод" not in one.levels]
    place.put(others)
    assert place.ask("пчиловодов")[1].corrected is False
    assert place.select("пчеловод*") == set()
    assert place.put([]).written == 0
    assert place.ask("дорога")[0] == []


def test_a_site_without_documents(tmp_path):
    """Has an index, which a first document is put into."""
    empty = Place(tmp_path / "empty")
    assert empty.put([]) == Updated(0, rebuilt=True)
    assert empty.ask("каток")[0] == []
    assert empty.put(documents()[:1]).written == 1
    assert empty.ask("ремонт")[0] == [documents()[0].address]


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
        lambda path: path.unlink(),
        lambda path: (path.parent / "_MAIN_9.toc").write_bytes(b"cos\nsystem\n(S'false'\ntR."),
        lambda path: os.utime(path, (1, 1)),
        lambda path: (path.parent / "vestnik.msgpack").write_bytes(b"no"),
    ],
    ids=["cut short", "gone", "planted", "touched", "note damaged"],
)
def test_what_we_did_not_write_is_never_opened(place, harm):
    """Whoosh unpickles what it opens. Such an index is made anew."""
    harm(next(path for path in place.folder.iterdir() if path.suffix == ".seg"))
    assert WhooshIndex.open(place.folder) is None
    assert place.put(documents()).rebuilt
    assert place.ask("приказ 375")[0][0] == "/documents/adm/prikaz/2023/375/"


def test_fields_and_operators(place):
    """The query language, in Russian too; words of a field in any form."""
    assert place.select("название:дорогами") == {
        "Ремонт дороги на улице Ленина", "Ремонт дороги на улице Ленина завершён"
    }  # fmt: skip
    assert place.select("дорога НЕ год:2011") == {"Ремонт дороги на улице Ленина завершён"}
    assert place.select("(снег ИЛИ мёд) AND kind:news") == {"Съезд пчеловодов"}
    assert place.select("номер:375") == {"Об утверждении порядка уборки"}
    assert place.select("озелен* статус:ended") == {"Об утверждении порядка озеленения"}


@pytest.mark.parametrize("text", ["((", "title:", "*", "a OR", 'х "', "НЕ", "год:[2020 TO", "\0"])
def test_a_broken_query_finds_what_it_can(place, text):
    """It never fails."""
    place.select(text)
    place.ask(text)


@pytest.mark.node
def test_browser_and_service_answer_alike(place, repo, tmp_path):
    """On every query of a small town, the first ten are the same in the same order."""
    for name, data in published(documents()).items():
        (tmp_path / name).write_bytes(data)
    lines = "".join(json.dumps({"text": text}) + "\n" for text in QUERIES)
    done = subprocess.run(
        ["node", "scripts/search_client.mjs", tmp_path],
        input=lines, stdout=subprocess.PIPE, text=True, check=True, cwd=repo,
    )  # fmt: skip
    for text, line in zip(QUERIES, done.stdout.splitlines(), strict=True):
        answer = json.loads(line)
        addresses, found = place.ask(text)
        assert addresses[:10] == answer["addresses"], text
        assert (found.query if found.corrected else "") == answer["corrected"], text
        assert (list(found.unused), found.near) == (answer["unused"], answer["near"]), text


@pytest.mark.node
def test_both_engines_have_the_same_weights(repo):
    """Those of Python stand in one place; the browser has a copy."""
    from msgspec.structs import asdict

    from vestnik.search.weights import LEVEL_VALUES, RANKING

    program = """import { WEIGHTS } from "./theme/components/search/rank.js";
    process.stdout.write(JSON.stringify(WEIGHTS));"""
    done = subprocess.run(
        ["node", "--input-type=module", "-e", program],
        stdout=subprocess.PIPE, text=True, check=True, cwd=repo,
    )  # fmt: skip
    weights = json.loads(done.stdout)
    assert tuple(weights.pop("levels")) == LEVEL_VALUES
    own = asdict(RANKING)
    assert weights == {
        "otherForm": own["other_form"], "synonym": own["synonym"], "oldNews": own["old_news"],
        "newsHalfLife": own["news_half_life"], "repealed": own["ended"], "rarest": own["rarest"],
        "company": own["company"],
    }  # fmt: skip
