"""Makes the files that tests feed to Vestnik: sound ones, broken ones and hostile ones."""

import io
import struct
import zlib

from PIL import Image, ImageCms, ImageDraw

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
SECRETS = (b"SECRET-CAMERA", b"GPS", b"<x:xmpmeta", b"SECRET-COMMENT")
"""What must not be left of the metadata of `photo`."""
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>SECRET-XMP</a></x:xmpmeta>'


def drawing(width, height, mode="RGB"):
    """A picture whose corners differ: red, green, blue, yellow from the upper left, clockwise."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    w, h = width // 4, height // 4
    corners = {
        (0, 0): "red",
        (width - w, 0): "lime",
        (width - w, height - h): "blue",
        (0, height - h): "yellow",
    }
    for (left, top), colour in corners.items():
        draw.rectangle((left, top, left + w, top + h), fill=colour)
    return image if mode == "RGB" else image.convert(mode)


def saved(image, name, **options):
    """The bytes of an image in the format `name`."""
    buffer = io.BytesIO()
    image.save(buffer, name, **options)
    return buffer.getvalue()


def photo(width=1300, height=900, orientation=1, **options):
    """A JPEG as a phone makes it: EXIF with camera and place, XMP, a comment."""
    exif = Image.Exif()
    exif[MAKE] = "SECRET-CAMERA"
    exif[ORIENTATION] = orientation
    exif[GPS] = {1: "N", 2: (55.0, 45.0, 7.0), 3: "E", 4: (37.0, 36.0, 56.0), 29: "GPS:SECRET"}
    options = {"quality": 90, "exif": exif, "xmp": XMP, "comment": b"SECRET-COMMENT"} | options
    return saved(drawing(width, height), "JPEG", **options)


def wide_gamut_profile():
    """A colour profile whose red is the green of sRGB, so that a conversion shows."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {bytes(profile[o : o + 4]): o for o in range(132, 132 + 12 * profile[131], 12)}
    red, green = tags[b"rXYZ"] + 4, tags[b"gXYZ"] + 4
    profile[red : red + 8], profile[green : green + 8] = (
        profile[green : green + 8],
        profile[red : red + 8],
    )
    for name in (b"sRGB", "sRGB".encode("utf-16-be")):
        profile = profile.replace(name, b"X" * len(name))
    return bytes(profile)


def bomb_png(width=30_000, height=30_000):
    """A PNG of a few bytes that says it is huge."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * (width + 1) * 10)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def heic():
    """The head of a photo of an iPhone."""
    return struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic" + b"\0" * 400


LFS_POINTER = (
    b"version https://git-lfs.github.com/spec/v1\n"
    b"oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"
)


def animation():
    """A GIF of three frames."""
    frames = [Image.new("RGB", (600, 300), colour) for colour in ("red", "lime", "blue")]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100, loop=0)


def pdf(pages=("BT /F1 24 Tf 40 100 Td (Prikaz number 375 of the town) Tj ET",), *, catalog=""):
    """A PDF by hand; each page is its content stream."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    page = (
        "/Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Resources << /Font << /F1 3 0 R >> >>"
    )
    for number, content in enumerate(pages):
        objects += [
            f"<< {page} /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return data + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    ).encode("latin-1")


SCAN_PAGE = "0.8 g 40 40 320 520 re f"
"""A page with marks and without text."""


def svg(inside="", attributes=""):
    """An SVG of 400 × 300 with something inside."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" '
        f'{attributes}><title>Герб</title><circle cx="50" cy="50" r="40"/>{inside}</svg>'
    ).encode()
