"""A git server in a folder: a bare repository with our hooks, and an officer's clone of it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from vestnik.starters import starter

NEWS = "---\ntitle: {title}\ndate: 2026-03-09 08:00\nlead: Коротко.\n{extra}---\nТекст новости.\n"
NOW = "2026-03-10T09:00"
"""The moment at which the hooks check and publish, unless told."""
DELEGATES = """#!/bin/sh
data=$(cat)
for one in hooks/$(basename "$0").d/*; do
  echo "$data" | "$one" || exit 1
done
"""
"""What Gitea and Forgejo keep as `hooks/post-receive`: it runs the folder beside it."""


class Server:
    """A bare repository with the hook, and an officer's clone of it."""

    def __init__(self, root: Path, *, now: str = NOW, delegating: bool = False) -> None:
        """`now` empty: the clock counts. `delegating`: hooks lie in folders, as Gitea has them."""
        self.now, self.delegating = now, delegating
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
        if self.delegating:
            place.write_text(DELEGATES, "utf-8")
            place.chmod(0o755)
            place = self.bare / f"hooks/{name}.d/vestnik"
            place.parent.mkdir()
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
        return git(self.clone, "push", "-q", "origin", f"HEAD:{branch}", VESTNIK_NOW=self.now)

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


def git(folder: Path, *words: str, **more: str) -> str:
    """Runs git apart from the settings of whoever runs the tests, with `more` in its environment;
    what it says.
    """
    environment = os.environ | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "О",
        "GIT_AUTHOR_EMAIL": "o@town.example",
        "GIT_COMMITTER_NAME": "О",
        "GIT_COMMITTER_EMAIL": "o@town.example",
        **more,
    }
    done = subprocess.run(
        ["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout + done.stderr
