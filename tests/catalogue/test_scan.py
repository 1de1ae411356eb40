"""The walk through the content folder: it never leaves it, and nothing in it can stop it."""

import os
import sys
from pathlib import Path

import pytest

from vestnik.catalogue.scan import (
    BAD_NAME,
    NO_STAMP,
    OUTSIDE,
    UNREADABLE,
    UNREADABLE_FOLDER,
    Stamp,
    sources,
)


@pytest.fixture
def content(tmp_path):
    """A content folder with one source."""
    folder = tmp_path / "content"
    (folder / "news").mkdir(parents=True)
    (folder / "news" / "a.md").write_text("text")
    return folder


def walk(content):
    """{path: fault} of what is found."""
    return {found.path: found.fault for found in sources(content)}


def test_sources(content):
    """Markdown at any depth; other files and hidden ones are passed over."""
    (content / "b.md").write_text("")
    (content / "news/2026/x").mkdir(parents=True)
    (content / "news/2026/x/index.md").write_text("")
    (content / "news/2026/x/photo.jpg").write_text("")
    (content / "news/.draft.md").write_text("")
    (content / ".git").mkdir()
    (content / ".git/readme.md").write_text("")
    (content / "news/новость.md").write_text("")
    assert walk(content) == dict.fromkeys(
        ["news/a.md", "b.md", "news/2026/x/index.md", "news/новость.md"], ""
    )


def test_a_folder_may_be_called_like_a_source(content):
    """What is a folder is looked into."""
    (content / "x.md").mkdir()
    (content / "x.md/y.md").write_text("")
    assert walk(content) == {"news/a.md": "", "x.md/y.md": ""}


def test_stamps(content):
    """They change with time, size and whatever else happens to the file."""
    place = content / "news/a.md"
    before = sources(content)[0].stamp
    assert before == Stamp.of(place.stat())
    place.write_text("other text")
    after = sources(content)[0].stamp
    assert after != before
    os.utime(place, ns=(before.mtime_ns, before.mtime_ns))
    place.write_text("t3xt")
    os.utime(place, ns=(before.mtime_ns, before.mtime_ns))
    restored = sources(content)[0].stamp
    assert (restored.mtime_ns, restored.size) == (before.mtime_ns, before.size)
    assert restored != before, "the time of the last change of its entry cannot be set back"


def test_settled():
    """A file that changed within the last two seconds may change again unnoticed."""
    now = 10_000_000_000
    assert Stamp(0, 0, 5).settled(now)
    assert Stamp(7_999_999_999, 0, 5).settled(now)
    assert not Stamp(8_000_000_000, 0, 5).settled(now)
    assert not Stamp(0, 9_000_000_000, 5).settled(now)
    assert not Stamp(20_000_000_000, 0, 5).settled(now), "a clock that runs ahead"


# --- links ----------------------------------------------------------------------------------------


def test_links_that_stay_inside(content):
    """They are followed, files and folders."""
    (content / "news/b.md").symlink_to(content / "news/a.md")
    (content / "other").symlink_to("news", target_is_directory=True)
    assert walk(content) == dict.fromkeys(
        ["news/a.md", "news/b.md", "other/a.md", "other/b.md"], ""
    )


def test_links_that_lead_out(content, tmp_path):
    """They are named, never followed; links that are no sources concern nobody here."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("secret")
    (content / "news/x.md").symlink_to(outside / "secret.md")
    (content / "folder").symlink_to(outside, target_is_directory=True)
    (content / "near").symlink_to("../outside", target_is_directory=True)
    (content / "photo.jpg").symlink_to(outside / "secret.md")
    found = {path: fault for path, fault in walk(content).items() if path != "news/a.md"}
    assert found == dict.fromkeys(["news/x.md", "folder", "near"], OUTSIDE)


def test_a_link_to_a_link_that_leads_out(content, tmp_path):
    """Where it ends counts."""
    (tmp_path / "secret.md").write_text("secret")
    (content / "hop").symlink_to(tmp_path / "secret.md")
    (content / "x.md").symlink_to(content / "hop")
    assert walk(content)["x.md"] == OUTSIDE


def test_a_folder_whose_name_begins_alike_is_outside(content, tmp_path):
    """`content-old` is not below `content`."""
    (tmp_path / "content-old").mkdir()
    (tmp_path / "content-old/x.md").write_text("")
    (content / "x.md").symlink_to(tmp_path / "content-old/x.md")
    assert walk(content)["x.md"] == OUTSIDE


def test_a_content_folder_that_is_itself_a_link(content, tmp_path):
    """It is the municipality's choice where the folder lies."""
    (tmp_path / "link").symlink_to(content, target_is_directory=True)
    assert walk(tmp_path / "link") == {"news/a.md": ""}


def test_circles(content):
    """A folder below itself, links to each other and to themselves."""
    (content / "news/up").symlink_to(content, target_is_directory=True)
    (content / "self.md").symlink_to(content / "self.md")
    (content / "one.md").symlink_to(content / "two.md")
    (content / "two.md").symlink_to(content / "one.md")
    found = walk(content)
    assert found.pop("news/a.md") == ""
    assert found == dict.fromkeys(["self.md", "one.md", "two.md"], UNREADABLE)


def test_links_to_nothing(content):
    """A source was deleted or renamed, the link was not."""
    (content / "news/b.md").symlink_to(content / "news/gone.md")
    assert walk(content)["news/b.md"] == UNREADABLE


# --- what cannot be read --------------------------------------------------------------------------


def test_no_regular_files(content):
    """A pipe would block for ever, a socket and a device are no texts."""
    os.mkfifo(content / "news/pipe.md")
    assert walk(content) == {"news/a.md": ""}


@pytest.mark.skipif(sys.platform == "darwin", reason="file names are always UTF-8 there")
def test_names_in_an_old_encoding(content):
    """An archive unpacked on another system: such a name is named, as far as it can be."""
    name = "новость".encode("cp1251")
    (content / "news" / os.fsdecode(name + b".md")).write_text("")
    (content / os.fsdecode(name)).mkdir()
    (content / os.fsdecode(name) / "x.md").write_text("")
    (content / os.fsdecode(name + b".jpg")).write_text("")
    found = walk(content)
    assert found.pop("news/a.md") == ""
    assert set(found.values()) == {BAD_NAME}
    assert len(found) == 2
    assert all(path.encode("utf-8") for path in found)


def test_a_folder_without_rights(content, monkeypatch):
    """Its sources must not seem deleted."""
    (content / "closed").mkdir()
    real = os.scandir

    def scandir(folder):
        if str(folder).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    assert walk(content) == {"news/a.md": "", "closed": UNREADABLE_FOLDER}


def test_a_file_that_vanishes_meanwhile(content, monkeypatch):
    """Between listing and looking: it is simply not there."""
    from vestnik.catalogue import scan

    (content / "news/b.md").write_text("")
    real = scan._source

    def source(listed, *rest):
        if listed.name == "b.md":
            Path(listed.path).unlink()
        return real(listed, *rest)

    monkeypatch.setattr(scan, "_source", source)
    assert walk(content) == {"news/a.md": ""}


def test_what_must_not_be_read_has_no_stamp(content, tmp_path):
    """Nothing of it counts but that it is there."""
    (content / "x.md").symlink_to(tmp_path)
    assert next(f for f in sources(content) if f.path == "x.md").stamp == NO_STAMP
