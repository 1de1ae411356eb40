import io
import os
import zipfile
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.attachments import forge
from vestnik.attachments.describe import describe

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(*names, mimetype=""):
    """A ZIP with such members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "text")
    return buffer.getvalue()


def ole(stream):
    """An old Office file with a stream of that name."""
    return OLE + stream.encode("utf-16-le") + b"\0" * 64


@pytest.fixture
def facts_of(tmp_path):
    """Puts a file into a content folder and describes it."""

    def facts_of(name, data, **options):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
        return describe(tmp_path, name, **options)

    return facts_of


KINDS = [
    ("a.jpg", forge.photo(40, 30), "image/jpeg"),
    ("a.png", forge.saved(forge.drawing(40, 30), "PNG"), "image/png"),
    ("a.gif", forge.animation(), "image/gif"),
    ("a.webp", forge.saved(forge.drawing(40, 30), "WEBP"), "image/webp"),
    ("a.svg", forge.svg(), "image/svg+xml"),
    ("a.pdf", forge.pdf(), "application/pdf"),
    ("a.docx", zipped("[Content_Types].xml", "word/document.xml"), DOCX),
    ("a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), XLSX),
    ("a.pptx", zipped("[Content_Types].xml", "ppt/presentation.xml"), PPTX),
    ("a.odt", zipped("content.xml", mimetype=ODT), ODT),
    ("a.zip", zipped("a.txt", "b.txt"), "application/zip"),
    ("a.doc", ole("WordDocument"), "application/msword"),
    ("a.xls", ole("Workbook"), "application/vnd.ms-excel"),
    ("a.rtf", b"{\\rtf1\\ansi text}", "application/rtf"),
    ("a.mp3", b"ID3\4\0\0\0\0\0\0" + b"\0" * 50, "audio/mpeg"),
    ("b.mp3", b"\xff\xfb\x90\0" + b"\0" * 50, "audio/mpeg"),
    ("a.mp4", b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + b"\0" * 50, "video/mp4"),
    ("a.csv", "номер;дата\n375;23.05.2023\n".encode(), "text/csv"),
    ("a.txt", "Приказ\r\n".encode("cp1251"), "text/plain"),
    ("b.txt", "Приказ".encode("utf-16"), "text/plain"),
    ("a.xml", b'<?xml version="1.0"?><kml/>', "application/xml"),
    ("a.sig", bytes(range(256)), "application/octet-stream"),
]


@pytest.mark.parametrize(("name", "data", "media_type"), KINDS, ids=[kind[0] for kind in KINDS])
def test_the_content_tells_the_media_type(facts_of, name, data, media_type):
    """Each kind is known by its bytes; digest and size are those of the file."""
    facts = facts_of(name, data)
    assert (facts.media_type, facts.fault, facts.detail) == (media_type, "", "")
    assert (facts.digest, facts.size, facts.path) == (sha256(data).hexdigest(), len(data), name)


def test_the_name_does_not_tell_the_media_type(facts_of):
    """A PNG that is called .jpg is a PNG."""
    facts = facts_of("photo.jpg", forge.saved(forge.drawing(40, 30), "PNG"))
    assert (facts.media_type, facts.fault) == ("image/png", "")


def test_a_large_file_is_digested_piece_by_piece(facts_of):
    """What is not parsed is never held in memory as a whole; the digest is right all the same."""
    data = b"ID3\4" + os.urandom(1 << 20) * 3
    assert facts_of("long.mp3", data).digest == sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60)), (8, (40, 60))]
)
def test_dimensions_are_those_of_the_upright_picture(facts_of, orientation, size):
    """EXIF may say that the picture lies on its side."""
    facts = facts_of("a.jpg", forge.photo(60, 40, orientation))
    assert (facts.width, facts.height) == size


def test_a_moving_picture_is_animated(facts_of):
    """A GIF with frames is; a still one and a photo are not."""
    assert facts_of("a.gif", forge.animation()).animated
    assert not facts_of("b.gif", forge.saved(forge.drawing(9, 9), "GIF")).animated
    assert not facts_of("c.jpg", forge.photo(40, 30)).animated


@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "1", "LA", "RGBA", "I;16"])
def test_every_colour_model_is_read(facts_of, mode):
    """Palettes, grey, bits, transparency and printers' colours are no faults."""
    name = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new(mode, (50, 20)) if mode == "I;16" else forge.drawing(50, 20, mode)
    facts = facts_of("picture", forge.saved(image, name))
    assert (facts.fault, facts.width, facts.height) == ("", 50, 20)


