"""A small town's documents, as the browser index takes them."""

from datetime import date

from vestnik.search import realwords
from vestnik.search.analysis import Analyst
from vestnik.search.browser_index import index
from vestnik.search.browser_records import Group, Indexed, month_of
from vestnik.search.gists import gist
from vestnik.search.segments import segment
from vestnik.search.synonyms import groups
from vestnik.search.weights import levels, telling

ANALYST = Analyst()

TEXTS = (
    ("Ремонт дороги на улице Ленина", "Подрядчик уложил асфальт.", date(2011, 6, 1)),
    ("Ремонт дороги на улице Ленина завершён", "Подрядчик уложил асфальт.", date(2026, 6, 1)),
    (
        "Приём заявок на гранты",
        "Заявки принимает управление. Заявку подают лично.",
        date(2025, 3, 4),
    ),
    ("Жители посадили деревья", "В сквер пришли сорок человек.", date(2025, 4, 5)),
    ("Тарифы на вывоз мусора", "Цены выросли на 5 %.", date(2026, 11, 3)),
    ("О жилищно-коммунальном хозяйстве", "Отчёт о подготовке к зиме.", date(2024, 10, 3)),
    (
        "Ответы на вопросы",
        "В силу приказа № 642 от 26.03.2012 выплаты сохранены.",
        date(2024, 1, 9),
    ),
    ("Съезд пчеловодов", "Обсудили мёд.", date(2024, 2, 9)),
)
ACTS = (
    ("О мерах по уборке снега", "3/650", date(2018, 3, 5), False),
    ("Об утверждении порядка уборки", "375", date(2023, 5, 23), False),
    ("О признании утратившим силу", "376", date(2024, 5, 23), False),
    ("Об утверждении порядка озеленения", "123-п", date(2019, 5, 23), True),
    ("Об утверждении порядка озеленения города", "124-п", date(2019, 5, 24), False),
)

PDF_PAGES = ("Титульный лист", "Вывоз снега с площади Ленина по ночам. Смета.")
"""Of the file of one act."""


def news(title, text, day, number=1, section="zhizn"):
    """A news item."""
    words = ANALYST.analyse({"title": title, "body": text})
    said = gist(text, telling(words), words.counts["title"], ANALYST.terms)
    return Indexed(
        address=f"/news/{day:%Y/%m/%d}/{number}/",
        title=title,
        day=day,
        group=Group(kind="news", section=section),
        levels=levels(words),
        related=words.groups,
        gist=said,
    )


def act(title, number, day, repealed=False):
    """An order."""
    fields = {"title": title, "number": f"Приказ № {number} от {day:%d.%m.%Y}", "body": title}
    files = "уборке снега" in title
    words = ANALYST.analyse(fields | {"attachment": " ".join(PDF_PAGES)} if files else fields)
    return Indexed(
        address=f"/documents/adm/prikaz/{day.year}/{number.replace('/', '-')}/",
        title=title,
        day=day,
        group=Group(kind="document", act="prikaz", issuer="adm"),
        number=number,
        repealed=repealed,
        files=files,
        levels=levels(words),
        related=words.groups,
    )


def documents():
    """All of the town."""
    made = [news(*text, number) for number, text in enumerate(TEXTS)]
    return made + [act(*one) for one in ACTS]


def segments(of):
    """A segment a month."""
    months = {}
    for one in of:
        months.setdefault(month_of(one.day), []).append(one)
    return [segment(month, months[month]) for month in sorted(months)]


def files(of, border=date(2026, 11, 1)):
    """The index of these documents, divided at `border`."""
    site = {
        "synonyms": groups("ЖКХ = жилищно-коммунальное хозяйство"),
        "words": realwords.facts(),
    }
    archive = segments(one for one in of if one.day < border)
    return index(archive, segments(one for one in of if one.day >= border), site)


def published(of):
    """All that a browser may ask for."""
    return files(of) | {name: realwords.published(name) for name in realwords.published_names()}
