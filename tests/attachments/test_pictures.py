import io
from hashlib import sha256

import pytest
from PIL import Image

from tests.attachments import forge
from vestnik.attachments import jpeg
from vestnik.attachments.inside import Refused
from vestnik.attachments.pictures import make_full, make_social, make_variants, prepare

CORNERS = {"red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0)}


def corners(image):
    """Names of the colours in the corners, from the upper left, clockwise."""
    w, h = image.width - 1, image.height - 1
    image = image.convert("RGB")
    found = []
    for place in ((3, 3), (w - 3, 3), (w - 3, h - 3), (3, h - 3)):
        pixel = image.getpixel(place)
        distance = {
            n: sum(abs(a - b) for a, b in zip(c, pixel, strict=True)) for n, c in CORNERS.items()
        }
        found.append(min(distance, key=distance.get))
        assert distance[found[-1]] < 120
    return found


@pytest.fixture
def made(tmp_path):
    """Makes the variants of some bytes; returns them by suffix, each with its image."""

    def made(data):
        (tmp_path / "photo").write_bytes(data)
        variants = make_variants(tmp_path / "photo", tmp_path / "out")
        images = {}
        for variant in variants:
            content = (tmp_path / "out" / f"photo{variant.suffix}").read_bytes()
            image = images[variant.suffix] = Image.open(io.BytesIO(content))
            assert (variant.size, variant.digest) == (len(content), sha256(content).hexdigest())
            assert image.size == (variant.width, variant.height)
            assert image.get_format_mimetype() == variant.media_type
        assert len(list((tmp_path / "out").iterdir())) == len(variants)
        return images

    return made


@pytest.mark.parametrize(
    ("width", "suffixes"),
    [
        (2000, ["-480", "-800", "-1200", "-1600"]),
        (1600, ["-480", "-800", "-1200", "-1600"]),
        (1599, ["-480", "-800", "-1200"]),
        (480, ["-480"]),
        (300, ["-300"]),
        (1, ["-1"]),
    ],
)
def test_widths_are_not_above_the_original(made, width, suffixes):
    """WebP and JPEG of each, at least one width, and the full size last."""
    variants = made(forge.photo(width, max(1, width // 2)))
    pairs = [f"{suffix}.{kind}" for suffix in suffixes for kind in ("webp", "jpg")]
    assert list(variants) == [*pairs, ".jpg"]
    assert variants[".jpg"].width == width
    for suffix in suffixes:
        assert variants[f"{suffix}.webp"].width == int(suffix[1:])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_variant_is_upright(made, orientation):
    """All eight orientations of EXIF; red stays where the eye of the photographer saw it."""
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    seen = forge.drawing(900, 600)
    stored = seen.transpose(turn[orientation]) if orientation in turn else seen
    exif = Image.Exif()
    exif[forge.ORIENTATION] = orientation
    variants = made(forge.saved(stored, "JPEG", exif=exif, quality=95))
    assert [image.width for image in variants.values()] == [480, 480, 800, 800, 900]
    for image in variants.values():
        assert corners(image) == ["red", "green", "blue", "yellow"]


@pytest.mark.parametrize(
    "options",
    [{}, {"orientation": 6}, {"progressive": True}, {"icc_profile": forge.wide_gamut_profile()}],
    ids=["as it is", "turned", "progressive", "with a profile"],
)
def test_no_metadata_is_left(made, tmp_path, options):
    """Neither place nor camera, neither XMP nor comment nor colour profile, in any file."""
    original = forge.photo(**options)
    assert all(secret in original for secret in forge.SECRETS)
    for suffix, image in made(original).items():
        data = (tmp_path / "out" / f"photo{suffix}").read_bytes()
        marks = (*forge.SECRETS, b"SECRET", b"Exif", b"ICC")
        assert [mark for mark in marks if mark in data] == []
        assert not image.getexif()
        assert "icc_profile" not in image.info


def test_a_sound_jpeg_keeps_its_own_data_in_full_size(made):
    """Not one pixel changes: the press gets what the camera has made."""
    original = forge.photo(1300, 900)
    full = made(original)[".jpg"]
    assert full.tobytes() == Image.open(io.BytesIO(original)).tobytes()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 3}])
def test_cleaning_drops_what_follows_the_end(options):
    """Some phones hang a second picture or a film behind the first."""
    original = forge.photo(200, 100, **options)
    cleaned = jpeg.cleaned(original + b"\xff\xd8 SECRET film")
    assert cleaned is not None
    assert b"SECRET" not in cleaned
    assert Image.open(io.BytesIO(cleaned)).tobytes() == Image.open(io.BytesIO(original)).tobytes()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xe1\xff\xff",
        b"\xff\xd8junk",
        forge.photo(90, 60)[:-2],
        forge.photo(90, 60).replace(b"\xff\xc0", b"\xff\xc9"),
    ],
    ids=["empty", "start", "no scan", "long segment", "junk", "cut", "arithmetic"],
)
def test_cleaning_leaves_unusual_jpegs_alone(data):
    """They are decoded and written anew instead."""
    assert jpeg.cleaned(data) is None


def test_colours_come_out_in_srgb(made):
    """A profile that swaps red and green swaps them in the file, and is gone."""
    variants = made(forge.photo(900, 600, icc_profile=forge.wide_gamut_profile()))
    for image in variants.values():
        assert corners(image)[:2] == ["green", "red"]