def cut(data, share=0.5):
    """The first part of a file, as an interrupted download leaves it."""
    return data[: int(len(data) * share)]


def zeroed(data):
    """A file whose second half never arrived, though its length is right."""
    half = len(data) // 2
    return data[:half] + b"\0" * (len(data) - half)


PHOTO, PNG = forge.photo(), forge.saved(forge.drawing(900, 700), "PNG")
LONG_PDF = forge.pdf([forge.pdf.__defaults__[0][0] + " " * 3000] * 3)
FAULTS = [
    ("empty.pdf", b"", "empty"),
    ("pointer.jpg", forge.LFS_POINTER, "lfs-pointer"),
    ("pointer.pdf", forge.LFS_POINTER, "lfs-pointer"),
    ("cut.jpg", cut(PHOTO), "truncated"),
    ("cut-late.jpg", PHOTO[:-60], "truncated"),
    ("zeroed.jpg", zeroed(PHOTO), "truncated"),
    ("cut.png", cut(PNG), "truncated"),
    ("cut.webp", cut(forge.saved(forge.drawing(900, 700), "WEBP")), "truncated"),
    ("cut.gif", cut(forge.saved(forge.drawing(900, 700), "GIF")), "truncated"),
    ("cut.pdf", cut(LONG_PDF), "truncated"),
    ("cut-late.pdf", LONG_PDF[: LONG_PDF.rindex(b"xref\n0")], "truncated"),
    ("zeroed.pdf", zeroed(LONG_PDF), "truncated"),
    ("cut.docx", cut(zipped("[Content_Types].xml", "word/document.xml")), "truncated"),
    ("broken.jpg", PHOTO.replace(b"\xff\xc0", b"\xff\xc7"), "corrupt"),
    ("broken.png", PNG[:30] + b"junk" + PNG[40:], "corrupt"),
    ("broken.pdf", b"%PDF-1.4\n" + b"junk " * 400 + b"%%EOF", "corrupt"),
    ("bomb.png", forge.bomb_png(), "bomb"),
    ("thin-bomb.png", forge.bomb_png(5_000, 5_000), "bomb"),
    ("ribbon.png", forge.bomb_png(20_000, 2), "oversized"),
    ("photo.heic", forge.heic(), "heic"),
    ("photo.jpg", forge.heic(), "heic"),
    ("scan.tif", forge.saved(forge.drawing(40, 30), "TIFF"), "unsupported-picture"),
    ("old.bmp", forge.saved(forge.drawing(40, 30), "BMP"), "unsupported-picture"),
    ("setup.exe", b"MZ\x90\0\3\0\0\0", "forbidden"),
    ("prikaz.pdf", b"MZ\x90\0\3\0\0\0", "forbidden"),
    ("tool", b"\x7fELF\2\1\1\0", "forbidden"),
    ("run.txt", b"#!/bin/sh\nrm -rf /\n", "forbidden"),
    ("page.html", b"<p>text", "forbidden"),
    ("page.txt", b"<!-- x -->\n<!DOCTYPE html><html>", "forbidden"),
    ("table.xls", b"<html><table>", "forbidden"),
    ("data.xml", b'<r xmlns:h="http://www.w3.org/1999/xhtml"><h:script/></r>', "forbidden"),
    ("code.js", b"alert(1)", "forbidden"),
    ("index.php", b"text", "forbidden"),
    (".htaccess", b"Options +ExecCGI", "forbidden"),
    ("photo.html", PHOTO, "forbidden"),
    ("macro.docx", zipped("[Content_Types].xml", "word/vbaProject.bin"), "forbidden"),
    ("app.zip", zipped("classes.dex", "AndroidManifest.xml"), "forbidden"),
    ("script.svg", forge.svg("<script>alert(1)</script>"), "unsafe-svg"),
]


