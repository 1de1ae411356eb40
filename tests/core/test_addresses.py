"""Addresses: names in Latin letters, and where everything stands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.core import addresses
from vestnik.core.addresses import SLUG, number_slug, slug, transliterate

DAY = date(2023, 5, 23)


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("абвгдеёжзийклмноп", "abvgdeyozhzijklmnop"),
        ("рстуфхцчшщъыьэюя", "rstufxczchshshhyeyuya"),
        ("Щёлково", "Shhyolkovo"),
        ("ЩЁЛКОВО", "SHHYOLKOVO"),
        ("Я и Юля", "Ya i Yulya"),
        ("объявление, подъезд, семья", "obyavlenie, podezd, semya"),
        ("Хабаровск, эхо", "Xabarovsk, exo"),
        ("«№ 5» — Ltd.", "«№ 5» — Ltd."),
        ("и\u0306 е\u0308", "j yo"),
    ],
)
def test_letters_follow_the_standard(text, latin):
    """GOST 7.79-2000, system B, without apostrophes and backticks."""
    assert transliterate(text) == latin


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("цирк", "cirk"),
        ("цена", "cena"),
        ("цыган", "cygan"),
        ("Цюрих", "Cyurix"),
        ("Цявловский", "Cyavlovskij"),
        ("цокот", "czokot"),
        ("площадь отца", "ploshhad otcza"),
        ("отец", "otecz"),
        ("ЦСКА", "CZSKA"),
        ("администрация", "administraciya"),
    ],
)
def test_ts_is_c_before_i_e_y_j(text, latin):
    """«Ц» is c before i, e, y, j and cz elsewhere."""
    assert transliterate(text) == latin


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Приём заявок на 2026 год начался!", "priyom-zayavok-na-2026-god-nachalsya"),
        ("  «Открытые данные»: № 5 (новое)  ", "otkrytye-dannye-n-5-novoe"),
        ("д’Артаньян и О'Нил", "dartanyan-i-onil"),
        ("Ҡаҙан әҙәбиәте", "kazan-azabiate"),
        ("Crème brûlée", "creme-brulee"),
        ("снег\u00ad\u200bпад", "snegpad"),
        ("", "bez-imeni"),
        ("!!!", "bez-imeni-fd252db9"),
    ],
)
def test_slug_is_made_of_what_can_be_read(text, expected):
    """A slug holds Latin letters and digits; what has none differs all the same."""
    if text == "!!!":
        assert slug(text).startswith("bez-imeni-")
        assert slug(text) != slug("???")
    else:
        assert slug(text) == expected


def test_slug_is_cut_between_words():
    """A long slug ends with a whole word, one long word with a whole letter."""
    text = (
        "О внесении изменений в постановление администрации городского округа Светлоречье от 1 мая"
    )
    assert slug(text, 40) == "o-vnesenii-izmenenij-v-postanovlenie"
    assert slug("я" * 100, 40) == "ya" * 20


@pytest.mark.slow
@given(st.text(), st.integers(20, 100))
def test_slug_is_always_a_part_of_an_address(text, limit):
    """Whatever the title, its slug has the right shape and length, and is its own slug."""
    made = slug(text, limit)
    assert SLUG.fullmatch(made)
    assert len(made) <= limit
    assert slug(made, limit) == made


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("375", "375"),
        ("3/650", "3-650"),
        ("123-п", "123-p"),
        ("404п-П13", "404p-p13"),
        ("2738/499-III-ОЗ", "2738-499-iii-oz"),
        ("903н", "903n"),
        ("01-05/12", "01-05-12"),
        ("№ 375", "375"),
        ("N 375", "375"),
    ],
)
def test_number_of_an_act(number, expected):
    """Numbers of acts as clerks type them."""
    assert number_slug(number) == expected


@pytest.mark.parametrize("number", ["б/н", "Б/Н", "б\\н", "б.н.", "бн", "без номера", "", "№ б/н"])
def test_an_act_without_a_number_has_its_date(number):
    """«б/н», however it is typed, is told apart by its date."""
    assert addresses.is_numberless(number)
    assert number_slug(number) == "b-n"
    assert addresses.act_slug(number, DAY) == "b-n-2023-05-23"


@pytest.mark.parametrize(
    ("cyrillic", "latin"), [("12-Н", "12-H"), ("499-ОЗ", "499-OЗ"), ("5-РА", "5-PA"), ("7с", "7c")]
)
def test_letters_that_look_alike_are_one_number(cyrillic, latin):
    """A Latin letter in place of a Cyrillic one makes no other act."""
    assert cyrillic != latin
    assert number_slug(cyrillic) == number_slug(latin)


@given(st.text())
def test_number_slug_is_always_a_part_of_an_address(number):
    """Whatever the number, its slug has the right shape."""
    assert SLUG.fullmatch(number_slug(number))
    assert SLUG.fullmatch(addresses.act_slug(number, DAY))


def test_a_number_used_twice_takes_its_date():
    """The remedy for two acts of one number and year."""
    assert addresses.dated_slug("3/650", DAY) == "3-650-2023-05-23"


def test_places_of_items():
    """Addresses of news, acts and reports show their place."""
    assert addresses.news_address(date(2026, 1, 7), "elka") == "/news/2026/01/07/elka/"
    act = ("upravlenie", "prikaz", DAY)
    assert addresses.act_address(*act, "3/650") == "/documents/upravlenie/prikaz/2023/3-650/"
    assert addresses.act_address(*act, "б/н").endswith("/2023/b-n-2023-05-23/")
    assert addresses.act_address(*act, "375", "375-2023-05-23").endswith("/375-2023-05-23/")
    assert addresses.report_address(2026, "itogi") == "/reports/2026/itogi/"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("pages/gorod/istoriya.md", "/gorod/istoriya/"),
        ("pages/gorod/index.md", "/gorod/"),
        ("pages/index.md", "/"),
        ("pages/Город/О нас.md", "/gorod/o-nas/"),
    ],
)
def test_a_page_stands_where_its_source_stands(path, address):
    """The address of a page follows its folders."""
    assert addresses.page_address(path) == address
    assert addresses.page_address(path, "/en") == "/en" + address


def test_other_languages_have_a_prefix():
    """The site's own language has none."""
    assert addresses.language_prefix("ru") == ""
    assert addresses.language_prefix("en") == "/en"
    assert addresses.language_prefix("en", "en") == ""
    assert addresses.news_address(DAY, "a", "/en") == "/en/news/2023/05/23/a/"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("news", "/news/"),
        ("news/2026", "/news/2026/"),
        ("news/2026/11", "/news/2026/11/"),
        ("section/obrazovanie", "/sections/obrazovanie/"),
        ("section/obrazovanie/2026/11", "/sections/obrazovanie/2026/11/"),
        ("tag/dorogi", "/tags/dorogi/"),
        ("documents", "/documents/"),
        ("documents/2026", "/documents/year/2026/"),
        ("documents/2026/11", "/documents/year/2026/11/"),
        ("kind/prikaz/2026", "/documents/kind/prikaz/2026/"),
        ("issuer/duma", "/documents/issuer/duma/"),
        ("status/acting", "/documents/status/acting/"),
        ("reports", "/reports/"),
        ("sections", "/sections/"),
        ("tags", "/tags/"),
    ],
)
def test_places_of_lists(name, address):
    """Every list has an address; its second page one below."""
    assert addresses.list_address(name) == address
    assert addresses.list_address(name, 2) == address + "2/"
    assert addresses.list_address(name, prefix="/en") == "/en" + address


