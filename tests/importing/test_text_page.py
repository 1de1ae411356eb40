"""Plain text copied from a browser."""

from vestnik.importing.text_page import read_text

PARAGRAPH = (
    "Заявления принимают в кабинете № 5 по будням с 9 до 17 часов. Понадобятся паспорт и справка,"
    " а для многодетных семей ещё и удостоверение."
)


def test_title_lead_and_tail():
    """The first line is the title, a lead said twice is taken once, other news are left out."""
    lead = "Семьям с детьми помогут собрать ребёнка в школу."
    page = read_text(
        f"Начался приём заявлений\n\n{lead}\n\n{lead}   \n\n{PARAGRAPH}\n\nПоследние новости\n\n"
        "Каток залит\n\nКомментарии (0)\n\nДобавить комментарий"
    )
    assert page.title
    assert page.title.value == "Начался приём заявлений"
    assert page.lead
    assert page.lead.value == lead
    assert page.text == PARAGRAPH
    assert "Каток залит" in [one.text for one in page.dropped]


def test_the_head_of_the_site_is_left_out():
    """Low-vision link, age mark, phone of the editors; the mark is noted."""
    page = read_text(
        "Версия для слабовидящих |\n12+\n\nтелефон: (000) 777-01-00\n\nМост открыт\n\n"
        "5 мая 2016 г.\n\n" + PARAGRAPH + "\n\nАвтор: Анна Лугова\n\nПросмотров: 12 | Поделиться"
    )
    assert page.title
    assert page.title.value == "Мост открыт"
    assert page.date
    assert page.date.value == "2016-05-05"
    assert page.age == "12+"
    assert page.author
    assert page.author.value == "Анна Лугова"
    assert "Просмотров" not in page.text


def test_a_report_has_a_title_of_two_lines():
    """«СПРАВКА» alone names nothing; the line below says what it is about."""
    page = read_text(f"СПРАВКА\n\nО ходе ремонта школ\n\n{PARAGRAPH}")
    assert page.title
    assert page.title.value == "Справка о ходе ремонта школ"


def test_empty_headings_at_the_end_are_a_menu():
    """Headings in capitals with nothing below came along from the side bar."""
    page = read_text(
        f"Форум\n\n{PARAGRAPH}\n\nНАЦИОНАЛЬНЫЕ ПРОЕКТЫ\n\n01.01.2019 - 31.12.2024\n\nРЕГИОН"
    )
    assert page.text == PARAGRAPH
