"""The HTML of every page and component holds what `faults.py` asks, and `faults.py` can find."""

import pytest

from tests.theme.faults import faults
from tests.theme.gallery import build


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The gallery's pages: address → HTML."""
    folder = tmp_path_factory.mktemp("gallery")
    return {
        address: (
            folder / address.strip("/") / ("" if ".html" in address else "index.html")
        ).read_text(encoding="utf-8")
        for address in build(folder)
        if address != "/old/375/"
    }


def test_nothing_is_wrong(pages):
    """No page and no component in any state has a fault."""
    found = {
        address: wrong
        for address, html in pages.items()
        if (wrong := faults(html, component=address.startswith("/gallery/")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<input placeholder="Поиск">', "without a label"),
        ('<label for="nowhere">Куда</label>', "leads nowhere"),
        ('<p id="a"></p><p id="a"></p>', "more than once"),
        ('<figure><img src="a" alt="" width="1" height="1"></figure>', "says nothing"),
        ("<p>21 документов</p>", "«21 документов»"),
        ("<p>2 результатов</p>", "«2 результатов»"),
        ('<p lang="ru">This is the home page</p>', "English not marked"),
        ('<p lang="en">Новости города</p>', "Russian marked as English"),
        ('<main><a href="/a.pdf">Приказ</a></main>', "does not say so"),
        ("<table><tr><td>1</td></tr></table>", "without headings"),
        ("<nav><a href='/a'>А</a><a href='/b'>Б</a><a href='/c'>В</a></nav>", "no list"),
        ("<time>вчера</time>", "only people read"),
        ("<a href='/' target='_blank'>А</a>", "without being asked"),
        ("<svg><path d=''></path></svg>", "stumbles"),
        ("<details><p>Текст</p></details>", "without a name"),
        ("<ul><div>А</div></ul>", "no entry"),
    ],
)
def test_a_fault_is_found(html, fault):
    """Each rule finds what it is for."""
    assert any(fault in one for one in faults(f"<body>{html}</body>", component=True))


def test_right_plurals_are_no_fault():
    """Every number with its own form."""
    words = (
        "0 документов 1 документ 2 документа 5 страниц 11 файлов 21 результат 101 файл 112 страниц"
    )
    assert faults(f"<body>{words}</body>", component=True) == []
