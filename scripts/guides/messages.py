"""The list of all messages, each as the checker really says it.

The examples come from the broken sites of the tests (`tests/sites/broken-*`), which an editor can
read, too; what no such site can hold (a file of two megabytes, a folder without rights) is made
here.
"""

from __future__ import annotations

import runpy
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from msgspec.structs import replace

from guides.codes import all_codes, codes_by_group
from guides.tables import plain, table
from vestnik.attachments import problems as file_words
from vestnik.attachments.active import EMBEDDED, JAVASCRIPT, LAUNCH
from vestnik.attachments.layers import GARBLED, TEXT
from vestnik.attachments.problems import Use, file_problems
from vestnik.catalogue import scan
from vestnik.catalogue.records import decode_problems, faulty_record
from vestnik.catalogue.vanished import Lost, vanished
from vestnik.core import baseline
from vestnik.core.corpus import check_source
from vestnik.core.crosschecks import Place, file_replaced
from vestnik.core.markup.dialect import Dialect
from vestnik.core.model import FileFacts
from vestnik.core.portal import Portal
from vestnik.core.problems import SEVERITY_NAMES, Problem
from vestnik.settings import Places, bundled
from vestnik.site.build import build
from vestnik.site.request import Request

ROOT = Path(__file__).resolve().parents[2]
SITES = ROOT / "tests" / "sites"
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def message_block() -> str:
    """Tables of messages, one under each heading. Raises SystemExit for a code without example."""
    found = examples()
    parts = []
    for title, codes in codes_by_group().items():
        missing = [code for code in codes if code not in found]
        if missing:
            raise SystemExit(f"No example of {', '.join(missing)}: add a tests/sites/broken-*")
        rows = [(f"`{code}`", _said(found[code]), plain(found[code].remedy)) for code in codes]
        parts.append(f"### {title}\n\n" + table(("Код", "Сообщение", "Что сделать"), rows))
    return "\n".join(parts)


def _said(problem: Problem) -> str:
    field = f"`{problem.field}`: " if problem.field and problem.field != "текст" else ""
    return f"*{SEVERITY_NAMES[problem.severity]}.* {field}{plain(problem.message)}"


def examples() -> dict[str, Problem]:
    """A problem of each code."""
    portal: Portal = runpy.run_path(str(SITES / "portal.py"))["PORTAL"]
    found: dict[str, Problem] = {}
    made = (*_from_sites(portal), *_from_sources(portal), *_from_files(), *_others())
    for problem in made:
        found.setdefault(problem.code, problem)
    unknown = found.keys() - all_codes()
    if unknown:
        raise SystemExit(f"guides/codes.py does not find {', '.join(sorted(unknown))} in the code")
    return found


def _from_sites(portal: Portal) -> Iterator[Problem]:
    """What is found in the broken sites; what a site is named after comes first."""
    spoken = [(site.name, problem) for site in _sites() for problem in _judged(site, portal)]
    spoken.sort(key=lambda pair: not _named_after(*pair))
    yield from (problem for _, problem in spoken)


def _named_after(site: str, problem: Problem) -> bool:
    return set(site.removeprefix("broken-").split("-")) == set(problem.code.split("-"))


def _sites() -> list[Path]:
    return sorted(SITES.glob("broken-*"))


def _judged(site: Path, portal: Portal) -> list[Problem]:
    with tempfile.TemporaryDirectory() as folder:
        places = Places(
            content=site / "content",
            theme=bundled("theme"),
            override=site / "custom" if (site / "custom").is_dir() else None,
            cache=Path(folder) / "cache",
            baseline=Path(folder) / baseline.FILE_NAME,
        )
        output = Path(folder) / "output"
        request = Request(portal=portal, places=places, output=output, now=NOW, workers=1, dry=True)
        return build(request).verdict.problems


