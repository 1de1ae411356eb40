"""What is inside a container: ZIP (Office since 2007, OpenDocument) and OLE (Office before)."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vestnik.attachments import media
from vestnik.attachments.inside import Content, Refused, tidy

if TYPE_CHECKING:
    import zipfile

_EXPANDED_LIMIT = 1 << 30
_RATIO_LIMIT = 100
_MEMBER_LIMIT = 20_000
_TAIL = 66 * 1024

_OPENXML = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_OLE = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What a container says of itself."""

    media_type: str
    locked: bool = False
    """It needs a password."""
    title: str = ""
    language: str = ""
    pages: int = 0
    """As the program counted that saved it; 0 where it did not."""
    sheets: int = 0


def look_into_zip(stream: Content) -> Inside:
    """What a ZIP holds. Unpacks next to nothing.

    Raises:
        Refused: `truncated`, `corrupt`, `bomb`.
    """
    import zipfile

    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _refuse_bomb(members)
            media_type = _kind_of_zip(archive, {member.filename for member in members})
            if any(member.flag_bits & 1 for member in members):
                return Inside(media_type=media_type, locked=True)
            return _described(archive, members, media_type)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError):
        raise Refused("corrupt" if _has_directory(stream) else "truncated") from None


def _refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    expanded = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    swollen = expanded > _EXPANDED_LIMIT and expanded > _RATIO_LIMIT * packed
    if swollen or len(members) > _MEMBER_LIMIT:
        raise Refused("bomb", f"архив на {len(members)} файлов, {expanded // 1024**2} МБ")


def _has_directory(stream: Content) -> bool:
    """The list of members that ends every ZIP is there."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    return b"PK\5\6" in stream.read()


def _kind_of_zip(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names:
        declared = _declared_type(archive)
        if declared.startswith(("application/vnd.oasis.opendocument.", "application/epub+zip")):
            return declared
    if "[Content_Types].xml" in names:
        if any(name.endswith(("vbaProject.bin", "vbaData.xml")) for name in names):
            return media.MACROS
        for folder, media_type in _OPENXML:
            if any(name.startswith(folder) for name in names):
                return media_type
    if names & {"META-INF/MANIFEST.MF", "classes.dex", "AndroidManifest.xml"}:
        return media.JAVA
    return media.ZIP


def _declared_type(archive: zipfile.ZipFile) -> str:
    """What an OpenDocument file says of itself."""
    import zipfile

    try:
        with archive.open("mimetype") as member:
            return member.read(100).decode("ascii", "replace").strip()
    except (RuntimeError, KeyError, zipfile.BadZipFile, NotImplementedError):
        return ""


def _described(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], media_type: str) -> Inside:
    """Title, language and size, where a document or a workbook states them."""
    opendocument = media_type.startswith("application/vnd.oasis.opendocument.")
    if opendocument:
        own, app = _text_of(archive, "meta.xml"), ""
    elif media_type in {kind for _, kind in _OPENXML}:
        own, app = _text_of(archive, "docProps/core.xml"), _text_of(archive, "docProps/app.xml")
    else:
        return Inside(media_type=media_type)
    if opendocument:
        # A workbook of this family counts its tables as a text does; only a workbook has sheets.
        sheets = _number(_TABLES, own) if media_type.endswith("spreadsheet") else 0
    else:
        sheets = sum(_SHEET.fullmatch(member.filename) is not None for member in members)
    pages = _number(_PAGES, own) or _number(_PAGES, app)
    return Inside(
        media_type=media_type,
        title=_element(_TITLE, own),
        language=_element(_LANGUAGE, own),
        pages=0 if sheets else pages,
        sheets=sheets,
    )


_STATED = 256 * 1024
"""Characters read of what a file states of itself; all of them take some 2,000."""
_TITLE = re.compile(r"<dc:title(?:\s[^>]*)?>([^<]*)</dc:title>")
_LANGUAGE = re.compile(r"<dc:language(?:\s[^>]*)?>([^<]*)</dc:language>")
_PAGES = re.compile(r'<(?:\w+:)?(?:Pages|Slides)>(\d{1,6})<|\bmeta:page-count="(\d{1,6})"')
_TABLES = re.compile(r'\bmeta:table-count="(\d{1,6})"')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def _text_of(archive: zipfile.ZipFile, name: str) -> str:
    """The start of a member; empty where there is none. It is searched, never parsed: what it
    declares (entities within entities) has no effect.
    """
    import zipfile
    import zlib

    try:
        with archive.open(name) as member:
            return member.read(_STATED).decode("utf-8", "replace")
    except (
        KeyError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
        zlib.error,
        zipfile.BadZipFile,
    ):
        return ""


def _element(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return tidy(html.unescape(found[1])) if found else ""


def _number(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return int(next(filter(None, found.groups()))) if found else 0


def look_into_ole(data: bytes) -> tuple[str, bool]:
    """Media type of an old Office file by the names of its streams, and whether it is locked."""
    if _utf16("EncryptedPackage") in data:
        return media.OLE, True
    for stream, media_type in _OLE:
        if _utf16(stream) + b"\0\0" in data:
            return media_type, False
    return media.OLE, False


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
