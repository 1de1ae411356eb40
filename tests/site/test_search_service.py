"""The search service, called as a web server calls it."""

import threading
import urllib.request
from urllib.parse import quote, urlencode

import pytest
from bs4 import BeautifulSoup
from msgspec.structs import replace

from tests.site.town import PORTAL, Town, docx, pdf
from tests.site.warm import warm
from vestnik.search.whoosh_index import WhooshIndex
from vestnik.site import search_service
from vestnik.site.asking import Asker
from vestnik.site.request import site_of
from vestnik.site.search_address import Asked, read
from vestnik.site.search_service import Look, SearchService, bring_up, keep_up


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A built town with an index."""
    made = Town(tmp_path_factory.mktemp("service") / "town")
    made.portal = replace(PORTAL, search_service="/poisk/")
    warm(made.root / "cache")
    made.add_act(2)
    item(made, "katok", "Каток на пруду открыт. Лёд <script>alert(1)</script> залит.")
    item(made, "yama", "Ямы на дорогах засыпаны.")
    item(made, "taina", "Жимолость отцвела.", "draft: true\n")
    for number in range(12):
        item(made, f"most{number}", f"Мост номер {number} отремонтирован.")
    made.write("news/2026/plan.pdf", pdf("Ploschad"))
    item(made, "plan", "См. план.", "attachments: [{file: plan.pdf, title: План города}]\n")
    made.write("news/2026/spisok.docx", docx("Высадка клёнов"))
    item(made, "spisok", "См.", "attachments: [{file: spisok.docx, title: Список улиц}]\n")
    assert made.build().applied
    bring_up(site_of(made.request()), ())
    return made


@pytest.fixture
def service(town):
    """The application."""
    return serving(town)


def serving(town):
    """The application of a town."""
    places = town.request().places
    look = Look(theme=places.theme, override=places.override, cache=places.cache / "templates")
    return SearchService(lambda: site_of(town.request()), look)


def item(town, name, text, lines=""):
    """A news item."""
    title = {"katok": "Каток & «лёд»", "yama": "Ремонт дорог"}.get(name, f"Дело {name}")
    town.write(
        f"news/2026/{name}.md",
        f"---\ntitle: {title}\ndate: 2026-03-09 08:00\nlead: Коротко.\n{lines}---\n{text}\n",
    )


def call(service, query="", path="/search/", method="GET"):
    """(status, headers, body) of a request."""
    told = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
    body = b"".join(service(environ, lambda status, headers: told.append((status, headers))))
    ((status, headers),) = told
    return int(status[:3]), dict(headers), body.decode()


def look(service, path="/search/", **names):
    """The page of a search."""
    status, _, body = call(service, urlencode(names), path)
    assert status == 200
    return BeautifulSoup(body, "html.parser")


def links(soup):
    """Texts of the results' links."""
    return [link.get_text() for link in soup.select("#search-results .result__link")]


def test_an_answer_is_a_whole_page_without_script(service):
    """The site's frame, the results with their words marked, how many there are."""
    soup = look(service, q="катка на прудах")
    assert links(soup) == ["Каток & «лёд»"]
    assert [mark.get_text() for mark in soup.select("#search-results a mark")] == ["Каток"]
    assert soup.find(id="search-status").get_text() == "Найден 1 результат"
    assert soup.find("input", id="search-query")["value"] == "катка на прудах"
    assert soup.title.get_text().startswith("катка на прудах — Поиск")
    assert PORTAL.name in soup.header.get_text()
    assert soup.find("link", rel="stylesheet")["href"].startswith("/theme/site.")
    assert not soup.select("main script, main noscript, form[hidden]#search-form")


def test_the_static_page_leads_to_the_service(town):
    """For readers whose scripts are off; the other languages of the site have their own."""
    page = BeautifulSoup(town.tree()["search/index.html"], "html.parser")
    assert page.select_one("main noscript form")["action"] == "/poisk/"
    page = BeautifulSoup(town.tree()["en/search/index.html"], "html.parser")
    assert page.select_one("main noscript form")["action"] == "/poisk/en/"


