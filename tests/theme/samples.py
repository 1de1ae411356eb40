"""Whole pages of an invented town, one of every template, made from values alone: no content, no
build.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from markupsafe import Markup
from msgspec.structs import replace

from vestnik.core.model import (
    Change,
    Consultation,
    Contact,
    Heading,
    Kind,
    Publication,
    Signatory,
    Withdrawal,
)
from vestnik.core.portal import Link, Portal
from vestnik.site.contexts import (
    ActFacts,
    AlertFragment,
    AlertPage,
    ArchivePage,
    Card,
    Crumb,
    DayGroup,
    EventView,
    FeedLink,
    FeedsPage,
    FileView,
    Frame,
    HomePage,
    IndexPage,
    ItemPage,
    ListPage,
    LowVisionPage,
    MonthLink,
    Page,
    Pager,
    PictureView,
    RedirectPage,
    Relation,
    SearchPage,
    SitemapPage,
    Term,
    TreeNode,
    VideoView,
    YearMonths,
)

MOSCOW = timezone(timedelta(hours=3))
SITE = "https://svetlorechye.example"
PLATFORMS = (
    "Об утверждении порядка признания образовательных организаций "
    "муниципальными инновационными площадками"
)
TEXTS = Path(__file__).parent / "texts"

PORTAL = Portal(
    name="Администрация городского округа Светлоречье Заречной области",
    short_name="Администрация Светлоречья",
    url=SITE,
    town="Светлоречье",
    region="Заречная область",
    languages=("ru", "en"),
    services=(
        Link(title="Записать ребёнка в детский сад", url="https://gosuslugi.example/sad"),
        Link(title="Записать ребёнка в школу", url="https://gosuslugi.example/shkola"),
        Link(title="Получить разрешение на строительство", url="/uslugi/stroitelstvo/"),
        Link(title="Сообщить о яме, мусоре или сломанном фонаре", url="/obrascheniya/"),
        Link(title="Записаться на приём к главе города", url="/obrascheniya/priem/"),
        Link(title="Узнать, когда отключат воду или свет", url="/zhkh/otklyucheniya/"),
        Link(
            title="Написать обращение",
            url="/obrascheniya/napisat/",
            note="Ответим в течение тридцати дней",
        ),
        Link(title="Найти свободный земельный участок", url="/zemlya/"),
        Link(title="Посмотреть бюджет города", url="/byudzhet/"),
    ),
    social=(
        Link(title="ВКонтакте", url="https://vk.com/svetlorechye"),
        Link(title="Одноклассники", url="https://ok.ru/svetlorechye"),
        Link(title="Телеграм", url="https://t.me/svetlorechye"),
    ),
    partners=(
        Link(title="Госуслуги", url="https://www.gosuslugi.ru/"),
        Link(title="Правительство Заречной области", url="https://zarechye.example/"),
        Link(title="Портал правовой информации", url="http://publication.pravo.gov.ru/"),
    ),
    network=(
        Link(title="Заречный муниципальный район", url="https://zarechny.example/"),
        Link(title="Городской округ Новый Бор", url="https://novy-bor.example/"),
        Link(title="Город Каменка", url="https://kamenka.example/"),
    ),
    contacts=Contact(
        phone="+7 (83152) 2-14-00",
        email="adm@svetlorechye.example",
        address="606910, Заречная область, г. Светлоречье, площадь Ленина, 1",
        hours="Понедельник — четверг с 9:00 до 18:00, пятница до 16:45, обед с 13:00 до 13:45",
    ),
    map_url="https://yandex.ru/maps/?text=svetlorechye",
    imprint="Сетевое издание «Светлоречье». "
    "Учредитель — администрация городского округа Светлоречье. "
    "Главный редактор — Соколова М. А. Свидетельство Роскомнадзора ЭЛ № ФС 00-00000 от 12.03.2020.",
    age="12+",
    licence="Тексты можно перепечатывать со ссылкой на сайт.",
)

_MENU = (
    ("Новости", "/news/"),
    ("Документы", "/documents/"),
    ("Отчёты", "/reports/"),
    ("Проекты", "/projects/"),
    ("Город", "/gorod/"),
    ("Власть", "/vlast/"),
    ("Бюджет", "/byudzhet/"),
    ("Обращения", "/obrascheniya/"),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A page and what renders it."""

    template: str
    page: Page
    menu: str = ""
    """Address of the menu's entry under which the page stands."""


