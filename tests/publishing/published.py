"""A town that publishes: what its visitors get, and whether that is what a clean build makes."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import timedelta
from functools import cache
from pathlib import Path

from tests.site.town import DEEDS, Town
from vestnik.publishing.publish import Outcome, publish
from vestnik.publishing.releases import Releases


@cache
def _warm_cache() -> Path:
    """The cache of a town that has been built once in this process."""
    root = Path(tempfile.mkdtemp(prefix="vestnik-warm-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    town = Town(root / "town")
    for deed, number in ((0, 10), (2, 9), (4, 1), (5, 2)):
        DEEDS[deed](town, number)
    assert town.build().applied
    return root / "town" / "cache"


class PublishedTown(Town):
    """A town with a folder of `vestnik publish`."""

    @property
    def folder(self) -> Path:
        return self.root / "www"

    @property
    def releases(self) -> Releases:
        return Releases(self.folder)

    def publish(self, *, keep: int = 5, **choices: object) -> Outcome:
        return publish(self.folder, self.request(**choices), keep=keep)

    def served(self) -> dict[str, bytes]:
        """What the web server would find."""
        return self.tree("www/current")

    def clean(self) -> dict[str, bytes]:
        """What a build into a new folder with a new cache makes."""
        number = len(list(self.root.glob("clean-*")))
        self.warm(f"clean-{number}-cache")
        report = self.build(cache=f"clean-{number}-cache", output=f"clean-{number}")
        assert report.applied, report.problems
        return self.tree(f"clean-{number}")

    def warm(self, cache: str) -> None:
        """Gives a cache what costs most to make and depends on the theme alone."""
        for name in ("templates", "made"):
            shutil.copytree(_warm_cache() / name, self.root / cache / name)

    # --- what officers write ----------------------------------------------------------------

    def news(self, name: str, *lines: str, title: str = "", text: str = "") -> str:
        """A news item published yesterday."""
        front = [f"title: {title or name}", *lines]
        if not any(line.startswith("date:") for line in lines):
            front.append(f"date: {self.now - timedelta(days=1):%Y-%m-%d %H:%M}")
        body = text or f"Текст новости «{name}», написанный для жителей города."
        front_text = "\n".join(front)
        return self.write(f"news/2026/{name}.md", f"---\n{front_text}\n---\n\n{body}\n")

    def shows(self, words: str) -> list[str]:
        """Files that visitors get with these words in them."""
        return [path for path, data in self.served().items() if words.encode() in data]
