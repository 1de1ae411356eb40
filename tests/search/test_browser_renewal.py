"""The archive of the browser index: taken up by changes as it is made from nothing."""

import random
from datetime import date, timedelta

import pytest

from tests.search.town import news, segments
from vestnik.search import browser_archive, browser_cards
from vestnik.search.browser_archive import Archive, decode_archive, encode_archive
from vestnik.search.browser_renewal import renew
from vestnik.search.shelf import MemoryShelf

WORDS = [
    f"{a}{b}{c}" for a in ("заявк", "дорог", "год", "лет", "снег", "парк")
    for b in ("", "ов", "ин") for c in ("а", "и", "ой", "")
]  # fmt: skip
FIRST = date(2024, 1, 1)


def document(chance, number, day=None):
    """A news item of a few words in one of three sections."""
    day = day or FIRST + timedelta(days=chance.randrange(150))
    text = " ".join(chance.choices(WORDS, k=30))
    section = chance.choice(("zhizn", "vlast", "sport"))
    return news(" ".join(chance.sample(WORDS, 2)).title(), text, day, number, section)


def made(documents):
    """The archive of these documents, made from nothing."""
    archive, shelf = Archive(), MemoryShelf()
    renew(archive, shelf, [(None, one) for one in segments(documents)])
    return archive, shelf


def changes(before, after):
    """The months' segments as they were and as they are."""
    old = {one.month: one for one in segments(before)}
    new = {one.month: one for one in segments(after)}
    months = sorted(old.keys() | new.keys())
    return [
        (old.get(month), new.get(month)) for month in months if old.get(month) != new.get(month)
    ]


def deed(chance, documents, number):
    """Something that happens to a text."""
    place = chance.randrange(len(documents))
    one, others = documents[place], documents[:place] + documents[place + 1 :]
    new = document(chance, number)
    same = document(chance, int(one.address.split("/")[-2]), one.day)
    return chance.choice(([*documents, new], others, [*others, new], [*others, same]))


@pytest.fixture
def small(monkeypatch):
    """Limits that a few texts reach."""
    monkeypatch.setattr(browser_cards, "TITLES", 4)
    monkeypatch.setattr(browser_cards, "RARE", 30)
    monkeypatch.setattr(browser_archive, "BUCKET_BYTES", 200)
    monkeypatch.setattr(browser_archive, "CARDS", 8)
    monkeypatch.setattr(browser_archive, "SPELLING_BYTES", 40)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.usefixtures("small")
def test_what_changes_make_is_what_is_made_from_nothing(seed):
    """After every deed the archive's rows and files are those of a clean one, and so is what it
    remembers; down to the last text, and up again.
    """
    chance = random.Random(seed)
    documents = [document(chance, number) for number in range(60)]
    archive, shelf = made(documents)
    assert len(archive.buckets.files) > 5 < len(archive.cards.files)
    for number in range(100, 125):
        after = documents
        for step in range(chance.choice((1, 1, 5))):
            after = deed(chance, after, number * 10 + step)
        archive = decode_archive(encode_archive(archive))
        renew(archive, shelf, changes(documents, after))
        clean, whole = made(after)
        assert shelf.rows == whole.rows
        assert archive == clean
        documents = after
    renew(archive, shelf, changes(documents, []))
    assert (archive, shelf.rows) == (Archive(), {})
    renew(archive, shelf, changes([], documents))
    assert shelf.rows == made(documents)[1].rows
