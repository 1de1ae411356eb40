from datetime import UTC, date, datetime

from vestnik.core.model import Act, Body, Document, Heading, Kind
from vestnik.core.portal import ActKind, Portal, Section
from vestnik.search.analysis import Analyst
from vestnik.search.records import fields_of, indexed

PORTAL = Portal(
    name="Администрация",
    url="https://town.example",
    sections=(Section(key="zhkh", title="Благоустройство"),),
    act_kinds=(ActKind(key="prikaz", title="Приказ", plural="Приказы"),),
)
ACT = Document(
    path="documents/2023/a/index.md",
    kind=Kind.DOCUMENT,
    title="Об уборке снега",
    date=datetime(2023, 5, 30, tzinfo=UTC),
    address="/documents/adm/prikaz/2023/375/",
    slug="375",
    section="zhkh",
    tags=("зима",),
    lead="Кто и когда убирает.",
    act=Act(kind="prikaz", number="375", adopted=date(2023, 5, 23), issuer="adm"),
)
BODY = Body(
    html="", text="Дворники убирают.", headings=(Heading(level=2, text="Сроки", anchor="s"),)
)


def test_what_names_a_document_is_apart_from_its_text():
    """Kind, number and date of an act; its summary with section, tags and headings; its files."""
    assert fields_of(ACT, BODY, PORTAL, ["Схема"]) == {
        "title": "Об уборке снега",
        "number": "Приказ № 375 от 23.05.2023",
        "lead": "Кто и когда убирает.\nБлагоустройство\nзима\nСроки",
        "body": "Дворники убирают.",
        "attachment": "Схема",
    }


def test_an_act_stands_at_its_day_of_adoption():
    """Its own number has the highest level, a word of its title a high one, a word of its file a
    low one.
    """
    words = Analyst().analyse(fields_of(ACT, BODY, PORTAL, ["Схема"]))
    found = indexed(ACT, words, PORTAL)
    assert (found.day, str(found.group)) == (date(2023, 5, 23), "document|prikaz|adm|zhkh|")
    assert found.levels["375"] == found.levels["2023-05-23"] == 7
    assert 4 <= found.levels["уборк"] < 7
    assert found.levels["схем"] < 4
