"""What a file is, by its first bytes; which names go with it, and how people call it.

The web server tells browsers what a file is by its name, so the name matters for safety too: a file
whose name says «web page» is one, whatever it holds.
"""

from __future__ import annotations

import codecs
import re
from pathlib import PurePosixPath

from msgspec import Struct

from vestnik.core.patterns import byte_regex

UNKNOWN = "application/octet-stream"
ZIP = "application/zip"
OLE = "application/x-ole-storage"
"""The container of Word, Excel and PowerPoint before 2007; also of encrypted newer files."""
PDF = "application/pdf"
SVG = "image/svg+xml"
HEIC = "image/heic"
HTML = "text/html"
PROGRAM = "application/x-executable"
SCRIPT = "text/x-script"
JAVA = "application/java-archive"
MACROS = "application/x-macro-document"
LFS_POINTER = "application/x-git-lfs-pointer"

HEAD = 64 * 1024
"""Bytes from the start of a file that `sniff` wants."""


class MediaType(Struct, frozen=True):
    """A kind of file that has a name of its own."""

    name: str
    """How a link to it is marked: «PDF», «DOCX»."""
    extensions: tuple[str, ...]
    """Those that say the same, the usual one first, without the dot."""


_TYPES: dict[str, MediaType] = {
    "image/jpeg": MediaType("JPEG", ("jpg", "jpeg", "jpe", "jfif")),
    "image/png": MediaType("PNG", ("png",)),
    "image/gif": MediaType("GIF", ("gif",)),
    "image/webp": MediaType("WebP", ("webp",)),
    "image/avif": MediaType("AVIF", ("avif",)),
    HEIC: MediaType("HEIC", ("heic", "heif")),
    SVG: MediaType("SVG", ("svg",)),
    "image/tiff": MediaType("TIFF", ("tif", "tiff")),
    "image/bmp": MediaType("BMP", ("bmp", "dib")),
    "image/x-icon": MediaType("ICO", ("ico",)),
    "image/vnd.adobe.photoshop": MediaType("PSD", ("psd",)),
    "image/jxl": MediaType("JPEG XL", ("jxl",)),
    "image/jp2": MediaType("JPEG 2000", ("jp2", "j2k", "jpf", "jpx")),
    "image/vnd.djvu": MediaType("DjVu", ("djvu", "djv")),
    PDF: MediaType("PDF", ("pdf",)),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": MediaType(
        "DOCX", ("docx",)
    ),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": MediaType(
        "XLSX", ("xlsx",)
    ),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": MediaType(
        "PPTX", ("pptx", "ppsx")
    ),
    "application/vnd.oasis.opendocument.text": MediaType("ODT", ("odt",)),
    "application/vnd.oasis.opendocument.spreadsheet": MediaType("ODS", ("ods",)),
    "application/vnd.oasis.opendocument.presentation": MediaType("ODP", ("odp",)),
    "application/vnd.oasis.opendocument.graphics": MediaType("ODG", ("odg",)),
    "application/epub+zip": MediaType("EPUB", ("epub",)),
    "application/msword": MediaType("DOC", ("doc", "dot")),
    "application/vnd.ms-excel": MediaType("XLS", ("xls", "xlt")),
    "application/vnd.ms-powerpoint": MediaType("PPT", ("ppt", "pps")),
    OLE: MediaType("документ Office", ()),
    "application/rtf": MediaType("RTF", ("rtf", "doc")),
    ZIP: MediaType("ZIP", ("zip",)),
    "application/vnd.rar": MediaType("RAR", ("rar",)),
    "application/x-7z-compressed": MediaType("7Z", ("7z",)),
    "application/gzip": MediaType("GZ", ("gz", "tgz")),
    "audio/mpeg": MediaType("MP3", ("mp3",)),
    "audio/mp4": MediaType("M4A", ("m4a",)),
    "audio/ogg": MediaType("OGG", ("ogg", "oga", "opus")),
    "audio/wav": MediaType("WAV", ("wav",)),
    "video/mp4": MediaType("MP4", ("mp4", "m4v")),
    "video/quicktime": MediaType("MOV", ("mov",)),
    "video/webm": MediaType("WebM", ("webm", "mkv")),
    "text/csv": MediaType("CSV", ("csv",)),
    "text/calendar": MediaType("ICS", ("ics",)),
    "text/plain": MediaType("TXT", ("txt",)),
    "application/json": MediaType("JSON", ("json", "geojson")),
    "application/xml": MediaType("XML", ("xml", "kml", "gpx", "gml")),
}

