"""The one door to the disk: whole files, nothing of others, nothing outside."""

import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from vestnik.output import (
    MARKER,
    PREVIEW,
    RELEASE,
    Output,
    OutputError,
    build_lock,
    file_digest,
    output_path,
)


@pytest.fixture
def output(tmp_path) -> Output:
    """An output folder of ours."""
    made = Output(tmp_path / "output")
    made.claim("ledger-1")
    return made


@pytest.mark.parametrize(
    ("address", "path"),
    [("/", "index.html"), ("/news/", "news/index.html"), ("/rss.xml", "rss.xml"),
     ("/a/b.pdf", "a/b.pdf")],
)  # fmt: skip
def test_output_path(address, path):
    """Addresses that end with a slash are folders with a page."""
    assert output_path(address) == path


def test_write(output):
    """The bytes stand there, the folders are made, and nothing is left beside them."""
    written = output.write("a/b/index.html", b"text")
    place = output.root / "a/b/index.html"
    assert place.read_bytes() == b"text"
    assert (written.digest, written.size) == (file_digest(place), 4)
    assert list(output.files()) == ["a/b/index.html"]


def test_an_equal_file_keeps_its_time(output):
    """So that `rsync` and `If-Modified-Since` see what has really changed."""
    output.write("index.html", b"text")
    os.utime(output.root / "index.html", (1, 1))
    output.write("index.html", b"text")
    assert (output.root / "index.html").stat().st_mtime == 1
    output.write("index.html", b"more")
    assert (output.root / "index.html").stat().st_mtime > 1


def test_a_reader_never_sees_half_a_file(output):
    """Whoever has the old file open reads it to its end; whoever opens it anew has the new one."""
    output.write("index.html", b"old" * 1000)
    with (output.root / "index.html").open("rb") as reader:
        output.write("index.html", b"new" * 2000)
        assert reader.read() == b"old" * 1000
    assert (output.root / "index.html").read_bytes() == b"new" * 2000


def test_copy(output, tmp_path):
    """A copy, not a link: the source may change later."""
    source = tmp_path / "prikaz.pdf"
    source.write_bytes(b"%PDF")
    written = output.copy("files/prikaz.pdf", source)
    source.write_bytes(b"changed")
    assert (output.root / "files/prikaz.pdf").read_bytes() == b"%PDF"
    assert written.size == 4


def test_copy_of_a_file_that_is_another_by_now(output, tmp_path):
    """What was examined is published, or nothing."""
    source = tmp_path / "prikaz.pdf"
    source.write_bytes(b"%PDF")
    digest = file_digest(source)
    output.copy("prikaz.pdf", source, digest)
    source.write_bytes(b"secret")
    with pytest.raises(OSError, match="Stale"):
        output.copy("prikaz.pdf", source, digest)
    assert (output.root / "prikaz.pdf").read_bytes() == b"%PDF"
    assert list(output.files()) == ["prikaz.pdf"]


def test_copy_of_nothing(output, tmp_path):
    """No half file stays behind."""
    with pytest.raises(FileNotFoundError):
        output.copy("prikaz.pdf", tmp_path / "no.pdf")
    assert list(output.files()) == []


def test_remove(output):
    """Folders that become empty go, others stay; what is not there is no error."""
    output.write("a/b/c/index.html", b"1")
    output.write("a/index.html", b"2")
    output.remove("a/b/c/index.html")
    assert not (output.root / "a/b").exists()
    output.remove("a/index.html")
    output.remove("a/index.html")
    output.remove("a/b/no.html")
    assert list(output.root.iterdir()) == [output.root / MARKER]


def test_remove_leaves_a_folder_that_has_taken_the_place(output):
    """A file `a` went, a folder `a` came: the folder's files are others'."""
    output.write("a/index.html", b"1")
    output.remove("a")
    assert list(output.files()) == ["a/index.html"]


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/.", "a\\..\\b", "a\0b", "a/"],
)
def test_paths_that_lead_elsewhere(output, path):
    """Whoever asks for them: the door does not open."""
    for use in (lambda: output.write(path, b""), lambda: output.remove(path)):
        with pytest.raises(OutputError, match="недопустимый путь"):
            use()
    assert output.digest(path) == ""


def test_links_in_the_output_are_not_followed(output, tmp_path):
    """A link is a file of nobody: it is listed and removed, what it leads to stays."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    (output.root / "news").symlink_to(outside, target_is_directory=True)
    assert list(output.files()) == ["news"]
    output.remove("news")
    assert not (output.root / "news").exists()
    assert (outside / "kept.txt").exists()


def test_empty_folders(output):
    """A killed build may have left them."""
    (output.root / "a/b/c").mkdir(parents=True)
    output.write("d/e.html", b"1")
    output.drop_empty_folders()
    assert sorted(output.top()) == ["d"]


# --- whose folder it is ---------------------------------------------------------------------------


def test_claim(tmp_path):
    """A new folder, our own, and one that another ledger has filled."""
    output = Output(tmp_path / "new" / "output")
    assert output.claim("ledger-1") is False
    assert output.claim("ledger-1") is True
    assert output.claim("ledger-2") is False
    assert output.claim("ledger-2") is True


def test_claim_after_being_killed(tmp_path):
    """Between making the folder and marking it, and while marking it."""
    output = Output(tmp_path)
    (tmp_path / ".vestnik-tmp-marker").write_text("build x")
    assert output.claim("ledger-1") is False
    (tmp_path / MARKER).write_text("")
    assert output.claim("ledger-1") is False


@pytest.mark.parametrize("name", ["index.html", ".htaccess", "folder"])
def test_claim_of_a_folder_of_others(tmp_path, name):
    """A mistyped `-o` must not cost anybody a folder."""
    if name == "folder":
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_text("mine")
    with pytest.raises(OutputError, match="создал не Вестник"):
        Output(tmp_path).claim("ledger-1")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_claim_of_what_is_no_folder(tmp_path):
    """A file, or a link to somebody's folder."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(OutputError, match="не папка"):
            Output(tmp_path / name).claim("ledger-1")


