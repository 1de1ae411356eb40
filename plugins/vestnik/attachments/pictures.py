"""Pictures as they are published: some widths in WebP and JPEG, upright, sRGB, no metadata.

    decode once ─▶ upright ─▶ sRGB ─▶ full size
                                  └▶ 1600 ─▶ 1200, 800 ─▶ 480

A JPEG that is upright and in sRGB keeps its own compressed data in full size (`jpeg.cleaned`); then
decoding may stop at half or a quarter of the size, when that is enough for the widest variant.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vestnik.attachments import jpeg, media
from vestnik.attachments.inside import Content, Refused
from vestnik.attachments.raster import opened_picture, orientation_of, read_head
from vestnik.attachments.variant import Encoded, Variant

if TYPE_CHECKING:
    from PIL import Image

WIDTHS = (480, 800, 1200, 1600)
"""Widths of variants; those above the original's are left out."""
SOCIAL = (1200, 630)
"""Size of the picture that social networks show."""

_WEBP = {"quality": 76, "method": 2}
_WEBP_PRECISE = {"quality": 90, "method": 2, "alpha_quality": 100}
_JPEG = {"quality": 82}
_JPEG_FULL = {"quality": 90}
_PNG = {"compress_level": 6}
_REVISION = 1
"""Raise it whenever other bytes come out of this module."""


