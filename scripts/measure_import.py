#!/usr/bin/env python3
"""What an import keeps of saved pages and Word files, against a person's reading of them.

    scripts/measure_import.py КОРПУС ОБРАЗЦЫ [--out docs/import-measured.md]

The readings stand beside this file in `measure_import.toml`: for a page the words (by number, of
all that the page shows) that are its text, for a text its lines, the date where the source tells
one, and the first letters of the digest of the title: the texts are no part of the project. Kept
and foreign text are counted by runs of five letters, blanks and signs left out, so that neither the
breaking of lines nor the joining of links counts. Where trafilatura and python-docx can be imported
(`pip install --target папка trafilatura lxml_html_clean python-docx`, `PYTHONPATH=папка`) they are
measured side by side.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import sys
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from vestnik.commands.inspect_page import _USUAL
from vestnik.importing.decoding import Unreadable, decode
from vestnik.importing.dom import parse, text_of
from vestnik.importing.page import Page
from vestnik.importing.reading import read_page
from vestnik.importing.recognition import recognise

READINGS = Path(__file__).with_suffix(".toml")
_RUN = 5
_SITE = re.compile(r"\s+[-|–—»:]\s+")
"""What parts a title from the name of the site: naming both is right."""
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Score:
    """One page, one reader."""

    kept: float
    foreign: float
    title: bool
    date: bool

    @property
    def good(self) -> bool:
        """Whether it passes the bar."""
        return self.kept >= 0.98 and self.foreign <= 0.02 and self.title and self.date


def main() -> int:
    """Measure; exit status 1 where ours misses the bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("samples", type=Path)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    readings = tomllib.loads(READINGS.read_text("utf-8"))
    lines, good = pages_table(arguments.corpus / "html", arguments.samples, readings)
    more, sound = word_table(arguments.corpus / "files" / "docx")
    text = "\n".join([*lines, "", *more]) + "\n"
    print(text)
    if arguments.out:
        whole = arguments.out.read_text("utf-8")
        head, mark, _ = whole.partition("<!-- measured -->\n")
        arguments.out.write_text(f"{head}{mark}\n{text}", "utf-8")
    return 0 if good and sound else 1


def letters(text: str) -> str:
    """Letters and digits alone."""
    return "".join(re.findall(r"\w", text.lower())).replace("ё", "е")


def title_mark(title: str) -> str:
    """A title that can be compared and not read."""
    return hashlib.sha256(letters(title).encode()).hexdigest()[:12]


def runs(text: str) -> Counter[str]:
    """Every run of letters with how often it stands there."""
    stream = letters(text)
    return Counter(stream[place : place + _RUN] for place in range(len(stream) - _RUN + 1))


def score(gold: str, reading: dict[str, Any], text: str, title: str, date: str) -> Score:
    """How near a reader came to a person's reading."""
    wanted, got = runs(gold), runs(text)
    # A title may well be said again above the text: that is no foreign text.
    strange = got - wanted - runs(title)
    return Score(
        kept=(wanted & got).total() / max(1, wanted.total()),
        foreign=strange.total() / max(1, got.total()),
        title=any(title_mark(one) in reading["titles"] for one in (title, *_SITE.split(title))),
        date=date[:10] == reading.get("date", ""),
    )


def gold_of_page(data: bytes, reading: dict[str, Any]) -> str:
    """The words that are the text."""
    root = parse(decode(data).text)
    words = re.findall(r"\w+", text_of(next(root.iter("body"), root)))
    without = set(reading.get("without", ()))
    parts = [word for a, b in reading["words"] for word in words[a:b] if word not in without]
    return " ".join(parts)


def gold_of_text(data: bytes, reading: dict[str, Any]) -> str:
    """The lines that are the text."""
    lines = [line for line in data.decode("utf-8-sig").splitlines() if line.strip()]
    return "\n".join(line for a, b in reading["lines"] for line in lines[a:b])


def ours(page: Page) -> tuple[str, str, str]:
    """Text, title and date as an import takes them."""
    item = recognise(page, _USUAL)
    lead = page.lead.value if page.lead else ""
    return f"{lead}\n{page.text}", item.title, page.date.value if page.date else ""


def theirs(data: bytes) -> tuple[str, str, str]:
    """The same by trafilatura."""
    found = import_module("trafilatura").extract(
        decode(data).text, output_format="json", with_metadata=True, include_comments=False
    )
    values = json.loads(found) if found else {}
    return values.get("text") or "", values.get("title") or "", values.get("date") or ""


