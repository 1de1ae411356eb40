"""The way back: every kept release can be served again, byte for byte."""

import shutil

import pytest

from vestnik.output import OutputError
from vestnik.publishing.rollback import rollback

pytestmark = pytest.mark.slow


@pytest.fixture
def history(town):
    """Releases 1 to 6 with what visitors got; items, files and lists come and go."""
    kept = {}
    deeds = [
        lambda: town.news("pervaya"),
        lambda: town.edit_body(3),
        (town.content / "news/2026/pervaya.md").unlink,
        lambda: town.change_file(1),
        lambda: town.news("pervaya"),
    ]
    town.publish()
    kept[1] = town.served()
    for number, deed in enumerate(deeds, 2):
        deed()
        assert town.publish().release.number == number
        kept[number] = town.served()
    return kept


def kept_numbers(town):
    """Kept numbers."""
    return [release.number for release in town.releases.log.entries()]


def test_back_to_the_release_before(town, history):
    """Back to the release before."""
    release = rollback(town.folder)
    assert release.rollback_to == 5
    assert town.served() == history[5]


def test_back_again_goes_further_back(town, history):
    """Back again goes further back."""
    rollback(town.folder)
    assert rollback(town.folder).rollback_to == 4
    assert town.served() == history[4]
    assert rollback(town.folder).rollback_to == 3
    assert town.served() == history[3]


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_back_to_a_number(town, history, number):
    """Back to a number."""
    assert kept_numbers(town) == [2, 3, 4, 5, 6]
    rollback(town.folder, number)
    assert town.served() == history[number]


def test_forth_again_after_going_back(town, history):
    """Forth again after going back."""
    rollback(town.folder, 3)
    release = rollback(town.folder, 6)
    assert release.rollback_to == 6
    assert town.served() == history[6]


def test_to_and_fro(town, history):
    """To and fro."""
    for number in (3, 5, 2, 6, 4, 2, 5):
        rollback(town.folder, number)
        assert town.served() == history[number]


def test_back_to_a_way_back_names_the_release_that_it_showed(town, history):
    """Back to a way back names the release that it showed."""
    seventh = rollback(town.folder, 3)
    rollback(town.folder, 6)
    assert rollback(town.folder, seventh.number).rollback_to == 3
    assert town.served() == history[3]


@pytest.mark.parametrize("number", [0, 2])
def test_the_next_publication_shows_the_content_again(town, history, number):
    """The next publication shows the content again."""
    rollback(town.folder, number)
    town.publish()
    assert town.served() == town.clean() == history[6]
    town.news("novaya")
    town.publish()
    assert town.served() == town.clean()


def test_the_record_after_a_way_back_is_true(town, history):
    """The record after a way back is true."""
    rollback(town.folder, 2)
    before = town.served()
    release = town.publish().release
    after = town.served()
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert {change.path for change in release.changes} == changed
    rollback(town.folder)
    assert town.served() != after


def test_no_number_that_is_not_kept(town, history):
    """No number that is not kept."""
    for number in (1, 6, 7, 99, -1):
        with pytest.raises(OutputError, match="2, 3, 4, 5"):
            rollback(town.folder, number)
    assert town.served() == history[6]


def test_one_release_has_no_way_back(town):
    """One release has no way back."""
    town.publish()
    with pytest.raises(OutputError, match="не сохранилось"):
        rollback(town.folder)


def test_no_way_back_where_nothing_was_published(new_town):
    """No way back where nothing was published."""
    with pytest.raises(OutputError, match="ничего не публиковали"):
        rollback(new_town.folder)
    assert not new_town.folder.exists()


def test_lost_bytes_change_nothing_that_is_served(town, history):
    """Lost bytes change nothing that is served."""
    for path in town.releases.archive.iterdir():
        path.unlink()
    with pytest.raises(OutputError, match="откат невозможен"):
        rollback(town.folder, 2)
    assert town.served() == history[6]
    town.news("novaya")
    town.publish()
    assert town.served() == town.clean()


def test_damaged_bytes_are_not_served(town, history):
    """Damaged bytes are not served."""
    for path in town.releases.archive.iterdir():
        path.write_bytes(b"?")
    with pytest.raises(OutputError, match="откат невозможен"):
        rollback(town.folder, 2)
    assert town.served() == history[6]


@pytest.mark.parametrize("lost", ["a", "b"])
def test_back_without_a_ledger(town, history, lost):
    """Back without a ledger."""
    shutil.rmtree(town.releases.state(lost))
    rollback(town.folder, 3)
    assert town.served() == history[3]
    town.publish()
    assert town.served() == history[6]


def test_back_into_a_tree_that_is_gone(town, history):
    """Back into a tree that is gone."""
    shutil.rmtree(town.releases.tree(town.releases.waiting))
    rollback(town.folder, 5)
    assert town.served() == history[5]
    town.news("novaya")
    town.publish()
    assert town.served() == town.clean()


def test_an_interrupted_way_back_is_healed(town, history, monkeypatch):
    """An interrupted way back is healed."""
    from vestnik.site.ledger import Ledger

    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "correct", killed)
        with pytest.raises(Killed):
            rollback(town.folder, 3)
    assert town.served() == history[6]
    rollback(town.folder, 4)
    assert town.served() == history[4]
    town.publish()
    assert town.served() == history[6]
