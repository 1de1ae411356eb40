"""What a page is, and whose act it is."""

from pathlib import Path

from tests.sites.portal import PORTAL
from vestnik.core.model import Kind
from vestnik.importing.html_page import read_html
from vestnik.importing.recognition import recognise
from vestnik.importing.text_page import read_text

PAGES = Path(__file__).parent / "pages"
CLAUSES = "1. Утвердить порядок.\n\n2. Опубликовать приказ на сайте."


def test_an_act_by_its_head():
    """Kind, number and date stand above the text; who signed stands below."""
    item = recognise(read_html((PAGES / "ucoz.html").read_text("utf-8")), PORTAL)
    assert item.kind is Kind.DOCUMENT
    assert item.act
    assert item.act.number
    assert item.act.adopted
    assert (item.act.kind.value, item.act.number.value, item.act.adopted.value) == (
        "приказ",
        "48-а",
        "2020-03-02",
    )
    assert item.act.kind.sure
    assert item.signature
    assert item.signature.name == "О. П. Лугова"
    assert item.signature.post == "Начальник управления образования"


def test_an_act_by_its_link():
    """A page with the bare text tells number and date only where it offers the file."""
    title = "Об утверждении порядка"
    item = recognise(
        read_text(
            f"{title}\n\nВ целях порядка приказываю:\n\n{CLAUSES}\n\n"
            f"Скачать приказ №375 от 23.05. 2023 года «{title}»"
        ),
        PORTAL,
    )
    assert item.act
    assert item.act.number
    assert item.act.number.value == "375"
    assert item.act.adopted
    assert item.act.adopted.value == "2023-05-23"


def test_a_text_about_an_act_is_none():
    """A line that names a decree of others makes no decree of the page."""
    item = recognise(
        read_html(
            "<h1>Как получить справку</h1><p>Обратитесь в поликлинику по месту жительства.</p>"
            "<p>Постановление Правительства Российской Федерации от 19 февраля 2015 года №143</p>"
            "<p>1. Возьмите паспорт.</p>"
        ),
        PORTAL,
    )
    assert item.act is None


def test_without_a_date_it_is_a_doubt():
    """What has no date says so; whoever imports makes it a draft."""
    item = recognise(read_text("Мост открыт\n\nСегодня по мосту прошли первые машины."), PORTAL)
    assert any("дата публикации не найдена" in doubt for doubt in item.doubts)