def profile() -> str:
    """Names all that the bytes depend on besides the original: other profile, other bytes."""
    from importlib.metadata import version

    settings = (WIDTHS, SOCIAL, _WEBP, _WEBP_PRECISE, _JPEG, _JPEG_FULL, _PNG)
    depends = repr((_REVISION, version("pillow"), settings))
    return hashlib.sha256(depends.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A decoded picture: upright, in sRGB or grey, without metadata."""

    image: Image.Image
    """At least as large as `WIDTHS[-1]` or as the original."""
    width: int
    """Of the original, upright."""
    height: int
    original: bytes | None
    """The full size as a JPEG, where the original's own data can be kept."""
    photo: bool
    """It was compressed with losses before: no drawing whose edges must stay sharp."""

    @property
    def transparent(self) -> bool:
        """The background shows through."""
        return self.image.mode == "RGBA"


def prepare(source: Path | Content, media_type: str = "") -> Prepared:
    """Decodes a picture, the first frame of one that moves.

    Raises:
        Refused: codes as in `raster`; `unsupported-picture` for what is no picture.
    """
    stream = io.BytesIO(source.read_bytes()) if isinstance(source, Path) else source
    if not media_type:
        stream.seek(0)
        media_type = media.sniff(stream.read(media.HEAD), "")
    if media_type not in media.RASTER:
        raise Refused("unsupported-picture")
    size = stream.seek(0, io.SEEK_END)
    head = read_head(stream, media_type, size)
    with opened_picture(stream, media_type) as image:
        original = None
        if media_type == "image/jpeg" and head.orientation == 1 and _is_srgb(image):
            stream.seek(0)
            original = jpeg.cleaned(stream.read())
            stream.seek(0)
        if original:
            image.draft(image.mode, _drafted(head.width, head.height))
        upright = _upright(image)
        return Prepared(
            image=_in_srgb(upright),
            width=head.width,
            height=head.height,
            original=original,
            photo=media_type in {"image/jpeg", "image/avif"},
        )


def _drafted(width: int, height: int) -> tuple[int, int]:
    """Size below which JPEG decoding must not go: the widest variant's and the social picture's."""
    wanted = min(width, WIDTHS[-1])
    return wanted, max(1, height * wanted // width)


def _is_srgb(image: Image.Image) -> bool:
    """Its numbers mean what a browser takes them to mean without a profile."""
    profile = image.info.get("icc_profile") or b""
    named = b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile
    return image.mode in {"RGB", "L"} and (not profile or named)


def _upright(image: Image.Image) -> Image.Image:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    orientation = orientation_of(image)
    image.load()
    return image.transpose(turns[orientation]) if orientation in turns else image


def _in_srgb(image: Image.Image) -> Image.Image:
    """RGBA where something shows through, else RGB, or L of a grey one; nothing else remains."""
    profile = b"" if _is_srgb(image) else image.info.get("icc_profile") or b""
    if image.mode.startswith(("I", "F")):
        image = _eight_bits(image)
    if image.mode in {"P", "PA", "LA", "La", "RGBa"} or "transparency" in image.info:
        image = image.convert("RGBA" if _may_be_transparent(image) else "RGB")
    elif image.mode not in {"L", "RGB", "RGBA", "CMYK"}:
        image = image.convert("L" if image.mode == "1" else "RGB")
    if profile:
        image = _converted(image, profile)
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    if image.mode == "CMYK":
        image = image.convert("RGB")
    image.info = {}  # Pillow writes some of it (comments, profiles, resolution) unasked
    return image


def _may_be_transparent(image: Image.Image) -> bool:
    return "transparency" in image.info or image.mode in {"PA", "LA", "La", "RGBa"}


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits, as measuring devices write it."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 257).convert("L")
    highest = image.getextrema()[1]
    scale = 257 if isinstance(highest, (int, float)) and highest > 255 else 1
    return image.point(lambda value: value / scale).convert("L")


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture in sRGB; as it is where the profile is broken or of another colour model."""
    from PIL import ImageCms

    mode = "RGB" if image.mode in {"CMYK", "L"} else image.mode
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        result = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return result or image


def make_variants(source: Path | Prepared, target_dir: Path, *, stem: str = "") -> list[Variant]:
    """Writes all widths and the full size of a picture into `target_dir`; the full size is last.

    Names are `<stem>-<width>.webp`, `<stem>-<width>.jpg` and `<stem>.jpg`, or `.png` in place of
    `.jpg` for one that is transparent. A picture narrower than all `WIDTHS` has one variant of its
    own width. Same picture, same `profile()`: same bytes.

    Raises:
        Refused: as `prepare`.
    """
    prepared, stem = _given(source, stem)
    encoded = [*_variants(prepared), _full(prepared)]
    return [variant.write(target_dir, stem) for variant in encoded]


def make_full(source: Path | Prepared, target_dir: Path, *, stem: str = "") -> Variant:
    """Writes `<stem>.jpg` (or `.png`) alone: a picture that is only there to be downloaded."""
    prepared, stem = _given(source, stem)
    return _full(prepared).write(target_dir, stem)


def make_social(source: Path | Prepared, target_dir: Path, *, stem: str = "") -> Variant:
    """Writes `<stem>-social.jpg`: the middle of the picture in the shape that networks show.

    1200 × 630, or smaller where the original is: it is never enlarged. On white where transparent.
    """
    prepared, stem = _given(source, stem)
    return _social(prepared).write(target_dir, stem)


def _given(source: Path | Prepared, stem: str) -> tuple[Prepared, str]:
    if isinstance(source, Prepared):
        return source, stem or "picture"
    return prepare(source), stem or source.stem


def _variants(prepared: Prepared) -> Iterator[Encoded]:
    """Narrowest first. Each is reduced from a wider one, which is cheaper and looks the same."""
    from PIL.Image import Resampling

    # Of a photo nobody sees the difference, but it costs half the time.
    method = Resampling.HAMMING if prepared.photo else Resampling.LANCZOS
    widths = [width for width in WIDTHS if width <= prepared.width] or [prepared.width]
    reduced: dict[int, Image.Image] = {}
    for width in reversed(widths):
        height = max(1, round(width * prepared.height / prepared.width))
        larger = [reduced[wider] for wider in widths if wider in reduced and wider >= 1.5 * width]
        base = larger[0] if larger else reduced.get(widths[-1], prepared.image)
        same = base.size == (width, height)
        reduced[width] = base if same else base.resize((width, height), method)
    for width in widths:
        yield _webp(reduced[width], f"-{width}", photo=prepared.photo)
        yield _classic(reduced[width], f"-{width}", photo=prepared.photo)


def _full(prepared: Prepared) -> Encoded:
    """The full size in the format that everybody can open."""
    if prepared.original:
        size = prepared.width, prepared.height
        return Encoded(".jpg", "image/jpeg", *size, prepared.original)
    return _classic(prepared.image, "", photo=prepared.photo, options=_JPEG_FULL)


def _social(prepared: Prepared) -> Encoded:
    from PIL import ImageOps
    from PIL.Image import Resampling, alpha_composite, new

    image = prepared.image
    if prepared.transparent:
        image = alpha_composite(new("RGBA", image.size, "white"), image).convert("RGB")
    scale = min(1.0, image.width / SOCIAL[0], image.height / SOCIAL[1])
    size = max(1, round(SOCIAL[0] * scale)), max(1, round(SOCIAL[1] * scale))
    # A little above the middle: that is where faces are.
    image = ImageOps.fit(image, size, Resampling.BICUBIC, centering=(0.5, 0.4))
    return _classic(image, "-social", photo=prepared.photo)


def _webp(image: Image.Image, name: str, *, photo: bool) -> Encoded:
    data = _saved(image, "WEBP", _WEBP if photo else _WEBP_PRECISE)
    return Encoded(f"{name}.webp", "image/webp", *image.size, data)


def _classic(
    image: Image.Image, name: str, *, photo: bool, options: dict[str, int] | None = None
) -> Encoded:
    """JPEG, or PNG of what is transparent."""
    if image.mode == "RGBA":
        return Encoded(f"{name}.png", "image/png", *image.size, _saved(image, "PNG", _PNG))
    sampling = "4:2:0" if photo else "4:4:4"
    data = _saved(image, "JPEG", {**(options or _JPEG), "subsampling": sampling})
    return Encoded(f"{name}.jpg", "image/jpeg", *image.size, data)


def _saved(image: Image.Image, name: str, options: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, name, **options)
    return buffer.getvalue()
