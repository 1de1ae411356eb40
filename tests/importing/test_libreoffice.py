"""Old Word formats through a real LibreOffice. Where there is none, the tests say so and pass by:
it is half a gigabyte, and what it has to be asked for does not change with our code.
"""

import io
import shutil
import subprocess
import zipfile

import pytest

from tests.importing.test_word import HEAD, docx, paragraph
from vestnik.importing.decoding import Unreadable
from vestnik.importing.reading import read_page

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        SOFFICE is None, reason="LibreOffice: apt-get install libreoffice-writer-nogui"
    ),
]
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_MAIN}.numbering+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
    f' Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>',
}
"""What our reader can do without and LibreOffice cannot."""


def whole(data: bytes) -> bytes:
    """A file of `docx` with all its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            if name not in PARTS:
                made.writestr(name, given.read(name))
        for name, text in PARTS.items():
            made.writestr(name, text)
    return out.getvalue()


ORDER = docx(
    HEAD
    + paragraph("Утвердить порядок.", "5")
    + paragraph("Назначить ответственных:", "5", 1)
    + paragraph("в школах;", "5", 2)
    + paragraph("в библиотеках.", "5", 2)
)
RTF = (
    r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0 Times New Roman;}}"
    r"\pard\qc \'cf \'d0 \'c8 \'ca \'c0 \'c7\par"
    r"\pard \'ee\'f2 05.03.2018 \u8470? 48\par"
    r"\'ce \'ef\'ee\'f0\'ff\'e4\'ea\'e5\par 1. \'d3\'f2\'e2\'e5\'f0\'e4\'e8\'f2\'fc.\par}"
)


@pytest.fixture(scope="module")
def doc(tmp_path_factory) -> bytes:
    """The order as Word 97 saved it."""
    folder = tmp_path_factory.mktemp("word")
    (folder / "order.docx").write_bytes(whole(ORDER))
    profile = (folder / "profile").as_uri()
    command = [SOFFICE, "--headless", "--norestore", f"-env:UserInstallation={profile}"]
    command += ["--convert-to", "doc", "--outdir", folder, folder / "order.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "order.doc").read_bytes()


def test_doc_is_read_as_docx_is(doc):
    """The same title and blocks, with the numbers that Word draws."""
    new, old = read_page(ORDER), read_page(doc)
    assert [one.text for one in old.blocks] == [one.text for one in new.blocks]
    assert "1.1. Назначить ответственных:" in old.text
    assert old.title == new.title


def test_rtf_is_read():
    """In windows-1251 with signs by their numbers."""
    page = read_page(RTF.encode("ascii"))
    said = [" ".join(line.split()) for line in page.text.splitlines() if line.strip()]
    assert said[0] == "П Р И К А З"
    assert said[-1].endswith("1. Утвердить.")
    assert "от 05.03.2018 № 48" in page.text


def test_half_a_doc_is_refused(doc):
    """In words, not by a trace."""
    with pytest.raises(Unreadable, match=r"LibreOffice не смог открыть файл \.doc"):
        read_page(doc[: len(doc) // 2])
