"""`vestnik erase`: personal data leaves the site, the releases, the caches and the databases."""

import shutil
import sqlite3
import subprocess

import pytest

from tests.site.town import pdf, picture
from vestnik.output import OutputError
from vestnik.publishing.erase import Eraser, Order
from vestnik.publishing.release_log import ReleaseLog
from vestnik.publishing.rollback import rollback
from vestnik.publishing.traces import Wanted, traces

pytestmark = pytest.mark.slow

NAME = "Ксенофонтова"
ADDRESS = "/news/2026/03/09/premiya/"
SOURCE = "news/2026/premiya/index.md"


@pytest.fixture
def town(town):
    """Has published, looked at and changed an item that nobody may ever see again."""
    town.write("news/2026/premiya/snimok.jpg", picture(113))
    town.write("news/2026/premiya/spisok.pdf", pdf("Xenofontova"))
    town.news(
        "premiya/index",
        "tags: [ксенофонтова]",
        "section: dorogi",
        f"image: {{file: snimok.jpg, alt: Портрет {NAME}}}",
        f"attachments: [{{file: spisok.pdf, title: Список {NAME}}}]",
        "redirect_from: [/staroe/kseno.html]",
        title=f"Премию получила {NAME}",
        text=f"Жительница города {NAME} получила премию, её домашний адрес таков.",
    )
    town.publish()
    town.build()
    town.news("drugaya", text="О премии писали [здесь](premiya/index.md) на прошлой неделе.")
    town.publish()
    town.retitle(1)
    town.publish()
    assert town.shows(NAME)
    return town


def erase(town, address=ADDRESS, words=(NAME, "xenofontova"), **choices):
    """Erases; gives what was done and what is still found."""
    order = Order(address=address, words=words, **choices)
    eraser = Eraser(town.request(), town.folder, order)
    return eraser.run(), eraser.left()


