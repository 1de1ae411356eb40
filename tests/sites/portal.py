"""The settings of Берёзов Яр, a town that exists only in the tests."""

from vestnik.core.model import Contact
from vestnik.core.portal import ActKind, Issuer, Link, Portal, Section

PORTAL = Portal(
    name="Администрация муниципального округа Берёзов Яр",
    short_name="Берёзов Яр",
    town="Берёзов Яр",
    region="Заокская область",
    url="https://berezov-yar.example",
    timezone="Europe/Moscow",
    languages=("ru", "en"),
    sections=(
        Section(key="obrazovanie", title="Образование", description="Школы и детские сады"),
        Section(key="kultura", title="Культура и праздники"),
        Section(key="dorogi", title="Дороги и транспорт"),
        Section(key="zhkh", title="ЖКХ"),
    ),
    act_kinds=(
        ActKind(key="prikaz", title="Приказ", plural="Приказы", genitive="приказа"),
        ActKind(
            key="postanovlenie",
            title="Постановление",
            plural="Постановления",
            genitive="постановления",
        ),
        ActKind(
            key="rasporyazhenie",
            title="Распоряжение",
            plural="Распоряжения",
            genitive="распоряжения",
        ),
        ActKind(key="reshenie", title="Решение", plural="Решения", genitive="решения"),
    ),
    issuers=(
        Issuer(
            key="administraciya",
            title="Администрация муниципального округа Берёзов Яр",
            short="Администрация",
        ),
        Issuer(
            key="upravlenie-obrazovaniya",
            title="Управление образования округа Берёзов Яр",
            short="Управление образования",
        ),
    ),
    menu=(
        Link(title="Новости", url="/news/"),
        Link(title="Документы", url="/documents/"),
        Link(title="Отчёты", url="/reports/"),
        Link(title="Округ", url="/okrug/"),
    ),
    contacts=Contact(
        name="Администрация муниципального округа Берёзов Яр",
        address="000777, г. Берёзов Яр, ул. Набережная, 4",
        phone="+7 (000) 777-01-00",
        email="priem@berezov-yar.example",
    ),
    age="6+",
    imprint="Официальный сайт администрации. Город вымышлен.",
)
