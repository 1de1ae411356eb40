"""The first page of a PDF as a small picture."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING

from vestnik.attachments import pdf
from vestnik.attachments.inside import Content
from vestnik.attachments.variant import Encoded, Variant

if TYPE_CHECKING:
    from PIL import Image

WIDTH = 320
HIGHEST = 640
"""Pixels; of a longer page, the top is shown."""

_OVERSAMPLED = 2
"""Drawn so many times larger and then reduced: small type stays calm."""
_WEBP = {"quality": 80, "method": 2}
_JPEG = {"quality": 82, "optimize": True}
_REVISION = 1
"""Raise it whenever other bytes come out of this module."""


def profile() -> str:
    """Names all that the bytes depend on besides the PDF: other profile, other bytes."""
    from importlib.metadata import version

    settings = (WIDTH, HIGHEST, _OVERSAMPLED, _WEBP, _JPEG)
    depends = repr((_REVISION, version("pillow"), version("pypdfium2"), settings))
    return hashlib.sha256(depends.encode()).hexdigest()[:12]


def make_thumbnail(source: Path | Content, target_dir: Path, *, stem: str = "") -> list[Variant]:
    """Writes `<stem>-page1.webp` and `<stem>-page1.jpg`, 320 pixels wide, on white.

    Same PDF, same `profile()`, same fonts of the system (for PDFs without their own): same bytes.

    Raises:
        Refused: `locked` where a password is needed; `truncated`, `corrupt`.
    """
    if isinstance(source, Path):
        data, stem = source.read_bytes(), stem or source.stem
    else:
        source.seek(0)
        data, stem = source.read(), stem or "document"
    image = pdf.draw_first_page(data, _OVERSAMPLED * WIDTH, _OVERSAMPLED * HIGHEST)
    image = image.reduce(_OVERSAMPLED)
    encoded = [_encoded(image, "webp", "WEBP", _WEBP), _encoded(image, "jpg", "JPEG", _JPEG)]
    return [variant.write(target_dir, stem) for variant in encoded]


def _encoded(image: Image.Image, extension: str, name: str, options: dict[str, int]) -> Encoded:
    buffer = io.BytesIO()
    image.save(buffer, name, **options)
    media_type = f"image/{name.lower()}"
    return Encoded(f"-page1.{extension}", media_type, *image.size, buffer.getvalue())
