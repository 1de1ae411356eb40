"""Releases: the served tree is always one whole release, whatever happens to its sister."""

import hashlib
import shutil
import stat
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from vestnik.output import MARKER, Output, OutputError, build_lock
from vestnik.publishing.publish import next_due, publish
from vestnik.publishing.release_log import ReleaseLog
from vestnik.publishing.releases import Releases
from vestnik.site.ledger import Ledger

pytestmark = pytest.mark.slow


def stamps(folder):
    """What tells that somebody has touched a file, or its folder."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in (folder, *folder.rglob("*"))
    }


def test_a_release_is_what_a_clean_build_makes(new_town):
    """A release is what a clean build makes."""
    first = new_town.publish().release
    assert first.number == 1
    assert new_town.served() == new_town.clean()
    assert {change.path for change in first.changes} == set(new_town.served())


def test_each_release_is_served_by_the_other_tree_and_leaves_the_served_one_alone(town):
    """Each release is served by the other tree and leaves the served one alone."""
    town.publish()
    trees = [town.releases.served]
    for number in (3, 7, 12):
        before = stamps(town.releases.tree(town.releases.served))
        old = town.releases.served
        town.retitle(number)
        release = town.publish().release
        trees.append(town.releases.served)
        assert release.tree == town.releases.served
        assert stamps(town.releases.tree(old)) == before
        assert town.served() == town.clean()
    assert trees == ["a", "b", "a", "b"]


def test_a_release_knows_what_it_changed(town):
    """A release knows what it changed."""
    town.publish()
    before = town.served()
    town.news("novost", title="Открыт каток")
    changes = town.publish().release.changes
    after = town.served()
    assert {change.path for change in changes} == {
        path for path in before | after if before.get(path) != after.get(path)
    }
    new = [change.path for change in changes if not change.old]
    assert any(path.endswith("/novost/index.html") for path in new)


def test_nothing_changed_makes_no_release(town):
    """Nothing changed makes no release."""
    town.publish()
    link = (town.folder / "current").readlink()
    assert town.publish().release is None
    assert town.publish().release is None
    assert (town.folder / "current").readlink() == link
    assert len(town.releases.log.entries()) == 1


def test_faulty_content_leaves_everything_as_it_was(town):
    """Faulty content leaves everything as it was."""
    town.publish()
    before = town.served()
    town.news("plohaya", "sectoin: dorogi")
    outcome = town.publish()
    assert outcome.report.refused
    assert outcome.release is None
    assert town.served() == before


def test_going_back_to_an_old_state_of_the_content_is_an_ordinary_release(town):
    """Going back to an old state of the content is an ordinary release."""
    path = town.news("a", title="Первое название")
    town.publish()
    first = town.served()
    town.edit(path, lambda text: text.replace("Первое", "Второе"))
    town.publish()
    town.edit(path, lambda text: text.replace("Второе", "Первое"))
    town.publish()
    assert town.served() == first


# --- where it does not publish --------------------------------------------------------------------


def test_refuses_a_folder_of_others(new_town):
    """Refuses a folder of others."""
    new_town.folder.mkdir()
    (new_town.folder / "index.html").write_text("чужой сайт", "utf-8")
    with pytest.raises(OutputError, match="чужие файлы"):
        new_town.publish()
    assert [path.name for path in new_town.folder.iterdir()] == ["index.html"]


def test_refuses_a_file_in_the_place_of_the_folder(new_town):
    """Refuses a file in the place of the folder."""
    new_town.folder.write_text("файл", "utf-8")
    with pytest.raises(OutputError):
        new_town.publish()


@pytest.mark.parametrize("preview", [False, True])
def test_refuses_the_output_of_a_build_or_a_preview(new_town, preview):
    """Refuses the output of a build or a preview."""
    new_town.build(output="www", preview=preview)
    before = new_town.tree("www")
    with pytest.raises(OutputError, match="для просмотра"):
        new_town.publish()
    assert new_town.tree("www") == before


def test_refuses_to_publish_a_preview(town):
    """Refuses to publish a preview."""
    with pytest.raises(OutputError, match="черновиками"):
        town.publish(preview=True)


def test_a_build_refuses_a_release_tree(town):
    """A build refuses a release tree."""
    town.publish()
    tree = town.releases.tree(town.releases.served)
    before = town.served()
    with pytest.raises(OutputError, match="vestnik publish"):
        town.build(output=str(tree.relative_to(town.root)))
    assert town.served() == before


def test_a_preview_refuses_the_output_of_a_site(town):
    """A preview refuses the output of a site."""
    town.build()
    with pytest.raises(OutputError, match="готовый сайт"):
        town.build(preview=True)


def test_refuses_the_folder_of_another_site(town, tmp_path):
    """Refuses the folder of another site."""
    town.publish()
    town.portal = replace(town.portal, url="https://gradovsk.example")
    with pytest.raises(OutputError, match=r"lipovsk\.example.*gradovsk\.example"):
        town.publish()
    (town.folder / "state" / "site").unlink()
    assert town.publish().release.number == 2


def test_refuses_an_empty_content_folder(town):
    """A disk that is not mounted must not empty the site."""
    town.publish()
    before = town.served()
    town.content.rename(town.root / "elsewhere")
    town.content.mkdir()
    with pytest.raises(OutputError, match="ни одного материала"):
        town.publish(hold_faulty=True)
    assert town.served() == before


def test_two_publications_at_once(town):
    """Two publications at once."""
    town.publish()
    with build_lock(town.folder / "state" / "lock"), pytest.raises(OutputError, match="уже"):
        town.publish()
    assert town.publish().release is None


def test_two_publications_at_once_for_real(town):
    """Of several that start together each either publishes or is told that another one does."""
    town.publish()
    town.news("novost")
    outcomes, refusals = [], []

    def run():
        try:
            outcomes.append(town.publish().release)
        except OutputError as error:
            refusals.append(str(error))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([release for release in outcomes if release]) == 1
    assert len(outcomes) + len(refusals) == 4
    assert town.served() == town.clean()


# --- interruptions --------------------------------------------------------------------------------


class Killed(BaseException):
    """Stands for SIGKILL at one place; test_kill.py does it in earnest."""


@pytest.mark.parametrize(
    ("owner", "step"), [(ReleaseLog, "add"), (Releases, "switch"), (ReleaseLog, "prune")]
)
def test_an_interrupted_publication_is_healed_by_the_next(town, monkeypatch, owner, step):
    """An interrupted publication is healed by the next."""
    town.publish()
    before = town.served()
    town.news("novost", title="Открыт каток")

    def killed(*_):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, killed)
        with pytest.raises(Killed):
            town.publish()
    switched = step == "prune"
    assert (town.served() == before) is not switched
    again = town.publish().release
    assert (again is None) is switched
    assert town.served() == town.clean()
    assert [release.number for release in town.releases.log.entries()] == [1, 2]
    assert {release.tree for release in town.releases.log.entries()} == {"a", "b"}


def test_an_interrupted_first_publication_is_healed(town, monkeypatch):
    """An interrupted first publication is healed."""

    def killed(*_):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Releases, "switch", killed)
        with pytest.raises(Killed):
            town.publish()
    assert not (town.folder / "current").exists()
    assert town.publish().release.number == 1
    assert town.served() == town.clean()


def test_a_full_disk(town, monkeypatch):
    """It is told in one sentence; visitors see nothing of it, and with room again all is well."""
    town.publish()
    before = town.served()
    town.news("novost")

    def write(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Output, "write", write)
        with pytest.raises(OutputError, match="No space left"):
            town.publish()
    assert town.served() == before
    town.publish()
    assert town.served() == town.clean()


def test_a_copied_folder_whose_link_became_a_folder(town):
    """By a copy that follows links, say: nothing is guessed, nothing is lost."""
    town.publish()
    before = town.served()
    (town.folder / "current").unlink()
    shutil.copytree(town.releases.tree("a"), town.folder / "current")
    with pytest.raises(OutputError, match="не ссылка на выпуск"):
        town.publish()
    assert town.served() == before


# --- what was lost --------------------------------------------------------------------------------


@pytest.mark.parametrize("lost", ["state/a", "state/b", "state/cache", "state", "archive",
                                  "trees/a", "trees/b", "releases", "current"])  # fmt: skip
def test_whatever_is_lost_the_next_publications_put_it_right(town, lost):
    """Trees a and b hold releases 1 and 2: `lost` is of the served one, the waiting one, or all."""
    town.publish()
    town.retitle(2)
    town.publish()
    place = town.folder / lost
    if place.is_symlink():
        place.unlink()
    else:
        shutil.rmtree(place)
    for number in (5, 6):
        town.news(f"novost-{number}")
        town.publish()
        assert town.served() == town.clean()
    log = town.releases.log.entries()
    real = {path: hashlib.sha256(data).hexdigest() for path, data in town.served().items()}
    assert town.releases.standing(town.releases.served) == real
    assert all(change.new == real[change.path] for change in log[-1].changes if change.new)


@pytest.mark.parametrize("tree", ["a", "b"])
def test_a_tree_that_lost_its_marker_is_still_ours(town, tree):
    """A backup restored without hidden files, say."""
    town.publish()
    town.retitle(2)
    town.publish()
    (town.releases.tree(tree) / MARKER).unlink()
    for number in (5, 6):
        town.news(f"novost-{number}")
        town.publish()
        assert town.served() == town.clean()


def test_a_damaged_record_stops_nobody(town):
    """A damaged record stops nobody."""
    town.publish()
    town.retitle(2)
    town.publish()
    (town.folder / "releases" / "000002.json").write_bytes(b"")
    town.news("novost")
    assert town.publish().release.number == 3
    assert [release.number for release in town.releases.log.entries()] == [3]
    assert town.served() == town.clean()


def test_a_file_changed_by_hand_in_the_waiting_tree_is_found_by_verify(town):
    """A file changed by hand in the waiting tree is found by verify."""
    town.publish()
    town.retitle(2)
    town.publish()
    waiting = town.releases.tree(town.releases.waiting)
    (waiting / "index.html").write_text("взломано", "utf-8")
    town.news("novost")
    town.publish(verify=True)
    assert town.served() == town.clean()


# --- history --------------------------------------------------------------------------------------


def test_keeps_the_last_releases_and_only_the_bytes_that_they_need(town):
    """Keeps the last releases and only the bytes that they need."""
    town.publish(keep=3)
    for number in range(2, 9):
        town.edit_body(number)
        town.news(f"novost-{number}")
        town.publish(keep=3)
    log = town.releases.log.entries()
    assert [release.number for release in log] == [6, 7, 8]
    needed = {change.old for release in log[1:] for change in release.changes}
    kept = {path.name for path in town.releases.archive.iterdir()}
    assert kept <= needed


@pytest.mark.parametrize("keep", [1, 0, -3])
def test_keeps_at_least_what_is_served(town, keep):
    """Keeps at least what is served."""
    town.publish(keep=keep)
    town.retitle(2)
    town.publish(keep=keep)
    assert [release.number for release in town.releases.log.entries()] == [2]
    assert list(town.releases.archive.iterdir()) == []


def test_visitors_cannot_reach_the_archive(new_town):
    """Even if the server was set up to serve the whole folder."""
    new_town.publish()
    for name in ("archive", "releases", "state"):
        assert stat.S_IMODE((new_town.folder / name).stat().st_mode) == 0o700
    assert stat.S_IMODE((new_town.folder / "trees").stat().st_mode) & 0o055 == 0o055


# --- the clock ------------------------------------------------------------------------------------


def test_nothing_due(new_town):
    """Nothing due."""
    assert next_due(new_town.folder) is None
    new_town.publish()
    assert next_due(new_town.folder) is None


def test_next_due_is_what_the_served_release_does_not_show_yet(town):
    """Next due is what the served release does not show yet."""
    moment = town.now + timedelta(days=2)
    path = town.news("budushchaya", f"date: {moment:%Y-%m-%d %H:%M}", title="Завтрашняя новость")
    town.publish()
    due = next_due(town.folder)
    assert due[1] == path
    assert town.shows("Завтрашняя новость") == []
    town.now += timedelta(days=3)
    assert next_due(town.folder) == due, "overdue, since nobody has published"
    town.publish()
    assert town.shows("Завтрашняя новость")
    assert next_due(town.folder) is None


def test_a_draft_is_never_due(town):
    """A draft is never due."""
    moment = town.now + timedelta(days=2)
    town.news("chernovik", f"date: {moment:%Y-%m-%d %H:%M}", "draft: true")
    town.publish()
    assert next_due(town.folder) is None


def test_publishing_needs_no_current_folder(town, monkeypatch):
    """Paths may be relative to the place where the command was started."""
    monkeypatch.chdir(town.root)
    publish(Path("www"), town.request())
    assert town.served() == town.clean()


def test_the_change_of_a_release_is_found_without_looking_at_every_file(town, monkeypatch):
    """Once both trees were compared, their ledgers name what may differ: whatever is edited,
    removed or rolled back, the release names just the files with other bytes.
    """
    town.publish()
    town.retitle(2)
    town.publish()  # compares all files: the other tree is new
    looked_at = []
    whole = Releases.standing
    monkeypatch.setattr(
        Releases, "standing", lambda self, name: looked_at.append(name) or whole(self, name)
    )
    for deed in (
        lambda: town.retitle(5),
        lambda: town.news("novost", title="Открыт каток"),
        (town.content / "news" / "2026" / "novost.md").unlink,
    ):
        before = town.served()
        deed()
        changes = town.publish().release.changes
        after = town.served()
        assert {change.path for change in changes} == {
            path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
        }
        assert after == town.clean()
    assert looked_at == []


def test_a_ledger_that_was_restored_is_not_believed(town):
    """A ledger that somebody has put back from a copy remembers another comparison than its sister,
    so every file is compared.
    """
    town.publish()
    town.retitle(2)
    town.publish()
    town.retitle(3)
    town.publish()
    waiting = town.releases.waiting
    with town.releases.ledger(waiting) as ledger:
        ledger.agree("another word")
        ledger.commit()
    before = town.served()
    town.retitle(4)
    changes = town.publish().release.changes
    after = town.served()

    assert {change.path for change in changes} == {
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    }
    assert after == town.clean()


def test_an_interrupted_note_is_worth_nothing(town, monkeypatch):
    """Killed between the notes of both ledgers, the next publication compares everything."""
    town.publish()
    town.retitle(2)
    town.publish()
    notes = []

    def once(self, word, differing=()):
        if notes:
            raise KeyboardInterrupt
        notes.append(word)
        agree(self, word, differing)

    agree = Ledger.agree
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "agree", once)
        town.retitle(3)
        with pytest.raises(KeyboardInterrupt):
            town.publish()
    before = town.served()
    assert before == town.clean()
    town.retitle(4)
    changes = town.publish().release.changes
    after = town.served()

    assert {change.path for change in changes} == {
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    }