def test_a_broken_profile_is_ignored(made):
    """The picture is taken as it is."""
    variants = made(forge.photo(500, 300, icc_profile=b"no profile at all" * 20))
    assert corners(variants["-480.jpg"]) == ["red", "green", "blue", "yellow"]


def test_cmyk_becomes_rgb(made):
    """Printers' colours are not for screens."""
    data = forge.saved(forge.drawing(600, 400, "CMYK"), "JPEG", quality=95)
    for image in made(data).values():
        assert image.mode == "RGB"
        assert corners(image) == ["red", "green", "blue", "yellow"]


def test_a_palette_becomes_full_colour(made):
    """A PNG of 256 colours without transparency gives JPEG."""
    variants = made(forge.saved(forge.drawing(600, 400, "P"), "PNG"))
    assert list(variants) == ["-480.webp", "-480.jpg", ".jpg"]
    assert corners(variants["-480.webp"]) == ["red", "green", "blue", "yellow"]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_stays_so(made, mode):
    """WebP and PNG, no JPEG; whether the format says so by channel or by palette."""
    image = forge.drawing(600, 400, "RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    if mode == "P":
        image = image.quantize(64)
    elif mode == "LA":
        image = image.convert("LA")
    variants = made(forge.saved(image, "PNG"))
    assert list(variants) == ["-480.webp", "-480.png", ".png"]
    for shown in variants.values():
        assert shown.convert("RGBA").getchannel("A").getextrema()[0] < 10


def test_an_alpha_channel_that_hides_nothing_gives_jpeg(made):
    """Screenshots have one without need."""
    assert ".jpg" in made(forge.saved(forge.drawing(600, 400, "RGBA"), "PNG"))


@pytest.mark.parametrize(
    ("mode", "dark", "bright"), [("I;16", 0, 65535), ("1", 0, 1), ("L", 0, 255)]
)
def test_grey_keeps_its_range(made, mode, dark, bright):
    """Black stays black and white white, of one bit as of sixteen."""
    image = Image.new(mode, (500, 300), dark)
    image.paste(bright, (250, 0, 500, 300))
    shown = made(forge.saved(image, "PNG"))["-480.jpg"].convert("L")
    assert shown.getpixel((20, 20)) < 8
    assert shown.getpixel((460, 20)) > 247


def test_of_a_moving_picture_the_first_frame_is_shown(made):
    """Nothing moves by itself."""
    variants = made(forge.animation())
    assert not getattr(variants["-480.webp"], "is_animated", False)
    assert variants["-480.jpg"].convert("RGB").getpixel((240, 120))[0] > 240


def test_a_large_photo_is_decoded_only_as_far_as_needed(tmp_path):
    """The widest variant needs half of it, and the full size none."""
    (tmp_path / "a.jpg").write_bytes(forge.photo(3300, 2200))
    prepared = prepare(tmp_path / "a.jpg")
    assert prepared.image.size == (1650, 1100)
    assert (prepared.width, prepared.height) == (3300, 2200)


def test_bytes_are_the_same_each_time(tmp_path):
    """Two runs into two folders differ in nothing."""
    (tmp_path / "a.jpg").write_bytes(forge.photo(1300, 900, 6))
    first = make_variants(tmp_path / "a.jpg", tmp_path / "one", stem="x")
    second = make_variants(tmp_path / "a.jpg", tmp_path / "two", stem="x")
    assert first == second


@pytest.mark.parametrize(
    ("size", "expected"),
    [((2000, 1500), (1200, 630)), ((900, 900), (900, 472)), ((300, 100), (190, 100))],
)
def test_the_social_picture_has_its_shape_and_is_never_enlarged(tmp_path, size, expected):
    """1200 × 630 or less; a JPEG without metadata."""
    (tmp_path / "a.jpg").write_bytes(forge.photo(*size))
    variant = make_social(tmp_path / "a.jpg", tmp_path)
    assert (variant.suffix, variant.width, variant.height) == ("-social.jpg", *expected)
    assert b"SECRET" not in (tmp_path / variant.path).read_bytes()


def test_the_social_picture_of_a_transparent_one_is_on_white(tmp_path):
    """JPEG knows no transparency; black would be a surprise."""
    Image.new("RGBA", (800, 600), (0, 0, 0, 0)).save(tmp_path / "a.png")
    variant = make_social(tmp_path / "a.png", tmp_path)
    with Image.open(tmp_path / variant.path) as image:
        assert image.getpixel((100, 100)) == (255, 255, 255)


def test_the_full_size_alone(tmp_path):
    """For a picture that is only there to be downloaded."""
    (tmp_path / "a.png").write_bytes(forge.saved(forge.drawing(600, 400), "PNG"))
    variant = make_full(tmp_path / "a.png", tmp_path)
    assert (variant.path, variant.width) == ("a.jpg", 600)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (forge.photo()[:20_000], "truncated"),
        (forge.bomb_png(), "bomb"),
        (forge.pdf(), "unsupported-picture"),
        (forge.heic(), "unsupported-picture"),
        (b"", "unsupported-picture"),
    ],
)
def test_what_cannot_be_decoded_is_refused_and_leaves_nothing(tmp_path, data, code):
    """By the same codes as when it is described."""
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(Refused) as refused:
        make_variants(tmp_path / "a", tmp_path / "out")
    assert refused.value.code == code
    assert not (tmp_path / "out").exists()
