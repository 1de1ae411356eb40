# ruff: noqa: E501 - phrases stand as they are found in texts
"""Relations proposed to the clerk: what the text says and the front matter does not."""

from datetime import date

from tests.register.town import PORTAL, act
from vestnik.core import frontmatter, schema
from vestnik.core.model import ActReference
from vestnik.register import front_matter, propose_relations

TEXT = """В соответствии с Федеральным законом от 06.10.2003 № 131-ФЗ «Об общих принципах», решением \
Совета депутатов от 01.02.2026 № 9 и ст. 78 БК РФ администрация постановляет:
1. Внести в пункт 2.1 постановления администрации от 05.03.2018 № 3/650 «О составе» изменение.
2. Признать утратившими силу:
1) приказ управления образования от 06.04.2019 № 12-п;
2) пункт 3 постановления от 07.05.2020 № 14.
3. Расходы вести в соответствии с постановлением администрации от 08.06.2021 № 15.
Приложение к постановлению администрации от 01.03.2026 № 500
"""


def test_front_matter():
    """The lines can be pasted as they are."""
    assert front_matter(propose_relations(act(), TEXT, PORTAL)) == (
        """\
amends:
  - kind: постановление
    number: 3/650
    date: 2018-03-05
    scope: пункт 2.1
repeals:
  - kind: приказ
    number: 12-п
    date: 2019-04-06
    issuer: edu
  - kind: постановление
    number: 14
    date: 2020-05-07
    scope: пункт 3
based_on:
  - kind: федеральный закон
    number: 131-ФЗ
    date: 2003-10-06
    title: Об общих принципах
    outside: да
  - kind: решение
    number: 9
    date: 2026-02-01
    issuer: sovet
  - kind: кодекс
    title: Бюджетный кодекс Российской Федерации
    scope: ст. 78
    outside: да
"""
    )


def test_accepted_as_they_are():
    """What is proposed is read without a problem, and is not proposed again."""
    proposals = propose_relations(act(), TEXT, PORTAL)
    head = (
        "---\ntitle: О составе\ndate: 2026-03-02\nkind: постановление\nnumber: 500\n"
        f"adopted: 2026-03-01\nissuer: adm\n{front_matter(proposals)}---\n"
    )
    front, problems = frontmatter.read(head.encode(), "documents/2026/act/index.md")
    assert front is not None
    assert front.fields is not None
    document, found = schema.read(front.fields, "documents/2026/act/index.md", PORTAL)
    assert [*problems, *found] == []
    assert document is not None
    assert document.act is not None
    assert document.act.amends == (
        ActReference(
            kind="postanovlenie", number="3/650", date=date(2018, 3, 5), scope="пункт 2.1"
        ),
    )
    assert propose_relations(document, TEXT, PORTAL) == ()


def test_known_by_address():
    """A relation that names the act by its address counts."""
    text = "1. Признать утратившим силу постановление администрации от 05.03.2018 № 3."
    known = act(repeals=(ActReference(address="/documents/adm/postanovlenie/2018/3/"),))
    assert len(propose_relations(act(), text, PORTAL)) == 1
    assert propose_relations(known, text, PORTAL) == ()


def test_foreign_acts_are_outside():
    """An act of another municipality is not in this register."""
    text = "Во исполнение решения Думы Ольховского района от 05.03.2018 № 3 приказываю:"
    (one,) = propose_relations(act(), text, PORTAL)
    assert (one.field, one.reference.outside) == ("based_on", True)


def test_two_clauses_of_one_act():
    """Several mentions of one act make one proposal."""
    text = (
        "1. Признать утратившими силу:\n1) пункт 2 постановления от 05.03.2018 № 3;\n"
        "2) пункт 5 постановления от 05.03.2018 № 3."
    )
    (one,) = propose_relations(act(), text, PORTAL)
    assert one.reference.scope == "пункт 2, пункт 5"


def test_titles_are_quoted_for_yaml():
    """A title that YAML would misread stands in quotation marks."""
    text = "На основании Закона области от 05.03.2018 № 3-ОЗ «О мерах: поддержка» постановляю:"
    (one,) = propose_relations(act(), text, PORTAL)
    assert 'title: "О мерах: поддержка"' in one.yaml
