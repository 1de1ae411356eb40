"""The preview shows what visitors do not see yet, survives whatever is typed, and leaks nothing."""

import shutil
import threading
from pathlib import Path

import pytest
from msgspec import structs

from tests.site.town import Town
from tests.sites.portal import PORTAL
from vestnik.core.problems import errors
from vestnik.output import OutputError
from vestnik.previewing.keeper import Keeper, preview_request
from vestnik.previewing.server import PreviewServer
from vestnik.publishing.publish import publish
from vestnik.site.build import build

pytestmark = pytest.mark.slow

SITES = Path(__file__).parents[1] / "sites"
SECRET = "zhimolost"


def news(title: str, extra: str = "", day: str = "2026-03-09") -> str:
    """A small piece of news."""
    return f"---\ntitle: {title}\ndate: {day} 08:00\nlead: Коротко.\n{extra}---\nТекст новости.\n"


def draft(town: Town) -> None:
    """A draft and an item under embargo."""
    town.write("news/2026/chernovik.md", news(f"Жимолость {SECRET}", "draft: true\n"))
    town.write("news/2026/zavtra.md", news(f"Завтра {SECRET}", day="2026-03-20"))


# --- what is seen ----------------------------------------------------------------------------


def test_drafts_are_shown_and_marked(town, looking):
    """In lists by a word, on their pages by a notice, in the panel with the day they come out."""
    draft(town)
    looking.keeper.refresh()
    front = looking.get("/news/").text
    assert front.count(SECRET) >= 2
    assert front.count('<strong class="tag tag--pending">Черновик</strong>') == 2
    page = looking.get("/news/2026/03/09/chernovik/").text
    assert "черновик: посетители его не видят" in page
    later = looking.get("/news/2026/03/20/zavtra/").text.replace("\xa0", " ")
    assert "выйдет 20 марта 2026 года в 08:00" in later
    assert '<p class="notice__title">Черновик</p>' in later
    public = looking.get("/news/2026/03/").text
    assert public.count("tag--pending") == 2


def test_a_page_names_its_file_and_its_faults(town, looking):
    """With line, field and remedy, in words; the site as it last was stays."""
    town.write("news/2026/most.md", news("Мост открыт"))
    looking.keeper.refresh()
    address = "/news/2026/03/09/most/"
    assert "К этому материалу замечаний нет" in looking.get(address).text
    town.write("news/2026/most.md", news("Мост открыт", "section: netu\n"))
    looking.keeper.refresh()
    page = looking.get(address)
    assert page.status == 200
    assert "<code>news/2026/most.md</code>" in page.text
    assert "<strong>Ошибка</strong> (строка 5, section)" in page.text
    assert "раздела «netu» на сайте нет. Есть: " in page.text
    assert "<details open>" in page.text
    assert "показан прежний вид" in page.text


def test_a_new_item_with_an_error_says_why_it_is_not_there(town, looking):
    """Whoever opens its address reads the error; the rest of the site works."""
    town.write("news/2026/most.md", news("Мост открыт", "section: netu\n"))
    looking.keeper.refresh()
    page = looking.get("/news/2026/03/09/most/")
    assert page.status == 404
    assert "news/2026/most.md" in page.text
    assert "строка 5" in page.text
    assert looking.get("/").status == 200
    assert "1 ошибка" in looking.get("/").text


def test_wrong_settings_are_told_on_the_page(town):
    """The site stays as it was, and says what is wrong."""
    requests = [preview_request(town.request())]

    def ask():
        if requests:
            return requests.pop()
        raise OutputError("VESTNIK: неизвестная настройка «setions»")

    keeper = Keeper(ask)
    assert keeper.refresh().ready
    state = keeper.refresh()
    assert state.ready
    assert "неизвестная настройка" in state.trouble
    assert state.number == 2


def test_an_unforeseen_fault_does_not_end_it(town, capsys):
    """The window has the traceback, the page a sentence."""

    def ask():
        raise ZeroDivisionError

    keeper = Keeper(ask)
    assert "внутренняя ошибка" in keeper.refresh().trouble
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_before_the_first_build_pages_wait(looking):
    """They load themselves anew when there is something to see."""
    page = looking.get("/news/")
    assert page.status == 503
    assert "Сайт собирается" in page.text
    assert "preview.js" in page.text
    assert looking.get("/_vestnik/").status == 503


def test_the_overview_names_everything(town, looking):
    """All faults by file, all drafts with links."""
    draft(town)
    town.write("news/2026/most.md", news("Мост открыт", "section: netu\n"))
    looking.keeper.refresh()
    page = looking.get("/_vestnik/").text
    assert "<h2><code>news/2026/most.md</code></h2>" in page
    assert "Не показан, пока не исправлен" in page
    assert '<a href="/news/2026/03/09/chernovik/">' in page
    assert '<a href="/news/2026/03/20/zavtra/">' in page