def test_each_language_has_its_page(service):
    """By the addresses of the site, and behind one that a web server passes on."""
    for path in ("/en/search/", "/search/en/", "/search/en"):
        assert look(service, path, q="каток").html["lang"] == "en"
    assert call(service, path="/de/search/")[0] == 404
    assert call(service, path="/search/../etc/")[0] == 404


def test_without_a_query_there_is_the_field(service):
    """And no results."""
    soup = look(service)
    assert soup.find(id="search-form")
    assert not links(soup)
    assert soup.find(id="search-status").get_text() == ""


def test_a_correction_is_said_and_can_be_undone(service):
    """One wrong letter, and the other keyboard layout."""
    soup = look(service, q="катог")
    assert "Показаны результаты для «каток»" in soup.find(id="search-note").get_text()
    undo = soup.select_one("#search-note a")["href"]
    assert read(undo[1:]).exact
    assert links(look(service, q="rfnjr")) == ["Каток & «лёд»"]
    assert not links(look(service, q="катог", exact="1"))


def test_facets_are_links(service):
    """Each leads to the narrowed answer, a chosen one back."""
    soup = look(service, q="мост")
    (newest,) = (
        a for a in soup.select("#search-facets a") if "сначала нов" in a.get_text().lower()
    )
    assert read(newest["href"][1:]).newest
    soup = look(service, q="мост", section="dorogi", year="1999")
    assert not links(soup)
    chosen = soup.select('#search-facets a[aria-current="true"]')
    assert any(read(a["href"][1:]).chosen == {"section": "dorogi"} for a in chosen)
    assert soup.select_one("#search-help a")["href"] == "?" + urlencode({"q": "мост"})
    kept = {field["name"] for field in soup.select("#search-form input[type=hidden]")}
    assert kept == {"section", "year"}


def test_pages_of_results(service):
    """Ten a page, numbered on."""
    first, second = look(service, q="мост"), look(service, q="мост", page="2")
    assert len(links(first)) == 10
    assert second.find(id="search-results")["start"] == "11"
    assert not set(links(first)) & set(links(second))
    assert [a["href"] for a in first.select(".pager a")][1] == f"?q={quote('мост')}&page=2"
    assert not links(look(service, q="мост", page="99"))


def test_a_phrase_stands_together(service):
    """In any form of its words, and nothing else is found."""
    assert len(links(look(service, q="мост номер 7"))) == 10
    assert links(look(service, q="«номер 7»")) == ["Дело most7"]
    assert not links(look(service, q="«каток на дорогах»"))


def test_words_of_a_file_lead_to_its_page(service):
    """With the file's title."""
    link = look(service, q="ploschad").select_one(".result__file a")
    assert link.get_text() == "План города, страница 1"
    assert link["href"].endswith("plan.pdf#page=1")


def test_words_of_an_office_file_lead_to_the_file(service):
    """Which has no pages to be named."""
    link = look(service, q="клёны").select_one(".result__file a")
    assert link.get_text() == "Список улиц"
    assert link["href"].endswith("spisok.docx")


def test_nothing_is_taken_for_markup(service):
    """Neither what is asked nor what is in the texts; made-up values of facets are texts."""
    bad = '"><script>alert(1)</script>'
    for names in ({"q": bad}, {"q": "каток", "section": bad, "kind": bad, "lang": bad}):
        _, _, body = call(service, urlencode(names))
        assert "<script>alert" not in body
        assert 'value=""' not in body
    assert "<script>alert" not in call(service, urlencode({"q": "лёд"}))[2]


def test_what_is_not_public_is_not_found(service):
    """Drafts."""
    assert not links(look(service, q="жимолость"))


