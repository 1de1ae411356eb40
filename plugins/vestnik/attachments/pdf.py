"""PDF through PDFium: the one module that knows pypdfium2.

Runs in a worker process: PDFium is C++ that reads hostile input. Importing it takes a while, so it
is imported when the first PDF comes.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vestnik.attachments.inside import Refused, tidy
from vestnik.attachments.layers import GARBLED, MIXED, SCAN, TEXT
from vestnik.attachments.lettering import is_garbled

if TYPE_CHECKING:
    from PIL import Image

_TAIL = 4096
_PAGES_READ = 40
"""Pages that are looked at for text; of longer documents, as many, evenly spread."""
TEXT_PAGES = 500
"""Pages of which the text is kept; of a longer document, the first."""
TEXT_OF_PAGE = 30_000
"""Characters kept of one page: a dense page of type has some 5,000."""
TEXT_IN_ALL = 2_000_000
"""Characters kept of one document."""
_TEXT_ENOUGH = 16
"""Letters and digits that make a page one with text."""
_SAMPLE = 2000
"""Characters that are looked at of each of them."""
_STAMP = 300
"""Letters that an electronic signature prints on a scan are fewer."""
_OBJECTS_READ = 200
_MOST = 0.6
"""Share of the page that the picture of a scan covers, margins of the scanner left out."""
_PICTURES = frozenset({3, 5})
"""FPDF_PAGEOBJ_IMAGE; FPDF_PAGEOBJ_FORM, into which programs put pictures when they stamp."""
_NEED_PASSWORD = frozenset({4, 5})
"""FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFacts:
    """What is known of a PDF."""

    pages: int = 0
    text_layer: str = ""
    """As in `FileFacts`; blank pages do not count."""
    first_page: str = ""
    """Text of the first page; empty where it is garbage."""
    tagged: bool = False
    title: str = ""
    language: str = ""
    encrypted: bool = False
    locked: bool = False
    """It cannot be opened without a password; nothing else is known then."""


class _Locked(Exception):
    """It needs a password."""


def read_facts(data: bytes) -> PdfFacts:
    """Facts of a PDF.

    Raises:
        Refused: `truncated`, `corrupt`.
    """
    try:
        with _document(data) as document:
            return _facts(document)
    except _Locked:
        return PdfFacts(encrypted=True, locked=True)


@contextmanager
def _document(data: bytes) -> Iterator[Any]:
    """The document, opened. PDFium mends broken ones; what lacks its end is refused even so."""
    import pypdfium2

    tail = data[-_TAIL:]
    if not tail.rstrip(b"\0"):
        raise Refused("truncated", "конец файла пуст")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in _NEED_PASSWORD:
            raise _Locked from None
        raise Refused("corrupt" if b"%%EOF" in tail else "truncated") from None
    with closing(document):
        if b"%%EOF" not in tail and b"startxref" not in tail:
            raise Refused("truncated")
        yield document


def _facts(document: Any) -> PdfFacts:
    import pypdfium2.raw as pdfium

    count = len(document)
    encrypted = pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0
    return PdfFacts(
        pages=count,
        text_layer=_text_layer(document, count),
        first_page=_words_of(document, 0, _SAMPLE),
        tagged=bool(pdfium.FPDFCatalog_IsTagged(document)),
        title=tidy(_text_of(pdfium.FPDF_GetMetaText, document, b"Title")),
        language=tidy(_text_of(pdfium.FPDFCatalog_GetLanguage, document)),
        encrypted=encrypted,
    )


def _text_of(function: Any, *arguments: object) -> str:
    """Calls a function of PDFium twice: for the length, then for the UTF-16 text itself."""
    length = function(*arguments, None, 0)
    if not 2 < length <= 1 << 20:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    # Some of these functions take `void*`, some `unsigned short*`; a cast to their type suits both.
    function(*arguments, ctypes.cast(buffer, function.argtypes[-2]), length)
    return bytes(buffer)[:length].decode("utf-16-le", "replace")


def _text_layer(document: Any, count: int) -> str:
    """What most of the pages are that were looked at; empty where all are blank."""
    step = max(1, count / _PAGES_READ)
    kinds = [_page_kind(document, int(n * step)) for n in range(min(count, _PAGES_READ))]
    text, scan, garbled = (kinds.count(kind) for kind in (TEXT, SCAN, GARBLED))
    if text and text >= scan + garbled:
        return MIXED if scan or garbled else TEXT
    if not scan and not garbled:
        return ""
    return GARBLED if garbled >= scan else SCAN


