"""Makes a photo smaller that is larger than any screen: a site does not need all a camera gives."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from vestnik.attachments.inside import Refused
from vestnik.attachments.raster import opened_picture, read_head

LARGEST = 4096
"""Pixels of the longer side from which a photo is made smaller."""
WANTED = 2560
"""Pixels of the longer side afterwards: enough for the largest variant on a fine screen."""
_QUALITY = 88
_JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A photo made smaller."""

    data: bytes
    before: tuple[int, int]
    """Width and height in pixels, as shown."""
    after: tuple[int, int]


def shrink(data: bytes) -> Shrunk | None:
    """A JPEG of at most `WANTED` pixels a side, turned upright, with its colours and without what
    the camera noted. None for what is small enough, is no JPEG or cannot be read.
    """
    stream = io.BytesIO(data)
    try:
        head = read_head(stream, _JPEG, len(data))
        if max(head.width, head.height) <= LARGEST:
            return None
        made, size = _smaller(stream)
    except Refused:
        return None
    return Shrunk(made, (head.width, head.height), size)


def is_photo(path: Path) -> bool:
    """Whether a file is meant to be one, by its name."""
    return path.suffix.lower() in {".jpg", ".jpeg"}


def _smaller(stream: io.BytesIO) -> tuple[bytes, tuple[int, int]]:
    from PIL import Image, ImageOps

    with opened_picture(stream, _JPEG) as image:
        colours = image.info.get("icc_profile")
        image.draft(image.mode, (WANTED, WANTED))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((WANTED, WANTED), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        options = {"icc_profile": colours} if colours else {}
        upright.getexif().clear()
        upright.save(out, "JPEG", quality=_QUALITY, optimize=True, exif=b"", **options)
        return out.getvalue(), upright.size
