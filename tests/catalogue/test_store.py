"""The catalogue: it reads what is new, forgets what is gone, and survives being damaged."""

import os
import sqlite3
import time
from contextlib import closing

import pytest

from tests.site.town import PORTAL, pdf
from vestnik.catalogue import records
from vestnik.catalogue.records import decode_document, decode_problems, read_record
from vestnik.catalogue.rows import FileRecord
from vestnik.catalogue.store import Catalogue
from vestnik.core.model import FileFacts
from vestnik.site.lists import keys_of


class Shelf:
    """A content folder with its catalogue; notes what is read, parsed and described."""

    def __init__(self, root) -> None:
        self.content = root / "content"
        self.content.mkdir()
        self.database = root / "cache" / "catalogue.sqlite"
        self.opened: list[str] = []
        self.parsed: list[str] = []
        self.described: list[str] = []

    def catalogue(self, key="code 1") -> Catalogue:
        return Catalogue(self.database, key=key)

    def read(self, wanted):
        for one in wanted:
            self.opened.append(one.path)
            try:
                record = read_record(self.content, one.path, PORTAL, one.known)
            except FileNotFoundError:
                continue
            if record is not None:
                self.parsed.append(one.path)
            yield one.path, record

    def describe(self, requests):
        for request in requests:
            self.described.append(request.path)
            place = self.content / request.path
            data = place.read_bytes() if place.is_file() else b""
            digest = records.hashlib.sha256(data).hexdigest()
            fault = "" if data else "missing"
            yield FileRecord(
                request.path,
                FileFacts(path=request.path, digest=digest, size=len(data), media_type="x",
                          fault=fault),
            )  # fmt: skip

    def refresh(self, catalogue=None, key="code 1"):
        """Brings the catalogue up to date; gives (opened, parsed, described)."""
        self.opened, self.parsed, self.described = [], [], []
        own = catalogue or self.catalogue(key)
        own.refresh(self.content, self.read, self.describe, lambda f: keys_of(decode_document(f)))
        if catalogue is None:
            own.close()
        return self.opened, self.parsed, self.described

    def write(self, path, text="Текст.", *lines) -> str:
        place = self.content / path
        place.parent.mkdir(parents=True, exist_ok=True)
        front = "\n".join(["title: Новость", "date: 2026-03-01", "lead: О главном.", *lines])
        place.write_text(f"---\n{front}\n---\n{text}\n", "utf-8")
        return path

    def settle(self) -> None:
        """Waits until no stamp is suspicious any more, by turning the clock instead."""
        self.later = True


@pytest.fixture
def shelf(tmp_path, monkeypatch) -> Shelf:
    """Time stands where the test puts it: stamps are settled from `settle` on."""
    made = Shelf(tmp_path)
    made.later = False
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + (10**10 if made.later else 0))
    return made


# --- stamp, digest, parse -------------------------------------------------------------------------


def test_unchanged_sources_are_not_opened(shelf):
    """By their stamps alone."""
    shelf.settle()
    path = shelf.write("news/a.md")
    assert shelf.refresh() == ([path], [path], [])
    assert shelf.refresh() == ([], [], [])


def test_touched_sources_are_not_parsed(shelf):
    """A fresh check-out changes all times; the digest tells that nothing is new."""
    shelf.settle()
    path = shelf.write("news/a.md")
    shelf.refresh()
    os.utime(shelf.content / path, (1, 1))
    assert shelf.refresh() == ([path], [], [])
    assert shelf.refresh() == ([], [], [])
    with closing(shelf.catalogue()) as catalogue:
        assert catalogue.revision == 1


def test_a_racy_stamp_is_not_trusted(shelf):
    """A file that was written this very moment may be written again within the same stamp."""
    path = shelf.write("news/a.md")
    shelf.refresh()
    assert shelf.refresh() == ([path], [], [])
    shelf.write("news/a.md", "Другой")
    assert shelf.refresh() == ([path], [path], [])
    shelf.settle()
    assert shelf.refresh() == ([path], [], [])
    assert shelf.refresh() == ([], [], [])


def test_same_size_and_time_but_other_text(shelf):
    """A tool that restores times does not deceive us."""
    shelf.settle()
    path = shelf.write("news/a.md", "Текст один.")
    status = (shelf.content / path).stat()
    shelf.refresh()
    shelf.write("news/a.md", "Текст дваа.")
    os.utime(shelf.content / path, ns=(status.st_mtime_ns, status.st_mtime_ns))
    assert shelf.refresh() == ([path], [path], [])


def test_other_code_reads_everything_anew(shelf):
    """Records depend on the code and settings that made them."""
    shelf.settle()
    path = shelf.write("news/a.md")
    shelf.refresh()
    assert shelf.refresh(key="code 2") == ([path], [path], [])
    assert shelf.refresh(key="code 2") == ([], [], [])