def frame(menu: str = "", **facts: object) -> Frame:
    """The frame of the pages under an entry of the menu."""
    base = Frame(
        lang="ru",
        home_url="/",
        menu=tuple(Term(title=title, url=url, current=url == menu) for title, url in _MENU),
        languages=(Term(title="English", url="/en/", lang="en"),),
        alert_url="/alert/fragment.html",
        alert_page_url="/alert/",
        low_vision_url="/low-vision/",
        contacts_url="/contacts/",
        search_url="/search/",
        search_script="/theme/search.js",
        sitemap_url="/sitemap/",
        feeds_url="/feeds/",
        open_data_url="/opendata/",
        accessibility_url="/dostupnost/",
    )
    return replace(base, **facts)


def at(day: str, clock: str = "10:00") -> datetime:
    """A moment of the town's time."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=MOSCOW)


def picture(name: str, alt: str, **facts: object) -> PictureView:
    """One of the painted pictures."""
    base = PictureView(
        src=f"/pictures/{name}-800.jpg",
        width=1600,
        height=1067,
        alt=alt,
        webp=f"/pictures/{name}-480.webp 480w, /pictures/{name}-800.webp 800w",
        jpeg=f"/pictures/{name}-480.jpg 480w, /pictures/{name}-800.jpg 800w",
    )
    return replace(base, **facts)


BRIDGE = picture("most", "Пешеходный мост через реку Светлую на закате")
SCHOOL = picture("shkola", "Школьники во дворе школы № 3")
PARK = picture("park", "Аллея городского парка осенью")
RIVER = picture("reka", "Излучина реки Светлой")

CITY = Term(title="Город", url="/sections/gorod/")
EDUCATION = Term(title="Образование", url="/sections/obrazovanie/")
GREEN = Term(title="Благоустройство", url="/sections/blagoustroystvo/")


def news(title: str, moment: datetime, **facts: object) -> Card:
    """A card of a news item."""
    base = Card(
        kind=Kind.NEWS, title=title, url="/news/2026/11/17/most/", date=moment, updated=moment
    )
    return replace(base, **facts)


NEWS = (
    news(
        "Пешеходный мост через Светлую открыли после ремонта",
        at("2026-11-17", "10:30"),
        lead="Движение закрывали на четыре месяца. На мосту заменили настил, перила и освещение, "
        "а спуск со стороны Заречной сделали пологим — с коляской можно подняться без помощи.",
        section=CITY,
        picture=BRIDGE,
        important=True,
    ),
    news(
        "Школы города набирают дружины юных пожарных",
        at("2026-11-17", "09:15"),
        lead="Записать могут себя ученики с пятого по девятый класс. Занятия начнутся 1 декабря.",
        section=EDUCATION,
        picture=SCHOOL,
    ),
    news(
        "В парке высадили двести лип и клёнов",
        at("2026-11-16", "16:40"),
        lead="Деревья подарил питомник «Заречный»; сажали горожане на общем субботнике.",
        section=GREEN,
        picture=PARK,
    ),
    news(
        "График приёма граждан руководителями администрации в декабре",
        at("2026-11-16", "12:00"),
        section=CITY,
    ),
    news(
        "Уровень воды в Светлой вернулся к обычному",
        at("2026-11-15", "18:05"),
        lead="Режим повышенной готовности отменён с 8 часов 16 ноября.",
        section=CITY,
        picture=RIVER,
    ),
    news(
        "Объявление о конкурсе на должность директора школы № 3",
        at("2026-11-15", "09:00"),
        section=EDUCATION,
        withdrawn=True,
    ),
)


def act(
    kind: str, number: str, day: date, title: str, status: str = "действует", tone: str = "active"
) -> Card:
    """A card of an act."""
    moment = datetime(day.year, day.month, day.day, 10, tzinfo=MOSCOW)
    return Card(
        kind=Kind.DOCUMENT,
        title=title,
        url="/documents/uo/prikaz/2023/375/",
        date=moment,
        updated=moment,
        act=ActFacts(
            kind=kind,
            number=number,
            adopted=day,
            issuer="Управление образования" if kind == "Приказ" else "Администрация",
            status=status,
            status_tone=tone,
        ),
    )


ACTS = (
    act("Постановление", "№ 1420-п", date(2026, 11, 16), "Об отмене режима повышенной готовности"),
    act(
        "Решение",
        "№ 14/1",
        date(2026, 11, 13),
        "О внесении изменений в Правила благоустройства территории городского округа Светлоречье",
        "ещё не вступило в силу",
        "pending",
    ),
    act(
        "Постановление",
        "№ 1402-п",
        date(2026, 11, 11),
        "О закрытии движения по улице Гагарина 21 ноября 2026 года",
    ),
    act(
        "Приказ",
        "№ 375",
        date(2026, 11, 10),
        PLATFORMS,
        "действует с изменениями",
    ),
    act(
        "Распоряжение",
        "б/н",
        date(2026, 11, 9),
        "О дежурстве в выходные и праздничные дни",
        "утратило силу",
        "ended",
    ),
)

EVENTS = (
    EventView(
        title="Концерт духового оркестра",
        url="/news/2026/11/17/most/",
        start=at("2026-11-24", "18:00"),
        end=at("2026-11-24", "20:00"),
        place="Дом культуры «Заря»",
    ),
    EventView(
        title="Заявки на благоустройство дворов в 2027 году",
        url="/news/2026/11/17/most/",
        start=at("2026-11-30", "18:00"),
        deadline=True,
    ),
    EventView(
        title="Выставка «Река и люди»",
        url="/news/2026/11/17/most/",
        start=at("2026-11-30"),
        end=at("2026-12-04", "19:00"),
        place="Краеведческий музей",
    ),
)

PROJECTS = (
    TreeNode(
        title="Инфраструктура для жизни",
        url="/projects/infrastruktura/",
        level="Национальный проект",
        years="2025–2030",
        children=(
            TreeNode(
                title="Формирование комфортной городской среды",
                url="/projects/sreda/",
                level="Федеральный проект",
                years="2025–2030",
            ),
        ),
    ),
    TreeNode(
        title="Молодёжь и дети",
        url="/projects/molodezh/",
        level="Национальный проект",
        years="2025–2030",
    ),
    TreeNode(
        title="Чистая Светлая",
        url="/projects/svetlaya/",
        level="Муниципальный проект",
        years="2024–2027",
    ),
)

FEEDS = (
    FeedLink(title="Новости", url="/news/rss.xml", media_type="application/rss+xml"),
    FeedLink(title="Новости", url="/news/atom.xml", media_type="application/atom+xml"),
)

ARCHIVE = (
    YearMonths(
        year=2026,
        url="/news/2026/",
        months=tuple(
            MonthLink(year=2026, month=month, url=f"/news/2026/{month:02d}/", current=month == 11)
            for month in range(1, 12)
        ),
    ),
    YearMonths(
        year=2025,
        url="/news/2025/",
        months=tuple(
            MonthLink(year=2025, month=month, url=f"/news/2025/{month:02d}/")
            for month in (3, 9, 12)
        ),
    ),
    YearMonths(
        year=2024,
        url="/news/2024/",
        months=(MonthLink(year=2024, month=5, url="/news/2024/05/"),),
    ),
)

PDF = FileView(
    url="/files/prikaz-375.pdf",
    title="Приказ № 375 от 23 мая 2023 года",
    type_name="PDF",
    size=245_760,
    pages=6,
    thumbnail=PictureView(src="/pictures/stranitsa.jpg", width=320, height=452, alt=""),
)
FILES = (
    PDF,
    FileView(
        url="/files/zayavka.docx",
        title="Форма заявки на признание площадкой",
        type_name="DOCX",
        size=31_744,
    ),
    FileView(
        url="/files/protokol.pdf",
        title="Протокол экспертного совета",
        type_name="PDF",
        size=3_407_872,
        pages=4,
        scan=True,
    ),
)

SHARE = (
    Term(
        title="ВКонтакте", url="https://vk.com/share.php?url=https%3A%2F%2Fsvetlorechye.example%2F"
    ),
    Term(
        title="Одноклассники",
        url="https://connect.ok.ru/offer?url=https%3A%2F%2Fsvetlorechye.example%2F",
    ),
    Term(title="Телеграм", url="https://t.me/share/url?url=https%3A%2F%2Fsvetlorechye.example%2F"),
    Term(title="MAX", url="https://max.ru/:share?text=https%3A%2F%2Fsvetlorechye.example%2F"),
)

NEWS_TEXT = Markup((TEXTS / "news.html").read_text(encoding="utf-8"))

ACT_TEXT = Markup((TEXTS / "act.html").read_text(encoding="utf-8"))


def _page(title: str, url: str, *crumbs: tuple[str, str]) -> dict[str, object]:
    steps = (("Главная", "/"), *crumbs)
    return {
        "title": title,
        "url": url,
        "canonical": SITE + url,
        "lang": "ru",
        "head_title": f"{title} — {PORTAL.short_name}",
        "description": f"{title}. Официальный сайт городского округа Светлоречье.",
        "crumbs": (*(Crumb(title=name, url=link) for name, link in steps), Crumb(title=title))
        if url != "/"
        else (),
    }


def home() -> HomePage:
    """The home page with all that it can have."""
    return HomePage(
        **_page(PORTAL.name, "/"),
        important=NEWS[0],
        news=NEWS[1:5],
        acts=ACTS,
        events=EVENTS,
        services=PORTAL.services,
        projects=PROJECTS,
        consultations=(
            replace(
                ACTS[1],
                title="Проект решения о бюджете на 2027 год",
                act=ActFacts(
                    kind="Решение",
                    number="проект",
                    adopted=date(2026, 11, 10),
                    issuer="Совет депутатов",
                    project=True,
                    consultation=Consultation(start=date(2026, 11, 10), until=date(2026, 12, 10)),
                ),
            ),
        ),
        news_url="/news/",
        acts_url="/documents/",
        projects_url="/projects/",
    )


def news_page() -> ItemPage:
    """A news item with all that it can have."""
    return ItemPage(
        **_page(
            "Пешеходный мост через Светлую открыли после ремонта",
            "/news/2026/11/17/most/",
            ("Новости", "/news/"),
            ("Ноябрь 2026 года", "/news/2026/11/"),
        ),
        kind=Kind.NEWS,
        og_type="article",
        jsonld=Markup('{"@context":"https://schema.org","@type":"NewsArticle"}'),
        feeds=FEEDS,
        lead=NEWS[0].lead,
        body=NEWS_TEXT,
        section=CITY,
        tags=(
            Term(title="мосты", url="/tags/mosty/"),
            Term(title="благоустройство", url="/tags/blagoustroystvo/"),
        ),
        projects=(Term(title="Инфраструктура для жизни", url="/projects/infrastruktura/"),),
        picture=replace(
            BRIDGE,
            caption="Мост утром в день открытия.",
            credit="Анна Лебедева",
            full="/pictures/most-800.jpg",
            full_size=1_843_200,
        ),
        gallery=(
            replace(RIVER, full="/pictures/reka-800.jpg", caption="Излучина."),
            replace(PARK, full="/pictures/park-800.jpg"),
            replace(
                SCHOOL,
                full="/pictures/shkola-800.jpg",
                caption="Школьники на открытии.",
                credit="Анна Лебедева",
            ),
        ),
        videos=(
            VideoView(
                url="https://rutube.ru/video/1/",
                title="Открытие моста: как это было",
                host="rutube.ru",
                poster=BRIDGE,
                duration="4 мин. 12 с",
                transcript="Глава города открывает мост.\nИграет духовой оркестр.",
            ),
        ),
        files=FILES[1:],
        author="Мария Соколова",
        source="Правительство Заречной области",
        source_url="https://zarechye.example/news/1",
        published=at("2026-11-17", "10:30"),
        updated=at("2026-11-19", "00:00"),
        age="6+",
        changes=(
            Change(date=date(2026, 11, 19), note="Уточнено время движения автобусов."),
            Change(date=date(2026, 11, 18), note="Добавлены снимки с открытия."),
        ),
        related=(
            news("Ремонт пешеходного моста начнётся в июле", at("2026-06-20")),
            news("На ремонт моста выделили 48 миллионов рублей", at("2026-03-02")),
            news("Жители выбрали цвет нового моста", at("2025-11-28")),
        ),
        events=EVENTS[:1],
        newer=Term(title="Каток на стадионе откроется 1 декабря", url="/news/2026/11/17/most/"),
        older=Term(
            title="Школы города набирают дружины юных пожарных", url="/news/2026/11/17/most/"
        ),
        share=SHARE,
        translations=(Term(title="English", url="/en/news/2026/11/17/bridge/", lang="en"),),
    )


def plain_news() -> ItemPage:
    """The least that a news item can have, withdrawn and still a draft."""
    return ItemPage(
        **_page("Объявление о конкурсе", "/news/2026/11/15/konkurs/", ("Новости", "/news/")),
        kind=Kind.NEWS,
        body=Markup("<p>Конкурс объявлен по ошибке.</p>"),
        published=at("2026-11-15", "09:00"),
        updated=at("2026-11-15", "09:00"),
        withdrawn=Withdrawal(date=date(2026, 11, 16), reason="Сведения оказались неверными."),
        draft=True,
    )


def act_page() -> ItemPage:
    """An act with all that it can have."""
    return ItemPage(
        **_page(
            PLATFORMS,
            "/documents/uo/prikaz/2023/375/",
            ("Документы", "/documents/"),
            ("Приказы", "/documents/kind/prikaz/"),
        ),
        kind=Kind.DOCUMENT,
        body=ACT_TEXT,
        files=FILES,
        published=at("2023-05-24"),
        updated=at("2024-10-12", "00:00"),
        changes=(Change(date=date(2024, 10, 12), note="Исправлена опечатка в пункте 2.1."),),
        signatories=(Signatory(post="Начальник управления образования", name="О. Ю. Бригида"),),
        act=ActFacts(
            kind="Приказ",
            kind_url="/documents/kind/prikaz/",
            number="№ 375",
            adopted=date(2023, 5, 23),
            issuer="Управление образования администрации городского округа Светлоречье",
            issuer_url="/documents/issuer/uo/",
            effective=date(2023, 6, 1),
            status="действует с изменениями",
            status_tone="active",
            status_checked=date(2026, 11, 10),
            published_in=(
                Publication(
                    name="«Вестник Светлоречья»", date=date(2023, 5, 26), issue="№ 20, с. 4"
                ),
            ),
            signed_copy=FILES[2],
        ),
        relations=(
            Relation(
                label="Принят на основании",
                title="Приказ министерства образования Заречной области от 18.04.2023 № 1100",
            ),
            Relation(
                label="Признаёт утратившим силу",
                title="Приказ от 30.08.2022 № 583 «Об итогах августовского совещания»",
                url="/documents/uo/prikaz/2023/375/",
            ),
            Relation(
                label="Изменён",
                title="Приказ от 10.10.2024 № 901 «О внесении изменений в приказ № 375»",
                url="/documents/uo/prikaz/2023/375/",
                scope="пункты 2.1 и 3",
            ),
        ),
        related=(ACTS[0], ACTS[1]),
        share=SHARE,
    )


def draft_act_page() -> ItemPage:
    """A draft act under discussion."""
    full = act_page()
    assert full.act
    return replace(
        full,
        url="/documents/duma/proekt/2026/byudzhet/",
        title="О бюджете городского округа Светлоречье на 2027 год",
        act=replace(
            full.act,
            kind="Решение",
            number="проект",
            project=True,
            status="проект",
            status_tone="pending",
            signed_copy=None,
            published_in=(),
            consultation=Consultation(
                start=date(2026, 11, 10),
                until=date(2026, 12, 10),
                email="duma@svetlorechye.example",
                address="площадь Ленина, 1, кабинет 12",
            ),
        ),
        files=(),
        relations=(),
        related=(),
        changes=(),
        signatories=(),
    )


def report_page() -> ItemPage:
    """A report with contacts and a signature."""
    return ItemPage(
        **_page(
            "О первом этапе информационной кампании по дополнительному образованию детей",
            "/reports/2026/kampaniya/",
            ("Отчёты", "/reports/"),
        ),
        kind=Kind.REPORT,
        issuer="Управление образования",
        period="Первый квартал 2026 года",
        lead="Кампанией охвачено около одиннадцати тысяч человек.",
        body=NEWS_TEXT,
        contents=(
            Heading(level=2, text="Что сделали", anchor="chto-sdelali"),
            Heading(level=2, text="Сколько это стоило", anchor="dengi"),
            Heading(level=3, text="Автобусы", anchor="avtobusy"),
        ),
        published=at("2026-04-10"),
        updated=at("2026-04-10"),
        files=(PDF,),
        signatories=(Signatory(post="Начальник управления образования", name="О. Ю. Бригида"),),
        contacts=(
            Contact(
                name="Ольга Юрьевна Бригида",
                post="Начальник управления",
                phone="8 (83152) 2-14-06, доб. 12",
                email="uo@svetlorechye.example",
            ),
            Contact(
                name="Приёмная",
                phone="+7 (83152) 2-14-00",
                address="ул. Гагарина, 15",
                hours="с 9:00 до 18:00",
            ),
        ),
        share=SHARE,
    )


def tree_page() -> ItemPage:
    """A page of the tree, with its sisters and children."""
    return ItemPage(
        **_page("Почётные граждане", "/gorod/grazhdane/", ("Город", "/gorod/")),
        kind=Kind.PAGE,
        lead="Звание присваивает Совет депутатов с 1965 года; его носят двенадцать человек.",
        body=Markup("<p>Звание дают тем, кто сделал для города больше, чем должен был.</p>"),
        children=(
            TreeNode(title="Порядок присвоения звания", url="/gorod/grazhdane/poryadok/"),
            TreeNode(title="Книга почёта", url="/gorod/grazhdane/kniga/", note="с 1965 года"),
        ),
        siblings=(
            TreeNode(title="История", url="/gorod/istoriya/"),
            TreeNode(title="Почётные граждане", url="/gorod/grazhdane/", current=True),
            TreeNode(title="Герб и флаг", url="/gorod/gerb/"),
            TreeNode(title="Города-побратимы", url="/gorod/pobratimy/"),
        ),
        published=at("2024-02-01"),
        updated=at("2026-09-01"),
    )


def project_page() -> ItemPage:
    """A project with its news."""
    return ItemPage(
        **_page("Инфраструктура для жизни", "/projects/infrastruktura/", ("Проекты", "/projects/")),
        kind=Kind.PAGE,
        project_level="Национальный проект",
        project_years="2025–2030",
        body=Markup("<p>Проект помогает городам строить дороги, мосты, парки и жильё.</p>"),
        children=PROJECTS[0].children,
        siblings=PROJECTS,
        project_news=NEWS[:3],
        published=at("2025-02-01"),
        updated=at("2025-02-01"),
    )


def news_list() -> ListPage:
    """News by day."""
    days = sorted({card.date.date() for card in NEWS}, reverse=True)
    return ListPage(
        **_page("Новости", "/news/"),
        groups=tuple(
            DayGroup(day=day, cards=tuple(card for card in NEWS if card.date.date() == day))
            for day in days
        ),
        filters=(
            (
                "Раздел",
                (
                    Term(title="Все", url="/news/", current=True),
                    CITY,
                    EDUCATION,
                    GREEN,
                    Term(title="Культура", url="/sections/kultura/"),
                    Term(title="Транспорт", url="/sections/transport/"),
                    Term(title="Жильё и коммунальные услуги", url="/sections/zhkh/"),
                ),
            ),
        ),
        archive=ARCHIVE,
        feeds=FEEDS,
        pager=Pager(number=1, total=1, older=Term(title="Октябрь 2026 года", url="/news/2026/10/")),
    )


def month_list() -> ListPage:
    """A month of news in three pages."""
    return replace(
        news_list(),
        title="Новости за ноябрь 2026 года, страница 2",
        url="/news/2026/11/2/",
        filters=(),
        pager=Pager(
            number=2,
            total=3,
            pages=tuple(
                Term(title=str(number), url=f"/news/2026/11/{number}/", current=number == 2)
                for number in (1, 2, 3)
            ),
            newer=Term(title="Декабрь 2026 года", url="/news/2026/12/"),
            older=Term(title="Октябрь 2026 года", url="/news/2026/10/"),
        ),
    )


def register() -> ListPage:
    """The register of acts."""
    return ListPage(
        **_page("Документы", "/documents/"),
        intro="Постановления, распоряжения, решения и приказы, принятые с 2006 года.",
        cards=ACTS * 3,
        acts=True,
        total=15,
        filters=(
            (
                "Вид",
                tuple(
                    Term(title=title, url=f"/documents/kind/{key}/", current=key == "")
                    for title, key in (
                        ("Все", ""),
                        ("Постановления", "postanovlenie"),
                        ("Распоряжения", "rasporyazhenie"),
                        ("Решения", "reshenie"),
                        ("Приказы", "prikaz"),
                    )
                ),
            ),
            (
                "Год",
                tuple(
                    Term(title=str(year), url=f"/documents/year/{year}/")
                    for year in range(2026, 2015, -1)
                ),
            ),
        ),
        feeds=FEEDS,
        pager=Pager(
            number=1, total=1, older=Term(title="Октябрь 2026 года", url="/documents/2026/10/")
        ),
    )


def report_list() -> ListPage:
    """Reports."""
    cards = (
        news(
            "О первом этапе информационной кампании по дополнительному образованию детей",
            at("2026-04-10"),
            kind=Kind.REPORT,
            lead="Управление образования, первый квартал 2026 года",
        ),
        news("Отчёт об исполнении бюджета за 2025 год", at("2026-03-02"), kind=Kind.REPORT),
    )
    return ListPage(**_page("Отчёты", "/reports/"), cards=cards)


def samples() -> Iterator[Sample]:
    """One page for every template and state."""
    yield Sample("home.html", home())
    yield Sample("news.html", news_page(), "/news/")
    yield Sample("news.html", plain_news(), "/news/")
    yield Sample("document.html", act_page(), "/documents/")
    yield Sample("document.html", draft_act_page(), "/documents/")
    yield Sample("report.html", report_page(), "/reports/")
    yield Sample("page.html", tree_page(), "/gorod/")
    yield Sample("page.html", project_page(), "/projects/")
    yield Sample("list.html", news_list(), "/news/")
    yield Sample("list.html", month_list(), "/news/")
    yield Sample("list.html", register(), "/documents/")
    yield Sample("list.html", report_list(), "/reports/")
    yield Sample("list.html", ListPage(**_page("Культура", "/sections/kultura/")))
    yield Sample(
        "archive.html", ArchivePage(**_page("Архив новостей", "/news/2026/"), years=ARCHIVE)
    )
    sections = (
        replace(CITY, note="Новости города."),
        replace(EDUCATION, note="Сады, школы, кружки."),
        GREEN,
    )
    tags = tuple(Term(title=f"тема {number}", url=f"/tags/t{number}/") for number in range(1, 13))
    yield Sample(
        "index.html", IndexPage(**_page("Разделы", "/sections/"), groups=(("", sections),))
    )
    yield Sample(
        "index.html",
        IndexPage(
            **_page("Темы", "/tags/"),
            intro="О чём пишем.",
            groups=(("Часто", tags[:4]), ("Все", tags)),
        ),
    )
    nodes = (
        TreeNode(
            title="Город",
            url="/gorod/",
            children=(
                TreeNode(title="История", url="/gorod/istoriya/"),
                TreeNode(title="Почётные граждане", url="/gorod/grazhdane/"),
            ),
        ),
    )
    yield Sample(
        "sitemap.html",
        SitemapPage(
            **_page("Карта сайта", "/sitemap/"),
            groups=(
                ("Страницы", nodes),
                ("Проекты", PROJECTS),
                ("Новости", (TreeNode(title="2026 год", url="/news/2026/"),)),
            ),
        ),
    )
    yield Sample(
        "search.html",
        SearchPage(
            **_page("Поиск", "/search/"),
            script="/theme/search.js",
            sentences=Markup("{}"),
            ways=(
                Term(title="Все документы", url="/documents/"),
                Term(title="Все новости", url="/news/"),
                Term(title="Карта сайта", url="/sitemap/"),
            ),
        ),
    )
    yield Sample(
        "feeds.html",
        FeedsPage(
            **_page("Подписки", "/feeds/"), groups=(("Весь сайт", FEEDS), ("Новости", FEEDS))
        ),
    )
    yield Sample(
        "low-vision.html", LowVisionPage(**_page("Версия для слабовидящих", "/low-vision/"))
    )
    yield Sample("alert-page.html", AlertPage(**_page("Предупреждения", "/alert/"), alerts=ALERTS))
    yield Sample("alert-page.html", AlertPage(**_page("Предупреждения", "/alert/pusto/")))
    yield Sample(
        "404.html", Page(**(_page("Страница не найдена", "/404.html") | {"noindex": True}))
    )
    yield Sample(
        "redirect.html",
        RedirectPage(
            **_page("Страница переехала", "/old/375/"),
            target="/documents/uo/prikaz/2023/375/",
            target_title="Приказ № 375",
        ),
    )


ALERTS = (
    EventView(
        title="Штормовое предупреждение: ветер до 25 м/с",
        url="/news/2026/11/17/most/",
        start=at("2026-11-17"),
        end=datetime(2099, 11, 18, 20, tzinfo=UTC).astimezone(MOSCOW),
    ),
)
FRAGMENT = AlertFragment(alerts=ALERTS)
