"""Sending a release: only what differs, pages last, and the rest after a failure."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.publishing.published import PublishedTown
from vestnik.output import OutputError
from vestnik.publishing.releases import Releases
from vestnik.publishing.upload import plan, upload

pytestmark = pytest.mark.slow

SFTP_SERVER = next(
    (path for path in ("/usr/lib/openssh/sftp-server", "/usr/libexec/sftp-server")
     if Path(path).exists()), "",
)  # fmt: skip
needs_rsync = pytest.mark.skipif(
    not shutil.which("rsync"), reason="no rsync: apt-get install rsync"
)
needs_sftp = pytest.mark.skipif(
    not (SFTP_SERVER and shutil.which("sftp")),
    reason="no sftp or its server: apt-get install openssh-client openssh-sftp-server",
)


def remote_tree(folder: Path) -> dict[str, bytes]:
    """What a visitor of the server would get."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# --- what is sent, and when -----------------------------------------------------------------------


def test_plan():
    """Files come first, then new pages, then what leads to them; what has gone is last."""
    sent = {"index.html": "1", "a/index.html": "1", "rss.xml": "1", "a/a.pdf": "1", "b.css": "1",
            "search/now.js": "0"}  # fmt: skip
    standing = {"index.html": "2", "a/index.html": "1", "rss.xml": "2", "c/index.html": "2",
                "c/c.jpg": "2", "b.css": "1",
                "search/now.js": "1", "search/shards/x.bin": "2"}  # fmt: skip
    delivery = plan(sent, standing)
    assert delivery.files == ("c/c.jpg", "search/shards/x.bin")
    assert delivery.new_pages == ("c/index.html",)
    assert delivery.changed_pages == ("index.html", "rss.xml", "search/now.js")
    assert delivery.gone == ("a/a.pdf",)
    assert len(delivery) == 7


@pytest.mark.parametrize("target", ["", "ftp://server/www", "rsync:", "sftp://", "server:/www"])
def test_unknown_target(town, target):
    """What cannot be understood is said before anything is done."""
    with pytest.raises(OutputError, match="не понимаю, куда"):
        upload(town.folder, target)


@pytest.mark.parametrize("target", ["rsync:server:/www", "sftp://server/www"])
def test_missing_tool(town, target, monkeypatch):
    """A tool that is not installed is named."""
    town.publish()
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(OutputError, match=f"{target.partition(':')[0]} не установлена"):
        upload(town.folder, target)


def test_nothing_published(new_town):
    """There is nothing to send yet."""
    with pytest.raises(OutputError, match="ещё ничего не публиковали"):
        upload(new_town.folder, "rsync:/tmp/nowhere")


# --- rsync ----------------------------------------------------------------------------------------


@needs_rsync
def test_rsync(town):
    """The server has what is served, after every release and every way back."""
    server = town.root / "server with spaces"
    town.publish()
    target = f"rsync:{server}/"
    assert upload(town.folder, target) == len(town.served())
    assert remote_tree(server) == town.served()
    assert upload(town.folder, target) == 0

    path = town.news("novost")
    changes = town.publish().release.changes
    assert upload(town.folder, target) == len(changes)
    assert remote_tree(server) == town.served()

    (town.content / path).unlink()
    town.publish()
    upload(town.folder, target)
    assert remote_tree(server) == town.served()


@needs_rsync
def test_rsync_sends_only_what_changed(town):
    """A file that is the same keeps its place on the server's disk."""
    server = town.root / "server"
    town.publish()
    upload(town.folder, f"rsync:{server}")
    before = {path: path.stat().st_ino for path in server.rglob("*") if path.is_file()}
    town.news("novost")
    changed = {server / change.path for change in town.publish().release.changes}
    upload(town.folder, f"rsync:{server}")
    replaced = {path for path, inode in before.items() if path.stat().st_ino != inode}
    assert replaced <= changed


@needs_rsync
def test_another_destination_gets_everything(town):
    """What one server has says nothing of another."""
    town.publish()
    upload(town.folder, f"rsync:{town.root}/first")
    upload(town.folder, f"rsync:{town.root}/second")
    assert remote_tree(town.root / "second") == town.served()


@needs_rsync
def test_an_emptied_server_is_filled_again(town):
    """With `--upload-all`, whatever is believed to be there."""
    server = town.root / "server"
    town.publish()
    upload(town.folder, f"rsync:{server}")
    shutil.rmtree(server)
    assert upload(town.folder, f"rsync:{server}") == 0
    upload(town.folder, f"rsync:{server}", again=True)
    assert remote_tree(server) == town.served()