def test_other_code_that_was_interrupted(shelf):
    """A reading that did not come to its end does not count as done."""
    shelf.settle()
    path = shelf.write("news/a.md")
    shelf.refresh()
    catalogue = shelf.catalogue("code 2")

    def interrupted(_):
        raise KeyboardInterrupt
        yield

    with pytest.raises(KeyboardInterrupt):
        catalogue.refresh(shelf.content, interrupted, shelf.describe, lambda _: ())
    catalogue.close()
    assert shelf.refresh(key="code 2") == ([path], [path], [])


# --- what changed ---------------------------------------------------------------------------------


def test_revisions(shelf):
    """Whoever has seen a revision learns what came after it, once."""
    a, b = shelf.write("news/a.md"), shelf.write("news/b.md")
    catalogue = shelf.catalogue()
    shelf.refresh(catalogue)
    assert catalogue.changed_since(0) == ([a, b], [], [])
    first = catalogue.revision
    shelf.write("news/b.md", "Иначе.")
    shelf.refresh(catalogue)
    assert catalogue.changed_since(first) == ([b], [], [])
    second = catalogue.revision
    (shelf.content / a).unlink()
    shelf.refresh(catalogue)
    assert catalogue.changed_since(second) == ([], [a], [])
    assert catalogue.changed_since(first) == ([b], [a], [])
    third = catalogue.revision
    shelf.write("news/a.md")
    shelf.refresh(catalogue)
    assert catalogue.changed_since(third) == ([a], [], [])
    assert catalogue.changed_since(first) == ([b, a], [], [])
    fourth = catalogue.revision
    shelf.refresh(catalogue)
    assert catalogue.revision == fourth
    catalogue.close()


def test_files(shelf):
    """They are described while somebody uses them, and once for the same bytes."""
    shelf.settle()
    path = shelf.write("news/a.md", "Текст.", "attachments: [{file: a.pdf}]")
    (shelf.content / "news/a.pdf").write_bytes(pdf("one"))
    catalogue = shelf.catalogue()
    assert shelf.refresh(catalogue)[2] == ["news/a.pdf"]
    assert shelf.refresh(catalogue)[2] == []
    os.utime(shelf.content / "news/a.pdf", (1, 1))
    assert shelf.refresh(catalogue)[2] == [], "touched, but the same bytes"
    first = catalogue.revision
    (shelf.content / "news/a.pdf").write_bytes(pdf("two"))
    assert shelf.refresh(catalogue)[2] == ["news/a.pdf"]
    assert catalogue.changed_since(first) == ([], [], ["news/a.pdf"])
    assert catalogue.users_of("news/a.pdf", "news/b.pdf") == [path]
    (shelf.content / "news/a.pdf").unlink()
    assert shelf.refresh(catalogue)[2] == ["news/a.pdf"]
    assert catalogue.file("news/a.pdf").facts.fault == "missing"
    shelf.write("news/a.md")
    shelf.refresh(catalogue)
    assert catalogue.file("news/a.pdf") is None
    catalogue.close()


def test_a_file_that_becomes_a_link_is_looked_at_again(shelf, tmp_path):
    """Even if it has the same bytes: it may lead out of the content."""
    shelf.settle()
    shelf.write("news/a.md", "Текст.", "attachments: [{file: a.pdf}]")
    place = shelf.content / "news/a.pdf"
    place.write_bytes(pdf("one"))
    shelf.refresh()
    place.rename(tmp_path / "a.pdf")
    place.symlink_to(tmp_path / "a.pdf")
    assert shelf.refresh()[2] == ["news/a.pdf"]


# --- what cannot be read --------------------------------------------------------------------------


def test_unreadable_sources_are_problems_of_theirs(shelf, tmp_path, monkeypatch):
    """They have a name and a remedy, and the others are read."""
    good = shelf.write("news/good.md")
    shelf.write("news/io.md")
    (shelf.content / "gone.md").symlink_to(shelf.content / "nothing")
    (tmp_path / "secret.md").write_text("secret")
    (shelf.content / "out.md").symlink_to(tmp_path / "secret.md")
    (shelf.content / "news" / os.fsdecode("ё".encode("cp1251") + b".md")).write_text("")
    real = type(shelf.content).read_bytes

    def read_bytes(place):
        if place.name == "io.md":
            raise OSError(5, "Input/output error")
        return real(place)

    monkeypatch.setattr(type(shelf.content), "read_bytes", read_bytes)
    catalogue = shelf.catalogue()
    shelf.refresh(catalogue)
    codes = {
        path: [problem.code for problem in decode_problems(blob)]
        for path, blob in catalogue.problem_rows()
    }
    assert codes.pop("news/io.md") == ["unreadable-source"]
    assert codes.pop("gone.md") == ["unreadable-source"]
    assert codes.pop("out.md") == ["symlink-outside"]
    assert codes == {"news/\ufffd.md": ["file-name-encoding"]}
    assert catalogue.facts(good)
    assert catalogue.facts("out.md") is None
    monkeypatch.undo()
    shelf.refresh(catalogue)
    assert "news/io.md" not in dict(catalogue.problem_rows()), "read again without being touched"
    (shelf.content / "out.md").unlink()
    shelf.write("out.md")
    shelf.refresh(catalogue)
    assert b"symlink" not in dict(catalogue.problem_rows()).get("out.md", b"")
    catalogue.close()