def test_limits(service):
    """Methods, lengths and numbers; unknown names are passed over."""
    assert call(service, method="POST")[0] == 405
    assert call(service, method="POST")[1]["Allow"] == "GET, HEAD"
    assert call(service, "q=" + "a" * 5000)[0] == 414
    assert call(service, "&".join(f"a{n}=1" for n in range(80)))[0] == 400
    status, headers, body = call(service, "q=x", method="HEAD")
    assert (status, body) == (200, "")
    assert int(headers["Content-Length"]) > 1000
    assert links(look(service, q="каток", utm_source="x", page="٣", sort="'")) == ["Каток & «лёд»"]
    assert read("q=" + "a" * 900).q == "a" * 200
    assert read("q=%00%FF%0Aa").q.isprintable()
    assert read("page=0").page == 1
    assert call(service, urlencode({"q": "((((а* И *б*в*г* " * 20}))[0] == 200


def test_headers_are_those_of_the_site(service):
    """On every answer, an error's too."""
    for path in ("/search/", "/nothing"):
        headers = call(service, path=path)[1]
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; base-uri 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_a_fault_is_not_shown(service, monkeypatch, capsys):
    """The reader gets a sentence, the log the trace; afterwards all goes on."""

    def fail(*_):
        raise RuntimeError("/secret/path")

    with monkeypatch.context() as patched:
        patched.setattr(search_service, "answered", fail)
        status, _, body = call(service, "q=a")
    assert status == 500
    assert "secret" not in body
    assert "secret" in capsys.readouterr().err
    assert call(service, "q=a")[0] == 200


def test_addresses_go_both_ways():
    """One search has one address."""
    asked = Asked(q="ремонт & дорог", chosen={"year": "2026"}, newest=True, page=3)
    assert read(asked.url()[1:]) == asked
    assert Asked().url() == "?"


def test_the_open_index_answers_while_another_is_written(tmp_path, monkeypatch):
    """A reader has no notice of an update; afterwards the new item is found, a gone one is not."""
    town = Town(tmp_path / "town")
    warm(town.root / "cache")
    item(town, "katok", "Каток открыт.")
    item(town, "yama", "Ямы засыпаны.")
    town.build()
    site = site_of(town.request())
    service = serving(town)
    assert call(service, "q=a")[0] == 503  # there is none yet
    known = bring_up(site, ())
    assert bring_up(site, known) == known
    assert links(look(service, q="каток"))
    item(town, "most", "Фонарь горит.")
    town.set_line("news/2026/yama.md", "draft", "true")
    town.build()
    assert not links(look(service, q="ямы"))  # taken back, though the index still has it
    (site.folder / "vestnik.msgpack").rename(tmp_path / "aside")  # as while it is written
    assert WhooshIndex.open(site.folder) is None
    assert links(look(service, q="каток"))
    (tmp_path / "aside").rename(site.folder / "vestnik.msgpack")
    stop = threading.Event()
    monkeypatch.setattr(stop, "wait", lambda _: stop.set())
    keep_up(lambda: site, stop, 0)
    assert links(look(service, q="фонари")) == ["Дело most"]
    assert links(look(service, q="каток"))


def test_over_a_socket(service):
    """As waitress serves it."""
    from waitress.server import create_server

    server = create_server(service, host="127.0.0.1", port=0, ident=None, threads=1)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.effective_port}/search/?q={quote('каток')}"
        with urllib.request.urlopen(url, timeout=20) as answer:
            assert "Server" not in answer.headers
            assert "result__link" in answer.read().decode()
    finally:
        server.task_dispatcher.shutdown()  # its thread still says that the answer is sent
        server.close()
        thread.join(timeout=5)


def test_a_site_without_search_has_no_service(tmp_path):
    """It is told so at once."""
    town = Town(tmp_path / "town")
    with pytest.raises(search_service.OutputError, match="ещё не собран"):
        Asker(site_of(town.request()))