def _from_sources(portal: Portal) -> Iterator[Problem]:
    """Texts that are too big to be kept as an example, and a fault of our own."""
    head = "---\ntitle: Отчёт\ndate: 2026-11-17\n---\n"
    for body in ("word " * 220_000, "слово " * 400_000, "[^1] " * 300):
        yield from check_source((head + body).encode(), "news/2026/otchet.md", portal)[2]
    with patch.object(Dialect, "html", side_effect=ValueError("неожиданный знак")):
        yield from check_source(f"{head}Текст".encode(), "news/2026/otchet.md", portal)[2]


def _from_files() -> Iterator[Problem]:
    sound = FileFacts(
        path="news/2026/prikaz.pdf",
        digest="",
        size=52 * 1024**2,
        media_type="application/pdf",
        pages=3,
    )
    for fault in file_words._FAULTS:  # noqa: SLF001 - the only list of them
        name, detail = _DETAILS.get(fault, ("prikaz.pdf", ""))
        yield from _file(replace(sound, path=f"news/2026/{name}", fault=fault, detail=detail))
    yield from _file(replace(sound, locked=True, encrypted=True))
    yield from _file(replace(sound, encrypted=True))
    yield from _file(replace(sound, active=(JAVASCRIPT, LAUNCH, EMBEDDED)))
    yield from _file(sound)
    yield from _file(replace(sound, text_layer=GARBLED))
    yield from _file(sound, Use.ONLY_SIGNED_COPY)
    yield from _file(replace(sound, path="news/2026/prikaz.doc", text_layer=TEXT))
    yield from _file(sound, Use.PICTURE)
    yield from _file(replace(sound, path="news/2026/otchet.doc", media_type="application/msword"))
    picture = replace(sound, path="news/2026/most.gif", media_type="image/gif", animated=True)
    yield from _file(replace(picture, width=320, height=240), Use.PICTURE)


_DETAILS = {
    "not-a-file": ("prilozheniya", "это папка"),
    "unreadable": ("prikaz.pdf", "нет прав"),
    "outside-content": ("prikaz.pdf", "ссылка ведёт за пределы папки content"),
    "too-big": ("albom.pdf", "допустимо 50 МБ"),
    "bomb": ("karta.png", "40000 × 40000 точек"),
    "oversized": ("karta.png", "20000 × 3000 точек"),
    "heic": ("most.heic", ""),
    "unsupported-picture": ("most.bmp", "BMP"),
    "unsafe-svg": ("gerb.svg", "внутри сценарий"),
    "forbidden": ("priem.exe", "программа для Windows"),
    "timeout": ("prikaz.pdf", "за 20 с"),
    "memory": ("prikaz.pdf", "больше 1 ГБ"),
    "crash": ("prikaz.pdf", "сигнал 11"),
    "failed": ("prikaz.pdf", "ошибка в структуре"),
}
"""Of faults of files: the file and the detail in the example, where it is not a plain PDF."""


def _file(facts: FileFacts, use: Use = Use.ATTACHMENT) -> list[Problem]:
    return file_problems(facts, path="news/2026/most.md", used_as=use)


def _others() -> Iterator[Problem]:
    for fault in (scan.UNREADABLE, scan.UNREADABLE_FOLDER, scan.BAD_NAME):
        yield from decode_problems(faulty_record("news/2026/most.md", fault).problems)
    yield vanished(
        Lost(
            path="documents/2023/prikaz-375/index.md",
            commit="4f3a2b1c9d",
            key="",
            name="приказ от 23.05.2023 № 375 «О порядке признания площадок»",
            date=NOW,
        )
    )
    place = Place("documents/2023/prikaz-375/index.md", 7, "attachments")
    yield file_replaced(place, "prikaz-375.pdf", "Приказ с приложениями", NOW.date(), first=True)
    kept, problems = baseline.read("reason: Перенесено с прежнего сайта\nentries:\nне строка\n")
    yield from problems
    gone = baseline.Entry("news/2012/most.md", "0" * 16, frozenset({"alt-missing"}), 5)
    yield from baseline.apply([], replace(kept, entries=(gone,)), {}).problems