# --- damage ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "other version", "no tables"])
def test_a_damaged_catalogue_is_made_anew(shelf, damage):
    """Deleting it costs time only, and so does losing it."""
    path = shelf.write("news/a.md")
    shelf.settle()
    shelf.refresh()
    with closing(shelf.catalogue()) as catalogue:
        identity = catalogue.identity
    data = shelf.database.read_bytes()
    match damage:
        case "empty":
            shelf.database.write_bytes(b"")
        case "text":
            shelf.database.write_text("это не база данных" * 100, "utf-8")
        case "cut":
            shelf.database.write_bytes(data[:3000])
        case "other version":
            with sqlite3.connect(shelf.database) as database:
                database.execute("UPDATE meta SET value='0' WHERE key='version'")
            database.close()
        case _:
            shelf.database.unlink()
            sqlite3.connect(shelf.database).close()
    assert shelf.refresh()[1] == [path]
    with closing(shelf.catalogue()) as catalogue:
        assert catalogue.identity != identity


# --- the last good versions -----------------------------------------------------------------------


def accepted(catalogue, path):
    """Title of the last good version."""
    version = catalogue.hold(path)
    return decode_document(version.facts).tags if version else None


def test_hold(shelf):
    """What was accepted last, whatever is read after it; nothing before anything was accepted."""
    path = shelf.write("news/a.md", "Текст.", "tags: [один]")
    catalogue = shelf.catalogue()
    shelf.refresh(catalogue)
    assert accepted(catalogue, path) is None
    catalogue.accept([])
    assert accepted(catalogue, path) == ("один",)
    for tags in ("два", "три"):
        shelf.write("news/a.md", "Текст.", f"tags: [{tags}]")
        shelf.refresh(catalogue)
        assert accepted(catalogue, path) == ("один",)
        catalogue.accept([path])
        assert accepted(catalogue, path) == ("один",)
    catalogue.accept([])
    assert accepted(catalogue, path) == ("три",)
    catalogue.disown(path)
    assert accepted(catalogue, path) is None
    catalogue.close()


def test_hold_after_other_code_has_read_it(shelf):
    """The same bytes that were published are a good version by the new code, too."""
    path = shelf.write("news/a.md", "Текст.", "tags: [один]")
    catalogue = shelf.catalogue()
    shelf.refresh(catalogue)
    catalogue.accept([])
    catalogue.close()
    catalogue = shelf.catalogue("code 2")
    shelf.refresh(catalogue)
    assert accepted(catalogue, path) == ("один",)
    catalogue.close()


def test_accepted_files(shelf):
    """The facts of a file as it was published, once it is damaged."""
    path = shelf.write("news/a.md", "Текст.", "attachments: [{file: a.pdf}]")
    place = shelf.content / "news/a.pdf"
    catalogue = shelf.catalogue()
    digests = []
    for text in ("one", "two"):
        place.write_bytes(pdf(text))
        shelf.refresh(catalogue)
        digests.append(catalogue.file("news/a.pdf").facts.digest)
        if text == "one":
            catalogue.accept([])
    assert catalogue.accepted_file("news/a.pdf").facts.digest == digests[0]
    place.unlink()
    shelf.refresh(catalogue)
    assert catalogue.accepted_file("news/a.pdf").facts.digest == digests[0]
    catalogue.accept([path])
    assert catalogue.accepted_file("news/a.pdf").facts.digest == digests[0]
    place.write_bytes(pdf("three"))
    shelf.refresh(catalogue)
    catalogue.accept([])
    assert catalogue.accepted_file("news/a.pdf") is None
    catalogue.close()


def test_purge(shelf):
    """Nothing of what is gone is left in the file; ledgers must compare everything anew."""
    path = shelf.write("news/ivanova.md", "Иванова жила здесь. " * 200, "tags: [иванова]")
    shelf.write("news/b.md")
    catalogue = shelf.catalogue()
    shelf.refresh(catalogue)
    catalogue.remember("key", "Иванова".encode())
    identity = catalogue.identity
    (shelf.content / path).unlink()
    shelf.refresh(catalogue)
    catalogue.purge()
    assert catalogue.identity != identity
    catalogue.close()
    data = b"".join(place.read_bytes() for place in shelf.database.parent.iterdir())
    assert "Иванова".encode() not in data
    assert "иванова".encode() not in data
    assert b"ivanova" not in data


def test_remember(shelf):
    """One value, void as soon as anything has changed."""
    shelf.write("news/a.md")
    catalogue = shelf.catalogue()
    shelf.refresh(catalogue)
    catalogue.remember("key", b"value")
    assert catalogue.remembered("key") == b"value"
    assert catalogue.remembered("other") == b""
    shelf.write("news/a.md", "Иначе.")
    shelf.refresh(catalogue)
    assert catalogue.remembered("key") == b""
    catalogue.close()