def grep(folder, *words):
    """Files with these bytes anywhere in them, by another program than ours."""
    patterns = [part for word in words for part in ("-e", word)]
    command = ["grep", "-rliaF", *patterns, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def test_while_the_source_stands_nothing_is_erased(town):
    """The file is named, and what to do with it."""
    before = town.served()
    with pytest.raises(OutputError, match=rf"{SOURCE}.*--delete-source.*--edited"):
        erase(town)
    assert town.served() == before
    assert len(town.releases.log.entries()) == 3


@pytest.mark.parametrize("deleted_by", ["officer", "command"])
def test_nothing_is_left(town, deleted_by):
    """Not in a page, a feed, a kept release, a database, a picture, in either tree."""
    (town.content / "news/2026/drugaya.md").unlink()
    if deleted_by == "officer":
        shutil.rmtree(town.content / "news/2026/premiya")
    done, left = erase(town, delete_source=deleted_by == "command")
    assert left == []
    assert not (town.content / "news/2026/premiya").exists()
    assert bool(done.deleted) is (deleted_by == "command")
    assert grep(town.root, NAME, "ксенофонтова", "xenofontova", "premiya", "kseno") == []
    assert done.outputs == [town.folder / "trees/a", town.folder / "trees/b", town.root / "output"]
    assert done.dropped > 0
    assert list(town.releases.archive.iterdir()) == []
    town.publish()
    assert town.served() == town.clean()


def test_there_is_no_way_back(town):
    """Neither by a rollback nor by the last good version."""
    erase(town, delete_source=True)
    with pytest.raises(OutputError):
        rollback(town.folder)
    town.news("premiya/index", "image: {file: snimok.jpg}", title="Другая новость")
    town.publish(hold_faulty=True)
    assert town.shows(NAME) == []


def test_publishing_goes_on(town):
    """Releases, rollback and upload work as before."""
    erase(town, delete_source=True)
    (town.content / "news/2026/drugaya.md").unlink()
    first = town.publish().release
    assert town.served() == town.clean()
    town.news("novost")
    second = town.publish().release
    assert second.number == first.number + 1
    rollback(town.folder)
    assert town.shows("novost") == []
    town.publish()
    assert town.served() == town.clean()


def test_after_the_page_has_gone_already(town):
    """The source was deleted and the site published before anybody thought of the history."""
    shutil.rmtree(town.content / "news/2026/premiya")
    (town.content / "news/2026/drugaya.md").unlink()
    for number in range(2):
        town.news(f"novost-{number}")
        town.publish()
    assert grep(town.folder / "archive", NAME)
    _, left = erase(town)
    assert left == []
    assert grep(town.root, NAME, "xenofontova", "premiya") == []


def test_an_edited_item_stays_and_its_past_goes(town):
    """Without the name, at the same address."""
    town.edit(SOURCE, lambda text: text.replace(NAME, "жительница города")
              .replace("[ксенофонтова]", "[премия]"))  # fmt: skip
    town.write("news/2026/premiya/spisok.pdf", pdf("Bez familij"))
    _, left = erase(town, edited=True)
    assert left == []
    assert grep(town.root, NAME, "ксенофонтова", "xenofontova") == []
    assert "жительница города".encode() in town.served()[ADDRESS[1:] + "index.html"]
    assert town.served() == town.clean()


def test_an_edited_item_with_a_fault_is_not_held_as_it_was(town):
    """Its last good version is just what must go."""
    town.edit(SOURCE, lambda text: text.replace(f", alt: Портрет {NAME}", "")
              .replace(NAME, "жительница города"))  # fmt: skip
    erase(town, edited=True)
    assert town.shows(NAME) == []


def test_other_faults_do_not_stop_it(town):
    """Somebody else's missing alt text must not keep personal data on the site."""
    faulty = town.news("plohaya", "image: {file: ../../images/x.jpg}")
    done, left = erase(town, delete_source=True)
    assert left == []
    assert town.shows(NAME) == []
    assert faulty not in done.held


def test_mentions_elsewhere_are_listed(town):
    """Another text with the name is the officer's to mend."""
    other = town.news("eshche", text=f"На концерте выступила {NAME}, солистка ансамбля.")
    town.publish()
    _, left = erase(town, delete_source=True)
    places = {str(trace.place) for trace in left if NAME in trace.what}
    assert str(town.content / other) in places
    assert any(place.startswith(str(town.folder / "trees")) for place in places)


def test_what_the_server_got_is_listed_until_the_next_upload(town, monkeypatch):
    """The note of what has been sent names the page."""
    from vestnik.publishing.upload import upload

    if not shutil.which("rsync"):
        pytest.skip("no rsync: apt-get install rsync")
    target = f"rsync:{town.root}/server"
    upload(town.folder, target)
    (town.content / "news/2026/drugaya.md").unlink()
    _, left = erase(town, delete_source=True)
    assert {trace.place.parent.name for trace in left} == {"sent"}
    upload(town.folder, target)
    assert grep(town.root, NAME, "premiya") == []


def test_without_a_folder_of_publications(new_town):
    """A site that is only built."""
    town = new_town
    path = town.news("premiya", title=f"Премию получила {NAME}")
    town.build()
    assert grep(town.root / "output", NAME)
    eraser = Eraser(town.request(), None, Order(address=ADDRESS, delete_source=True))
    assert eraser.run().deleted == [path]
    assert eraser.left() == []
    assert grep(town.root, NAME) == []


def test_the_ledger_of_a_lost_output_goes(new_town):
    """Somebody has deleted the output by hand: what its ledger remembers must go, too."""
    town = new_town
    town.news("premiya", title=f"Премию получила {NAME}")
    town.build()
    shutil.rmtree(town.root / "output")
    eraser = Eraser(town.request(), None, Order(address=ADDRESS, delete_source=True))
    eraser.run()
    assert grep(town.root, NAME) == []


def test_a_preview_is_cleaned_as_a_preview(new_town):
    """And keeps its drafts."""
    town = new_town
    town.news("premiya", title=f"Премию получила {NAME}")
    town.news("chernovik", "draft: true", title="Черновик")
    town.build(output="preview", preview=True)
    eraser = Eraser(town.request(), None, Order(address=ADDRESS, delete_source=True))
    eraser.run()
    assert grep(town.root, NAME) == []
    assert grep(town.root / "preview", "Черновик")


@pytest.mark.parametrize("address", ["", "/", "https://other.example/news/x/", "?x=1"])
def test_no_address(new_town, address):
    """The home page and other sites cannot be erased."""
    with pytest.raises(OutputError, match="не адрес"):
        Eraser(new_town.request(), None, Order(address=address))


def test_a_mistyped_address(town):
    """Nothing is lost for it, the way back to earlier releases least of all."""
    before = [release.number for release in town.releases.log.entries()]
    wrong = ADDRESS.replace("premiya", "premia")
    with pytest.raises(OutputError, match="проверьте адрес"):
        erase(town, wrong, words=())
    done, left = erase(town, wrong, delete_source=True)  # with words, they are looked for
    assert left
    assert not done.purged
    assert [release.number for release in town.releases.log.entries()] == before


def test_addresses_as_people_paste_them(town):
    """From the browser's bar, with or without slashes."""
    for address in (
        f"https://lipovsk.example{ADDRESS}",
        "news/2026/03/09/premiya",
        f"{ADDRESS}index.html",
        f" {ADDRESS}#top",
    ):
        with pytest.raises(OutputError, match=SOURCE):
            erase(town, address)


def test_edited_needs_a_source(town):
    """A mistyped address must not pass for success."""
    with pytest.raises(OutputError, match="по адресу /news/net/ ничего нет"):
        erase(town, "/news/net/", words=(), edited=True)


def test_a_dangerous_fault_stops_it_before_anything_is_forgotten(town):
    """The site cannot be rebuilt, so it would stay as it is: this is said."""
    town.news("novaya", text="Нажмите [сюда](javascript:alert) и прочитайте обо всём.")
    shutil.rmtree(town.content / "news/2026/premiya")
    (town.content / "news/2026/drugaya.md").unlink()
    with pytest.raises(OutputError, match="опасные ошибки"):
        erase(town)
    assert len(town.releases.log.entries()) == 3


def test_an_interrupted_erasure_is_finished_by_the_next(town, monkeypatch):
    """Killed after the first of the two trees."""

    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(ReleaseLog, "forget", killed)
        with pytest.raises(Killed):
            erase(town, delete_source=True)
    (town.content / "news/2026/drugaya.md").unlink()
    _, left = erase(town)
    assert left == []
    assert grep(town.root, NAME, "premiya", "xenofontova") == []


# --- looking for traces ---------------------------------------------------------------------------


def test_traces_are_found_through_typography_and_in_databases(tmp_path):
    """Spaces, quotation marks, capitals and entities hide no words; pages below do not count."""
    (tmp_path / "a.html").write_text("Премия&nbsp;«ИВАНОВ\u00a0И.&shy;И.»", "utf-8")
    (tmp_path / "b.html").write_text('<a href="/gorod/istoriya/">История</a>', "utf-8")
    (tmp_path / "c.html").write_text('<a href="/gorod/">Город</a>', "utf-8")
    with sqlite3.connect(tmp_path / "d.sqlite") as database:
        database.execute("CREATE TABLE x(y BLOB)")
        database.execute("INSERT INTO x VALUES (?)", ("премия иванов и. и.".encode(),))
    database.close()
    (tmp_path / "e.bin").write_bytes(b"\0\1\2")
    digest = "ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc"
    wanted = Wanted(frozenset({"/gorod/"}), frozenset({"Премия Иванов И. И."}), frozenset({digest}))
    found = {trace.place.name: trace.what for trace in traces([tmp_path], wanted)}
    assert found == {
        "a.html": "слова «Премия Иванов И. И.»",
        "c.html": "адрес /gorod/",
        "d.sqlite": "слова «Премия Иванов И. И.»",
        "e.bin": "сам файл",
    }