OFFICE = frozenset(
    name
    for name in _TYPES
    if name.startswith(
        (
            "application/vnd.openxmlformats-officedocument.",
            "application/vnd.oasis.opendocument.",
        )
    )
)
"""Word, Excel and their kin whose text can be read, see `office_text`."""
OLD_OFFICE = frozenset(
    f"application/{name}" for name in ("msword", "vnd.ms-excel", "vnd.ms-powerpoint")
)
"""Their forms of before 2007, whose text nothing here can read."""
RASTER = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"})
"""Pictures of which variants are made."""

FORBIDDEN_TYPES = {
    PROGRAM: "программа",
    SCRIPT: "сценарий (программа)",
    JAVA: "программа Java или Android",
    MACROS: "документ с макросами",
    HTML: "веб-страница",
    "application/x-shockwave-flash": "Flash",
    "application/x-ms-shortcut": "ярлык Windows",
}
"""Never published, whatever the name; how an officer would call them."""

_FORBIDDEN_GROUPS = {
    "программа": "exe com scr pif msi msp cpl dll sys bat cmd ps1 psm1 vbs vbe jse wsf wsh hta reg "
    "lnk jar apk ipa dmg pkg deb rpm sh bash run appimage py pyc pl rb cgi swf url inf chm",
    "веб-страница или её часть": "html htm xhtml xht shtml mht mhtml svgz xsl xslt htc js mjs cjs "
    "wasm",
    "страница, которую исполняет сервер": "php php3 php4 php5 php7 phtml phar asp aspx ashx asmx "
    "jsp jspx cfm config",
    "документ с макросами": "docm dotm xlsm xltm xlam pptm potm ppam ppsm",
}
FORBIDDEN_EXTENSIONS = {
    extension: name for name, group in _FORBIDDEN_GROUPS.items() for extension in group.split()
}
"""Never published, whatever the content: a server or a browser could run them."""

_KNOWN_EXTENSIONS = {"", *(ext for known in _TYPES.values() for ext in known.extensions)}

_BY_TEXT_EXTENSION = {
    extension: media_type
    for media_type in ("text/csv", "text/calendar", "application/json")
    for extension in _TYPES[media_type].extensions
}

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"8BPS", "image/vnd.adobe.photoshop"),
    (0, b"\0\0\1\0", "image/x-icon"),
    (0, b"\xff\x0a", "image/jxl"),
    (0, b"\0\0\0\x0cJXL ", "image/jxl"),
    (0, b"\0\0\0\x0cjP  ", "image/jp2"),
    (0, b"AT&TFORM", "image/vnd.djvu"),
    (0, b"PK\3\4", ZIP),
    (0, b"PK\5\6", ZIP),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"Rar!\x1a\7", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\x1f\x8b\x08", "application/gzip"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"\x7fELF", PROGRAM),
    (0, b"\xfe\xed\xfa\xce", PROGRAM),
    (0, b"\xfe\xed\xfa\xcf", PROGRAM),
    (0, b"\xce\xfa\xed\xfe", PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", PROGRAM),
    (0, b"\xca\xfe\xba\xbe", PROGRAM),
    (0, b"\0asm", PROGRAM),
    (0, b"CWS", "application/x-shockwave-flash"),
    (0, b"FWS", "application/x-shockwave-flash"),
    (0, b"L\0\0\0\1\x14\2\0\0\0\0\0\xc0\0\0\0\0\0\0F", "application/x-ms-shortcut"),
    (0, b"version https://git-lfs.github.com/spec/", LFS_POINTER),
)
_PATTERNS = (
    (byte_regex(rb"MZ[\x00-\xff]{0,500}[\x00-\x08]"), PROGRAM),
    (byte_regex(rb"BM[\x00-\xff]{4}\0\0\0\0"), "image/bmp"),
    (byte_regex(rb"\xff[\xe2\xe3\xea\xeb\xf2\xf3\xfa\xfb]"), "audio/mpeg"),  # layer III
)
_HTML = byte_regex(
    rb"\s*(?:<!--.{0,4000}?-->\s*)*"
    rb"<(?:!doctype\s+html|(?:html|head|body|script|iframe|table|meta|title|style|div|p|h1)[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_ACTIVE_XML = byte_regex(
    rb"http://www\.w3\.org/(?:1999/(?:xhtml|XSL)|TR/WD-xsl)|<\?xml-stylesheet|<script[\s>]",
    re.IGNORECASE,
)
_CONTROL = byte_regex(rb"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")