def test_waiting_pages_are_told(town, looking):
    """Each change has a number; nothing new, no number."""
    first = looking.keeper.refresh().number
    assert looking.keeper.refresh().number == first
    told = []
    waiter = threading.Thread(target=lambda: told.append(looking.keeper.wait(first, 20).number))
    waiter.start()
    town.write("news/2026/most.md", news("Мост открыт"))
    looking.keeper.refresh()
    waiter.join()
    assert told == [first + 1]


def test_searching_finds_what_was_just_written(town, looking):
    """The index is brought up to date when somebody asks for it, not at every save."""
    town.write("news/2026/most.md", news("Мост открыт"))
    looking.keeper.refresh()
    root = looking.keeper.output
    assert not (root / "search/now.js").exists()
    assert looking.get("/search/now.js").status == 200
    assert (root / "search/now.js").is_file()


# --- what it must not do ---------------------------------------------------------------------


def test_a_foreign_name_gets_nothing(town, looking):
    """A page elsewhere whose name is pointed at this machine cannot read drafts."""
    looking.keeper.refresh()
    port = looking.server.server_port
    for host in ("evil.example", "127.0.0.1", f"evil.example:{port}", f"localhost.:{port}", ""):
        answer = looking.get("/", Host=host)
        assert answer.status == 421, host
        assert "html" not in answer.text
    assert looking.get("/", Host=f"LOCALHOST:{port}").status == 200


def test_it_listens_on_this_machine_only(looking):
    """Nobody else in the network sees drafts."""
    assert looking.server.server_address[0] == "127.0.0.1"


def test_only_the_site_is_served(town, looking):
    """Nothing hidden, nothing above."""
    looking.keeper.refresh()
    for address in (
        "/../../pelicanconf.py",
        "/%2e%2e/%2e%2e/content/news/2026/chernovik.md",
        "/..%5c..%5csecret",
        "//etc/passwd",
        "/C:/windows/win.ini",
        "/.vestnik-output",
        "/news/%00",
        "/_vestnik/../../x",
    ):
        assert looking.get(address).status == 404, address


def test_the_reload_script_is_in_no_file(town, looking):
    """It is added when a page is served, allowed by the policy of every page."""
    looking.keeper.refresh()
    page = looking.get("/")
    assert "/_vestnik/preview.js" in page.text
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]
    assert "connect-src 'self'" in page.headers["Content-Security-Policy"]
    files = list(looking.keeper.output.rglob("*.html"))
    assert files
    assert not any(b"_vestnik" in path.read_bytes() for path in files)


def test_drafts_reach_no_output_and_no_cache_of_a_build(town, looking, tmp_path):
    """A build and a publication before and after a preview are the same to the byte, and nothing
    that they keep names a draft.
    """
    draft(town)
    assert town.build().applied
    before = tree(town.root / "output")
    looking.keeper.refresh()
    looking.keeper.refresh_search()
    assert SECRET in looking.get("/news/").text
    assert town.build().applied
    assert tree(town.root / "output") == before
    publish(tmp_path / "www", town.request())
    for place in (town.root / "output", tmp_path / "www/trees"):
        assert not [path for path in files_of(place) if SECRET in path.read_text("utf-8", "ignore")]
    ledgers = list((town.root / "cache").glob("output-*/ledger.sqlite*"))
    assert ledgers
    assert not [path for path in ledgers if SECRET.encode() in path.read_bytes()]


def test_its_folder_is_refused_for_a_publication(town, looking, tmp_path):
    """Drafts cannot be served by mistake."""
    looking.keeper.refresh()
    request = town.request()
    request = structs.replace(request, output=looking.keeper.output, state=tmp_path / "state")
    with pytest.raises(OutputError, match="просмотра"):
        build(request)


def test_a_taken_port_is_told(looking):
    """With the way out."""
    with pytest.raises(OutputError, match="--port"):
        PreviewServer(looking.keeper, looking.server.server_port)


# --- whatever is typed -------------------------------------------------------------------------


@pytest.mark.deep
@pytest.mark.parametrize("hidden", [False, True], ids=["public", "draft"])
def test_no_fault_stops_it(hidden, tmp_path):
    """Every broken site of the tests, its items published or drafts: the home page is there, and
    the errors are named on it.
    """
    town = Town(tmp_path / "town", portal=PORTAL)
    keeper = Keeper(lambda: preview_request(town.request()))
    stopped = []
    for site in sorted(SITES.glob("broken-*")):
        shutil.rmtree(town.content)
        shutil.copytree(site / "content", town.content, symlinks=True)
        if hidden:
            for source in town.content.rglob("*.md"):
                hide(source)
        state = keeper.refresh()
        if state.trouble or not (keeper.output / "index.html").is_file():
            stopped.append(f"{site.name}: {state.trouble}")
        assert errors(state.problems) or not state.absent
    assert stopped == []


def hide(source: Path) -> None:
    """Makes an item a draft, if it has a head."""
    if source.is_file() and not source.is_symlink():
        data = source.read_bytes()
        source.write_bytes(data.replace(b"---\ntitle", b"---\ndraft: true\ntitle", 1))


def files_of(folder: Path) -> list[Path]:
    """All files below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder, with what is in them, but the marker."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files_of(folder)
        if not path.name.startswith(".")
    }
