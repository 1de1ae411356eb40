"""The parts of a Word file (`.docx`), read under limits, also out of a damaged archive."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from vestnik.importing.decoding import Unreadable
from vestnik.importing.dom import Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MAX_PART = 64_000_000
"""Bytes of one part, unpacked."""
_MAX_ALL = 256_000_000
_STEP = 32
"""Bytes given to the unpacker at once: what a fault costs."""
_LOCAL = b"PK\x03\x04"
_LOCAL_HEAD = struct.Struct("<4sHHHHHIIIHH")


@dataclass(slots=True)
class Package:
    """The parts of a file by name, and whether some were lost."""

    parts: dict[str, bytes] = field(default_factory=dict)
    damaged: bool = False

    def xml(self, name: str) -> Element | None:
        """The root of a part; `None` where there is none, or nothing that can be read."""
        from lxml import etree

        data = self.parts.get(name)
        if not data:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            return None

    def targets(self, name: str) -> dict[str, str]:
        """Where the relations of a part lead: parts by full name, addresses as they are."""
        folder, file = posixpath.split(name)
        root = self.xml(f"{folder}/_rels/{file}.rels")
        found: dict[str, str] = {}
        for one in root.iter(f"{_RELATIONS}Relationship") if root is not None else ():
            target = one.get("Target") or ""
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[one.get("Id") or ""] = target
        return found


def open_package(data: bytes) -> Package:
    """The parts in `data`. Raises Unreadable where it is no Word file, in Russian."""
    faults = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
    try:
        package = Package(_parts(data))
    except faults:
        data = _untranscoded(data)
        try:
            package = Package(_parts(data))
        except faults:
            package = Package(dict(_salvaged(data)), damaged=True)
    if "word/document.xml" not in package.parts:
        if package.damaged:
            raise Unreadable("файл Word повреждён, и текст из него не достать")
        raise Unreadable("это не документ Word: внутри нет текста")
    return package


def _untranscoded(data: bytes) -> bytes:
    """A file that something took for windows-1251 text and saved as UTF-8, as it was before."""
    try:
        text = data.decode("utf-8")
        return b"".join(
            bytes([ord(char)]) if ord(char) < 0xA0 else char.encode("cp1251") for char in text
        )
    except (UnicodeDecodeError, UnicodeEncodeError):
        return data


def _parts(data: bytes) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = _MAX_ALL
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if not info.filename.startswith(("word/", "docProps/")) or info.is_dir():
                continue
            with archive.open(info) as opened:
                part = opened.read(_MAX_PART + 1)
            left -= len(part)
            if len(part) > _MAX_PART or left < 0:
                raise Unreadable("внутри файла Word слишком много данных")
            parts[info.filename] = part
    return parts


def _salvaged(data: bytes) -> list[tuple[str, bytes]]:
    """What stands between the local heads of an archive that has lost its list of contents."""
    found: list[tuple[str, bytes]] = []
    place, left = data.find(_LOCAL), _MAX_ALL
    while place >= 0 and left > 0:
        head = data[place : place + _LOCAL_HEAD.size]
        if len(head) < _LOCAL_HEAD.size:
            break
        _, _, _, method, _, _, _, packed, _, name_length, extra = _LOCAL_HEAD.unpack(head)
        start = place + _LOCAL_HEAD.size + name_length + extra
        name = data[place + _LOCAL_HEAD.size : start - extra].decode("utf-8", "replace")
        following = data.find(_LOCAL, start)
        if name.startswith(("word/", "docProps/")):
            raw = (
                data[start : start + packed]
                if packed
                else data[start : following if following > 0 else None]
            )
            part = _inflated(raw) if method == 8 else raw
            left -= len(part)
            if part:
                found.append((name, part))
        place = following
    return found


def _inflated(raw: bytes) -> bytes:
    """As much as can be unpacked."""
    unpacker = zlib.decompressobj(-15)
    out = bytearray()
    for start in range(0, len(raw), _STEP):
        try:
            out += unpacker.decompress(raw[start : start + _STEP], _MAX_PART - len(out))
        except zlib.error:
            break
        if unpacker.eof or len(out) >= _MAX_PART:
            break
    return bytes(out)
