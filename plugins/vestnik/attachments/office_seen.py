"""What of an Office file somebody sees who opens it: not remarks, struck out words, hidden sheets.

The search shows what it has found, so it reads less than the look for personal data does.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO

HIDDEN = frozenset({"delText", "annotation", "tracked-changes"})
"""Elements of Word and OpenDocument that hold what is not shown."""
_ASIDE = re.compile(
    r"word/comments\.xml|ppt/notesSlides/.*|xl/(?:comments|threadedComments/\D*)\d*\.xml"
)
_MAX_PART = 4_000_000
"""Bytes of a list of sheets, unpacked."""


class Seen:
    """An archive without the parts that are not shown."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        hidden = set(_hidden_sheets(archive))
        names = archive.namelist()
        self._names = [name for name in names if not (_ASIDE.fullmatch(name) or name in hidden)]

    def namelist(self) -> list[str]:
        """The parts that are shown."""
        return self._names

    def getinfo(self, name: str) -> zipfile.ZipInfo:
        """As of any archive."""
        return self._archive.getinfo(name)

    def open(self, name: str) -> IO[bytes]:
        """As of any archive."""
        return self._archive.open(name)


def _hidden_sheets(archive: zipfile.ZipFile) -> Iterator[str]:
    """Parts of the sheets that Excel does not show."""
    named = dict(_attributes(archive, "xl/_rels/workbook.xml.rels", "Id", "Target"))
    for number, state in _attributes(archive, "xl/workbook.xml", "id", "state"):
        if state in {"hidden", "veryHidden"} and number in named:
            yield f"xl/{named[number].removeprefix('/xl/')}"


def _attributes(
    archive: zipfile.ZipFile, part: str, first: str, second: str
) -> Iterator[tuple[str, str]]:
    """Two attributes, by their local names, of all elements of a part that have both."""
    from lxml import etree

    if part not in archive.namelist() or archive.getinfo(part).file_size > _MAX_PART:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(archive.read(part), parser)
    except etree.XMLSyntaxError:
        return
    for element in root.iter("{*}*"):
        said = {str(name).rpartition("}")[2]: str(value) for name, value in element.items()}
        if first in said and second in said:
            yield said[first], said[second]