@pytest.mark.parametrize(
    ("known", "use", "allowed"),
    [("build", "build", True), ("build", PREVIEW, False), ("build", RELEASE, False),
     (PREVIEW, "build", True), (PREVIEW, PREVIEW, True), (PREVIEW, RELEASE, False),
     (RELEASE, "build", False), (RELEASE, PREVIEW, False), (RELEASE, RELEASE, True)],
)  # fmt: skip
def test_one_folder_one_use(tmp_path, known, use, allowed):
    """Drafts never get into a built site, and nothing but `publish` touches a release."""
    Output(tmp_path).claim("ledger-1", known)
    if allowed:
        Output(tmp_path).claim("ledger-1", use)
    else:
        with pytest.raises(OutputError):
            Output(tmp_path).claim("ledger-1", use)
        assert Output(tmp_path).marker() == f"{known} ledger-1"


# --- the archive ----------------------------------------------------------------------------------


@pytest.mark.parametrize("links", [True, False])
def test_archive(tmp_path, monkeypatch, links):
    """What is replaced or removed stays there by its digest, once, with or without hard links."""
    if not links:

        def no_link(*_):
            raise OSError("no hard links here")

        monkeypatch.setattr(os, "link", no_link)
    archive = tmp_path / "archive"
    archive.mkdir()
    output = Output(tmp_path / "output", archive)
    output.claim("x")
    first = output.write("a.html", b"first").digest
    output.write("b.html", b"first")
    assert list(archive.iterdir()) == []
    output.write("a.html", b"second")
    output.remove("b.html")
    source = tmp_path / "source"
    source.write_bytes(b"third")
    second = file_digest(output.root / "a.html")
    output.copy("a.html", source)
    kept = {path.name: path.read_bytes() for path in archive.iterdir()}
    assert kept == {first: b"first", second: b"second"}


def test_archive_takes_no_left_overs(tmp_path):
    """Half a file of a killed build is nobody's earlier version."""
    archive = tmp_path / "archive"
    archive.mkdir()
    output = Output(tmp_path / "output", archive)
    output.claim("x")
    (output.root / ".vestnik-tmp-1-index.html").write_bytes(b"ha")
    (output.root / "link").symlink_to(tmp_path)
    for path in list(output.files()):
        output.remove(path)
    assert list(archive.iterdir()) == []


def test_sweeping_takes_what_was_only_begun(tmp_path):
    """Files that a lost machine had begun to write go; all others stay."""
    output = Output(tmp_path / "output")
    output.claim("x")
    output.write("news/index.html", b"whole")
    (output.root / "news/.vestnik-tmp-1-index.html").write_bytes(b"ha")
    output.sweep()
    assert list(output.files()) == ["news/index.html"]


def test_archive_of_many_at_once(tmp_path):
    """Several processes may give up the same bytes at one time."""
    archive = tmp_path / "archive"
    archive.mkdir()
    output = Output(tmp_path / "output", archive)
    output.claim("x")
    for number in range(40):
        output.write(f"{number}.html", b"same" * 5000)
    threads = [
        threading.Thread(target=lambda n=number: output.write(f"{n}.html", b"other"))
        for number in range(40)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (kept,) = archive.iterdir()
    assert kept.read_bytes() == b"same" * 5000


# --- the lock -------------------------------------------------------------------------------------


def test_build_lock(tmp_path):
    """A second build is told at once; after the first one, however it ended, the way is free."""
    place = tmp_path / "state" / "lock"
    with build_lock(place), pytest.raises(OutputError, match="уже собирается"), build_lock(place):
        pass
    with pytest.raises(ValueError, match="x"), build_lock(place):
        raise ValueError("x")
    with build_lock(place):
        pass


def test_the_lock_of_a_killed_build_is_free(tmp_path, repo):
    """No file has to be deleted by hand."""
    place = tmp_path / "lock"
    code = (
        "import sys, time; from pathlib import Path; from vestnik.output import build_lock\n"
        f"with build_lock(Path({str(place)!r})): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=repo)
    with holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(OutputError), build_lock(place):
            pass
        holder.kill()
        holder.wait()
        with build_lock(place):
            pass


def test_an_output_can_be_sent_to_another_process(output):
    """It holds paths only."""
    assert pickle.loads(pickle.dumps(output)).root == Path(output.root)
