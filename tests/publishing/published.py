"""A town that publishes: what its visitors get, and whether that is what a clean build makes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.site.town import Town
from tests.site.warm import warm
from vestnik.publishing.publish import Outcome, publish
from vestnik.publishing.releases import Releases


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
        warm(self.root / cache)

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
