"""A Word file to a `Page`."""

from __future__ import annotations

from vestnik.importing.decoding import Unreadable
from vestnik.importing.heads import published, take_title
from vestnik.importing.page import Embedded, Page, ReferenceKind
from vestnik.importing.word_blocks import WordReader
from vestnik.importing.word_numbering import read_numbering
from vestnik.importing.word_package import Package, open_package


def read_word(data: bytes) -> Page:
    """What an import takes from a `.docx`. Raises Unreadable for what is none."""
    package = open_package(data)
    numbering = read_numbering(package.xml("word/numbering.xml"), package.xml("word/styles.xml"))
    reader = WordReader(package, numbering)
    reader.read()
    if not any(block.text for block in reader.blocks):
        damaged = "файл Word повреждён, и текст из него не достать"
        raise Unreadable(damaged if package.damaged else "в файле Word нет текста")
    title, spent = take_title(reader.blocks, reader.titles[0] if reader.titles else "")
    blocks = [block for place, block in enumerate(reader.blocks) if place not in spent]
    questions = list(dict.fromkeys(reader.questions))
    if package.damaged:
        questions.insert(0, "файл Word повреждён: взято то, что уцелело")
    return Page(
        title=title,
        date=published(reader.blocks),
        blocks=tuple(blocks),
        references=tuple(reader.references.items),
        embedded=_embedded(package, reader),
        questions=tuple(questions),
        system="Word",
    )


def _embedded(package: Package, reader: WordReader) -> tuple[Embedded, ...]:
    """The pictures of the file."""
    return tuple(
        Embedded(one.address, package.parts[one.address])
        for one in reader.references.items
        if one.kind is ReferenceKind.PICTURE and one.address in package.parts
    )
