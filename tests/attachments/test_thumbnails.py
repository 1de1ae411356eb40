import io

import pikepdf
import pytest
from PIL import Image

from tests.attachments import forge
from vestnik.attachments.inside import Refused
from vestnik.attachments.thumbnails import make_thumbnail


def pdf_of_size(width, height):
    """A PDF whose page has a red left half."""
    page = f"1 0 0 rg 0 0 {width / 2} {height} re f"
    return forge.pdf([page]).replace(b"[0 0 400 600]", f"[0 0 {width} {height}]".encode())


def drawn(tmp_path, data):
    """The thumbnail as an image."""
    (tmp_path / "a.pdf").write_bytes(data)
    webp, jpg = make_thumbnail(tmp_path / "a.pdf", tmp_path)
    assert (webp.suffix, jpg.suffix) == ("-page1.webp", "-page1.jpg")
    assert (webp.width, webp.height) == (jpg.width, jpg.height)
    return Image.open(io.BytesIO((tmp_path / jpg.path).read_bytes()))


@pytest.mark.parametrize(
    ("size", "expected"),
    [((595, 842), (320, 453)), ((842, 595), (320, 226)), ((100, 14_000), (320, 640))],
)
def test_the_first_page_is_320_pixels_wide_on_white(tmp_path, size, expected):
    """In its own shape; of a very long page, the top."""
    image = drawn(tmp_path, pdf_of_size(*size))
    assert image.size == expected
    red, white = image.getpixel((40, 40)), image.getpixel((280, 40))
    assert red[0] > 240
    assert max(red[1:]) < 15
    assert min(white) > 250


def test_bytes_are_the_same_each_time(tmp_path):
    """Two runs differ in nothing."""
    (tmp_path / "a.pdf").write_bytes(forge.pdf())
    first = make_thumbnail(tmp_path / "a.pdf", tmp_path / "one")
    assert make_thumbnail(tmp_path / "a.pdf", tmp_path / "two") == first


def test_without_its_password_a_pdf_has_no_thumbnail(tmp_path):
    """It is refused by name."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(forge.pdf())) as document:
        document.save(buffer, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(Refused) as refused:
        drawn(tmp_path, buffer.getvalue())
    assert refused.value.code == "locked"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 junk", forge.pdf()[:300]])
def test_a_broken_pdf_is_refused(tmp_path, data):
    """Nothing is written."""
    with pytest.raises(Refused):
        drawn(tmp_path, data)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