def _page_kind(document: Any, index: int) -> str:
    """Of one page; empty where it is blank or cannot be read."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return ""
    with closing(page):
        if pdfium.FPDFPage_CountObjects(page) < 1:
            return ""
        with closing(page.get_textpage()) as text:
            found: str = text.get_text_range(0, min(text.count_chars(), _SAMPLE))
        letters = sum(char.isalnum() for char in found)
        if letters < _TEXT_ENOUGH or (letters < _STAMP and _is_picture(page)):
            return SCAN
    return GARBLED if is_garbled(found) else TEXT


def _is_picture(page: Any) -> bool:
    """One picture covers most of the page: what else is there is a stamp or a number on a scan."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    for number in range(min(pdfium.FPDFPage_CountObjects(page), _OBJECTS_READ)):
        thing = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(thing) not in _PICTURES:
            continue
        edges = [ctypes.c_float() for _ in range(4)]
        if pdfium.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, edges)):
            left, bottom, right, top = (edge.value for edge in edges)
            if (right - left) * (top - bottom) > _MOST * width * height:
                return True
    return False


def read_text(data: bytes) -> tuple[str, ...]:
    r"""The text of each page, in order; empty for a page that holds none or only garbage.

    Lines are parted by `\n`, words broken at the end of a line are whole again. Bounded by
    `TEXT_PAGES`, `TEXT_OF_PAGE` and `TEXT_IN_ALL`: what is beyond is left out. Nothing for a file
    that needs a password.

    Raises:
        Refused: `truncated`, `corrupt`.
    """
    pages: list[str] = []
    left = TEXT_IN_ALL
    try:
        with _document(data) as document:
            for index in range(min(len(document), TEXT_PAGES)):
                found = _words_of(document, index, min(TEXT_OF_PAGE, left)) if left else ""
                left -= len(found)
                pages.append(found)
    except _Locked:
        return ()
    return tuple(pages)


def _words_of(document: Any, index: int, most: int) -> str:
    """The text of a page; nothing where its letters make no words."""
    found = _page_text(document, index, most)
    return "" if is_garbled(found) else found


def _page_text(document: Any, index: int, most: int) -> str:
    import pypdfium2

    try:
        with closing(document[index]) as page, closing(page.get_textpage()) as text:
            found: str = text.get_text_range(0, min(text.count_chars(), most))
    except pypdfium2.PdfiumError:
        return ""
    return _lines(found)[:most]


_BROKEN_WORD = re.compile("[\x02\xad\ufffe\uffff]\\s*")
"""What PDFium gives for a hyphen at the end of a line."""
_BLANKS = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\ufeff]")


def _lines(text: str) -> str:
    """Lines of words with single blanks, no control characters, letters composed."""
    text = _BROKEN_WORD.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", text))
    lines = (line.strip() for line in unicodedata.normalize("NFC", text).split("\n"))
    return "\n".join(line for line in lines if line)


def draw_first_page(data: bytes, width: int, highest: int) -> Image.Image:
    """The first page on white, `width` pixels wide; of a very long page only its top.

    Raises:
        Refused: `locked` where it needs a password, `corrupt` where it has no page to draw.
    """
    import pypdfium2

    try:
        with _document(data) as document, closing(document[0]) as page:
            return _draw(page, width, highest)
    except _Locked:
        raise Refused("locked") from None
    except pypdfium2.PdfiumError:
        raise Refused("corrupt") from None


def _draw(page: Any, width: int, highest: int) -> Image.Image:
    import pypdfium2
    import pypdfium2.raw as pdfium

    page_width, page_height = page.get_size()
    if page_width <= 0 or page_height <= 0:
        raise Refused("corrupt")
    # Bounded, for a page a hair wide would be drawn millions of pixels high.
    height = max(1, min(round(width * page_height / page_width), 32_000))
    bitmap = pypdfium2.PdfBitmap.new_native(width, min(height, highest), pdfium.FPDFBitmap_BGRx)
    with closing(bitmap):
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, bitmap.width, bitmap.height)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        drawn: Image.Image = bitmap.to_pil()  # a copy, for Pillow knows no BGR of its own
        return drawn
