"""Measures the search in Chromium, beside Pagefind on the same pages.

    python scripts/bench.py search TEXTS [--documents 3000] [--queries 60] [--pagefind PYTHON]
        [--delay MS] [--long] [--keep FOLDER] [--json FILE]

TEXTS is a folder of real texts (see `search_queries.py`, which makes the queries). They become news
of a portal that Vestnik builds; PYTHON is one with `pagefind[extended]` installed, in a virtual
environment of its own. Both searches answer in the same Chromium, from the same server, which
compresses texts as a web server does. Requests and bytes are what that server gives: code, index,
records, and the pages that are read for a passage which the index does not hold. They are told
twice: until five results stand there, and until nothing more is asked for, with ten results and the
passages of all that are in sight. What an index costs to make is for Vestnik what a build with a
search costs more than one without; the engine of `vestnik search` makes its own when it is asked
first.

A first query is asked in a browser that has loaded the code of the search and nothing else, a next
one behind it in that page, and a later one behind all that are asked here. A typed one is a third:
its letters come one by one (Pagefind is told of them, as its own page does). The time begins when a
query is sent, with its words in the field, and ends when five results stand in the page. `--delay`
is what each answer of the server takes longer, as a network would.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench_measure import measured
from search_queries import SECTIONS, Query, Text, make_queries, read

_CONFIG = """
from vestnik.defaults import *

SITENAME = "Проба поиска"
SITEURL = "https://proba.example"
TIMEZONE = "Europe/Moscow"
PATH = "content"
OUTPUT_PATH = "output"
VESTNIK = {{"sections": [{sections}], "search": {search}}}
"""
_COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml")
LOG: list[tuple[float, str, int]] = []
"""What the server has given: milliseconds since 1970, path, bytes of the body."""
_OWN = {
    "vestnik": ("/search/now.js", "/search/shards/", "/news/"),
    "pagefind": ("/pagefind",),
}
_FLAGS = ("--disable-background-networking", "--disable-component-update", "--disable-gpu")

_TYPING = 100
"""Milliseconds between two letters: of somebody who types fast."""
_VESTNIK = """async ([query, typing]) => {
  const [list, form, status] = ["results", "form", "status"]
    .map((name) => document.querySelector(`#search-${name}`));
  form.elements.q.focus();
  for (let end = 1; typing && end <= query.length; end++) {
    form.elements.q.value = query.slice(0, end);
    form.elements.q.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => setTimeout(done, typing));
  }
  form.elements.q.value = query;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const start = performance.now();
  const shown = new Promise((done) => {
    const watch = new MutationObserver(() => {
      if (!status.textContent) return;
      watch.disconnect();
      done(performance.now());
    });
    status.textContent = "";
    watch.observe(status, { childList: true });
  });
  form.requestSubmit();
  const end = await shown;
  while (list.hasAttribute("aria-busy")) await new Promise((done) => setTimeout(done, 5));
  const addresses = [...list.querySelectorAll("h2 a")].slice(0, 10)
    .map((link) => new URL(link.href).pathname);
  const box = (item) => item.getBoundingClientRect();
  const waiting = () => [...list.querySelectorAll("[data-waits]")];
  const waits = () => waiting().some((item) => box(item).top < innerHeight);
  while (waits()) await new Promise((done) => setTimeout(done, 5));
  return { ms: end - start, end: performance.timeOrigin + end, addresses };
}"""
_PAGEFIND = """async ([query, typing]) => {
  for (let end = 1; typing && end <= query.length; end++) {
    window.pagefind.preload(query.slice(0, end));
    await new Promise((done) => setTimeout(done, typing));
  }
  const start = performance.now();
  const found = await window.pagefind.search(query);
  const five = await Promise.all(found.results.slice(0, 5).map((one) => one.data()));
  document.body.replaceChildren(...five.map(({ url, meta, excerpt }) => {
    const [item, link, text] = ["li", "a", "p"].map((name) => document.createElement(name));
    link.href = url;
    link.append(meta.title);
    text.innerHTML = excerpt;
    item.append(link, text);
    return item;
  }));
  const end = performance.now();
  const others = await Promise.all(found.results.slice(5, 10).map((one) => one.data()));
  const addresses = [...five, ...others].map((one) => new URL(one.url, location).pathname);
  return { ms: end - start, end: performance.timeOrigin + end, addresses };
}"""


_READY = """async () => {
  window.pagefind = await import("/pagefind/pagefind.js");
  await window.pagefind.init();
}"""


def main(arguments: Sequence[str]) -> None:
    """Build, ask, report."""
    options = _options(arguments)
    texts = read(options.texts, options.documents, long=options.long)
    with contextlib.ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = folder / "output"
        report: dict[str, Any] = {"documents": len(texts)}
        report["vestnik"] = _build(folder, texts) | _sizes(site, "search", "files.json")
        texts = [text for text in texts if (site / text.address.strip("/")).is_dir()]
        report["built"] = len(texts)
        names = ["vestnik"]
        if options.pagefind:
            report["pagefind"] = {"build": _pagefind(options.pagefind, site)}
            report["pagefind"] |= _sizes(site, "pagefind", "")
            names.append("pagefind")
        queries = make_queries(texts, options.queries)
        base = stack.enter_context(_served(site, options.delay / 1000))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*_FLAGS, "--no-sandbox"]
        )
        for name, found in _ask(browser, base, names, queries, options.first).items():
            report[name] |= found
        browser.close()
    print(json.dumps(report, ensure_ascii=False, indent=1))
    print(_table(report, names))
    if options.json:
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.py search", description="Search, in Chromium.")
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--queries", type=int, default=60, help="of each sort and part")
    parser.add_argument(
        "--first", type=int, default=30, help="first queries, each in a new browser"
    )
    parser.add_argument("--pagefind", type=Path, help="a Python that has Pagefind")
    parser.add_argument("--delay", type=float, default=0, help="ms that each answer takes longer")
    parser.add_argument("--long", action="store_true", help="fill every text to 3,300 characters")
    parser.add_argument("--keep", type=Path, help="folder for the site, which stays")
    parser.add_argument("--json", type=Path)
    return parser.parse_args(arguments)


# --- the pages ---------------------------------------------------------------------------------


def _build(folder: Path, texts: Sequence[Text]) -> dict[str, dict[str, float]]:
    """The portal of the texts: what its first build costs without a search and with it, and the
    first question to the engine of the service, which makes its index then.
    """
    chance = random.Random(1)  # noqa: S311 - a trial is no secret
    for number, text in enumerate(texts):
        place = folder / "content" / "news" / str(text.day.year) / f"{number}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        section = chance.choice(SECTIONS)
        place.write_text(_source(text, section), "utf-8")
    sections = ", ".join(f'{{"key": "{key}", "title": "{key.capitalize()}"}}' for key in SECTIONS)
    command = [sys.executable, "-m", "vestnik.commands"]
    found = {}
    for name, search in (("without", False), ("build", True)):
        for made in ("output", ".cache"):
            shutil.rmtree(folder / made, ignore_errors=True)
        conf = _CONFIG.format(sections=sections, search=search)
        (folder / "pelicanconf.py").write_text(conf, "utf-8")
        found[name] = _timed([*command, "build"], folder)
    found["whoosh"] = _timed([*command, "search", "город"], folder)
    return found


def _source(text: Text, section: str) -> str:
    title = json.dumps(" ".join(text.title.split())[:250], ensure_ascii=False)
    slug = text.address.strip("/").rpartition("/")[2]
    body = "\n\n".join(_escaped(line) for line in text.text.splitlines() if line.strip())
    head = f"title: {title}\ndate: {text.day} 10:00\nslug: {slug}\nsection: {section}\n"
    return f"---\n{head}---\n{body}\n"


def _escaped(line: str) -> str:
    """A line that Markdown takes as it is."""
    plain = "".join(f"\\{char}" if char in "\\`*_{}[]<>#|~!&" else char for char in line.strip())
    return f"\\{plain}" if plain[:1] in "-+=:" else plain


def _pagefind(python: Path, site: Path) -> dict[str, float]:
    """Pagefind's index of the same pages, of what stands in `<main>`."""
    command = [str(python), "-m", "pagefind", "--site", str(site), "--root-selector", "main"]
    return _timed([*command, "--glob", "news/*/*/*/*/index.html"], site)