@pytest.mark.parametrize(("name", "data", "fault"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_what_is_wrong_with_a_file_has_a_name(facts_of, name, data, fault):
    """Nothing raises; the code tells the fault."""
    assert facts_of(name, data).fault == fault


def test_a_bomb_is_never_decoded(facts_of):
    """Its dimensions are told, from its head alone."""
    assert facts_of("bomb.png", forge.bomb_png()).detail == "30000 × 30000 точек"


def test_a_swelling_archive_is_a_bomb(facts_of, monkeypatch):
    """Judged by what its directory says; nothing is unpacked."""
    monkeypatch.setattr("vestnik.attachments.office._EXPANDED_LIMIT", 1 << 20)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(2 << 20))
    assert facts_of("a.zip", buffer.getvalue()).fault == "bomb"


def test_what_is_too_big_is_not_read(facts_of):
    """The limit is named; no digest is made."""
    facts = facts_of("a.pdf", b"x" * (2 << 20), limit=1 << 20)
    assert (facts.fault, facts.detail, facts.size) == ("too-big", "предел — 1 МБ", 2 << 20)
    assert facts.digest == ""


@pytest.mark.parametrize(
    ("inside", "sound"),
    [
        ("", True),
        ('<use href="#a"/><path d="M0 0" style="fill:url(#g)"/>', True),
        ("<style>circle { fill: #c00 }</style>", True),
        ('<metadata xmlns:c="http://creativecommons.org/ns#"><c:Work/></metadata>', True),
        ('<circle onload="alert(1)"/>', False),
        ('<a href="javascript:alert(1)"><circle/></a>', False),
        ('<use href="https://example.org/a.svg#b"/>', False),
        ('<image href="data:image/png;base64,AAAA"/>', False),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>", False),
        ('<rect style="fill:url(https://example.org/)"/>', False),
        ("<style>@import 'https://example.org/a.css';</style>", False),
        ("<style>rect{fill:u\\72l(https://example.org)}</style>", False),
        ('<set attributeName="href" to="x"/>', False),
        ("<?xml-stylesheet href='a.css'?>", False),
        ("<unclosed>", False),
    ],
)
def test_an_svg_is_published_only_when_it_is_nothing_but_a_picture(facts_of, inside, sound):
    """Scripts, links, other files and movement have no place in it."""
    facts = facts_of("a.svg", forge.svg(inside))
    assert (facts.fault == "") is sound
    if sound:
        assert (facts.width, facts.height) == (400, 300)
    else:
        assert facts.detail


def test_an_svg_with_entities_is_refused(facts_of):
    """They can swell without end and hide anything."""
    lol = b'<!DOCTYPE svg [<!ENTITY a "x">]>' + forge.svg("&a;")
    assert "сущности" in facts_of("a.svg", lol).detail


@pytest.mark.parametrize(
    ("pages", "has_text"),
    [
        (["BT /F1 24 Tf 40 100 Td (Prikaz number 375 of town) Tj ET"] * 2, True),
        ([forge.SCAN_PAGE] * 3, False),
        ([forge.SCAN_PAGE, *["BT /F1 9 Tf 9 9 Td (Prikaz number 375 text) Tj ET"]], True),
        ([*[forge.SCAN_PAGE] * 4, "BT /F1 9 Tf 9 9 Td (Prikaz number 375 text) Tj ET"], False),
        (["", "BT /F1 9 Tf 9 9 Td (Prikaz number 375 text) Tj ET", ""], True),
        ([""], False),
        (["BT /F1 9 Tf 9 9 Td (12) Tj ET"], False),
    ],
    ids=["text", "scan", "half", "mostly scan", "blank pages", "blank", "page number alone"],
)
def test_a_pdf_has_text_when_half_of_its_pages_have(facts_of, pages, has_text):
    """Blank pages do not count."""
    facts = facts_of("a.pdf", forge.pdf(pages))
    assert (facts.pages, facts.has_text, facts.fault) == (len(pages), has_text, "")


def with_pikepdf(change=None, **options):
    """A PDF that pikepdf has written."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(forge.pdf())) as document:
        if change:
            change(document)
        document.save(buffer, **options)
    return buffer.getvalue()


def test_a_tagged_pdf_says_title_and_language(facts_of):
    """Control characters and line ends in them are gone."""

    def tag(document):
        document.Root.Lang = pikepdf.String("ru-RU")
        document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        document.docinfo["/Title"] = "Приказ\r\n№ 375 \x00"

    facts = facts_of("a.pdf", with_pikepdf(tag))
    assert (facts.tagged, facts.language, facts.title) == (True, "ru-RU", "Приказ № 375")


def test_an_encrypted_pdf_is_a_fact_and_no_fault(facts_of):
    """One that needs a password tells nothing else; one that forbids copying tells all."""
    locked = with_pikepdf(encryption=pikepdf.Encryption(owner="o", user="u"))
    facts = facts_of("locked.pdf", locked)
    assert (facts.fault, facts.locked, facts.encrypted, facts.pages) == ("", True, True, 0)
    restricted = with_pikepdf(encryption=pikepdf.Encryption(owner="o", user=""))
    facts = facts_of("restricted.pdf", restricted)
    assert (facts.fault, facts.locked, facts.encrypted) == ("", False, True)
    assert (facts.pages, facts.has_text) == (1, True)


def test_an_encrypted_office_file_is_a_fact_and_no_fault(facts_of):
    """It is an OLE container with one known stream."""
    assert facts_of("a.docx", ole("EncryptedPackage")).locked


STAMPED_SCAN = (
    "q 400 0 0 600 0 0 cm /Im0 Do Q BT /F1 7 Tf 20 20 Td (Signed by an electronic signature of the "
    "rector on 15 April 2024) Tj ET"
)
GARBAGE = (
    "BT /F1 9 Tf 9 9 Td (MKHJtCTEPCTBO TPAHCnOPTA PElfHOrO TPAHCIlOPTA neTpOSKa aBtO bOk sTo) Tj ET"
)
WORDS = "BT /F1 9 Tf 9 9 Td (Prikaz number 375 of the town about dinners at school) Tj ET"


@pytest.mark.parametrize(
    ("pages", "layer"),
    [
        ([WORDS], "text"),
        ([WORDS, ""], "text"),
        ([WORDS, WORDS, forge.SCAN_PAGE], "mixed"),
        ([forge.SCAN_PAGE, forge.SCAN_PAGE, WORDS], "scan"),
        ([GARBAGE, GARBAGE, WORDS], "garbled"),
        ([""], ""),
    ],
)
def test_a_pdf_is_classed_by_what_most_of_its_pages_are(facts_of, pages, layer):
    """A reader who hears it gets the words of `text` and most of `mixed`."""
    facts = facts_of("a.pdf", forge.pdf(pages))
    assert (facts.text_layer, facts.has_text) == (layer, layer in {"text", "mixed"})


def test_a_stamp_on_a_scan_is_no_text(facts_of):
    """An electronic signature prints some lines over the picture of the page."""

    def paint(document):
        image = document.make_stream(bytes(3))
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width = image.Height = 1
        image.BitsPerComponent, image.ColorSpace = 8, pikepdf.Name.DeviceRGB
        page = document.pages[0]
        page.Resources.XObject = pikepdf.Dictionary({"/Im0": image})
        page.Contents = document.make_stream(STAMPED_SCAN.encode())

    assert facts_of("a.pdf", with_pikepdf(paint)).text_layer == "scan"


def script(document):
    """Runs when the file is opened."""
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def launch(document):
    """Starts a program when the page is shown."""
    document.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    )


def embed(document):
    """Carries another file."""
    document.attachments["a.txt"] = b"text"


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    ("change", "parts"),
    [(script, ("javascript",)), (launch, ("launch",)), (embed, ("embedded-files",)), (None, ())],
)
def test_what_a_pdf_may_do_is_a_fact(facts_of, change, parts, packed):
    """Also where the dictionaries are packed, as most programs do."""
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    assert facts_of("a.pdf", with_pikepdf(change, object_stream_mode=mode)).active == parts


def test_an_escaped_name_hides_nothing(facts_of):
    """`/J#61vaScript` is the same name; words on a page are no action."""
    hidden = forge.pdf(catalog="/OpenAction << /S /J#61vaScript /JS (x) >>")
    assert facts_of("a.pdf", hidden).active == ("javascript",)
    shown = forge.pdf(["BT /F1 9 Tf 9 9 Td (/S /JavaScript and /S /Launch) Tj ET"])
    assert facts_of("b.pdf", shown).active == ()


def office(mimetype="", **members):
    """A ZIP whose members hold these texts; dots and slashes of names come as `__` and `___`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name, text in members.items():
            archive.writestr(name.replace("___", "/").replace("__", "."), text)
    return buffer.getvalue()


CORE = (
    "<cp:coreProperties><dc:title>Приказ &amp; план</dc:title>"
    "<dc:language>ru-RU</dc:language></cp:coreProperties>"
)


def test_an_office_file_says_title_language_and_size(facts_of):
    """As the program counted that saved it: pages of a text, sheets of a workbook."""
    types = {"[Content_Types]__xml": "x"}
    text = office(
        **types, word___document__xml="x", docProps___core__xml=CORE,
        docProps___app__xml="<Properties><Pages>7</Pages></Properties>",
    )  # fmt: skip
    facts = facts_of("a.docx", text)
    assert (facts.title, facts.language, facts.pages) == ("Приказ & план", "ru-RU", 7)
    book = office(
        **types, xl___workbook__xml="x", xl___worksheets___sheet1__xml="x",
        xl___worksheets___sheet2__xml="x",
    )  # fmt: skip
    facts = facts_of("a.xlsx", book)
    assert (facts.sheets, facts.pages) == (2, 0)
    meta = '<dc:title>Отчёт</dc:title><meta:document-statistic meta:page-count="3"/>'
    facts = facts_of("a.odt", office(mimetype=ODT, meta__xml=meta))
    assert (facts.title, facts.pages) == ("Отчёт", 3)


def test_what_an_office_file_declares_is_not_expanded(facts_of):
    """Entities within entities stay words."""
    bomb = '<!DOCTYPE a [<!ENTITY b "ha">]><dc:title>&b;&b;</dc:title>'
    facts = facts_of("a.odt", office(mimetype=ODT, meta__xml=bomb))
    assert (facts.fault, facts.title) == ("", "&b;&b;")


@pytest.mark.parametrize(
    "path", ["../secret.txt", "a/../../secret.txt", "/etc/passwd", "..", "no/../../no.pdf"]
)
def test_paths_out_of_the_content_are_refused(tmp_path, path):
    """Also those that lead to nothing."""
    root = tmp_path / "content"
    root.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    assert describe(root, path).fault == "outside-content"


def test_links_out_of_the_content_are_refused_and_links_inside_are_followed(tmp_path):
    """Links to files, links to folders, links to links; the content folder may be one itself."""
    real, outside = tmp_path / "real", tmp_path / "outside"
    (real / "files").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (real / "files" / "a.txt").write_text("text")
    root = tmp_path / "content"
    root.symlink_to(real)
    (real / "in.txt").symlink_to("files/a.txt")
    (real / "again.txt").symlink_to("in.txt")
    (real / "folder").symlink_to("files")
    (real / "out.txt").symlink_to(outside / "secret.txt")
    (real / "out").symlink_to(outside)
    (real / "chain.txt").symlink_to("out.txt")
    (real / "nowhere.txt").symlink_to(outside / "nothing")
    (real / "loop").symlink_to("loop")
    faults = {
        "in.txt": "",
        "again.txt": "",
        "folder/a.txt": "",
        "out.txt": "outside-content",
        "out/secret.txt": "outside-content",
        "chain.txt": "outside-content",
        "nowhere.txt": "outside-content",
        "loop": "missing",
    }
    assert {path: describe(root, path).fault for path in faults} == faults


@pytest.mark.parametrize("path", ["a.pdf", "no/a.pdf", "", "a\0.pdf", "a.txt/b.pdf", "x" * 5000])
def test_what_is_not_there_is_missing(tmp_path, path):
    """However strange the path."""
    (tmp_path / "a.txt").write_text("text")
    assert describe(tmp_path, path).fault == "missing"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_what_is_no_ordinary_file_is_refused_without_waiting(tmp_path):
    """A named pipe without a writer would be waited for without end."""
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "folder.pdf").mkdir()
    assert describe(tmp_path, "pipe.pdf").fault == "not-a-file"
    assert describe(tmp_path, "folder.pdf").fault == "not-a-file"
    assert describe(Path("/"), "dev/zero").fault == "not-a-file"


@pytest.mark.parametrize(
    ("error", "detail"),
    [(PermissionError(13, "no"), "нет прав на чтение"), (OSError(5, "I/O"), "не отвечают")],
)
def test_a_file_that_cannot_be_opened_says_why(facts_of, monkeypatch, error, detail):
    """Permissions and failing disks are told apart."""

    def refuse(*_):
        raise error

    monkeypatch.setattr("vestnik.attachments.inside.os.open", refuse)
    facts = facts_of("a.pdf", b"text")
    assert facts.fault == "unreadable"
    assert detail in facts.detail