def sniff(head: bytes, name: str) -> str:
    """Media type by the first `HEAD` bytes; the name only tells kinds of plain text apart.

    `ZIP` and `OLE` are containers whose kind stands deeper inside (`office`), and an SVG still has
    to be judged (`svg`).
    """
    for offset, magic, media_type in _MAGIC:
        if head.startswith(magic, offset):
            return media_type
    return _sniff_container(head) or _sniff_text(head, name) or UNKNOWN


def _sniff_container(head: bytes) -> str:
    """Formats whose mark stands behind something else."""
    if b"%PDF-" in head[:1024]:
        return PDF
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return _sniff_ftyp(head)
    return next((media_type for pattern, media_type in _PATTERNS if pattern.match(head)), "")


def _sniff_ftyp(head: bytes) -> str:
    """Kinds of the ISO base media format: pictures of phones, video, sound."""
    length = min(int.from_bytes(head[:4], "big"), 256)
    brands = {head[8:12]} | {head[start : start + 4] for start in range(16, length, 4)}
    if brands & {b"avif", b"avis"}:
        return "image/avif"
    if brands & {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}:
        return HEIC
    if head[8:12] == b"qt  ":
        return "video/quicktime"
    return "audio/mp4" if head[8:12] in {b"M4A ", b"M4B "} else "video/mp4"


def _sniff_text(head: bytes, name: str) -> str:
    """Kinds of text; empty where it is none."""
    text = _plain(head)
    if text is None:
        return ""
    if text.startswith(b"#!"):
        return SCRIPT
    if _HTML.match(text):
        return HTML
    if text.lstrip().startswith(b"<"):
        return _sniff_xml(text)
    return _BY_TEXT_EXTENSION.get(extension_of(name), "text/plain")


def _sniff_xml(text: bytes) -> str:
    if re.search(rb"<(?:[\w.-]+:)?svg[\s>]", text[:8192]):
        return SVG
    if _ACTIVE_XML.search(text):
        return HTML
    return "application/xml"


def _plain(head: bytes) -> bytes | None:
    """`head` as UTF-8 or a one-byte encoding without its mark, or None where it is not text."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            text = head[2 : len(head) // 2 * 2].decode(encoding, "replace").encode("utf-8")
            return None if _CONTROL.search(text) else text
    return None if _CONTROL.search(head) else head.removeprefix(codecs.BOM_UTF8)


def extension_of(name: str) -> str:
    """What stands behind the last dot, in lower case; empty where there is none."""
    return PurePosixPath(name).suffix.lower().lstrip(".")


def type_name(media_type: str, name: str = "") -> str:
    """How a link to such a file is marked: «PDF», «DOCX»; else by its extension."""
    known = _TYPES.get(media_type)
    return known.name if known else extension_of(name).upper() or "файл"


def usual_extension(media_type: str) -> str:
    """The extension that such a file should have; empty where none is known."""
    known = _TYPES.get(media_type)
    return known.extensions[0] if known and known.extensions else ""


def has_wrong_extension(media_type: str, name: str) -> bool:
    """The name says another kind than the content, or none; kinds unknown here are never blamed."""
    known = _TYPES.get(media_type)
    if known is None or not known.extensions:
        return False
    extension = extension_of(name)
    return extension not in known.extensions and extension in _KNOWN_EXTENSIONS


def forbidden_name(name: str) -> str:
    """Why a file of that name is never published, in Russian; empty where it may be.

    Names that begin with a dot are settings of servers (`.htaccess`) and of programs.
    """
    if PurePosixPath(name).name.startswith("."):
        return "скрытый служебный файл"
    return FORBIDDEN_EXTENSIONS.get(extension_of(name), "")
