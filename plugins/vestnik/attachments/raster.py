"""Reading pictures through Pillow: the one module that opens them.

Runs in a worker process. Pillow is imported when the first picture comes.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vestnik.attachments.inside import Content, Refused

if TYPE_CHECKING:
    from PIL import Image

PIXELS_LIMIT = 80_000_000
"""Pixels of a picture that is still decoded."""
SIDE_LIMIT = 16_383
"""Pixels of a side: WebP has no more."""
_SUSPECT_PIXELS = 16_000_000
_SUSPECT_RATIO = 2_000
"""Pixels for each byte of a file that is not what a camera, scanner or person makes."""

_FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/avif": "AVIF",
}
_ORIENTATION = 0x0112
_MOVING = frozenset({"GIF", "PNG", "WEBP", "AVIF"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head of a picture says."""

    width: int
    """As shown: after the orientation is applied."""
    height: int
    orientation: int
    """1 to 8, as in EXIF."""
    animated: bool


def read_head(stream: Content, media_type: str, size: int) -> Head:
    """Dimensions of a picture, and that it is not a bomb; no pixel is decoded.

    Raises:
        Refused: `corrupt`, `bomb`, `oversized`, `unsupported-picture`.
    """
    with opened_picture(stream, media_type) as image:
        width, height = image.size
        pixels = width * height
        if pixels > PIXELS_LIMIT or (pixels > _SUSPECT_PIXELS and pixels > _SUSPECT_RATIO * size):
            raise Refused("bomb", f"{width} × {height} точек")
        if max(width, height) > SIDE_LIMIT:
            raise Refused("oversized", f"{width} × {height} точек")
        orientation = orientation_of(image)
        if orientation >= 5:
            width, height = height, width
        return Head(
            width=width,
            height=height,
            orientation=orientation,
            animated=image.format in _MOVING and bool(getattr(image, "is_animated", False)),
        )


def check_whole(stream: Content, media_type: str) -> None:
    """Decodes all of a picture, as cheaply as the format allows.

    Raises:
        Refused: `truncated`, `corrupt`.
    """
    with opened_picture(stream, media_type) as image:
        image.draft("RGB", (1, 1))
        image.load()


@contextmanager
def opened_picture(stream: Content, media_type: str) -> Iterator[Image.Image]:
    """The picture, opened but not decoded; errors of Pillow inside the block become `Refused`.

    The limits of Pillow itself are off: whoever opens a picture has had its head read before.
    """
    from PIL import Image, UnidentifiedImageError

    stream.seek(0)
    name = _FORMATS[media_type]
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        _require_end(stream, name)
        with Image.open(stream, formats=(name,)) as image:
            yield image
    except Refused:
        raise
    except MemoryError:
        raise
    except UnidentifiedImageError:
        raise Refused(_unidentified(name)) from None
    except Exception as error:  # noqa: BLE001 - decoders raise whatever comes to their mind
        raise Refused(_verdict(stream, name, error)) from None
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _unidentified(name: str) -> str:
    """Pillow does not know its head: broken, or a format this Pillow was built without."""
    from PIL import features

    missing = name == "AVIF" and not features.check("avif")
    return "unsupported-picture" if missing else "corrupt"


def _require_end(stream: Content, name: str) -> None:
    """A copy that stopped half-way may have its full length, filled with zeros.

    A WebP says how long it is.
    """
    head = stream.read(12)
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 1024))
    tail = stream.read()
    stream.seek(0)
    cut = name == "WEBP" and len(head) > 8 and struct.unpack("<I", head[4:8])[0] + 8 > size
    if cut or (size > 1024 and not tail.strip(b"\0")):
        raise Refused("truncated")


def _verdict(stream: Content, name: str, error: Exception) -> Literal["truncated", "corrupt"]:
    """Cut off, or broken in some other way."""
    if isinstance(error, EOFError) or "truncated" in str(error).lower():
        return "truncated"
    ends = {"JPEG": b"\xff\xd9", "PNG": b"IEND", "GIF": b";"}
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 1024))
    return "corrupt" if ends.get(name, b"") in stream.read() else "truncated"


def orientation_of(image: Image.Image) -> int:
    """1 to 8: how the picture must be turned to be seen as it was taken, 1 by default."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - a broken EXIF block is no reason to refuse a picture
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1
