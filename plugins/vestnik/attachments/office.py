"""What is inside a container: ZIP (Office since 2007, OpenDocument) and OLE (Office before)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.attachments import media
from vestnik.attachments.inside import Content, Refused
from vestnik.attachments.remarks import LOCKED

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


def look_into_zip(stream: Content) -> tuple[str, str]:
    """Media type of what a ZIP holds, and a remark in Russian or nothing. Unpacks next to nothing.

    Raises:
        Refused: `truncated`, `corrupt`, `bomb`.
    """
    import zipfile

    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _refuse_bomb(members)
            remark = LOCKED if any(member.flag_bits & 1 for member in members) else ""
            return _kind_of_zip(archive, {member.filename for member in members}), remark
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


def look_into_ole(data: bytes) -> tuple[str, str]:
    """Media type of an old Office file by the names of its streams, and a remark or nothing."""
    if _utf16("EncryptedPackage") in data:
        return media.OLE, LOCKED
    for stream, media_type in _OLE:
        if _utf16(stream) + b"\0\0" in data:
            return media_type, ""
    return media.OLE, ""


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
