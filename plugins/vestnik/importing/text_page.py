"""A page copied from a browser as plain text to a `Page`."""

from __future__ import annotations

import re

from vestnik.importing.dates import date_line, iso
from vestnik.importing.inline import escaped, line_escaped
from vestnik.importing.leads import take_lead
from vestnik.importing.page import Block, BlockKind, Dropped, Found, Page
from vestnik.importing.sifting import Sifted, is_service, is_site_line, note_line, sift

_PARAGRAPHS = re.compile(r"\n[ \t\u00a0]*\n")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ITEM = re.compile(r"^[-–—•·]\s+(?=\S)")
_REPORT = re.compile(
    r"(?:справка|отч[её]т|доклад|информация|пояснительная записка)[.:]?", re.IGNORECASE
)
_DOWNLOAD = re.compile(r"^скачать\b", re.IGNORECASE)
_MAX_TITLE = 400
_LEAST_HEADINGS = 2
_YEARS_ONLY = re.compile(r"[\d.\s–—-]+(?:г\.?г?\.?)?")


def read_text(text: str, address: str = "") -> Page:
    """What an import takes from plain text: the first line that is the page's own is its title."""
    text = text.replace("\t", " ").strip("\n ")
    chunks = [chunk.strip("\n") for chunk in _PARAGRAPHS.split(text) if chunk.strip()]
    dropped: list[Dropped] = []
    head = Sifted()
    lines = [line for chunk in chunks for line in [*_lines(chunk), ""]]
    title, rest = _take_title(lines, dropped, head)
    date, rest = _take_date(rest)
    blocks = _blocks(rest)
    sifted = sift(blocks, title.value if title else "")
    _drop_empty_headings(sifted)
    taken = take_lead(sifted, title.value if title else "")
    return Page(
        title=title,
        date=date,
        lead=taken.lead,
        author=sifted.author or head.author,
        category=sifted.category or head.category,
        age=sifted.age or head.age,
        blocks=tuple(taken.blocks),
        dropped=(*dropped, *sifted.dropped, *taken.dropped),
        address=address,
        news=True,
    )


def _lines(chunk: str) -> list[str]:
    return [" ".join(line.split()) for line in chunk.split("\n") if line.strip()]


def _take_title(
    lines: list[str], dropped: list[Dropped], head: Sifted
) -> tuple[Found | None, list[str]]:
    """The title, and the lines behind it. Lines of the site's head before it are dropped."""
    skipped = 0
    for place, line in enumerate(lines):
        if not line:
            continue
        behind = next((one for one in lines[place + 1 :] if one), "")
        if is_site_line(line) or (skipped and _site_name(line, lines, place)):
            note_line(line, head)
            dropped.append(Dropped(line, "шапка сайта"))
            skipped += 1
            continue
        if _REPORT.fullmatch(line) and behind[:2] in ("О ", "Об", "о ", "об", "по", "По"):
            where = lines.index(behind, place + 1)
            value = f"{line.strip(' .:').capitalize()} {behind[:1].lower()}{behind[1:]}"
            return Found(value, 0.95, "заголовок из двух строк"), lines[where + 1 :]
        if len(line) <= _MAX_TITLE:
            return Found(line, 0.9, "первая строка текста"), lines[place + 1 :]
        return None, lines[place:]
    return None, []


def _site_name(line: str, lines: list[str], place: int) -> bool:
    """A line among those of the site's head: another of them follows soon."""
    behind = [one for one in lines[place + 1 : place + 5] if one][:2]
    return len(line) < 120 and any(is_site_line(one) and not is_service(one) for one in behind)


def _take_date(lines: list[str]) -> tuple[Found | None, list[str]]:
    """The date of publication, where one of the first lines is nothing else."""
    for place, line in enumerate(lines[:6]):
        moment = date_line(line)
        if moment:
            return Found(iso(moment), 0.9, "строка с датой"), lines[:place] + lines[place + 1 :]
    return None, lines


def _blocks(lines: list[str]) -> list[Block]:
    """Paragraphs; lines that begin with a dash make a list."""
    blocks: list[Block] = []
    group: list[str] = []
    for line in [*lines, ""]:
        if line:
            group.append(line)
            continue
        if group:
            blocks.extend(_group(group))
        group = []
    return blocks


def _group(lines: list[str]) -> list[Block]:
    """The blocks of lines without an empty one between: short lines belong together."""
    if len(lines) > 1 and all(_ITEM.match(line) for line in lines):
        texts = [_ITEM.sub("", line) for line in lines]
        return [
            Block(BlockKind.LIST, "\n".join(lines), "\n".join(f"- {_marked(one)}" for one in texts))
        ]
    if (
        len(lines) > 1
        and all(len(line) <= 70 for line in lines)
        and not any(map(is_service, lines))
    ):
        together = lines[0][-1:] == "," or not any(line[:1].isdigit() for line in lines)
        if together and not any(_DOWNLOAD.match(line) for line in lines):
            return [
                Block(
                    BlockKind.PARAGRAPH,
                    "\n".join(_plain(line) for line in lines),
                    "  \n".join(line_escaped(_marked(line)) for line in lines),
                )
            ]
    return [Block(BlockKind.PARAGRAPH, _plain(line), line_escaped(_marked(line))) for line in lines]


def _plain(line: str) -> str:
    return _BOLD.sub(r"\1", line)


def _marked(line: str) -> str:
    """A line in Markdown; bold that the copy kept stays bold."""
    parts = _BOLD.split(line)
    return "".join(
        f"**{escaped(part)}**" if number % 2 else escaped(part) for number, part in enumerate(parts)
    )


def _drop_empty_headings(sifted: Sifted) -> None:
    """Headings in capitals at the end with nothing below them: a menu that came along."""
    tail = 0
    for block in reversed(sifted.kept):
        if not (_is_capital(block.text) or _YEARS_ONLY.fullmatch(block.text)):
            break
        tail += 1
    if tail >= _LEAST_HEADINGS:
        for block in sifted.kept[-tail:]:
            sifted.drop(block, "заголовки без текста в конце: меню сайта")
        del sifted.kept[-tail:]


def _is_capital(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return (
        len(letters) > 4 and sum(map(str.isupper, letters)) > 0.9 * len(letters) and len(text) < 100
    )