def fake_rsync(town: PublishedTown, monkeypatch: pytest.MonkeyPatch, fail_at: int) -> Path:
    """An `rsync` that notes what it is told to send and fails at the n-th call."""
    folder = town.root / f"bin-{fail_at}"
    folder.mkdir()
    tool = folder / "rsync"
    tool.write_text(
        "#!/bin/sh\n"
        f"echo x >> '{folder}/calls'\n"
        f"test $(wc -l < '{folder}/calls') -eq {fail_at} && {{ echo 'no route' >&2; exit 12; }}\n"
        f"printf '%s\\n' \"$*\" >> '{folder}/log'; tr '\\0' '\\n' >> '{folder}/log'\n",
        "utf-8",
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder / "log"


def test_a_failed_upload_is_made_up_for(town, monkeypatch):
    """Even when nothing was published since: what was sent before the failure is not sent again."""
    town.publish()
    log = fake_rsync(town, monkeypatch, fail_at=2)
    with pytest.raises(OutputError, match="no route"):
        upload(town.folder, "rsync:server:/www")
    sent = set(log.read_text("utf-8").splitlines())
    assert not any(path.endswith(".html") for path in sent)
    log.unlink()
    upload(town.folder, "rsync:server:/www")
    rest = set(log.read_text("utf-8").splitlines())
    assert {path for path in town.served() if path.endswith((".html", ".xml"))} <= rest
    assert not {path for path in rest & sent if not path.startswith("--")}


def test_pages_go_after_files_and_leaders_after_led(town, monkeypatch):
    """Whoever reads a new page finds its files; whoever follows a link finds the page."""
    town.publish()
    log = fake_rsync(town, monkeypatch, fail_at=0)
    upload(town.folder, "rsync:server:/www")
    log.unlink()
    gone = town.news("ischezayushchaya")
    town.publish()
    upload(town.folder, "rsync:server:/www")
    log.unlink()
    (town.content / gone).unlink()
    town.write("news/2026/snimok.jpg", (town.content / "news/2025/item-1.jpg").read_bytes())
    town.news("novost", "image: {file: snimok.jpg, alt: Снимок площади}")
    town.publish()
    upload(town.folder, "rsync:server:/www")
    lines = log.read_text("utf-8").splitlines()
    place = {line: number for number, line in enumerate(lines)}
    page = next(line for line in lines if line.endswith("/novost/index.html"))
    picture = next(line for line in lines if "snimok" in line)
    removed = next(line for line in lines if line.endswith("/ischezayushchaya/index.html"))
    assert place[picture] < place[page] < place["index.html"] < place[removed]
    assert place["rss.xml"] > place[page]
    options = [line for line in lines if line.startswith("--")]
    assert "--delete-missing-args" in options[-1]
    assert not any("--delete" in line for line in options[:-1])


# --- SFTP -----------------------------------------------------------------------------------------


@pytest.fixture
def sftp(town, monkeypatch) -> Path:
    """OpenSSH's own client and server, joined without a network; gives the folder with notes of
    what the client was told.
    """
    folder = town.root / "bin"
    folder.mkdir()
    tool = folder / "sftp"
    tool.write_text(
        "#!/bin/sh\n"
        f"echo \"$*\" >> '{folder}/calls'\n"
        'while [ "$1" != -b ]; do shift; done\n'
        f"cat \"$2\" >> '{folder}/batch'\n"
        f"exec {shutil.which('sftp')} -D '{SFTP_SERVER} ${{SFTP_OPTIONS}}' -b \"$2\"\n",
        "utf-8",
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SFTP_OPTIONS", "")
    return folder


@needs_sftp
def test_sftp(town, sftp):
    """The server has what is served, after every release."""
    server = town.root / "server with [odd] names"
    target = f"sftp://user@host:2022{server}"
    town.publish()
    assert upload(town.folder, target) == len(town.served())
    assert remote_tree(server) == town.served()
    assert "-P 2022" in (sftp / "calls").read_text("utf-8")
    assert (sftp / "calls").read_text("utf-8").splitlines()[0].endswith("-- user@host")
    assert upload(town.folder, target) == 0

    path = town.news("novost")
    changes = town.publish().release.changes
    assert upload(town.folder, target) == len(changes)
    assert remote_tree(server) == town.served()

    (town.content / path).unlink()
    town.publish()
    upload(town.folder, target)
    assert remote_tree(server) == town.served()
    assert not list(server.glob("news/2026/03/*/novost")), "empty folders go, too"


@needs_sftp
def test_sftp_replaces_files_at_once(town, sftp):
    """With a server that can rename over a file, nothing is ever absent."""
    server = town.root / "server"
    target = f"sftp://host{server}"
    town.publish()
    upload(town.folder, target)
    (sftp / "batch").unlink()
    town.retitle(2)
    town.publish()
    upload(town.folder, target)
    lines = (sftp / "batch").read_text("utf-8").splitlines()
    gone = [line for line in lines if line.startswith(("-rm", "rm"))]
    assert [line for line in gone if line.endswith('/index.html"')] == []
    assert remote_tree(server) == town.served()


@needs_sftp
def test_sftp_without_renaming_over(town, sftp, monkeypatch):
    """A server that refuses to rename over a file gets it removed first."""
    server = town.root / "server"
    target = f"sftp://host{server}"
    town.publish()
    upload(town.folder, target)
    monkeypatch.setenv("SFTP_OPTIONS", "-P posix-rename")
    town.retitle(2)
    town.publish()
    upload(town.folder, target)
    assert remote_tree(server) == town.served()


@needs_sftp
def test_sftp_failure(town, sftp):
    """A server that cannot be written to is an error, and the note stays true."""
    target = "sftp://host/proc/nowhere"
    town.publish()
    with pytest.raises(OutputError, match="sftp: отправка не удалась"):
        upload(town.folder, target)
    assert not list(Releases(town.folder).sent.glob("*.json"))


@needs_rsync
def test_files_on_the_server_can_be_read_by_all(town):
    """The web server is another user."""
    server = town.root / "server"
    town.publish()
    upload(town.folder, f"rsync:{server}")
    for path in server.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode & 0o044 == 0o044
        assert not path.is_dir() or mode & 0o011 == 0o011
