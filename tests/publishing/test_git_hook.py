"""The whole way of a text: `git push` to a bare repository, hooks, the site, the status page."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.test_new import SETTINGS
from vestnik.starters import starter

NEWS = "---\ntitle: {title}\ndate: 2026-03-09 08:00\nlead: Коротко.\n{extra}---\nТекст новости.\n"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the server is a Unix one")


class Server:
    """A bare repository with the hook, and an officer's clone of it."""

    def __init__(self, root: Path) -> None:
        self.bare, self.clone, self.www = root / "town.git", root / "clone", root / "www"
        self.source = root / "town-source"
        self.source.mkdir()
        git(root, "init", "-q", "--bare", "-b", "main", str(self.bare))
        git(root, "clone", "-q", str(self.bare), str(self.clone))
        git(self.clone, "checkout", "-q", "-b", "main")
        self.vestnik = root / "vestnik"
        self.vestnik.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m vestnik.commands "$@"\n')
        self.vestnik.chmod(0o755)

    def hook(self, name: str, **values: Path) -> None:
        """Puts a hook into the repository, its four or three lines as the webmaster has them."""
        text = starter(name)
        for key, value in {**values, "VESTNIK": self.vestnik}.items():
            text, found = re.subn(rf"(?m)^{key}=\S+", f"{key}={value}", text)
            assert found == 1
        place = self.bare / "hooks" / name
        place.write_text(text, "utf-8")
        place.chmod(0o755)

    def publishes(self) -> None:
        """The hook that publishes what was pushed."""
        self.hook("post-receive", SOURCE=self.source, WWW=self.www)

    def refuses(self, root: Path) -> None:
        """The hook that lets nothing faulty in."""
        check = root / "town-check"
        check.mkdir()
        self.hook("pre-receive", CHECK=check)

    def write(self, name: str, title: str, extra: str = "") -> None:
        """Saves a piece of news in the clone."""
        place = self.clone / f"content/news/2026/{name}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(NEWS.format(title=title, extra=extra), "utf-8")

    def push(self, branch: str = "main") -> str:
        """Commits everything and pushes; what the officer sees."""
        git(self.clone, "add", "-A")
        git(self.clone, "commit", "-qm", "Правка", "--allow-empty")
        return git(self.clone, "push", "-q", "origin", f"HEAD:{branch}")

    def refused(self) -> str:
        """Pushes in vain; what the officer sees."""
        with pytest.raises(subprocess.CalledProcessError) as error:
            self.push()
        return error.value.stderr

    def page(self, address: str) -> str:
        """A page of the served site; empty where there is none."""
        place = self.www / "current" / address.strip("/") / "index.html"
        return place.read_text("utf-8") if place.is_file() else ""

    @property
    def status(self) -> str:
        """The officers' page."""
        return (self.www / "status/index.html").read_text("utf-8")


def git(folder: Path, *words: str) -> str:
    """Runs git apart from the settings of whoever runs the tests; what it says."""
    environment = os.environ | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "О",
        "GIT_AUTHOR_EMAIL": "o@town.example",
        "GIT_COMMITTER_NAME": "О",
        "GIT_COMMITTER_EMAIL": "o@town.example",
        "VESTNIK_NOW": "2026-03-10T09:00",
    }
    done = subprocess.run(
        ["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout + done.stderr


@pytest.mark.slow
def test_the_whole_way(tmp_path):
    """A good version is published with its address on the status page; of a faulty one the page and
    the officer's window name the errors, and the site stays; what is removed in git is gone.
    """
    server = Server(tmp_path)
    server.publishes()
    (server.clone / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    server.write("most", "Мост открыт")
    said = server.push()
    assert "выпуск" in said
    address = "/news/2026/03/09/most/"
    assert "Мост открыт" in server.page(address)
    assert "<strong>Опубликовано</strong>" in server.status
    assert f"https://berezov-yar.example{address}" in server.status
    revision = git(server.clone, "rev-parse", "HEAD")[:10]
    assert revision in server.status

    server.write("most", "Мост закрыт", "section: netu\n")
    said = server.push()
    assert "remote: news/2026/most.md:5 · section:" in said
    assert "Мост открыт" in server.page(address)
    assert "<strong>Не опубликовано</strong>" in server.status
    assert "строка 5, section" in server.status

    server.write("most", "Мост закрыт")
    server.write("shkola", "Школа открыта")
    server.push()
    assert "Мост закрыт" in server.page(address)
    assert "<strong>Опубликовано</strong>" in server.status

    (server.clone / "content/news/2026/shkola.md").unlink()
    server.push("proba")
    assert "Школа открыта" in server.page("/news/2026/03/09/shkola/")
    (server.source / "content/news/2026/stray.md").write_text(NEWS.format(title="Чужой", extra=""))
    server.push()
    assert server.page("/news/2026/03/09/shkola/") == ""
    assert server.page("/news/2026/03/09/stray/") == ""


@pytest.mark.slow
def test_a_faulty_version_is_not_even_accepted(tmp_path):
    """With file, line and remedy, in the window of whoever pushed; the branch of the server stays
    where it was, and takes what was mended. Other branches hold what is not ready.
    """
    server = Server(tmp_path)
    server.refuses(tmp_path)
    (server.clone / "pelicanconf.py").write_text(SETTINGS, "utf-8")
    server.write("most", "Мост открыт", "section: netu\n")
    said = server.refused()
    assert "remote: news/2026/most.md:5 · section: раздела «netu» на сайте нет; есть: " in said
    assert "remote: Отправка не принята" in said
    assert git(server.bare, "branch", "--list") == ""

    server.push("proba")
    server.write("most", "Мост открыт")
    server.push()
    accepted = git(server.bare, "rev-parse", "main")

    server.write("shkola", "Школа открыта", "lead: Снова.\n")
    assert "remote: news/2026/shkola.md:5 · lead:" in server.refused()
    assert git(server.bare, "rev-parse", "main") == accepted

    (server.clone / "content/news/2026/shkola.md").unlink()
    server.push()
    assert git(server.bare, "rev-parse", "main") == git(server.clone, "rev-parse", "HEAD")