@pytest.mark.parametrize("name", ["all", "project/gorod", "children/gorod", "section", "nonsense"])
def test_a_list_without_a_page_has_no_address(name):
    """Lists that only pages ask for are nowhere."""
    with pytest.raises(ValueError, match="no page"):
        addresses.list_address(name)


def test_no_issuer_stands_where_lists_stand():
    """Keys of issuers and lists of the register cannot meet."""
    lists = [addresses.list_address(f"{name}/x") for name in ("kind", "issuer", "status")]
    lists.append(addresses.list_address("documents/2026"))
    taken = {address.split("/")[2] for address in lists} | {"data"}  # files of the filter
    assert taken == addresses.RESERVED_ISSUERS


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        (("files/Смета.xlsx",), "/files/smeta.xlsx"),
        (("news/2026/План работ.PDF",), "/files/news/2026/plan-rabot.pdf"),
        (("a.pdf",), "/files/a.pdf"),
        (
            ("documents/375/Скан.pdf", "/documents/u/p/2023/375/"),
            "/documents/u/p/2023/375/skan.pdf",
        ),
        (
            ("documents/375/Приложения/1.pdf", "/documents/u/p/2023/375/", "documents/375"),
            "/documents/u/p/2023/375/prilozheniya/1.pdf",
        ),
        (("files/архив.tar.gz",), "/files/arxiv-tar.gz"),
        (("files/README",), "/files/readme"),
    ],
)
def test_places_of_files(arguments, address):
    """A file goes with its item, or under /files/."""
    assert addresses.file_address(*arguments) == address
