"""How a citation finds its act in the register."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.register.town import PORTAL
from vestnik.core.act_keys import act_key, any_issuer_key
from vestnik.core.model import Act
from vestnik.register import find_citations, kind_words, match_key

WORDS = kind_words(PORTAL.act_kinds)


def keys(text: str, own_issuer: str = "") -> list[str]:
    """Issuers of the names under which the one act in `text` is looked up."""
    (found,) = find_citations(text, WORDS)
    return [
        key.removeprefix("act:").partition("|")[0] for key in match_key(found, PORTAL, own_issuer)
    ]


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        (
            "постановление администрации городского округа Светлоречье от 05.03.2018 № 3",
            ["adm", "*"],
        ),
        ("постановление администрации города от 05.03.2018 № 3", ["adm", "*"]),
        ("постановление администрации МО ГО «Светлоречье» от 05.03.2018 № 3", ["adm", "*"]),
        (
            (
                "постановление администрации муниципального образования городской округ Светлоречье"
                " Верхнелужской области от 05.03.2018 № 3"
            ),
            ["adm", "*"],
        ),
        ("приказ управления образования от 05.03.2018 № 3", ["edu", "*"]),
        ("приказ начальника управления образования от 05.03.2018 № 3", ["edu", "*"]),
        ("решение Совета депутатов от 05.03.2018 № 3", ["sovet", "*"]),
        ("решением Совета депутатов Светлоречья от 05.03.2018 № 3", ["sovet", "*"]),
        ("постановление главы города от 05.03.2018 № 3", ["*"]),
        ("постановление от 05.03.2018 № 3", ["*"]),
        # Not this town's
        ("постановление администрации Ольховского района от 05.03.2018 № 3", []),
        ("решение Думы города Каменногорска от 05.03.2018 № 3", []),
        ("постановление администрации Верхнелужской области от 05.03.2018 № 3", ["adm", "*"]),
        ("постановление Правительства Российской Федерации от 05.03.2018 № 3", []),
        ("приказ Минфина России от 05.03.2018 № 3н", []),
        ("Федеральный закон от 06.10.2003 № 131-ФЗ", []),
        # Not enough to tell one act from another
        ("постановление администрации города № 3", []),
        ("постановление администрации города от 05.03.2018", []),
    ],
)
def test_issuers(text: str, issuers: list[str]):
    """The issuer named is tried first, then any; an act of another body is not looked up at all."""
    assert keys(text) == issuers


def test_own_issuer():
    """An act that names no issuer means its own first."""
    assert keys("постановление от 05.03.2018 № 3", "adm") == ["adm", "*"]


def test_spellings():
    """«123п» and «123-п» are one number."""
    (found,) = find_citations("приказ от 05.03.2018 № 123п", WORDS)
    assert match_key(found, PORTAL, "edu")[:2] == (
        "act:edu|prikaz|123p|2018-03-05",
        "act:edu|prikaz|123-p|2018-03-05",
    )


def test_keys_are_those_of_the_site():
    """The site's own keys of acts are spelled in the same way."""
    (found,) = find_citations("постановление от 05.03.2018 № 3/650-П", WORDS)
    act = Act(kind="postanovlenie", number="3/650-п", adopted=date(2018, 3, 5), issuer="adm")
    assert act_key("adm", act.kind, act.number, act.adopted) in match_key(found, PORTAL, "adm")
    assert any_issuer_key(act) == match_key(replace(found), PORTAL)[0]