def pages_table(pages: Path, samples: Path, readings: dict[str, Any]) -> tuple[list[str], bool]:
    """The table of pages and texts; whether ours passes in all."""
    compare = find_spec("trafilatura") is not None
    heads = ["Страница", "взято", "чужого", "заголовок", "дата"]
    heads += ["взято t.", "чужого t.", "заголовок t.", "дата t."] if compare else []
    lines = [_row(heads), _row(["---"] * len(heads))]
    good, failed = True, 0
    for name, reading in readings.items():
        is_page = "words" in reading
        path = next((pages if is_page else samples).glob(f"{name}*"), None)
        if path is None:
            continue
        data = path.read_bytes()
        gold = gold_of_page(data, reading) if is_page else gold_of_text(data, reading)
        mine = score(gold, reading, *ours(read_page(data)))
        good = good and mine.good
        cells = [name, *_cells(mine)]
        if compare and is_page:
            other = score(gold, reading, *theirs(data))
            failed += not other.good
            cells += _cells(other)
        lines.append(_row(cells + [""] * (len(heads) - len(cells))))
    if compare:
        lines += ["", f"trafilatura: не проходит планку на {failed} страницах из 13."]
    return lines, good


def _cells(one: Score) -> list[str]:
    yes = {True: "да", False: "**нет**"}
    kept = f"{one.kept:.1%}" if one.kept >= 0.98 else f"**{one.kept:.1%}**"
    foreign = f"{one.foreign:.1%}" if one.foreign <= 0.02 else f"**{one.foreign:.1%}**"
    return [kept.replace(".", ","), foreign.replace(".", ","), yes[one.title], yes[one.date]]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def word_table(folder: Path) -> tuple[list[str], bool]:
    """Word files: how much of all that is typed in them is kept; clauses that Word numbers."""
    compare = find_spec("docx") is not None
    heads = ["Файл Word", "взято", "номера, которые ставит Word"]
    heads += ["взято python-docx", "номеров у него"] if compare else []
    lines = [_row(heads), _row(["---"] * len(heads))]
    good = True
    for path in sorted(folder.glob("*.docx")):
        data = path.read_bytes()
        try:
            page = read_page(data)
        except Unreadable as refused:
            lines.append(_row([path.name, f"отказ: {refused}", *[""] * (len(heads) - 2)]))
            continue
        typed = runs("".join(_typed(data)))
        text, title, _ = ours(page)
        got = runs(f"{title}{page.title.value if page.title else ''}{text}")
        kept = (typed & got).total() / max(1, typed.total())
        good = good and kept >= 0.98
        asked = _asked(data)
        placed = _numbered(page, asked)
        good = good and placed == len(asked)
        numbers = f"{placed} из {len(asked)}" if asked else "набраны руками"
        cells = [path.name, f"{kept:.1%}".replace(".", ","), numbers]
        if compare:
            other = _by_python_docx(data)
            share = (typed & runs(other)).total() / max(1, typed.total())
            cells += [f"{share:.1%}".replace(".", ","), "0" if asked else ""]
        lines.append(_row(cells))
    return lines, good


def _tree(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _document(data: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _tree(archive.read("word/document.xml"))


def _typed(data: bytes) -> Iterator[str]:
    """Every character typed in the body, but for the copies that older Words are shown."""
    for text in _document(data).iter(f"{_WORDS}t"):
        if not any(str(one.tag).endswith("}Fallback") for one in text.iterancestors()):
            yield text.text or ""


def _asked(data: bytes) -> list[str]:
    """Beginnings of the paragraphs whose number Word draws itself, by their own wish or their
    style's.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        styles = _tree(archive.read("word/styles.xml")) if "word/styles.xml" in names else None
    wishing = {
        style.get(f"{_WORDS}styleId")
        for style in (styles.iter(f"{_WORDS}style") if styles is not None else ())
        if _wishes(style)
    }
    found = []
    for paragraph in _document(data).iter(f"{_WORDS}p"):
        named = paragraph.find(f"{_WORDS}pPr/{_WORDS}pStyle")
        own = paragraph.find(f"{_WORDS}pPr/{_WORDS}numPr") is not None
        asks = (
            _wishes(paragraph)
            if own
            else (named is not None and named.get(f"{_WORDS}val") in wishing)
        )
        words = " ".join("".join(one.text or "" for one in paragraph.iter(f"{_WORDS}t")).split())
        if asks and words:
            found.append(words[:30].strip())
    return found


def _wishes(element: Any) -> bool:
    number = element.find(f"{_WORDS}pPr/{_WORDS}numPr/{_WORDS}numId")
    return number is not None and number.get(f"{_WORDS}val") != "0"


def _numbered(page: Page, beginnings: list[str]) -> int:
    """How many of these stand behind a number, a letter or a dash."""
    text = " ".join(page.text.split())
    sign = r"(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[а-яa-zIVX]{1,4}[.)]|[-–—•])\s*"
    return sum(re.search(sign + re.escape(one), text) is not None for one in beginnings)


def _by_python_docx(data: bytes) -> str:
    document = import_module("docx").Document(io.BytesIO(data))
    parts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        parts += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