def _timed(command: Sequence[str], folder: Path) -> dict[str, float]:
    run, _ = measured(list(command), folder)
    return {"s": round(run.seconds, 1), "cpu": round(run.cpu, 1), "mb": round(run.megabytes)}


def _sizes(site: Path, folder: str, beside: str) -> dict[str, Any]:
    files = [path for path in (site / folder).rglob("*") if path.is_file()]
    found: dict[str, Any] = {
        "files": len(files),
        "index_mb": round(sum(path.stat().st_size for path in files) / 1e6, 2),
    }
    if beside:
        sizes = [path.stat().st_size for path in site.rglob(beside)]
        found["texts_mb"] = round(sum(sizes) / 1e6, 2)
    return found


# --- asking ------------------------------------------------------------------------------------


class _Handler(SimpleHTTPRequestHandler):
    """A static server that compresses texts, as nginx and Apache are set up to."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    """As in every web server: else what is sent behind the headers waits 40 ms for a receipt."""

    delay = 0.0

    def send_head(self) -> Any:
        time.sleep(self.delay)
        place = Path(self.translate_path(self.path))
        place = place / "index.html" if place.is_dir() else place
        if place.suffix not in _COMPRESSED or not place.is_file():
            return super().send_head()
        data = gzip.compress(place.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(place)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Content-Length":
            LOG.append((time.time() * 1000, self.path, int(value)))
        super().send_header(keyword, value)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with contextlib.suppress(ConnectionError):  # a page is closed while it loads things ahead
            super().copyfile(source, outputfile)

    def log_message(self, *_arguments: Any) -> None:
        """Says nothing of each request."""


@contextlib.contextmanager
def _served(site: Path, delay: float = 0) -> Iterator[str]:
    (site / "empty.html").write_text("<!doctype html><title>x</title>", "utf-8")
    _Handler.delay = delay
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def _ask(
    browser: Browser, base: str, names: Sequence[str], queries: Sequence[Query], first: int
) -> dict[str, dict[str, Any]]:
    """Of each search success by sort and part; requests, bytes and time of the kinds of queries.
    They take turns, since what else the machine does changes.
    """
    forms = [query.text for query in queries if query.sort == "forms"]
    costs: dict[str, dict[str, list[dict[str, Any]]]] = {name: defaultdict(list) for name in names}
    for place in range(first):
        text, second, third = (forms[(place * 3 + step) % len(forms)] for step in range(3))
        for name in names:
            LOG.clear()
            page = _opened(browser, base, name)
            costs[name]["first"].append(_one(page, name, text))
            costs[name]["next"].append(_one(page, name, second))
            costs[name]["typed"].append(_one(page, name, third, _TYPING))
            page.context.close()
    pages = {name: _opened(browser, base, name) for name in names}
    success: dict[str, dict[str, list[bool]]] = {name: defaultdict(list) for name in names}
    for query in queries:
        part = "kept aside" if query.target.kept else "seen"
        for name, page in pages.items():
            LOG.clear()
            answer = _one(page, name, query.text)
            success[name][f"{query.sort}, {part}"].append(
                query.target.address in answer["addresses"]
            )
            if query.sort == "forms":
                costs[name]["later"].append(answer)
    for page in pages.values():
        page.context.close()
    return {
        name: {
            "success@10": {
                key: f"{sum(hits) / len(hits):.3f}" for key, hits in success[name].items()
            },
            **{kind: _costs(own) for kind, own in costs[name].items()},
        }
        for name in names
    }


def _opened(browser: Browser, base: str, name: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(base + ("/search/" if name == "vestnik" else "/empty.html"))
    if name == "vestnik":
        page.wait_for_selector("#search-form:not([hidden])")
    else:
        page.evaluate(_READY)
    return page


def _one(page: Page, name: str, text: str, typing: int = 0) -> dict[str, Any]:
    program = _VESTNIK if name == "vestnik" else _PAGEFIND
    found: dict[str, Any] = page.evaluate(program, [text, typing])
    page.wait_for_load_state("networkidle")
    given = [one for one in LOG if one[1].startswith(_OWN[name])]
    LOG.clear()
    early = [size for moment, _, size in given if moment <= found["end"]]
    return found | {"sizes": early, "all": [size for _, _, size in given]}


def _costs(answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    requests = [len(answer["sizes"]) for answer in answers]
    sizes = sorted(sum(answer["sizes"]) for answer in answers)
    whole = [answer["all"] for answer in answers]
    return {
        "requests, all": round(statistics.mean(map(len, whole)), 1),
        "kb, all": round(statistics.mean(map(sum, whole)) / 1000, 1),
        "requests": round(statistics.mean(requests), 1),
        "kb": round(statistics.mean(sizes) / 1000, 1),
        "kb_p95": round(sizes[int(len(sizes) * 0.95)] / 1000, 1),
        "ms": round(statistics.median(answer["ms"] for answer in answers), 1),
    }


def _table(report: dict[str, Any], names: Sequence[str]) -> str:
    rows: dict[str, list[str]] = defaultdict(list)
    for name in names:
        own = report[name]
        for key, value in own["success@10"].items():
            rows[f"success@10: {key}"].append(value)
        for kind in ("first", "next", "typed", "later"):
            for unit in ("requests", "requests, all", "kb", "kb_p95", "kb, all", "ms"):
                rows[f"{kind} query, {unit}"].append(str(own[kind][unit]))
        rows["index, MB"].append(f"{own['index_mb']} + texts {own.get('texts_mb', 0)}")
        rows["index, files"].append(str(own["files"]))
        for unit, title in (("s", "s"), ("cpu", "processor s"), ("mb", "peak MB")):
            whole = own["build"][unit]
            if "without" not in own:
                rows[f"making the index, {title}"].append(str(whole))
                continue
            rows[f"building the site with it, {title}"].append(str(whole))
            rows[f"the same without a search, {title}"].append(str(own["without"][unit]))
            rows[f"index of the service, {title}"].append(str(own["whoosh"][unit]))
            own_cost = "part of a build" if unit == "mb" else f"{whole - own['without'][unit]:.1f}"
            rows[f"making the index, {title}"].append(own_cost)
    lines = [
        f"| {report['built']} documents | {' | '.join(names)} |",
        f"|---|{'---|' * len(names)}",
    ]
    for key, values in rows.items():
        lines.append(f"| {key} | {' | '.join([*values, *['–'] * (len(names) - len(values))])} |")
    return "\n".join(lines)
