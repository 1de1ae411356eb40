"""A PDF with text to a `Page`: the file is attached, its text is there for somebody to compare."""

from __future__ import annotations

import re

from vestnik.attachments.inside import Refused
from vestnik.attachments.pdf import read_text
from vestnik.importing.decoding import Unreadable
from vestnik.importing.heads import take_title
from vestnik.importing.inline import References, escaped, line_escaped
from vestnik.importing.page import Block, BlockKind, Embedded, Page, Reference, ReferenceKind

_BEGINS = re.compile(
    r"(?:\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]?\s|[а-я]\)\s|[-–—•]\s|Приложение|Статья\s\d|Глава\s[\dIVX])"
)
_ENDS = re.compile(r"[.:;!?»]$")
_FULL = 0.8
"""Share of the usual length of a line from which a line goes on in the next one."""
_FURNITURE = re.compile(
    r"страница\s+\d+\s+из\s+\d+|\d{1,3}|документ\s+предоставлен\s+консультантплюс|консультантплюс"
    r"|надежная\s+правовая\s+поддержка|www\.\S+|дата\s+сохранения:.*",
    re.IGNORECASE,
)
_CHECK = "текст взят из PDF: сверьте его с файлом, таблицы и разбивку на абзацы тоже"


def read_pdf(data: bytes, name: str = "dokument.pdf") -> Page:
    """What an import takes from a PDF. Raises Unreadable for one without text, in Russian."""
    try:
        pages = read_text(data)
    except Refused as refused:
        raise Unreadable("PDF повреждён и не открывается") from refused
    lines = [
        line
        for page in pages
        for line in page.split("\n")
        if line and not _FURNITURE.fullmatch(line.replace("страница", "Страница").strip())
    ]
    lines = [line for line in lines if not re.search(r"Страница \d+ из \d+$", line)]
    if sum(map(len, lines)) < 20:
        raise Unreadable("в PDF нет текста: это скан; приложите его к материалу сами")
    blocks = [
        Block(BlockKind.PARAGRAPH, text, line_escaped(escaped(text))) for text in paragraphs(lines)
    ]
    title, spent = take_title(blocks)
    references = References()
    mark = references.add(Reference(ReferenceKind.FILE, name, "Документ"))
    blocks = [block for place, block in enumerate(blocks) if place not in spent]
    words = title.value if title else "Документ"
    blocks.append(Block(BlockKind.PARAGRAPH, words, f"[{escaped(words)}]({mark})", 1.0))
    return Page(
        title=title,
        blocks=tuple(blocks),
        references=tuple(references.items),
        embedded=(Embedded(name, data),),
        questions=(_CHECK,),
        system="PDF",
    )


def paragraphs(lines: list[str]) -> list[str]:
    """Lines of print joined to paragraphs: a short line ends one, a number begins one."""
    if not lines:
        return []
    lengths = sorted(map(len, lines))
    usual = lengths[len(lengths) * 3 // 4]
    found: list[str] = []
    before = ""
    for line in lines:
        goes_on = len(before) >= _FULL * usual and not (
            _ENDS.search(before) and line[:1].isupper() and len(before) < usual
        )
        if found and goes_on and not _BEGINS.match(line):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
        before = line
    return found
